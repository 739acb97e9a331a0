"""Search: the rules that speak about one thing, in order; the first true one decides it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import Any, Final, Generic, TypeVar

from returnkit.expr.backends.lists import compile_first
from returnkit.expr.backends.twins import FAILURES, Trace, compile_kleene, compile_traced
from returnkit.expr.ir import Node
from returnkit.expr.rewrite import rewrite
from returnkit.ids import RuleId

Effect = TypeVar("Effect")

NOBODY: Final = -1
"""The position that stands for "no rule speaks"."""


class Condition:
    """The condition of one rule, ready to be asked.

    Attributes:
        rule: The rule's id.
        number: Its place in the policy, from 0.
        node: The checked tree; None is always true.
        fast: The same, rewritten for speed.
    """

    def __init__(self, rule: RuleId, number: int, node: Node | None, roots: Sequence[str]) -> None:
        self.rule, self.number, self.node, self._roots = rule, number, node, tuple(roots)
        self.fast = None if node is None else rewrite(node)

    @cached_property
    def _kleene(self) -> Callable[..., Trace]:
        return compile_kleene(self.node, self._roots)

    @cached_property
    def _traced(self) -> Callable[..., tuple[Trace, ...]]:
        return compile_traced([self.node], self._roots)

    def ask(self, views: Sequence[object]) -> Trace:
        """Return the three-valued result and the outcome of every leaf."""
        return self._kleene(*views)

    def trace(self, views: Sequence[object]) -> Trace:
        """Return the result and the leaves that decided it; where a fact is missing, all leaves."""
        try:
            return self._traced(*views)[0]
        except FAILURES:
            return self._kleene(*views)


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
            pass
        found: list[int] = []
        for position, condition in enumerate(self.conditions):
            truth, _ = condition.ask(views)
            if truth is not False:
                found.append(position)
            if truth is True:
                return tuple(found)
        return (*found, NOBODY)
