"""Situation laws, asked of the retailers' policies."""

from __future__ import annotations

from tests.modes import size
from tests.situation_laws import (
    law_what_is_told_is_what_a_policy_reads,
    law_what_is_written_is_read_again,
)

SIZE = size(ci=400, full=20_000)


def test_what_is_told_is_what_a_policy_reads() -> None:
    told = [law_what_is_told_is_what_a_policy_reads(seed) for seed in range(SIZE)]

    # Contradictions are few: most of what is drawn is asked.
    assert sum(count > 0 for count in told) > 0.8 * SIZE


def test_what_is_written_is_read_again() -> None:
    assert all(law_what_is_written_is_read_again(seed) for seed in range(size(ci=20, full=500)))
