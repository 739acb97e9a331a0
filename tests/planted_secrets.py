"""Planted secrets: internal rules whose every word and figure can be told from what a shopper may read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from returnkit.errors import DocumentError
from returnkit.facts import Attributes, Declaration, Order
from returnkit.ids import RuleId
from returnkit.policy import (
    Policy,
    Rule,
    allow,
    approve,
    ask,
    bonus,
    by,
    compile_policy,
    defer,
    extend,
    fee,
    limit,
    not_by,
    offer,
    pay_to,
    rate,
    refuse,
    review,
    rule,
    shipping,
    value,
    waive,
    when,
    when_all,
    when_any,
    whole,
    within,
)
from returnkit.policy.document import offers_of
from returnkit.policy.rules import EFFECTS

SECRETS: Final = ("zebra", "okapi", "tapir", "quagga", "777", "77.77")
"""The id, the fact, the defined name, the names that effects bring, and every figure."""

SCORES: Final = (None, 0, 8888)
"""Of the secret fact: unknown, so that the rule may apply; too low for it; high enough."""

OF_ITEMS: Final = {
    "offer": offer(quagga_offer="store_credit") | within("7777 hours of order"),
    "within": within("7777 hours of order"),
    "extend": extend("777 days"),
    "defer": defer("to 2026-07-07"),
    "refuse": refuse(code="quagga_code"),
    "allow": allow(),
    "review": review(),
    "fee": fee("quagga_fee", flat=777, per="unit", at_most=7777),
    "waive": waive("quagga_fee"),
    "rate": rate("77.77"),
    "value": value("lowest_recent_price"),
    "bonus": bonus(flat=777, at_most=7777),
    "to": pay_to("cheque"),
    "ask": ask(before="decision", quagga_question="What did the quagga cost?", quagga_photo=1),
    "by": by("quagga_door"),
    "not_by": not_by("mail", "store", "quagga_door"),
    "limit": limit(0, "quagga_counter"),
    "whole": whole("order"),
}
OF_RETURN: Final = {
    "fee of the return": fee("quagga_label", flat=777, per="return"),
    "waive of the return": waive("quagga_label") | fee("quagga_parcel", flat=777, per="parcel"),
    "approve": approve("automatic"),
    "shipping": shipping("refund_paid"),
    "approve for all": approve("automatic"),
}
_OF_OFFERS: Final = ("withhold", "only")
"""Effects on an offer that the policy makes."""
_CHARGED: Final = (
    rule("zebra-fee", when("limit_tapir < 0"), OF_ITEMS["fee"], internal=True),
    rule("zebra-label", when("limit_tapir < 0"), OF_RETURN["fee of the return"], internal=True),
)
"""So that there is something to waive."""
_QUESTION: Final = rule("question", ask(before="decision", serial="What is its serial number?"))
_FACT: Final = Declaration(type="number", ask="shopper", doc="tapir")


def kinds() -> tuple[str, ...]:
    """Return the names of the secret rules; every effect of a policy is in one of them."""
    assert {*OF_ITEMS, *_OF_OFFERS, "approve", "shipping"} == {*EFFECTS}
    return (*OF_ITEMS, *_OF_OFFERS, *OF_RETURN)


def with_secret(policy: Policy, kind: str) -> Policy:
    """Return *policy* with the internal rule *kind* above all others.

    What it asks for stands beside a question that shoppers may read, and so are told of.
    """
    beside = (_QUESTION,) if kind == "ask" else ()
    return policy.evolve(
        rules=(_secret(kind, policy), *beside, *policy.rules, *_CHARGED),
        facts={**policy.facts, "item.okapi_score": _FACT},
        define={**policy.define, "limit_tapir": "7777"},
    )


def _secret(kind: str, policy: Policy) -> Rule:
    condition, first = "item.okapi_score > limit_tapir", next(iter(offers_of(policy)))
    if kind in _OF_OFFERS:
        return rule("zebra-rule", when(condition), {kind: (first,)}, internal=True)
    if kind in OF_ITEMS:
        return rule("zebra-rule", when(condition), OF_ITEMS[kind], internal=True)
    asked = when_all(condition) if kind == "approve for all" else when_any(condition)
    return rule("zebra-rule", asked, OF_RETURN[kind], internal=True)


def scored(order: Order, score: int | None) -> Order:
    """Return *order* with the secret fact of every line; None leaves it to be asked."""
    if score is None:
        return order
    secret = {"okapi_score": score}
    lines = (line.evolve(attributes=Attributes({**line.attributes, **secret})) for line in order.lines)
    return order.evolve(lines=tuple(lines))


def with_each_rule_secret(policy: Policy) -> Iterator[Policy]:
    """Yield *policy* once for each of its rules that can be made internal, with secret words in it."""
    for number, given in enumerate(policy.rules):
        changes = {"id": RuleId(f"zebra-{given.id}"), "internal": True}
        if given.when:
            changes["when"] = f"({given.when}) and limit_tapir == 7777"
        if given.refuse:
            changes["refuse"] = given.refuse.evolve(code=f"quagga_{given.refuse.code}")
        rules = (*policy.rules[:number], given.evolve(**changes), *policy.rules[number + 1 :])
        changed = policy.evolve(rules=rules, define={**policy.define, "limit_tapir": "7777"})
        try:
            compile_policy(changed)
        except DocumentError:
            continue
        yield changed


def secrets_in(value: object) -> list[str]:
    """Return the secrets in *value*: in its text, or in any part of it that its `repr` shows."""
    shown = f"{value}\n{value!r}".lower()
    return [secret for secret in SECRETS if secret in shown]
