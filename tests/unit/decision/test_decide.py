"""Decisions say what stands, until when, what is missing and why not."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest

from returnkit.clock import zone_data
from returnkit.decision import ItemDecision, OfferDecision, Reason, ReasonCode, Status, Verdict, decide
from returnkit.errors import DocumentError, InstantError, UnknownLineError
from returnkit.facts import Attributes, Declaration
from returnkit.ids import PolicyId, RuleId
from returnkit.policy import (
    Policy,
    Rule,
    allow,
    content_hash,
    offer,
    only,
    refuse,
    review,
    rule,
    scope,
    when,
    withhold,
    within,
)
from tests.builders import DELIVERED, PLACED, a_line, a_request, an_item, an_order

AT = DELIVERED + timedelta(days=3)
FACTS = {
    "item.opened": Declaration(type="boolean", ask="shopper"),
    "item.sealed": Declaration(type="boolean", ask="staff"),
    "item.grade": Declaration(type=("a", "b"), ask="inspection"),
    "item.weight": Declaration(type="number"),
}
ALL = rule("all", offer("refund"), within("30 days of delivery"))


def decided(
    *rules: Rule,
    at: datetime = AT,
    answers: dict[str, Any] | None = None,
    recorded: dict[str, Any] | None = None,
    **order: Any,
) -> ItemDecision:
    policy = Policy(id=PolicyId("shop"), facts=FACTS, rules=rules)
    line = a_line(attributes=Attributes(recorded or {}))
    request = a_request(an_item(line, answers=Attributes(answers or {})))
    (item,) = decide(policy, an_order([line], **order), request, at=at).items
    return item


def the_offer(item: ItemDecision, name: str = "refund") -> OfferDecision:
    (found,) = (offer for offer in item.offers if offer.name == name)
    return found


def reason(code: str, rule: str | None) -> Reason:
    return Reason(ReasonCode(code), None if rule is None else RuleId(rule))


NO, LOOK, YES = Status.NO, Status.REVIEW, Status.YES


# --- standing ----------------------------------------------------------------------------------------


def test_an_offer_inside_its_window_stands() -> None:
    item = decided(ALL)

    assert item.verdict is Verdict.ELIGIBLE
    assert the_offer(item).statuses == (YES,)
    assert (item.reason, item.refusals, item.missing, item.subject_to) == (None, (), (), ())


def test_the_first_rule_that_speaks_decides() -> None:
    assert decided(rule("a", allow()), rule("b", refuse()), ALL).verdict is Verdict.ELIGIBLE
    assert decided(rule("b", refuse()), rule("a", allow()), ALL).verdict is Verdict.INELIGIBLE


def test_a_rule_without_offers_speaks_about_offers_made_above_it_too() -> None:
    assert decided(ALL, rule("b", refuse())).reason == reason("refused", "b")


def test_a_rule_that_is_false_is_silent() -> None:
    assert decided(rule("b", when("item.is_gift_card"), refuse()), ALL).verdict is Verdict.ELIGIBLE


def test_a_review_marks_and_the_search_goes_on() -> None:
    marked = decided(rule("look", review()), ALL)
    assert (marked.verdict, the_offer(marked).reviewed_by) == (Verdict.REVIEW, ("look",))

    assert decided(rule("look", review()), rule("b", refuse()), ALL).verdict is Verdict.INELIGIBLE


def test_an_allow_shelters_from_refusals_and_reviews_below() -> None:
    below = (rule("look", review()), rule("b", refuse()), ALL)

    assert decided(rule("a", allow()), *below).verdict is Verdict.ELIGIBLE


def test_a_review_above_an_allow_marks() -> None:
    assert decided(rule("look", review()), rule("a", allow()), ALL).verdict is Verdict.REVIEW


def test_a_rule_that_allows_and_reviews_is_looked_at() -> None:
    assert decided(rule("a", allow(), review()), rule("b", refuse()), ALL).verdict is Verdict.REVIEW


def test_a_rule_that_may_refuse_and_review_marks_only_what_it_refuses() -> None:
    item = decided(rule("a", when("item.opened"), refuse(), review()), ALL)

    assert the_offer(item).statuses == (NO, YES)


def test_withhold_and_only_take_offers_off_the_table() -> None:
    both = rule("all", offer("refund", "exchange"), within("30 days of delivery"))

    item = decided(rule("w", withhold("refund")), both)
    assert (the_offer(item).statuses, the_offer(item, "exchange").statuses) == ((NO,), (YES,))
    assert the_offer(item).reasons == (reason("withheld", "w"),)
    assert the_offer(decided(rule("o", only("exchange")), both)).reasons == (reason("withheld", "o"),)


def test_for_binds_the_effects_to_its_offers() -> None:
    both = rule("all", offer("refund", "exchange"), within("30 days of delivery"))

    item = decided(rule("a", refuse(), scope("refund")), both)

    assert (the_offer(item).statuses, the_offer(item, "exchange").statuses) == ((NO,), (YES,))
    assert item.verdict is Verdict.ELIGIBLE
    assert [offer.name for offer in item.open_offers] == ["exchange"]


# --- windows -----------------------------------------------------------------------------------------


def test_the_first_window_that_binds_counts_own_or_general() -> None:
    general = rule("short", when("item.category != null"), within("1 day of delivery"))

    above, below = decided(general, ALL), decided(ALL, rule("x", offer("keep")), LAST)

    assert the_offer(above).window_rule == "short"
    assert the_offer(below).window_rule == "all"


LAST = rule("last", within("60 days of delivery"))


def test_a_window_closes_at_the_exclusive_midnight_after_its_last_day() -> None:
    closes = datetime(2026, 12, 6, tzinfo=UTC)

    before, after = decided(ALL, at=closes - timedelta(microseconds=1)), decided(ALL, at=closes)

    assert (before.verdict, after.verdict) == (Verdict.ELIGIBLE, Verdict.INELIGIBLE)
    assert after.reason == reason("window", "all")
    assert the_offer(before).closes == the_offer(before).closes_earliest == before.open_until == closes
    assert after.open_until is None


def test_an_unlimited_window_never_closes() -> None:
    item = decided(rule("all", offer("refund"), within("unlimited")), at=AT + timedelta(days=9_999))

    assert item.verdict is Verdict.ELIGIBLE
    assert the_offer(item).closes is None
    assert the_offer(item).is_closing_certain
    assert item.open_until is None


def test_an_offer_does_not_stand_before_the_order_is_placed() -> None:
    item = decided(ALL, at=PLACED - timedelta(microseconds=1))

    assert (item.verdict, item.reason) == (Verdict.INELIGIBLE, reason("window", "all"))
    assert the_offer(item).opens == PLACED
    assert decided(ALL, at=PLACED).verdict is Verdict.ELIGIBLE
    forever = rule("all", offer("refund"), within("unlimited"))
    assert decided(forever, at=PLACED - timedelta(days=1)).verdict is Verdict.INELIGIBLE


def test_a_missing_clock_leaves_a_window_open_as_long_as_from_the_order() -> None:
    lower_bound = datetime(2026, 11, 30, tzinfo=UTC)

    early = decided(ALL, at=lower_bound - timedelta(microseconds=1), delivered_at=None)
    late = decided(ALL, at=lower_bound, delivered_at=None)

    assert (early.verdict, the_offer(early).statuses) == (Verdict.ELIGIBLE, (YES,))
    assert (late.verdict, the_offer(late).statuses) == (Verdict.REVIEW, (NO, YES))
    assert late.missing == ()
    found = the_offer(early)
    assert (found.closes, found.closes_earliest, found.is_closing_certain) == (None, lower_bound, False)


def test_a_policy_decides_at_the_end_of_the_calendar() -> None:
    late = datetime(9000, 12, 20, tzinfo=UTC)

    item = decided(ALL, placed_at=late, shipped_at=late, delivered_at=late, at=late)

    assert (item.verdict, the_offer(item).closes) == (Verdict.ELIGIBLE, datetime(9001, 1, 20, tzinfo=UTC))


@pytest.mark.parametrize("at", [datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)])
def test_an_instant_outside_the_years_we_count_in_is_refused(at: datetime) -> None:
    with pytest.raises(InstantError, match="is not between 1900 and 9000"):
        decided(ALL, at=at)


# --- what is not known -------------------------------------------------------------------------------


def test_an_unknown_fact_that_the_shopper_can_tell_is_asked_for() -> None:
    item = decided(rule("a", when("item.opened"), refuse()), ALL)

    assert (item.verdict, item.missing) == (Verdict.NEEDS_INFO, ("item.opened",))
    assert the_offer(item).statuses == (NO, YES)


def test_staff_can_be_asked_too() -> None:
    assert decided(rule("a", when("item.sealed"), refuse()), ALL).verdict is Verdict.NEEDS_INFO


def test_an_unknown_fact_that_nobody_can_tell_is_for_a_person() -> None:
    item = decided(rule("a", when("item.weight > 3"), refuse()), ALL)

    assert (item.verdict, item.missing) == (Verdict.REVIEW, ("item.weight",))


def test_a_fact_of_an_internal_rule_is_not_asked_for() -> None:
    item = decided(rule("a", when("item.opened"), refuse(), internal=True), ALL)

    assert (item.verdict, item.missing) == (Verdict.REVIEW, ())


def test_what_a_failing_part_leaves_open_is_for_a_person() -> None:
    item = decided(rule("a", when("100 / item.weight > 3"), refuse()), ALL, recorded={"weight": 0})

    assert (item.verdict, item.missing) == (Verdict.REVIEW, ())


def test_the_inspection_is_not_waited_for() -> None:
    item = decided(rule("a", when('item.grade == "b"'), refuse()), ALL)

    assert (item.verdict, item.subject_to, item.missing) == (Verdict.ELIGIBLE, ("a",), ())


def test_a_rule_that_the_inspection_cannot_make_true_is_not_listed() -> None:
    item = decided(rule("a", when('item.grade == "b" and item.is_gift_card'), refuse()), ALL)

    assert (item.verdict, item.subject_to) == (Verdict.ELIGIBLE, ())


def test_another_open_offer_settles_the_verdict() -> None:
    item = decided(
        rule("a", when("item.opened"), refuse(), scope("refund")),
        rule("all", offer("refund", "exchange"), within("30 days of delivery")),
    )

    assert (item.verdict, item.missing) == (Verdict.ELIGIBLE, ())
    assert the_offer(item).statuses == (NO, YES)


def test_a_fact_that_moves_only_the_closing_is_not_asked_for() -> None:
    item = decided(
        rule("heavy", when("item.weight > 3"), refuse()),
        rule("long", when("item.opened"), within("60 days of delivery")),
        ALL,
    )

    assert (item.verdict, item.missing) == (Verdict.REVIEW, ("item.weight",))
    found = the_offer(item)
    assert (found.is_closing_certain, found.closes, found.window_rule) == (False, None, None)
    assert found.closes_earliest == datetime(2026, 12, 6, tzinfo=UTC)


def test_a_fact_of_an_offer_that_is_refused_anyway_is_not_asked_for() -> None:
    item = decided(
        rule("gone", refuse(), scope("exchange")),
        rule("heavy", when("item.weight > 3"), refuse()),
        rule("late", when("item.opened"), within("1 day of order"), scope("exchange")),
        rule("all", offer("refund", "exchange"), within("30 days of delivery")),
    )

    assert (item.verdict, item.missing) == (Verdict.REVIEW, ("item.weight",))


def test_a_review_below_a_sure_one_is_not_asked_about() -> None:
    item = decided(
        rule("look", review()),
        rule("look-again", when("item.opened"), review()),
        rule("heavy", when("item.weight > 3"), refuse()),
        ALL,
    )

    assert (item.verdict, item.missing) == (Verdict.REVIEW, ("item.weight",))
    assert the_offer(item).reviewed_by == ("look", "look-again")


def test_an_open_review_is_asked_about() -> None:
    item = decided(rule("look", when("item.opened"), review()), ALL)

    assert (item.verdict, item.missing) == (Verdict.NEEDS_INFO, ("item.opened",))
    assert the_offer(item).statuses == (LOOK, YES)


def test_an_offer_that_may_not_be_made_is_perhaps_a_no() -> None:
    item = decided(rule("a", when("item.opened"), offer("refund"), within("30 days of delivery")))

    assert (item.verdict, the_offer(item).statuses) == (Verdict.NEEDS_INFO, (NO, YES))
    assert the_offer(item).reasons == ()


# --- why not -----------------------------------------------------------------------------------------


def test_the_first_refusing_rule_is_the_reason_and_every_other_is_told() -> None:
    item = decided(
        rule("w", withhold("refund")),
        rule("r", refuse(), scope("exchange")),
        rule("all", offer("refund", "exchange", "keep"), within("1 day of delivery")),
    )

    assert item.reason == reason("refused", "r")
    assert item.refusals == (reason("withheld", "w"), reason("window", "all"))


def test_where_nothing_is_offered_that_is_the_reason() -> None:
    item = decided(rule("a", when("item.is_gift_card"), offer("refund"), within("1 day of order")))

    assert (item.verdict, item.offers) == (Verdict.INELIGIBLE, ())
    assert (item.reason, item.refusals) == (reason("nothing_offered", None), ())


GIFT = rule("a", when("item.is_gift_card"), offer("refund", "exchange"), within("1 day of order"))


def test_where_nothing_is_offered_a_rule_that_refuses_all_is_the_better_reason() -> None:
    item = decided(rule("r", refuse()), GIFT)

    assert (item.reason, item.refusals) == (reason("refused", "r"), (reason("nothing_offered", None),))


@pytest.mark.parametrize(
    "refusing",
    [
        rule("r", when("item.opened"), refuse()),
        rule("r", refuse(), scope("refund")),
        rule("r", withhold("refund")),
    ],
)
def test_where_nothing_is_offered_a_rule_that_may_refuse_or_refuses_some_is_no_reason(refusing: Rule) -> None:
    assert decided(refusing, GIFT).reason == reason("nothing_offered", None)


# --- the question ------------------------------------------------------------------------------------


def test_each_item_is_answered_in_the_order_asked() -> None:
    policy = Policy(id=PolicyId("shop"), rules=(rule("gifts", when("item.is_gift_card"), refuse()), ALL))
    order = an_order([a_line("a"), a_line("b", is_gift_card=True)])
    request = a_request(an_item("b"), an_item("a"))

    decision = decide(policy, order, request, at=AT)

    assert [item.line_id for item in decision.items] == ["b", "a"]
    assert [item.verdict for item in decision.items] == [Verdict.INELIGIBLE, Verdict.ELIGIBLE]
    assert (decision.policy, decision.order, decision.request, decision.at) == (policy, order, request, AT)


def test_the_zone_of_the_instant_does_not_matter() -> None:
    elsewhere = AT.astimezone(timezone(timedelta(hours=9)))

    assert decided(ALL, at=elsewhere) == decided(ALL, at=AT)


def test_an_instant_without_a_zone_is_refused() -> None:
    with pytest.raises(InstantError):
        decided(ALL, at=AT.replace(tzinfo=None))


def test_a_policy_with_faults_decides_nothing() -> None:
    with pytest.raises(DocumentError, match="without a window"):
        decided(rule("a", offer("refund")))


def test_a_line_that_the_order_does_not_have_is_an_error() -> None:
    policy = Policy(id=PolicyId("shop"), rules=(ALL,))

    with pytest.raises(UnknownLineError):
        decide(policy, an_order(), a_request(an_item("line-9")), at=AT)


def test_a_decision_carries_what_it_was_made_by() -> None:
    """The hash of the policy and the version of the zone data; calendars stand with the offers."""
    policy = Policy(
        id=PolicyId("acme"), rules=(rule("open", offer("refund"), within("30 days of delivery")),)
    )

    decision = decide(policy, an_order(), a_request(), at=AT)

    assert decision.policy_hash == content_hash(policy)
    assert decision.zone_data == zone_data()
