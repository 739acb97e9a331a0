"""Whole: rules about the return as a whole, once its items are judged."""

from __future__ import annotations

import pytest

from returnkit.decision import Decision, Said, decide, explain
from returnkit.facts import ReturnHistory
from returnkit.policy import Approval
from tests.builders import a_line, a_request, an_item, an_order
from tests.unit.decision.written import AT, a_policy, decided, says

LABEL = "{id: label, for: refund, fee: {name: label, flat: 6.50, per: return}}"
SMALL = "{id: small, when: accepted.value < 100, approve: automatic}"


def terms(decision: Decision) -> dict[tuple[str, str], tuple[Said, ...]]:
    """Return the terms of the return by offer and by name or kind."""
    return {
        (each.offer, each.term.name or each.term.kind.value): each.term.possible for each in decision.terms
    }


def test_a_fee_of_the_return_stands_once_for_the_offer_it_is_for() -> None:
    decision = decided(LABEL, order=an_order(2), request=a_request("line-1", "line-2"))

    ((offer, name),) = terms(decision)
    assert (offer, name) == ("refund", "label")
    assert [said.rule for said in terms(decision)[offer, name]] == ["label"]


def test_a_fee_is_not_charged_where_no_item_takes_its_offer() -> None:
    assert terms(decided("{id: no-money, withhold: refund}", LABEL)) == {}


def test_some_item_or_every_item() -> None:
    faulty = "request.fault == 'merchant'"
    request = a_request(an_item(reason="defective"), an_item("line-2", reason="too_small"))
    some, every = (
        decided(f'{{id: faulty, waive: label, {key}: "{faulty}"}}', LABEL, order=an_order(2), request=request)
        for key in ("when_any", "when_all")
    )

    assert terms(some)["refund", "label"] == (says("faulty"),)
    assert [said.rule for said in terms(every)["refund", "label"]] == ["label"]


@pytest.mark.parametrize(("reason", "rules"), [("defective", ["faulty"]), (None, ["faulty", "label"])])
def test_an_item_whose_facts_are_missing_leaves_both(reason: str | None, rules: list[str]) -> None:
    decision = decided(
        "{id: faulty, waive: label, when_all: request.fault == 'merchant'}",
        LABEL,
        request=a_request(an_item(reason=reason)),
    )

    assert [said.rule for said in terms(decision)["refund", "label"]] == rules


def test_totals_are_of_what_is_accepted() -> None:
    order = an_order([a_line(price="90.00"), a_line("line-2", price="20.00", category="hats")])
    no_hats = "{id: hats, when: item.category == 'hats', refuse: No hats.}"
    request = a_request("line-1", "line-2")

    assert decided(SMALL, order=order, request=request).approval is Approval.MANUAL
    decision = decided(no_hats, SMALL, order=order, request=request)
    assert (decision.approval, decision.approved_by) == (Approval.AUTOMATIC, "small")


def test_what_is_kept_is_what_is_left_of_the_order() -> None:
    of_two = "kept.value >= 40 and kept.quantity == 1 and accepted.lines == 1"
    rule = f"{{id: kept, when: {of_two}, shipping: refund_paid}}"

    assert terms(decided(rule, order=an_order(2))).keys() == {
        ("refund", "shipping"),
        ("exchange", "shipping"),
    }
    assert terms(decided(rule)) == {}


def test_everything_comes_back() -> None:
    rule = "{id: all, when: kept.quantity == 0, shipping: refund_paid}"

    assert terms(decided(rule))
    assert not terms(decided(rule, order=an_order(2)))


@pytest.mark.parametrize(
    "rule",
    [
        "{id: look, review: true}",
        "{id: look, for: exchange, review: true}",
        "{id: ask, ask: {photo: 1, before: decision}}",
        "{id: may, for: exchange, when: request.reason == 'unwanted', refuse: {code: reason}}",
    ],
)
def test_a_person_approves_where_anything_is_open(rule: str) -> None:
    assert decided(SMALL).approval is Approval.AUTOMATIC
    assert decided(rule, SMALL).approval is Approval.MANUAL


def test_a_person_approves_where_a_fallback_stands_in() -> None:
    order = an_order(fulfillments=())
    policy = a_policy("{id: all, offer: refund, within: 90 days of delivery else order}", SMALL)

    decision = decide(policy, order, a_request(), at=AT)
    assert decision.items[0].offers[0].assumed
    assert decision.approval is Approval.MANUAL


def test_the_first_rule_about_the_approval_decides() -> None:
    assert decided("{id: never, approve: manual}", SMALL).approval is Approval.MANUAL


def test_an_unknown_rule_approves_nothing() -> None:
    risky = "{id: risky, when: history.returns_30d > 3, approve: manual}"

    assert decided(risky, SMALL).approval is Approval.MANUAL
    assert decided(risky, SMALL, history=ReturnHistory()).approval is Approval.AUTOMATIC


def test_an_item_that_may_be_refused_leaves_totals_open() -> None:
    worn = "{id: worn, when: request.condition == 'worn', refuse: {code: condition}}"
    decision = decided(worn, "{id: much, when: accepted.value > 1, shipping: refund_paid}")

    assert [said.rule for said in terms(decision)["refund", "shipping"]] == ["much", None]


def test_of_a_refused_return_nothing_is_said() -> None:
    decision = decided("{id: never, refuse: Sold as seen.}", LABEL, SMALL)

    assert (decision.terms, decision.approval) == ((), Approval.MANUAL)


def test_staff_read_the_return_below_its_items() -> None:
    page = str(explain(decided(LABEL, SMALL), audience="agent"))

    assert "return  `refund`: fee `label` 6.50 per return (`label`) · approved by `small`" in page
