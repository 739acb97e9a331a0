"""Conditions, read plainly: step 2 of the semantics, without a lowering of ours."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import Any, Final

from returnkit.expr import ir
from returnkit.expr.schema import is_unknown
from returnkit.policy import Rule

NOW: Final = "unknown, and known at the request or never"
LATER: Final = "unknown, through facts of the inspection only"

Truth = bool | str
Facts = Callable[[str], Any]  # Any: a value of any kind, or unknown


def all_of(truths: Iterable[Truth]) -> Truth:
    """Return whether all of *truths* hold."""
    found = [*truths]
    return False if False in found else NOW if NOW in found else LATER not in found or LATER


def any_of(truths: Iterable[Truth]) -> Truth:
    """Return whether any of *truths* holds."""
    found = [*truths]
    return True if True in found else NOW if NOW in found else LATER in found and LATER


def settled(told: Truth) -> bool | None:
    """Return true, false, or None for what is unknown now; what is known later counts as false."""
    return None if told is NOW else told is True


def condition(rule: Rule, tree: Callable[[str], ir.Node]) -> ir.Node:
    when = ir.Literal(value=True) if rule.when is None else tree(rule.when)
    return when if rule.unless is None else ir.And((when, ir.Not(tree(rule.unless))))


def truth(node: ir.Node, facts: Facts, asks: dict[str, str | None]) -> Truth:
    """Return true, false, `NOW` or `LATER`; the parts that join truths are asked one by one."""

    def ask(part: ir.Node) -> Truth:
        return truth(part, facts, asks)

    match node:
        case ir.Not(operand):
            return not found if isinstance(found := ask(operand), bool) else found
        case ir.And(terms):
            return all_of(map(ask, terms))
        case ir.Or(terms):
            return any_of(map(ask, terms))
        case ir.If(test, then, otherwise):
            found, branches = ask(test), (ask(then), ask(otherwise))
            if isinstance(found, bool):
                return branches[0] if found else branches[1]
            if isinstance(branches[0], bool) and branches[0] is branches[1]:
                return branches[0]
            return NOW if NOW in (found, *branches) else LATER
        case ir.Named(_, body):
            return ask(body)
    try:
        return bool(value(node, facts))
    except _MissingError:
        lacking = [field.path for field in ir.fields(node) if is_unknown(facts(field.path))]
        return LATER if all(asks[path] == "inspection" for path in lacking) else NOW
    except ArithmeticError:
        return NOW


def number(node: ir.Node, facts: Facts) -> Decimal | None:
    """Return a computed amount, or None where it is not known."""
    try:
        return Decimal(value(node, facts))
    except (_MissingError, ArithmeticError):
        return None


class _MissingError(Exception):
    """A fact that is needed is not known."""


_COMPARED: Final[dict[ir.Comparison, Callable[[Any, Any], bool]]] = {
    ir.Comparison.EQ: lambda a, b: a == b,
    ir.Comparison.NE: lambda a, b: a != b,
    ir.Comparison.LT: lambda a, b: a < b,
    ir.Comparison.LE: lambda a, b: a <= b,
    ir.Comparison.GT: lambda a, b: a > b,
    ir.Comparison.GE: lambda a, b: a >= b,
}
_COMPUTED: Final[dict[ir.Operation, Callable[[Any, Any], Any]]] = {
    ir.Operation.ADD: lambda a, b: a + b,
    ir.Operation.SUBTRACT: lambda a, b: a - b,
    ir.Operation.MULTIPLY: lambda a, b: a * b,
    ir.Operation.DIVIDE: lambda a, b: Decimal(a) / Decimal(b),
}


def value(node: ir.Node, facts: Facts) -> Any:
    """Return the value of *node*; raise where a fact that is needed is not known."""
    match node:
        case ir.Literal(constant):
            return constant
        case ir.Choices(values):
            return values
        case ir.Field(path):
            found = facts(path)
            if is_unknown(found):
                raise _MissingError(path)
            return found
        case ir.Named(_, body):
            return value(body, facts)
        case ir.Not(operand):
            return not value(operand, facts)
        case ir.And(terms):
            return all(value(term, facts) for term in terms)
        case ir.Or(terms):
            return any(value(term, facts) for term in terms)
        case ir.If(test, then, otherwise):
            return value(then if value(test, facts) else otherwise, facts)
        case ir.Coalesce(first, fallback):
            return found if (found := value(first, facts)) is not None else value(fallback, facts)
        case ir.Compare(comparison, left, right):
            return _COMPARED[comparison](value(left, facts), value(right, facts))
        case ir.Member(item, container):
            return value(item, facts) in value(container, facts)
        case ir.Arithmetic(operation, left, right):
            return _COMPUTED[operation](value(left, facts), value(right, facts))
        case ir.Negate(operand):
            return -value(operand, facts)
        case ir.Matches(operand, pattern, anchored):
            text = value(operand, facts)
            return (re.match if anchored else re.search)(pattern, text) is not None
    raise NotImplementedError(f"the naive interpreter does not read {type(node).__name__}")
