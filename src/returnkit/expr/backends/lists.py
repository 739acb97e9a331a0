"""Decision lists: ordered conditions, of which the first true one decides."""

from __future__ import annotations

import ast
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from ..ir import Node
from .index import CROSSOVER, compile_indexed
from .python import Builder, assign, name


@dataclass(frozen=True, slots=True)
class Choose:
    """An outcome that depends on one more condition."""

    test: Node
    then: int
    otherwise: int


@dataclass(frozen=True, slots=True)
class Branch:
    """One entry of a list.

    Attributes:
        condition: When it applies; None is always.
        outcome: What the whole decision then is; None ends this list and goes on with the next.
    """

    condition: Node | None
    outcome: int | Choose | None


def compile_first(nodes: Sequence[Node | None], roots: Sequence[str]) -> Callable[..., int]:
    """Return a function that gives the number of the first true condition, or -1.

    A condition that is None is always true. Long lists are indexed. It raises where a condition it
    has to ask fails or reads an unknown fact.
    """
    if len(nodes) > CROSSOVER:
        return compile_indexed(nodes, roots)
    branches = [Branch(node, number) for number, node in enumerate(nodes)]
    return compile_lists([branches], -1, roots)


def compile_lists(
    lists: Sequence[Sequence[Branch]], default: int, roots: Sequence[str]
) -> Callable[..., int]:
    """Return one function that goes through *lists* in order.

    In each list the first branch that applies decides: with a number, or with None, which goes on to
    the next list. Where none applies it goes on too; after the last list the answer is *default*.
    """
    build = Builder(roots)
    body: list[ast.stmt] = []
    for branches in lists:
        emit = _indexed if len(branches) > CROSSOVER else _linear
        body += emit(list(branches), build)
    return build.function("decide", [*body, ast.Return(ast.Constant(default))])


def _linear(branches: list[Branch], build: Builder) -> list[ast.stmt]:
    """Emit one `if` a branch; what comes after a branch that goes on stands inside its opposite."""
    body: list[ast.stmt] = []
    for place, branch in enumerate(branches):
        if branch.outcome is None:
            rest = _linear(branches[place + 1 :], build)
            if branch.condition is not None and rest:
                body.append(ast.If(ast.UnaryOp(ast.Not(), build.truth(branch.condition)), rest, []))
            return body
        answer = ast.Return(_outcome(branch.outcome, build))
        if branch.condition is None:
            return [*body, answer]
        body.append(ast.If(build.truth(branch.condition), [answer], []))
    return body


def _indexed(branches: list[Branch], build: Builder) -> list[ast.stmt]:
    """Emit one look-up in an index, then the outcome of the branch found."""
    search = compile_indexed([branch.condition for branch in branches], build.roots)
    # INVARIANT (what follows a hit): the entry of branch n; the last one stands for "none", -1.
    outcomes = [*(branch.outcome for branch in branches), None]
    plain = [outcome if isinstance(outcome, int) else _GO_ON for outcome in outcomes]
    tests = {
        number: compile_lists([[Branch(None, outcome)]], 0, build.roots)
        for number, outcome in enumerate(outcomes)
        if isinstance(outcome, Choose)
    }
    found = ast.Call(build.constant(search, object()), [name(root) for root in build.roots], [])
    body: list[ast.stmt] = [assign("_n", found)]
    if tests:
        test = ast.Call(build.constant(tests.get, object()), [name("_n")], [])
        call = ast.Call(name("_f"), [name(root) for root in build.roots], [])
        is_test = ast.Compare(name("_f"), [ast.IsNot()], [ast.Constant(None)])
        body += [assign("_f", test), ast.If(is_test, [ast.Return(call)], [])]
    entry = ast.Subscript(build.constant(tuple(plain), object()), name("_n"), ast.Load())
    body.append(assign("_o", entry))
    decided = ast.Compare(name("_o"), [ast.IsNot()], [ast.Constant(None)])
    return [*body, ast.If(decided, [ast.Return(name("_o"))], [])]


_GO_ON: Final = None


def _outcome(outcome: int | Choose, build: Builder) -> ast.expr:
    if isinstance(outcome, int):
        return ast.Constant(outcome)
    return ast.IfExp(build.truth(outcome.test), ast.Constant(outcome.then), ast.Constant(outcome.otherwise))
