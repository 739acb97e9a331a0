"""Reach: with which rules another may meet, and which may follow from it, without comparing the two.

Rules are the bits of an integer. For each value that conditions are about, tables give the rules that ask
for one constant, and those whose range begins or ends before another; a few AND operations leave the rules
that are worth a comparison. As in the index of `expr.backends.index`.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from returnkit.expr.ir import Node, Scalar
from returnkit.expr.ranges import Cut, Values

from .premises import Premise

Rules: TypeAlias = int
"""A set of rules: the bits of their places."""


def places(rules: Rules) -> Iterator[int]:
    """Yield the places of *rules*, in document order."""
    while rules:
        lowest = rules & -rules
        yield lowest.bit_length() - 1
        rules ^= lowest


def rules_at(numbers: Iterable[int]) -> Rules:
    """Return the rules at these places."""
    found = 0
    for number in numbers:
        found |= 1 << number
    return found


@dataclass(slots=True)
class _Ends:
    """Where ranges begin, or end, in order, with the rules of all up to each."""

    cuts: list[Cut] = field(default_factory=list)
    up_to: list[Rules] = field(default_factory=list)
    open: Rules = 0

    @classmethod
    def of(cls, ends: Iterable[tuple[Cut | None, int]]) -> _Ends:
        """Return the *ends* of ranges with the places of their rules; None has no end on this side."""
        at: dict[Cut, Rules] = {}
        found = cls()
        for cut, number in ends:
            if cut is None:
                found.open |= 1 << number
            else:
                at[cut] = at.get(cut, 0) | 1 << number
        total = 0
        for cut in sorted(at):
            total |= at[cut]
            found.cuts.append(cut)
            found.up_to.append(total)
        return found

    def not_after(self, cut: Cut | None) -> Rules:
        """Return the rules whose end lies at *cut* or before, those without one included."""
        return self.open | (0 if cut is None else self._up_to(bisect_right(self.cuts, cut)))

    def before(self, cut: Cut | None) -> Rules:
        """Return the rules whose end lies before *cut*, those without one included."""
        return self.open | (self._all if cut is None else self._up_to(bisect_left(self.cuts, cut)))

    def not_before(self, cut: Cut | None) -> Rules:
        """Return the rules whose end lies at *cut* or after, those without one included."""
        return self.open | (0 if cut is None else self._all & ~self._up_to(bisect_left(self.cuts, cut)))

    def after(self, cut: Cut | None) -> Rules:
        """Return the rules whose end lies after *cut*, those without one included."""
        lower = 0 if cut is None else self._up_to(bisect_right(self.cuts, cut))
        return self.open | (self._all & ~lower)

    @property
    def _all(self) -> Rules:
        return self._up_to(len(self.cuts))

    def _up_to(self, place: int) -> Rules:
        return self.up_to[place - 1] if place else 0


class _Table:
    """What rules admit of one value."""

    def __init__(self, admitted: Sequence[tuple[int, Values]]) -> None:
        self.bound = rules_at(number for number, _ in admitted)
        self._at: dict[Scalar, Rules] = {}
        ranges: list[tuple[int, Values]] = []
        for number, values in admitted:
            points = values.points
            if points is None:
                ranges.append((number, values))
            for point in points or ():
                self._at[point] = self._at.get(point, 0) | 1 << number
        self._ranges = rules_at(number for number, _ in ranges)
        self._least = _Ends.of((values.least, number) for number, values in ranges)
        self._greatest = _Ends.of((values.greatest, number) for number, values in ranges)

    def wider(self, values: Values) -> Rules:
        """Return the rules that may admit all of *values*."""
        ranges, points = self._ranges, values.points
        if values.cuts or values.from_least:
            ranges &= self._least.not_after(values.least) & self._greatest.not_before(values.greatest)
        if points is None:
            return ranges
        common = self.bound
        for point in points:
            common &= self._at.get(point, 0)
        return common | ranges

    def meeting(self, values: Values) -> Rules:
        """Return the rules that may admit one of *values*."""
        ranges, points = self._ranges, values.points
        if not values.null:
            ranges &= self._least.before(values.greatest) & self._greatest.after(values.least)
        if points is None:
            return ranges | (self.bound & ~self._ranges)
        for point in points:
            ranges |= self._at.get(point, 0)
        return ranges


class Reach:
    """Which rules may have to do with which, by what their conditions admit.

    # INVARIANT (nothing is out of reach that is proved): a rule that follows from another is among its
    # `wider` ones, and one that can apply together with another among those it is `meeting`.
    """

    def __init__(self, premises: Mapping[int, Premise]) -> None:
        admitted: dict[Node, list[tuple[int, Values]]] = {}
        self._bounds = {number: premise.whole.bounds for number, premise in premises.items()}
        self._admitted = {number: premise.whole.admitted for number, premise in premises.items()}
        self._all = rules_at(premises)
        # What is about several items, or comes true in too many ways, has to do with everything.
        self._vague = rules_at(
            number
            for number, premise in premises.items()
            if not premise.asks_of_one_thing or self._bounds[number] is None
        )
        self._about: dict[Node, Rules] = {}
        for number, premise in premises.items():
            for subject, values in (self._bounds[number] or {}).items():
                admitted.setdefault(subject, []).append((number, values))
            for subject in premise.whole.subjects:
                self._about[subject] = self._about.get(subject, 0) | 1 << number
        self._subjects = {number: premise.whole.subjects for number, premise in premises.items()}
        self._tables = {subject: _Table(found) for subject, found in admitted.items()}
        self._alike: dict[Hashable, Rules] = {}
        for number in premises:
            key = self._key(number)
            self._alike[key] = self._alike.get(key, 0) | 1 << number
        self._wider: dict[int, Rules] = {}
        self._meeting: dict[int, Rules] = {}
        self._beside: dict[int, Rules] = {}

    def wider(self, number: int) -> Rules:
        """Return the rules that may apply wherever the rule *number* does."""
        if number not in self._wider:
            bounds = self._bounds[number]
            found = 0 if bounds is None else self._all
            for subject, table in self._tables.items() if found else ():
                # What asks of a value that this rule does not ask of does not follow from it.
                follows = table.wider(bounds[subject]) if bounds and subject in bounds else 0
                found &= follows | ~table.bound
            self._wider[number] = found
        return self._wider[number]

    def meeting(self, number: int) -> Rules:
        """Return the rules that may apply together with the rule *number*."""
        if number not in self._meeting:
            found = self._all
            for subject, values in (self._bounds[number] or {}).items():
                table = self._tables[subject]
                found &= table.meeting(values) | ~table.bound
            self._meeting[number] = found
        return self._meeting[number]

    def alike(self, number: int) -> Rules:
        """Return the rules that may apply exactly where the rule *number* does.

        Not those whose conditions have parts that decide nothing, see `constant_part`.
        """
        return self._alike.get(self._key(number), 0)

    def beside(self, number: int) -> Rules:
        """Return the rules that ask of something of which the rule *number* asks; others it meets."""
        if number not in self._beside:
            found = self._all if self._vague >> number & 1 else self._vague
            for subject in self._subjects[number]:
                found |= self._about[subject]
            self._beside[number] = found
        return self._beside[number]

    def _key(self, number: int) -> Hashable:
        """Return what two rules have in common of which each follows from the other."""
        bounds = self._bounds[number]
        if bounds is None:
            return None
        return frozenset(bounds.items()), frozenset(self._admitted[number].items())
