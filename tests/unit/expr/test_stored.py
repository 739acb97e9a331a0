"""Stored form: plain JSON, which loads to the same tree, and nothing else loads."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from returnkit.expr.compile import define
from returnkit.expr.ir import Choices, Field, Literal, Node, Not
from returnkit.expr.stored import dump, load
from tests.unit.expr.vocabulary import SCHEMA, tree

TEXTS = [
    "item.price > 1.50 and not item.sealed",
    'item.sku in ["a", "é\\"\\n"] or "b" in item.tags',
    'order.placed_at + t"P1DT3S" > d"2026-01-01T00:00:00.5+02:00"',
    "(item.weight ?? 2) == 3 or item.weight == null",
    'item.sku =~ "a$" and item.sku.ends_with("b")',
    "item.sealed ? -item.price < 1 : item.price.floor == 2",
]


@pytest.mark.parametrize("text", TEXTS)
def test_a_tree_survives_json(text: str) -> None:
    node = tree(text)

    assert load(json.loads(json.dumps(dump(node)))) == node


def test_a_defined_name_survives_with_its_body() -> None:
    node = tree("dear or item.sealed", define({"dear": "item.price > 3"}, SCHEMA))

    assert load(json.loads(json.dumps(dump(node)))) == node


@pytest.mark.parametrize(
    "value",
    [
        None,
        True,
        Decimal("-0.10"),
        Decimal("1E-30"),
        "",
        timedelta(-1, 5, 7),
        datetime(2026, 1, 1, 0, 0, 0, 1, UTC),
    ],
)
def test_a_constant_survives_exactly(value: Any) -> None:
    node = load(json.loads(json.dumps(dump(Literal(value)))))

    assert isinstance(node, Literal)
    assert type(node.value) is type(value)
    assert str(node.value) == str(value)


def test_the_place_of_a_name_is_not_stored() -> None:
    loaded = load(dump(Field("item.price", start=7)))

    assert isinstance(loaded, Field)
    assert loaded.start == -1


def test_a_value_without_a_stored_form_is_a_defect() -> None:
    with pytest.raises(AssertionError, match="no stored form for float"):
        dump(Choices((1.5,)))  # type: ignore[arg-type]  # what is tested


@pytest.mark.parametrize(
    "data",
    [
        None,
        1,
        [],
        {},
        "Literal",
        ["Nothing", 1],
        ["Not"],
        ["Not", ["Literal", True], 1],
        ["Literal", {"number": "x"}],
        ["Literal", {"instant": "yesterday"}],
        ["Compare", {"Comparison": "<>"}, ["Literal", 1], ["Literal", 1]],
        ["Literal", {"unheard": 1}],
        ["Literal", {}],
        ["Literal", {"number": "1", "instant": "2"}],
        ["Literal", {"number": None}],
        ["Literal", {"duration": 5}],
        ["Literal", {"all": 5}],
    ],
)
def test_what_was_not_stored_does_not_load(data: Any) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - several, one for each way to be wrong
        load(data)


def test_nothing_but_nodes_is_made() -> None:
    loaded: Node = load(["Not", ["Field", "item.sealed", {"Kind": "boolean"}]])

    assert loaded == Not(tree("item.sealed"))


@pytest.mark.parametrize(
    "data", [["Not", 3], ["And", {"all": [["Literal", True], 5]}], ["Compare", {"Comparison": "=="}, 1, 2]]
)
def test_a_stored_tree_holds_only_conditions(data: object) -> None:
    with pytest.raises(ValueError, match="something else than conditions"):
        load(data)
