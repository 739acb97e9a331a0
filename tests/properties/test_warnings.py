"""Laws of warnings, asked of generated policies whose rules share few conditions."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from tests.cases import case
from tests.modes import SEED, size
from tests.warning_laws import (
    LAWS,
    law_less_is_possible_without_what_never_counts,
    warned_case,
    warnings_in,
)

if TYPE_CHECKING:
    from tests.evidence import Evidence

# A rule that is told applies to the facts of the case so often at least, in a small run.
REACHED = {
    "never_true": 20,
    "never_stands": 8,
    "never_offered": 1,
    "waives_nothing": 8,
    "shelters_nothing allow": 10,
    "never_moves extend": 4,
    "never_speaks fee": 10,
    "never_speaks waive": 4,
    "never_speaks offer": 3,
    "never_speaks allow": 2,
    "never_speaks refuse": 2,
}


def test_what_is_warned_of_is_so(evidence: Evidence) -> None:
    seen, told, cases = Counter[str](), Counter[str](), size(ci=250, full=5_000)

    for seed in range(SEED, SEED + cases):
        asked = warned_case(seed)
        told.update(code for code, *_ in warnings_in(asked.policy))
        for law in LAWS:
            law(asked, seen)
        law_less_is_possible_without_what_never_counts(asked, case(seed))
    warned_case.cache_clear()
    case.cache_clear()

    assert {kind: seen[kind] for kind, least in REACHED.items() if seen[kind] < least} == {}
    evidence(
        "warnings", {"cases": cases, "told": dict(sorted(told.items())), "met": dict(sorted(seen.items()))}
    )
