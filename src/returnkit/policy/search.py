"""Search: the rules that speak about one thing, in order; the first true one decides it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import Any, Final, Generic, TypeVar

from returnkit.expr.backends.lists import compile_first
from returnkit.expr.backends.twins import FAILURES, Trace, compile_kleene, compile_traced
from returnkit.expr.ir import Node, fields
from returnkit.expr.rewrite import rewrite
from returnkit.expr.schema import Schema, Unknown, is_unknown

from .document import Rule

Effect = TypeVar("Effect")

NOBODY: Final = -1
"""The position that stands for "no rule speaks"."""


class Condition:
    """The condition of one rule, ready to be asked.

    Attributes:
        rule: The rule's id.
        number: Its place in the policy, from 0.
        is_internal: Whether the rule is hidden from the shopper.
        node: The checked tree; None is always true.
        fast: The same, rewritten for speed.
        fields: The facts it reads, with the place of each one's root among the views.
        can_wait: Whether it reads a fact that only the inspection brings.
    """

    def __init__(
        self, rule: Rule, number: int, node: Node | None, roots: Sequence[str], schema: Schema
    ) -> None:
        self.rule, self.number, self.is_internal = rule.id, number, rule.internal
        self.node, self._roots, self._schema = node, tuple(roots), schema
        self.fast = None if node is None else rewrite(node)
        self.fields = () if node is None else tuple((roots.index(f.root), f) for f in fields(node))
        self.can_wait = any(schema[field.path].ask == "inspection" for _, field in self.fields)

    @cached_property
    def _kleene(self) -> Callable[..., Trace]:
        return compile_kleene(self.node, self._roots)

    @cached_property
    def _traced(self) -> Callable[..., tuple[Trace, ...]]:
        return compile_traced([self.node], self._roots)

    def ask(self, views: Sequence[object]) -> bool | Unknown:
        """Return whether it is true, false, or not known.

        Unknown only through facts that the inspection brings, it counts as false: see `is_subject`.
        """
        truth: bool | Unknown = self._kleene(*views)[0]
        return False if is_unknown(truth) and self.is_subject(views) else truth

    def is_subject(self, views: Sequence[object]) -> bool:
        """Return whether all facts it lacks are due later, at the inspection."""
        missing = self.missing(views) if self.can_wait else ()
        return bool(missing) and all(self._schema[path].ask == "inspection" for path in missing)

    def missing(self, views: Sequence[object]) -> tuple[str, ...]:
        """Return the paths of the facts it reads that are not known."""
        return tuple(
            field.path for root, field in self.fields if is_unknown(getattr(views[root], field.attribute))
        )

    def trace(self, views: Sequence[object]) -> Trace:
        """Return the result and the leaves that decided it; where a fact is missing, all leaves."""
        try:
            trace: Trace = self._traced(*views)[0]
        except FAILURES:
            trace = self._kleene(*views)
        return trace


class Search(Generic[Effect]):
    """The rules that speak about one thing.

    Attributes:
        conditions: In document order.
        effects: What each says, same order.
    """

    def __init__(
        self, conditions: Sequence[Condition], effects: Sequence[Effect], roots: Sequence[str]
    ) -> None:
        self.conditions, self.effects, self._roots = tuple(conditions), tuple(effects), tuple(roots)

    @cached_property
    def _first(self) -> Callable[..., int]:
        return compile_first([condition.fast for condition in self.conditions], self._roots)

    def positions(self, views: Sequence[Any]) -> tuple[int, ...]:  # Any: a view has what the policy names
        """Return the positions that may decide, in order, `NOBODY` last; one when all is known.

        A true rule ends the search, a false one is silent, an unknown one may speak and the search
        goes on. A part that fails on these facts counts as unknown.
        """
        try:
            return (self._first(*views),)
        except FAILURES:
            pass  # some fact is missing or some part fails: ask one by one, in three values
        found: list[int] = []
        for position, condition in enumerate(self.conditions):
            truth = condition.ask(views)
            if truth is not False:
                found.append(position)
            if truth is True:
                return tuple(found)
        return (*found, NOBODY)
