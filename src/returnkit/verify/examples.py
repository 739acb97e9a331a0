"""Examples: situations that two policies decide differently, the simplest of each kind."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple, TypeAlias

from returnkit.decision import Decision
from returnkit.policy import Approval, Policy
from returnkit.situations import Given, written_value
from returnkit.testing.tables import expected_of, written
from returnkit.testing.tables.expectations import ASPECTS as EXPECTED
from returnkit.testing.tables.expectations import NONE

from .asking import common, decided_by_both
from .candidates import candidates
from .changes import Change

MAX_SAMPLES: Final = 6_000
"""How many situations are asked of both policies."""

_FIRST: Final = ("verdict", "reason")
_LAST: Final = ("rules",)
_MIDDLE: Final = tuple(aspect for aspect in EXPECTED if aspect not in (*_FIRST, "rule", *_LAST))

ASPECTS: Final = (*_FIRST, *_MIDDLE, *_LAST)
"""What two answers can differ in, in the order of weight: all that a case can expect of one."""

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
    """An order that the two policies decide differently, the same for both.

    Where they declare one name as two things, there is an order for each of which the same is told.

    Attributes:
        told: What is told of it, by key, as a cell of a table of the old policy holds it: times are in its
            zone, amounts in its currency.
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
    asked, under = 0, common(old, new)
    fewer: list[dict[str, Given]] = []
    for told in _each_once(_with(fewer, candidates(old, new, changes))):
        if asked >= MAX_SAMPLES:
            break
        decisions = decided_by_both(old, new, told, under=under)
        if decisions is None:
            continue
        asked += 1
        if _said(decisions[0]) == _said(decisions[1]):
            continue
        one, two = map(_answer, decisions)
        if one == two:  # then which rules say so counts
            one, two = (_answer(each, with_rules=True) for each in decisions)
        differs = tuple(aspect for aspect in ASPECTS if one.get(aspect) != two.get(aspect))
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


def _said(decision: Decision) -> object:
    return decision.items, decision.terms, decision.approval, decision.approved_by


def _answer(decision: Decision, *, with_rules: bool = False) -> _Answer:
    """Return what *decision* says, by aspect, as texts: where it says nothing, what that comes to."""
    said = written(expected_of(decision, with_rules=with_rules))
    aspects = (aspect for aspect in ASPECTS if with_rules or aspect != "rules")
    return {aspect: _text(said.get(aspect, _UNSAID.get(aspect, NONE))) for aspect in aspects}


def _text(value: object) -> str:
    if isinstance(value, Mapping):
        return ", ".join(f"{key}: {each}" for key, each in value.items())
    return ", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)


def _each_once(several: Iterable[dict[str, Given]]) -> Iterator[dict[str, Given]]:
    seen: set[str] = set()
    for told in several:
        mark = repr(sorted(told.items(), key=lambda each: each[0]))
        if mark not in seen:
            seen.add(mark)
            yield told
