"""Prepare: the facts of one item as conditions and windows read them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache
from typing import Any, Final
from zoneinfo import ZoneInfo

from returnkit.expr.schema import Unknown
from returnkit.facts import (
    Fulfillment,
    Inspection,
    Order,
    RequestedItem,
    ReturnHistory,
    ReturnRequest,
)
from returnkit.ids import LineId
from returnkit.policy import Clocks, CompiledPolicy, civil_day, first_of, last_of

NO_CLOCK: Final = Unknown("clock_missing")
"""The event that a window counts from is not known."""

_day = lru_cache(maxsize=4096)(civil_day)  # the lines of an order share their instants


class Elapsed:
    """Time since each clock; what windows compare.

    Attributes:
        order_days: Civil days since the order, `shipment_days` and `delivery_days` likewise.
        order: Time since the order, `shipment` and `delivery` likewise.
    """

    __slots__ = ("delivery", "delivery_days", "order", "order_days", "shipment", "shipment_days")

    def __init__(self, clocks: Clocks, at: datetime) -> None:
        today = _day(at, clocks.zone)
        self.order: object = at - clocks.order
        self.order_days: object = today - _day(clocks.order, clocks.zone)
        self.shipment, self.shipment_days = _since(clocks.shipment, clocks, at, today)
        self.delivery, self.delivery_days = _since(clocks.delivery, clocks, at, today)


def _since(start: datetime | None, clocks: Clocks, at: datetime, today: int) -> tuple[object, object]:
    if start is None:
        return NO_CLOCK, NO_CLOCK
    return at - start, today - _day(start, clocks.zone)


@dataclass(frozen=True, slots=True)
class Prepared:
    """One item, ready to be asked about.

    Attributes:
        views: One a root of the compiled policy, same order; elapsed time last.
        clocks: The instants its windows count from.
    """

    views: tuple[Any, ...]  # Any: a view has the attributes that the policy names
    clocks: Clocks


def prepare(
    compiled: CompiledPolicy,
    order: Order,
    item: RequestedItem,
    request: ReturnRequest,
    at: datetime,
    *,
    history: ReturnHistory | None = None,
    inspection: Inspection | None = None,
) -> Prepared:
    """Return *item* of *order* as *compiled* reads it at the instant *at* (UTC).

    Raises:
        UnknownLineError: The order has no such line.
    """
    views = compiled.vocabulary.prepare(
        order,
        item,
        request,
        currency=compiled.policy.currency,
        names=compiled.names,
        history=history,
        inspection=inspection,
        at=at,
    )
    clocks = clocks_of(order, item.line_id, compiled, at)
    return Prepared((*views, Elapsed(clocks, at)), clocks)


def clocks_of(order: Order, line_id: LineId, compiled: CompiledPolicy, at: datetime) -> Clocks:
    """Return the clocks of a line, and those of the whole order where a window asks for them."""
    zone = compiled.policy.zone
    clocks = _clocks_of_line(order, line_id, zone, at)
    if not compiled.counts_whole_orders:
        return clocks
    lines = [_clocks_of_line(order, line.id, zone, at) for line in order.lines if line.requires_shipping]
    lines = lines or [clocks]
    return replace(clocks, order_last=last_of(lines), order_first=first_of(lines))


def _clocks_of_line(order: Order, line_id: LineId, zone: ZoneInfo, at: datetime) -> Clocks:
    """Return the clocks of a line: of several parcels the last one counts.

    A line of which some units have not been sent, or not been delivered as far as is known, has no
    such clock.
    """
    line = order.line(line_id)
    owed = line.quantity if line else 0
    parcels: list[tuple[Fulfillment, int]] = []
    for parcel in order.fulfillments:
        units = sum(part.quantity for part in parcel.lines if part.line_id == line_id) if parcel.counts else 0
        if units:
            parcels.append((parcel, units))
    transits = [parcel.promised_transit_days for parcel, _ in parcels]
    promised = max((days for days in transits if days is not None), default=order.promised_transit_days)
    return Clocks(
        zone,
        order.placed_at,
        shipment=_last([(parcel.shipped_at, units) for parcel, units in parcels], owed),
        delivery=_last([(parcel.delivered_at, units) for parcel, units in parcels], owed),
        invoice=order.invoiced_at,
        last_scan=_last([(parcel.last_scan_at, units) for parcel, units in parcels], owed),
        ready=_last([(parcel.ready_at, units) for parcel, units in parcels], owed),
        collection=_last([(parcel.collected_at, units) for parcel, units in parcels], owed),
        request=at,
        transit_days=promised,
        lead_days=order.promised_lead_days,
    )


def _last(events: list[tuple[datetime | None, int]], owed: int) -> datetime | None:
    """Return the last of the events, when together they are of all units *owed*."""
    known = [instant for instant, _ in events if instant is not None]
    units = sum(units for instant, units in events if instant is not None)
    return max(known) if known and units >= owed else None
