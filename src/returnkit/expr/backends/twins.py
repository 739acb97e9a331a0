"""Twins of the plain function: one that notes every leaf, one that lives with unknown facts."""

from __future__ import annotations

import ast
from collections.abc import Callable, Sequence

from ..ir import Node, children, fields
from ..schema import Unknown, is_unknown
from .kleene import Truth
from .python import LOWERINGS, Builder, assign, is_leaf, leaves, name

# What a condition can raise; anything else is a defect of ours and must be seen.
FAILURES = (ArithmeticError, LookupError, TypeError, ValueError)

Trace = tuple[Truth, tuple[Truth | None, ...]]
"""The result of a condition and the outcome of each leaf in order, None where it was not asked."""


class _Tracing(Builder):
    """Notes the value of every leaf it passes in a local variable."""

    count = 0
    inside = False

    def truth(self, node: Node) -> ast.expr:
        if self.inside or not is_leaf(node):
            return self.value(node)
        slot, self.inside = f"_t{self.count}", True
        value = self.value(node)
        self.count, self.inside = self.count + 1, False
        return ast.NamedExpr(ast.Name(slot, ast.Store()), value)


def compile_traced(nodes: Sequence[Node | None], roots: Sequence[str]) -> Callable[..., tuple[Trace, ...]]:
    """Return a function that asks every condition and gives one trace each, same order.

    It stops at the same leaf as the plain function does, and raises where that raises. A condition
    that is None is true and has no leaves.
    """
    build = _Tracing(roots)
    body: list[ast.stmt] = []
    traces: list[ast.expr] = []
    for number, node in enumerate(nodes):
        if node is None:
            traces.append(ast.Tuple([ast.Constant(True), ast.Tuple([], ast.Load())], ast.Load()))
            continue
        first = build.count
        result = ast.IfExp(build.truth(node), ast.Constant(True), ast.Constant(False))
        body.append(assign(f"_r{number}", result))
        slots = [name(f"_t{slot}") for slot in range(first, build.count)]
        traces.append(ast.Tuple([name(f"_r{number}"), ast.Tuple(slots, ast.Load())], ast.Load()))
    if build.count:
        unset: list[ast.expr] = [ast.Name(f"_t{slot}", ast.Store()) for slot in range(build.count)]
        body.insert(0, ast.Assign(unset, ast.Constant(None)))
    return build.function("traced", [*body, ast.Return(ast.Tuple(traces, ast.Load()))])


class _Kleene(Builder):
    """Asks every leaf in a statement of its own, so that none can stop the others."""

    count = 0

    def __init__(self, roots: Sequence[str]) -> None:
        super().__init__(roots)
        self.statements: list[ast.stmt] = []

    def known(self, node: Node) -> ast.expr:
        """Add the statements that compute *node*; return its three-valued result."""
        joins = LOWERINGS[type(node)].joins
        if joins is not None:
            parts = [self.known(child) for child in children(node)]
            return ast.Call(self.constant(joins), parts, [])
        slot = f"_t{self.count}"
        self.count += 1
        facts = [self.value(field) for field in fields(node)]
        unknown = ast.Call(self.constant(_unknown_from), [name("_e"), *facts], [])
        handler = ast.ExceptHandler(self.constant(FAILURES, "failures"), "_e", [assign(slot, unknown)])
        self.statements.append(ast.Try([assign(slot, self.value(node))], [handler], [], []))
        return name(slot)


def _unknown_from(failure: Exception, *facts: object) -> Unknown:
    """Return the fact that is not known; a failure on known facts counts as unknown, its cause kept."""
    missing = next((fact for fact in facts if is_unknown(fact)), None)
    return missing if missing is not None else Unknown(f"failed: {type(failure).__name__}")


def compile_kleene(node: Node | None, roots: Sequence[str]) -> Callable[..., Trace]:
    """Return the three-valued function of a condition; it asks every leaf and never raises."""
    build = _Kleene(roots)
    result: ast.expr = ast.Constant(True) if node is None else build.known(node)
    slots: list[ast.expr] = [name(f"_t{slot}") for slot in range(build.count)]
    answer = ast.Return(ast.Tuple([result, ast.Tuple(slots, ast.Load())], ast.Load()))
    return build.function("kleene", [*build.statements, answer])


def leaf_count(node: Node | None) -> int:
    """Return how many leaves the traces of *node* have."""
    return 0 if node is None else sum(1 for _ in leaves(node))
