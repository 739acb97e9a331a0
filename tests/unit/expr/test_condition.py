"""Conditions as texts that combine: flat where they can be, in brackets always."""

from __future__ import annotations

import pytest

from returnkit.expr.condition import Condition, when
from returnkit.expr.ir import And, Not, Or
from tests.unit.expr.vocabulary import field, tree

A, B, C = when("item.sealed"), when("item.tags.is_empty"), when("item.sku.is_empty")


@pytest.mark.parametrize(
    ("condition", "text"),
    [
        (A, "item.sealed"),
        (A & B, "(item.sealed) and (item.tags.is_empty)"),
        (A & B & C, "(item.sealed) and (item.tags.is_empty) and (item.sku.is_empty)"),
        (A & (B & C), "(item.sealed) and (item.tags.is_empty) and (item.sku.is_empty)"),
        (A | B | C, "(item.sealed) or (item.tags.is_empty) or (item.sku.is_empty)"),
        ((A | B) & C, "((item.sealed) or (item.tags.is_empty)) and (item.sku.is_empty)"),
        (A | (B & C), "(item.sealed) or ((item.tags.is_empty) and (item.sku.is_empty))"),
        (~A, "not (item.sealed)"),
        (~(A | B), "not ((item.sealed) or (item.tags.is_empty))"),
        (A & ~B, "(item.sealed) and (not (item.tags.is_empty))"),
    ],
)
def test_joined_conditions_are_one_text(condition: Condition, text: str) -> None:
    assert condition.text == text


def test_the_joined_text_reads_as_the_join() -> None:
    a, b, c = field("item.sealed"), tree("item.tags.is_empty"), tree("item.sku.is_empty")

    assert tree((A & B & C).text) == And((a, b, c))
    assert tree((A | B & C).text) == Or((a, And((b, c))))
    assert tree((~(A & B)).text) == Not(And((a, b)))


def test_a_join_takes_each_text_as_a_whole() -> None:
    either = when("item.sealed or item.tags.is_empty")

    assert tree((either & C).text) == And((tree(either.text), tree(C.text)))


def test_conditions_are_compared_by_value() -> None:
    assert when("a") & when("b") == Condition(("a", "b"), "and")
    assert when("a") != when("b")
