"""Bugs planted into overlaps: the laws must notice each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from importlib import import_module
from typing import Any

import pytest

from tests.cases import Case
from tests.overlap_law import law_rules_that_differ_cross_or_nest, law_what_crosses_neither_nests_nor_is_apart
from tests.warning_laws import warned_case

pytestmark = pytest.mark.fuzz

Patch = pytest.MonkeyPatch
ENOUGH = 300
# Any, below: what is planted has the signature of what it replaces.

crossing: Any = import_module("returnkit.verify.overlaps")


def rules_of_other_values_never_meet(patch: Patch) -> None:
    cross = crossing._cross

    def wrong(found: Any, number: int, other: int) -> bool:
        return bool(found.reach.beside(number) >> other & 1) and cross(found, number, other)

    patch.setattr(crossing, "_cross", wrong)


def only_the_first_rule_above_is_looked_at(patch: Patch) -> None:
    places = crossing.places
    patch.setattr(crossing, "places", lambda rules: list(places(rules))[:1])


def rules_that_withhold_are_overlooked(patch: Patch) -> None:
    taken = (crossing.Standing.REFUSED, crossing.Standing.WITHHELD)
    is_other = crossing._is_other
    patch.setattr(crossing, "_is_other", lambda above, below: is_other(above, below) and below not in taken)


def exceptions_are_told(patch: Patch) -> None:
    patch.setattr(crossing, "_cross", lambda found, number, other: not found.excludes(number, other))


def rules_that_never_meet_are_told(patch: Patch) -> None:
    patch.setattr(crossing, "_cross", lambda found, number, other: not found.implies(number, other))


PLANTED = {
    law_rules_that_differ_cross_or_nest: (
        rules_of_other_values_never_meet,
        only_the_first_rule_above_is_looked_at,
        rules_that_withhold_are_overlooked,
    ),
    law_what_crosses_neither_nests_nor_is_apart: (exceptions_are_told, rules_that_never_meet_are_told),
}


@pytest.mark.parametrize(
    ("law", "plant"),
    [(law, plant) for law, plants in PLANTED.items() for plant in plants],
    ids=lambda each: each.__name__,
)
def test_a_planted_bug_is_caught(law: Any, plant: Callable[[Patch], None], monkeypatch: Patch) -> None:
    plant(monkeypatch)

    assert noticed(law)


def noticed(law: Callable[[Case, Counter[str]], None]) -> bool:
    """Return whether *law* fails for one of the first cases."""
    for seed in range(ENOUGH):
        try:
            law(warned_case(seed), Counter())
        except AssertionError:
            return True
    return False
