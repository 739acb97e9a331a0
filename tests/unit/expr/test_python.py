"""The plain function: Python that computes what the language says, whatever the surroundings."""

from __future__ import annotations

import decimal
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from returnkit.expr.backends.python import compile_predicate
from returnkit.expr.compile import define
from returnkit.expr.rewrite import rewrite
from tests.unit.expr.vocabulary import ROOTS, SCHEMA, facts, tree

FALL_BACK = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)  # an hour before clocks go back in Europe


def ask(text: str, **values: Any) -> bool:
    return compile_predicate(tree(text), ROOTS)(*facts(**values))


@pytest.mark.parametrize(
    ("text", "values", "expected"),
    [
        ("item.price == 0.1 + 0.2", {"price": Decimal("0.3")}, True),
        ("item.price == 3", {"price": 3}, True),
        ("item.price == 3.0", {"price": 3}, True),
        ("item.price in [1.0, 2]", {"price": Decimal("2.00")}, True),
        ("item.price / 3 * 3 == item.price", {"price": 1}, False),
        ("item.price % 3 == -1", {"price": -7}, True),
        ("item.price // 2 == -3", {"price": -7}, True),
        ("item.price.floor == -4 and item.price.ceiling == -3", {"price": Decimal("-3.5")}, True),
        ("-item.price == 2", {"price": -2}, True),
        ("item.weight == null", {"weight": None}, True),
        ("item.weight != 3", {"weight": None}, True),
        ("item.weight in [3]", {"weight": None}, False),
        ("item.brand in item.tags", {"brand": None, "tags": frozenset({"a"})}, False),
        ("(item.weight ?? 2) == 2", {"weight": None}, True),
        ("(item.weight ?? 2) == 0", {"weight": 0}, True),
        ("((item.sealed ? item.weight : 5) ?? 2) == 2", {"weight": None, "sealed": True}, True),
        ("(item.gift ?? true) and item.sealed", {"gift": False, "sealed": True}, False),
        ('item.sku.as_upper == "AB" and item.sku.as_lower == "ab"', {"sku": "aB"}, True),
        ("item.sku.length == 3 and not item.sku.is_empty", {"sku": "한국어"}, True),
        ("item.tags.is_empty and item.tags.length == 0", {"tags": frozenset()}, True),
        ('item.sku.starts_with("") and item.sku.ends_with("b")', {"sku": "ab"}, True),
        ('"" in item.sku and "b" not in item.sku', {"sku": ""}, True),
        ("order.age.days == -1", {"order_age": timedelta(microseconds=-1)}, True),
        ("order.age.total_seconds == 0.5", {"order_age": timedelta(milliseconds=500)}, True),
        ("-order.age < order.age", {"order_age": timedelta(1)}, True),
        ("true", {}, True),
        ("item.sku == item.sku ? item.sealed : true", {"sku": "a", "sealed": False}, False),
    ],
)
def test_a_condition_has_the_value_the_language_gives_it(
    text: str, values: dict[str, Any], expected: bool
) -> None:
    assert ask(text, **values) is expected
    assert compile_predicate(rewrite(tree(text)), ROOTS)(*facts(**values)) is expected


@pytest.mark.parametrize(
    ("text", "sku", "expected"),
    [
        ('item.sku =~ "b"', "ab", False),
        ('item.sku =~~ "b"', "ab", True),
        ('item.sku !~ "b"', "ab", True),
        ('item.sku =~ "ab$"', "ab\n", False),
        ('item.sku =~ r"\\d$"', "٣", False),
        ('item.sku =~ r"\\w$"', "é", False),
    ],
)
def test_a_pattern_means_the_same_on_every_target(text: str, sku: str, expected: bool) -> None:
    assert ask(text, sku=sku) is expected


def test_days_are_counted_between_instants_not_wall_clocks() -> None:
    text = 'order.placed_at - order.shipped_at >= t"P1D"'.replace(
        "order.shipped_at", "(order.shipped_at ?? order.placed_at)"
    )

    assert ask(text, order_placed_at=FALL_BACK + timedelta(days=1), order_shipped_at=FALL_BACK)
    assert not ask(text, order_placed_at=FALL_BACK + timedelta(hours=23), order_shipped_at=FALL_BACK)


def test_an_instant_written_with_an_offset_is_the_instant() -> None:
    text = 'order.placed_at == d"2026-10-25T02:30:00+02:00"'

    assert ask(text, order_placed_at=FALL_BACK)


def test_the_ambient_decimal_context_changes_nothing() -> None:
    text = "item.price / 3 > 0.333333333333333333333333333 and -item.price == -1.000000000000000000001"
    values = {"price": Decimal("1.000000000000000000001")}

    with decimal.localcontext(decimal.Context(prec=2, traps=[decimal.Inexact, decimal.FloatOperation])):
        assert ask(text, **values)


@pytest.mark.parametrize(
    ("text", "values", "error"),
    [
        ("item.price / item.quantity > 1", {"price": 1, "quantity": 0}, decimal.DivisionByZero),
        ("item.price % item.quantity > 1", {"price": 0, "quantity": 0}, decimal.InvalidOperation),
        ("item.price * item.price > 1", {"price": Decimal("9E+999999")}, decimal.Overflow),
        ("-order.age > order.age", {"order_age": timedelta.max}, OverflowError),
    ],
)
def test_a_result_without_meaning_raises(text: str, values: dict[str, Any], error: type[Exception]) -> None:
    with pytest.raises(error):
        ask(text, **values)


def test_long_chains_compile() -> None:
    wide = " or ".join(f"item.price == {number}" for number in range(150))
    names = define(
        {"wide": wide, "more": " and ".join(f"item.price != {n}" for n in range(150, 290))}, SCHEMA
    )
    asked = compile_predicate(rewrite(tree("wide and more or wide", names)), ROOTS)

    assert [asked(*facts(price=price)) for price in (0, 149, 150)] == [True, True, False]


def test_no_builtin_can_be_reached_from_a_condition() -> None:
    asked = compile_predicate(tree("item.tags.length > 1"), ROOTS)

    assert asked.__globals__["__builtins__"] == {}


def test_a_value_that_is_no_boolean_decides_as_one() -> None:
    assert ask("item.sealed", sealed=1) is True
