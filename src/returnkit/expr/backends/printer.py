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
            return f"{value:f}" if value >= 0 else f"-{-value:f}"
        case str():
            return _text(value)
        case datetime():
            return f'd"{value.astimezone(UTC).isoformat()}"'
        case timedelta():
            return f't"{_duration(value)}"'


def _text(value: str) -> str:
    shown = value.replace("\\", "\\\\").replace('"', '\\"')
    if shown.isprintable():
        return f'"{shown}"'
    return '"' + "".join(char if char.isprintable() else _escape(char) for char in shown) + '"'


def _escape(char: str) -> str:
    code = ord(char)
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def _duration(value: timedelta) -> str:
    """Return an ISO 8601 duration; a negative one carries its sign on every part."""
    total = abs(value)
    sign = "-" if value < timedelta(0) else ""
    seconds = Decimal(total.seconds) + Decimal(total.microseconds) / 1_000_000
    return f"P{sign}{total.days}D" + (f"T{sign}{seconds:f}S" if seconds else "")


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
