"""Types: which shape of value a checked node has, and whether it can be null or fail."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import ROUND_HALF_EVEN, Context, Decimal, DivisionByZero, InvalidOperation, Overflow
from typing import Final

from .ir import (
    Arithmetic,
    Choices,
    Coalesce,
    Field,
    If,
    Kind,
    Literal,
    Named,
    Negate,
    Node,
    Read,
    Scalar,
    Trait,
    walk,
)


@dataclass(frozen=True, slots=True)
class Type:
    """The shape of a value.

    Attributes:
        kind: Its kind; None for the bare `null`.
        nullable: Whether it can be null.
        choices: Whether it is a list of constants of that kind rather than one value.
    """

    kind: Kind | None
    nullable: bool = False
    choices: bool = False


BOOLEAN: Final = Type(Kind.BOOLEAN)
NULL: Final = Type(None, nullable=True)

# What all arithmetic is computed in, whatever the ambient context: it raises where a result has no meaning.
DECIMAL: Final = Context(
    prec=28,
    rounding=ROUND_HALF_EVEN,
    Emin=-999999,
    Emax=999999,
    traps=[InvalidOperation, DivisionByZero, Overflow],
)

# Each trait: the kinds it can be read off, and the kind it gives.
TRAITS: Final[dict[Trait, tuple[frozenset[Kind], Kind]]] = {
    Trait.AS_LOWER: (frozenset({Kind.STRING}), Kind.STRING),
    Trait.AS_UPPER: (frozenset({Kind.STRING}), Kind.STRING),
    Trait.LENGTH: (frozenset({Kind.STRING, Kind.STRINGS}), Kind.NUMBER),
    Trait.IS_EMPTY: (frozenset({Kind.STRING, Kind.STRINGS}), Kind.BOOLEAN),
    Trait.CEILING: (frozenset({Kind.NUMBER}), Kind.NUMBER),
    Trait.FLOOR: (frozenset({Kind.NUMBER}), Kind.NUMBER),
    Trait.DAYS: (frozenset({Kind.DURATION}), Kind.NUMBER),
    Trait.TOTAL_SECONDS: (frozenset({Kind.DURATION}), Kind.NUMBER),
}


def kind_of_value(value: Scalar) -> Kind | None:
    """Return the kind of a constant, None for null."""
    match value:
        case None:
            return None
        case bool():
            return Kind.BOOLEAN
        case Decimal():
            return Kind.NUMBER
        case str():
            return Kind.STRING
        case datetime():
            return Kind.INSTANT
        case timedelta():
            return Kind.DURATION


def type_of(node: Node) -> Type:
    """Return the type of a checked *node*."""
    match node:
        case Literal(value):
            kind = kind_of_value(value)
            return Type(kind, nullable=kind is None)
        case Choices(values):
            return Type(kind_of_value(values[0]) if values else None, choices=True)
        case Field(_, kind, nullable):
            return Type(kind, nullable)
        case Named(_, body):
            return type_of(body)
        case If(_, then, otherwise):
            first, second = type_of(then), type_of(otherwise)
            return Type(first.kind or second.kind, first.nullable or second.nullable)
        case Coalesce(value, fallback):
            return Type(type_of(value).kind, type_of(fallback).nullable)
        case Arithmetic(_, _, _, kind):
            return Type(kind)
        case Negate(operand):
            return Type(type_of(operand).kind)
        case Read(trait, _):
            return Type(TRAITS[trait][1])
        case _:  # Not, And, Or, Compare, Member, Matches, Ends
            return BOOLEAN


def is_total(node: Node) -> bool:
    """Return whether *node* has a value on all known facts: no part of it can fail."""
    return not any(isinstance(part, Arithmetic | Negate) for part in walk(node))
