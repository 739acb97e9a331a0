"""The index: the first true condition of many, found by what their values leave possible."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from returnkit.errors import UnknownFactError
from returnkit.expr.backends.bounds import (
    Bound,
    comparison_bound,
    flag_bound,
    member_bound,
    no_bound,
    not_bound,
)
from returnkit.expr.backends.index import _MAX_CUTS, compile_indexed
from returnkit.expr.ir import Compare, Comparison, Field, Literal, Member, Node, Not
from returnkit.expr.schema import Unknown
from tests.unit.expr.vocabulary import ROOTS, facts, field, tree


def first(texts: list[str | None], **values: Any) -> int:
    nodes = [tree(text) if text else None for text in texts]
    return compile_indexed(nodes, ROOTS)(*facts(**values))


CATEGORIES: list[str | None] = [
    'item.category == "shoes" and item.price > 10',
    'item.category in ["shoes", "bags"] and item.sealed',
    'item.category not in ["shirts"]',
    'item.category != "shirts" and item.price < 0',
    "item.price <= 3",
    "item.price >= 9",
]


@pytest.mark.parametrize(
    ("category", "price", "sealed", "expected"),
    [
        ("shoes", 11, False, 0),
        ("shoes", 10, True, 1),
        ("bags", 10, False, 2),
        ("hats", 5, True, 2),
        ("shirts", 3, True, 4),
        ("shirts", 9, True, 5),
        ("shirts", 4, True, -1),
    ],
)
def test_the_first_true_condition_is_found(category: str, price: int, sealed: bool, expected: int) -> None:
    assert first(CATEGORIES, category=category, price=price, sealed=sealed) == expected


@pytest.mark.parametrize(
    ("price", "expected"),
    [(1, 0), (2, 1), (3, 2), (Decimal("3.5"), 3), (4, 4), (5, 4), (6, -1)],
)
def test_a_range_counts_its_constant_as_its_order_says(price: Decimal, expected: int) -> None:
    texts: list[str | None] = [
        "item.price < 2",
        "item.price <= 2",
        "item.price > 2 and item.price <= 3",
        "item.price > 3 and 4 > item.price",
        "4 <= item.price and item.price < 6",
    ]

    assert first(texts, price=price) == expected


def test_flags_nulls_and_instants_are_looked_up() -> None:
    texts: list[str | None] = [
        "not item.sealed and item.gift == null",
        "item.sealed and item.gift == true",
        'item.gift != null and order.placed_at > d"2026-01-01T00:00:00Z"',
        'item.gift in [] and order.placed_at > d"2026-01-01T00:00:00Z"'.replace(
            "item.gift in []", "item.brand in []"
        ),
    ]
    early = datetime(2026, 1, 1, tzinfo=UTC)

    assert first(texts, sealed=False, gift=None, order_placed_at=early, brand=None) == 0
    assert first(texts, sealed=True, gift=True, order_placed_at=early, brand="a") == 1
    assert first(texts, sealed=True, gift=False, order_placed_at=early, brand="a") == -1
    assert first(texts, sealed=True, gift=False, order_placed_at=early + timedelta(1), brand="a") == 2


def test_two_demands_of_one_field_are_both_kept() -> None:
    texts: list[str | None] = [
        'item.sku in ["a", "b"] and item.sku in ["b", "c"]',
        'item.sku != "a" and item.sku != "c"',
    ]

    assert [first(texts, sku=sku) for sku in "abcd"] == [-1, 0, -1, 1]


def test_an_unconditional_one_ends_the_search() -> None:
    assert first(["item.price > 1", None, "item.price > 0"], price=0) == 1
    assert first([None], price=0) == 0
    assert first([], price=0) == -1


def test_what_no_table_covers_is_asked() -> None:
    texts: list[str | None] = [
        'item.sku =~ "a" and item.sealed',
        "item.price * 2 > 5 or item.sealed",
        "item.sealed",
    ]

    assert first(texts, sku="b", sealed=True, price=1) == 1


def test_a_field_with_too_many_constants_is_asked_each_time() -> None:
    texts: list[str | None] = [f"item.price == {number} and item.sealed" for number in range(_MAX_CUTS + 2)]

    assert first(texts, price=_MAX_CUTS + 1, sealed=True) == _MAX_CUTS + 1


def test_a_failing_part_beside_a_false_indexed_part_is_not_asked() -> None:
    texts: list[str | None] = [
        "item.price / item.quantity > 1 and item.sealed",
        "item.sealed",
        "not item.sealed",
    ]

    assert first(texts, price=1, quantity=0, sealed=False) == 2
    with pytest.raises(ZeroDivisionError):
        first(texts, price=1, quantity=0, sealed=True)


def test_an_unknown_indexed_field_raises() -> None:
    with pytest.raises(UnknownFactError):
        first(CATEGORIES, category=Unknown("not_asked"), price=1, sealed=True)
    with pytest.raises(UnknownFactError):
        first(CATEGORIES, category="shoes", price=Unknown("not_asked"), sealed=True)


# --- bounds --------------------------------------------------------------------------------------

PRICE, SEALED, SKU = field("item.price"), field("item.sealed"), field("item.sku")
TWO = Literal(Decimal(2))


@pytest.mark.parametrize(
    ("node", "expected"),
    [
        (Compare(Comparison.EQ, PRICE, TWO), Bound(PRICE, (Decimal(2),))),
        (Compare(Comparison.NE, TWO, PRICE), Bound(PRICE, (Decimal(2),), holds=False)),
        (Compare(Comparison.LT, PRICE, TWO), Bound(PRICE, (Decimal(2),), order=Comparison.LT)),
        (Compare(Comparison.LT, TWO, PRICE), Bound(PRICE, (Decimal(2),), order=Comparison.GT)),
        (Compare(Comparison.GE, TWO, PRICE), Bound(PRICE, (Decimal(2),), order=Comparison.LE)),
        (Compare(Comparison.LT, PRICE, PRICE), None),
    ],
)
def test_a_comparison_with_a_constant_is_a_bound(node: Compare, expected: Bound | None) -> None:
    assert comparison_bound(node) == expected


def test_a_flag_and_its_opposite_are_bounds() -> None:
    assert flag_bound(SEALED) == Bound(SEALED, (True,))
    assert flag_bound(PRICE) is None
    assert not_bound(Not(SEALED)) == Bound(SEALED, (False,))
    assert not_bound(Not(Not(SEALED))) is None
    assert no_bound(TWO) is None


def test_a_look_up_and_its_opposite_are_bounds() -> None:
    lookup, in_set = tree('item.sku in ["a"]'), tree("item.sku in item.tags")
    assert isinstance(lookup, Member)
    assert isinstance(in_set, Member)

    assert member_bound(lookup) == Bound(SKU, ("a",))
    assert not_bound(Not(lookup)) == Bound(SKU, ("a",), holds=False)
    assert member_bound(in_set) is None
    assert not_bound(Not(in_set)) is None


def test_bounds_are_of_fields_only() -> None:
    node: Node = tree("item.price + 1 > 2")

    assert isinstance(node, Compare)
    assert comparison_bound(node) is None
    assert isinstance(PRICE, Field)
