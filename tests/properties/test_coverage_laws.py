"""Laws of coverage and of generated cases, on small policies; the planted bugs that break them are in
`tests/planted/test_coverage_planted.py`."""

from __future__ import annotations

from collections import Counter

from returnkit.testing.coverage import ObligationKind
from tests.coverage_laws import (
    ORDERS,
    law_a_decision_meets_what_a_plain_reader_sees,
    law_asking_for_some_is_all_but_for_the_others,
    law_generated_cases_show_what_they_claim,
    law_what_is_infeasible_is_never_met,
)
from tests.modes import size

SIZE = size(ci=60, full=2_000)


def test_a_decision_meets_what_a_plain_reader_sees() -> None:
    seen = Counter[str]()

    for seed in range(SIZE):
        law_a_decision_meets_what_a_plain_reader_sees(seed, seen)

    for kind in (each for each in ObligationKind if each is not ObligationKind.RULE):
        assert seen[kind.value] >= 0.1 * SIZE * ORDERS, (kind, seen)


def test_asking_for_some_is_all_but_for_the_others() -> None:
    for seed in range(SIZE):
        law_asking_for_some_is_all_but_for_the_others(seed)


def test_what_is_infeasible_is_never_met() -> None:
    proved = [law_what_is_infeasible_is_never_met(seed) for seed in range(size(ci=12, full=300))]

    assert sum(count > 0 for count in proved) >= 0.1 * len(proved)


def test_generated_cases_show_what_they_claim() -> None:
    counts = [law_generated_cases_show_what_they_claim(seed) for seed in range(size(ci=10, full=300))]

    assert all(counts)
