"""Why one rule did not decide."""

from __future__ import annotations

import pytest

from returnkit.decision import Decision, Outcome, why_not
from returnkit.errors import UnknownAudienceError, UnknownRuleError
from returnkit.policy import allow, approve, offer, refuse, review, rule, when, when_all, when_any, within
from tests.builders import a_line, a_request, an_item, an_order
from tests.unit.decision.situations import GRADE, OPEN_30_DAYS, decided

BIG = rule("big", when("item.quantity > 5 and heavy"), refuse("Too big."))
HEAVY = {"heavy": "item.is_gift_card or (item.weight_grams ?? 0) > 900"}


def told(decision: Decision, name: str, *, reader: str = "agent", locale: str = "en") -> str:
    return str(why_not(decision, name, audience=reader, locale=locale))  # type: ignore[arg-type]  # a reader


def test_a_silent_rule_tells_the_part_that_made_it_so() -> None:
    decision = decided(BIG, OPEN_30_DAYS, define=HEAVY)

    assert (
        told(decision, "big")
        == """\
`big` does not apply to Linen shirt: its condition is false.
  because  [item.quantity > 5 → false: item.quantity is 1]"""
    )


def test_an_auditor_reads_the_whole_condition_and_what_the_rule_is_about() -> None:
    decision = decided(BIG, OPEN_30_DAYS, define=HEAVY)

    assert (
        told(decision, "big", reader="auditor")
        == """\
`big` does not apply to Linen shirt: its condition is false.
  because    [item.quantity > 5 → false: item.quantity is 1]
  condition  [item.quantity > 5 → false: item.quantity is 1]
             and (heavy := ([item.is_gift_card → not reached] or [(item.weight_grams ?? 0) > 900 →
             not reached]))
  about      refuses every offer (refused)"""
    )


def test_a_rule_below_the_one_that_decided_names_it_and_why_it_spoke() -> None:
    members = rule("members", when("item.quantity < 5"), within("60 days of delivery"))
    decision = decided(
        members, rule("late", when("item.quantity > 0"), within("90 days of delivery")), OPEN_30_DAYS
    )

    assert (
        told(decision, "late")
        == """\
`late` is not needed for Linen shirt: `members` decided all it speaks about.
  because  `members` [item.quantity < 5 → true: item.quantity is 1]"""
    )


def test_a_rule_that_spoke_says_so() -> None:
    assert (
        told(decided(OPEN_30_DAYS), "standard")
        == """\
`standard` does apply to Linen shirt.
  because  always"""
    )


def test_a_rule_that_may_apply_tells_what_is_missing_and_who_can_be_asked() -> None:
    decision = decided(rule("faulty", when('request.reason == "defective"'), refuse()), OPEN_30_DAYS)

    assert (
        told(decision, "faulty")
        == """\
It is not known whether `faulty` applies to Linen shirt.
  missing  request.reason (ask the shopper)
  because  [request.reason == "defective" → unknown: request.reason is not known: not asked yet]"""
    )


def test_a_rule_that_waits_for_the_goods_says_so() -> None:
    dirty = rule("dirty", when('item.grade == "dirty"'), refuse())
    decision = decided(dirty, OPEN_30_DAYS, facts={"item.grade": GRADE})

    assert (
        told(decision, "dirty")
        == """\
`dirty` does not apply to Linen shirt before the inspection, which tells item.grade.
  because  [item.grade == "dirty" → unknown: item.grade is not known: not asked yet]"""
    )


def test_a_rule_about_an_offer_that_is_not_made_changes_nothing() -> None:
    gold = rule("gold", when('customer.tier == "gold"'), offer("repair"), within("9 days of delivery"))
    decision = decided(gold, rule("no-repair", refuse(), {"scope": ("repair",)}), OPEN_30_DAYS)

    assert told(decision, "no-repair") == (
        "`no-repair` changes nothing for Linen shirt: what it speaks about is not on the table."
    )


def test_a_review_below_a_shelter_is_not_needed() -> None:
    decision = decided(rule("shelter", allow()), rule("look", review()), OPEN_30_DAYS)

    assert told(decision, "look").startswith("`look` is not needed for Linen shirt: `shelter` decided")


def test_a_rule_about_the_whole_return_is_asked_of_it() -> None:
    trusted = rule(
        "trusted", when("history.return_rate_365d < 0.3"), when_all("item.quantity < 1"), approve("automatic")
    )
    decision = decided(trusted, OPEN_30_DAYS)

    assert (
        told(decision, "trusted", reader="auditor")
        == """\
`trusted` does not apply to the whole return: its condition is false.
  because    [item.quantity < 1 → false: item.quantity is 1]
  condition  [history.return_rate_365d < 0.3 → unknown: history.return_rate_365d is not known: not
             supplied]
             when_all, Linen shirt: [item.quantity < 1 → false: item.quantity is 1]
  about      approval automatic"""
    )


def test_a_rule_about_the_return_that_may_apply_names_what_it_rests_on() -> None:
    trusted = rule(
        "trusted", when("history.return_rate_365d < 0.3"), when_any("item.quantity > 0"), approve("automatic")
    )
    decision = decided(trusted, OPEN_30_DAYS)

    assert (
        told(decision, "trusted")
        == """\
It is not known whether `trusted` applies to the whole return.
  missing  history.return_rate_365d
  because  [history.return_rate_365d < 0.3 → unknown: history.return_rate_365d is not known: not
           supplied]"""
    )


def test_of_a_return_with_nothing_accepted_nothing_is_asked() -> None:
    trusted = rule("trusted", when("order.total > 5"), approve("automatic"))
    decision = decided(rule("never", refuse()), trusted, OPEN_30_DAYS)

    assert told(decision, "trusted") == "`trusted` was not asked: no item of the return is accepted."


def test_each_item_has_its_own_answer() -> None:
    lines = [a_line("line-1", title="Hat"), a_line("line-2", title="Coat", quantity=6)]
    request = a_request(an_item("line-1"), an_item("line-2", 6))
    many = rule("many", when("item.quantity > 5"), refuse())
    decision = decided(many, OPEN_30_DAYS, order=an_order(lines), request=request)

    assert why_not(decision, "many").rule.outcome is Outcome.SILENT
    assert str(why_not(decision, "many", item=1)).startswith("`many` does apply to 6 × Coat.")
    with pytest.raises(IndexError):
        why_not(decision, "many", item=2)


def test_korean_is_told_in_korean() -> None:
    decision = decided(BIG, OPEN_30_DAYS, define=HEAVY)

    assert (
        told(decision, "big", locale="ko")
        == """\
`big`: Linen shirt에 적용되지 않습니다. 조건이 거짓입니다.
  이유  [item.quantity > 5 → 거짓: item.quantity: 1]"""
    )


def test_a_rule_that_there_is_not_is_refused_with_the_nearest() -> None:
    with pytest.raises(UnknownRuleError, match="`acme` has no rule `standrad`") as caught:
        why_not(decided(OPEN_30_DAYS), "standrad")

    assert caught.value.help == "did you mean `standard`?"


def test_shoppers_read_nothing_about_rules() -> None:
    with pytest.raises(UnknownAudienceError, match="`shopper` does not read about rules"):
        told(decided(OPEN_30_DAYS), "standard", reader="shopper")
