"""Laws of overlaps, asked of generated policies whose rules share few conditions."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from tests.modes import SEED, size
from tests.overlap_law import law_rules_that_differ_cross_or_nest, law_what_crosses_neither_nests_nor_is_apart
from tests.warning_laws import warned_case

if TYPE_CHECKING:
    from tests.evidence import Evidence


def test_where_rules_cross_it_is_told_and_only_there(evidence: Evidence) -> None:
    seen, cases = Counter[str](), size(ci=120, full=5_000)

    for seed in range(SEED, SEED + cases):
        law_rules_that_differ_cross_or_nest(warned_case(seed), seen)
        law_what_crosses_neither_nests_nor_is_apart(warned_case(seed), seen)
    warned_case.cache_clear()

    assert seen["differ"] >= cases // 4
    assert seen["told"] >= cases // 20
    assert seen["crosses"] >= cases // 4
    evidence("overlaps", {"cases": cases, **dict(sorted(seen.items()))})
