"""Narrowed: what holds for a return of which only a part is chosen, or came in."""

from __future__ import annotations

from collections.abc import Sequence

from returnkit.policy import compile_policy

from .floors import floors_of, granted
from .judge import Judge
from .prepare import prepare
from .values import Decision, ItemDecision, ReturnTerm
from .whole import return_terms, whole_of


def terms_over(decision: Decision, items: Sequence[ItemDecision]) -> tuple[ReturnTerm, ...]:
    """Return the terms of the whole return as they are when only *items* come back.

    Rules about the return count what is accepted and what is kept: both are others once some units are not
    chosen, or did not arrive.

    Args:
        decision: The decision.
        items: Items of the decision, each with the units and the offers that are taken of it.
    """
    policy, order, request, at = decision.policy, decision.order, decision.request, decision.at
    compiled, floors = compile_policy(policy), floors_of(policy, order) if policy.floor else ()
    if compiled.whole is None and not any(floor.whole for floor in floors):
        return ()
    judges: list[Judge] = []
    of_floors: list[list[Judge]] = [[] for _ in floors]
    for item in items:
        found = decision.inspections[item.place] if item.place < len(decision.inspections) else None
        asked = item.item
        prepared = prepare(compiled, order, asked, request, at, history=decision.history, inspection=found)
        judges.append(Judge(compiled, prepared, at))
        for floor, given in zip(floors, of_floors, strict=True):
            given.append(granted(floor, order, asked, request, at, decision.history, found))
    of_policy = whole_of(compiled, order, request, decision.history, items, judges)
    pairs = zip(floors, of_floors, strict=True)
    return return_terms(compiled, of_policy, pairs, order, request, decision.history, items)
