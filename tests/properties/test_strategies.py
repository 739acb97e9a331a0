"""Cases lie where their policy turns: counted, and compared with cases that know only the vocabulary."""

from __future__ import annotations

from random import Random
from statistics import median
from typing import TYPE_CHECKING

import pytest
from hypothesis import strategies as st

from returnkit.situations import Situation
from returnkit.testing import cases
from tests.edited_policies import POLICY, edits, plain_cases
from tests.modes import SEED, size
from tests.strategy_laws import drawn, first_differences, shares_on_edges

if TYPE_CHECKING:
    from tests.evidence import Evidence

pytestmark = pytest.mark.fuzz

MOST = 1_000


def test_a_tenth_of_the_cases_lies_on_each_kind_of_edge(evidence: Evidence) -> None:
    found = drawn(cases(POLICY), size(ci=800, full=20_000), first=SEED)

    shares = shares_on_edges(POLICY, found)
    print(f"of {len(found)} cases on edges: {shares}")

    assert {kind: share for kind, share in shares.items() if share < 0.10} == {}
    evidence("cases-on-edges", {"cases": len(found), "shares": shares})


def test_a_change_of_one_sign_is_found_within_a_thousand_cases(evidence: Evidence) -> None:
    chosen = Random(SEED).sample(edits(), 20)
    rounds = size(ci=1, full=5)

    def found(strategy: st.SearchStrategy[Situation]) -> list[int]:
        samples = (drawn(strategy, MOST, first=SEED + number) for number in range(rounds))
        return [count for each in samples for count in first_differences(POLICY, chosen, each).values()]

    aware, plain = found(cases(POLICY)), found(plain_cases(POLICY))
    tried = rounds * len(chosen)
    print(f"of {tried} changes found within {MOST} cases: {len(aware)} aware of the policy (half of them")
    print(f"within {median(aware)}, all within {max(aware)}), {len(plain)} by the vocabulary alone")

    assert len(POLICY.rules) == 25
    # Not all: Hypothesis draws numbers from the constants of whatever modules are loaded, too, so that
    # even a derandomised run depends a little on the tests beside it.
    assert len(aware) >= 0.95 * tried
    assert len(plain) < len(aware) / 2
    evidence(
        "changes-of-one-sign",
        {
            "changes": tried,
            "found": len(aware),
            "half of them within": median(aware),
            "found by the vocabulary alone": len(plain),
        },
    )
