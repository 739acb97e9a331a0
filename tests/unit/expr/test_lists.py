"""Decision lists: in each list the first that applies decides, or hands on to the next list."""

from __future__ import annotations

from itertools import product
from typing import Any

import pytest

from returnkit.expr.backends.index import CROSSOVER
from returnkit.expr.backends.lists import Branch, Choose, compile_first, compile_lists
from tests.unit.expr.vocabulary import ROOTS, facts, tree

NEVER = [Branch(tree(f"item.price == {number}"), 99) for number in range(1000, 1000 + CROSSOVER)]


def decide(lists: list[list[Branch]], default: int = -1, **values: Any) -> int:
    return compile_lists(lists, default, ROOTS)(*facts(**values))


SEALED, CHEAP, GIFT = tree("item.sealed"), tree("item.price < 5"), tree("item.gift == true")
LISTS = [
    [Branch(CHEAP, None), Branch(SEALED, 1), Branch(GIFT, Choose(CHEAP, 2, 3))],
    [Branch(SEALED, Choose(GIFT, 4, 5)), Branch(GIFT, None), Branch(None, 6)],
    [Branch(CHEAP, 7)],
]


def expected(sealed: bool, price: int, gift: bool) -> int:
    """Say what `LISTS` say, by hand."""
    cheap = price < 5
    if not cheap:
        if sealed:
            return 1
        if gift:
            return 3
    if sealed:
        return 4 if gift else 5
    if not gift:
        return 6
    return 7 if cheap else 8


@pytest.mark.parametrize("padding", [[], NEVER], ids=["short", "indexed"])
@pytest.mark.parametrize(("sealed", "price", "gift"), list(product([True, False], [1, 9], [True, False])))
def test_lists_decide_in_order(sealed: bool, price: int, gift: bool, padding: list[Branch]) -> None:
    lists = [[*padding, *branches] for branches in LISTS]

    assert decide(lists, 8, sealed=sealed, price=price, gift=gift) == expected(sealed, price, gift)


@pytest.mark.parametrize("padding", [[], NEVER], ids=["short", "indexed"])
def test_an_outcome_that_asks_more_is_asked_after_its_condition(padding: list[Branch]) -> None:
    lists = [[*padding, Branch(SEALED, Choose(CHEAP, 1, 2)), Branch(None, 3)]]

    found = [
        decide(lists, sealed=sealed, price=price) for sealed, price in [(True, 1), (True, 9), (False, 1)]
    ]

    assert found == [1, 2, 3]


@pytest.mark.parametrize("padding", [[], NEVER], ids=["short", "indexed"])
def test_what_comes_after_going_on_always_is_never_asked(padding: list[Branch]) -> None:
    assert decide([[*padding, Branch(None, None), Branch(SEALED, 1)]], 7, price=1) == 7


def test_the_default_decides_where_nothing_applies() -> None:
    assert decide([], 5) == 5
    assert decide([[], [Branch(SEALED, 1)]], 5, sealed=False) == 5
    assert decide([[Branch(SEALED, None)]], 5, sealed=True) == 5


@pytest.mark.parametrize("count", [1, CROSSOVER, CROSSOVER + 1, 3 * CROSSOVER])
def test_the_first_true_condition_is_found_in_lists_of_any_length(count: int) -> None:
    nodes = [tree(f"item.price > {count - number}") for number in range(count)]
    asked = compile_first(nodes, ROOTS)

    assert asked(*facts(price=count + 1)) == 0
    assert asked(*facts(price=2)) == count - 1
    assert asked(*facts(price=1)) == -1


def test_an_open_end_takes_the_rest() -> None:
    assert compile_first([SEALED, None], ROOTS)(*facts(sealed=False)) == 1


def test_a_failing_condition_raises_only_where_it_is_asked() -> None:
    asked = compile_first([SEALED, tree("item.price / item.quantity > 1")], ROOTS)

    assert asked(*facts(sealed=True, price=1, quantity=0)) == 0
    with pytest.raises(ZeroDivisionError):
        asked(*facts(sealed=False, price=1, quantity=0))
