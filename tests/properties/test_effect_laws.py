"""Effect laws, asked of generated lives: faults, crashes, waits and workers that meet."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given, settings

from tests.effect_laws import (
    law_a_later_run_performs_only_what_is_not_done,
    law_a_person_concludes_by_what_the_far_side_shows,
    law_an_effect_happens_once,
)
from tests.effect_worlds import LIVES, RARE, Life
from tests.evidence import Evidence
from tests.modes import size

EXAMPLES = size(ci=400, full=20_000)


def test_an_effect_happens_once(evidence: Evidence) -> None:
    edges: Counter[str] = Counter()

    @settings(max_examples=EXAMPLES)
    @given(LIVES)
    def hold(life: Life) -> None:
        edges.update(["lives", *law_an_effect_happens_once(life)])

    hold()

    lives = edges["lives"]
    assert {edge for edge, count in edges.items() if count * 10 < lives} == set()
    assert len(edges) == 10
    evidence("effect-laws", dict(sorted(edges.items())))


@pytest.mark.parametrize("life", RARE)
def test_an_effect_happens_once_in_a_life_that_is_hardly_ever_drawn(life: Life) -> None:
    law_an_effect_happens_once(life)


@settings(max_examples=EXAMPLES)
@given(LIVES)
def test_a_person_concludes_by_what_the_far_side_shows(life: Life) -> None:
    law_a_person_concludes_by_what_the_far_side_shows(life)


@settings(max_examples=EXAMPLES)
@given(LIVES)
def test_a_later_run_performs_only_what_is_not_done(life: Life) -> None:
    law_a_later_run_performs_only_what_is_not_done(life)
