"""Fees above what they are taken from, and the nearest that are not."""

from __future__ import annotations

import pytest

from tests.unit.policy.warnings.warned import ALL, told, warned

RESTOCKING = "{id: restocking, fee: {name: restocking, percent: 60, of: paid}}"


def above(*rules: str, last: str = ALL) -> list[str]:
    """Return where charges are told to be above what they are taken from."""
    return [where for where in warned(*rules, last) if where.startswith("charges_above")]


SHARES = [
    ("{id: o, fee: {name: opened, percent: 41, of: paid}}", "fee"),
    ("{id: o, fee: {name: opened, percent: 40, of: paid}}", ""),
    ("{id: o, when: item.is_opened, fee: {name: opened, percent: 50, of: paid}}", "fee"),
    ("{id: o, when: item.is_opened, fee: {name: opened, percent: 50, of: value}}", "fee"),
    ("{id: o, when: item.is_opened, fee: {name: opened, percent: 50, of: price}}", ""),
    ("{id: o, when: item.is_opened, fee: {name: restocking, percent: 50, of: paid}}", ""),
    ("{id: o, for: exchange, fee: {name: opened, percent: 50, of: paid}}", ""),
    ("{id: o, fee: {name: opened, percent: 50, of: paid, at_most: 9}}", ""),
    ("{id: o, fee: {name: opened, percent: 50, of: paid, at_least: 9}}", "fee"),
    ("{id: o, fee: {name: opened, percent: 50, of: paid, decided: inspection}}", ""),
    ("{id: o, fee: {name: opened, percent: item.quantity, of: paid}}", ""),
    ("{id: o, rate: 50}", "rate"),
    ("{id: o, when: item.is_opened, rate: 50}", "rate"),
    ("{id: o, when: item.is_opened, rate: 60}", ""),
    ("{id: o, when: item.is_opened, rate: 0}", ""),
    ("{id: o, rate: item.quantity}", ""),
    ("{id: o, when: item.is_opened, value: price, rate: 50}", ""),
]


@pytest.mark.parametrize(("rule", "key"), SHARES)
def test_shares_that_surely_add_up_to_more_than_is_paid_are_told(rule: str, key: str) -> None:
    found = above(rule, RESTOCKING)

    assert found == ([f"charges_above rules[0].{key}"] if key else [])


def test_fees_of_rules_that_need_not_meet_do_not_add_up() -> None:
    opened = "{id: o, when: item.is_opened, fee: {name: opened, percent: 50, of: paid}}"

    assert above(opened, RESTOCKING.replace("{id", "{when: member, id")) == []
    assert above(opened, RESTOCKING.replace("{id", "{unless: item.is_opened, id")) == []
    assert above(opened, RESTOCKING.replace("{id", "{when: item.is_opened or member, id")) != []


def test_a_fee_that_may_be_waived_does_not_add_up() -> None:
    opened = "{id: o, when: item.is_opened, fee: {name: opened, percent: 50, of: paid}}"

    assert above("{id: w, when: member, waive: restocking}", opened, RESTOCKING) == []
    assert above("{id: w, unless: item.is_opened, waive: restocking}", opened, RESTOCKING) != []


def test_a_bonus_may_pay_for_it() -> None:
    opened = "{id: o, when: item.is_opened, fee: {name: opened, percent: 50, of: paid}}"

    assert above("{id: b, when: member, bonus: 20 %}", opened, RESTOCKING) == []


FLAT = [
    ("item.unit_paid < 5", "flat: 10, per: unit", True),
    ("item.unit_paid < 10", "flat: 10, per: unit", True),
    ("item.unit_paid <= 10", "flat: 10, per: unit", False),
    ("item.unit_paid < 5", "flat: 10, per: line", False),
    ("item.unit_paid < 5", "flat: 10, per: unit, at_most: 3", False),
    ("item.unit_paid < 5", "percent: 10, of: paid, per: unit, at_least: 6", False),
    ("item.unit_paid < 5", "flat: 3, percent: 40, of: paid, per: unit", True),
    ("item.unit_paid <= 5", "flat: 3, percent: 40, of: paid, per: unit", False),
    ("item.unit_price < 5", "flat: 10, per: unit", False),
    ("order.total < 5", "flat: 10, per: unit", False),
]


@pytest.mark.parametrize(("condition", "fee", "is_told"), FLAT)
def test_an_amount_above_what_its_condition_allows_is_told(condition: str, fee: str, is_told: bool) -> None:
    assert bool(above(f"{{id: a, when: {condition}, fee: {{name: handling, {fee}}}}}")) is is_told


def test_an_amount_is_measured_by_what_is_left_of_the_worth() -> None:
    fee = "{id: a, when: item.unit_paid < 15, fee: {name: handling, flat: 10, per: unit}}"
    priced = "{id: a, when: item.unit_price < 5, fee: {name: handling, flat: 10, per: unit}}"

    assert above(fee) == []
    assert told(fee, "{id: r, rate: 60}", ALL)["charges_above rules[0].fee"] == (
        "`fee` comes to more than `refund` pays: "
        "10 is charged a unit, and the 60 % left of `item.unit_paid` is less there"
    )
    assert above(priced, "{id: v, value: price}") != []


def test_what_others_charge_is_named() -> None:
    opened = "{id: opened, when: item.is_opened, fee: {name: opened, percent: 50, of: paid}}"
    half = "{id: half, when: item.is_opened, rate: 50}"

    assert told(opened, RESTOCKING, ALL)["charges_above rules[0].fee"] == (
        "`fee` with that of `restocking` comes to more than `refund` pays: "
        "110 % of the worth is charged, and 100 % is paid"
    )
    assert told(half, RESTOCKING, ALL)["charges_above rules[0].rate"] == (
        "`rate` pays less of `refund` than the `fee` of `restocking` takes: "
        "60 % of the worth is charged, and 50 % is paid"
    )


@pytest.mark.parametrize("gives", ["exchange", "repair", "replace", "keep"])
def test_what_pays_nothing_out_has_nothing_to_take_a_fee_from(gives: str) -> None:
    last = f"{{id: all, offer: {gives}, within: 30 days of delivery}}"

    assert (
        above("{id: a, when: item.unit_paid < 5, fee: {name: handling, flat: 10, per: unit}}", last=last)
        == []
    )
