"""Payouts: tenders and their order, closed ones, bonuses and their caps, what the customer saw."""

from __future__ import annotations

import gc
from decimal import Decimal

import pytest

from returnkit.facts import Refund, RefundedLine, TenderKind
from returnkit.ids import LineId
from returnkit.money import Money
from returnkit.policy import PaidTo
from returnkit.settlement import (
    Account,
    AfterReturn,
    ComponentCode,
    MoneyEntry,
    MoneyRules,
    Promotion,
    Rewards,
    TenderOrder,
    opened,
    settle,
)
from tests.builders import PLACED, a_line
from tests.settling import NOW, a_paid_order, a_return, amounts, balanced, summed


def usd(amount: str) -> Money:
    return Money.of(amount, "USD")


THREE = {"card": "50.00", "gift_card": "30.00", "wallet": "20.00"}


@pytest.mark.parametrize(
    ("rules", "expected"),
    [
        (MoneyRules(), {0: "30.00", 1: "18.00", 2: "12.00"}),
        (MoneyRules(tender_order=TenderOrder.CARD_FIRST), {0: "50.00", 2: "10.00"}),
        (MoneyRules(tender_order=TenderOrder.GIFT_FIRST), {1: "30.00", 0: "30.00"}),
        (
            MoneyRules(tender_order=TenderOrder.BY_KIND, tender_kinds=(TenderKind.WALLET, TenderKind.CARD)),
            {2: "20.00", 0: "40.00"},
        ),
    ],
    ids=["as paid", "card first", "gift first", "by kind"],
)
def test_a_refund_goes_to_the_means_that_paid_in_the_shops_order(
    rules: MoneyRules, expected: dict[int, str]
) -> None:
    order = a_paid_order(a_line("a", price="60.00"), a_line("b", price="40.00"), tenders=THREE)

    found = a_return(order, units={"a": 1}, rules=rules)

    assert {each.tender: str(each.amount.decimal) for each in found.payouts} == expected


def test_what_an_expired_card_cannot_take_goes_where_the_shop_says() -> None:
    order = a_paid_order(a_line(price="80.00"), tenders={"card": "50.00", "gift_card": "30.00"})

    credit = a_return(order, closed_tenders={0})
    transfer = a_return(order, closed_tenders={0}, rules=MoneyRules(fallback=PaidTo.BANK_TRANSFER))

    assert [(each.to, str(each.amount.decimal), each.instead_of) for each in credit.payouts] == [
        (PaidTo.ORIGINAL, "30.00", None),
        (PaidTo.STORE_CREDIT, "50.00", 0),
    ]
    assert [each.to for each in transfer.payouts] == [PaidTo.ORIGINAL, PaidTo.BANK_TRANSFER]
    assert opened(order).after(credit.entries(NOW)).money(Account.CREDITED) == usd("50.00")


@pytest.mark.parametrize("to", ["gift_card", "bank_transfer", "cheque", "cash", "store_credit"])
def test_a_payout_goes_where_the_policy_says(to: str) -> None:
    found = a_return(a_paid_order(), f"{{id: r, to: {to}}}")

    assert [(each.to, each.tender) for each in found.payouts] == [(PaidTo(to), None)]


def test_what_was_given_as_credit_is_not_refunded_again() -> None:
    order = a_paid_order(a_line(price="40.00", quantity=2), captured="60.00")
    first = a_return(order, offer="store_credit", units={"line-1": 1})

    rest = a_return(order, units={"line-1": 1}, ledger=opened(order).after(first.entries(NOW)))

    assert (first.total, rest.total) == (usd("40.00"), usd("20.00"))
    assert summed(rest, ComponentCode.CEILING) == "-20.00"


def test_a_charge_back_lessens_what_can_be_refunded() -> None:
    order = a_paid_order(a_line(price="40.00"))
    back = MoneyEntry(at=NOW, account=Account.CHARGED_BACK, amount=usd("25.00"), tender=0)

    assert a_return(order, ledger=opened(order).after([back])).total == usd("15.00")


def test_a_refund_that_came_back_can_be_made_again() -> None:
    order = a_paid_order(a_line(price="40.00"))
    out = MoneyEntry(at=NOW, account=Account.REFUNDED, amount=usd("40.00"), tender=0)

    ledger = opened(order).after([out, out.evolve(is_reversed=True)])

    assert a_return(order, ledger=ledger).total == usd("40.00")


# --- bonuses ---------------------------------------------------------------------------------------------


def test_a_bonus_is_held_to_its_cap_over_all_returns_of_the_order() -> None:
    order = a_paid_order(a_line(price="100.00", quantity=3))
    top = "{id: top, for: store_credit, bonus: {percent: 10, at_most: 25}}"

    ledger, bonuses = opened(order), []
    for _ in range(3):
        found = a_return(order, top, offer="store_credit", units={"line-1": 1}, ledger=ledger)
        ledger = ledger.after(found.entries(NOW))
        bonuses.append(str(found.granted.decimal))

    assert bonuses == ["10.00", "10.00", "5.00"]
    assert ledger.money(Account.GRANTED) == usd("25.00")
    assert ledger.remaining == usd("0")


def test_a_flat_bonus_is_given_once_and_only_on_something() -> None:
    order = a_paid_order(a_line(price="10.00", quantity=2))
    top = "{id: top, for: store_credit, bonus: {flat: 3}}"
    fee = "{id: all, fee: {name: handling, percent: 100, of: paid}}"
    first = a_return(order, top, offer="store_credit", units={"line-1": 1})
    after = opened(order).after(first.entries(NOW))

    second = a_return(order, top, offer="store_credit", units={"line-1": 1}, ledger=after)

    assert (first.granted, second.granted) == (usd("3.00"), usd("0"))
    assert a_return(order, top, fee, offer="store_credit").total == usd("0")


def test_a_bonus_is_never_refunded_to_a_card() -> None:
    found = a_return(a_paid_order(), "{id: top, for: refund, bonus: 10 %}")

    assert [(each.to, str(each.amount.decimal), str(each.bonus.decimal)) for each in found.payouts] == [
        (PaidTo.ORIGINAL, "40.00", "0.00"),
        (PaidTo.STORE_CREDIT, "4.00", "4.00"),
    ]


def test_a_bonus_that_paid_for_goods_goes_with_them() -> None:
    order = a_paid_order(a_line(price="33.00", quantity=3), tenders={"store_credit": "99.00"})
    rewards = Rewards(points=100, bonus=usd("10.00"))

    ledger, backs, points = opened(order), [], 0
    for _ in range(3):
        found = a_return(order, units={"line-1": 1}, ledger=ledger, rewards=rewards)
        ledger = ledger.after(found.entries(NOW))
        backs += amounts(found, ComponentCode.BONUS_BACK)
        points += found.points_back
        assert balanced(found)

    assert sum(map(Decimal, backs)) == Decimal(-10)
    assert points == 100


def test_no_bonus_is_given_on_what_was_never_received_or_is_no_longer_earned() -> None:
    top = "{id: top, for: store_credit, bonus: 10 %}"
    unpaid = a_paid_order(a_line(price="100.00"), captured="30.00")
    lines = [a_line("a", price="70.00", discount="14.00"), a_line("b", price="50.00", discount="10.00")]
    deal = Promotion(
        label="20 off", percent_off=Decimal(20), spend_at_least=usd("100"), after=AfterReturn.REEVALUATE
    )

    found = a_return(unpaid, top, offer="store_credit")
    clawed = a_return(a_paid_order(*lines), top, offer="store_credit", units={"b": 1}, promotions=[deal])

    assert (found.granted, found.paid_out) == (usd("3.00"), usd("33.00"))
    assert (clawed.granted, clawed.paid_out) == (usd("2.60"), usd("28.60"))


def test_a_bonus_is_of_the_goods_without_the_tax_of_a_promotion_that_is_taken_back() -> None:
    top = "{id: top, for: store_credit, bonus: 10 %}"
    lines = [
        a_line("a", price="70.00", discount="14.00", tax="5.60"),
        a_line("b", price="50.00", discount="10.00", tax="4.00"),
    ]
    deal = Promotion(
        label="20 off", percent_off=Decimal(20), spend_at_least=usd("100"), after=AfterReturn.REEVALUATE
    )

    found = a_return(a_paid_order(*lines), top, offer="store_credit", units={"b": 1}, promotions=[deal])

    (bonus,) = [each for each in found.components if each.code is ComponentCode.BONUS]
    assert (bonus.base, bonus.amount) == (usd("26.00"), usd("2.60"))


def test_what_one_promotion_gives_back_counts_against_what_another_takes() -> None:
    top = "{id: top, for: store_credit, bonus: 10 %}"
    lines = [
        a_line("a", price="60.00"),
        a_line("b", price="30.00", discount="30.00"),
        a_line("c", price="50.00", discount="10.00"),
        a_line("d", price="70.00", discount="14.00"),
    ]
    takes = Promotion(
        label="20 off",
        lines=(LineId("c"), LineId("d")),
        percent_off=Decimal(20),
        spend_at_least=usd("100"),
        after=AfterReturn.REEVALUATE,
    )
    gives = Promotion(
        label="b free",
        lines=(LineId("a"), LineId("b")),
        amount_off=usd("30.00"),
        after=AfterReturn.PRORATE,
    )

    found = a_return(
        a_paid_order(*lines),
        top,
        offer="store_credit",
        units={"b": 1, "c": 1},
        promotions=[takes, gives],
    )

    assert amounts(found, ComponentCode.DISCOUNT) == ["-14.00", "20.00"]
    assert (found.granted, found.paid_out) == (usd("4.00"), usd("50.00"))


# --- promotions ------------------------------------------------------------------------------------------


def test_buy_two_get_one_is_counted_anew_for_what_is_kept() -> None:
    lines = [a_line("a", price="30.00", quantity=2), a_line("b", price="20.00", discount="20.00")]
    order = a_paid_order(*lines)
    deal = Promotion(label="3 for 2", one_free_of=3, after=AfterReturn.REEVALUATE)

    one_of_a = a_return(order, units={"a": 1}, promotions=[deal])
    the_free_one = a_return(order, units={"b": 1}, promotions=[deal])

    assert one_of_a.total == usd("10.00")  # kept: 30 + 20, of 60 paid
    assert the_free_one.total == usd("0")


def test_a_prorated_discount_is_of_all_its_lines_wherever_the_platform_put_it() -> None:
    order = a_paid_order(a_line("a", price="60.00"), a_line("b", price="30.00", discount="30.00"))
    deal = Promotion(label="b free", amount_off=usd("30.00"), after=AfterReturn.PRORATE)

    first = a_return(order, units={"a": 1}, promotions=[deal])
    rest = a_return(order, units={"b": 1}, promotions=[deal], ledger=opened(order).after(first.entries(NOW)))

    assert (first.total, rest.total) == (usd("40.00"), usd("20.00"))


@pytest.mark.parametrize("after", list(AfterReturn))
@pytest.mark.parametrize("is_gross", [False, True])
def test_whatever_becomes_of_a_promotion_the_whole_order_gives_back_what_was_paid(
    after: AfterReturn, is_gross: bool
) -> None:
    lines = [
        a_line("a", price="20.00", quantity=2, discount="7.05", tax="2.77"),
        a_line("b", price="85.00", discount="22.95", tax="5.21"),
    ]
    order = a_paid_order(*lines, prices_include_tax=is_gross)
    deal = Promotion(label="deal", spend_at_least=usd("100.00"), amount_off=usd("30.00"), after=after)

    ledger, total = opened(order), usd("0")
    for line_id in ("a", "b", "a"):
        found = a_return(order, units={line_id: 1}, promotions=[deal], ledger=ledger)
        ledger = ledger.after(found.entries(NOW))
        total += found.total
        assert balanced(found)
        assert found.total.minor >= 0

    assert total == order.total
    assert not ledger.remaining


def test_a_gift_that_comes_back_later_is_given_back_too() -> None:
    gift = a_line("gift", price="12.00", discount="12.00", is_free_gift=True)
    order = a_paid_order(a_line("a", price="65.00"), gift)
    deal = Promotion(
        label="gift", spend_at_least=usd("60.00"), gifts=(gift.id,), after=AfterReturn.REEVALUATE
    )
    first = a_return(order, units={"a": 1}, promotions=[deal])

    later = a_return(
        order, units={"gift": 1}, promotions=[deal], ledger=opened(order).after(first.entries(NOW))
    )

    assert (first.total, later.total) == (usd("53.00"), usd("12.00"))


# --- what the customer saw -------------------------------------------------------------------------------


def test_refunds_are_told_in_what_the_customer_saw_at_the_rate_of_the_order() -> None:
    order = a_paid_order(a_line(price="10.00", quantity=3), tenders={"card": "20.00", "gift_card": "10.00"})
    ledger = opened(order, presentment=Money.of("27.77", "EUR"))

    shown = []
    for _ in range(3):
        found = a_return(order, units={"line-1": 1}, ledger=ledger)
        ledger = ledger.after(found.entries(NOW))
        shown += [each.presentment for each in found.payouts]

    assert all(each is not None and each.currency == "EUR" for each in shown)
    assert sum(each.minor for each in shown if each) == 2777
    assert ledger.presentment == "EUR"


def test_what_a_platform_gave_back_before_is_told_at_the_same_rate() -> None:
    line = a_line(price="10.00", quantity=3, current_quantity=2)
    part = RefundedLine(line_id=line.id, quantity=1, amount=usd("10.00"), tax=usd("0"))
    refund = Refund(id="r", at=PLACED, lines=(part,))
    order = a_paid_order(line, tenders={"card": "20.00", "gift_card": "10.00"}, refunds=(refund,))
    ledger = opened(order, presentment=Money.of("27.77", "EUR"))

    found = a_return(order, units={"line-1": 2}, ledger=ledger)

    before = [each.presentment for each in ledger.entries if each.entry == "money" and each.reference == "r"]
    after = [each.presentment for each in found.payouts]
    assert before
    assert all(before)
    assert sum(each.minor for each in (*before, *after) if each) == 2777


def test_without_another_currency_nothing_is_told_of_one() -> None:
    order = a_paid_order()

    assert opened(order).presentment is None
    assert [each.presentment for each in a_return(order).payouts] == [None]


def test_a_settlement_leaves_nothing_to_the_garbage_collector() -> None:
    order = a_paid_order(a_line("a"), a_line("b"), tenders=THREE)
    earlier = a_return(order, units={"a": 1})
    gc.collect()

    settle(earlier.decision, [each.choice for each in earlier.items], opened(order))

    assert gc.collect() == 0
