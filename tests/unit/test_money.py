"""Money: exact, of one currency, and never a cent lost."""

from __future__ import annotations

import json
from decimal import Context, Decimal, localcontext
from itertools import pairwise
from pathlib import Path
from typing import Any, cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from returnkit.errors import AmountError, CurrencyError
from returnkit.money import Money, exponent
from tests.modes import size

GOLDEN = json.loads((Path(__file__).parents[1] / "data" / "golden_money.json").read_text(encoding="utf-8"))
EXAMPLES: dict[str, dict[str, Any]] = {each["id"]: each for each in GOLDEN["examples"]}  # Any: JSON

currencies = st.sampled_from(["USD", "KRW", "KWD", "CLF"])
minors = st.integers(-(10**12), 10**12)
weights = st.lists(st.integers(0, 9999), min_size=1, max_size=9)


def shown(amounts: tuple[Money, ...]) -> list[str]:
    return [str(amount.decimal) for amount in amounts]


# --- golden examples -----------------------------------------------------------------------------


def test_a_discount_is_spread_by_the_amounts_of_lines() -> None:
    golden = EXAMPLES["M01"]
    given_lines, discount = golden["input"]["lines"], golden["input"]["order_discount"]
    amounts = [Money.of(line["amount"], "USD").minor for line in given_lines]

    parts = Money.of(discount, "USD").allocate(amounts)

    assert shown(parts) == list(golden["expected"]["line_discounts"].values())


@pytest.mark.parametrize("name", ["M02", "M05"])
def test_equal_lines_share_a_discount_to_the_last_minor_unit(name: str) -> None:
    golden = EXAMPLES[name]
    shares = [line["weight"] for line in golden["input"]["lines"]]

    parts = Money.of(golden["input"]["order_discount"], golden["currency"]).allocate(shares)

    assert shown(parts) == list(golden["expected"]["line_discounts"].values())


def test_returning_one_by_one_refunds_what_returning_all_does() -> None:
    golden = EXAMPLES["M03"]
    paid = Money.of(golden["input"]["line_paid"], "USD")

    units = paid.allocate([1] * golden["input"]["quantity"])

    assert shown(units) == golden["expected"]["unit_shares"]
    assert sum(units[1:], units[0]) == paid


# --- laws (M29, M30) -----------------------------------------------------------------------------


@given(st.integers(-5000, 20000), weights, currencies)
@settings(max_examples=size(ci=300, full=20_000))
def test_parts_sum_to_the_whole_and_stay_within_one_minor_unit(
    minor: int, split: list[int], currency: str
) -> None:
    parts = [part.minor for part in Money(minor, currency).allocate(split)]

    assert sum(parts) == minor
    assert all(part == 0 or (part > 0) == (minor > 0) for part in parts)
    equal = split if any(split) else [1] * len(split)
    for part, weight in zip(parts, equal, strict=True):
        assert abs(part * sum(equal) - minor * weight) < sum(equal)


@given(minors, weights)
def test_of_two_parts_the_greater_weight_gets_no_less(minor: int, split: list[int]) -> None:
    parts = [abs(part.minor) for part in Money(minor, "USD").allocate(split)]

    by_weight = sorted(zip(split, parts, strict=True))
    assert all(low[1] <= high[1] for low, high in pairwise(by_weight) if low[0] < high[0])


@given(minors, st.integers(1, 9))
def test_equal_weights_favour_the_earlier(minor: int, count: int) -> None:
    parts = [abs(part.minor) for part in Money(minor, "USD").allocate([3] * count)]

    assert parts == sorted(parts, reverse=True)
    assert max(parts) - min(parts) <= 1


@given(st.integers(0, 5000), st.integers(1, 12), st.data())
@settings(max_examples=size(ci=200, full=2_000))
def test_any_split_of_a_line_into_returns_refunds_its_total(
    total: int, quantity: int, data: st.DataObject
) -> None:
    units = Money(total, "USD").allocate([1] * quantity)
    returned, refunds = 0, []

    while returned < quantity:
        count = data.draw(st.integers(1, quantity - returned))
        refunds.append(sum(unit.minor for unit in units[returned : returned + count]))
        returned += count

    assert sum(refunds) == total


@given(minors, currencies)
def test_the_decimal_reads_back_as_the_same_amount(minor: int, currency: str) -> None:
    amount = Money(minor, currency)

    assert Money.of(amount.decimal, currency) == amount
    assert Money.of(str(amount.decimal), currency) == amount
    assert -amount.decimal.as_tuple().exponent == exponent(currency)  # type: ignore[operator]  # finite


@given(minors, minors)
def test_sums_and_orders_are_those_of_the_minor_units(one: int, other: int) -> None:
    left, right = Money(one, "USD"), Money(other, "USD")

    assert (left + right).minor == one + other
    assert (left - right).minor == one - other
    assert (-left).minor == -one
    assert (left < right, left <= right, left > right, left >= right, left == right) == (
        one < other, one <= other, one > other, one >= other, one == other,
    )  # fmt: skip
    assert bool(left) is bool(one)


# --- refusals ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "operate",
    [
        lambda a, b: a + b,
        lambda a, b: a - b,
        lambda a, b: a < b,
        lambda a, b: a <= b,
        lambda a, b: a > b,
        lambda a, b: a >= b,
    ],
)
def test_two_currencies_never_meet(operate: Any) -> None:
    with pytest.raises(CurrencyError, match="USD and EUR never meet"):
        operate(Money(1, "USD"), Money(1, "EUR"))


def test_amounts_of_two_currencies_are_not_equal() -> None:
    assert Money(0, "USD") != Money(0, "EUR")


@pytest.mark.parametrize("amount", [1.5, 1.0, True, None, b"1", float("nan")])
def test_what_is_no_exact_amount_is_refused(amount: Any) -> None:
    with pytest.raises(AmountError, match="is not an exact amount") as refusal:
        Money.of(amount, "USD")

    assert refusal.value.help == 'give a string or a Decimal, such as "19.99"'


@pytest.mark.parametrize(
    "amount", ["", "abc", "1,50", "1.2.3", "0x10", "--1", "1_000", " 1", "1\n", "\u0661", "\uff11\uff12"]
)
def test_what_is_no_number_is_refused(amount: str) -> None:
    with pytest.raises(AmountError, match="is not a number"):
        Money.of(amount, "USD")


@pytest.mark.parametrize("amount", ["NaN", "sNaN", "Infinity", "-inf", "1e400", "1e-400", "1e999999"])
def test_what_no_shop_counts_is_refused(amount: str) -> None:
    with pytest.raises(AmountError, match="is not a usable amount"):
        Money.of(amount, "USD")


@pytest.mark.parametrize(
    ("amount", "currency", "decimals"), [("1.001", "USD", 2), ("0.5", "KRW", 0), ("1.0001", "KWD", 3)]
)
def test_more_decimals_than_the_currency_has_are_refused(amount: str, currency: str, decimals: int) -> None:
    with pytest.raises(AmountError, match=rf"more decimals than {currency} has \({decimals}\)"):
        Money.of(amount, currency)


@pytest.mark.parametrize("minor", [1.0, True, "1", Decimal(1)])
def test_minor_units_are_whole_numbers(minor: Any) -> None:
    with pytest.raises(AmountError, match="is not a whole number of minor units"):
        Money(minor, "USD")


@pytest.mark.parametrize("currency", ["usd", "XXX", "", "EURO", "HRK"])
def test_an_unknown_currency_is_refused(currency: str) -> None:
    with pytest.raises(CurrencyError, match=f"unknown currency `{currency}`"):
        Money.zero(currency)


@pytest.mark.parametrize("split", [[], [-1], [1, -1]])
def test_an_amount_is_not_split_by_nothing_or_less(split: list[int]) -> None:
    with pytest.raises(AmountError, match="one or more weights from zero up"):
        Money(100, "USD").allocate(split)


# --- examples ------------------------------------------------------------------------------------


def test_weights_of_zero_split_equally() -> None:
    assert shown(Money.of("0.05", "USD").allocate([0, 0, 0])) == ["0.02", "0.02", "0.01"]


def test_a_debt_is_split_as_the_amount_is() -> None:
    assert shown(Money.of("-10.00", "USD").allocate([1, 1, 1])) == ["-3.34", "-3.33", "-3.33"]


@pytest.mark.parametrize(
    ("rate", "expected"), [(Decimal("0.15"), "135.00 USD"), (Decimal("0.5"), "450.00 USD"), (0, "0.00 USD")]
)
def test_a_rate_rounds_once_half_up(rate: Decimal | int, expected: str) -> None:
    assert str(Money.of("899.99", "USD").times(rate)) == expected


def test_text_shows_the_decimals_of_the_currency() -> None:
    assert [str(Money(1500, code)) for code in ("USD", "KRW", "KWD")] == [
        "15.00 USD",
        "1500 KRW",
        "1.500 KWD",
    ]


def test_a_whole_number_multiplies() -> None:
    assert Money(150, "USD") * 3 == Money(450, "USD")


def test_the_ambient_decimal_context_changes_nothing() -> None:
    with localcontext(Context(prec=2)):
        amount = Money.of("12345.67", "USD")

        assert amount.minor == 1_234_567
        assert str(amount) == "12345.67 USD"
        assert amount.times(Decimal("1.1")) == Money.of("13580.24", "USD")


@pytest.mark.parametrize("rate", [1.1, True, "0.5", Decimal("NaN"), Decimal("Infinity")])
def test_a_rate_that_is_not_exact_is_refused(rate: Any) -> None:
    with pytest.raises(AmountError, match="is not an exact rate"):
        Money.of("10.00", "USD").times(rate)


def test_weights_are_whole_numbers() -> None:
    with pytest.raises(AmountError, match="whole numbers"):
        Money.of("10.00", "USD").allocate(cast("Any", [1.5, 1]))
