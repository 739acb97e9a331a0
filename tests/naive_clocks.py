"""Clocks and ends of windows, read plainly; closings themselves are those of the day walker."""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Final
from zoneinfo import ZoneInfo

from returnkit.facts import FulfillmentStatus, Order
from returnkit.policy import ClockName, Window
from tests.day_walker import NEVER, begins, day_of


def started(clock: ClockName, order: Order, line_id: str) -> datetime | None:
    """Return when the last unit of the line left or arrived, if all of them are known to have."""
    if clock is ClockName.ORDER:
        return order.placed_at
    owed = next(line.quantity for line in order.lines if line.id == line_id)
    dead = (FulfillmentStatus.CANCELLED, FulfillmentStatus.FAILED)
    if clock is ClockName.INVOICE:
        return order.invoiced_at
    found: list[datetime] = []
    for parcel in order.fulfillments:
        when: datetime | None = getattr(parcel, _TOLD[clock])
        for part in parcel.lines:
            if part.line_id == line_id and parcel.status not in dead and when is not None:
                found += [when] * part.quantity
    return max(found) if found and len(found) >= owed else None


_TOLD: Final = {
    ClockName.SHIPMENT: "shipped_at",
    ClockName.DELIVERY: "delivered_at",
    ClockName.LAST_SCAN: "last_scan_at",
    ClockName.READY: "ready_at",
    ClockName.COLLECTION: "collected_at",
}


def ends(window: Window, start: datetime, zone: ZoneInfo) -> datetime | None:
    """Return when *window* of days or hours ends, counted from *start*; None is never."""
    if window.hours is not None:
        return start + timedelta(hours=window.hours)
    if window.days is None:
        return None
    return begins(day_of(start, zone) + timedelta(days=window.days + 1), zone)


def graced(closes: datetime, window: Window, zone: ZoneInfo) -> datetime:
    """Return until when a request is accepted in *window*, whose grace is in days or hours."""
    grace = window.grace
    if grace is None or closes == NEVER:
        return closes
    if grace.unit == "hours":
        return closes + timedelta(hours=grace.amount)
    day, more = day_of(closes, zone), timedelta(days=grace.amount)
    if closes == begins(day, zone):
        return begins(day + more, zone)
    return (closes.astimezone(zone) + more).astimezone(UTC)


def computed(window: Window, numbers: Mapping[str, Decimal | None]) -> Window:
    """Return *window* with the amounts that are known in the place of those that are computed."""
    for how in ("longest", "shortest"):
        if parts := getattr(window, how):
            return window.evolve(**{how: tuple(computed(part, numbers) for part in parts)})
    if window.computed is None or (number := numbers[window.computed.text]) is None:
        return window
    least = 1 if window.counting == "inclusive" or window.computed.unit == "hours" else 0
    most = math.inf if window.at_most is None else window.at_most
    amount = max(least, int(min(most, max(window.at_least or 0, math.ceil(number)))))
    return window.evolve(computed=None, at_least=None, at_most=None, **{window.computed.unit: amount})


def known(found: set[tuple[datetime, bool]]) -> datetime | None:
    """Return the one instant among *found*, or None where there are more or it is not certain."""
    (instant, is_certain), *others = found
    return instant if is_certain and not others else None


def none_if_never(instant: datetime | None) -> datetime | None:
    return None if instant == NEVER else instant
