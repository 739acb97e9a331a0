"""Exchanges, replacements, repairs and goods that are kept."""

from __future__ import annotations

import pytest

from returnkit.errors import SettlementError
from returnkit.facts import Inspection
from returnkit.money import Money
from returnkit.policy import PaidTo
from returnkit.settlement import (
    Account,
    ComponentCode,
    ItemChoice,
    MoneyRules,
    Replacement,
    Units,
    opened,
)
from tests.builders import a_line
from tests.settling import NOW, a_paid_order, a_return, balanced, summed


def usd(amount: str) -> Money:
    return Money.of(amount, "USD")


def sent(price: str, tax: str = "0", **how: bool) -> ItemChoice:
    """Return the choice of an exchange for something at that price."""
    replacement = Replacement(price=usd(price), tax=usd(tax), **how)
    return ItemChoice(place=0, offer="exchange", replacement=replacement)


def test_what_an_exchange_uses_can_not_be_refunded_again_and_belongs_to_who_paid() -> None:
    order = a_paid_order(a_line(price="80.00"), tenders={"gift_card": "30.00", "card": "50.00"})

    found = a_return(order, choices=[sent("60.00")])
    after = opened(order).after(found.entries(NOW))

    assert [(each.tender, str(each.amount.decimal)) for each in found.exchanged] == [
        (0, "22.50"),
        (1, "37.50"),
    ]
    assert [(each.tender, str(each.amount.decimal)) for each in found.payouts] == [(0, "7.50"), (1, "12.50")]
    assert after.money(Account.EXCHANGED) == usd("60.00")
    assert not after.remaining


def test_an_upsell_is_due_and_never_netted_with_what_another_item_pays() -> None:
    order = a_paid_order(a_line("a", price="40.00"), a_line("b", price="50.00"))
    choices = [sent("65.00"), ItemChoice(place=1, offer="refund")]

    found = a_return(order, choices=choices)

    assert found.due == usd("25.00")
    assert found.paid_out == usd("50.00")
    assert balanced(found)


def test_a_downsell_is_paid_as_the_offer_says() -> None:
    order = a_paid_order(a_line(price="40.00"))

    found = a_return(order, "{id: credit, for: exchange, to: store_credit}", choices=[sent("30.00")])

    assert [(each.to, each.amount) for each in found.payouts] == [(PaidTo.STORE_CREDIT, usd("10.00"))]


def test_another_size_is_even_whatever_it_costs_today() -> None:
    order = a_paid_order(a_line(price="40.00", discount="15.00"))

    found = a_return(order, choices=[sent("40.00", is_same_article=True)])
    after = opened(order).after(found.entries(NOW))

    assert not found.components
    assert (found.due, found.paid_out) == (usd("0"), usd("0"))
    assert after.units("line-1", Units.REFUNDED) == 0  # type: ignore[arg-type]
    assert after.remaining == usd("25.00")
    assert a_return(order, ledger=after).total == usd("25.00")


def test_a_shop_may_count_another_size_at_its_price() -> None:
    order = a_paid_order(a_line(price="40.00", discount="15.00"))

    found = a_return(
        order,
        choices=[sent("40.00", is_same_article=True)],
        rules=MoneyRules(same_article_is_even=False),
    )

    assert found.due == usd("15.00")


def test_a_fee_of_an_even_exchange_is_due() -> None:
    order = a_paid_order(a_line(price="40.00"))
    fee = "{id: label, for: exchange, fee: {name: label, flat: 5.99, per: line}}"

    found = a_return(order, fee, choices=[sent("40.00", is_same_article=True)])

    assert found.due == usd("5.99")
    assert balanced(found)


@pytest.mark.parametrize("offer", ["replace", "repair"])
@pytest.mark.parametrize("per", ["unit", "line", "return"])
def test_a_fee_on_what_goes_back_is_due_as_nothing_is_paid_to_take_it_from(offer: str, per: str) -> None:
    order = a_paid_order(a_line(price="40.00", tax="3.20"))
    fee = f"{{id: service, for: {offer}, fee: {{name: service, flat: 45, per: {per}}}}}"

    found = a_return(order, fee, offer=offer, rules=MoneyRules(fees_are_taxed=True))
    after = opened(order).after(found.entries(NOW))

    assert [(each.code, each.amount) for each in found.components] == [(ComponentCode.FEE_DUE, usd("-45.00"))]
    assert (found.due, found.payouts) == (usd("45.00"), ())
    assert balanced(found)
    assert after.remaining == usd("43.20")


def test_a_fee_on_what_goes_back_lessens_no_later_bonus() -> None:
    order = a_paid_order(a_line(price="40.00", quantity=2))
    rules = (
        "{id: service, for: replace, fee: {name: service, flat: 5, per: line}}",
        "{id: top, for: store_credit, bonus: 10 %}",
    )
    first = a_return(order, *rules, units={"line-1": 1}, offer="replace")

    later = a_return(
        order,
        *rules,
        units={"line-1": 1},
        offer="store_credit",
        ledger=opened(order).after(first.entries(NOW)),
    )

    assert later.granted == usd("4.00")


def test_a_fee_counts_what_was_due_of_it_when_it_is_deducted_later() -> None:
    order = a_paid_order(a_line(price="40.00", quantity=2))
    fee = "{id: label, fee: {name: label, flat: 5, per: line}}"
    first = a_return(order, fee, units={"line-1": 1}, offer="repair")

    later = a_return(order, fee, units={"line-1": 1}, ledger=opened(order).after(first.entries(NOW)))

    assert (first.due, later.total) == (usd("5.00"), usd("40.00"))


def test_a_fee_of_the_return_is_taken_from_what_pays_and_not_from_what_goes_back() -> None:
    order = a_paid_order(a_line("a", price="40.00"), a_line("b", price="3.00"))
    fee = "{id: label, fee: {name: label, flat: 5, per: return}}"
    choices = [ItemChoice(place=0, offer="repair"), ItemChoice(place=1, offer="refund")]

    found = a_return(order, fee, choices=choices)

    assert [(each.code, each.offer, each.amount, each.stated) for each in found.components[1:]] == [
        (ComponentCode.FEE, "refund", usd("-3.00"), usd("-5.00"))
    ]
    assert balanced(found)


def test_a_fee_of_an_exchange_lessens_its_credit() -> None:
    order = a_paid_order(a_line(price="40.00"))
    fee = "{id: label, for: exchange, fee: {name: label, flat: 5.99, per: line}}"

    assert a_return(order, fee, choices=[sent("30.00")]).paid_out == usd("4.01")
    assert a_return(order, fee, choices=[sent("40.00")]).due == usd("5.99")


@pytest.mark.parametrize("offer", ["replace", "repair"])
def test_goods_that_go_back_stay_refundable(offer: str) -> None:
    order = a_paid_order(a_line(price="40.00"))

    found = a_return(order, offer=offer)
    after = opened(order).after(found.entries(NOW))

    assert not found.components
    assert not found.items[0].settles
    assert a_return(order, ledger=after).total == usd("40.00")


def test_a_part_of_the_price_for_keeping_it_settles_the_units() -> None:
    order = a_paid_order(a_line(price="40.00", tax="3.20"))

    found = a_return(order, "{id: keep, for: keep, rate: 30 %}", offer="keep")
    after = opened(order).after(found.entries(NOW))

    assert found.total == usd("12.96")
    assert after.units_left("line-1") == 0  # type: ignore[arg-type]


def test_what_is_out_of_stock_is_refunded() -> None:
    order = a_paid_order(a_line(price="40.00"))

    found = a_return(order, choices=[sent("60.00", is_in_stock=False)])

    assert found.items[0].offer == "refund"
    assert (found.items[0].choice.offer, found.total) == ("exchange", usd("40.00"))


def test_what_is_out_of_stock_and_not_refundable_is_told() -> None:
    order = a_paid_order(a_line(price="40.00"))

    with pytest.raises(SettlementError) as caught:
        a_return(
            order, "{id: no, withhold: [refund, store_credit]}", choices=[sent("60.00", is_in_stock=False)]
        )

    assert [fault.code for fault in caught.value.faults] == ["settlement.out_of_stock"]


def test_the_price_before_the_discount_counts_towards_another_article_and_is_never_paid_out() -> None:
    order = a_paid_order(a_line(price="40.00", discount="10.00"))
    before = "{id: before, for: exchange, value: price}"

    upsell = a_return(order, before, choices=[sent("45.00")])
    even = a_return(order, before, choices=[sent("35.00")])
    downsell = a_return(order, before, choices=[sent("25.00")])

    assert (upsell.due, upsell.granted) == (usd("5.00"), usd("10.00"))
    assert (even.due, even.paid_out, even.granted) == (usd("0"), usd("0"), usd("5.00"))
    assert (downsell.paid_out, downsell.granted) == (usd("5.00"), usd("0"))
    assert all(balanced(each) for each in (upsell, even, downsell))
    assert summed(downsell, ComponentCode.UNUSED) == "-10.00"


def test_a_bonus_for_exchanging_is_used_up_by_the_replacement_alone() -> None:
    order = a_paid_order(a_line(price="40.00"))
    bonus = "{id: bonus, for: exchange, bonus: {flat: 10}}"

    upsell = a_return(order, bonus, choices=[sent("48.00")])
    downsell = a_return(order, bonus, choices=[sent("30.00")])

    assert (upsell.due, upsell.paid_out, upsell.granted) == (usd("0"), usd("0"), usd("8.00"))
    assert (downsell.paid_out, downsell.granted) == (usd("10.00"), usd("0"))


def test_an_exchange_without_a_replacement_is_a_fault() -> None:
    with pytest.raises(SettlementError) as caught:
        a_return(a_paid_order(), offer="exchange")

    assert [(fault.code, fault.path) for fault in caught.value.faults] == [
        ("settlement.replacement", "choices[0].replacement")
    ]


def test_only_what_came_in_is_settled() -> None:
    order = a_paid_order(a_line(price="10.00", quantity=3))

    found = a_return(order, inspections=[Inspection(received_quantity=2)])
    nothing = a_return(order, inspections=[Inspection(received_quantity=0)])

    assert (found.total, found.items[0].quantity) == (usd("20.00"), 2)
    assert (nothing.total, nothing.entries(NOW)) == (usd("0"), ())


def test_resolutions_of_one_return_are_counted_apart() -> None:
    order = a_paid_order(*(a_line(f"line-{n}", price="40.00") for n in range(3)))
    choices = [
        sent("40.00"),
        ItemChoice(place=1, offer="store_credit"),
        ItemChoice(place=2, offer="refund"),
    ]

    found = a_return(order, "{id: top, for: store_credit, bonus: 10 %}", choices=choices)

    assert [(each.offer, each.to, str(each.amount.decimal)) for each in found.payouts] == [
        ("store_credit", PaidTo.STORE_CREDIT, "44.00"),
        ("refund", PaidTo.ORIGINAL, "40.00"),
    ]
    assert opened(order).after(found.entries(NOW)).remaining == usd("0")
