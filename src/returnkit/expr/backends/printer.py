"""Lowering to text: a tree as a condition that parses to the same tree."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any, Final

from ..ir import (
    And,
    Arithmetic,
    Choices,
    Coalesce,
    Compare,
    Ends,
    Field,
    If,
    Literal,
    Matches,
    Member,
    Named,
    Negate,
    Node,
    Not,
    Or,
    Read,
    Scalar,
)

# What one literal can write; constants that the parser has folded may be beyond.
_MAX_DIGITS: Final = 28
_MAX_EXPONENT: Final = 30
_MAX_DAYS: Final = 36_000
_LONGEST: Final = timedelta(days=3_000_000)


def to_text(node: Node) -> str:
    """Return *node* as text of the rule language, with brackets wherever a reader could doubt."""
    return _PRINTERS[type(node)](node)


def _inner(node: Node) -> str:
    """Print a part: in brackets unless it is a name, a constant, or something read off one."""
    text = to_text(node)
    return text if isinstance(node, _ATOMS) else f"({text})"


def _term(node: Node) -> str:
    """Print a term of `and`, `or`, `not`: comparisons need no brackets there."""
    text = to_text(node)
    return text if isinstance(node, (*_ATOMS, Compare, Member, Matches)) else f"({text})"


def scalar_text(value: Scalar) -> str:
    """Return a constant as the language writes it."""
    match value:
        case None:
            return "null"
        case bool():
            return "true" if value else "false"
        case Decimal():
            return _number(value)
        case str():
            return _text(value)
        case datetime():
            return f'd"{value.astimezone(UTC).isoformat()}"'
        case timedelta():
            return _duration(value)


def _text(value: str) -> str:
    shown = value.replace("\\", "\\\\").replace('"', '\\"')
    if shown.isprintable():
        return f'"{shown}"'
    return '"' + "".join(char if char.isprintable() else _escape(char) for char in shown) + '"'


def _escape(char: str) -> str:
    code = ord(char)
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else char


def _number(value: Decimal) -> str:
    """Return a number; one that no single literal can write is a product, which folds to it again."""
    sign, digits, exponent = value.as_tuple()
    plain = f"{value:f}" if value else "0"
    if sum(map(str.isdigit, plain)) <= _MAX_DIGITS:
        return plain
    written = "".join(map(str, digits))
    significant = written.rstrip("0")  # at most 28: more would have been rounded
    text, power = f"{'-' * sign}{significant}", int(exponent) + len(written) - len(significant)
    step = max(-_MAX_EXPONENT, min(power, _MAX_EXPONENT))
    text, power = f"{text}e{step}", power - step
    while power:
        step = max(-_MAX_EXPONENT, min(power, _MAX_EXPONENT))
        text, power = f"({text} * 1e{step})", power - step
    return text


def _duration(value: timedelta) -> str:
    """Return a duration; one that no single literal can write is a difference, which folds to it again."""
    if value < timedelta(0):
        return f"-{_duration(-value)}"
    if value > _LONGEST:
        return f"({_duration(_LONGEST)} + {_duration(value - _LONGEST)})"
    if value.microseconds or value.days > _MAX_DAYS:
        start = datetime(1, 1, 1, tzinfo=UTC)
        return f"({scalar_text(start + value)} - {scalar_text(start)})"
    return f't"P{value.days}D' + (f"T{value.seconds}S" if value.seconds else "") + '"'


def _joined(word: str) -> Callable[[Any], str]:  # Any: And or Or, as the key of the table says
    return lambda node: f" {word} ".join(_term(term) for term in node.terms)


def _not(node: Not) -> str:
    match node.operand:
        case Member(item, container):
            return f"{_inner(item)} not in {_inner(container)}"
        case Matches() as matches:
            return _matches(matches, negated=True)
        case operand:
            return f"not {_inner(operand)}"


def _matches(node: Matches, *, negated: bool = False) -> str:
    operator = ("!~" if negated else "=~") + ("" if node.anchored else "~")
    return f"{_inner(node.operand)} {operator} {_text(node.pattern)}"


_ATOMS: Final = (Literal, Choices, Field, Named, Read, Ends)

_PRINTERS: Final[dict[type[Node], Callable[[Any], str]]] = {
    Literal: lambda node: scalar_text(node.value),
    Choices: lambda node: "[" + ", ".join(map(scalar_text, node.values)) + "]",
    Field: lambda node: node.path,
    Named: lambda node: node.name,
    Not: _not,
    And: _joined("and"),
    Or: _joined("or"),
    If: lambda node: f"{_inner(node.test)} ? {_inner(node.then)} : {_inner(node.otherwise)}",
    Coalesce: lambda node: f"{_inner(node.value)} ?? {_inner(node.fallback)}",
    Compare: lambda node: f"{_inner(node.left)} {node.comparison.value} {_inner(node.right)}",
    Member: lambda node: f"{_inner(node.item)} in {_inner(node.container)}",
    Matches: _matches,
    Arithmetic: lambda node: f"{_inner(node.left)} {node.operation.value} {_inner(node.right)}",
    Negate: lambda node: f"-{_inner(node.operand)}",
    Read: lambda node: f"{_inner(node.operand)}.{node.trait.value}",
    Ends: lambda node: f"{_inner(node.operand)}.{node.affix.value}({to_text(node.part)})",
}
