"""Rewrite: each rule gives a cheaper form of the same condition."""

from __future__ import annotations

import pytest

from returnkit.expr.compile import define
from returnkit.expr.ir import Not
from returnkit.expr.rewrite import RULES, cost, rewrite
from tests.unit.expr.vocabulary import SCHEMA, tree

REWRITTEN = [
    ("not not item.sealed", "item.sealed"),
    ("not (item.price < 1)", "item.price >= 1"),
    ("not (item.price <= 1)", "item.price > 1"),
    ("not (item.price > 1)", "item.price <= 1"),
    ("not (item.price >= 1)", "item.price < 1"),
    ("not (item.price == 1)", "item.price != 1"),
    ("not (item.price != 1)", "item.price == 1"),
    ("item.sealed == true", "item.sealed"),
    ("item.sealed != true", "not item.sealed"),
    ("item.sealed == false", "not item.sealed"),
    ("item.sealed != false", "item.sealed"),
    ("(not item.sealed) == false", "item.sealed"),
    ("item.gift == true", "item.gift == true"),
    ("item.sealed and (item.sealed and item.tags.is_empty)", "item.sealed and item.tags.is_empty"),
    ("item.sealed or item.sealed", "item.sealed"),
    ('item.sku == "a" or item.sku == "b"', 'item.sku in ["a", "b"]'),
    ('item.sku in ["a", "c"] or item.sku == "b" or item.sku == "a"', 'item.sku in ["a", "c", "b"]'),
    ('item.sku == "a" or item.brand == "b"', 'item.sku == "a" or item.brand == "b"'),
    ('item.sku == "a" and item.sku == "b"', 'item.sku == "a" and item.sku == "b"'),
    ("item.price == 1 or item.price == 2", "item.price == 1 or item.price == 2"),
    ('item.sku =~ "a" and item.sealed', 'item.sealed and item.sku =~ "a"'),
]


@pytest.mark.parametrize(("text", "expected"), REWRITTEN)
def test_a_condition_becomes_its_cheaper_form(text: str, expected: str) -> None:
    assert rewrite(tree(text)) == tree(expected)


@pytest.mark.parametrize(("text", "expected"), REWRITTEN)
def test_a_rewritten_condition_stays_as_it_is(text: str, expected: str) -> None:
    once = rewrite(tree(text))

    assert rewrite(once) == once


def test_nothing_passes_a_part_that_may_fail() -> None:
    text = 'item.sku =~ "a" and item.price / item.weight > 1 and item.sealed'.replace(
        "item.weight", "item.quantity"
    )

    assert rewrite(tree(text)) == tree(text)


def test_a_defined_name_costs_nothing() -> None:
    names = define({"dear": "not cheap", "cheap": "item.price < 3"}, SCHEMA)

    assert rewrite(tree("dear", names)) == tree("item.price >= 3")


def test_the_rules_are_told_apart_by_their_names() -> None:
    assert len({rule.__name__ for rule in RULES}) == len(RULES)
    assert all(rule.__doc__ for rule in RULES)


def test_a_pattern_is_dearer_than_a_comparison_and_that_than_a_flag() -> None:
    flag, compared, pattern = tree("item.sealed"), tree("item.price > 1"), tree('item.sku =~ "a"')

    assert cost(flag) < cost(compared) < cost(pattern)
    assert cost(Not(flag)) == cost(flag)
