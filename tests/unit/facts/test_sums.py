"""Sums: every part of an order counts once, and tax only where no price holds it."""

from __future__ import annotations

import pytest

from returnkit.errors import CurrencyError
from returnkit.facts import Shipping, Sums, sums_of
from returnkit.money import Money
from tests.builders import a_line


def euros(amount: str) -> Money:
    return Money.of(amount, "EUR")


LINES = (
    a_line(quantity=3, price="10.00", discount="5.00", tax="4.75", currency="EUR"),
    a_line("line-2", price="20.00", tax="3.80", currency="EUR"),
)
DELIVERY = Shipping(price=euros("6.00"), discount=euros("1.00"), tax=euros("0.95"))


@pytest.mark.parametrize(("is_gross", "total"), [(False, "62.50"), (True, "53.00")])
def test_tax_is_charged_beside_prices_that_do_not_hold_it(is_gross: bool, total: str) -> None:
    sums = sums_of(
        LINES,
        "EUR",
        shipping=DELIVERY,
        duties=euros("2.00"),
        tip=euros("1.00"),
        prices_include_tax=is_gross,
    )

    assert sums == Sums(euros("50.00"), euros("6.00"), euros("9.50"), euros(total))


def test_no_lines_and_no_delivery_come_to_nothing() -> None:
    nothing = Money.zero("JPY")

    assert sums_of((), "JPY") == Sums(nothing, nothing, nothing, nothing)


def test_amounts_of_two_currencies_have_no_sum() -> None:
    with pytest.raises(CurrencyError):
        sums_of(LINES, "USD")
