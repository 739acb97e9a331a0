"""Replayed whole: what became of the rules about the whole return, traced on its accepted items."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from returnkit.expr.backends.printer import to_text
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
    if not again:
        return
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
    for key, part in parts_of(condition):
        if key == "when":
            yield from leaves_of(part, part.trace(whole.views)[1], whole.views)
        else:
            for place, (views, _) in zip(places, whole.items, strict=True):
                found = leaves_of(part, part.trace(views)[1], views)
                yield from (replace(leaf, part=key, item=place) for leaf in found)
