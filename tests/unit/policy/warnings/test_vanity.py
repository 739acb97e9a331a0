"""Effects that change nothing: each with the nearest one that does."""

from __future__ import annotations

import pytest

from tests.unit.policy.warnings.warned import ALL, told, warned

ALLOW = "{id: a, when: member, allow: true}"


@pytest.mark.parametrize(
    "below",
    [
        "{id: b, when: item.is_opened, refuse: Opened.}",
        "{id: b, when: item.is_opened, review: true}",
        "{id: b, when: item.is_opened, withhold: refund}",
        "{id: b, when: item.is_opened, only: exchange}",
    ],
)
def test_an_allow_shelters_from_what_stands_below_it(below: str) -> None:
    assert warned(ALLOW, below, ALL) == []
    assert warned(below, ALLOW, ALL) == ["shelters_nothing rules[1].allow"]


def test_an_allow_shelters_only_what_can_happen_together_and_to_its_offers() -> None:
    strangers = "{id: b, unless: member, refuse: Members only.}"
    refunds = "{id: a, for: refund, when: member, allow: true}"

    assert warned(ALLOW, strangers, ALL) == ["shelters_nothing rules[0].allow"]
    exchange, both = "withhold: exchange", "withhold: [exchange, refund]"
    assert warned(refunds, f"{{id: b, when: item.is_opened, {exchange}}}", ALL) == [
        "shelters_nothing rules[0].allow"
    ]
    assert warned(refunds, f"{{id: b, when: item.is_opened, {both}}}", ALL) == []


FEE = "{id: fee, when: item.quantity > 1, fee: {name: label, flat: 5, per: line}}"
WAIVE = "{id: waive, when: member, waive: label}"


def test_a_waive_below_its_fee_changes_nothing() -> None:
    assert warned(WAIVE, FEE, ALL) == []
    assert told(FEE, WAIVE, ALL) == {
        "waives_nothing rules[1].waive": "`waive` of `label` changes nothing: `fee` above charges it first"
    }


def test_all_the_rules_that_charge_a_fee_first_are_told() -> None:
    other = "{id: other, when: item.is_opened, fee: {name: label, flat: 9, per: line}}"

    assert told(FEE, other, WAIVE, ALL) == {
        "waives_nothing rules[2].waive": (
            "`waive` of `label` changes nothing: `fee` and `other` above charge it first"
        )
    }


def test_a_waive_of_a_fee_that_is_never_charged_with_it_changes_nothing() -> None:
    strangers = "{id: fee, unless: member, fee: {name: label, flat: 5, per: line}}"
    exchanges = "{id: fee, for: exchange, fee: {name: label, flat: 5, per: line}}"
    refunds = "{id: waive, for: refund, when: member, waive: label}"

    assert told(WAIVE, strangers, ALL) == {
        "waives_nothing rules[0].waive": (
            "`waive` of `label` changes nothing: no rule charges it where this one applies"
        )
    }
    assert warned(refunds, exchanges, ALL) == ["waives_nothing rules[0].waive"]
    assert warned(refunds, FEE, ALL) == []


def test_a_waive_between_two_fees_counts() -> None:
    late = "{id: late, fee: {name: label, flat: 5, per: line}}"

    assert warned(FEE, WAIVE, late, ALL) == []
    assert told(late, FEE.replace("id: fee", "id: fees"), WAIVE, ALL).keys() == {
        "never_speaks rules[1].fee",
        "never_speaks rules[2].waive",
    }


STRUCK = [
    ("{id: a, refuse: No returns.}", "{id: a, when: item.is_opened, refuse: No returns.}"),
    ("{id: a, withhold: keep}", "{id: a, withhold: exchange}"),
    ("{id: a, only: [refund, exchange]}", "{id: a, only: [refund, keep]}"),
    ("{id: a, when: member, withhold: keep}", "{id: a, when: member and item.is_opened, withhold: keep}"),
]
KEEP = "{id: keep, when: member, offer: keep, within: 9 days of order}"


@pytest.mark.parametrize(("strikes", "spares"), STRUCK)
def test_an_offer_that_is_always_taken_away_never_stands(strikes: str, spares: str) -> None:
    def of_keep(*rules: str) -> list[str]:
        return [
            where for where in warned(*rules, ALL) if where == f"never_stands rules[{len(rules) - 1}].offer"
        ]

    assert len(of_keep(strikes, KEEP)) == 1
    assert of_keep(spares, KEEP) == []
    assert of_keep("{id: allow, when: item.is_opened, allow: true}", strikes, KEEP) == []


def test_an_allow_that_never_meets_the_offer_does_not_save_it() -> None:
    allow = "{id: allow, unless: member, for: keep, allow: true}"
    found = told(allow, "{id: a, withhold: keep}", KEEP, ALL)

    assert found["never_stands rules[2].offer"] == (
        "`keep` never stands: wherever it is offered here, `a` takes it away"
    )


TIERS = (
    "{id: money, unless: member, offer: refund}",
    "{id: credit, when: member, offer: store_credit}",
    "{id: last, within: 9 days of order}",
)


@pytest.mark.parametrize(
    ("vain", "useful", "key"),
    [
        ("for: refund, when: member, rate: 50", "for: refund, when: item.is_opened, rate: 50", "for"),
        ("when: member, withhold: refund", "when: item.is_opened, withhold: refund", "withhold"),
        ("when: member, only: refund", "when: item.is_opened, only: refund", "only"),
        ("when: customer.tier == 'plus', only: refund", "when: member, only: [refund, store_credit]", "only"),
        (
            "for: store_credit, when: member, after: refund, within: 5 days of order",
            "for: store_credit, after: refund, within: 5 days of order",
            "after",
        ),
    ],
)
def test_an_offer_that_is_named_where_nothing_makes_it_is_told(vain: str, useful: str, key: str) -> None:
    def offered(rule: str) -> list[str]:
        return [where for where in warned(f"{{id: a, {rule}}}", *TIERS) if where.startswith("never_offered")]

    assert offered(vain) == [f"never_offered rules[0].{key}"]
    if key != "after":
        assert offered(useful) == []


def test_a_rule_about_the_whole_return_knows_which_offers_there_are() -> None:
    rules = (
        "{id: money, when: order.channel == 'web', offer: refund}",
        "{id: other, offer: exchange}",
        "{id: a, for: refund, when: order.channel == 'store', shipping: refund_paid}",
        "{id: b, for: refund, when: order.total > 5, shipping: refund_standard}",
        "{id: last, within: 9 days of order}",
    )

    assert warned(*rules) == ["never_offered rules[2].for"]
