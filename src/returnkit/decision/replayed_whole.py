"""Replayed whole: what became of the rules about the whole return, traced on its accepted items."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from returnkit.expr.backends.kleene import Truth as Value
from returnkit.expr.backends.printer import to_text
from returnkit.expr.schema import is_unknown
from returnkit.ids import PolicyId
from returnkit.policy import LATER, CompiledReturn, Condition, ReturnCondition

from .about import about_of
from .explanation import Leaf, Outcome, RuleExplanation
from .judge import Judge
from .replay import Replay, leaves_of, outcome_of
from .values import Decision, Verdict
from .whole import Whole, taken, whole_of


def rules_of_return(decision: Decision, again: Sequence[Replay]) -> Iterator[RuleExplanation]:
    """Yield what became of every rule about the whole return, those of floors last.

    Args:
        decision: The decision.
        again: Each of its items, decided again, same order.
    """
    yield from _rules(decision, None, again)
    for number, floor in enumerate(again[0].floors):
        yield from _rules(decision, floor.compiled.policy.id, [each.floors[number] for each in again])


def _rules(decision: Decision, floor: PolicyId | None, again: Sequence[Replay]) -> Iterator[RuleExplanation]:
    compiled = again[0].compiled
    if compiled.whole is None:
        return
    judges = [Judge(compiled, each.prepared, decision.at) for each in again]
    whole = whole_of(compiled, decision.order, decision.request, decision.history, decision.items, judges)
    deciders = _deciders(whole, compiled.whole, set(taken(decision.items, floor))) if whole else {}
    places = [n for n, item in enumerate(decision.items) if item.verdict is not Verdict.INELIGIBLE]
    rules = compiled.policy.rules
    for condition in compiled.whole.conditions:
        number = condition.whole.number
        truth = whole.staged(condition) if whole else None
        speaking = deciders.get(number, set())
        outcome = Outcome.NOT_NEEDED  # nothing is accepted: nothing is asked
        if truth is not None:
            outcome = outcome_of(False if truth is LATER else truth, number, speaking)
        names = sorted(speaking) if outcome is Outcome.NOT_NEEDED else ()
        yield RuleExplanation(
            rule=condition.rule,
            is_internal=condition.whole.is_internal,
            condition=_text(condition),
            outcome=outcome,
            leaves=tuple(_leaves(condition, whole, places)) if whole else (),
            decided_by=tuple(rules[each].id for each in names),
            awaits_inspection=truth is LATER,
            about=about_of(rules[number]),
            is_of_return=True,
            floor=floor,
        )


def _deciders(whole: Whole, compiled: CompiledReturn, offers: set[str]) -> dict[int, set[int]]:
    """Return for each rule those that decide, or may decide, what it says about the taken *offers*."""
    things = [compiled.approval]
    things += [said for offer, _, said in compiled.terms if offer in offers]
    found: dict[int, set[int]] = {}
    for said in things:
        conditions = tuple(condition for condition, _ in said)
        speaking = {each.whole.number for each in whole.positions(conditions) if each}
        for each in conditions:
            found.setdefault(each.whole.number, set()).update(speaking)
    return found


def parts_of(condition: ReturnCondition) -> Iterator[tuple[str, Condition]]:
    """Yield the parts of *condition* that ask something, by their keys."""
    parts = (("when", condition.whole), ("when_any", condition.of_any), ("when_all", condition.of_all))
    yield from ((key, part) for key, part in parts if part is not None and part.node is not None)


def _text(condition: ReturnCondition) -> str | None:
    """Return the parts of *condition* as one text; None is always."""
    texts = [
        to_text(part.node) if key == "when" else f"{key}: {to_text(part.node)}"
        for key, part in parts_of(condition)
        if part.node is not None
    ]
    return "; ".join(texts) or None


def _leaves(condition: ReturnCondition, whole: Whole, places: Sequence[int]) -> Iterator[Leaf]:
    asked = tuple(_asked(condition, whole, places))
    deciding = set(_deciding(asked, whole.staged(condition)))
    for each in asked:
        for leaf in each.leaves:
            is_deciding = leaf.is_deciding and (each.part, each.item) in deciding
            yield replace(leaf, part=each.part, item=each.item, is_deciding=is_deciding)


@dataclass(frozen=True, slots=True)
class _Asked:
    """A part of a rule about the whole return, asked of the return or of an accepted item."""

    part: str
    item: int | None
    truth: Value
    leaves: tuple[Leaf, ...]


def _asked(condition: ReturnCondition, whole: Whole, places: Sequence[int]) -> Iterator[_Asked]:
    for key, part in parts_of(condition):
        of_items = zip(places, (views for views, _ in whole.items), strict=True)
        for place, views in ((None, whole.views),) if key == "when" else of_items:
            truth, outcomes = part.trace(views)
            yield _Asked(key, place, truth, tuple(leaves_of(part, outcomes, views)))


def _deciding(asked: Sequence[_Asked], truth: Value) -> Iterator[tuple[str, int | None]]:
    """Yield what was asked from which *truth* of the whole follows."""
    if is_unknown(truth):
        yield from ((each.part, each.item) for each in asked if is_unknown(each.truth))
        return
    # Of one true part of `when_any` and one false of the others the rest does not matter.
    for part in dict.fromkeys(each.part for each in asked):
        of_part = [each for each in asked if each.part == part]
        first = next((each for each in of_part if each.truth is (part == "when_any")), None)
        is_true = (first is not None) == (part == "when_any")
        is_known = first is not None or not any(is_unknown(each.truth) for each in of_part)
        if is_known and is_true is truth:
            yield from ((each.part, each.item) for each in ([first] if first else of_part))
            if not truth:
                return
