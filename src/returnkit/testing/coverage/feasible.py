"""Feasible: obligations that no order can meet, as far as the form of conditions tells."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import reduce
from operator import and_
from typing import Final

from returnkit.expr.ir import And, Compare, Comparison, If, Literal, Named, Node, Not, Or, children, fields
from returnkit.expr.propositions import Proposition
from returnkit.expr.schema import Schema
from returnkit.ids import RuleId
from returnkit.policy import CompiledPolicy, Policy, compile_policy
from returnkit.policy.warnings import Said, Thing, said_by

from .meeting import owed
from .obligations import (
    DAY,
    Aspect,
    Decides,
    Does,
    Ends,
    Meets,
    Obligation,
    Precedes,
    Side,
    Wants,
    conditions_by_rule,
)

_NEVER: Final = "what else the condition says rules it out"
_NEVER_TRUE: Final = "its condition can never be true"
_NEVER_BOTH: Final = "the two rules can never apply together"
_WINDOW: Final = "window"

Parts = Mapping[str, Node | None]
"""The parts of a rule that ask something, by their keys."""


def infeasible(policy: Policy) -> Mapping[str, str]:
    """Return why some obligations of *policy* can never be met, by key; each is proved of all orders.

    A leaf decides only where every other part of its `and` is true, and of its `or` false. Where that and
    the leaf exclude one another, no order shows it. Nor does one where rules above have decided all that the
    rule speaks about, in every case in which it could be shown.
    """
    compiled = compile_policy(policy)
    schema = compiled.schema
    rules = _Rules.of(compiled)
    found: dict[str, str] = {}
    for several in owed(policy).values():
        for each in several:
            if reason := _why_never(each, rules, schema):
                found[each.key] = reason
    return found


@dataclass(frozen=True, slots=True)
class _Rules:
    """The rules of a policy by their places: what they ask, and those about items what they say.

    Attributes:
        numbers: Their places by their ids.
        parts: What each asks.
        said: What each rule about items says.
        premises: When each rule about items applies.
        speakers: By thing the rules that decide it where they apply, in document order.
        moving: The rules that move a closing or a start, which no rule above keeps them from.
    """

    numbers: Mapping[RuleId, int]
    parts: Mapping[int, Parts]
    said: Mapping[int, tuple[Said, ...]]
    premises: Mapping[int, Proposition]
    speakers: Mapping[Thing, tuple[int, ...]]
    moving: frozenset[int]

    @classmethod
    def of(cls, compiled: CompiledPolicy) -> _Rules:
        """Return the rules of *compiled*."""
        rules, offers = compiled.policy.rules, tuple(offer.name for offer in compiled.offers)
        parts = {
            number: {key: condition.node for key, condition in several.items()}
            for number, several in conditions_by_rule(compiled).items()
        }
        numbers = [condition.number for condition in compiled.conditions]
        said = {number: tuple(said_by(rules[number], offers, compiled.methods)) for number in numbers}
        speakers: dict[Thing, tuple[int, ...]] = {}
        for number in sorted(said):
            # A review marks, and ends no search.
            for thing in dict.fromkeys(each.thing for each in said[number] if each.word.key != "review"):
                speakers[thing] = (*speakers.get(thing, ()), number)
        premises = {number: Proposition.of(parts[number]["when"], compiled.schema) for number in numbers}
        moving = frozenset(n for n, rule in enumerate(rules) if rule.extend or rule.defer)
        return cls(compiled.numbers, parts, said, premises, speakers, moving)

    def decide_first(
        self, number: int, needed: Proposition, *, above: int, only: str | None = None
    ) -> tuple[int, ...]:
        """Return the rules above *above* that decide all that *number* says where *needed* is true.

        None of them where something is left to it.

        Args:
            number: The place of a rule.
            needed: What is true.
            above: The place of a rule.
            only: The kind of things that count; None is all, and what it moves besides.
        """
        if only is None and number in self.moving:
            return ()
        found: dict[int, None] = {}
        for thing in dict.fromkeys(each.thing for each in self.said.get(number, ())):
            if only in (None, thing[0]):
                speaking = (other for other in self.speakers.get(thing, ()) if other < above)
                first = next((other for other in speaking if needed.implies(self.premises[other])), None)
                if first is None:
                    return ()
                found[first] = None
        return tuple(sorted(found))


def _why_never(obligation: Obligation, rules: _Rules, schema: Schema) -> str | None:
    """Return why *obligation* can never be met; None where that is not proved."""
    number, wants = rules.numbers[obligation.rule], obligation.wants
    needed = _needed(wants, number, rules, schema)
    if needed is None:
        return None
    if needed.is_never_true:
        return (
            _NEVER_BOTH
            if isinstance(wants, Precedes)
            else _NEVER
            if isinstance(wants, Decides | Meets)
            else _NEVER_TRUE
        )
    only = _WINDOW if isinstance(wants, Ends) else None
    deciding = rules.decide_first(number, needed, above=number, only=only)
    if not deciding and isinstance(wants, Precedes):
        deciding = rules.decide_first(rules.numbers[wants.lower], needed, above=number)
    if not deciding:
        return None
    ids = {place: id_ for id_, place in rules.numbers.items()}
    named = ", ".join(f"`{ids[place]}`" for place in deciding)
    return f"wherever it could be seen, rules above have decided: {named}"


def _needed(wants: Wants, number: int, rules: _Rules, schema: Schema) -> Proposition | None:
    """Return what is true wherever what is wanted of the rule *number* is seen; None is not known."""
    match wants:
        case Decides() | Meets():
            node = rules.parts[number][wants.part]
            others = None if node is None else needed_beside(node, wants.path)
            if others is None:
                return None
            return reduce(and_, (Proposition.of(each, schema) for each in (*others, *_shown(wants))))
        case Precedes(lower):
            return rules.premises[number] & rules.premises[rules.numbers[lower]]
        # Of a rule that perhaps applies the limit may perhaps be in the way, and the window shut.
        case Does(Aspect.SPEAKS | Aspect.PASSES | Aspect.LEAVES) | Ends(Side.FIRST | Side.LAST, _):
            return rules.premises.get(number)
        case _:
            return None


def _shown(wants: Decides | Meets) -> tuple[Node, ...]:
    """Return what is true wherever the leaf is as it is wanted."""
    if isinstance(wants, Decides):
        return (wants.leaf if wants.truth else Not(wants.leaf),)
    fact = next(field for field in fields(wants.leaf) if field.path == wants.fact)
    if isinstance(wants.value, datetime):
        first, end = Literal(wants.value), Literal(wants.value + DAY)
        return Compare(Comparison.GE, fact, first), Compare(Comparison.LT, fact, end)
    return (Compare(Comparison.EQ, fact, Literal(wants.value)),)


def needed_beside(node: Node, path: tuple[int, ...]) -> tuple[Node, ...] | None:
    """Return what has to be true for the leaf at *path* to decide; None where that is not said so simply."""
    needed: list[Node] = []
    for step in path:
        below = children(node)
        match node:
            case And():
                needed += [child for number, child in enumerate(below) if number != step]
            case Or():
                needed += [Not(child) for number, child in enumerate(below) if number != step]
            case Not() | Named():
                pass
            case If() if step > 0:
                needed.append(below[0] if step == 1 else Not(below[0]))
            case _:
                return None
        node = below[step]
    return tuple(needed)
