"""Prepare: the facts of one item as conditions and windows read them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any, Final

from returnkit.expr.schema import Unknown
from returnkit.facts import Order, RequestedItem, ReturnRequest
from returnkit.ids import LineId
from returnkit.policy import Clocks, CompiledPolicy, civil_day

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
    compiled: CompiledPolicy, order: Order, item: RequestedItem, request: ReturnRequest, at: datetime
) -> Prepared:
    """Return *item* of *order* as *compiled* reads it at the instant *at* (UTC).

    Raises:
        UnknownLineError: The order has no such line.
    """
    views = compiled.vocabulary.prepare(
        order, item, request, currency=compiled.policy.currency, names=compiled.names
    )
    clocks = clocks_of(order, item.line_id, compiled)
    return Prepared((*views, Elapsed(clocks, at)), clocks)


def clocks_of(order: Order, line_id: LineId, compiled: CompiledPolicy) -> Clocks:
    """Return the clocks of a line: of several parcels the last one counts.

    A line of which some units have not been sent, or not been delivered as far as is known, has no
    such clock.
    """
    line = order.line(line_id)
    owed = line.quantity if line else 0
    sent = arrived = 0
    shipped: list[datetime] = []
    delivered: list[datetime] = []
    for parcel in order.fulfillments:
        units = sum(part.quantity for part in parcel.lines if part.line_id == line_id)
        if not units or not parcel.counts:
            continue
        if parcel.shipped_at is not None:
            sent += units
            shipped.append(parcel.shipped_at)
        if parcel.delivered_at is not None:
            arrived += units
            delivered.append(parcel.delivered_at)
    return Clocks(
        compiled.policy.zone,
        order.placed_at,
        max(shipped) if shipped and sent >= owed else None,
        max(delivered) if delivered and arrived >= owed else None,
    )
