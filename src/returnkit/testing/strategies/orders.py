"""Orders, requests and histories: the parts of a case, each drawn on its own."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from hypothesis import strategies as st

from returnkit.clock import to_utc
from returnkit.facts import (
    LineItem,
    LineQuantity,
    Order,
    PastItem,
    PastOrder,
    PastOutcome,
    PastReturn,
    RequestedItem,
    ReturnHistory,
    ReturnRequest,
    sums_of,
)
from returnkit.ids import LineId, OrderId
from returnkit.money import Money
from returnkit.policy import Policy
from returnkit.situations.keys import AT
from returnkit.situations.told import can_be_told

from .cases import givens, possible
from .domain import Domain, domain
from .terms import Told

_ORDER: Final = OrderId("order-1")
"""What orders and cases are called here."""
_MOST_LINES: Final = 3
_MOST_PAST: Final = 5
_PARTS: Final = {
    **dict.fromkeys(("order", "item", "customer"), "order"),
    **dict.fromkeys(("request", "evidence", "answers"), "request"),
    **dict.fromkeys(("history", "counters", "household_counters"), "history"),
    "inspection": "inspection",
}
"""In which part of a case the facts keep what is told, by the first word of its key."""
_COUNTED: Final = ("request.quantity", "request.value", "request.is_bundle_complete")
"""What of a request its order decides."""
_AGO: Final = (1, 6, 7, 8, 29, 30, 31, 89, 90, 91, 364, 365, 366)


def orders(policy: Policy) -> st.SearchStrategy[Order]:
    """Return orders of one to three lines, with the values that *policy* tells apart.

    Names that follow from more than the order, such as what a customer sent back before, are not drawn.

    Raises:
        DocumentError: The policy has faults.
    """
    return _orders(policy, _about(policy, "order"))


def requests(policy: Policy, order: Order) -> st.SearchStrategy[ReturnRequest]:
    """Return requests for units of one line of *order* or more, as *policy* tells them apart.

    Of a line no more units are asked back than are left; what can be asked is sometimes not answered.

    Raises:
        DocumentError: The policy has faults.
        ValueError: Nothing of the order is left.
    """
    left = tuple(line for line in order.lines if line.current_quantity > 0)
    if not left:
        raise ValueError(f"nothing of order `{order.number}` is left")
    return _requests(policy, _about(policy, "request"), left)


def histories(policy: Policy, *, at: datetime) -> st.SearchStrategy[ReturnHistory | None]:
    """Return histories of a customer, with the counts that *policy* tells apart; None is not known.

    Args:
        policy: The policy.
        at: The instant that is judged for; earlier returns lie at the ends of the spans that are counted.

    Raises:
        DocumentError: The policy has faults.
        InstantError: *at* has no zone.
    """
    known, judged = _about(policy, "history"), to_utc(at)
    counted = givens(known).map(lambda given: possible(policy, given | {AT: judged}).history)
    return st.one_of(counted, _pasts(judged, Money.of(40, policy.currency)), st.none())


def _about(policy: Policy, part: str) -> Domain:
    """Return what can be told of *part*, where the facts keep it and do not compute it."""
    known = domain(policy)
    kept = (key for key in known.keys if _part_of(policy, key) == part and not can_be_told(policy, key))
    return known.of(frozenset(kept).difference(_COUNTED))


def _part_of(policy: Policy, key: str) -> str | None:
    part, declared = _PARTS.get(key.partition(".")[0]), policy.facts.get(key)
    if declared is None or declared.ask is None or part == "history":
        return part
    return "inspection" if declared.ask == "inspection" else "request"


@st.composite
def _orders(draw: st.DrawFn, policy: Policy, known: Domain) -> Order:
    order = possible(policy, draw(givens(known))).order
    more: list[LineItem] = []
    currency: Told = {"order.currency": order.currency}
    for _ in range(draw(st.integers(0, _MOST_LINES - 1))):
        given = currency | draw(givens(known)) | currency
        line = possible(policy, given).order.lines[0]
        more.append(line.evolve(id=LineId(f"line-{len(order.lines) + len(more) + 1}"), add_on_of=None))
    # What is added to another line stays with it, and everything travels together.
    sent = tuple(LineQuantity(line_id=line.id, quantity=line.quantity) for line in more)
    return order.evolve(
        lines=(*order.lines, *more),
        total=order.total + sums_of(more, order.currency).total,
        fulfillments=tuple(parcel.evolve(lines=(*parcel.lines, *sent)) for parcel in order.fulfillments),
    )


@st.composite
def _requests(draw: st.DrawFn, policy: Policy, known: Domain, left: tuple[LineItem, ...]) -> ReturnRequest:
    lines = draw(st.lists(st.sampled_from(left), min_size=1, unique_by=lambda line: line.id))
    items: list[RequestedItem] = []
    asked = [possible(policy, draw(givens(known))).request for _ in lines]
    for line, each in zip(lines, asked, strict=True):
        quantity = draw(st.integers(1, line.current_quantity))
        items.append(each.items[0].evolve(line_id=line.id, quantity=quantity))
    return asked[0].evolve(items=tuple(items))


@st.composite
def _pasts(draw: st.DrawFn, at: datetime, value: Money) -> ReturnHistory:
    """Draw a past of orders and returns, at the ends of the spans that are counted or anywhere."""
    ago = st.one_of(st.sampled_from(_AGO), st.integers(1, 500)).map(timedelta)
    orders = [
        PastOrder(id=OrderId(f"past-{n}"), placed_at=at - days, value=value)
        for n, days in enumerate(draw(st.lists(ago, max_size=_MOST_PAST)))
    ]
    item = st.builds(
        PastItem, value=st.just(value), outcome=st.sampled_from((PastOutcome.ACCEPTED, *PastOutcome))
    )
    returns = [
        PastReturn(
            order_id=draw(st.sampled_from([_ORDER, *(past.id for past in orders)])),
            requested_at=at - days,
            items=(draw(item),),
        )
        for days in draw(st.lists(ago, max_size=_MOST_PAST))
    ]
    return ReturnHistory(orders=tuple(orders), returns=tuple(returns))
