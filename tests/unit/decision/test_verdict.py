"""The compiled verdict says what decide says, and where it cannot it asks decide."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from importlib import import_module
from typing import Any

import pytest

from returnkit.decision import Answer, Reason, ReasonCode, Verdict, verdict
from returnkit.errors import InstantError, UnknownLineError
from returnkit.facts import Declaration
from returnkit.ids import PolicyId, RuleId
from returnkit.policy import (
    Policy,
    Rule,
    compile_policy,
    offer,
    refuse,
    review,
    rule,
    scope,
    when,
    withhold,
    within,
)
from tests.builders import DELIVERED, PLACED, a_line, a_request, an_item, an_order

module: Any = import_module("returnkit.decision.verdict")

AT = DELIVERED + timedelta(days=3)
ALL = rule("all", offer("refund"), within("30 days of delivery"))


def asked(*rules: Rule, at: datetime = AT, category: str = "shirts", **order: Any) -> Answer:
    facts = {"item.opened": Declaration(type="boolean", ask="shopper")}
    policy = Policy(id=PolicyId("shop"), facts=facts, rules=rules)
    item = an_item()
    return verdict(policy, an_order([a_line(category=category)], **order), item, a_request(item), at=at)


def a_no(code: str, rule: str | None) -> Answer:
    return Answer(Verdict.INELIGIBLE, Reason(ReasonCode(code), None if rule is None else RuleId(rule)))


YES = Answer(Verdict.ELIGIBLE)


def test_an_open_offer_is_a_yes() -> None:
    assert asked(ALL) == YES


def test_a_refusal_is_a_no_with_its_rule() -> None:
    assert asked(rule("r", refuse()), ALL) == a_no("refused", "r")


def test_a_closed_window_is_a_no_with_its_rule() -> None:
    closes = datetime(2026, 12, 6, tzinfo=UTC)

    assert asked(ALL, at=closes - timedelta(microseconds=1)) == YES
    assert asked(ALL, at=closes) == a_no("window", "all")


@pytest.mark.parametrize(("window", "length"), [("1 hour of delivery", 1), ("48 hours of delivery", 48)])
def test_hours_close_to_the_microsecond(window: str, length: int) -> None:
    all_ = rule("all", offer("refund"), within(window))
    closes = DELIVERED + timedelta(hours=length)

    assert asked(all_, at=closes - timedelta(microseconds=1)) == YES
    assert asked(all_, at=closes) == a_no("window", "all")


def test_an_unlimited_window_is_always_open_once_it_opens() -> None:
    forever = rule("all", offer("refund"), within("unlimited"))

    assert asked(forever, at=AT + timedelta(days=4_000)) == YES
    assert asked(forever, at=PLACED - timedelta(microseconds=1)) == a_no("window", "all")


def test_the_best_offer_answers() -> None:
    both = rule("all", offer("refund", "exchange"), within("30 days of delivery"))

    assert asked(rule("r", refuse(), scope("refund")), both) == YES


def test_of_several_noes_refusals_are_told_before_what_is_withheld_or_late() -> None:
    offers = rule("all", offer("refund", "exchange", "keep"), within("1 day of delivery"))

    assert asked(rule("w", withhold("refund")), rule("r", refuse(), scope("keep")), offers) == a_no(
        "refused", "r"
    )
    assert asked(rule("w", withhold("refund")), offers) == a_no("withheld", "w")


def test_where_nothing_is_offered_decide_finds_the_reason() -> None:
    gifts = rule("all", when("item.is_gift_card"), offer("refund"), within("30 days of delivery"))

    assert asked(gifts) == a_no("nothing_offered", None)
    assert asked(rule("r", refuse()), gifts) == a_no("refused", "r")


def test_an_unknown_fact_is_left_to_decide() -> None:
    assert asked(rule("r", when("item.opened"), refuse()), ALL) == Answer(Verdict.NEEDS_INFO)


def test_a_missing_clock_is_left_to_decide() -> None:
    assert asked(ALL, delivered_at=None) == YES
    assert asked(ALL, delivered_at=None, at=AT + timedelta(days=90)) == Answer(Verdict.REVIEW)


def test_a_policy_with_reviews_is_left_to_decide() -> None:
    rules = (rule("look", when("item.is_gift_card"), review()), ALL)

    assert asked(*rules) == YES
    assert module.compile_verdict(compile_policy(Policy(id=PolicyId("shop"), rules=rules))) is None


def test_long_policies_are_answered_alike() -> None:
    refusing = [rule(f"r{n}", when(f'item.category == "c{n}"'), refuse()) for n in range(60)]
    timing = [
        rule(f"w{n}", when(f'item.category == "t{n}"'), within(f"{n} days of delivery")) for n in range(60)
    ]
    rules = (*refusing, *timing, ALL)

    assert asked(*rules) == YES
    assert asked(*rules, category="c47") == a_no("refused", "r47")
    assert asked(*rules, category="t2") == a_no("window", "w2")
    assert asked(*rules, category="t3") == YES
    assert asked(*rules, category="t45", at=AT + timedelta(days=35)) == YES


def test_a_yes_needs_no_decision(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "decide_item", None)

    assert asked(ALL) == YES
    assert asked(rule("r", refuse()), ALL) == a_no("refused", "r")


def test_the_instant_needs_a_zone_and_the_item_a_line() -> None:
    policy, item = Policy(id=PolicyId("shop"), rules=(ALL,)), an_item("line-9")

    with pytest.raises(InstantError):
        verdict(policy, an_order(), an_item(), a_request(), at=AT.replace(tzinfo=None))
    with pytest.raises(UnknownLineError):
        verdict(policy, an_order(), item, a_request(item), at=AT)
