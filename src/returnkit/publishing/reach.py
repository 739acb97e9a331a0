"""Reach: for which returns a rule surely holds, as far as structured data can tell returns apart."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from returnkit.expr.backends.kleene import Truth, kleene_and, kleene_not, kleene_or
from returnkit.expr.compile import read
from returnkit.expr.ir import And, Choices, Compare, Comparison, Field, Literal, Member, Named, Node, Not, Or
from returnkit.expr.schema import Unknown, is_unknown
from returnkit.policy import Period, Rule

from .voice import Voice


class Side(StrEnum):
    """The two sorts of returns that schema.org tells apart, by the word of `request.fault`."""

    REMORSE = "shopper"
    DEFECT = "merchant"


EVERYBODY: Final = frozenset(Side)
_DEPENDS: Final = Unknown("depends")


@dataclass(frozen=True, slots=True)
class Reach:
    """For which returns a rule holds.

    Attributes:
        sides: The sorts of returns for which it surely holds.
        may_hold: Whether it may hold for others; a rule that is internal always may.
        placed: The only orders for which it holds; None is all.
    """

    sides: frozenset[Side]
    may_hold: bool = False
    placed: Period | None = None

    @property
    def is_always(self) -> bool:
        """Whether it holds for every return."""
        return self.sides == EVERYBODY and self.placed is None

    @property
    def is_season(self) -> bool:
        """Whether it holds for every return of some orders."""
        return self.sides == EVERYBODY and self.placed is not None

    def holds(self, side: Side) -> bool:
        """Return whether it surely holds for every return of this sort."""
        return side in self.sides and self.placed is None


def reach_of(voice: Voice, rule: Rule, country: str | None) -> Reach:
    """Return for which returns *rule* holds, of goods that were delivered to *country*."""
    if rule.internal:
        return Reach(frozenset(), may_hold=True)
    truths = {side: _holds(voice, rule, _known(side, country)) for side in Side}
    sides = frozenset(side for side, truth in truths.items() if truth is True)
    return Reach(sides, any(is_unknown(truth) for truth in truths.values()), rule.placed)


def _known(side: Side, country: str | None) -> Mapping[str, str]:
    """Return the facts that structured data tells returns apart by."""
    known = {"request.fault": side.value}
    return known | {"order.country": country} if country else known


def _holds(voice: Voice, rule: Rule, known: Mapping[str, str]) -> Truth:
    # Structured data speaks of one product: what holds for any or all items of a return holds for it.
    asked = (rule.when, rule.when_any, rule.when_all)
    parts = [_truth(read(text, voice.schema, voice.names), known) for text in asked if text is not None]
    if rule.unless is not None:
        parts.append(kleene_not(_truth(read(rule.unless, voice.schema, voice.names), known)))
    return kleene_and(*parts)


def _truth(node: Node, known: Mapping[str, str]) -> Truth:
    match node:
        case Named(_, body):
            return _truth(body, known)
        case Literal(bool(value)):
            return value
        case Not(below):
            return kleene_not(_truth(below, known))
        case And(terms):
            return kleene_and(*(_truth(term, known) for term in terms))
        case Or(terms):
            return kleene_or(*(_truth(term, known) for term in terms))
        case Compare(Comparison.EQ | Comparison.NE as comparison, Field(path), Literal(value)) if (
            path in known
        ):
            return (known[path] == value) is (comparison is Comparison.EQ)
        case Member(Field(path), Choices(values)) if path in known:
            return known[path] in values
        case _:
            return _DEPENDS
