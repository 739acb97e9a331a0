"""Settlements: five lines with fees, tax and two tenders, against a handwritten function and validation."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from random import Random
from typing import Final

from returnkit.decision import Decision, decide
from returnkit.facts import Order, Payment, RequestedItem, ReturnRequest, Tender, TenderKind
from returnkit.ids import ReturnId
from returnkit.money import Money
from returnkit.policy import load_policy
from returnkit.settlement import ItemChoice, Ledger, opened, settle

from .handwritten_settle import handwritten_settle
from .inputs import SEED, cases
from .measure import race
from .results import Result, at_most, printed
from .verdicts import Effort, UnequalError

LINES: Final = 5
INPUTS: Final = 1_000
RETURN: Final = ReturnId("return-1")
POLICY: Final = """\
policy: shop
rules:
- {id: offers, offer: refund, within: unlimited}
- {id: restocking, fee: {name: restocking, percent: 15, of: paid}}
- {id: label, fee: {name: label, flat: 4.99, per: return}}
"""


@dataclass(frozen=True, slots=True)
class Settled:
    """A return of some units of every line, after an earlier one in every third."""

    order: Order
    decision: Decision
    choices: tuple[ItemChoice, ...]
    ledger: Ledger


def returns(count: int) -> list[Settled]:
    """Return *count* returns, the same on every machine."""
    random, policy = Random(SEED), load_policy(POLICY, name="shop.yaml")
    found: list[Settled] = []
    for number, case in enumerate(cases(count + count // 5, lines=LINES)):
        order = _paid(random, case.order)
        ledger = opened(order)
        if number % 3 == 0:
            first = decide(policy, order, _request(random, order, ledger), at=case.at)
            taken = [ItemChoice(place=place, offer="refund") for place in range(len(first.items))]
            ledger = ledger.after(settle(first, taken, ledger).entries(case.at))
        if not any(ledger.units_left(line.id) for line in order.lines):
            continue
        asked = _request(random, order, ledger)
        decision = decide(policy, order, asked, at=case.at)
        choices = tuple(ItemChoice(place=place, offer="refund") for place in range(len(decision.items)))
        found.append(Settled(order, decision, choices, ledger))
    return found[:count]


def _paid(random: Random, order: Order) -> Order:
    lines = tuple(
        line.evolve(
            tax=Money((line.unit_price.minor * line.quantity - line.discount.minor) * 825 // 10_000, "USD")
        )
        for line in order.lines
    )
    total = order.total + sum((line.tax for line in lines), Money.zero("USD"))
    card, gift = total.allocate([random.randint(1, 9), random.randint(0, 3)])
    tenders = (Tender(kind=TenderKind.CARD, amount=card), Tender(kind=TenderKind.GIFT_CARD, amount=gift))
    return order.evolve(lines=lines, total=total, payment=Payment(tenders=tenders, captured=total))


def _request(random: Random, order: Order, ledger: Ledger) -> ReturnRequest:
    left = [(line.id, ledger.units_left(line.id)) for line in order.lines]
    items = [RequestedItem(line_id=line, quantity=random.randint(1, most)) for line, most in left if most]
    return (
        ReturnRequest.model_construct(items=tuple(items)) if not items else ReturnRequest(items=tuple(items))
    )


def five_line_settlements(effort: Effort) -> Iterator[Result]:
    """Measure settlements of five lines against a handwritten function and validation of the order."""
    given = returns(INPUTS)
    for number, each in enumerate(given):
        found = settle(each.decision, each.choices, each.ledger, return_id=RETURN)
        components, payouts = handwritten_settle(each.decision, each.choices, each.ledger)
        if found.components != components or found.payouts != payouts:
            raise UnequalError(f"input {number}: {found.components} instead of {components}")
    texts = [each.order.model_dump_json() for each in given]
    rivals: dict[str, Callable[[], int]] = {
        "settle": lambda: _settling(given),
        "handwritten": lambda: _by_hand(given),
        "validate": lambda: _validating(texts),
    }
    times = race(rivals, effort.rounds // 3 if not effort.is_smoke else effort.rounds)
    what = "five lines, fees, tax, two tenders"
    yield at_most(f"settle / handwritten settlement, {what}", times.ratio("settle", "handwritten"), 2)
    yield at_most(f"settle / validation of the order's JSON, {what}", times.ratio("settle", "validate"), 1)
    yield printed(f"settle, {what}", times.of("settle"), "us")
    yield printed(f"handwritten settlement, {what}", times.of("handwritten"), "us")


def _settling(given: Sequence[Settled]) -> int:
    for each in given:
        settle(each.decision, each.choices, each.ledger, return_id=RETURN)
    return len(given)


def _by_hand(given: Sequence[Settled]) -> int:
    for each in given:
        handwritten_settle(each.decision, each.choices, each.ledger)
    return len(given)


def _validating(texts: Sequence[str]) -> int:
    for text in texts:
        Order.model_validate_json(text)
    return len(texts)
