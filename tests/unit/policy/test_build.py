"""Policies written in Python, and the least a policy can say."""

from __future__ import annotations

from typing import Any

import pytest

from returnkit.facts import Resolution
from returnkit.ids import PolicyId
from returnkit.policy import (
    Policy,
    compile_policy,
    defer,
    extend,
    load_policy,
    offer,
    only,
    placed,
    rule,
    scope,
    when,
    withhold,
    within,
)

STANDARD = rule("standard", offer("refund"), within("30 days of delivery"))


def test_a_policy_needs_neither_facts_nor_definitions() -> None:
    """pydantic copies a default that it cannot hash, which a mapping proxy does not allow."""
    loaded = load_policy(
        "policy: shop\nrules:\n- {id: standard, offer: refund, within: 30 days of delivery}\n"
    )

    assert not loaded.facts
    assert not loaded.define


def test_effects_in_python_fit_the_strict_models() -> None:
    """A strict tuple takes no list, so what reads the short forms gives tuples."""
    rules = (
        rule("sale", when("item.discount_percent > 50"), withhold("refund")),
        rule("late", offer("refund", late_credit="store_credit"), within("60 days of delivery")),
        rule("guests", when("customer.is_guest"), only("late_credit"), scope("late_credit")),
    )

    policy = Policy(id=PolicyId("shop"), rules=rules)

    assert [(each.name, each.gives) for each in compile_policy(policy).offers] == [
        ("refund", Resolution.REFUND),
        ("late_credit", Resolution.STORE_CREDIT),
    ]


def test_a_policy_in_python_is_the_policy_of_its_document() -> None:
    text = "policy: shop\nrules:\n- {id: standard, offer: [refund], within: 30 days of delivery}\n"

    assert Policy(id=PolicyId("shop"), rules=(STANDARD,)) == load_policy(text)


@pytest.mark.parametrize(
    ("parts", "twice"),
    [
        ((when("true"), when("item.is_gift_card"), withhold("refund")), "when"),
        ((within("1 day of order"), within("2 days of order")), "within"),
    ],
)
def test_a_rule_that_says_one_thing_twice_is_refused(parts: tuple[Any, ...], twice: str) -> None:
    with pytest.raises(ValueError, match=f"rule `a` says `{twice}` twice"):
        rule("a", *parts)


def test_a_season_and_a_ladder_are_built_as_they_are_written() -> None:
    built = Policy(
        id=PolicyId("shop"),
        rules=(
            rule("money", offer("refund"), within("30 days of delivery")),
            rule("credit", offer("store_credit"), within("60 days of delivery", after="refund")),
            rule("gifts", placed("2026-11-01..2026-12-31"), extend("until 2027-01-15")),
            rule("closed", placed("2026-12-24.."), defer("to 2027-01-02")),
        ),
    )

    written = """\
policy: shop
rules:
- {id: money, offer: refund, within: 30 days of delivery}
- {id: credit, offer: store_credit, after: refund, within: 60 days of delivery}
- {id: gifts, placed: 2026-11-01..2026-12-31, extend: until 2027-01-15}
- {id: closed, placed: 2026-12-24.., defer: to 2027-01-02}
"""
    assert built == load_policy(written)
