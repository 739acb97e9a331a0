"""Feasible: obligations that no order can meet, as far as the form of their condition tells."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from functools import reduce
from operator import and_
from typing import Final

from returnkit.expr.ir import And, Compare, Comparison, If, Literal, Named, Node, Not, Or, children, fields
from returnkit.expr.propositions import Proposition
from returnkit.expr.schema import Schema
from returnkit.facts import TOTALS
from returnkit.policy import Policy, compile_policy

from .meeting import owed
from .obligations import DAY, Decides, Meets, conditions_by_rule

_NEVER: Final = "what else the condition says rules it out"


def infeasible(policy: Policy) -> Mapping[str, str]:
    """Return why some obligations of *policy* can never be met, by key; each is proved of all orders.

    A leaf decides only where every other part of its `and` is true, and of its `or` false. Where that and
    the leaf exclude one another, no order shows it.
    """
    compiled = compile_policy(policy)
    schema = Schema((*compiled.vocabulary.schema, *TOTALS))
    conditions = conditions_by_rule(compiled)
    found: dict[str, str] = {}
    for rule, several in owed(policy).items():
        parts = dict(conditions[compiled.numbers[rule]])
        for each in several:
            wants = each.wants
            if not isinstance(wants, Decides | Meets):
                continue
            node = parts[wants.part].node
            others = None if node is None else beside(node, wants.path)
            if others is None:
                continue
            needed = (Proposition.of(node, schema) for node in (*others, *_shown(wants)))
            if reduce(and_, needed).is_never_true:
                found[each.key] = _NEVER
    return found


def _shown(wants: Decides | Meets) -> tuple[Node, ...]:
    """Return what is true wherever the leaf is as it is wanted."""
    if isinstance(wants, Decides):
        return (wants.leaf if wants.truth else Not(wants.leaf),)
    fact = next(field for field in fields(wants.leaf) if field.path == wants.fact)
    if isinstance(wants.value, datetime):
        first, end = Literal(wants.value), Literal(wants.value + DAY)
        return Compare(Comparison.GE, fact, first), Compare(Comparison.LT, fact, end)
    return (Compare(Comparison.EQ, fact, Literal(wants.value)),)


def beside(node: Node, path: tuple[int, ...]) -> tuple[Node, ...] | None:
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
