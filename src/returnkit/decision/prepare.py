"""Prepare: the facts of one item as conditions and windows read them."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from functools import lru_cache
from typing import Any, Final, TypeAlias
from zoneinfo import ZoneInfo

from returnkit.expr.schema import Unknown
from returnkit.facts import (
    Fulfillment,
    Inspection,
    Order,
    RequestedItem,
    ReturnHistory,
    ReturnRequest,
    Subject,
    line_of,
)
from returnkit.ids import LineId
from returnkit.policy import (
    ClockName,
    Clocks,
    CompiledPolicy,
    civil_day,
    first_of,
    last_of,
    zone_of_windows,
)
from returnkit.record import record

NO_CLOCK: Final = Unknown("clock_missing")
"""The event that a window counts from is not known."""

_day = lru_cache(maxsize=4096)(civil_day)  # the lines of an order share their instants


class Elapsed:
    """Time since each clock; what compiled verdicts compare. Each is counted when it is first asked for.

    Attributes:
        order_days: Civil days since the order, `shipment_days` and `delivery_days` likewise.
        order: Time since the order, `shipment` and `delivery` likewise.
    """

    __slots__ = (
        "_at",
        "_clocks",
        "delivery",
        "delivery_days",
        "order",
        "order_days",
        "shipment",
        "shipment_days",
    )

    def __init__(self, clocks: Clocks, at: datetime) -> None:
        self._clocks, self._at = clocks, at

    def __getattr__(self, name: str) -> object:
        # Only for a slot that is still empty.
        event, _, days = name.partition("_")
        start, at, zone = getattr(self._clocks, event), self._at, self._clocks.zone
        found = NO_CLOCK if start is None else _day(at, zone) - _day(start, zone) if days else at - start
        setattr(self, name, found)
        return found


@record
class Prepared:
    """One item, ready to be asked about.

    Attributes:
        item: The item.
        request: What it is part of.
        views: One a root of the compiled policy, same order; elapsed time last.
        clocks: The instants its windows count from.
        parcels: Identities of the parcels that hold its line, all of it and no unit twice; else none.
    """

    item: RequestedItem
    request: ReturnRequest

    views: tuple[Any, ...]  # Any: a view has the attributes that the policy names
    clocks: Clocks
    parcels: tuple[int, ...] = ()


def prepare(
    compiled: CompiledPolicy,
    order: Order,
    item: RequestedItem,
    request: ReturnRequest,
    at: datetime,
    *,
    history: ReturnHistory | None = None,
    inspection: Inspection | None = None,
    like: Prepared | None = None,
) -> Prepared:
    """Return *item* of *order* as *compiled* reads it at the instant *at* (UTC).

    What it shares with *like*, another item of the same request, is taken from there.

    Raises:
        UnknownLineError: The order has no such line.
    """
    line = line_of(order, item)
    subject = Subject(order, line, item, request, compiled.policy.currency, history, inspection, at)
    views = compiled.reader.read(subject, like.views if like else ())
    sent = sent_of(order, item.line_id)
    is_whole = sum([units for _, units in sent]) == line.quantity
    parcels = tuple([id(parcel) for parcel, _ in sent]) if is_whole else ()
    if like and parcels and parcels == like.parcels:
        # What travelled together has the same events.
        return Prepared(item, request, (*views, like.views[-1]), like.clocks, parcels)
    clocks = clocks_of(order, item.line_id, compiled, at, sent)
    return Prepared(item, request, (*views, Elapsed(clocks, at)), clocks, parcels)


def clocks_of(order: Order, line_id: LineId, compiled: CompiledPolicy, at: datetime, sent: Sent) -> Clocks:
    """Return the clocks of a line *sent* so, and those of the whole order where a window asks for them."""
    zone = zone_of_windows(compiled.policy.timezone, order)
    clocks = _clocks_of_line(order, line_id, zone, at, compiled.events, sent)
    if not compiled.counts_whole_orders:
        return clocks
    shipped = [line.id for line in order.lines if line.requires_shipping]
    lines = [_clocks_of_line(order, id, zone, at, compiled.events, sent_of(order, id)) for id in shipped]
    lines = lines or [clocks]
    return replace(clocks, order_last=last_of(lines), order_first=first_of(lines))


Sent: TypeAlias = list[tuple[Fulfillment, int]]
"""Parcels, each with how many units of a line are in it."""


def sent_of(order: Order, line_id: LineId) -> Sent:
    """Return the parcels that hold units of a line, with how many."""
    found: list[tuple[Fulfillment, int]] = []
    for parcel in order.fulfillments:
        if parcel.counts:
            units = 0
            for part in parcel.lines:
                if part.line_id == line_id:
                    units += part.quantity
            if units:
                found.append((parcel, units))
    return found


def _clocks_of_line(
    order: Order,
    line_id: LineId,
    zone: ZoneInfo,
    at: datetime,
    asked: frozenset[ClockName],
    parcels: Sent,
) -> Clocks:
    """Return the clocks of a line: of several parcels the last one counts.

    A line of which some units have not been sent, or not been delivered as far as is known, has no
    such clock.
    """
    line = order.line(line_id)
    owed = line.quantity if line else 0
    transits = [parcel.promised_transit_days for parcel, _ in parcels]
    promised = max((days for days in transits if days is not None), default=order.promised_transit_days)
    # Those that no window counts from are not looked for; prepared time has shipment and delivery anyway.
    scans: dict[str, Any] = {  # Any: instants, by fields of the clocks
        clock.value: _last([(getattr(parcel, field), units) for parcel, units in parcels], owed)
        for clock, field in _SCANS.items()
        if clock in asked
    }
    return Clocks(
        zone,
        order.placed_at,
        shipment=_last([(parcel.shipped_at, units) for parcel, units in parcels], owed),
        delivery=_last([(parcel.delivered_at, units) for parcel, units in parcels], owed),
        invoice=order.invoiced_at,
        request=at,
        transit_days=promised,
        lead_days=order.promised_lead_days,
        **scans,
    )


_SCANS: Final = {
    ClockName.LAST_SCAN: "last_scan_at",
    ClockName.READY: "ready_at",
    ClockName.COLLECTION: "collected_at",
}


def _last(events: list[tuple[datetime | None, int]], owed: int) -> datetime | None:
    """Return the last of the events, when together they are of all units *owed*."""
    known = [instant for instant, _ in events if instant is not None]
    units = sum(units for instant, units in events if instant is not None)
    return max(known) if known and units >= owed else None
