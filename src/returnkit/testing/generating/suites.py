"""Suites: cases that together meet what a policy owes, as far as situations are found."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from returnkit.decision import Decision
from returnkit.ids import RuleId
from returnkit.policy import Policy

from ..coverage.feasible import infeasible
from ..coverage.meeting import met_by
from ..coverage.obligations import Obligation, ObligationKind, obligations
from .search import Searcher
from .totals import Told


class Level(StrEnum):
    """How much cases are to show, from least to most."""

    RULE = "rule"
    """Every rule decides something."""
    BOUNDARY = "boundary"
    """And every constant and every window is met on both sides."""
    MCDC = "mcdc"
    """And every part of a condition matters, true and false, and the order of rules that vie."""


_KINDS: Final = {
    Level.RULE: frozenset({ObligationKind.RULE}),
    Level.BOUNDARY: frozenset({ObligationKind.RULE, ObligationKind.BOUNDARY, ObligationKind.WINDOW}),
    Level.MCDC: frozenset(ObligationKind),
}


@dataclass(frozen=True, slots=True)
class Generated:
    """A situation and what is decided in it.

    Attributes:
        name: What it is about.
        told: What is told of it.
        decision: What the policy says today.
        shows: The keys of the obligations that it meets.
    """

    name: str
    told: Told
    decision: Decision
    shows: frozenset[str]


@dataclass(frozen=True, slots=True)
class Suite:
    """Generated cases.

    Attributes:
        policy: The policy.
        level: How much they are to show.
        cases: In the order of the policy's rules.
        missing: The obligations of the level that none of them meets; those that nothing can meet are
            none of them.
    """

    policy: Policy
    level: Level
    cases: tuple[Generated, ...]
    missing: tuple[Obligation, ...]


def generate(
    policy: Policy,
    level: Level = Level.MCDC,
    *,
    rules: Collection[RuleId] | None = None,
    met: Iterable[str] = (),
    progress: Callable[[int, int], None] | None = None,
) -> Suite:
    """Return cases that show what *policy* does, as few as are found.

    Args:
        policy: The policy.
        level: How much they are to show.
        rules: Of which rules; None is all.
        met: The keys of what other tests show already.
        progress: Told how many obligations are done, of how many.

    Raises:
        DocumentError: The policy has faults.
    """
    never = infeasible(policy)
    owed = [
        each
        for each in obligations(policy)
        if each.kind in _KINDS[level] and each.key not in never and (rules is None or each.rule in rules)
    ]
    searcher, shown = Searcher(policy), set(met)
    found: list[Generated] = []
    for number, each in enumerate(owed):
        if progress:
            progress(number, len(owed))
        if each.key in shown:
            continue
        told = searcher.witness(each)
        decision = None if told is None else searcher.decide(told)
        if told is None or decision is None:
            continue
        met_here = met_by(decision)
        shown |= met_here
        found.append(Generated(f"{each.rule}: {each.text}", told, decision, met_here))
    if progress:
        progress(len(owed), len(owed))
    # What was not found when it was looked for may be shown by a case that was found for something else.
    missing = tuple(each for each in owed if each.key not in shown)
    wanted = {each.key for each in owed} & shown - set(met)
    return Suite(policy, level, tuple(_needed(found, wanted)), missing)


def _needed(found: list[Generated], wanted: set[str]) -> list[Generated]:
    """Return *found* without those that show nothing which the others do not."""
    kept = list(found)
    for each in sorted(found, key=lambda case: len(case.shows & wanted)):
        others = set().union(*(case.shows for case in kept if case is not each))
        if each.shows & wanted <= others:
            kept.remove(each)
    return kept
