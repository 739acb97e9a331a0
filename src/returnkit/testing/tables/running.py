"""Running: a case asked of its policy, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from returnkit.decision import Decision, ReasonCode
from returnkit.diagnostics import Diagnostic
from returnkit.situations import decided

from .failures import Failure, failures_of
from .found import reasons_of, spoken_of
from .table import Case
from .trace import Trace, trace_of


class Outcome(StrEnum):
    """What became of a case."""

    PASSED = "passed"
    FAILED = "failed"
    SKIPPED = "skipped"
    FAULTY = "faulty"
    """It proves nothing: no rule has a word about it."""


@dataclass(frozen=True, slots=True)
class CaseResult:
    """A case that was run.

    Attributes:
        case: The case.
        decision: What the policy decides; None where the case is skipped.
        failures: What is not as expected.
        fault: Why it proves nothing, where it does not.
    """

    case: Case
    decision: Decision | None
    failures: tuple[Failure, ...] = ()
    fault: Diagnostic | None = None

    @property
    def outcome(self) -> Outcome:
        """What became of it."""
        if self.decision is None:
            return Outcome.SKIPPED
        return Outcome.FAILED if self.failures else Outcome.FAULTY if self.fault else Outcome.PASSED

    @property
    def trace(self) -> Trace | None:
        """Why it is decided so; None where it was not decided."""
        return None if self.decision is None else trace_of(self.decision)


def run_case(case: Case) -> CaseResult:
    """Return what *case* is decided as, and where that is not what it expects.

    A case that no rule has a word about would stay green whatever the rules say, so it is a fault, unless it
    expects just that nothing is offered.
    """
    if case.skip:
        return CaseResult(case, None)
    decision = decided(case.policy, case.situation)
    failures = failures_of(decision, case.expect)
    fault = None
    if not failures and case.expect.reason != ReasonCode.NOTHING_OFFERED and not spoken_of(decision):
        found = next(iter(reasons_of(decision)), "none")
        message = f"no rule of `{case.policy.id}` speaks about this case (reason: {found})"
        help_ = "where that is meant, expect `reason: nothing_offered`; else look at what is told"
        fault = Diagnostic("cases.nothing_spoke", message, path="case", span=case.place, help=help_)
    return CaseResult(case, decision, failures, fault)
