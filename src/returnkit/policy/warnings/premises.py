"""Premises: when each rule applies, as something that others follow from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from returnkit.expr.propositions import Proposition
from returnkit.expr.schema import Schema

from ..compiled import CompiledPolicy


@dataclass(frozen=True)
class Premise:
    """When a rule applies.

    Attributes:
        whole: What it asks of the item; of a rule about the whole return, what it asks of the return.
        of_any: What it asks of some accepted item, and of every one; None is nothing of some item.
        of_all: What it asks of every accepted item; None is nothing.
    """

    whole: Proposition
    of_any: Proposition | None = None
    of_all: Proposition | None = None

    @cached_property
    def is_never_true(self) -> bool:
        """Whether the rule never applies to a return of anything."""
        return any(each is not None and each.is_never_true for each in (self.whole, self.of_any, self.of_all))

    @cached_property
    def is_always_true(self) -> bool:
        """Whether the rule always applies."""
        return self.asks_of_one_thing and self.whole.is_always_true

    @property
    def asks_of_one_thing(self) -> bool:
        """Whether it asks of the item alone, or of the return alone."""
        return self.of_any is None and self.of_all is None

    def implies(self, other: Premise) -> bool:
        """Return whether the rule of *other* applies wherever this one does."""
        return (
            self.whole.implies(other.whole)
            and _follows(self.of_any, other.of_any)
            and _follows(self.of_all, other.of_all)
        )

    def excludes(self, other: Premise) -> bool:
        """Return whether the two rules never apply to one order."""
        if self.whole.excludes(other.whole):
            return True
        # Some item meets the one, and every item the other.
        pairs = ((self.of_any, other.of_all), (self.of_all, other.of_any))
        return any(one is not None and two is not None and one.excludes(two) for one, two in pairs)


def _follows(premise: Proposition | None, asked: Proposition | None) -> bool:
    return asked is None or (premise is not None and premise.implies(asked))


def premises_of(compiled: CompiledPolicy, schema: Schema) -> Iterator[Premise]:
    """Yield when each rule applies, in document order."""
    found: dict[int, Premise] = {}
    for condition in compiled.conditions:
        found[condition.number] = Premise(Proposition.of(condition.node, schema))
    for each in compiled.whole.conditions if compiled.whole else ():
        of_any, of_all = (
            None if part is None else Proposition.of(part.node, schema) for part in (each.of_any, each.of_all)
        )
        if of_any is not None and of_all is not None:
            of_any &= of_all
        found[each.whole.number] = Premise(Proposition.of(each.whole.node, schema), of_any, of_all)
    yield from (found[number] for number in sorted(found))
