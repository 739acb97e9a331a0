"""Quotients: results of a division, which are rounded, where their exact value is asked for."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from returnkit.documents import Path
from returnkit.expr.backends.printer import to_text
from returnkit.expr.ir import (
    Arithmetic,
    Choices,
    Coalesce,
    Compare,
    Comparison,
    If,
    Kind,
    Literal,
    Member,
    Named,
    Negate,
    Node,
    Operation,
    children,
)
from returnkit.expr.types import DECIMAL, type_of

from ..document import Fault
from .survey import Survey, warning

_PRIMES: Final = (2, 5)
"""What decimal numbers can be divided by without a rest that never ends."""

_EQUALITIES: Final = (Comparison.EQ, Comparison.NE)


def equality_after_division(found: Survey) -> Iterator[Fault]:
    """Yield the conditions that ask whether a quotient, which is rounded, is exactly some number."""
    told: set[Path] = set()
    for path, node in _texts(found):
        for part in _unnamed(node):
            if path not in told and _is_suspicious(part):
                told.add(path)
                message = f"`{to_text(part)}` asks for one number of a quotient, which is rounded"
                yield warning(path, "policy.equality_after_division", message, _way_out(part))


def _texts(found: Survey) -> Iterator[tuple[Path, Node]]:
    yield from ((("define", name), node) for name, node in found.definitions.items())
    yield from found.nodes.items()
    for number, rule in enumerate(found.policy.rules):
        yield from ((("rules", number, key), found.amounts[text]) for key, text in rule.expressions)


def _unnamed(node: Node) -> Iterator[Node]:
    """Yield *node* and what is below it, but for what stands in definitions."""
    if not isinstance(node, Named):
        yield node
        for child in children(node):
            yield from _unnamed(child)


def _is_suspicious(node: Node) -> bool:
    match node:
        case Compare(comparison, left, right) if comparison in _EQUALITIES:
            return is_rounded(left) or is_rounded(right)
        case Member(item, Choices()):
            return is_rounded(item)
        case _:
            return False


def is_rounded(node: Node) -> bool:
    """Return whether *node* is a number that a division may have rounded to 28 digits."""
    match node:
        case Literal(Decimal() as value):
            return len(value.as_tuple().digits) >= DECIMAL.prec  # the parser divides constants
        case Arithmetic(Operation.DIVIDE, left, right, Kind.NUMBER):
            return is_rounded(left) or not _is_exact_divisor(right)
        case Arithmetic(Operation.FLOOR_DIVIDE, _, _, _):
            return False  # a whole number, as it is meant to be
        case Arithmetic(_, left, right, Kind.NUMBER):
            return is_rounded(left) or is_rounded(right)
        case Negate(operand) | Named(_, operand):
            return type_of(operand).kind is Kind.NUMBER and is_rounded(operand)
        case Coalesce(left, right) | If(_, left, right):
            return is_rounded(left) or is_rounded(right)
        case _:
            return False


def _is_exact_divisor(node: Node) -> bool:
    """Return whether every number can be divided by *node* without a remainder that never ends."""
    if isinstance(node, Named):
        return _is_exact_divisor(node.body)
    if not isinstance(node, Literal) or not isinstance(node.value, Decimal):
        return False
    whole = int("".join(map(str, node.value.as_tuple().digits)))
    for prime in _PRIMES:
        while whole and whole % prime == 0:
            whole //= prime
    return whole == 1


def _way_out(node: Node) -> str:
    match node:
        case Compare(comparison, Arithmetic(Operation.DIVIDE, dividend, divisor), other) | Compare(
            comparison, other, Arithmetic(Operation.DIVIDE, dividend, divisor)
        ) if not any(map(is_rounded, (dividend, divisor, other))):
            product = Arithmetic(Operation.MULTIPLY, other, divisor, Kind.NUMBER)
            return f"multiply instead: `{to_text(Compare(comparison, dividend, product))}`"
        case _:
            return "ask with `>=` or `<=`, or multiply instead of dividing"
