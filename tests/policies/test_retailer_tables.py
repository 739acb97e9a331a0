"""The tables of the retailers' policies pass, and together leave nothing unshown but what has its reason."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any, Final

import pytest

from returnkit.documents import parse
from returnkit.policy import Policy
from returnkit.testing.coverage import Coverage, ObligationKind, covered
from returnkit.testing.tables import CaseResult, Outcome, Table, read_table, run_case
from tests.evidence import Evidence
from tests.repo.tracked import ROOT

FOLDER: Final = ROOT / "examples" / "policies"
NAMES: Final = sorted(path.stem for path in FOLDER.glob("*.yaml"))
LEAST_PERCENT: Final = 90
by_name = pytest.mark.parametrize("name", NAMES)


@cache
def tables(name: str) -> tuple[Table, ...]:
    known: dict[Path, Policy] = {}
    folder = FOLDER / "tests"
    files = (folder / f"{name}.policytest.yaml", folder / "generated" / f"{name}.policytest.yaml")
    return tuple(read_table(file.resolve(), known=known) for file in files)


@cache
def results(name: str) -> tuple[CaseResult, ...]:
    return tuple(run_case(case) for table in tables(name) for case in table.cases)


@cache
def coverage(name: str) -> Coverage:
    decisions = [(each.case.name, each.decision) for each in results(name) if each.decision]
    return covered(tables(name)[0].policy, decisions)


def excuses(name: str) -> dict[str, str]:
    path = FOLDER / "tests" / f"{name}.coverage.yaml"
    if not path.exists():
        return {}
    document: Any = parse(path.read_text(encoding="utf-8"), name=path.name).data
    found: dict[str, str] = document["excused"]
    return found


@by_name
def test_every_case_passes(name: str) -> None:
    assert [each.case.name for each in results(name) if each.outcome is not Outcome.PASSED] == []


@by_name
def test_every_rule_decides_something_and_its_conditions_matter(name: str) -> None:
    found = coverage(name)

    assert found.percent(ObligationKind.RULE) == 100
    assert found.percent(ObligationKind.CONDITION) >= LEAST_PERCENT


@by_name
def test_what_no_case_shows_has_its_reason(name: str) -> None:
    assert [each.key for each in coverage(name).missing] == [*excuses(name)]
    assert coverage(name).with_excuses(excuses(name)).missing == ()


def test_what_is_covered_is_told(evidence: Evidence) -> None:
    """Count the cases and what they show, over all ten retailers."""
    counts: dict[str, object] = {
        "policies": len(NAMES),
        "cases": {
            "by hand": sum(len(tables(name)[0].cases) for name in NAMES),
            "generated": sum(len(tables(name)[1].cases) for name in NAMES),
        },
    }
    for kind in ObligationKind:
        tallies = [coverage(name).tally(kind) for name in NAMES]
        met, of = (sum(each) for each in zip(*tallies, strict=True))
        counts[kind.value] = f"{met} of {of}"

    assert counts["policies"] == 13
    evidence("policy-coverage", counts)
