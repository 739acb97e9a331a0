"""Handwritten settlements: one policy's refunds from the order itself, as a good engineer writes them.

It gives the components and the payouts that `settle` gives for this policy: of each line the share of what
was paid and of its tax, 15 % withheld over all returns, 4.99 for the label once, never more than was
received, paid back to the means that paid. Written to win: nothing is looked up that it does not need.
"""

from __future__ import annotations

from collections.abc import Sequence

from returnkit.decision import Decision
from returnkit.ids import PolicyId, RuleId
from returnkit.money import Money
from returnkit.policy import FeeKind, PaidTo
from returnkit.settlement import Component, ComponentCode, ItemChoice, Ledger, Payout, Units

_GOODS, _TAX, _FEE = ComponentCode.GOODS, ComponentCode.TAX, ComponentCode.FEE
_SHOP, _RESTOCKING, _LABEL = PolicyId("shop"), RuleId("restocking"), RuleId("label")
_PERCENT, _FLAT = "15 % of paid per line", "4.99 per return"
_CENTS = 499


def handwritten_settle(
    decision: Decision, choices: Sequence[ItemChoice], ledger: Ledger
) -> tuple[tuple[Component, ...], tuple[Payout, ...]]:
    """Return the components and the payouts of the refund of *choices*.

    Raises:
        ValueError: A choice is of more units than are left.
    """
    order, items = ledger.order, decision.items
    currency, total, components = order.currency, 0, []
    for choice in choices:
        item = items[choice.place]
        line = order.line(item.line_id)
        units = choice.quantity or item.item.quantity
        if line is None or choice.offer != "refund" or units > ledger.units_left(line.id):
            raise ValueError(f"item {choice.place} cannot be refunded")
        id_, of, before = line.id, line.quantity, ledger.units(line.id, Units.REFUNDED)
        paid, tax = line.unit_price.minor * of - line.discount.minor, line.tax.minor
        charged = base = 0
        if before or units < of:
            each, over = divmod(paid, of)
            after = before + units
            base = each * before + min(before, over)
            paid = each * after + min(after, over) - base
            each, over = divmod(tax, of)
            tax = each * after + min(after, over) - each * before - min(before, over)
            charged = (base * 15 + 50) // 100
        fee = min(((base + paid) * 15 + 50) // 100 - charged, paid + tax)
        place, amount = choice.place, Money(paid, currency)
        components.append(Component(_GOODS, amount, "refund", place, id_, units))
        if tax:
            components.append(Component(_TAX, Money(tax, currency), "refund", place, id_, units))
        components.append(
            Component(
                _FEE,
                Money(-fee, currency),
                "refund",
                place,
                id_,
                units,
                "restocking",
                FeeKind.RESTOCKING,
                _RESTOCKING,
                _SHOP,
                amount,
                _PERCENT,
            )
        )
        total += paid + tax - fee
    label = min(_CENTS, total)
    stated = None if label == _CENTS else Money(-_CENTS, currency)
    components.append(
        Component(
            _FEE,
            Money(-label, currency),
            "refund",
            None,
            None,
            1,
            "label",
            FeeKind.LABEL,
            _LABEL,
            _SHOP,
            None,
            _FLAT,
            stated,
        )
    )
    total -= label
    if (over := total - ledger.remaining_minor) > 0:
        components.append(Component(ComponentCode.CEILING, Money(-over, currency), "refund"))
        total -= over
    places = ledger.tenders
    shares = Money(total, currency).allocate([ledger.remaining_of_minor(place) for place in places])
    nothing = Money(0, currency)
    payouts = [
        Payout("refund", PaidTo.ORIGINAL, share, nothing, place)
        for place, share in zip(places, shares, strict=True)
        if share
    ]
    return tuple(components), tuple(payouts)
