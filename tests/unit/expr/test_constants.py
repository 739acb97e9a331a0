"""Constant parts of conditions: each with the nearest one that decides something."""

from __future__ import annotations

import pytest

from returnkit.expr.backends.printer import to_text
from returnkit.expr.compile import define, read
from returnkit.expr.constants import MAX_LEAVES, constants_in
from tests.unit.expr.vocabulary import SCHEMA


def told(text: str, beside: str | None = None) -> list[str]:
    """Return each constant part with what it always is."""
    other = None if beside is None else read(beside, SCHEMA)
    found = constants_in(read(text, SCHEMA), SCHEMA, other)
    return [f"{to_text(each.part)}: {str(each.value).lower()}" for each in found]


WHOLE = [
    ("item.sealed or not item.sealed", "item.sealed", True),
    ("item.sealed and not item.sealed", "item.sealed", False),
    ("item.quantity == 1 or item.quantity != 1", "item.quantity == 1 or item.quantity != 2", True),
    ("item.price > 1 or item.price < 2", "item.price > 2 or item.price < 2", True),
    ("item.price > 2 and item.price < 2", "item.price > 1 and item.price < 2", False),
    ('item.category in ["shirts", "shoes", "bags"]', 'item.category in ["shirts", "shoes"]', True),
    ("item.brand == null or item.brand != null", 'item.brand == null or item.brand != "a"', True),
    ("item.sealed == true or item.sealed == false", "item.sealed == true or item.price > 3", True),
]


@pytest.mark.parametrize(("constant", "nearest", "value"), WHOLE)
def test_a_condition_that_is_never_the_other_is_constant(constant: str, nearest: str, value: bool) -> None:
    (found,) = constants_in(read(constant, SCHEMA), SCHEMA)

    assert (found.part, found.value, found.is_alone) == (read(constant, SCHEMA), value, True)
    if nearest == 'item.brand == null or item.brand != "a"':
        assert told(nearest) == ["item.brand == null: false"]  # null is no "a"
    elif nearest == "item.quantity == 1 or item.quantity != 2":
        assert told(nearest) == ["item.quantity == 1: false"]
    else:
        assert told(nearest) == []


PARTS = [
    ("item.price > 100 and item.price > 50", ["item.price > 50: true"]),
    ("item.price > 50 and item.price > 100", ["item.price > 50: true"]),
    ("item.price > 100 or item.price > 50", ["item.price > 100: false"]),
    ("item.price > 100 and item.price < 150", []),
    ("item.price > 100 and item.quantity > 50", []),
    ('item.sku in ["a", "b"] and item.sku == "a"', ['item.sku in ["a", "b"]: true']),
    ('item.sku in ["a", "b"] or item.sku == "a"', ['item.sku == "a": false']),
    ('item.sku != "a" and item.sku == "b"', ['item.sku != "a": true']),
    ("item.sealed and (item.price > 3 or not item.sealed)", ["not item.sealed: false"]),
    ("item.sealed or (not item.sealed and item.price > 3)", []),  # it says what sets the two apart
    ("not (item.price > 9 and item.price > 8)", ["item.price > 8: true"]),
    ("item.price > 9 and not (item.price < 3 or item.sealed)", ["item.price < 3: false"]),
    ("item.price > 9 ? item.price > 8 : item.sealed", ["item.price > 8: true"]),
    ("item.price > 9 ? item.sealed : item.price > 10", ["item.price > 10: false"]),
    ("item.price > 9 ? item.sealed : false", []),
    # What stands on another holds up nothing: of two that stand for each other one is left.
    (
        "item.sealed and (item.price > 3 ? item.sealed : item.price > 3)",
        ["item.sealed: true", "item.price > 3: false"],
    ),
    ("item.sealed and not (item.price > 3 or not item.sealed)", ["not item.sealed: false"]),
    ('(item.sku == "a" and item.price > 5) or (item.sku != "a" and item.price > 3)', []),
    ("item.sealed or (item.sealed and item.price > 3)", ["item.sealed and item.price > 3: false"]),
    ("item.quantity > 0 and item.price / item.quantity > 3", []),
    ("item.weight != null and (item.weight ?? 0) < 5", []),
    ("item.weight != null and (item.weight ?? 0) > 5", ["item.weight != null: true"]),
]


@pytest.mark.parametrize(("text", "expected"), PARTS)
def test_a_part_is_asked_where_the_others_do_not_decide(text: str, expected: list[str]) -> None:
    assert told(text) == expected


def test_of_parts_that_stand_for_each_other_one_is_left() -> None:
    found = constants_in(
        read("item.sealed and item.price > 1 and item.sealed and item.sealed", SCHEMA), SCHEMA
    )

    assert [(to_text(each.part), each.is_repeated, each.is_alone) for each in found] == [
        ("item.sealed", True, False),
        ("item.sealed", True, False),
    ]


def test_a_part_that_says_otherwise_what_another_says_is_repeated() -> None:
    (found,) = constants_in(read('item.sku == "a" or item.sku in ["a"]', SCHEMA), SCHEMA)

    assert (to_text(found.part), found.is_repeated) == ('item.sku in ["a"]', True)


def test_what_is_true_beside_a_condition_makes_its_parts_constant() -> None:
    assert told("item.price > 50", beside="item.price > 100") == ["item.price > 50: true"]
    assert told("item.price > 50 and item.sealed", beside="item.price > 100") == ["item.price > 50: true"]
    assert told("item.price > 50 and item.sealed", beside="item.price > 20") == []


def test_a_part_that_is_constant_by_itself_is_told_apart() -> None:
    alone, beside = (
        constants_in(read(text, SCHEMA), SCHEMA)
        for text in ("item.sealed and item.price == item.price", "item.price > 2 and item.price > 1")
    )

    assert [each.is_alone for each in beside] == [False]
    assert alone == ()  # two values compared are taken for any two


def test_a_defined_name_is_one_part() -> None:
    names = define({"dear": "item.price > 100 and item.price > 50"}, SCHEMA)
    found = constants_in(read("dear and item.price > 70", SCHEMA, names), SCHEMA)

    assert [to_text(each.part) for each in found] == ["item.price > 70"]


def test_a_condition_of_many_leaves_is_not_taken_apart() -> None:
    few = " or ".join(["item.price > 9", *(f"item.price == {n}" for n in range(10, 9 + MAX_LEAVES))])
    many = f"{few} or item.price == 1000"

    assert len(told(few)) == MAX_LEAVES - 1
    assert told(many) == []
