"""The tree: closed, immutable, compared by value, and walked in the order written."""

from __future__ import annotations

import dataclasses
import inspect
from decimal import Decimal

import pytest

from returnkit.expr import ir
from returnkit.expr.ir import (
    NODES,
    And,
    Compare,
    Comparison,
    Field,
    Kind,
    Literal,
    Named,
    Node,
    Not,
    children,
    depth,
    fields,
    walk,
    with_children,
)
from tests.unit.expr.vocabulary import tree

TEXTS = [
    "true",
    "not item.sealed",
    "item.sealed and item.sku.is_empty or item.tags.is_empty",
    "item.sealed ? item.price > 1 : (item.weight ?? 2) == 3",
    'item.sku in ["a"] and "b" in item.tags and item.sku =~ "a"',
    "-item.price + 1 < item.price.floor",
    "item.sku.starts_with(item.sku)",
]


def test_the_set_of_classes_is_closed() -> None:
    found = {each for _, each in inspect.getmembers(ir, inspect.isclass) if issubclass(each, Node)}

    assert found - {Node} == set(NODES)
    assert len(set(NODES)) == len(NODES)


@pytest.mark.parametrize("node", NODES)
def test_every_node_is_frozen_and_small(node: type[Node]) -> None:
    assert dataclasses.is_dataclass(node)
    assert node.__dataclass_params__.frozen  # type: ignore[attr-defined]  # not in the stubs
    assert "__dict__" not in dir(node)


@pytest.mark.parametrize("text", TEXTS)
def test_a_node_rebuilt_from_its_children_is_the_same(text: str) -> None:
    for node in walk(tree(text)):
        assert with_children(node, children(node)) == node


def test_other_children_give_another_node() -> None:
    a, b = Field("a"), Field("b")

    for node in walk(tree(TEXTS[3])):
        below = children(node)
        if below:
            assert children(with_children(node, (a, b, a)[: len(below)])) == (a, b, a)[: len(below)]
    assert with_children(Named("n", a), (b,)) == Named("n", b)


def test_a_walk_goes_in_the_order_written() -> None:
    found = [type(node).__name__ for node in walk(tree("not item.sealed or item.price > 1"))]

    assert found == ["Or", "Not", "Field", "Compare", "Field", "Literal"]


def test_fields_are_listed_once_in_the_order_written() -> None:
    found = fields(tree("item.price > 1 and item.sealed and item.price < item.quantity"))

    assert [each.path for each in found] == ["item.price", "item.sealed", "item.quantity"]


def test_depth_counts_levels() -> None:
    assert depth(Literal(True)) == 1
    assert depth(Not(And((Literal(True), Not(Literal(False)))))) == 4


def test_the_place_of_a_name_does_not_matter_to_what_it_is() -> None:
    here, there = Field("item.price", Kind.NUMBER, start=3), Field("item.price", Kind.NUMBER, start=9)

    assert here == there
    assert hash(here) == hash(there)
    assert (here.root, here.attribute) == ("item", "price")


def test_nodes_are_compared_by_value() -> None:
    assert Compare(Comparison.EQ, Field("a"), Literal(Decimal("1.0"))) == Compare(
        Comparison.EQ, Field("a"), Literal(Decimal(1))
    )
