"""Past: a customer's history that counts what is told of it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from returnkit.facts import PastItem, PastOrder, PastReturn, ReturnHistory
from returnkit.ids import OrderId
from returnkit.money import Money

from .draft import Draft

_DAYS: Final = (7, 30, 90, 365)


def history_of(
    draft: Draft, order_id: OrderId, counters: dict[str, int], household: dict[str, int]
) -> ReturnHistory:
    """Return a history that counts what *draft* tells, and nothing more than that needs.

    Args:
        draft: What is told.
        order_id: The order that is judged.
        counters: The customer's, by name.
        household: The household's.
    """
    told, value = draft.past, Money(4000, draft.currency)
    returns = [
        PastReturn(order_id=OrderId(f"past-{n}"), requested_at=asked, items=(PastItem(value=value),))
        for n, asked in enumerate(_asked_at(told, draft.at))
    ]
    of_order = told.get("returns_of_order") or 0
    returns += [
        PastReturn(
            order_id=order_id,
            requested_at=draft.at - timedelta(minutes=n + 1),
            items=(PastItem(value=value),),
        )
        for n in range(of_order)
    ]
    orders = [
        PastOrder(id=OrderId(f"past-{n}"), placed_at=draft.at - timedelta(days=days), value=value)
        for n, days in enumerate(_ordered_ago(told))
    ]
    return ReturnHistory(
        orders=tuple(orders), returns=tuple(returns), counters=counters, household_counters=household
    )


def _asked_at(told: dict[str, int], at: datetime) -> list[datetime]:
    """Return when earlier returns were asked, so that each span has as many as are told."""
    found: list[datetime] = []
    for days in _DAYS:
        wanted = told.get(f"returns_{days}d")
        if wanted is not None:
            asked = at - timedelta(days=days) + timedelta(hours=1)
            found += [asked] * (wanted - len(found))
    return found


def _ordered_ago(told: dict[str, int]) -> list[int]:
    """Return how many days ago orders were placed, so that there are as many of a year as are told."""
    settled = told.get("settled_orders_365d") or 0
    recent = max((told.get("orders_365d") or settled) - settled, 0)
    return [100] * settled + [10] * recent
