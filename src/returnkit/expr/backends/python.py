"""Lowering to Python: one table, from which plain, traced and three-valued functions are made.

A condition becomes nodes of the `ast` module (never source text), so nothing in it can be captured or
injected. Arithmetic goes through one fixed decimal context; a failing part raises, and so does the use
of a fact that is not known. Callers take a raise as "ask the three-valued function".
"""

from __future__ import annotations

import ast
import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from types import CodeType, FunctionType
from typing import Any, Final

from ..ir import (
    Affix,
    And,
    Arithmetic,
    Choices,
    Coalesce,
    Compare,
    Comparison,
    Ends,
    Field,
    If,
    Kind,
    Literal,
    Matches,
    Member,
    Named,
    Negate,
    Node,
    Not,
    Operation,
    Or,
    Read,
    Scalar,
    Trait,
    children,
)
from ..regex import to_python
from ..types import DECIMAL, type_of
from .bounds import Bound, comparison_bound, flag_bound, member_bound, no_bound, not_bound
from .kleene import Truth, kleene_and, kleene_if, kleene_not, kleene_or

_OPERATORS: Final[dict[Comparison, type[ast.cmpop]]] = {
    Comparison.EQ: ast.Eq,
    Comparison.NE: ast.NotEq,
    Comparison.LT: ast.Lt,
    Comparison.LE: ast.LtE,
    Comparison.GT: ast.Gt,
    Comparison.GE: ast.GtE,
}
_ARITHMETIC: Final[dict[Operation, Callable[[Any, Any], Decimal]]] = {
    Operation.ADD: DECIMAL.add,
    Operation.SUBTRACT: DECIMAL.subtract,
    Operation.MULTIPLY: DECIMAL.multiply,
    Operation.DIVIDE: DECIMAL.divide,
    Operation.FLOOR_DIVIDE: DECIMAL.divide_int,
    Operation.MODULO: DECIMAL.remainder,
}


def name(identifier: str) -> ast.expr:
    """Return an expression that reads *identifier*."""
    return ast.Name(identifier, ast.Load())


def assign(identifier: str, value: ast.expr) -> ast.stmt:
    """Return a statement that sets *identifier*."""
    return ast.Assign([ast.Name(identifier, ast.Store())], value)


def _seconds(duration: timedelta) -> Decimal:
    return Decimal(repr(duration.total_seconds()))


class Builder:
    """Collects the constants of one function and compiles it."""

    def __init__(self, roots: Sequence[str]) -> None:
        self.roots = tuple(roots)
        self.constants: dict[str, Any] = {}  # Any: constants are values of every kind, and functions
        self._known: dict[tuple[str, object], str] = {}

    def constant(self, value: Any, key: object = None) -> ast.expr:
        """Return an expression for *value*; one slot for each *key*."""
        slot = (type(value).__name__, value if key is None else key)
        if slot not in self._known:
            self._known[slot] = f"_k{len(self.constants)}"
            self.constants[self._known[slot]] = value
        return name(self._known[slot])

    def scalar(self, value: Scalar) -> ast.expr:
        """Return an expression for a constant of the language; whole numbers become ints."""
        match value:
            case None | bool() | str():
                return ast.Constant(value)
            case Decimal() if value == value.to_integral_value() and abs(value) < 10**18:
                return ast.Constant(int(value))
            case datetime():
                # Facts are kept in UTC: instants of one and the same zone compare without asking it.
                return self.constant(value.astimezone(UTC), value)
            case _:
                return self.constant(value, repr(value))

    def value(self, node: Node) -> ast.expr:
        """Return the Python expression of *node*."""
        return LOWERINGS[type(node)].value(node, self)

    def truth(self, node: Node) -> ast.expr:
        """Return the expression of *node* where it stands for true or false."""
        return self.value(node)

    def function(self, label: str, body: list[ast.stmt]) -> Callable[..., Any]:
        """Return a function of the roots with *body*; the constants are its globals."""
        arguments = ast.arguments(
            posonlyargs=[],
            args=[ast.arg(each) for each in self.roots],
            kwonlyargs=[],
            kw_defaults=[],
            defaults=[],
        )
        definition = ast.FunctionDef(name=label, args=arguments, body=body, decorator_list=[])
        if "type_params" in ast.FunctionDef._fields:  # from Python 3.12 on
            vars(definition)["type_params"] = []
        module = ast.fix_missing_locations(ast.Module(body=[definition], type_ignores=[]))
        code = compile(module, f"<returnkit {label}>", "exec")
        inner = next(const for const in code.co_consts if isinstance(const, CodeType))
        return FunctionType(inner, {"__builtins__": {}, **self.constants}, label)


@dataclass(frozen=True, slots=True)
class Lowering:
    """What every evaluation needs to know of one class of node.

    Attributes:
        value: Its Python expression, which raises where it fails or reads an unknown fact.
        joins: For a node that joins truths, its three-valued result from those of its children.
            A node that stands for true or false and joins none is a leaf.
        bound: What an index can know of it; None when it has to be asked.
    """

    value: Callable[[Any, Builder], ast.expr]  # Any: the node class of the table's key
    joins: Callable[..., Truth] | None = None
    bound: Callable[[Any], Bound | None] = no_bound


def _choices(node: Choices, build: Builder) -> ast.expr:
    texts = [ast.Constant(value) for value in node.values if isinstance(value, str)]
    if texts and len(texts) == len(node.values):
        return ast.Set(list(texts))  # folded to one frozenset
    return build.constant(frozenset(node.values), node.values)


def _field(node: Field, _build: Builder) -> ast.expr:
    return ast.Attribute(name(node.root), node.attribute, ast.Load())


def _coalesce(node: Coalesce, build: Builder) -> ast.expr:
    if isinstance(node.value, Field | Literal):
        kept, asked = build.value(node.value), build.value(node.value)
    else:
        kept, asked = name("_v"), ast.NamedExpr(ast.Name("_v", ast.Store()), build.value(node.value))
    return ast.IfExp(ast.Compare(asked, [ast.Is()], [ast.Constant(None)]), build.value(node.fallback), kept)


def _compare(node: Compare, build: Builder) -> ast.expr:
    left, right = _beside(node.left, node.right, build), _beside(node.right, node.left, build)
    return ast.Compare(left, [_OPERATORS[node.comparison]()], [right])


def _beside(node: Node, other: Node, build: Builder) -> ast.expr:
    """Return the expression of *node*; a number has the type of what it is compared with."""
    match node, other:
        case Literal(Decimal() as value), Field(is_decimal=True):
            return build.constant(value, repr(value))
        case _:
            return build.value(node)


def _member(node: Member, build: Builder) -> ast.expr:
    return ast.Compare(build.value(node.item), [ast.In()], [build.value(node.container)])


def _matches(node: Matches, build: Builder) -> ast.expr:
    pattern = to_python(node.pattern)
    find = pattern.match if node.anchored else pattern.search
    call = ast.Call(build.constant(find, (node.pattern, node.anchored)), [build.value(node.operand)], [])
    return ast.Compare(call, [ast.IsNot()], [ast.Constant(None)])


def _arithmetic(node: Arithmetic, build: Builder) -> ast.expr:
    left, right = build.value(node.left), build.value(node.right)
    if node.kind is Kind.NUMBER:
        return ast.Call(build.constant(_ARITHMETIC[node.operation], node.operation), [left, right], [])
    return ast.BinOp(left, ast.Add() if node.operation is Operation.ADD else ast.Sub(), right)


def _negate(node: Negate, build: Builder) -> ast.expr:
    operand = build.value(node.operand)
    if type_of(node.operand).kind is Kind.NUMBER:
        return ast.Call(build.constant(DECIMAL.minus, "minus"), [operand], [])
    return ast.UnaryOp(ast.USub(), operand)


def _read(node: Read, build: Builder) -> ast.expr:
    operand = build.value(node.operand)
    match node.trait:
        case Trait.AS_LOWER | Trait.AS_UPPER:
            method = "lower" if node.trait is Trait.AS_LOWER else "upper"
            return ast.Call(ast.Attribute(operand, method, ast.Load()), [], [])
        case Trait.DAYS:
            return ast.Attribute(operand, "days", ast.Load())
        case Trait.IS_EMPTY:
            return ast.Compare(ast.Call(build.constant(len), [operand], []), [ast.Eq()], [ast.Constant(0)])
        case _:
            return ast.Call(build.constant(_READERS[node.trait], node.trait), [operand], [])


_READERS: Final[dict[Trait, Callable[[Any], Any]]] = {
    Trait.LENGTH: len,
    Trait.CEILING: math.ceil,
    Trait.FLOOR: math.floor,
    Trait.TOTAL_SECONDS: _seconds,
}


def _ends(node: Ends, build: Builder) -> ast.expr:
    method = "startswith" if node.affix is Affix.STARTS_WITH else "endswith"
    return ast.Call(
        ast.Attribute(build.value(node.operand), method, ast.Load()), [build.value(node.part)], []
    )


def _bool_op(operator: type[ast.boolop]) -> Callable[[Any, Builder], ast.expr]:
    return lambda node, build: ast.BoolOp(operator(), [build.truth(term) for term in node.terms])


def _join(operator: type[ast.boolop]) -> Callable[[Any, Builder], ast.expr]:
    return lambda node, build: ast.BoolOp(operator(), [build.truth(term) for term in node.terms])


def _if(node: If, build: Builder) -> ast.expr:
    return ast.IfExp(build.truth(node.test), build.truth(node.then), build.truth(node.otherwise))


LOWERINGS: Final[dict[type[Node], Lowering]] = {
    Literal: Lowering(lambda node, build: build.scalar(node.value)),
    Choices: Lowering(_choices),
    Field: Lowering(_field, bound=flag_bound),
    Named: Lowering(lambda node, build: build.truth(node.body), joins=lambda body: body),
    Not: Lowering(
        lambda node, build: ast.UnaryOp(ast.Not(), build.truth(node.operand)),
        joins=kleene_not,
        bound=not_bound,
    ),
    And: Lowering(_join(ast.And), joins=kleene_and),
    Or: Lowering(_join(ast.Or), joins=kleene_or),
    If: Lowering(_if, joins=kleene_if),
    Coalesce: Lowering(_coalesce),
    Compare: Lowering(_compare, bound=comparison_bound),
    Member: Lowering(_member, bound=member_bound),
    Matches: Lowering(_matches),
    Arithmetic: Lowering(_arithmetic),
    Negate: Lowering(_negate),
    Read: Lowering(_read),
    Ends: Lowering(_ends),
}


def is_leaf(node: Node) -> bool:
    """Return whether *node*, standing for true or false, is asked as a whole."""
    return LOWERINGS[type(node)].joins is None


def leaves(node: Node, path: tuple[int, ...] = ()) -> Iterator[tuple[tuple[int, ...], Node]]:
    """Yield each leaf of the condition *node* with its path (child numbers), in the order asked."""
    if is_leaf(node):
        yield path, node
    else:
        for number, child in enumerate(children(node)):
            yield from leaves(child, (*path, number))


def compile_predicate(node: Node, roots: Sequence[str]) -> Callable[..., bool]:
    """Return the plain function of a checked condition: roots in, true or false out, or a raise."""
    build = Builder(roots)
    truth = ast.IfExp(build.truth(node), ast.Constant(True), ast.Constant(False))
    return build.function("predicate", [ast.Return(truth)])


def compile_value(node: Node, roots: Sequence[str]) -> Callable[..., Any]:  # Any: of the node's kind
    """Return the plain function of any checked tree: roots in, its value out, or a raise."""
    build = Builder(roots)
    return build.function("value", [ast.Return(build.value(node))])
