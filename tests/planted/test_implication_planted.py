"""Bugs planted into propositions: the law must notice each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from random import Random
from typing import Any

import pytest

from returnkit.expr import claims, propositions
from returnkit.expr.claims import ALWAYS, Claim, Every, Some
from returnkit.expr.ir import And, Coalesce, Comparison, Node
from returnkit.expr.ranges import Values
from tests.differential import DifferenceError
from tests.implication_law import law_no_facts_contradict

pytestmark = pytest.mark.fuzz

Patch = pytest.MonkeyPatch
PLANTED_SEED = 0
ENOUGH = 4_000
# Any, below: what is planted has the signature of what it replaces.


def at_most_leaves_out_the_constant(patch: Patch) -> None:
    beside = Values.beside

    def wrong(comparison: Comparison, constant: Any) -> Values:
        return beside(Comparison.LT if comparison is Comparison.LE else comparison, constant)

    patch.setattr(Values, "beside", wrong)


def what_is_outside_leaves_out_null(patch: Patch) -> None:
    patch.setattr(Values, "__invert__", lambda self: Values(not self.from_least, self.cuts, null=False))


def null_is_never_joined(patch: Patch) -> None:
    joined = Values._joined

    def wrong(self: Values, other: Values, join: Any) -> Values:
        found = joined(self, other, join)
        return Values(found.from_least, found.cuts)

    patch.setattr(Values, "_joined", wrong)


def not_all_is_none(patch: Patch) -> None:
    form = claims._form

    def wrong(node: Node, schema: Any, *, wanted: bool) -> Any:
        found = form(node, schema, wanted=wanted)
        is_not_all = isinstance(node, And) and not wanted
        return Every(found.parts) if is_not_all and isinstance(found, Some) else found

    patch.setattr(claims, "_form", wrong)


def not_is_lost_on_a_leaf(patch: Patch) -> None:
    claim = claims._claim
    patch.setattr(claims, "_claim", lambda node, schema, *, wanted: claim(node, schema, wanted=True))


def swapped_sides_keep_their_order(patch: Patch) -> None:
    patch.setattr(claims, "_SWAPPED", {comparison: comparison for comparison in Comparison})


def a_fallback_admits_null(patch: Patch) -> None:
    claim = claims._claim

    def wrong(node: Node, schema: Any, *, wanted: bool) -> Claim:
        found = claim(node, schema, wanted=wanted)
        subject, _ = claims._said(node)
        null = Values(null=isinstance(subject, Coalesce))
        return Claim(found.subject, found.values | null & found.among, found.among)

    patch.setattr(claims, "_claim", wrong)


def one_way_is_enough(patch: Patch) -> None:
    def wrong(self: Any, other: Any) -> bool:
        return any(propositions._holds(other._form, way) for way in self._ways or ())

    patch.setattr(propositions.Proposition, "implies", wrong)


def one_part_is_enough(patch: Patch) -> None:
    holds = propositions._holds

    def wrong(form: Any, way: Any) -> bool:
        parts = form.parts if isinstance(form, Every) and form != ALWAYS else ()
        return any(wrong(part, way) for part in parts) or holds(form, way)

    patch.setattr(propositions, "_holds", wrong)


def only_the_first_way_is_kept(patch: Patch) -> None:
    ways_of = propositions._ways_of

    def wrong(form: Any, ways: Any) -> Any:
        return ways_of(Some(form.parts[:1]) if isinstance(form, Some) else form, ways)

    patch.setattr(propositions, "_ways_of", wrong)


def what_is_not_known_is_among_its_values(patch: Patch) -> None:
    holds = propositions._holds

    def wrong(form: Any, way: Any) -> bool:
        if isinstance(form, Claim):
            way = {form.subject: form.among} | way
        found: bool = holds(form, way)
        return found

    patch.setattr(propositions, "_holds", wrong)


PLANTED = [
    at_most_leaves_out_the_constant,
    what_is_outside_leaves_out_null,
    null_is_never_joined,
    not_all_is_none,
    not_is_lost_on_a_leaf,
    swapped_sides_keep_their_order,
    a_fallback_admits_null,
    one_way_is_enough,
    one_part_is_enough,
    only_the_first_way_is_kept,
    what_is_not_known_is_among_its_values,
]


@pytest.mark.parametrize("plant", PLANTED, ids=lambda plant: plant.__name__)
def test_a_planted_bug_is_caught(plant: Callable[[Patch], None], monkeypatch: Patch) -> None:
    plant(monkeypatch)

    with pytest.raises(DifferenceError):
        ask_often(Random(PLANTED_SEED))


def ask_often(random: Random) -> None:
    for _ in range(ENOUGH):
        law_no_facts_contradict(random, Counter())
