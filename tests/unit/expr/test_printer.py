"""The printer: text that reads as the same tree, brackets wherever a reader could doubt."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest

from returnkit.expr.backends.printer import scalar_text, to_text
from returnkit.expr.compile import define
from returnkit.expr.ir import Scalar
from tests.unit.expr.vocabulary import SCHEMA, tree


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("not (item.price > 1)", "not (item.price > 1)"),
        ("not item.sku in ['a']", 'item.sku not in ["a"]'),
        ('not (item.sku =~ "a")', 'item.sku !~ "a"'),
        ('item.sku !~~ "a$"', 'item.sku !~~ "a$"'),
        (
            "item.sealed and (item.price > 1 or item.sealed)",
            "item.sealed and (item.price > 1 or item.sealed)",
        ),
        ("(item.weight ?? -1.50) * 2 > 1e3", "((item.weight ?? -1.50) * 2) > 1000"),
        ("-item.price - -3 > -(-item.price)", "((-item.price) - -3) > (-(-item.price))"),
        ("(item.price + 1).floor > 1", "(item.price + 1).floor > 1"),
        ('item.sku.as_lower.starts_with("a" )', 'item.sku.as_lower.starts_with("a")'),
        ("item.sealed ? item.price > 1 : true", "item.sealed ? (item.price > 1) : true"),
        ('item.sku == "a\\"\\\\b\\n"', 'item.sku == "a\\"\\\\b\\x0a"'),
        ('item.sku == "é😀\\ue000"', 'item.sku == "é😀\\ue000"'),
        ('order.placed_at > d"2026-01-01T01:00:00+01:00"', 'order.placed_at > d"2026-01-01T00:00:00+00:00"'),
        ('order.age > t"P1W" and order.age < t"PT90M"', 'order.age > t"P7D" and order.age < t"P0DT5400S"'),
        ("item.weight in [] or item.weight == null", "item.weight in [] or item.weight == null"),
    ],
)
def test_a_tree_is_printed_in_one_way(text: str, printed: str) -> None:
    assert to_text(tree(text)) == printed
    assert tree(printed) == tree(text)


@pytest.mark.parametrize(
    "text",
    [
        "item.price > 1 / 3",
        "item.price > -1 / 3 * 1e-30",
        "item.price > 1e30 * 1e30 * 7",
        "item.price > (-1e30).floor",
        "item.price > 1e30 + 1",
        "item.price > 0 * 1e-30",
        "item.price > 1e-30 * 1e-30",
        'order.age > t"P1D" - t"P2D"',
        'order.age > -(t"P36525D" + t"P36525D" + t"PT1S")',
        'order.age > d"2026-01-01T00:00:00.5Z" - d"2025-01-01T00:00:00Z"',
        'order.age > d"0001-01-01T00:00:00Z" - d"9999-12-31T23:59:59Z"',
    ],
)
def test_a_constant_that_no_literal_can_write_is_printed_as_what_folds_to_it(text: str) -> None:
    assert tree(to_text(tree(text))) == tree(text)


def test_a_duration_longer_than_the_calendar_is_printed_in_pieces() -> None:
    assert scalar_text(timedelta(days=6_000_001)).count("9999") == 0
    assert scalar_text(timedelta(days=6_000_001)).count(" + ") == 2


def test_a_defined_name_is_printed_as_the_name() -> None:
    names = define({"dear": "item.price > 3"}, SCHEMA)
    text = "dear and (not dear)"

    assert to_text(tree(text, names)) == text
    assert tree(to_text(tree(text, names)), names) == tree(text, names)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, "null"),
        (True, "true"),
        (False, "false"),
        ("", '""'),
        (Decimal("0.10"), "0.10"),
        (timedelta(0), 't"P0D"'),
    ],
)
def test_a_constant_is_printed_as_the_language_writes_it(value: Scalar, text: str) -> None:
    assert scalar_text(value) == text
