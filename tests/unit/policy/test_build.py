"""Policies written in Python, and the least a policy can say."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from pydantic import ValidationError

from returnkit.facts import Declaration, Resolution
from returnkit.ids import PolicyId
from returnkit.policy import (
    Policy,
    approve,
    ask,
    bonus,
    by,
    compile_policy,
    defer,
    extend,
    fee,
    limit,
    load_policy,
    not_by,
    offer,
    only,
    pay_to,
    placed,
    rate,
    rule,
    say,
    scope,
    shipping,
    value,
    waive,
    when,
    when_all,
    when_any,
    whole,
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


def test_every_effect_is_built_as_it_is_written() -> None:
    built = Policy(
        id=PolicyId("shop"),
        facts={"item.term": Declaration(type="number", ask="shopper")},
        rules=(
            rule("free", when("item.is_gift_card"), waive("restocking", "late")),
            rule(
                "fees",
                fee("restocking", percent=15, of="paid", at_least="1.00", at_most=Decimal(20)),
                fee("late", flat="item.term * 0.50", per="unit", kind="other", decided="inspection"),
            ),
            rule("label", when_any("item.quantity > 1"), fee("label", flat="6.50", per="return")),
            rule("half", scope("refund"), rate("50 %"), value("price"), pay_to("gift_card")),
            rule("more", scope("store_credit"), bonus(percent=10, at_most="25.00")),
            rule("gift", scope("keep"), bonus(flat=5)),
            rule("photos", ask(photo="1..5", serial="What is its serial number?", box=1, before="decision")),
            rule("heavy", when("item.quantity > 9"), by("pickup", "store")),
            rule("light", not_by("pickup")),
            rule("once", limit(1, "mattresses", of="household"), whole("bundle"), say("One a home.")),
            rule("trusted", when("accepted.value < 100"), approve("automatic")),
            rule("set-back", when_all(when("item.is_returned_in_full")), shipping("refund_paid")),
            rule("all", offer("refund", "store_credit", "keep"), within("30 days of delivery")),
        ),
    )

    written = """\
policy: shop
facts: {item.term: {type: number, ask: shopper}}
rules:
- {id: free, when: item.is_gift_card, waive: [restocking, late]}
- id: fees
  fee:
  - {name: restocking, percent: 15, of: paid, at_least: 1.00, at_most: 20}
  - {name: late, flat: item.term * 0.50, per: unit, kind: other, decided: inspection}
- {id: label, when_any: item.quantity > 1, fee: {name: label, flat: 6.50, per: return}}
- {id: half, for: refund, rate: 50 %, value: price, to: gift_card}
- {id: more, for: store_credit, bonus: {percent: 10, at_most: 25.00}}
- {id: gift, for: keep, bonus: {flat: 5}}
- {id: photos, ask: {photo: 1..5, serial: What is its serial number?, box: 1, before: decision}}
- {id: heavy, when: item.quantity > 9, by: [pickup, store]}
- {id: light, not_by: pickup}
- {id: once, limit: {units: 1, counter: mattresses, of: household}, whole: bundle, say: One a home.}
- {id: trusted, when: accepted.value < 100, approve: automatic}
- {id: set-back, when_all: item.is_returned_in_full, shipping: refund_paid}
- {id: all, offer: [refund, store_credit, keep], within: 30 days of delivery}
"""
    assert built == load_policy(written)
    compile_policy(built)


def test_fees_of_one_rule_add_up_and_one_name_stands_once() -> None:
    made = rule(
        "a", fee("label", flat=1, per="line"), waive("x"), fee("late", flat=2, per="line"), waive("y")
    )

    assert [each.name for each in made.fee] == ["label", "late"]
    assert made.waive == ("x", "y")
    with pytest.raises(ValidationError, match="speaks about the fee `label` twice"):
        rule("a", fee("label", flat=1, per="line"), waive("label"))


@pytest.mark.parametrize(
    "make",
    [
        lambda: fee("label", flat=6.50, per="return"),  # type: ignore[arg-type]  # what is refused
        lambda: fee("label", flat="6.50"),
        lambda: fee("label", percent=10),
        lambda: fee("label", percent=101, of="paid"),
        bonus,
        lambda: bonus(percent=0.5),  # type: ignore[arg-type]  # what is refused
        lambda: ask(before="decision"),
        lambda: ask(photo="lots", before="soon"),
        lambda: limit(-1, "mattresses"),
        lambda: rule("a", rate(101)),
        lambda: rule("a", pay_to("nowhere")),
    ],
)
def test_what_no_document_can_say_is_not_built(make: Callable[[], object]) -> None:
    with pytest.raises(ValidationError):
        make()
