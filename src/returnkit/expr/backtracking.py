r"""Backtracking: how much work a pattern can cause a matcher that tries one way after another.

A pattern is judged in one walk from its end to its start. Each part is asked whether the next
character alone decides what to do: an alternation, which branch; a repeat, whether to go on. Where
it does, there is one way only. Where it does not (`.*@`, `AB1|AB2`):

* inside a repeat it is refused, and so is a varying repeat in a repeat: `(a+)+`, `(a|a)*`, `(a?){30}`;
* outside, the ways multiply and their product is limited by MAX_STEPS: `a?a?a?a?a?a?a?a?a?`;
* a long repeat must not be followed by another that could take the same characters again. Between
  them stands a character which the second cannot take: `.*@[a-z]+` passes, `.*.*`, `\w+\d+` and
  `.*@.*` do not.

A match then takes time in proportion to the text, and a search (`=~~`) at worst to its square: a
leading long repeat is tried from every place. That is admitted, since facts are short.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations

MAX_STEPS = 400  # of one try at one place, long repeats weighted
LONG_REPEAT_STEPS = 8  # the weight of a long repeat, and of each step it may cause again and again
SHORT_REPEAT = 10  # a repeat whose count varies by more is long
UNBOUNDED = 1 << 31

Ranges = tuple[tuple[int, int], ...]  # code points, sorted, not touching

_LAST = 0x10FFFF


@dataclass(frozen=True, slots=True)
class Chars:
    """One character out of a set."""

    ranges: Ranges


@dataclass(frozen=True, slots=True)
class Sequence:
    """Parts one after the other; without parts, an anchor: it takes no character."""

    parts: tuple[Node, ...] = ()


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several branches, the first that fits."""

    branches: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Repeat:
    """A part, from *least* to *most* times."""

    body: Node
    least: int
    most: int


Node = Chars | Sequence | Choice | Repeat


@dataclass(frozen=True, slots=True)
class _Rest:
    """What is known of a pattern from some place to its end.

    Attributes:
        first: Characters it can begin with.
        steps: Limit of the work of one try.
        exposed: For each long repeat in it that no separator shields: the characters it can take.
    """

    first: Ranges = ()
    steps: int = 0
    exposed: tuple[Ranges, ...] = ()


def faults_of(node: Node) -> tuple[str, ...]:
    """Return why a matcher could be slow on *node*, one sentence each; nothing when it cannot."""
    faults = dict.fromkeys(_nested_faults(node, repeated=False))
    if not faults:
        later: list[str] = []
        rest = _before(node, _Rest(), later)
        if rest.steps > MAX_STEPS:
            later.append(f"the pattern can be tried in too many ways ({rest.steps} steps, above {MAX_STEPS})")
        faults = dict.fromkeys(later)
    return tuple(faults)


def united(ranges: Iterable[tuple[int, int]]) -> Ranges:
    """Return the union of *ranges*, sorted, touching ones joined."""
    joined: list[tuple[int, int]] = []
    for low, high in sorted(ranges):
        if joined and low <= joined[-1][1] + 1:
            joined[-1] = (joined[-1][0], max(high, joined[-1][1]))
        else:
            joined.append((low, high))
    return tuple(joined)


def complement(ranges: Ranges) -> Ranges:
    """Return all characters outside *ranges*."""
    edges = [-1, *(edge for low, high in ranges for edge in (low, high)), _LAST + 1]
    pairs = zip(edges[::2], edges[1::2], strict=True)
    return tuple((low + 1, high - 1) for low, high in pairs if low + 1 <= high - 1)


def _overlap(one: Ranges, other: Ranges) -> bool:
    return any(a <= d and c <= b for a, b in one for c, d in other)


def _any_overlap(sets: Iterable[Ranges]) -> bool:
    return any(_overlap(one, other) for one, other in combinations(sets, 2))


def _nested_faults(node: Node, *, repeated: bool) -> Iterable[str]:
    """Yield what makes a repeat dangerous by what it repeats."""
    match node:
        case Chars():
            return
        case Sequence(parts):
            for part in parts:
                yield from _nested_faults(part, repeated=repeated)
        case Choice(branches):
            if repeated and not all(map(_least_width, branches)):
                yield "a repeated alternation has a branch that takes no character"
            elif repeated and _any_overlap(_before(branch, _Rest(), []).first for branch in branches):
                yield "a repeated alternation has branches that can begin with the same character"
            for branch in branches:
                yield from _nested_faults(branch, repeated=repeated)
        case Repeat(body, least, most):
            if repeated and least != most:
                yield "a repeat stands inside a repeat"
            if not _least_width(body):
                yield "a repeat repeats what may take no character"
            yield from _nested_faults(body, repeated=repeated or most > 1)


def _before(node: Node, rest: _Rest, faults: list[str]) -> _Rest:
    """Return what is known of *node* followed by *rest*, adding what is wrong to *faults*."""
    match node:
        case Chars(ranges):
            shielded = tuple(loop for loop in rest.exposed if _overlap(loop, ranges))
            return _Rest(ranges, 1 + rest.steps, shielded)
        case Sequence(parts):
            for part in reversed(parts):
                rest = _before(part, rest, faults)
            return rest
        case Choice(branches):
            return _either([_before(branch, rest, faults) for branch in branches])
        case Repeat(body, least, 1):
            once = _before(body, rest, faults)
            return _either([once, rest]) if least == 0 else once
        case Repeat():
            return _before_repeat(node, rest, faults)


def _either(ways: list[_Rest]) -> _Rest:
    """Join alternatives: one is tried where the next character decides, else all may be."""
    steps = [way.steps for way in ways]
    ambiguous = _any_overlap(way.first for way in ways)
    return _Rest(
        united(span for way in ways for span in way.first),
        sum(steps) if ambiguous else max(steps) + len(ways) - 1,
        tuple(dict.fromkeys(loop for way in ways for loop in way.exposed)),
    )


def _before_repeat(repeat: Repeat, rest: _Rest, faults: list[str]) -> _Rest:
    once = _before(repeat.body, rest, faults)
    body = _before(repeat.body, _Rest(), [])
    ambiguous = repeat.least != repeat.most and _overlap(body.first, rest.first)
    steps = rest.steps
    exposed = once.exposed
    if repeat.most - repeat.least > SHORT_REPEAT:
        if ambiguous and rest.exposed:
            faults.append("two long repeats can take the same characters, with no separator between them")
        steps = LONG_REPEAT_STEPS * (1 + steps) if ambiguous else LONG_REPEAT_STEPS + steps
        steps += repeat.least * body.steps
        exposed = (*exposed, _characters(repeat.body))
    elif ambiguous:
        steps = (repeat.most - repeat.least + 1) * (repeat.most * body.steps + steps)
    else:
        steps += repeat.most * body.steps
    if repeat.least == 0:
        return _either([_Rest(body.first, steps, exposed), _Rest(rest.first, 0, rest.exposed)])
    return _Rest(body.first, steps, exposed)


def _least_width(node: Node) -> int:
    match node:
        case Chars():
            return 1
        case Sequence(parts):
            return sum(map(_least_width, parts))
        case Choice(branches):
            return min(map(_least_width, branches))
        case Repeat(body, least):
            return least * _least_width(body)


def _characters(node: Node) -> Ranges:
    match node:
        case Chars(ranges):
            return ranges
        case Sequence(parts) | Choice(parts):
            return united(span for part in parts for span in _characters(part))
        case Repeat(body):
            return _characters(body)
