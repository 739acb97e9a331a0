"""The two failures that shops report most, by name, and what they grow from."""

from __future__ import annotations

import pytest

from returnkit.errors import LedgerError
from returnkit.money import Money
from returnkit.settlement import Account, ComponentCode, MoneyEntry, opened
from tests.builders import a_line
from tests.settling import NOW, a_paid_order, a_return, summed


def usd(amount: str) -> Money:
    return Money.of(amount, "USD")


def test_the_share_of_a_discount_is_never_spread_again_over_the_lines_that_survive() -> None:
    """30.00 off 100.00 + 50.00: the second refund is of what was paid, not of the whole discount again.

    Spread over what survives, the second line would bear all 30.00 and pay back 20.00 instead of 40.00.
    """
    shares = usd("30.00").allocate([10_000, 5_000])
    lines = [
        a_line(name, price=price, discount=str(share.decimal))
        for name, price, share in zip(("a", "b"), ("100.00", "50.00"), shares, strict=True)
    ]
    order = a_paid_order(*lines)

    first = a_return(order, units={"a": 1})
    rest = a_return(order, units={"b": 1}, ledger=opened(order).after(first.entries(NOW)))

    assert (first.total, rest.total) == (usd("80.00"), usd("40.00"))
    assert first.total + rest.total == order.total


def test_the_discount_of_a_line_is_never_spread_again_over_the_units_that_survive() -> None:
    order = a_paid_order(a_line(price="10.00", quantity=3, discount="10.00"))

    ledger, refunds = opened(order), []
    for _ in range(3):
        found = a_return(order, units={"line-1": 1}, ledger=ledger)
        ledger = ledger.after(found.entries(NOW))
        refunds.append(str(found.total.decimal))

    assert refunds == ["6.67", "6.67", "6.66"]


def test_one_cent_over_is_never_sent_to_the_gateway() -> None:
    """Refunds that a platform rounded up one by one leave less than the last unit cost; the rest is told."""
    order = a_paid_order(a_line(price="10.00", quantity=3, discount="10.01"))  # 19.99 for three
    rounded_up = [
        MoneyEntry(at=NOW, account=Account.REFUNDED, amount=usd("6.67"), tender=0),
        MoneyEntry(at=NOW, account=Account.REFUNDED, amount=usd("6.67"), tender=0),
    ]
    ledger = opened(order).after(rounded_up)

    found = a_return(order, units={"line-1": 1}, ledger=ledger)

    assert summed(found, ComponentCode.GOODS) == "6.67"
    assert summed(found, ComponentCode.CEILING) == "-0.02"
    assert found.paid_out == ledger.remaining == usd("6.65")


def test_one_cent_over_is_refused_by_the_ledger_whoever_asks() -> None:
    ledger = opened(a_paid_order(a_line(price="10.00")))

    with pytest.raises(LedgerError, match=r"`0\.01 USD` more would be given back than `10\.00 USD` received"):
        ledger.after([MoneyEntry(at=NOW, account=Account.CREDITED, amount=usd("10.01"))])
