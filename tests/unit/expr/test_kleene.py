"""Three-valued logic, by its tables."""

from __future__ import annotations

import itertools

import pytest

from returnkit.expr.backends.kleene import Truth, kleene_and, kleene_if, kleene_not, kleene_or
from returnkit.expr.schema import Unknown

FIRST, SECOND = Unknown("first"), Unknown("second")
T, F = True, False


@pytest.mark.parametrize(("operand", "expected"), [(T, F), (F, T), (FIRST, FIRST)], ids=repr)
def test_not(operand: Truth, expected: Truth) -> None:
    assert kleene_not(operand) is expected


@pytest.mark.parametrize(
    ("operands", "expected"),
    [
        ((T, T), T),
        ((T, F), F),
        ((FIRST, F), F),
        ((F, FIRST), F),
        ((FIRST, T), FIRST),
        ((T, FIRST, SECOND), FIRST),
    ],
    ids=repr,
)
def test_and_is_false_where_any_is_else_the_first_unknown(
    operands: tuple[Truth, ...], expected: Truth
) -> None:
    assert kleene_and(*operands) is expected


@pytest.mark.parametrize(
    ("operands", "expected"),
    [
        ((F, F), F),
        ((T, F), T),
        ((FIRST, T), T),
        ((T, FIRST), T),
        ((FIRST, F), FIRST),
        ((F, FIRST, SECOND), FIRST),
    ],
    ids=repr,
)
def test_or_is_true_where_any_is_else_the_first_unknown(operands: tuple[Truth, ...], expected: Truth) -> None:
    assert kleene_or(*operands) is expected


@pytest.mark.parametrize(
    ("test", "then", "otherwise", "expected"),
    [
        (T, T, F, T),
        (F, T, F, F),
        (T, FIRST, F, FIRST),
        (F, FIRST, F, F),
        (FIRST, T, T, T),
        (FIRST, F, F, F),
        (FIRST, T, F, FIRST),
        (FIRST, SECOND, SECOND, FIRST),
    ],
    ids=repr,
)
def test_a_choice_is_what_both_outcomes_agree_on(
    test: Truth, then: Truth, otherwise: Truth, expected: Truth
) -> None:
    assert kleene_if(test, then, otherwise) is expected


def test_on_known_truths_it_is_ordinary_logic() -> None:
    for one, other in itertools.product((T, F), repeat=2):
        assert kleene_and(one, other) is (one and other)
        assert kleene_or(one, other) is (one or other)
