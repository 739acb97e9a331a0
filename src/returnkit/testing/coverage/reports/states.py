"""States: what became of each obligation, as every report tells it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from returnkit.ids import RuleId

from ..coverage import Coverage
from ..meeting import owed
from ..obligations import Obligation


class State(StrEnum):
    """What became of an obligation."""

    MET = "met"
    MISSING = "missing"
    EXCUSED = "excused"
    """It need not be met, as somebody says; it does not count."""
    INFEASIBLE = "infeasible"
    """It can never be met, as is proved; it does not count."""


@dataclass(frozen=True, slots=True)
class Stated:
    """An obligation and what became of it.

    Attributes:
        obligation: The obligation.
        state: What became of it.
        cases: The names of the cases that met it, sorted.
        reason: Why it does not count; None where it does.
    """

    obligation: Obligation
    state: State
    cases: tuple[str, ...]
    reason: str | None


def stated(coverage: Coverage) -> Mapping[RuleId, tuple[Stated, ...]]:
    """Return what became of everything that is owed, by rule, in the order of the policy."""
    return {
        rule: tuple(_stated(coverage, each) for each in several)
        for rule, several in owed(coverage.policy).items()
    }


def share(met: int, of: int) -> int:
    """Return *met* in percent of *of*, rounded down: 100 is said of all only. Of nothing it is all."""
    return 100 * met // of if of else 100


def _stated(coverage: Coverage, obligation: Obligation) -> Stated:
    key = obligation.key
    cases = tuple(coverage.met.get(key, ()))
    if key in coverage.infeasible:
        return Stated(obligation, State.INFEASIBLE, cases, coverage.infeasible[key])
    if key in coverage.excused:
        return Stated(obligation, State.EXCUSED, cases, coverage.excused[key])
    return Stated(obligation, State.MET if cases else State.MISSING, cases, None)
