"""Coverage: which obligations of a policy some decisions have met, and by which cases."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Final

from returnkit.decision import Decision
from returnkit.errors import CoverageError
from returnkit.ids import RuleId
from returnkit.policy import Policy, compile_policy

from .feasible import infeasible
from .meeting import met_by, owed
from .obligations import Obligation, ObligationKind

FORM: Final = 1


@dataclass(frozen=True)
class Coverage:
    """What tests have shown of one policy. `a | b` is what both have shown.

    Attributes:
        policy: The policy.
        met: The obligations that were met, by key, each with the names of the cases that met it, sorted.
        excused: Why some need not be met, by key.
    """

    policy: Policy
    met: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    excused: Mapping[str, str] = field(default_factory=dict)

    def __or__(self, other: Coverage) -> Coverage:
        """Return what both have shown.

        Raises:
            CoverageError: They are of two policies.
        """
        if self.hash != other.hash:
            message = f"coverage of two texts of `{self.policy.id}` does not add up"
            raise CoverageError(message, help="run all cases under one text of the policy")
        met = {
            key: tuple(sorted({*self.met.get(key, ()), *other.met.get(key, ())}))
            for key in sorted({*self.met, *other.met})
        }
        # Of two reasons one is kept, the same whichever side is named first.
        excused = {
            key: min(each[key] for each in (self.excused, other.excused) if key in each)
            for key in sorted({*self.excused, *other.excused})
        }
        return Coverage(self.policy, met, excused)

    @property
    def hash(self) -> str:
        """The hash of what the policy says."""
        return compile_policy(self.policy).hash

    @cached_property
    def obligations(self) -> tuple[Obligation, ...]:
        """Everything that is to be met, as far as its form tells that it can be, rule by rule."""
        return tuple(each for each in _all(self.policy) if each.key not in self.infeasible)

    @cached_property
    def infeasible(self) -> Mapping[str, str]:
        """Why some obligations can never be met, by key: proved of all orders."""
        return infeasible(self.policy)

    @cached_property
    def counted(self) -> tuple[Obligation, ...]:
        """Those that count: neither excused nor infeasible."""
        return tuple(each for each in self.obligations if each.key not in self.excused)

    @cached_property
    def missing(self) -> tuple[Obligation, ...]:
        """Those that count and that no case has met."""
        return tuple(each for each in self.counted if each.key not in self.met)

    def tally(self, kind: ObligationKind | None = None, rule: RuleId | None = None) -> tuple[int, int]:
        """Return how many are met, of how many that count.

        Args:
            kind: Only those of this kind; None is all.
            rule: Only those of this rule; None is all.
        """
        asked = [each for each in self.counted if kind in (None, each.kind) and rule in (None, each.rule)]
        return sum(each.key in self.met for each in asked), len(asked)

    def percent(self, kind: ObligationKind | None = None) -> float:
        """Return how much is met, in percent; of nothing it is all."""
        met, of = self.tally(kind)
        return 100 * met / of if of else 100.0

    def with_excuses(self, reasons: Mapping[str, str]) -> Coverage:
        """Return the same with *reasons* why some obligations need not be met, by key.

        Raises:
            CoverageError: One is of no obligation, or of one that is met or proved to be infeasible.
        """
        known = {each.key for each in _all(self.policy)}
        for key in reasons:
            if key not in known:
                message = f"policy `{self.policy.id}` owes nothing called `{key}`"
                raise CoverageError(message, help="take the key from the report")
            if key in self.met:
                message = f"`{key}` is excused, and `{self.met[key][0]}` meets it"
                raise CoverageError(message, help="drop the excuse")
            if key in self.infeasible:
                message = f"`{key}` is excused, and no order can meet it: {self.infeasible[key]}"
                raise CoverageError(message, help="drop the excuse: it counts for nothing")
        return Coverage(self.policy, self.met, {**self.excused, **reasons})


def covered(policy: Policy, decisions: Iterable[tuple[str, Decision]]) -> Coverage:
    """Return what *decisions* under *policy* show of it, each with the name of its case.

    Raises:
        CoverageError: One was made under another policy.
        ReplayError: The policy does not decide so on these facts.
    """
    met: dict[str, set[str]] = {}
    for name, decision in decisions:
        if decision.policy_hash != compile_policy(policy).hash:
            message = f"`{name}` was decided by another text than that of `{policy.id}`"
            raise CoverageError(message, help="run the case under this policy")
        for key in met_by(decision):
            met.setdefault(key, set()).add(name)
    return Coverage(policy, {key: tuple(sorted(met[key])) for key in sorted(met)})


def to_json(coverage: Coverage) -> str:
    """Return *coverage* as JSON for `from_json`, as processes hand it to one another."""
    document = {"returnkit": FORM, "policy": coverage.hash, "met": dict(coverage.met)}
    return json.dumps(document | {"excused": dict(coverage.excused)})


def from_json(text: str, policy: Policy) -> Coverage:
    """Return the coverage of *policy* that `to_json` wrote.

    Raises:
        CoverageError: It is of another policy, or `to_json` did not write it.
    """
    try:
        found: dict[str, Any] = json.loads(text)  # Any: what JSON holds
        form = found["returnkit"]
        if form != FORM:
            message = f"this coverage has the form {form}, and {FORM} is read"
            raise CoverageError(message, help="run the cases again, under one version")
        met = {key: tuple(names) for key, names in found["met"].items()}
        here, of = Coverage(policy, met, dict(found["excused"])), found["policy"]
    except CoverageError:
        raise
    except (ValueError, LookupError, TypeError, AttributeError) as exc:
        raise CoverageError("this is no coverage as it is handed on", help="run the cases again") from exc
    if of != here.hash:
        message = f"this is the coverage of another text than that of `{policy.id}`"
        raise CoverageError(message, help="run the cases again")
    return here


def _all(policy: Policy) -> tuple[Obligation, ...]:
    return tuple(each for several in owed(policy).values() for each in several)
