"""Ranges: sets of values of one kind, as comparisons with constants tell them apart."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from operator import and_, or_
from typing import Any, Final, TypeAlias

from .ir import Comparison, Scalar

Cut: TypeAlias = tuple[Any, bool]
"""A place between values: just before a constant, or just after it. Any: of one kind, in its own order."""


@dataclass(frozen=True, slots=True)
class Values:
    """A set of values of one kind, with or without null.

    Attributes:
        from_least: Whether it begins with the least values there are.
        cuts: Where it ends or begins, in order.
        null: Whether null is in it.
    """

    from_least: bool = False
    cuts: tuple[Cut, ...] = ()
    null: bool = False

    @classmethod
    def of(cls, constants: Iterable[Scalar]) -> Values:
        """Return the set of *constants*, which are of one kind or null."""
        distinct: set[Any] = set(constants)
        points = sorted(distinct - {None})
        return cls(
            cuts=tuple((point, side) for point in points for side in (False, True)), null=None in distinct
        )

    @classmethod
    def beside(cls, comparison: Comparison, constant: Scalar) -> Values:
        """Return the values that stand in *comparison* to *constant*."""
        if comparison is Comparison.EQ:
            return cls.of((constant,))
        if comparison is Comparison.NE:
            return ~cls.of((constant,))
        is_low = comparison in (Comparison.LT, Comparison.LE)
        return cls(is_low, ((constant, comparison in (Comparison.LE, Comparison.GT)),))

    @property
    def is_empty(self) -> bool:
        """Whether nothing is in it."""
        return not (self.from_least or self.cuts or self.null)

    @property
    def points(self) -> frozenset[Any] | None:
        """Its values where they are some constants; None where there are others between them."""
        if self.from_least or [side for _, side in self.cuts] != [False, True] * (len(self.cuts) // 2):
            return None
        constants = [constant for constant, _ in self.cuts]
        if constants[::2] != constants[1::2]:
            return None
        return frozenset([*constants, None] if self.null else constants)

    @property
    def least(self) -> Cut | None:
        """Where it begins; None is with the least values there are, or nowhere."""
        return None if self.from_least or not self.cuts else self.cuts[0]

    @property
    def greatest(self) -> Cut | None:
        """Where it ends; None is with the greatest values there are, or nowhere."""
        is_open = self.from_least is (len(self.cuts) % 2 == 0)
        return None if is_open or not self.cuts else self.cuts[-1]

    def __invert__(self) -> Values:
        return Values(not self.from_least, self.cuts, not self.null)

    def __and__(self, other: Values) -> Values:
        return self._joined(other, and_)

    def __or__(self, other: Values) -> Values:
        return self._joined(other, or_)

    def __le__(self, other: Values) -> bool:
        return (self & ~other).is_empty

    def __contains__(self, constant: Scalar) -> bool:
        return Values.of((constant,)) <= self

    def _joined(self, other: Values, join: Callable[[bool, bool], bool]) -> Values:
        """Return the set of what *join* says of being here and being there."""
        here, there = self.from_least, other.from_least
        is_in = joined = join(here, there)
        of_here, of_there = frozenset(self.cuts), frozenset(other.cuts)
        cuts: list[Cut] = []
        for cut in sorted(of_here | of_there):
            here, there = here is not (cut in of_here), there is not (cut in of_there)
            if join(here, there) is not is_in:
                is_in = not is_in
                cuts.append(cut)
        return Values(joined, tuple(cuts), join(self.null, other.null))


NOTHING: Final = Values()
ANYTHING: Final = ~NOTHING
