"""Domain: what can be told of a situation under a policy, by the rules that tell it apart."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from decimal import Decimal
from typing import Final

from returnkit.decision.possible import OTHER, conditions_of, constants_of
from returnkit.expr.ir import And, Kind, Node, fields
from returnkit.policy import ClockName, CompiledPolicy, Limit, Policy, Rule, compile_policy
from returnkit.situations import UNKNOWN, After, Given, counter_of, facts_in, key_of, situation, spread
from returnkit.situations.moments import EVENTS

from ..coverage.obligations import neighbours
from ..generating.levers import ELSEWHERE, levers_of
from .terms import Term, Typical, Values

_OF_TOTALS: Final = {"accepted.value": "item.unit_paid", "accepted.quantity": "item.quantity"}
"""By which key a total of the whole return comes to a constant."""
_LAST: Final = time(23, 59, 59, 999_999)
_MOMENTS: Final[Values] = {
    "shipment": (After(0, "days", "order"), UNKNOWN),
    "delivery": (
        After(2, "days", "shipment", time(0)),
        After(2, "days", "shipment", _LAST),
        After(0, "hours", "order"),
        UNKNOWN,
    ),
    "invoice": (After(1, "days", "order"), After(9, "days", "order")),
    "last_scan": (After(1, "days", "shipment"), UNKNOWN),
    "ready": (After(1, "days", "shipment"), UNKNOWN),
    "collection": (After(3, "days", "shipment"), UNKNOWN),
}
"""When an event may be, beside when it typically is."""
_AMOUNTS: Final = tuple(map(Decimal, (1, 0, 7, 30)))
_DAY: Final = timedelta(days=1)
_TIMING: Final = ("within", "extend", "defer")


@dataclass(frozen=True, slots=True, eq=False)
class Group:
    """What one rule reads, demands and limits, or when one event was.

    Attributes:
        terms: What can be told.
        is_timed: Whether it says when something opens or closes.
    """

    terms: tuple[Term, ...]
    is_timed: bool


@dataclass(frozen=True, slots=True)
class Domain:
    """What can be told under one policy.

    Attributes:
        groups: What belongs together.
        doubts: The keys that can be unknown.
        blanks: The keys that can be null, and typically are not.
    """

    groups: tuple[Group, ...]
    doubts: tuple[str, ...]
    blanks: tuple[str, ...]

    @property
    def keys(self) -> tuple[str, ...]:
        """All keys, each once."""
        found = (key for group in self.groups for term in group.terms for key in term.near)
        return tuple(dict.fromkeys(found))

    def of(self, keys: Collection[str]) -> Domain:
        """Return what is told under *keys* only, everything else being typical."""
        groups: list[Group] = []
        for group in self.groups:
            terms = tuple(term for each in group.terms if (term := each.of(keys)).near)
            groups += [Group(terms, group.is_timed)] if terms else []
        doubts, blanks = ([key for key in each if key in keys] for each in (self.doubts, self.blanks))
        return Domain(tuple(groups), tuple(doubts), tuple(blanks))


def domain(policy: Policy) -> Domain:
    """Return what can be told under *policy*.

    Raises:
        DocumentError: The policy has faults.
    """
    compiled, told = compile_policy(policy), spread(policy)
    typical = _typical(policy, told)
    by_rule: dict[str, list[Term]] = {rule.id: [] for rule in policy.rules}
    for condition in conditions_of(compiled, internal=True):
        by_rule[condition.rule] += _terms(condition.node, compiled, told, typical)
    groups: list[Group] = []
    for rule in policy.rules:
        demanded = (Term({key: near}) for key, near in _demanded(rule, compiled).items())
        terms, is_timed = (*by_rule[rule.id], *demanded), any(map(rule.does, _TIMING))
        groups += [Group(terms, is_timed)] if terms or is_timed else []
    counted = [event.value for event in ClockName if event in compiled.events]
    moved = (Term({EVENTS[event]: _MOMENTS[event]}) for event in counted if event in _MOMENTS)
    groups += (Group((term,), is_timed=True) for term in moved)
    keys = Domain(tuple(groups), (), ()).keys
    return Domain(
        tuple(groups),
        doubts=tuple(key for key in keys if (found := key_of(policy, key)) and found.can_be_unknown),
        blanks=tuple(key for key in told if any(value is None for value in told[key][1:])),
    )


def _typical(policy: Policy, told: Values) -> Typical:
    """Return of each path that can be told the key that tells it, and its typical value."""
    found = facts_in(policy, situation(policy), _OF_TOTALS.values())
    totals = {path: (key, Decimal(str(found[key]))) for path, key in _OF_TOTALS.items()}
    return {path: (path, values[0]) for path, values in told.items()} | totals


def _terms(node: Node | None, compiled: CompiledPolicy, told: Values, typical: Typical) -> Iterator[Term]:
    """Yield what a condition reads, apart where its parts share no name."""
    if node is None:
        return
    parts: list[tuple[Node, ...]] = []
    for term in node.terms if isinstance(node, And) else (node,):
        read = _paths(term)
        alike = [part for part in parts if any(read & _paths(each) for each in part)]
        parts = [part for part in parts if part not in alike]
        parts.append((*(each for part in alike for each in part), term))
    for several in parts:
        joined = And(several) if len(several) > 1 else several[0]
        near = dict(_read(joined, compiled, told, typical))
        if any(near.values()):
            can_be_asked = _paths(joined) <= typical.keys()
            yield Term(near, joined if can_be_asked else None, typical)


def _paths(node: Node) -> set[str]:
    return {field.path for field in fields(node)}


def _read(
    node: Node, compiled: CompiledPolicy, told: Values, typical: Typical
) -> Iterator[tuple[str, Sequence[Given]]]:
    """Yield what *node* reads, with the values beside the typical one that it can tell apart itself."""
    for field in fields(node):
        constants = tuple(constants_of(node, field.path))
        if field.path in _OF_TOTALS:
            key, usual = typical[field.path]
            total, numbers = compiled.schema[field.path], (c for c in constants if isinstance(c, Decimal))
            near = (value for each in numbers for value in neighbours(total, each, compiled.policy))
            yield key, tuple(dict.fromkeys(value for value in near if value > 0 and value != usual))
        elif field.path in told:
            yield field.path, tuple(v for v in told[field.path][1:] if _is_near(v, constants))


def _is_near(value: Given, constants: Sequence[object]) -> bool:
    """Return whether *value* is one of *constants*, beside one, or of a kind that has none."""
    match value:
        case Decimal():
            numbers = [each for each in constants if isinstance(each, Decimal)]
            return not numbers or any(abs(value - each) <= 1 for each in numbers)
        case datetime():
            return any(isinstance(each, datetime) and abs(value - each) <= _DAY for each in constants)
        case str():
            texts = [each for each in constants if isinstance(each, str)]
            return not texts or value in (*texts, OTHER)
        case frozenset():
            return not value or bool(value.intersection(map(str, constants)))
        case _:
            return True


def _demanded(rule: Rule, compiled: CompiledPolicy) -> Mapping[str, Sequence[Given]]:
    """Return what a rule is about beside its conditions: amounts, evidence, limits, doors, sets and moves."""
    found: dict[str, Sequence[Given]] = {}
    for text in rule.within.expressions if rule.within else ():
        read = compiled.facts_of_amount(text)
        found |= {field.path: _AMOUNTS for _, field in read if field.kind is Kind.NUMBER}
    for wanted in rule.ask.evidence if rule.ask else ():
        counts = (wanted.least, wanted.least - 1, *((wanted.most, wanted.most + 1) if wanted.most else ()))
        found[f"evidence.{wanted.name}"] = tuple(map(Decimal, dict.fromkeys(counts)))
    if rule.limit:
        found |= _limited(rule.limit)
    if rule.by or rule.not_by:
        found["request.method"] = (*rule.by, *rule.not_by, ELSEWHERE, UNKNOWN)
    return {**levers_of(rule), **found}


def _limited(limit: Limit) -> dict[str, Sequence[Given]]:
    past = sorted({max(limit.units + by, 0) for by in (-1, 0, 1)})
    units = sorted({max(limit.units, 1), limit.units + 1})
    return {counter_of(limit): tuple(map(Decimal, past)), "item.quantity": tuple(map(Decimal, units))}
