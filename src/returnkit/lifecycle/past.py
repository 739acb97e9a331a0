"""Past: what a customer's earlier returns are to a decision about the next one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from returnkit.facts import (
    Inspection,
    Order,
    PastItem,
    PastOrder,
    PastOutcome,
    PastReturn,
    ReturnHistory,
)
from returnkit.facts.names.item import paid_for
from returnkit.money import Money
from returnkit.policy import Counted

from .axes import ApprovalStatus
from .items import ReturnItem
from .state import Return

_GIVEN_UP = {
    ApprovalStatus.REJECTED: PastOutcome.REJECTED,
    ApprovalStatus.CANCELLED: PastOutcome.CANCELLED,
    ApprovalStatus.EXPIRED: PastOutcome.CANCELLED,  # nothing came, and nothing was given
}


def history_of(known: ReturnHistory, returns: Iterable[Return]) -> ReturnHistory:
    """Return what is known of a customer with *returns* counted too.

    Args:
        known: What the shop knows beside: orders, returns that are not kept here, counters.
        returns: The customer's returns that are kept here, without the one that is judged.
    """
    mine = sorted(returns, key=lambda each: (each.submitted_at, each.id))
    ids = {order.id for order in known.orders}
    orders = {each.order.id: _past_order(each.order) for each in mine if each.order.id not in ids}
    used: Counter[str] = Counter()
    of_household: Counter[str] = Counter()
    for each in mine:
        if each.approval in _GIVEN_UP:
            continue
        for use in each.uses:
            (used if use.of is Counted.CUSTOMER else of_household)[use.counter] += use.units
    return known.evolve(
        orders=(*known.orders, *orders.values()),
        returns=(*known.returns, *(_past_return(each) for each in mine)),
        counters=dict(Counter(known.counters) + used),
        household_counters=dict(Counter(known.household_counters) + of_household),
    )


def _past_order(order: Order) -> PastOrder:
    zero = Money.zero(order.currency)
    value = sum((paid_for(line, line.quantity) for line in order.lines), start=zero)
    return PastOrder(id=order.id, placed_at=order.placed_at, value=value)


def _past_return(return_: Return) -> PastReturn:
    items = tuple(part for item in return_.items for part in _past_items(return_, item))
    return PastReturn(order_id=return_.order.id, requested_at=return_.submitted_at, items=items)


def _past_items(return_: Return, item: ReturnItem) -> Iterator[PastItem]:
    """Yield the units of *item* by what became of them."""
    left = item.asked.quantity
    for grading in item.gradings:
        yield _past_item(return_, item, grading.quantity, _outcome(return_, item), grading.inspection)
        left -= grading.quantity
    refused = item.asked.quantity - item.accepted if return_.approval is ApprovalStatus.APPROVED else 0
    if refused := min(refused, left):
        yield _past_item(return_, item, refused, PastOutcome.REJECTED, None)
        left -= refused
    if left:
        yield _past_item(return_, item, left, _outcome(return_, item), None)


def _outcome(return_: Return, item: ReturnItem) -> PastOutcome:
    if return_.approval in _GIVEN_UP:
        return _GIVEN_UP[return_.approval]
    if not item.settled:
        return PastOutcome.OPEN if return_.approval is not ApprovalStatus.DONE else PastOutcome.REJECTED
    return PastOutcome.ACCEPTED if item.received else PastOutcome.KEPT


def _past_item(
    return_: Return, item: ReturnItem, quantity: int, outcome: PastOutcome, inspection: Inspection | None
) -> PastItem:
    line = return_.order.line(item.line_id)
    assert line is not None  # noqa: S101  # a return is submitted only with lines of its order
    return PastItem(
        quantity=quantity,
        value=paid_for(line, quantity),
        outcome=outcome,
        product_id=line.product_id,
        variant_id=line.variant_id,
        reason=item.asked.reason,
        inspection=inspection,
    )
