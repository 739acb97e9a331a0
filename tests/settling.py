"""Settling: orders, policies and settlements with good defaults; a test names only what it is about."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, Final

from returnkit.decision import decide
from returnkit.facts import (
    LineItem,
    Order,
    Payment,
    RequestedItem,
    ReturnHistory,
    Shipping,
    Tender,
    TenderKind,
)
from returnkit.money import Money
from returnkit.policy import Policy, Rule
from returnkit.settlement import Component, ComponentCode, ItemChoice, Ledger, Settlement, opened, settle
from tests.builders import a_policy, a_request, an_item, an_order

NOW: Final = datetime(2026, 11, 10, 12, 0, tzinfo=UTC)

OFFERS: Final = (
    "{id: offers, offer: [refund, store_credit, exchange, replace, repair, keep], within: unlimited}"
)


def a_paid_order(
    *lines: LineItem, captured: str | None = None, tenders: Mapping[str, str] | None = None, **fields: Any
) -> Order:
    """Return a delivered order that was paid whole, by card unless *tenders* say how much by which kind."""
    if isinstance(delivery := fields.get("shipping"), dict):
        fields["shipping"] = Shipping(**delivery)
    order = an_order(lines or 1, **fields)
    of = order.currency
    paid = {"card": captured or str(order.total.decimal)} if tenders is None else tenders
    made = tuple(Tender(kind=TenderKind(kind), amount=Money.of(amount, of)) for kind, amount in paid.items())
    total = sum((each.amount for each in made if each.amount), Money.zero(of))
    return order.evolve(payment=Payment(tenders=made, captured=total))


def a_return(
    order: Order,
    *rules: str | Rule,
    offer: str = "refund",
    reason: str | None = None,
    items: Iterable[RequestedItem] | None = None,
    units: Mapping[str, int] | None = None,
    ledger: Ledger | None = None,
    choices: Sequence[ItemChoice] | None = None,
    policy: Policy | None = None,
    request: Mapping[str, Any] = {},
    inspections: Sequence[Any] = (),
    history: ReturnHistory | None = None,
    facts: Mapping[str, Any] = {},
    currency: str | None = None,
    **how: Any,
) -> Settlement:
    """Return the settlement of everything in *order* for *offer*, or of some *units* by line."""
    asked = tuple(items or (an_item(line, line.quantity, reason=reason) for line in order.lines))
    if units is not None:
        asked = tuple(an_item(line_id, count, reason=reason) for line_id, count in units.items())
    policy = policy or a_policy(OFFERS, *rules, currency=currency or order.currency, facts=facts)
    decision = decide(
        policy, order, a_request(*asked, **request), at=NOW, inspections=inspections, history=history
    )
    taken = choices or [ItemChoice(place=place, offer=offer) for place in range(len(decision.items))]
    return settle(decision, taken, opened(order) if ledger is None else ledger, **how)


def amounts(settlement: Settlement, *codes: ComponentCode) -> list[str]:
    """Return the amounts of the components of *codes*, in order, in major units."""
    return [str(each.amount.decimal) for each in components(settlement, *codes)]


def components(settlement: Settlement, *codes: ComponentCode) -> list[Component]:
    """Return the components of *codes*, in order."""
    return [each for each in settlement.components if each.code in codes]


def summed(settlement: Settlement, *codes: ComponentCode) -> str:
    """Return what the components of *codes* sum to, in major units."""
    found = sum(
        (each.amount for each in components(settlement, *codes)), Money.zero(settlement.total.currency)
    )
    return str(found.decimal)


def balanced(settlement: Settlement) -> bool:
    """Return whether every minor unit has a cause: the components are what is paid out less what is due."""
    total = sum(each.amount.minor for each in settlement.components)
    paid = sum(each.amount.minor for each in settlement.payouts)
    return total == settlement.total.minor == paid - settlement.due.minor
