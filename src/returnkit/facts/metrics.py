"""Metrics: what a customer's history amounts to at an instant, as pure functions.

Days here are 24 hours: a customer has no time zone. "The last 30 days" are the instants later than 30 days
before *at*, up to *at* itself; whatever is later than *at* does not count.

A return counts unless all of its units were cancelled. Units count as *given back* when they were accepted,
or kept by the customer who got the resolution all the same.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import datetime, timedelta
from decimal import ROUND_FLOOR, Context, Decimal
from typing import Final

from returnkit.ids import OrderId

from .history import PastItem, PastOrder, PastOutcome, PastReturn, ReturnHistory

YEAR: Final = 365
SETTLING_DAYS: Final = 30
"""An order younger than this says nothing yet about what of it comes back."""
LEAST_ORDERS: Final = 5
"""Settled orders below which a share of them is chance."""
LEAST_RETURNS: Final = 3
"""Returns below which a share of them is chance."""

_GIVEN_BACK: Final = frozenset({PastOutcome.ACCEPTED, PastOutcome.KEPT})
_DAY: Final = timedelta(days=1)
_EXACT: Final = Context(prec=40)
_Z: Final = Decimal("1.959963984540054")  # two-sided 95 %


def returns_within(history: ReturnHistory, at: datetime, days: int) -> tuple[PastReturn, ...]:
    """Return the returns of the last *days* that count, in the order given."""
    earliest = at - timedelta(days=days)
    return tuple(
        each
        for each in history.returns
        if earliest < each.requested_at <= at
        and any(item.outcome is not PastOutcome.CANCELLED for item in each.items)
    )


def orders_within(history: ReturnHistory, at: datetime, days: int) -> tuple[PastOrder, ...]:
    """Return the orders of the last *days*, in the order given."""
    earliest = at - timedelta(days=days)
    return tuple(order for order in history.orders if earliest < order.placed_at <= at)


def settled_orders(
    history: ReturnHistory, at: datetime, days: int = YEAR, settling_days: int = SETTLING_DAYS
) -> tuple[PastOrder, ...]:
    """Return the orders of the last *days* that are at least *settling_days* old."""
    settled = at - timedelta(days=settling_days)
    return tuple(order for order in orders_within(history, at, days) if order.placed_at <= settled)


def return_rate(
    history: ReturnHistory,
    at: datetime,
    *,
    days: int = YEAR,
    settling_days: int = SETTLING_DAYS,
    least_orders: int = LEAST_ORDERS,
) -> Decimal:
    """Return which share of the value of the settled orders was given back, 0 to 1.

    Args:
        history: With amounts of one currency.
        at: The instant that is judged for.
        days: How far back orders count.
        settling_days: How old an order is before it counts.
        least_orders: Settled orders below which the rate is zero.
    """
    orders = settled_orders(history, at, days, settling_days)
    if len(orders) < least_orders:
        return Decimal(0)
    ids = {order.id for order in orders}
    returned = sum(item.value.minor for each, item in _given_back(history, at) if each.order_id in ids)
    return share(returned, sum(order.value.minor for order in orders))


def return_rate_low(history: ReturnHistory, at: datetime) -> Decimal:
    """Return the least plausible share of settled orders with something given back, 0 to 1.

    It is the lower end of the Wilson interval at 95 %, so that two returns in three orders weigh less than
    twenty in thirty. Zero without settled orders.
    """
    orders = {order.id for order in settled_orders(history, at)}
    returned = {each.order_id for each, _ in _given_back(history, at)} & orders
    return wilson_low(len(returned), len(orders))


def largest_day_minor(history: ReturnHistory, at: datetime, days: int) -> int:
    """Return the most that was given back for requests within any 24 hours, in minor units.

    Args:
        history: With amounts of one currency.
        at: The instant that is judged for.
        days: How far back to look.
    """
    earliest = at - timedelta(days=days)
    given = sorted(
        (each.requested_at, item.value.minor)
        for each, item in _given_back(history, at)
        if each.requested_at > earliest
    )
    most = current = first = 0
    for instant, minor in given:
        current += minor
        while given[first][0] <= instant - _DAY:
            current -= given[first][1]
            first += 1
        most = max(most, current)
    return most


def value_concentration(history: ReturnHistory, at: datetime) -> Decimal:
    """Return which share of a year's returned value lies in the most valuable return, 0 to 1.

    Zero below `LEAST_RETURNS` returns. Amounts are of one currency.
    """
    values = [
        sum(item.value.minor for item in each.items if item.outcome is not PastOutcome.CANCELLED)
        for each in returns_within(history, at, YEAR)
    ]
    return share(max(values), sum(values)) if len(values) >= LEAST_RETURNS else Decimal(0)


def split_returns(history: ReturnHistory, at: datetime) -> int:
    """Return how many returns of a year were not the first of their order."""
    orders = [each.order_id for each in returns_within(history, at, YEAR)]
    return len(orders) - len(set(orders))


def returns_of(history: ReturnHistory, at: datetime, order_id: OrderId) -> tuple[PastReturn, ...]:
    """Return the earlier returns of one order that count."""
    return tuple(
        each
        for each in history.returns
        if each.order_id == order_id
        and each.requested_at <= at
        and any(item.outcome is not PastOutcome.CANCELLED for item in each.items)
    )


def items_within(history: ReturnHistory, at: datetime, days: int) -> Iterator[PastItem]:
    """Yield the units of the last *days* that were not cancelled."""
    for each in returns_within(history, at, days):
        yield from (item for item in each.items if item.outcome is not PastOutcome.CANCELLED)


def returns_for(history: ReturnHistory, at: datetime, days: int, reasons: Collection[str]) -> int:
    """Return how many returns of the last *days* state one of *reasons*."""
    return sum(
        any(item.reason in reasons and item.outcome is not PastOutcome.CANCELLED for item in each.items)
        for each in returns_within(history, at, days)
    )


def currencies(history: ReturnHistory, at: datetime) -> frozenset[str]:
    """Return the currencies of every amount that some metric may count."""
    ordered = (order.value.currency for order in history.orders if order.placed_at <= at)
    asked = (
        item.value.currency
        for each in history.returns
        if each.requested_at <= at
        for item in each.items
        if item.outcome is not PastOutcome.CANCELLED
    )
    return frozenset((*ordered, *asked))


def share(part: int, whole: int) -> Decimal:
    """Return *part* of *whole*, 0 to 1, rounded half up to four decimals; zero of nothing."""
    if whole <= 0:
        return Decimal(0)
    return min(Decimal((2 * part * 10_000 + whole) // (2 * whole)).scaleb(-4), Decimal(1))


def wilson_low(hits: int, trials: int) -> Decimal:
    """Return the lower end of the Wilson interval at 95 % for *hits* in *trials*, rounded down to 0.0001.

    Source: E. B. Wilson, Journal of the American Statistical Association 22 (1927), 209-212.
    """
    if not hits:
        return Decimal(0)
    c, n = _EXACT, Decimal(trials)
    square = c.multiply(_Z, _Z)
    rate = c.divide(Decimal(hits), n)
    centre = c.add(rate, c.divide(square, 2 * n))
    spread = c.add(c.divide(c.multiply(rate, 1 - rate), n), c.divide(square, c.multiply(4, c.multiply(n, n))))
    low = c.divide(c.subtract(centre, c.multiply(_Z, c.sqrt(spread))), c.add(1, c.divide(square, n)))
    return low.quantize(Decimal("0.0001"), ROUND_FLOOR, c)


def _given_back(history: ReturnHistory, at: datetime) -> Iterator[tuple[PastReturn, PastItem]]:
    for each in history.returns:
        if each.requested_at <= at:
            yield from ((each, item) for item in each.items if item.outcome in _GIVEN_BACK)
