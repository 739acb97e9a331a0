"""Demands: what a request has to bring before it is decided."""

from __future__ import annotations

import pytest

from returnkit.decision import Verdict, explain, verdict
from tests.builders import a_request, an_item, an_order
from tests.unit.decision.written import AT, OFFERS, a_policy, decided

PHOTOS = "{id: photos, ask: {photo: 2..5, before: decision}}"


@pytest.mark.parametrize(
    ("given", "answer"), [(0, "needs_info"), (1, "needs_info"), (2, "eligible"), (9, "eligible")]
)
def test_evidence_is_waited_for_until_enough_of_it_is_there(given: int, answer: str) -> None:
    decision = decided(PHOTOS, request=a_request(an_item(evidence={"photo": given})))

    (demand,) = decision.items[0].demands
    assert decision.items[0].verdict.value == answer
    assert (demand.rule, demand.is_met, demand.is_certain, demand.offers) == (
        "photos",
        given >= 2,
        True,
        ("refund", "exchange"),
    )


def test_evidence_of_the_item_and_of_the_return_counts_together() -> None:
    request = a_request(an_item(evidence={"photo": 1}), evidence={"photo": 1})

    assert decided(PHOTOS, request=request).items[0].verdict is Verdict.ELIGIBLE


def test_evidence_before_the_refund_is_listed_and_not_waited_for() -> None:
    decision = decided("{id: receipt, ask: {receipt: 1, before: refund}}")

    assert decision.items[0].verdict is Verdict.ELIGIBLE
    assert [demand.is_met for demand in decision.items[0].demands] == [False]


@pytest.mark.parametrize("where", ["item", "staff", "request"])
def test_a_question_is_answered_wherever_its_answer_is(where: str) -> None:
    ask = "{id: serial, ask: {serial: What is its serial number?, before: decision}}"
    answers = {"serial": "A-1"}
    request = {
        "item": a_request(an_item(answers=answers)),
        "staff": a_request(an_item(staff_answers=answers)),
        "request": a_request(answers=answers),
    }[where]

    assert decided(ask).items[0].verdict is Verdict.NEEDS_INFO
    assert decided(ask, request=request).items[0].verdict is Verdict.ELIGIBLE


def test_what_is_asked_for_one_offer_does_not_hold_up_the_other() -> None:
    decision = decided("{id: photos, for: exchange, ask: {photo: 1, before: decision}}")

    assert decision.items[0].verdict is Verdict.ELIGIBLE
    statuses = {offer.name: [status.value for status in offer.statuses] for offer in decision.items[0].offers}
    assert statuses == {"refund": ["yes"], "exchange": ["no", "yes"]}


def test_a_rule_that_may_ask_for_what_is_asked_for_anyway_makes_no_fact_missing() -> None:
    worn = "{id: worn, when: request.condition == 'worn', ask: {photo: 3, before: decision}}"
    decision = decided(worn, PHOTOS)

    assert decision.items[0].verdict is Verdict.NEEDS_INFO
    assert decision.items[0].missing == ()


def test_a_rule_that_may_ask_makes_its_fact_missing() -> None:
    decision = decided("{id: photos, when: request.reason == 'defective', ask: {photo: 1, before: decision}}")

    assert decision.items[0].verdict is Verdict.NEEDS_INFO
    assert decision.items[0].missing == ("request.reason",)
    assert [demand.is_certain for demand in decision.items[0].demands] == [False]


def test_an_internal_rule_asks_the_shopper_nothing() -> None:
    decision = decided("{id: photos, internal: true, ask: {photo: 1, before: decision}}")

    assert decision.items[0].verdict is Verdict.REVIEW
    assert "photo" not in str(explain(decision))


def test_the_first_rule_that_asks_for_a_name_decides_how_many() -> None:
    dear = "{id: dear, when: item.unit_paid > 10, ask: {photo: 1, before: decision}}"
    decision = decided(dear, PHOTOS, request=a_request(an_item(evidence={"photo": 1})))

    assert decision.items[0].verdict is Verdict.ELIGIBLE
    assert [demand.rule for demand in decision.items[0].demands] == ["dear"]


def test_a_refused_item_is_asked_for_nothing() -> None:
    decision = decided("{id: never, refuse: Sold as seen.}", PHOTOS)

    assert decision.items[0].verdict is Verdict.INELIGIBLE
    assert decision.items[0].demands == ()


def test_the_shopper_reads_what_to_add() -> None:
    ask = "{id: ask, ask: {photo: 1..5, expert_report: 1, serial: Which serial number?, before: decision}}"

    page = " ".join(str(explain(decided(ask))).split())
    assert "Please add: photos (1–5), expert report, Which serial number?." in page


def test_the_bare_verdict_waits_too() -> None:
    request = a_request()
    answer = verdict(a_policy(PHOTOS, OFFERS), an_order(), request.items[0], request, at=AT)

    assert answer.verdict is Verdict.NEEDS_INFO
