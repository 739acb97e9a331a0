"""Floors: what shoppers get whatever the policy says."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Final

import pytest

from returnkit.decision import Decision, OfferDecision, Verdict, decide, explain, verdict
from returnkit.errors import DocumentError
from returnkit.facts import ReturnHistory, ReturnRequest
from returnkit.policy import Approval, Policy
from tests.builders import a_line, a_request, an_item, an_order
from tests.unit.decision.written import AT, OFFERS, a_policy

LAW: Final = a_policy(
    "{id: right, offer: {right: refund}, within: 14 days of delivery, unless: item.is_personalised}",
    "{id: end, within: 14 days of delivery}",
    "{id: wear, fee: {name: wear, kind: condition, percent: 100, of: value, decided: inspection}}",
    "{id: cost, fee: {name: cost, kind: label, percent: 100, of: label}}",
    "{id: post, shipping: refund_standard}",
).evolve(id="law")
IN_TIME: Final = datetime(2026, 11, 15, 12, tzinfo=UTC)


def on_law(*rules: str, at: datetime = IN_TIME, request: ReturnRequest | None = None) -> Decision:
    """Return what the policy of *rules* decides with the law as its floor."""
    policy = a_policy(*rules, OFFERS).evolve(floor=(LAW,))
    return decide(policy, an_order(), request or a_request(), at=at, history=ReturnHistory())


def right(decision: Decision) -> OfferDecision:
    """Return the law's offer for the first item."""
    return next(offer for offer in decision.items[0].offers if offer.floor == "law")


@pytest.mark.parametrize(
    "rule",
    [
        "{id: never, refuse: Sold as seen.}",
        "{id: held, only: exchange}",
        "{id: look, review: true}",
        "{id: ask, ask: {photo: 1, before: decision}}",
        "{id: none, limit: {units: 0, counter: shirts}}",
        "{id: all, whole: order}",
        "{id: shut, not_by: mail}",
        "{id: short, within: 1 days of delivery, when: 'item.unit_paid > 1'}",
    ],
)
def test_no_rule_touches_what_a_floor_grants(rule: str) -> None:
    request = a_request(method="mail")
    order = an_order(2)
    policy = a_policy(rule, OFFERS).evolve(floor=(LAW,))
    decision = decide(policy, order, request, at=IN_TIME)

    assert decision.items[0].verdict is Verdict.ELIGIBLE
    assert [status.value for status in right(decision).statuses] == ["yes"]
    assert verdict(policy, order, request.items[0], request, at=IN_TIME).verdict is Verdict.ELIGIBLE


def test_its_offers_stand_first_under_their_own_names() -> None:
    names = [(offer.name, offer.floor) for offer in on_law().items[0].offers]

    assert names == [("right", "law"), ("refund", None), ("exchange", None)]


def test_it_ends_when_it_ends() -> None:
    decision = on_law("{id: never, refuse: Sold as seen.}", at=AT)

    assert decision.items[0].verdict is Verdict.INELIGIBLE
    assert decision.items[0].reason is not None
    assert decision.items[0].reason.rule == "never"
    assert [reason.rule for reason in right(decision).reasons] == ["right"]


def test_charges_of_both_stand_beside_each_other_and_what_the_law_does_not_charge_is_left_out() -> None:
    decision = on_law(
        "{id: restocking, fee: {name: restocking, percent: 15, of: paid}}",
        "{id: worn, fee: {name: worn, kind: condition, flat: 9, per: line}}",
        "{id: label, fee: {name: label, flat: 6.50, per: return}}",
        "{id: hands, fee: {name: handling, flat: 1, per: return}}",
    )

    assert [(term.name, term.source) for term in right(decision).terms] == [("wear", "law"), ("worn", "acme")]
    of_return = [(each.term.name, each.term.source) for each in decision.terms if each.offer == "right"]
    assert of_return == [("cost", "law"), ("", "law"), ("label", "acme")]


def test_a_return_that_only_a_floor_grants_is_no_less_a_return() -> None:
    decision = on_law("{id: never, refuse: Sold as seen.}", "{id: fast, approve: automatic}")

    assert (decision.approval, decision.approved_by) == (Approval.AUTOMATIC, "fast")


def test_the_law_of_the_country_of_the_delivery() -> None:
    policy = a_policy("{id: never, refuse: Sold as seen.}", OFFERS, head="floor: statute\n")

    german, american = (
        decide(policy, an_order(country=country, region=None), a_request(), at=IN_TIME)
        for country in ("DE", "US")
    )
    assert german.items[0].verdict is Verdict.ELIGIBLE
    assert german.items[0].offers[0].floor == "DE"
    assert american.items[0].verdict is Verdict.INELIGIBLE


def test_without_an_address_there_is_no_law_to_be_known() -> None:
    policy = a_policy(OFFERS, head="floor: statute\n")
    decision = decide(policy, an_order(shipping_address=None), a_request(), at=IN_TIME)

    assert [offer.floor for offer in decision.items[0].offers] == [None, None]


def test_a_floor_that_is_only_a_name_is_asked_for() -> None:
    policy = Policy.model_validate(a_policy(OFFERS).model_dump() | {"floor": ("platform",)})

    with pytest.raises(DocumentError) as refused:
        decide(policy, an_order(), a_request(), at=IN_TIME)

    assert "floor[0]: no policy `platform` is at hand" in str(refused.value)


def test_what_is_missing_for_a_floor_is_told_where_the_policy_says_no() -> None:
    law = a_policy(
        "{id: spoilt, when: request.condition == 'spoilt', refuse: {code: spoilt}}",
        "{id: right, offer: {right: refund}, within: 14 days of delivery}",
    )
    policy = a_policy("{id: never, refuse: Sold as seen.}", OFFERS).evolve(floor=(law.evolve(id="law"),))
    decision = decide(policy, an_order(), a_request(), at=IN_TIME)

    assert decision.items[0].verdict is Verdict.NEEDS_INFO
    assert decision.items[0].missing == ("request.condition",)


def test_staff_and_shoppers_read_what_is_guaranteed() -> None:
    decision = on_law("{id: never, refuse: Sold as seen.}")

    assert "`law` `right` yes closes 19 Nov 2026 24:00 UTC (`right`)" in str(
        explain(decision, audience="agent")
    )
    assert "You can get a refund (guaranteed)." in str(explain(decision))


def test_a_part_that_a_limit_sets_apart_keeps_its_right() -> None:
    policy = a_policy("{id: once, limit: {units: 1, counter: shirts}}", OFFERS).evolve(floor=(LAW,))
    request, order = a_request(an_item(quantity=2)), an_order([a_line(quantity=2)])
    decision = decide(policy, order, request, at=IN_TIME, history=ReturnHistory())

    assert [(item.item.quantity, item.verdict.value) for item in decision.items] == [
        (1, "eligible"),
        (1, "eligible"),
    ]
    assert [offer.name for offer in decision.items[1].open_offers] == ["right"]
