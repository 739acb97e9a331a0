"""The ledger: a fold over entries, opened from what a platform stored, and never below zero."""

from __future__ import annotations

import pytest
from pydantic import TypeAdapter

from returnkit.errors import LedgerError
from returnkit.facts import Adjustment, Payment, Refund, RefundedLine, Tender, TenderKind
from returnkit.ids import LineId
from returnkit.money import Money
from returnkit.settlement import (
    Account,
    ComponentCode,
    Ledger,
    LedgerEntry,
    MoneyEntry,
    Units,
    UnitsEntry,
    opened,
)
from tests.builders import PLACED, a_line, an_order
from tests.settling import NOW, a_paid_order, a_return

ENTRIES = TypeAdapter(tuple[LedgerEntry, ...])
LINE = LineId("line-1")


def usd(amount: str) -> Money:
    return Money.of(amount, "USD")


def tender(kind: str, amount: str | None, *, is_captured: bool = True) -> Tender:
    return Tender(
        kind=TenderKind(kind), amount=None if amount is None else usd(amount), is_captured=is_captured
    )


def test_after_gives_another_ledger_and_leaves_this_one_as_it_was() -> None:
    ledger = opened(a_paid_order())
    out = MoneyEntry(at=NOW, account=Account.REFUNDED, amount=usd("15.00"), tender=0)

    after = ledger.after([out])

    assert (ledger.remaining, after.remaining) == (usd("40.00"), usd("25.00"))
    assert after.entries == (*ledger.entries, out)
    assert after.remaining_of(0) == usd("25.00")


def test_entries_survive_their_way_through_json() -> None:
    order = a_paid_order(a_line(price="33.33", quantity=3, tax="8.01"))
    fee = "{id: r, fee: {name: restocking, percent: 15, of: paid}}"
    found = a_return(order, fee, units={"line-1": 1})
    ledger = opened(order).after(found.entries(NOW))

    stored = ENTRIES.dump_json(ledger.entries)
    again = Ledger(order, ENTRIES.validate_json(stored))

    assert again.entries == ledger.entries
    assert again.remaining == ledger.remaining
    rest = [a_return(order, fee, units={"line-1": 2}, ledger=each).total for each in (ledger, again)]
    assert rest[0] == rest[1]


def test_all_seven_counters_are_kept() -> None:
    ledger = opened(a_paid_order(a_line(quantity=5)))
    counted = [
        UnitsEntry(at=NOW, counter=counter, line_id=LINE, quantity=n)
        for n, counter in enumerate(Units)
        if n and counter is not Units.ORDERED
    ]

    after = ledger.after(counted[:1]).after(counted[1:4])

    assert [after.units(LINE, counter) for counter in Units] == [5, 1, 2, 3, 4, 0, 0]
    assert len(Units) == 7
    assert after.units_left(LINE) == 4


def test_units_taken_off_before_they_were_sent_are_not_there_to_settle() -> None:
    order = a_paid_order(a_line(quantity=3, current_quantity=2))

    ledger = opened(order)

    assert (ledger.units(LINE, Units.REMOVED), ledger.units_left(LINE)) == (1, 2)


@pytest.mark.parametrize(
    ("tenders", "captured", "expected"),
    [
        ((tender("card", "30.00"), tender("gift_card", "10.00")), None, ["30.00", "10.00"]),
        ((tender("card", None),), "40.00", ["40.00"]),
        ((tender("card", "30.00"), tender("gift_card", None)), "40.00", ["30.00", "10.00"]),
        ((tender("card", "30.00"), tender("gift_card", "10.00")), "20.00", ["15.00", "5.00"]),
        ((tender("card", "30.00"), tender("gift_card", "10.00", is_captured=False)), None, ["30.00", "0.00"]),
        (None, "40.00", ["40.00"]),
    ],
    ids=["told", "one unknown", "the rest", "what was received wins", "not captured", "nothing told"],
)
def test_what_was_received_is_told_by_each_means_of_payment(
    tenders: tuple[Tender, ...] | None, captured: str | None, expected: list[str]
) -> None:
    order = an_order().evolve(payment=Payment(tenders=tenders))

    ledger = opened(order, captured=None if captured is None else usd(captured))

    found = [ledger.remaining_of(place) for place in range(len(tenders or (1,)))]
    assert [str(amount.decimal) for amount in found] == expected


@pytest.mark.parametrize(
    ("tenders", "captured"),
    [
        (None, None),
        ((tender("card", None), tender("gift_card", "5.00")), None),
        ((tender("card", None), tender("gift_card", None)), "40.00"),
        ((tender("card", "50.00"), tender("gift_card", None)), "40.00"),
    ],
    ids=["nothing told", "one unknown", "two unknown", "more than all"],
)
def test_what_was_received_is_never_guessed(tenders: tuple[Tender, ...] | None, captured: str | None) -> None:
    order = an_order().evolve(payment=Payment(tenders=tenders))

    with pytest.raises(LedgerError) as caught:
        opened(order, captured=None if captured is None else usd(captured))

    assert [fault.code for fault in caught.value.faults] == ["ledger.received_unknown"]


def test_what_the_platform_refunded_keeps_its_amounts_and_lessens_what_is_left() -> None:
    line = a_line(price="20.00", quantity=2, tax="3.20", current_quantity=1)
    part = RefundedLine(line_id=LINE, quantity=1, amount=usd("19.99"), tax=usd("1.61"))
    kept = Adjustment(kind="restocking", amount=usd("2.00"), tax=usd("0.10"))
    delivery = Adjustment(kind="shipping_refund", amount=-usd("5.00"), tax=-usd("0.40"))
    refund = Refund(id="r", at=PLACED, lines=(part,), adjustments=(kept, delivery))
    order = a_paid_order(line, refunds=(refund,), total=usd("60.00"), captured="60.00")

    ledger = opened(order)

    assert ledger.given_minor(LINE, ComponentCode.GOODS) == 1999
    assert ledger.given_minor(LINE, ComponentCode.TAX) == 161
    assert ledger.given_minor(None, ComponentCode.SHIPPING) == 540
    assert ledger.money(Account.REFUNDED) == usd("24.90")
    rest = a_return(order, units={"line-1": 1}, ledger=ledger)
    assert rest.total == usd("21.60")  # the cents that the platform rounded away are made up


def test_a_refund_that_a_platform_meant_otherwise_is_not_made_up() -> None:
    line = a_line(price="20.00", quantity=2, current_quantity=1)
    part = RefundedLine(line_id=LINE, quantity=1, amount=usd("12.00"), tax=usd("0"))
    order = a_paid_order(line, refunds=(Refund(id="r", at=PLACED, lines=(part,)),), captured="40.00")

    assert a_return(order, units={"line-1": 1}).total == usd("20.00")


def test_a_refund_without_an_amount_is_what_its_lines_come_to() -> None:
    line = a_line(price="20.00", tax="3.00", current_quantity=0)
    part = RefundedLine(line_id=LINE, quantity=1, amount=usd("20.00"), tax=usd("3.00"))
    gross = a_paid_order(line, prices_include_tax=True, refunds=(Refund(id="r", at=PLACED, lines=(part,)),))

    ledger = opened(gross)

    assert ledger.money(Account.REFUNDED) == usd("20.00")
    assert ledger.given_minor(LINE, ComponentCode.GOODS) == 1700


def test_a_platform_that_gave_back_more_than_it_took_is_told() -> None:
    refund = Refund(id="r", at=PLACED, amount=usd("50.00"))

    with pytest.raises(LedgerError, match="more would be given back"):
        opened(a_paid_order(refunds=(refund,)))


def test_what_the_customer_saw_is_of_one_currency() -> None:
    ledger = opened(a_paid_order(), presentment=Money.of("36.00", "EUR"))
    pounds = MoneyEntry(
        at=NOW, account=Account.REFUNDED, amount=usd("1.00"), tender=0, presentment=Money.of("0.80", "GBP")
    )

    with pytest.raises(LedgerError) as caught:
        ledger.after([pounds])

    assert [fault.path for fault in caught.value.faults] == ["entries[0].presentment"]
