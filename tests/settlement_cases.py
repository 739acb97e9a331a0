"""Settlement cases: generated orders, what happened to them before, and what of them comes back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from random import Random
from typing import Final

from returnkit.decision import Decision, decide
from returnkit.facts import LineItem, Order, Payment, Refund, RefundedLine, ReturnRequest, Tender, TenderKind
from returnkit.ids import LineId, ReturnId
from returnkit.money import Money, exponent
from returnkit.policy import Policy
from returnkit.settlement import (
    ItemChoice,
    Ledger,
    MoneyRules,
    Rounding,
    Settlement,
    ShareOf,
    TenderOrder,
    opened,
    settle,
)
from tests.builders import PLACED, a_line, a_policy, an_item, an_order
from tests.settling import NOW

CURRENCIES: Final = ("USD", "EUR", "KRW", "JPY", "KWD")
OFFERS: Final = ("refund", "store_credit")

RULES: Final[Mapping[str, Sequence[str]]] = {
    "nothing": (),
    "percent": ("{id: r, fee: {name: restocking, percent: 15, of: paid}}",),
    "percent of the price": ("{id: r, fee: {name: restocking, percent: 7.5, of: price}}",),
    "percent with bounds": (
        "{id: r, fee: {name: restocking, percent: 12, of: paid, per: line, at_least: 3, at_most: 20}}",
    ),
    "flat per unit": ("{id: r, fee: {name: handling, flat: 2, per: unit}}",),
    "flat per line": ("{id: r, fee: {name: handling, flat: 9, per: line}}",),
    "two fees": (
        "{id: r, fee: [{name: handling, flat: 4, per: line}, {name: restocking, percent: 33.3, of: value}]}",
    ),
    "rate": ("{id: r, rate: 85 %}",),
    "rate and fee": ("{id: r, rate: 12.5, fee: {name: handling, flat: 1, per: unit}}",),
    "price": ("{id: r, value: price, fee: {name: handling, flat: 1, per: unit}}",),
    "lowest": ("{id: r, value: lowest_recent_price}",),
    "bonus": ("{id: r, for: store_credit, bonus: {percent: 7.5, at_most: 15}}",),
    "bonus after a fee": (
        "{id: r, for: store_credit, bonus: {percent: 10, flat: 2}, fee: {name: late, flat: 3, per: line}}",
    ),
}
"""Policies by what they charge and give, without charges that depend on the split by nature."""


@cache
def policy_of(name: str, currency: str) -> Policy:
    """Return the policy of that name, in *currency*."""
    offers = "{id: offers, offer: [refund, store_credit], within: unlimited}"
    return a_policy(offers, *RULES[name], currency=currency)


@dataclass(frozen=True)
class SettlementCase:
    """An order, the policy, and the units of each line that come back, in parts.

    Attributes:
        order: The order.
        ledger: What happened to it before.
        policy: The name of its policy.
        offer: What is taken.
        rules: How the shop counts.
        parts: What comes back, one return after the other: units by line.
    """

    order: Order
    ledger: Ledger
    policy: str
    offer: str
    rules: MoneyRules
    parts: tuple[tuple[tuple[LineId, int], ...], ...]

    @property
    def whole(self) -> tuple[tuple[LineId, int], ...]:
        """Everything that comes back, at once."""
        units: dict[LineId, int] = {}
        for part in self.parts:
            for line_id, count in part:
                units[line_id] = units.get(line_id, 0) + count
        return tuple((line.id, units[line.id]) for line in self.order.lines if line.id in units)

    def settled(
        self, units: Sequence[tuple[LineId, int]], ledger: Ledger, name: str = "return-1"
    ) -> Settlement:
        """Return the settlement of *units* against *ledger*."""
        decision = self.decided(units)
        choices = [ItemChoice(place=place, offer=self.offer) for place in range(len(units))]
        return settle(decision, choices, ledger, rules=self.rules, return_id=ReturnId(name))

    def decided(self, units: Sequence[tuple[LineId, int]]) -> Decision:
        """Return the decision about *units*."""
        items = tuple(an_item(line_id, count) for line_id, count in units)
        policy = policy_of(self.policy, self.order.currency)
        return decide(policy, self.order, ReturnRequest(items=items), at=NOW)


def settlement_case(random: Random) -> SettlementCase:
    """Return a case: 1 to 8 lines of up to 9 units, 1 to 3 tenders, a refund before in every fourth."""
    currency, is_gross = random.choice(CURRENCIES), random.random() < 0.4
    unit = 10 ** exponent(currency)
    lines = [_line(random, f"line-{n}", currency, unit, is_gross) for n in range(random.randint(1, 8))]
    order = an_order(lines, currency=currency, prices_include_tax=is_gross)
    total = order.total.minor
    order = order.evolve(payment=_payment(random, total, currency))
    left = {line.id: line.quantity for line in lines}
    if random.random() < 0.25:
        order = _refunded(random, order, left)
    parts = tuple(part for part in _parts(random, left) if part)
    rules = MoneyRules(
        tender_order=random.choice((TenderOrder.AS_PAID, TenderOrder.CARD_FIRST, TenderOrder.GIFT_FIRST)),
        share_of=random.choice(tuple(ShareOf)),
        rounding=random.choice(tuple(Rounding)),
        fee_rounding=random.choice(tuple(Rounding)),
    )
    offer = random.choice(OFFERS)
    return SettlementCase(order, opened(order), random.choice(tuple(RULES)), offer, rules, parts)


def _line(random: Random, id: str, currency: str, unit: int, is_gross: bool) -> LineItem:
    price = random.choice((0, random.randint(1, 9), random.randint(10, 99 * unit), 10 * unit))
    quantity = random.choice((1, 1, 2, 3, random.randint(1, 9)))
    whole = price * quantity
    discount = random.randint(0, whole) if random.random() < 0.4 else 0
    tax = (whole - discount) * random.randint(0, 25) // 100 if random.random() < 0.7 else 0
    if is_gross:
        tax = tax * 100 // 125
    lowest = Money(random.randint(0, price), currency) if random.random() < 0.5 else None
    line = a_line(id, quantity=quantity, currency=currency, lowest_recent_price=lowest)
    amounts = {"unit_price": price, "discount": discount, "tax": tax}
    return line.evolve(**{name: Money(minor, currency) for name, minor in amounts.items()})


def _payment(random: Random, total: int, currency: str) -> Payment:
    captured = total if random.random() < 0.9 else random.randint(0, total)
    kinds = random.sample(("card", "gift_card", "store_credit"), random.randint(1, 3))
    weights = [random.randint(0, 9) for _ in kinds]
    shares = Money(captured, currency).allocate(weights)
    tenders = tuple(
        Tender(kind=TenderKind(kind), amount=share) for kind, share in zip(kinds, shares, strict=True)
    )
    return Payment(tenders=tenders, captured=Money(captured, currency))


def _refunded(random: Random, order: Order, left: dict[LineId, int]) -> Order:
    """Return *order* with a refund that its platform made, rounded in its own way."""
    line = random.choice(order.lines)
    count = random.randint(1, line.quantity)
    paid = line.unit_price.minor * line.quantity - line.discount.minor
    amount, tax = paid * count // line.quantity, line.tax.minor * count // line.quantity
    total = amount if order.prices_include_tax else amount + tax
    captured = order.payment.captured
    if captured is None or total > captured.minor:
        return order
    left[line.id] -= count
    of = order.currency
    part = RefundedLine(line_id=line.id, quantity=count, amount=Money(amount, of), tax=Money(tax, of))
    lines = tuple(
        each.evolve(current_quantity=each.quantity - count) if each.id == line.id else each
        for each in order.lines
    )
    refund = Refund(id="before", at=PLACED, amount=Money(total, of), lines=(part,))
    return order.evolve(lines=lines, refunds=(refund,))


def _parts(random: Random, left: Mapping[LineId, int]) -> list[tuple[tuple[LineId, int], ...]]:
    """Return units that come back in one to five returns."""
    back = [line_id for line_id, count in left.items() for _ in range(count) if random.random() < 0.7]
    random.shuffle(back)
    if not back:
        back = [line_id for line_id, count in left.items() for _ in range(count)]
    cuts = sorted(random.randint(0, len(back)) for _ in range(random.randint(0, 4)))
    spans = zip([0, *cuts], [*cuts, len(back)], strict=True)
    return [
        tuple((line_id, back[start:end].count(line_id)) for line_id in dict.fromkeys(back[start:end]))
        for start, end in spans
    ]
