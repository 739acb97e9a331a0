"""Terms: what offers cost and give stays as rules state it, each with the rule that says so."""

from __future__ import annotations

from decimal import Decimal

import pytest

from returnkit.decision import Decision, Said, Term, explain
from returnkit.policy import Bonus, Fee, FeeKind, PaidTo, TermKind, ValueBasis
from tests.builders import a_request, an_item, an_order
from tests.unit.decision.written import decided, says


def terms(decision: Decision, offer: str = "refund") -> dict[str, tuple[Said, ...]]:
    """Return the terms of *offer* of the first item, by kind or by a fee's name."""
    found = next(each for each in decision.items[0].offers if each.name == offer)
    return {term.name or term.kind.value: term.possible for term in found.terms}


RESTOCKING = "{id: restocking, fee: {name: restocking, percent: 15, of: paid}}"


def test_a_fee_is_carried_with_its_rule_and_not_counted() -> None:
    (said,) = terms(decided(RESTOCKING))["restocking"]

    assert said.rule == "restocking"
    assert isinstance(said.effect, Fee)
    assert str(said.effect) == "15 % of paid per line"
    assert said.effect.kind is FeeKind.RESTOCKING


def test_items_for_which_the_same_rules_speak_share_their_terms_and_no_others_do() -> None:
    waive = "{id: faulty, when: request.reason == 'defective', waive: restocking}"
    reasons = {"line-1": "defective", "line-2": "changed_mind", "line-3": "changed_mind"}
    request = a_request(*[an_item(line, reason=reason) for line, reason in reasons.items()])
    decision = decided(waive, RESTOCKING, order=an_order(3), request=request)

    faulty, second, third = [item.offers[0].terms for item in decision.items]

    assert [term.possible for term in faulty] == [(says("faulty"),)]
    assert [said.rule for term in second for said in term.possible] == ["restocking"]
    assert third[0] is second[0]


def test_the_first_fee_of_a_name_is_charged_and_others_are_not_added() -> None:
    opened = "{id: opened, when: request.is_opened, fee: {name: restocking, percent: 25, of: paid}}"
    found = terms(decided(opened, RESTOCKING, request=a_request(an_item(is_opened=True))))

    assert [said.rule for said in found["restocking"]] == ["opened"]


def test_a_waiver_above_a_fee_wins_and_is_told() -> None:
    waive = "{id: faulty, when: request.reason == 'defective', waive: restocking}"
    decision = decided(waive, RESTOCKING, request=a_request(an_item(reason="defective")))

    assert terms(decision)["restocking"] == (says("faulty"),)
    assert "fee `restocking` waived (`faulty`)" in str(explain(decision, audience="agent"))


def test_a_waiver_below_a_fee_comes_too_late() -> None:
    waive = "{id: faulty, when: request.reason == 'defective', waive: restocking}"
    decision = decided(RESTOCKING, waive, request=a_request(an_item(reason="defective")))

    assert [said.rule for said in terms(decision)["restocking"]] == ["restocking"]


def test_an_unknown_waiver_leaves_both_and_the_verdict_alone() -> None:
    decision = decided("{id: faulty, when: request.reason == 'defective', waive: restocking}", RESTOCKING)

    assert [said.rule for said in terms(decision)["restocking"]] == ["faulty", "restocking"]
    assert decision.items[0].verdict.value == "eligible"
    assert decision.items[0].missing == ()


def test_where_it_may_be_that_no_rule_speaks_the_default_is_among_the_values() -> None:
    decision = decided("{id: worn, when: request.condition == 'worn', rate: 50 %}")

    assert terms(decision)["rate"] == (says("worn", Decimal(50)), Said(None, None))


def test_terms_bind_the_offers_that_are_named() -> None:
    decision = decided("{id: more, for: exchange, bonus: {percent: 10, at_most: 25.00}}")

    assert terms(decision, "refund") == {}
    (said,) = terms(decision, "exchange")["bonus"]
    assert said.effect == Bonus(percent=Decimal(10), at_most=Decimal("25.00"))


def test_terms_beside_an_offer_bind_that_offer() -> None:
    decision = decided(
        "{id: late, offer: {late: store_credit}, within: 90 days of delivery, rate: 60 %, to: gift_card, "
        "value: lowest_recent_price}"
    )

    assert terms(decision, "late") == {
        "value": (says("late", ValueBasis.LOWEST_RECENT_PRICE),),
        "rate": (says("late", Decimal(60)),),
        "to": (says("late", PaidTo.GIFT_CARD),),
    }
    assert terms(decision, "refund") == {}


def test_a_computed_figure_stays_an_expression() -> None:
    decision = decided("{id: r, rate: '100 - item.discount_percent'}")

    assert terms(decision)["rate"] == (says("r", "100 - item.discount_percent"),)


def test_a_term_names_the_policy_it_comes_from() -> None:
    (term,) = decided(RESTOCKING).items[0].offers[0].terms

    assert isinstance(term, Term)
    assert (term.kind, term.name, term.source) == (TermKind.FEE, "restocking", "acme")


@pytest.mark.parametrize(
    ("fee", "text"),
    [
        ("{name: restocking, percent: 15, of: paid}", "15 % of paid per line"),
        ("{name: label, flat: 6.50, per: unit}", "6.50 per unit"),
        (
            "{name: worn, flat: 1, percent: 3, of: value, at_least: 2, at_most: 9, decided: inspection}",
            "1 + 3 % of value per line, at least 2, at most 9, set by the inspection",
        ),
    ],
)
def test_staff_read_a_fee_as_the_policy_writes_it(fee: str, text: str) -> None:
    page = str(explain(decided(f"{{id: f, fee: {fee}}}"), audience="agent"))

    assert text in " ".join(page.split())


def test_the_shopper_reads_no_rule_of_a_fee() -> None:
    assert "restocking" not in str(explain(decided(RESTOCKING)))
