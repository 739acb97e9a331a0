"""Types: the shape of each checked node, and whether it can fail."""

from __future__ import annotations

import pytest

from returnkit.expr.compile import define
from returnkit.expr.ir import Field, Kind, Named, Trait, children
from returnkit.expr.types import NULL, TRAITS, Type, is_total, type_of
from tests.unit.expr.vocabulary import SCHEMA, tree


def typed(text: str) -> Type:
    """Return the type of any value of the language, through a definition."""
    return type_of(define({"value": text}, SCHEMA)["value"])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("true", Type(Kind.BOOLEAN)),
        ("1", Type(Kind.NUMBER)),
        ('"a"', Type(Kind.STRING)),
        ('d"2026-01-01T00:00:00Z"', Type(Kind.INSTANT)),
        ('t"P1D"', Type(Kind.DURATION)),
        ("null", NULL),
        ('["a"]', Type(Kind.STRING, choices=True)),
        ("[]", Type(None, choices=True)),
        ("item.weight", Type(Kind.NUMBER, nullable=True)),
        ("item.tags", Type(Kind.STRINGS)),
        ("item.sealed ? null : item.price", Type(Kind.NUMBER, nullable=True)),
        ("item.sealed ? item.weight : item.price", Type(Kind.NUMBER, nullable=True)),
        ("item.sealed ? item.price : 1", Type(Kind.NUMBER)),
        ("item.weight ?? 1", Type(Kind.NUMBER)),
        ("item.weight ?? null", Type(Kind.NUMBER, nullable=True)),
        ("item.price + 1", Type(Kind.NUMBER)),
        ("order.placed_at - order.placed_at", Type(Kind.DURATION)),
        ("order.placed_at - order.age", Type(Kind.INSTANT)),
        ("order.age + order.placed_at", Type(Kind.INSTANT)),
        ("order.age - order.age", Type(Kind.DURATION)),
        ("-item.price", Type(Kind.NUMBER)),
        ("-order.age", Type(Kind.DURATION)),
        ("item.tags.length", Type(Kind.NUMBER)),
        ("item.sku.as_lower", Type(Kind.STRING)),
        ("item.price > 1", Type(Kind.BOOLEAN)),
        ("item.sealed and item.sealed", Type(Kind.BOOLEAN)),
    ],
)
def test_a_value_has_the_shape_of_its_parts(text: str, expected: Type) -> None:
    assert typed(text) == expected


def test_a_defined_name_has_the_type_of_what_it_stands_for() -> None:
    assert type_of(Named("n", Field("item.tags", Kind.STRINGS, nullable=True))) == Type(
        Kind.STRINGS, nullable=True
    )


def test_every_trait_says_what_it_is_read_off_and_gives() -> None:
    assert set(TRAITS) == set(Trait)


@pytest.mark.parametrize("text", ["item.price > 1", 'item.sku =~ "a"', "(item.weight ?? 1).floor == 2"])
def test_what_computes_nothing_cannot_fail(text: str) -> None:
    assert is_total(tree(text))


@pytest.mark.parametrize(
    "text", ["item.price + 1 > 1", "-order.age > order.age", "item.sealed or item.price / 2 > 1"]
)
def test_what_computes_may_fail(text: str) -> None:
    assert not is_total(tree(text))


def test_a_list_is_told_from_a_value_by_its_type() -> None:
    lookup = tree('item.sku in ["a"]')

    assert [type_of(node).choices for node in children(lookup)] == [False, True]
