"""Laws of checks, asked of generated policies: parts, repeats, ladders, charges, vain questions, reach."""

from __future__ import annotations

from collections import Counter
from random import Random
from typing import TYPE_CHECKING

from tests.check_laws import LAWS, checked_case
from tests.implication_law import law_constant_parts_can_go_from_a_condition
from tests.modes import SEED, size
from tests.quotient_law import law_what_is_not_rounded_is_exact

if TYPE_CHECKING:
    from tests.evidence import Evidence

# What is told is met so often at least, in a small run.
REACHED = {
    "constant": 30,
    "repeated": 20,
    "written_twice rule": 10,
    "written_twice effect": 2,
    "closes_before_it_opens": 20,
    "charges_above fee": 3,
    "charges_above rate": 1,
    "never_asked": 6,
    "implied": 3_000,
    "excluded": 40,
}


def test_what_is_told_of_a_policy_is_so(evidence: Evidence) -> None:
    seen, cases = Counter[str](), size(ci=110, full=3_000)

    for seed in range(SEED, SEED + cases):
        for law in LAWS:
            law(checked_case(seed), seen)
    checked_case.cache_clear()

    assert {kind: seen[kind] for kind, least in REACHED.items() if seen[kind] < least} == {}
    evidence("checks", {"cases": cases, "met": dict(sorted(seen.items()))})


def test_what_is_told_of_a_condition_is_so(evidence: Evidence) -> None:
    random, seen, conditions = Random(SEED), Counter[str](), size(ci=400, full=20_000)

    for _ in range(conditions):
        law_constant_parts_can_go_from_a_condition(random, seen)

    assert seen["constant"] >= conditions // 4
    assert seen["true"] >= conditions // 4
    assert seen["false"] >= conditions // 4
    evidence("constant-parts", {"conditions": conditions, **dict(sorted(seen.items()))})


def test_a_quotient_that_is_not_told_is_exact() -> None:
    exact = [law_what_is_not_rounded_is_exact(Random(seed)) for seed in range(SEED, SEED + 300)]

    assert 100 <= sum(exact) <= 250
