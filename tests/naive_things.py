"""Things that rules speak about, read plainly: who may be the first to say what."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import product
from typing import Any, Final

from returnkit.policy import Before, Evidence, Limit, Policy, Question, Rule, TermKey, TermKind, Whole

Said = frozenset[tuple[Any, str | None]]  # Any: what rules say of a thing, each with the rule that says it
Says = dict[int, Any]  # Any: the numbers of the rules that speak about a thing, with what they say

SILENCE: Final[Said] = frozenset({(None, None)})
"""Surely nobody speaks."""


def first_said(says: Mapping[int, Any], truths: Sequence[bool | None], policy: Policy) -> Said:
    """Return what may be said first by the rules *says*, and by which; None by None where none speaks."""
    numbers = reached(says, truths)
    found: set[tuple[Any, str | None]] = set()
    for world in product(*[(True, False) if truths[n] is None else (truths[n] is True,) for n in numbers]):
        speaking = [n for n, speaks in zip(numbers, world, strict=True) if speaks]
        found.add((says[speaking[0]], policy.rules[speaking[0]].id) if speaking else (None, None))
    return frozenset(found)


def undecided(says: Mapping[int, Any], truths: Sequence[bool | None]) -> list[int]:
    """Return those of the rules *says* of which it is not known whether they speak first."""
    return [n for n in reached(says, truths) if truths[n] is None]


def reached(says: Mapping[int, Any], truths: Sequence[bool | None]) -> list[int]:
    """Return the rules *says* down to the first that surely speaks."""
    numbers = sorted(says)
    ends = [n for n in numbers if truths[n] is True]
    return [n for n in numbers if not ends or n <= ends[0]]


def binds(rule: Rule, offer: str) -> bool:
    bound = [*rule.scope] or [made.name for made in rule.offer]
    return not bound or offer in bound


def of_return(policy: Policy) -> set[int]:
    """Return the numbers of the rules about the whole return."""
    fees = {fee.name for rule in policy.rules for fee in rule.fee if fee.per in ("return", "parcel")}
    return {
        n
        for n, rule in enumerate(policy.rules)
        if rule.approve is not None
        or rule.shipping is not None
        or fees & {*rule.waive, *(fee.name for fee in rule.fee)}
    }


def terms(policy: Policy, offer: str) -> dict[TermKey, Says]:
    """Return who speaks about each term of *offer*; a fee of which None is said is waived."""
    found: dict[TermKey, Says] = {}
    for n, rule in enumerate(policy.rules):
        if not binds(rule, offer):
            continue
        for kind in ("value", "rate", "bonus", "to", "shipping"):
            if (said := getattr(rule, kind)) is not None:
                found.setdefault(TermKey(TermKind(kind)), {})[n] = said
        for fee in rule.fee:
            found.setdefault(TermKey(TermKind.FEE, fee.name), {})[n] = fee
        for name in rule.waive:
            found.setdefault(TermKey(TermKind.FEE, name), {})[n] = None
    return found


def asks(policy: Policy, offer: str) -> dict[str, Says]:
    """Return who asks for what before *offer*, by the name of what is asked for."""
    found: dict[str, dict[int, tuple[Evidence | Question, Before]]] = {}
    for n, rule in enumerate(policy.rules):
        if rule.ask is not None and binds(rule, offer):
            asked: tuple[Evidence | Question, ...] = (*rule.ask.evidence, *rule.ask.questions)
            for wanted in asked:
                found.setdefault(wanted.name, {})[n] = (wanted, rule.ask.before)
    return found


def limits(policy: Policy, offer: str) -> dict[str, Says]:
    """Return who limits *offer*, by counter."""
    found: dict[str, dict[int, Limit]] = {}
    for n, rule in enumerate(policy.rules):
        if rule.limit is not None and binds(rule, offer):
            found.setdefault(rule.limit.counter, {})[n] = rule.limit
    return found


def wholes(policy: Policy) -> dict[Whole, Says]:
    """Return who says what comes back as a whole, in the order in which groups are first named."""
    found: dict[Whole, dict[int, Whole]] = {}
    for n, rule in enumerate(policy.rules):
        if rule.whole is not None:
            found.setdefault(rule.whole, {})[n] = rule.whole
    return found


def doors(policy: Policy, method: str) -> Says:
    """Return who opens the door *method* or closes it; a rule with `by` closes all that it does not name."""
    found: Says = {}
    for n, rule in enumerate(policy.rules):
        if rule.by:
            found[n] = method in rule.by
        elif method in rule.not_by:
            found[n] = False
    return found


def approvals(policy: Policy) -> Says:
    """Return who speaks about the approval."""
    return {n: rule.approve for n, rule in enumerate(policy.rules) if rule.approve is not None}
