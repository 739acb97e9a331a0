"""Past: what a customer's earlier returns are to a decision about the next one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

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
        if _took_nothing(each):
            continue
        for use in each.uses:
            (used if use.of is Counted.CUSTOMER else of_household)[use.counter] += use.units
    return known.evolve(
        orders=(*known.orders, *orders.values()),
        returns=(*known.returns, *(_past_return(each) for each in mine)),
        counters=_added(known.counters, used),
        household_counters=_added(known.household_counters, of_household),
    )


def _added(known: Mapping[str, int], used: Counter[str]) -> dict[str, int]:
    return {name: known.get(name, 0) + used[name] for name in (*known, *used)}


def _took_nothing(return_: Return) -> bool:
    """Return whether the return takes nothing from a limit: it was given up, or closed with nothing given."""
    is_closed = return_.approval is ApprovalStatus.DONE
    return return_.approval in _GIVEN_UP or (is_closed and not any(item.settled for item in return_.items))


def _past_order(order: Order) -> PastOrder:
    zero = Money.zero(order.currency)
    value = sum((paid_for(line, line.quantity) for line in order.lines), start=zero)
    return PastOrder(id=order.id, placed_at=order.placed_at, value=value)


def _past_return(return_: Return) -> PastReturn:
    items = tuple(part for item in return_.items for part in _past_items(return_, item))
    return PastReturn(order_id=return_.order.id, requested_at=return_.submitted_at, items=items)


def _past_items(return_: Return, item: ReturnItem) -> Iterator[PastItem]:
    """Yield the units of *item* by what became of them."""
    for (outcome, inspection), quantity in _outcomes(return_, item):
        if quantity:
            yield _past_item(return_, item, quantity, outcome, inspection)


def _outcomes(
    return_: Return, item: ReturnItem
) -> Iterator[tuple[tuple[PastOutcome, Inspection | None], int]]:
    is_done = return_.approval is ApprovalStatus.DONE
    given_up = _GIVEN_UP.get(return_.approval)
    for grading in item.gradings:
        left = given_up or (PastOutcome.REJECTED if is_done else PastOutcome.OPEN)
        yield (PastOutcome.ACCEPTED, grading.inspection), grading.settled
        yield (left, grading.inspection), grading.quantity - grading.settled
    if given_up or return_.approval is ApprovalStatus.SUBMITTED:
        yield (given_up or PastOutcome.OPEN, None), item.asked.quantity - item.graded
        return
    unseen, out = item.received - item.graded, item.outstanding
    settled_in = min(item.settled_unseen, unseen)
    settled_out = item.settled_unseen - settled_in
    yield (PastOutcome.ACCEPTED, None), settled_in
    yield (PastOutcome.REJECTED if is_done else PastOutcome.OPEN, None), unseen - settled_in
    # What was paid for in advance may come in still; once it is closed, the customer has kept it.
    yield (PastOutcome.KEPT if is_done else PastOutcome.ACCEPTED, None), settled_out
    yield (PastOutcome.CANCELLED if is_done else PastOutcome.OPEN, None), out - settled_out
    yield (PastOutcome.REJECTED, None), item.asked.quantity - item.accepted


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
