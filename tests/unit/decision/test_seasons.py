"""Seasons: periods, extensions, deferrals and computed amounts in decisions.

The order was placed on 30 October 2026, shipped on 2 November, delivered on 5 November; days are Chicago's.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from returnkit.decision import (
    Decision,
    ItemDecision,
    OfferDecision,
    Status,
    Verdict,
    decide,
    explain,
    verdict,
)
from returnkit.facts import Attributes, Inspection, Order, ReturnHistory
from returnkit.policy import load_policy
from tests.builders import a_line, a_request, an_item, an_order

NOVEMBER = datetime(2026, 11, 20, 17, tzinfo=UTC)
LEAST = timedelta(microseconds=1)
OPEN = "- {id: all, offer: refund, within: 30 days of delivery}\n"
EVERYWHERE = "- {id: all, offer: refund, within: '30 days of shipment + 3 days, zone Asia/Seoul'}\n"
CLOSES = datetime(2026, 12, 6, 6, tzinfo=UTC)
JANUARY_15 = datetime(2027, 1, 16, 6, tzinfo=UTC)
"""The midnight that ends the 15th."""
FACTS = """\
facts:
  item.window_days: {type: number}
  item.opened: {type: boolean, ask: shopper}
  item.grade: {type: [new, dirty], ask: inspection}
  history.swaps: {type: number}
"""


def decided(rules: str, *, at: datetime = NOVEMBER, **given: Any) -> Decision:
    """Return the decision of a policy of *rules*; an order or an item can be *given*, and what is known."""
    policy = load_policy(
        f"returnkit: 1\npolicy: shop\ntimezone: America/Chicago\n{FACTS}rules:\n{rules}", name="policy.yaml"
    )
    order, item = given.pop("order", None) or an_order(), given.pop("item", None) or an_item()
    return decide(policy, order, a_request(item), at=at, **given)


def item_of(rules: str, **given: Any) -> ItemDecision:
    (item,) = decided(rules, **given).items
    return item


def refund(rules: str, **given: Any) -> OfferDecision:
    (offer,) = item_of(rules, **given).offers
    return offer


def order_with(**attributes: Any) -> Any:
    return an_order([a_line(attributes=Attributes(attributes))])


# --- periods ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("placed", "speaks"),
    [
        ("2026-10-30..2026-10-30", True),
        ("2026-10-31..", False),
        ("..2026-10-29", False),
        ("..2026-10-30", True),
        ("2026-10-01..2026-12-31", True),
    ],
)
def test_a_period_holds_from_its_first_day_to_its_last(placed: str, speaks: bool) -> None:
    rules = f"- {{id: holidays, placed: {placed}, within: unlimited}}\n{OPEN}"

    assert refund(rules).window_rule == ("holidays" if speaks else "all")


def test_the_days_of_a_period_are_those_of_the_policys_zone() -> None:
    rules = f"- {{id: november, placed: 2026-11-01.., within: unlimited}}\n{OPEN}"
    in_october_there = an_order(placed_at=datetime(2026, 11, 1, 4, 59, tzinfo=UTC))
    in_november_there = an_order(placed_at=datetime(2026, 11, 1, 5, tzinfo=UTC))

    assert refund(rules, order=in_october_there).window_rule == "all"
    assert refund(rules, order=in_november_there).window_rule == "november"


@pytest.mark.parametrize("placed", ["..9999-12-31", "0001-01-01..", "0001-01-01..9999-12-31"])
def test_a_period_may_reach_to_the_ends_of_the_calendar(placed: str) -> None:
    assert refund(f"- {{id: ever, placed: {placed}, within: unlimited}}\n{OPEN}").window_rule == "ever"


def test_the_verdict_alone_knows_periods() -> None:
    rules = f"- {{id: sale, placed: 2026-10-30.., refuse: no}}\n{OPEN}"
    made = decided(rules)

    answer = verdict(made.policy, made.order, made.request.items[0], made.request, at=NOVEMBER)

    assert answer.verdict is made.items[0].verdict is Verdict.INELIGIBLE


# --- extensions and deferrals ----------------------------------------------------------------------


def test_an_extension_moves_the_closing_to_the_end_of_its_day() -> None:
    offer = refund(f"{OPEN}- {{id: holidays, extend: until 2027-01-15}}\n", at=JANUARY_15 - LEAST)

    assert (offer.closes, offer.accepted_until) == (JANUARY_15, JANUARY_15)
    assert (offer.statuses, offer.is_closing_certain) == ((Status.YES,), True)
    assert offer.window_rule == "all"


def test_an_extension_never_shortens() -> None:
    assert refund(f"{OPEN}- {{id: early, extend: until 2026-11-07}}\n").closes == CLOSES


@pytest.mark.parametrize("turned", [False, True])
def test_of_several_extensions_the_latest_holds_and_they_do_not_add_up(turned: bool) -> None:
    rules = [
        OPEN,
        "- {id: ten, extend: 10 days}\n",
        "- {id: five, extend: 5 days}\n",
        "- {id: day, extend: until 2026-12-08}\n",
    ]

    offer = refund("".join(reversed(rules) if turned else rules))

    assert offer.closes == CLOSES + timedelta(days=10)


def test_of_several_deferrals_the_latest_holds() -> None:
    offer = refund(f"- {{id: a, defer: to 2027-01-02}}\n{OPEN}- {{id: b, defer: to 2026-12-26}}\n")

    assert offer.closes == datetime(2027, 2, 2, 6, tzinfo=UTC)


@pytest.mark.parametrize("day", ["2026-11-01", "2026-11-05", "0001-01-01"])
def test_a_deferral_before_the_event_changes_nothing(day: str) -> None:
    offer = refund(f"- {{id: past, defer: to {day}}}\n{EVERYWHERE}")

    assert offer.closes == datetime(2026, 12, 5, 15, tzinfo=UTC)


def test_an_extension_counts_from_the_end_that_a_deferral_gives() -> None:
    rules = "- {id: d, defer: to 2026-11-10}\n- {id: e, extend: 2 days}\n"

    assert refund(OPEN + rules).closes == CLOSES + timedelta(days=7)


def test_an_extension_is_for_the_offers_of_its_scope() -> None:
    rules = (
        "- {id: all, offer: [refund, exchange], within: 30 days of delivery}\n"
        "- {id: more, for: exchange, extend: 5 days}\n"
    )
    money, swap = item_of(rules).offers

    assert (money.closes, swap.closes) == (CLOSES, CLOSES + timedelta(days=5))


def test_an_extension_of_an_unknown_fact_may_hold() -> None:
    rules = f"{OPEN}- {{id: sealed, unless: item.opened, extend: until 2027-01-15}}\n"
    before, between, after = (item_of(rules, at=at) for at in (CLOSES - LEAST, CLOSES, JANUARY_15))

    assert (before.verdict, between.verdict, after.verdict) == (
        Verdict.ELIGIBLE,
        Verdict.NEEDS_INFO,
        Verdict.INELIGIBLE,
    )
    assert (before.missing, between.missing) == ((), ("item.opened",))
    (offer,) = before.offers
    assert (offer.closes, offer.closes_earliest, offer.is_closing_certain) == (None, CLOSES, False)
    assert offer.accepted_until is None


def test_an_extension_that_the_inspection_decides_is_named_and_silent() -> None:
    rules = f'{OPEN}- {{id: clean, when: item.grade == "new", extend: 5 days}}\n'
    clean = Inspection(answers=Attributes({"grade": "new"}))

    assert item_of(rules).subject_to == ("clean",)
    assert refund(rules).closes == CLOSES
    assert refund(rules, inspections=(clean,)).closes == CLOSES + timedelta(days=5)


def test_the_verdict_alone_knows_extensions() -> None:
    made = decided(f"{OPEN}- {{id: holidays, extend: until 2027-01-15}}\n", at=CLOSES)

    answer = verdict(made.policy, made.order, made.request.items[0], made.request, at=CLOSES)

    assert answer.verdict is made.items[0].verdict is Verdict.ELIGIBLE


# --- amounts ---------------------------------------------------------------------------------------

COMPUTED = "- {id: seller, offer: refund, within: {days: item.window_days, of: delivery, at_least: 14}}\n"


@pytest.mark.parametrize(("days", "counted"), [(30, 30), (3, 14), (-5, 14), (14, 14)])
def test_an_amount_is_computed_within_its_bounds(days: int, counted: int) -> None:
    offer = refund(COMPUTED, order=order_with(window_days=days))

    assert offer.closes == CLOSES + timedelta(days=counted - 30)


def test_an_amount_of_an_unknown_fact_is_its_least_and_not_certain() -> None:
    least = CLOSES - timedelta(days=16)
    before, after = item_of(COMPUTED, at=least - LEAST), item_of(COMPUTED, at=least)

    assert (before.verdict, after.verdict) == (Verdict.ELIGIBLE, Verdict.REVIEW)
    assert after.missing == ("item.window_days",)
    (offer,) = before.offers
    assert (offer.closes, offer.closes_earliest, offer.is_closing_certain) == (None, least, False)


def test_the_fact_of_an_amount_is_asked_for() -> None:
    rules = '- {id: all, offer: refund, within: {days: "item.opened ? 3 : 30", of: delivery}}\n'

    item = item_of(rules)

    assert (item.verdict, item.missing) == (Verdict.NEEDS_INFO, ("item.opened",))
    assert item_of(rules, item=an_item(answers=Attributes({"opened": True}))).verdict is Verdict.INELIGIBLE


def test_two_amounts_of_one_window_are_both_computed() -> None:
    rules = (
        "- id: all\n  offer: refund\n  within:\n    longest:\n"
        "    - {days: item.window_days, of: delivery}\n"
        "    - {days: item.window_days + 5, of: shipment}\n"
    )

    assert refund(rules, order=order_with(window_days=30)).closes == CLOSES + timedelta(days=2)


# --- what an offer tells of time -------------------------------------------------------------------


def test_a_fallback_is_an_assumption() -> None:
    rules = '- {id: all, offer: refund, within: "30 days of delivery else shipment + 3 days"}\n'

    assert not refund(rules).assumed
    offer = refund(rules, order=an_order(delivered_at=None))
    assert (offer.assumed, offer.closes) == (True, CLOSES)


def test_calendars_are_told_with_their_versions() -> None:
    rules = '- {id: all, offer: refund, within: "5 business days of delivery, calendar weekends"}\n'

    (calendar,) = refund(rules).calendars

    assert calendar.startswith("weekends ")
    assert refund(OPEN).calendars == ()


def test_grace_is_accepted_and_not_shown() -> None:
    rules = '- {id: all, offer: refund, within: "30 days of delivery, grace 3 days"}\n'
    offer = refund(rules, at=CLOSES)

    assert (offer.statuses, offer.closes) == ((Status.YES,), CLOSES)
    assert offer.accepted_until == CLOSES + timedelta(days=3)
    assert refund(rules, at=CLOSES + timedelta(days=3)).statuses == (Status.NO,)


def test_goods_have_to_be_back_by_their_own_day() -> None:
    rules = '- {id: all, offer: refund, within: "30 days of delivery, goods_back 7 days of request"}\n'

    assert refund(rules).goods_back_by == datetime(2026, 11, 28, 6, tzinfo=UTC)
    assert refund(OPEN).goods_back_by is None


def test_a_deadline_that_depends_on_an_unknown_fact_is_not_told() -> None:
    rules = (
        '- {id: kind, when: item.opened, within: "30 days of delivery, grace 3 days, goods_back 40 days"}\n'
        '- {id: all, offer: refund, within: "30 days of delivery, goods_back 35 days"}\n'
    )
    offer = refund(rules)

    assert (offer.closes, offer.is_closing_certain) == (CLOSES, True)
    assert (offer.window_rule, offer.accepted_until, offer.goods_back_by) == (None, None, None)


# --- history and inspection ------------------------------------------------------------------------

SWAPPED = f"- {{id: often, when: history.swaps > 2, refuse: Enough.}}\n{OPEN}"
DIRTY = f'- {{id: dirty, when: item.grade == "dirty", refuse: No.}}\n{OPEN}'


def test_a_history_that_is_not_known_leaves_the_answer_to_people() -> None:
    often, seldom = (ReturnHistory(counters={"swaps": count}) for count in (3, 2))

    assert item_of(SWAPPED).verdict is Verdict.REVIEW
    assert item_of(SWAPPED).missing == ("history.swaps",)
    assert item_of(SWAPPED, history=often).verdict is Verdict.INELIGIBLE
    assert item_of(SWAPPED, history=seldom).verdict is Verdict.ELIGIBLE


def test_each_item_has_its_own_inspection() -> None:
    policy = decided(DIRTY).policy
    order, dirty = an_order(2), Inspection(answers=Attributes({"grade": "dirty"}))
    request = a_request("line-1", "line-2")

    first, second = decide(policy, order, request, at=NOVEMBER, inspections=(None, dirty)).items

    assert (first.verdict, first.subject_to) == (Verdict.ELIGIBLE, ("dirty",))
    assert (second.verdict, second.subject_to) == (Verdict.INELIGIBLE, ())


def test_there_are_no_more_inspections_than_items() -> None:
    with pytest.raises(ValueError, match="2 inspections of 1 requested item"):
        decided(OPEN, inspections=(None, None))


def test_a_decision_is_explained_with_its_history_and_inspections() -> None:
    dirty, often = Inspection(answers=Attributes({"grade": "dirty"})), ReturnHistory(counters={"swaps": 3})
    by_past, by_finding = decided(SWAPPED, history=often), decided(DIRTY, inspections=(dirty,))

    assert "history.swaps" in _plain(by_past)
    assert "item.grade" in _plain(by_finding)
    assert "inspection" not in _plain(by_finding)


@pytest.mark.parametrize(
    ("window", "order", "told"),
    [
        ("30 days of delivery", an_order(), "(delivered 5 Nov 2026)"),
        ("30 days of shipment + 3 days", an_order(), "(shipped 2 Nov 2026)"),
        ("30 days of delivery else shipment + 3 days", an_order(delivered_at=None), "(shipped 2 Nov 2026)"),
    ],
)
def test_staff_read_the_day_of_the_event_itself(window: str, order: Order, told: str) -> None:
    rules = f"- {{id: all, offer: refund, within: {window}}}\n- {{id: d, defer: to 2026-11-10}}\n"

    assert told in " ".join(_plain(decided(rules, order=order)).split())


def _plain(decision: Decision) -> str:
    return str(explain(decision, audience="agent"))


def test_a_decision_carries_what_it_was_made_of() -> None:
    found, past = Inspection(is_worn=True), ReturnHistory()
    made = decided(OPEN, history=past, inspections=(found,))

    assert (made.history, made.inspections) == (past, (found,))
    again = decide(
        made.policy, made.order, made.request, at=made.at, history=past, inspections=made.inspections
    )
    assert again == made
