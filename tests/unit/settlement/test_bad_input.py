"""What cannot be settled is told with its place, all at once, and changes nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

import pytest
from pydantic import ValidationError

from returnkit.errors import AmountError, LedgerError, SettlementError
from returnkit.facts import Payment, Tender, TenderKind
from returnkit.ids import LineId
from returnkit.money import Money
from returnkit.settlement import (
    Account,
    ItemChoice,
    Ledger,
    LedgerEntry,
    MoneyEntry,
    Promotion,
    Replacement,
    Rewards,
    Units,
    UnitsEntry,
    opened,
)
from tests.builders import a_line, an_order
from tests.settling import NOW, a_paid_order, a_return


def usd(amount: str) -> Money:
    return Money.of(amount, "USD")


EUR = Money.of("5.00", "EUR")


def faults(settling: Callable[[], object]) -> list[tuple[str, str | None]]:
    """Return code and place of each fault."""
    with pytest.raises((SettlementError, LedgerError)) as caught:
        settling()
    return [(fault.code, fault.path) for fault in caught.value.faults]


CHOICES: Mapping[str, tuple[dict[str, Any], tuple[str, str]]] = {
    "no such item": ({"place": 3, "offer": "refund"}, ("settlement.place", "choices[0].place")),
    "no such offer": ({"place": 0, "offer": "refnd"}, ("settlement.offer", "choices[0].offer")),
    "no such floor": (
        {"place": 0, "offer": "refund", "floor": "DE"},
        ("settlement.offer", "choices[0].offer"),
    ),
    "more than was asked": (
        {"place": 0, "offer": "refund", "quantity": 4},
        ("settlement.quantity", "choices[0].quantity"),
    ),
    "a fee in another currency": (
        {"place": 0, "offer": "refund", "set_fees": {"condition": EUR}},
        ("settlement.currency", "choices[0].set_fees.condition"),
    ),
    "a replacement in another currency": (
        {"place": 0, "offer": "exchange", "replacement": Replacement(price=EUR, tax=usd("0"))},
        ("settlement.currency", "choices[0].replacement.price"),
    ),
}


@pytest.mark.parametrize("name", CHOICES)
def test_a_choice_that_does_not_fit_is_told_with_its_place(name: str) -> None:
    fields, expected = CHOICES[name]
    order = a_paid_order(a_line(quantity=3))

    assert faults(lambda: a_return(order, choices=[ItemChoice(**fields)])) == [expected]


def test_all_faults_are_told_at_once() -> None:
    order = a_paid_order(a_line("a"), a_line("b"))
    choices = [
        ItemChoice(place=0, offer="gold"),
        ItemChoice(place=9, offer="refund"),
        ItemChoice(place=1, offer="refund", quantity=2),
    ]

    found = faults(lambda: a_return(order, choices=choices, labels=(EUR,), parcels=-1, closed_tenders=(4,)))

    assert found == [
        ("settlement.currency", "labels[0]"),
        ("settlement.parcels", "parcels"),
        ("settlement.tender", "closed_tenders[0]"),
        ("settlement.offer", "choices[0].offer"),
        ("settlement.place", "choices[1].place"),
        ("settlement.quantity", "choices[2].quantity"),
    ]


def test_units_chosen_twice_are_counted_together() -> None:
    order = a_paid_order(a_line(quantity=3))
    choices = [ItemChoice(place=0, offer=offer, quantity=2) for offer in ("refund", "store_credit")]

    assert faults(lambda: a_return(order, choices=choices)) == [
        ("settlement.quantity", "choices[1].quantity")
    ]


def test_an_offer_that_does_not_stand_can_not_be_taken() -> None:
    order = a_paid_order()

    assert faults(lambda: a_return(order, "{id: final, refuse: Final sale.}")) == [
        ("settlement.offer_is_closed", "choices[0].offer")
    ]


def test_an_offer_that_does_not_surely_stand_can_not_be_taken() -> None:
    worn = "{id: worn, when: item.grade == 'worn', refuse: Worn goods.}"
    grades = {"item.grade": {"type": ("worn", "fine"), "ask": "shopper", "doc": "How it is."}}

    assert faults(lambda: a_return(a_paid_order(), worn, facts=grades)) == [
        ("settlement.offer_is_open", "choices[0].offer")
    ]
    assert a_return(a_paid_order(), worn, facts=grades, is_approved=True).total == usd("40.00")


def test_the_ledger_of_another_order_is_told() -> None:
    other = opened(a_paid_order(id="order-2", number="#2"))

    assert faults(lambda: a_return(a_paid_order(), ledger=other)) == [("settlement.order", "ledger")]


def test_nothing_is_refunded_of_a_payment_that_was_not_captured() -> None:
    order = an_order().evolve(
        payment=Payment(tenders=(Tender(kind=TenderKind.CARD, amount=usd("40.00"), is_captured=False),))
    )

    assert faults(lambda: a_return(order, ledger=opened(order, captured=usd("0")))) == [
        ("settlement.nothing_received", "ledger")
    ]


def test_what_was_received_has_to_be_known() -> None:
    order = an_order()

    assert faults(lambda: opened(order)) == [("ledger.received_unknown", "order.payment")]
    assert faults(lambda: opened(order, captured=EUR)) == [("ledger.currency", "captured")]


@pytest.mark.parametrize("text", ["NaN", "Infinity", "1.005", "1_0", "", "٣"])
def test_what_is_no_amount_never_becomes_one(text: str) -> None:
    with pytest.raises(AmountError):
        usd(text)


@pytest.mark.parametrize("number", [float("nan"), 4.99, True])
def test_a_float_is_no_amount(number: Any) -> None:
    with pytest.raises(AmountError):
        Money(number, "USD")
    with pytest.raises(ValidationError):
        Promotion(label="x", percent_off=number)


@pytest.mark.parametrize("percent", [Decimal("NaN"), Decimal(-1), Decimal(101), Decimal("Infinity")])
def test_a_percentage_of_a_promotion_is_from_0_to_100(percent: Decimal) -> None:
    with pytest.raises(ValidationError):
        Promotion(label="x", percent_off=percent)


def test_a_promotion_that_does_not_fit_the_order_is_told() -> None:
    order = a_paid_order()
    promotions = [
        Promotion(label="a", amount_off=EUR),
        Promotion(label="a", amount_off=usd("5"), lines=(LineId("nowhere"),), gifts=(LineId("gone"),)),
    ]

    assert faults(lambda: a_return(order, promotions=promotions, rewards=Rewards(bonus=EUR))) == [
        ("settlement.currency", "promotions[0]"),
        ("settlement.promotion", "promotions[1].label"),
        ("settlement.line", "promotions[1].lines"),
        ("settlement.line", "promotions[1].gifts"),
        ("settlement.currency", "rewards.bonus"),
    ]


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"percent_off": Decimal(10), "amount_off": Money.of("5.00", "USD")},
        {"one_free_of": 1},
    ],
    ids=["nothing", "two things", "one of one"],
)
def test_a_promotion_gives_one_thing(fields: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        Promotion(label="x", **fields)


def test_a_term_that_is_not_certain_is_told_with_its_rules() -> None:
    worn = "{id: worn, when: item.grade == 'worn', fee: {name: worn, flat: 5, per: line}}"
    grades = {"item.grade": {"type": ("worn", "fine"), "ask": "shopper", "doc": "How it is."}}

    found = faults(lambda: a_return(a_paid_order(), worn, facts=grades))

    assert found == [("settlement.open_term", "choices[0].offer")]


def test_a_label_that_nobody_knows_is_told() -> None:
    order = a_paid_order()
    label = "{id: label, fee: {name: label, percent: 100, of: label}}"

    assert faults(lambda: a_return(order, label)) == [("settlement.label_cost", "labels")]


def test_a_fee_that_the_inspection_has_to_set_is_told() -> None:
    order = a_paid_order()
    fee = "{id: worn, fee: {name: condition, percent: 50, of: paid, decided: inspection}}"

    assert faults(lambda: a_return(order, fee)) == [("settlement.fee_not_set", "choices[0]")]


def test_the_cheapest_delivery_has_to_be_known_where_it_is_given_back() -> None:
    order = a_paid_order(shipping={"price": usd("9.00"), "discount": usd("0"), "tax": usd("0")})

    found = faults(lambda: a_return(order, "{id: law, shipping: refund_standard}"))

    assert found == [("settlement.standard_delivery", "standard_delivery")]


def test_amounts_of_a_policy_never_meet_another_currency() -> None:
    order = a_paid_order(a_line(currency="EUR"), currency="EUR")
    fee = "{id: label, fee: {name: label, flat: 5, per: line}}"

    assert faults(lambda: a_return(order, fee, currency="USD")) == [("settlement.currency", "choices[0]")]


def test_entries_that_do_not_fit_are_refused_together_and_count_nothing() -> None:
    order = a_paid_order()
    ledger = opened(order)
    entries: list[LedgerEntry] = [
        UnitsEntry(at=NOW, counter=Units.REFUNDED, line_id=LineId("gone"), quantity=1),
        MoneyEntry(at=NOW, account=Account.REFUNDED, amount=EUR),
        MoneyEntry(at=NOW, account=Account.REFUNDED, amount=usd("1.00"), tender=7),
    ]

    assert faults(lambda: ledger.after(entries)) == [
        ("ledger.line", "entries[0].line_id"),
        ("ledger.currency", "entries[1].amount"),
        ("ledger.tender", "entries[2].tender"),
    ]
    assert ledger.remaining == usd("40.00")
    assert len(ledger.entries) == 2


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        (
            MoneyEntry(at=NOW, account=Account.REFUNDED, amount=usd("40.01"), tender=0),
            [("ledger.over_refund", "money"), ("ledger.over_refund", "tenders[0]")],
        ),
        (
            MoneyEntry(at=NOW, account=Account.REFUNDED, amount=usd("1.00"), tender=0, is_reversed=True),
            [("ledger.below_zero", "money.refunded")],
        ),
        (
            UnitsEntry(at=NOW, counter=Units.REFUNDED, line_id=LineId("line-1"), quantity=2),
            [("ledger.too_many_units", "units.line-1")],
        ),
        (
            UnitsEntry(at=NOW, counter=Units.RECEIVED, line_id=LineId("line-1"), quantity=-1),
            [("ledger.below_zero", "units.line-1.received")],
        ),
    ],
    ids=["one cent too much", "nothing to reverse", "one unit too many", "less than none"],
)
def test_what_cannot_have_happened_is_refused(entry: Any, expected: list[tuple[str, str]]) -> None:
    ledger = opened(a_paid_order())

    assert faults(lambda: ledger.after([entry])) == expected
    assert faults(lambda: Ledger(ledger.order, [*ledger.entries, entry])) == expected


def test_an_entry_that_says_nothing_is_none() -> None:
    with pytest.raises(ValidationError, match="counts no unit"):
        UnitsEntry(at=NOW, counter=Units.RECEIVED, line_id=LineId("line-1"), quantity=0)
    with pytest.raises(ValidationError, match="moves no money"):
        MoneyEntry(at=NOW, account=Account.CAPTURED, amount=usd("0"))
