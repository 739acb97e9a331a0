"""Cases lie where their policy turns: counted, and compared with cases that know only the vocabulary."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal
from random import Random
from typing import TYPE_CHECKING

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from returnkit.decision.possible import literals
from returnkit.expr.schema import is_unknown
from returnkit.policy import compile_policy
from returnkit.situations import Situation, decided, facts_in, spread
from returnkit.testing import cases
from tests.edited_policies import POLICY, Edit, edits, outcome, plain_cases
from tests.modes import SEED, size

if TYPE_CHECKING:
    from tests.evidence import Evidence

MOST = 1_000


def drawn(strategy: st.SearchStrategy[Situation], examples: int, *, seed_: int = SEED) -> list[Situation]:
    """Return the first *examples* that Hypothesis draws."""
    found: list[Situation] = []

    @seed(seed_)
    @settings(
        max_examples=examples,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
        derandomize=False,
    )
    @given(strategy)
    def collect(case: Situation) -> None:
        found.append(case)

    collect()
    return found


def edges_of(case: Situation) -> Iterator[str]:
    """Yield the kinds of edges that *case* lies on."""
    compiled = compile_policy(POLICY)
    facts = facts_in(POLICY, case, spread(POLICY))
    if any(is_unknown(value) for value in case.given.values()):
        yield "unknown"  # also of an event, which no condition reads
    for path, value in facts.items():
        if is_unknown(value):
            yield "unknown"
        elif value is None and path in case.given:
            yield "null"
        elif isinstance(value, Decimal | int) and not isinstance(value, bool):
            name = compiled.vocabulary.schema[path]
            step = Decimal(1).scaleb(-(2 if name.unit == "money" else name.scale or 0))
            bounds = [
                bound for bound in literals(compiled, path, internal=True) if isinstance(bound, Decimal)
            ]
            if any(abs(value - bound) <= step for bound in bounds):
                yield "boundary"
    for item in decided(POLICY, case).items:
        for offer in item.offers:
            if offer.closes and abs(offer.closes - case.at) <= timedelta(seconds=1):
                yield "closing"


def test_a_tenth_of_the_cases_lies_on_each_kind_of_edge(evidence: Evidence) -> None:
    found = drawn(cases(POLICY), size(ci=600, full=20_000))

    seen = Counter(kind for case in found for kind in set(edges_of(case)))
    shares = {kind: round(seen[kind] / len(found), 3) for kind in ("boundary", "closing", "unknown", "null")}
    print("shares of cases on edges:", shares)

    assert {kind: share for kind, share in shares.items() if share < 0.10} == {}
    evidence("cases-on-edges", {"cases": len(found), "shares": shares})


def test_a_change_of_one_sign_is_found_within_a_thousand_cases(evidence: Evidence) -> None:
    every = edits()
    chosen = Random(SEED).sample(every, len(every))

    aware = first_differences(chosen, drawn(cases(POLICY), MOST))
    plain = first_differences(chosen, drawn(plain_cases(POLICY), MOST))
    for edit in chosen:
        print(f"{aware.get(edit.shown, '-'):>5} {plain.get(edit.shown, '-'):>5}  {edit.shown}")
    print(f"found of {len(chosen)}: {len(aware)} aware of the policy, {len(plain)} by the vocabulary alone")

    assert len(POLICY.rules) == 25
    assert [edit.shown for edit in chosen if edit.shown not in aware] == []
    assert len(plain) < len(aware)
    counts = {"edits": len(chosen), "found": len(aware), "most cases": max(aware.values())}
    evidence("one-sign-edits", counts | {"found by the vocabulary alone": len(plain)})


def first_differences(among: list[Edit], found: list[Situation]) -> dict[str, int]:
    """Return after how many cases each edit first decides otherwise; those that never do are left out."""
    first: dict[str, int] = {}
    for number, case in enumerate(found, start=1):
        before = outcome(decided(POLICY, case))
        for edit in among:
            if edit.shown not in first and outcome(decided(edit.policy, case)) != before:
                first[edit.shown] = number
    return first
