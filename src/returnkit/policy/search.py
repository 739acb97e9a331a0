"""Search: the rules that speak about one thing, in order; the first true one decides it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from typing import Any, Final, Generic, TypeVar

from returnkit.expr.backends.kleene import Truth
from returnkit.expr.backends.lists import compile_first
from returnkit.expr.backends.python import LOWERINGS
from returnkit.expr.backends.twins import FAILURES, Trace, compile_kleene, compile_traced
from returnkit.expr.ir import If, Node, children, fields
from returnkit.expr.rewrite import rewrite
from returnkit.expr.schema import Schema, Unknown, is_unknown

from .rules import Rule

Effect = TypeVar("Effect")

LATER: Final = Unknown("inspection")
"""Not known only because of facts that are due at the inspection."""

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
        roots: What it is asked of, one view each.
        fields: The facts it reads, with the place of each one's root among the views.
        can_wait: Whether it reads a fact that only the inspection brings.
    """

    def __init__(
        self, rule: Rule, number: int, node: Node | None, roots: Sequence[str], schema: Schema
    ) -> None:
        self.rule, self.number, self.is_internal = rule.id, number, rule.internal
        self.node, self.roots, self._schema = node, tuple(roots), schema
        self.fast = None if node is None else rewrite(node)
        self.fields = () if node is None else tuple((roots.index(f.root), f) for f in fields(node))
        self._later = frozenset(f.path for _, f in self.fields if schema[f.path].ask == "inspection")
        self.can_wait = bool(self._later)

    @cached_property
    def _kleene(self) -> Callable[..., Trace]:
        return compile_kleene(self.node, self.roots)

    @cached_property
    def _traced(self) -> Callable[..., tuple[Trace, ...]]:
        return compile_traced([self.node], self.roots)

    def ask(self, views: Sequence[object]) -> bool | Unknown:
        """Return whether it is true, false, or not known.

        Unknown only through facts that the inspection brings, it counts as false: see `is_subject`.
        """
        truth = self.staged(views)
        return False if truth is LATER else truth

    def staged(self, views: Sequence[object]) -> bool | Unknown:
        """Return whether it is true, false, not known, or `LATER`."""
        truth: Truth = self._kleene(*views)[0]
        return LATER if is_unknown(truth) and self.is_subject(views) else truth

    def is_subject(self, views: Sequence[object]) -> bool:
        """Return whether it is not known only because of facts that are due at the inspection."""
        if self.node is None or self._later.isdisjoint(self.missing(views)):
            return False
        outcomes = iter(self._kleene(*views)[1])
        return self._staged(self.node, outcomes, views) is LATER

    def _staged(self, node: Node, outcomes: Iterator[Truth | None], views: Sequence[object]) -> Truth | None:
        """Return the truth of *node* from those of its leaves; `LATER` if the inspection tells it."""
        joins = LOWERINGS[type(node)].joins
        if joins is None:
            outcome = next(outcomes)
            lacking = {field.path for field in fields(node)}.intersection(self.missing(views))
            return LATER if is_unknown(outcome) and lacking and lacking <= self._later else outcome
        parts = [self._staged(child, outcomes, views) for child in children(node)]
        joined = joins(*parts)
        if not is_unknown(joined) or (isinstance(node, If) and not is_unknown(parts[0])):
            return joined
        return next((part for part in parts if is_unknown(part) and part is not LATER), LATER)

    def outcomes(self, views: Sequence[object]) -> tuple[Truth | None, ...]:
        """Return the outcome of every leaf, in the order asked, also of those that need not be."""
        return self._kleene(*views)[1]

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
