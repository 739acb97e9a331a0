"""Propositions: what follows from a condition being true, as far as its form tells.

A yes is proved, for known and unknown facts alike; a no says nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Final, TypeAlias

from .claims import ALWAYS, Claim, Every, Form, form_of
from .ir import Literal, Node
from .ranges import NOTHING, Values
from .schema import Schema

MAX_WAYS: Final = 256
"""In how many ways a condition may come true before it is left alone."""

_Way: TypeAlias = dict[Node, Values]
"""One way for a condition to be true: what is then known, and among which values each lies."""


class Proposition:
    """A condition, or several at once, as something that others follow from.

    # INVARIANT (ways are exhaustive): where it is true, one of its ways holds, and all of the values in it
    # are known.
    """

    def __init__(self, form: Form) -> None:
        self._form = form

    @classmethod
    def of(cls, node: Node | None, schema: Schema) -> Proposition:
        """Return the proposition of a checked condition; None is always true."""
        return cls(form_of(node, schema))

    def __and__(self, other: Proposition) -> Proposition:
        return Proposition(Every((self._form, other._form)))

    @property
    def is_never_true(self) -> bool:
        """Whether no facts make it true."""
        return self._ways == ()

    @property
    def is_always_true(self) -> bool:
        """Whether it is true whatever is known."""
        return Proposition(ALWAYS).implies(self)

    def implies(self, other: Proposition) -> bool:
        """Return whether *other* is true wherever this is."""
        return self._ways is not None and all(_holds(other._form, way) for way in self._ways)

    def excludes(self, other: Proposition) -> bool:
        """Return whether the two are never true together."""
        return (self & other).is_never_true

    @cached_property
    def bounds(self) -> Mapping[Node, Values] | None:
        """Among which values each subject lies wherever it is true; of one that may be left open, nothing.

        None where there are too many ways to be true.
        """
        if self._ways is None:
            return None
        first, *others = self._ways or ({},)
        found = {subject: values for subject, values in first.items() if not isinstance(subject, Literal)}
        for way in others:
            found = {subject: values | way[subject] for subject, values in found.items() if subject in way}
        return found

    @cached_property
    def admitted(self) -> Mapping[Node, Values]:
        """Among which values each subject lies in the ways to be true that ask of it, taken together."""
        found: dict[Node, Values] = {}
        for way in self._ways or ():
            for subject, values in way.items():
                found[subject] = found.get(subject, NOTHING) | values
        return found

    @cached_property
    def subjects(self) -> frozenset[Node]:
        """All that it asks of."""
        return frozenset(_subjects(self._form))

    @cached_property
    def _ways(self) -> tuple[_Way, ...] | None:
        """Every way to be true; None where there are too many."""
        return _ways_of(self._form, ({},))


def _subjects(form: Form) -> Iterator[Node]:
    if isinstance(form, Claim):
        yield form.subject
    else:
        for part in form.parts:
            yield from _subjects(part)


def _ways_of(form: Form, ways: tuple[_Way, ...]) -> tuple[_Way, ...] | None:
    """Return those of *ways*, each as often as needed, in which *form* is true as well."""
    if isinstance(form, Claim):
        narrowed = (_narrowed(way, form) for way in ways)
        return tuple(way for way in narrowed if way is not None)
    if isinstance(form, Every):
        # The cheap parts first: what they rule out need not be multiplied.
        for part in sorted(form.parts, key=lambda each: not isinstance(each, Claim)):
            found = _ways_of(part, ways)
            if found is None:
                return None
            ways = found
        return ways
    several: list[_Way] = []
    for part in form.parts:
        found = _ways_of(part, ways)
        if found is None or len(several) + len(found) > MAX_WAYS:
            return None
        several += found
    return tuple(several)


def _narrowed(way: _Way, claim: Claim) -> _Way | None:
    known = way.get(claim.subject, claim.among) & claim.values
    return None if known.is_empty else way | {claim.subject: known}


def _holds(form: Form, way: _Way) -> bool:
    """Return whether *form* is true where *way* is."""
    if isinstance(form, Claim):
        return _follows(form.subject, form.values, way)
    if isinstance(form, Every):
        return all(_holds(part, way) for part in form.parts)
    if any(_holds(part, way) for part in form.parts):
        return True
    # No part is true in all of the way. Of those about one value, one may be true in each case of it.
    together: dict[Node, Values] = {}
    for part in form.parts:
        if isinstance(part, Claim):
            together[part.subject] = together.get(part.subject, NOTHING) | part.values
    return any(_follows(subject, values, way) for subject, values in together.items())


def _follows(subject: Node, values: Values, way: _Way) -> bool:
    """Return whether *subject* is known where *way* is, and among *values*."""
    known = Values.of((subject.value,)) if isinstance(subject, Literal) else way.get(subject)
    return known is not None and known <= values
