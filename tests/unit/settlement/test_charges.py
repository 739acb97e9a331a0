"""Charges: fees by kind, per, bounds, floors and how they are collected; delivery, duties, rates, values."""

from __future__ import annotations

import sys
from collections import Counter
from decimal import Decimal

import pytest

from returnkit.facts import Resolution, ReturnHistory
from returnkit.ids import PolicyId, ReturnId
from returnkit.money import Money
from returnkit.policy import PaidTo
from returnkit.settlement import (
    ComponentCode,
    DutiesBack,
    ItemChoice,
    MoneyRules,
    Rounding,
    ShareOf,
    opened,
)
from tests.builders import a_line, a_policy
from tests.settling import NOW, OFFERS, a_paid_order, a_return, amounts, balanced, components, summed

FEE, DUE = ComponentCode.FEE, ComponentCode.FEE_DUE


def usd(amount: str) -> Money:
    return Money.of(amount, "USD")


def charged(rule: str, **how: object) -> list[str]:
    """Return what the fee of *rule* comes to on three units at 20.00, tax 1.60 each."""
    order = a_paid_order(a_line(price="20.00", quantity=3, tax="4.80"))
    return amounts(a_return(order, f"{{id: r, fee: {{name: handling, {rule}}}}}", **how), FEE)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ("flat: 2, per: unit", "-6.00"),
        ("flat: 2, per: line", "-2.00"),
        ("flat: 2, per: return", "-2.00"),
        ("flat: 2, per: parcel", "-4.00"),
        ("percent: 10, of: paid", "-6.00"),
        ("percent: 10, of: paid, at_least: 7", "-7.00"),
        ("percent: 10, of: paid, per: unit, at_most: 1.5", "-4.50"),
        ("flat: 1, percent: 10, of: price", "-7.00"),
        ("percent: 50, of: label", "-4.00"),
        ("flat: order.shipping_paid + 1, per: return", "-1.00"),
        ("flat: 500, per: line", "-64.80"),
    ],
)
def test_a_fee_is_charged_for_what_it_is_per(rule: str, expected: str) -> None:
    labels = (usd("3.00"), usd("5.00"))

    assert charged(rule, labels=labels) == [expected]


def test_a_fee_for_each_unit_ends_with_what_that_unit_pays_whatever_comes_back_at_once() -> None:
    """The odd cents of goods and tax fall on the first unit: the units pay 0.03, 0.01 and 0.01."""
    order = a_paid_order(a_line(price="0.02", quantity=3, discount="0.02", tax="0.01"))
    fee = "{id: r, fee: {name: handling, flat: 0.02, per: unit}}"

    at_once, ledger, total = a_return(order, fee), opened(order), usd("0")
    for _ in range(3):
        found = a_return(order, fee, units={"line-1": 1}, ledger=ledger)
        ledger, total = ledger.after(found.entries(NOW)), total + found.total

    assert at_once.total == total == usd("0.01")


def test_what_is_counted_by_the_unit_grows_with_the_units_and_no_faster() -> None:
    fee = "{id: r, fee: {name: handling, flat: 0.02, per: unit}, rate: 50 %}"

    def calls(units: int) -> int:
        order, count = a_paid_order(a_line(price="1.00", quantity=units)), Counter[str]()
        sys.setprofile(lambda frame, event, _: count.update([event]) if event == "call" else None)
        try:
            a_return(order, fee)
        finally:
            sys.setprofile(None)
        return count["call"]

    few, many, more = calls(10), calls(200), calls(400)

    assert (more - many) / 200 <= 1.2 * (many - few) / 190


def test_what_a_fee_would_be_stands_beside_what_is_charged() -> None:
    order = a_paid_order(a_line(price="3.00"))

    (fee,) = components(a_return(order, "{id: r, fee: {name: handling, flat: 4, per: line}}"), FEE)

    assert (fee.amount, fee.stated) == (usd("-3.00"), usd("-4.00"))


def test_a_fee_of_the_return_is_charged_once_whatever_offers_are_taken() -> None:
    order = a_paid_order(a_line("a", price="3.00"), a_line("b", price="10.00"))
    choices = [ItemChoice(place=0, offer="refund"), ItemChoice(place=1, offer="store_credit")]

    found = a_return(order, "{id: r, fee: {name: label, flat: 5, per: return}}", choices=choices)

    assert amounts(found, FEE) == ["-3.00", "-2.00"]
    assert balanced(found)


def test_a_fee_of_the_return_is_charged_once_for_each_return_and_not_again_for_the_same() -> None:
    order = a_paid_order(a_line("a", price="20.00", quantity=3))
    fee = "{id: r, fee: {name: label, flat: 5, per: return}}"
    first = a_return(order, fee, units={"a": 1}, return_id=ReturnId("R-1"))
    after = opened(order).after(first.entries(NOW))

    again = a_return(order, fee, units={"a": 1}, ledger=after, return_id=ReturnId("R-1"))
    other = a_return(order, fee, units={"a": 1}, ledger=after, return_id=ReturnId("R-2"))
    unnamed = a_return(order, fee, units={"a": 1}, ledger=after)

    assert [each.total for each in (first, again, other, unnamed)] == [
        usd("15.00"),
        usd("20.00"),
        usd("15.00"),
        usd("15.00"),
    ]


def test_terms_of_the_return_are_asked_of_what_was_chosen_and_came_in() -> None:
    order = a_paid_order(a_line("a", price="60.00"), a_line("b", price="50.00"))
    free = "{id: free, when: accepted.value >= 100, waive: label}"
    fee = "{id: r, fee: {name: label, flat: 5, per: return}}"
    both = [ItemChoice(place=place, offer="refund") for place in (0, 1)]

    assert a_return(order, free, fee, choices=both).total == usd("110.00")
    assert a_return(order, free, fee, choices=both[:1]).total == usd("55.00")


def test_a_fee_may_be_due_instead_of_deducted() -> None:
    order = a_paid_order(a_line(price="20.00"))

    found = a_return(order, "{id: r, fee: {name: label, flat: 5, per: line, collect: due}}")

    assert (amounts(found, FEE), amounts(found, DUE)) == ([], ["-5.00"])
    assert (found.paid_out, found.due, found.total) == (usd("20.00"), usd("5.00"), usd("15.00"))
    assert opened(order).after(found.entries(NOW)).remaining == usd("0")


@pytest.mark.parametrize("collect", ["deducted", "due", "shortfall_due"])
def test_a_share_that_rounds_to_nothing_is_counted_for_the_next_unit(collect: str) -> None:
    order = a_paid_order(a_line(price="0.04", quantity=3))
    fee = f"{{id: r, fee: {{name: restocking, percent: 10, of: paid, collect: {collect}}}}}"

    ledger, total = opened(order), usd("0")
    for _ in range(3):
        found = a_return(order, fee, units={"line-1": 1}, ledger=ledger)
        ledger, total = ledger.after(found.entries(NOW)), total + found.total

    assert total == a_return(order, fee).total == usd("0.11")


def test_a_fee_of_the_return_that_is_due_is_told_once() -> None:
    order = a_paid_order(a_line("a", price="3.00"), a_line("b", price="10.00"))
    choices = [ItemChoice(place=0, offer="refund"), ItemChoice(place=1, offer="store_credit")]
    fee = "{id: r, fee: {name: label, flat: 5, per: parcel, collect: due}}"
    name = ReturnId("R-1")

    first = a_return(order, fee, choices=choices, parcels=2, return_id=name)
    again = a_return(
        order,
        fee,
        units={"b": 1},
        parcels=1,
        return_id=name,
        ledger=opened(order).after([each for each in first.entries(NOW) if each.entry == "component"]),
    )

    assert amounts(first, DUE) == ["-10.00"]
    assert amounts(again, DUE) == ["-5.00"]


@pytest.mark.parametrize("per", ["line", "return"])
def test_what_the_payout_does_not_cover_may_be_due(per: str) -> None:
    order = a_paid_order(a_line(price="2.00", quantity=2))
    fee = f"{{id: r, fee: {{name: label, flat: 5, per: {per}, collect: shortfall_due}}}}"
    name = ReturnId("R-1")

    at_once = a_return(order, fee, return_id=name)
    first = a_return(order, fee, units={"line-1": 1}, return_id=name)
    second = a_return(
        order, fee, units={"line-1": 1}, ledger=opened(order).after(first.entries(NOW)), return_id=name
    )

    assert (amounts(at_once, FEE), amounts(at_once, DUE)) == (["-4.00"], ["-1.00"])
    assert (first.paid_out, first.due) == (usd("0"), usd("3.00"))
    assert (second.paid_out, second.due) == (usd("2.00"), usd("0"))
    assert first.total + second.total == at_once.total == usd("-1.00")


def test_a_fee_that_the_inspection_sets_is_held_to_its_ceiling() -> None:
    order = a_paid_order(a_line(price="40.00"))
    fee = "{id: r, fee: {name: condition, percent: 50, of: value, decided: inspection}}"

    def found(amount: str) -> list[str]:
        choice = ItemChoice(place=0, offer="refund", set_fees={"condition": usd(amount)})
        return amounts(a_return(order, fee, choices=[choice]), FEE)

    assert [found("0"), found("12.00"), found("30.00")] == [["0.00"], ["-12.00"], ["-20.00"]]


def test_a_waived_fee_is_not_charged() -> None:
    order = a_paid_order()

    assert not components(
        a_return(order, "{id: w, waive: label}", "{id: r, fee: {name: label, flat: 5, per: line}}"), FEE
    )


def test_fees_may_be_taxed() -> None:
    order = a_paid_order(a_line(price="100.00", tax="8.00"))
    fee = "{id: r, fee: {name: restocking, percent: 15, of: paid}}"

    found = a_return(order, fee, rules=MoneyRules(fees_are_taxed=True))

    assert summed(found, FEE) == "-15.00"
    assert summed(found, ComponentCode.FEE_TAX) == "-1.20"
    assert found.total == usd("91.80")


def test_a_percentage_is_of_the_price_without_tax_unless_the_shop_says_so() -> None:
    line = a_line(price="119.00", tax="19.00", currency="EUR")
    order = a_paid_order(line, currency="EUR", prices_include_tax=True)
    fee = "{id: r, fee: {name: restocking, percent: 10, of: paid}}"

    assert amounts(a_return(order, fee), FEE) == ["-10.00"]
    assert amounts(a_return(order, fee, rules=MoneyRules(share_of=ShareOf.AS_PRICED)), FEE) == ["-11.90"]


@pytest.mark.parametrize(
    ("rounding", "expected"),
    [(Rounding.HALF_UP, "-0.13"), (Rounding.HALF_EVEN, "-0.12"), (Rounding.DOWN, "-0.12")],
)
def test_a_fee_is_rounded_as_the_shop_says(rounding: Rounding, expected: str) -> None:
    order = a_paid_order(a_line(price="0.25"))
    fee = "{id: r, fee: {name: restocking, percent: 50, of: paid}}"

    assert amounts(a_return(order, fee, rules=MoneyRules(fee_rounding=rounding)), FEE) == [expected]


# --- rate and value --------------------------------------------------------------------------------------


def test_a_rate_rounds_the_payout() -> None:
    order = a_paid_order(a_line(price="9.99"))

    found = a_return(order, "{id: half, rate: 50 %}")

    assert found.total == usd("5.00")
    assert summed(found, ComponentCode.RATE) == "-4.99"


def test_a_rate_may_be_computed() -> None:
    order = a_paid_order(a_line(price="100.00", quantity=2))

    assert a_return(order, "{id: r, rate: item.quantity * 20}").total == usd("80.00")
    assert a_return(order, "{id: r, rate: item.quantity * 90}").total == usd("200.00")


def test_what_is_computed_is_of_the_units_of_each_part_of_an_item() -> None:
    order = a_paid_order(a_line(price="100.00", quantity=3))
    choices = [ItemChoice(place=0, offer="refund"), ItemChoice(place=1, offer="store_credit")]

    found = a_return(
        order,
        "{id: once, for: refund, limit: {units: 1, counter: swaps}}",
        "{id: r, rate: item.quantity * 20}",
        choices=choices,
        history=ReturnHistory(),
    )

    assert [(each.quantity, each.offer) for each in found.items] == [(1, "refund"), (2, "store_credit")]
    assert [each.amount for each in found.payouts] == [usd("20.00"), usd("80.00")]


def test_goods_without_proof_count_at_the_lowest_recent_price() -> None:
    line = a_line(price="40.00", quantity=2, tax="6.40", lowest_recent_price=usd("25.00"))

    found = a_return(a_paid_order(line), "{id: v, value: lowest_recent_price}")

    assert summed(found, ComponentCode.VALUE) == "-30.00"
    assert summed(found, ComponentCode.VALUE_TAX) == "-2.40"
    assert found.total == usd("54.00")


def test_goods_count_at_what_was_paid_where_that_is_less_than_the_lowest_price() -> None:
    line = a_line(price="40.00", discount="20.00", lowest_recent_price=usd("25.00"))

    assert a_return(a_paid_order(line), "{id: v, value: lowest_recent_price}").total == usd("20.00")


def test_goods_may_count_at_their_price() -> None:
    line, other = a_line(price="40.00", discount="20.00"), a_line("other", price="50.00")

    found = a_return(a_paid_order(line, other), "{id: v, value: price}", units={"line-1": 1})

    assert (summed(found, ComponentCode.VALUE), found.total) == ("20.00", usd("40.00"))


# --- delivery and duties ---------------------------------------------------------------------------------

DELIVERY = {
    "price": Money.of("9.00", "USD"),
    "discount": Money.of("2.00", "USD"),
    "tax": Money.of("0.70", "USD"),
}


@pytest.mark.parametrize(
    ("said", "standard", "expected"),
    [
        ("none", None, "0.00"),
        ("refund_paid", None, "7.70"),
        ("refund_standard", "4.90", "4.90"),
        ("refund_standard", "12.00", "7.70"),
    ],
)
def test_delivery_is_given_back_as_the_policy_says(said: str, standard: str | None, expected: str) -> None:
    order = a_paid_order(shipping=DELIVERY)

    found = a_return(
        order, f"{{id: s, shipping: {said}}}", standard_delivery=None if standard is None else usd(standard)
    )

    assert summed(found, ComponentCode.SHIPPING) == expected


def test_delivery_is_given_back_once() -> None:
    order = a_paid_order(a_line(quantity=2), shipping=DELIVERY)
    first = a_return(order, "{id: s, shipping: refund_paid}", units={"line-1": 1})

    second = a_return(
        order,
        "{id: s, shipping: refund_paid}",
        units={"line-1": 1},
        ledger=opened(order).after(first.entries(NOW)),
    )

    assert (first.total, second.total) == (usd("47.70"), usd("40.00"))


def test_duties_follow_the_goods_where_the_shop_gives_them_back() -> None:
    order = a_paid_order(a_line("a", price="30.00", quantity=3), duties=usd("10.00"), total=usd("100.00"))
    rules = MoneyRules(duties=DutiesBack.SHARE)

    ledger, back = opened(order), []
    for _ in range(3):
        found = a_return(order, units={"a": 1}, ledger=ledger, rules=rules)
        ledger = ledger.after(found.entries(NOW))
        back.append(summed(found, ComponentCode.DUTIES))

    assert sum(map(Decimal, back)) == Decimal(10)
    assert not components(a_return(order), ComponentCode.DUTIES)


# --- floors ----------------------------------------------------------------------------------------------


def floored(*rules: str, **settings: object) -> list[tuple[str, str | None, str]]:
    """Return what a floor's withdrawal comes to, with the source of each cause."""
    floor = a_policy(
        "{id: withdrawal, offer: {withdrawal: {gives: refund}}, within: unlimited}",
        "{id: law, fee: [{name: label, flat: 4, per: line}, {name: condition, flat: 9, per: line}]}",
        id="law",
    )
    policy = a_policy(OFFERS, *rules, floor=(floor,))
    order = a_paid_order(a_line(price="50.00"))
    choice = ItemChoice(place=0, offer="withdrawal", floor=PolicyId("law"))
    found = a_return(order, policy=policy, choices=[choice], request={"resolution": Resolution.REFUND})
    return [
        (each.name, each.source, str(each.amount.decimal))
        for each in components(found, FEE, ComponentCode.RATE)
    ]


def test_of_a_floor_and_the_policy_the_lower_charge_of_each_kind_counts() -> None:
    dearer = "{id: r, fee: [{name: label, flat: 6, per: line}, {name: condition, flat: 3, per: line}]}"
    nothing_of_a_kind = "{id: r, fee: {name: label, flat: 6, per: line}}"
    another_kind = "{id: r, fee: {name: restocking, percent: 10, of: paid}}"

    assert floored(dearer) == [("label", "law", "-4.00"), ("condition", "acme", "-3.00")]
    assert floored(nothing_of_a_kind) == [("label", "law", "-4.00")]
    assert floored(another_kind) == []


def test_a_floor_pays_to_where_it_says() -> None:
    floor = a_policy(
        "{id: withdrawal, offer: {withdrawal: {gives: refund}}, within: unlimited, to: original}", id="law"
    )
    policy = a_policy(OFFERS, "{id: r, to: store_credit, rate: 50 %}", floor=(floor,))
    choice = ItemChoice(place=0, offer="withdrawal", floor=PolicyId("law"))

    found = a_return(a_paid_order(), policy=policy, choices=[choice])

    assert [(each.to, each.amount) for each in found.payouts] == [(PaidTo.ORIGINAL, usd("40.00"))]
