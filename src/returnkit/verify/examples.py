"""Examples: situations that two policies decide differently, the simplest of each kind."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, islice, product
from typing import Final, NamedTuple, TypeAlias

from returnkit.decision import Decision
from returnkit.errors import SituationError
from returnkit.expr.schema import is_unknown
from returnkit.policy import Approval, Policy, compile_policy
from returnkit.situations import Given, as_told, decided, situation, spread, written_value
from returnkit.testing.generating import Generated, Level, generate
from returnkit.testing.generating.levers import levers_of
from returnkit.testing.tables import expected_of, written
from returnkit.testing.tables.expectations import NONE

from .changes import Change

MAX_SAMPLES: Final = 6_000
"""How many situations are asked of both policies."""
_WHOLE: Final = 400
"""How many combinations of the names of one changed rule are asked."""

_ASKED: Final = ("evidence.", "answers.")
"""Begin the keys of what a rule may ask for."""

ASPECTS: Final = ("verdict", "reason", "offers", "until", "asks", "terms", "approval", "rules")
"""What two answers can differ in, in the order of weight."""

_UNSAID: Final = {"approval": Approval.MANUAL.value}
"""What holds where a policy has no word about it; of all others there is none."""

_Answer: TypeAlias = Mapping[str, str]
"""What a policy says, by aspect, as it is shown."""


class _Kind(NamedTuple):
    """A kind of difference: in what, and from which verdict to which."""

    differs: tuple[str, ...]
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Example:
    """A situation that the two policies decide differently.

    Attributes:
        told: What is told of it, by key, as a cell of a table holds it.
        differs: In what, in order of weight.
        before: What the old policy says, by aspect.
        after: What the new one says.
        count: How many of the situations that were asked differ in the same way.
    """

    told: Mapping[str, str]
    differs: tuple[str, ...]
    before: Mapping[str, str]
    after: Mapping[str, str]
    count: int


@dataclass(frozen=True, slots=True)
class Sampled:
    """What asking both policies came to.

    Attributes:
        examples: One of each kind of difference, the weightiest kinds first.
        asked: How many situations were asked.
    """

    examples: tuple[Example, ...]
    asked: int


def sampled(old: Policy, new: Policy, changes: Sequence[Change]) -> Sampled:
    """Return situations that *old* and *new* decide differently, the simplest of each kind.

    They are looked for where the constants of both policies lie and where their changed rules apply. That
    none is found proves nothing.
    """
    kinds: dict[_Kind, tuple[dict[str, Given], _Answer, _Answer]] = {}
    counts: dict[_Kind, int] = {}
    asked = 0
    fewer: list[dict[str, Given]] = []
    for told in _each_once(_with(fewer, _candidates(old, new, changes))):
        if asked >= MAX_SAMPLES:
            break
        decisions = _decide(old, told), _decide(new, told)
        if decisions[0] is None or decisions[1] is None:
            continue
        asked += 1
        if _said(decisions[0]) == _said(decisions[1]):
            continue
        one, two = _answer(decisions[0]), _answer(decisions[1])
        differs = _difference(one, two)
        if not differs:
            continue
        kind = _Kind(differs, one["verdict"], two["verdict"])
        counts[kind] = counts.get(kind, 0) + 1
        if kind not in kinds or len(told) < len(kinds[kind][0]):
            kinds[kind] = (told, one, two)
            # Less may do, for this kind of difference or for another.
            fewer += [{key: value for key, value in told.items() if key != path} for path in told]
    examples = [
        Example(
            {key: written_value(value, old.zone) for key, value in told.items()},
            kind.differs,
            {aspect: one[aspect] for aspect in kind.differs},
            {aspect: two[aspect] for aspect in kind.differs},
            counts[kind],
        )
        for kind, (told, one, two) in kinds.items()
    ]
    examples.sort(key=lambda each: (ASPECTS.index(each.differs[0]), len(each.told)))
    return Sampled(tuple(examples), asked)


def _with(first: list[dict[str, Given]], others: Iterator[dict[str, Given]]) -> Iterator[dict[str, Given]]:
    """Yield *others*, and before each what stands in *first* by then."""
    for other in others:
        yield other
        while first:
            yield first.pop(0)


def _candidates(old: Policy, new: Policy, changes: Sequence[Change]) -> Iterator[dict[str, Given]]:
    """Yield what to tell: nothing, single names, what shows the changed rules, then several names at once.

    What a changed rule asks for is handed in as well: as long as it is lacking, its effects may not show.
    """
    yield {}
    values = _values(old, new)
    singles = [{path: value} for path, several in values.items() for value in several]
    yield from singles
    touched = {change.rule for change in changes if change.rule is not None}
    shown = [dict(case.told) for case in (*_showing(old, touched), *_showing(new, touched))]
    yield from shown
    levers = list(_levers(old, new, touched))
    for told in ({}, *shown):
        yield from (told | lever for lever in levers if told.keys().isdisjoint(lever))
    for told in shown:
        yield from ({**told, **single} for single in singles if told.keys().isdisjoint(single))
    for paths in _names_of(old, new, touched):
        several = [[(path, value) for value in values.get(path, ())] for path in paths]
        yield from (dict(each) for each in islice(product(*several), _WHOLE))
    for one, two in combinations(singles, 2):
        if one.keys().isdisjoint(two):
            yield one | two


def _values(old: Policy, new: Policy) -> dict[str, list[Given]]:
    """Return the values of each name that one of the policies tells apart and that both can be told."""
    found: dict[str, dict[str, Given]] = {}
    for policy in (old, new):
        for path, several in spread(policy).items():
            found.setdefault(path, {}).update({repr(value): value for value in several[1:]})
    return {path: [v for v in several.values() if not is_unknown(v)] for path, several in found.items()}


def _levers(old: Policy, new: Policy, rules: Collection[str]) -> Iterator[dict[str, Given]]:
    """Yield what to tell so that the effects of *rules* show: what one asks for, alone and with the rest."""
    for policy in (old, new):
        for rule in policy.rules:
            if rule.id in rules:
                levers = levers_of(rule)
                asked = {path: values[0] for path, values in levers.items() if path.startswith(_ASKED)}
                if asked:
                    yield asked
                for path, values in levers.items():
                    yield from (asked | {path: value} for value in values)


def _showing(policy: Policy, rules: Iterable[str]) -> Iterator[Generated]:
    known = frozenset(rule.id for rule in policy.rules if rule.id in set(rules))
    if known:
        yield from generate(policy, Level.MCDC, rules=known).cases


def _names_of(old: Policy, new: Policy, rules: Collection[str]) -> Iterator[list[str]]:
    for policy in (old, new):
        for condition in compile_policy(policy).conditions:
            if condition.rule in rules and condition.fields:
                yield [field.path for _, field in condition.fields]


def _said(decision: Decision) -> object:
    return decision.items, decision.terms, decision.approval, decision.approved_by


def _decide(policy: Policy, told: Mapping[str, Given]) -> Decision | None:
    """Return what *policy* decides in the situation that is *told*; None where there is none such."""
    try:
        return decided(policy, situation(policy, as_told(told)))
    except SituationError:
        return None


def _answer(decision: Decision) -> _Answer:
    """Return what *decision* says, by aspect, as texts: where it says nothing, what that comes to."""
    said = written(expected_of(decision))
    return {aspect: _text(said.get(aspect, _UNSAID.get(aspect, NONE))) for aspect in ASPECTS}


def _difference(one: _Answer, two: _Answer) -> tuple[str, ...]:
    """Return in what two answers differ; that other rules say the same counts where nothing else does."""
    found = tuple(aspect for aspect in ASPECTS if one[aspect] != two[aspect])
    return tuple(aspect for aspect in found if aspect != "rules") or found


def _text(value: object) -> str:
    if isinstance(value, Mapping):
        return ", ".join(f"{key}: {each}" for key, each in value.items())
    return ", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)


def _each_once(candidates: Iterable[dict[str, Given]]) -> Iterator[dict[str, Given]]:
    seen: set[str] = set()
    for told in candidates:
        mark = repr(sorted(told.items(), key=lambda each: each[0]))
        if mark not in seen:
            seen.add(mark)
            yield told
