"""Claims: a condition taken apart into what each of its leaves says of one value."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, TypeAlias

from .ir import (
    And,
    Choices,
    Coalesce,
    Compare,
    Comparison,
    Field,
    If,
    Kind,
    Literal,
    Member,
    Named,
    Node,
    Not,
    Or,
    children,
    walk,
    with_children,
)
from .ranges import ANYTHING, Values
from .schema import Schema
from .types import type_of


@dataclass(frozen=True, slots=True)
class Claim:
    """What a leaf says when it is true: the value of its subject is known, and one of some.

    Attributes:
        subject: What it is about: a name, something computed, or the whole leaf.
        values: The values that it admits.
        among: The values that the subject can have at all.
    """

    subject: Node
    values: Values
    among: Values


@dataclass(frozen=True, slots=True)
class Every:
    """All of its parts hold; of none, it always does."""

    parts: tuple[Form, ...]


@dataclass(frozen=True, slots=True)
class Some:
    """One of its parts holds; of none, it never does."""

    parts: tuple[Form, ...]


Form: TypeAlias = Claim | Every | Some
"""A condition without `not`, names and choices."""

ALWAYS: Final = Every(())
NEVER: Final = Some(())

_TRUE: Final = Values.of((True,))
_SWAPPED: Final = {
    Comparison.EQ: Comparison.EQ,
    Comparison.NE: Comparison.NE,
    Comparison.LT: Comparison.GT,
    Comparison.LE: Comparison.GE,
    Comparison.GT: Comparison.LT,
    Comparison.GE: Comparison.LE,
}


def form_of(node: Node | None, schema: Schema) -> Form:
    """Return the form of a checked condition, which is true exactly when the condition is; None is always.

    Args:
        node: The condition.
        schema: What it was checked against; it bounds the values that a name can have.
    """
    return ALWAYS if node is None else _form(_inlined(node), schema, wanted=True)


def _inlined(node: Node) -> Node:
    """Return *node* with what each defined name stands for in its place."""
    if isinstance(node, Named):
        return _inlined(node.body)
    below = children(node)
    return with_children(node, tuple(map(_inlined, below))) if below else node


def _form(node: Node, schema: Schema, *, wanted: bool) -> Form:
    """Return when *node* is *wanted*: true or false."""
    match node:
        case Literal(bool() as value):
            return ALWAYS if value is wanted else NEVER
        case Not(operand):
            return _form(operand, schema, wanted=not wanted)
        case And(terms) | Or(terms):
            parts = tuple(_form(term, schema, wanted=wanted) for term in terms)
            return Every(parts) if isinstance(node, And) is wanted else Some(parts)
        case If(test, then, otherwise) if not any(isinstance(part, If) for part in _below(node)):
            # Where the test is not known, it is what both outcomes are. One inside another would multiply.
            yes, no = (_form(each, schema, wanted=wanted) for each in (then, otherwise))
            tested, untested = (_form(test, schema, wanted=each) for each in (True, False))
            return Some((Every((tested, yes)), Every((untested, no)), Every((yes, no))))
        case _:
            return _claim(node, schema, wanted=wanted)


def _below(node: Node) -> tuple[Node, ...]:
    return tuple(part for child in children(node) for part in walk(child))


def _claim(node: Node, schema: Schema, *, wanted: bool) -> Claim:
    subject, values = _said(node)
    if not wanted:
        values = ~values
    while isinstance(subject, Coalesce) and isinstance(subject.fallback, Literal):
        is_null_in = subject.fallback.value in values
        subject, values = subject.value, Values(values.from_least, values.cuts, is_null_in)
    among = _among(subject, schema)
    return Claim(subject, values & among, among)


def _said(node: Node) -> tuple[Node, Values]:
    """Return what the leaf *node* is about, and the values for which it is true."""
    match node:
        case Compare(comparison, subject, Literal(value)):
            return subject, Values.beside(comparison, value)
        case Compare(comparison, Literal(value), subject):
            return subject, Values.beside(_SWAPPED[comparison], value)
        case Compare(comparison, left, right):
            return _between(comparison, left, right)
        case Member(subject, Choices(values)):
            return subject, Values.of(values)
        case _:
            return node, _TRUE


def _between(comparison: Comparison, left: Node, right: Node) -> tuple[Node, Values]:
    """Return a comparison of two values as one of `==` and `<`, so that both ways to write it are one."""
    if comparison in (Comparison.EQ, Comparison.NE):
        first, second = sorted((left, right), key=repr)
        return Compare(Comparison.EQ, first, second), _TRUE if comparison is Comparison.EQ else ~_TRUE
    if comparison in (Comparison.GT, Comparison.LE):
        left, right = right, left
    is_less = comparison in (Comparison.LT, Comparison.GT)
    return Compare(Comparison.LT, left, right), _TRUE if is_less else ~_TRUE


def _among(subject: Node, schema: Schema) -> Values:
    """Return the values that *subject* can have."""
    if isinstance(subject, Literal):
        return Values.of((subject.value,))
    kind = type_of(subject)
    null = Values(null=kind.nullable)
    name = schema.get(subject.path) if isinstance(subject, Field) else None
    if name is not None and name.values:
        return Values.of(name.values) | null
    if kind.kind is Kind.BOOLEAN:
        return Values.of((False, True)) | null
    found = ANYTHING
    if name is not None and name.minimum is not None:
        found &= Values.beside(Comparison.GE, name.minimum)
    if name is not None and name.maximum is not None:
        found &= Values.beside(Comparison.LE, name.maximum)
    return (found & ~Values(null=True)) | null
