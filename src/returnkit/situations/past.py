"""Past: a customer's history that counts what is told of it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from returnkit.expr.schema import is_unknown
from returnkit.facts import PastItem, PastOrder, PastReturn, ReturnHistory
from returnkit.ids import OrderId
from returnkit.money import Money

from .draft import Draft

_DAYS: Final = (7, 30, 90, 365)
_MINUTE: Final = timedelta(minutes=1)


def past_of(draft: Draft, order_id: OrderId) -> ReturnHistory | None:
    """Return a history that counts what is told of it, and nothing more than that needs.

    Args:
        draft: What is told.
        order_id: The order that is judged.

    Returns:
        The history; None where something of it is told to be unknown.
    """
    if any(path.partition(".")[0] == "history" and is_unknown(told) for path, told in draft.given.items()):
        return None
    told, value = draft.past, Money(4000, draft.currency)
    of_order, others = _asked_at(told, draft.at, draft.order["placed_at"])
    ids = [*(order_id for _ in of_order), *(OrderId(f"past-{n}") for n in range(len(others)))]
    return ReturnHistory(
        orders=tuple(
            PastOrder(id=OrderId(f"past-{n}"), placed_at=draft.at - timedelta(days=days), value=value)
            for n, days in enumerate(_ordered_ago(told))
        ),
        returns=tuple(
            PastReturn(order_id=id, requested_at=asked, items=(PastItem(value=value),))
            for id, asked in zip(ids, (*of_order, *others), strict=True)
        ),
        counters=draft.counters,
        household_counters=draft.household,
    )


def _asked_at(told: dict[str, int], at: datetime, placed: datetime) -> tuple[list[datetime], list[datetime]]:
    """Return when earlier returns were asked, so that each span has as many as are told.

    Returns:
        When those of the order that is judged were asked, none before it was *placed*; and all others.
    """
    found: list[datetime] = []
    longest = 0
    for days in _DAYS:
        wanted = told.get(f"returns_{days}d")
        if wanted is not None:
            longest = days
            found += [at - timedelta(days=days) + timedelta(hours=1)] * (wanted - len(found))
    # The returns of the order count in the spans as well, the latest ones first.
    of_order = told.get("returns_of_order", 0)
    older = [at - timedelta(days=longest) - _MINUTE] * (of_order - len(found))
    first = min(placed + _MINUTE, at)
    return [max(asked, first) for asked in (*found[:of_order], *older)], found[of_order:]


def _ordered_ago(told: dict[str, int]) -> list[int]:
    """Return how many days ago orders were placed, so that there are as many of a year as are told."""
    settled = told.get("settled_orders_365d", 0)
    recent = max(told.get("orders_365d", settled) - settled, 0)
    return [100] * settled + [10] * recent
