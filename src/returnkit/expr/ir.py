"""The tree of a condition: a closed set of small typed nodes.

A tree is immutable, has no text positions that matter to its meaning, and is compared by value. The
set of classes is closed: `NODES` lists it, and every lowering has an entry for each.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Final

Scalar = bool | Decimal | str | datetime | timedelta | None


class Kind(StrEnum):
    """The shapes a value can have."""

    BOOLEAN = "boolean"
    NUMBER = "number"
    STRING = "string"
    INSTANT = "instant"
    DURATION = "duration"
    STRINGS = "strings"
    """A set of strings."""


class Comparison(StrEnum):
    """Two values compared. Ordered ones need two values of one kind, neither null."""

    EQ = "=="
    NE = "!="
    LT = "<"
    LE = "<="
    GT = ">"
    GE = ">="


class Operation(StrEnum):
    """Arithmetic. Numbers follow decimal rules with 28 digits; `//` and `%` truncate toward zero."""

    ADD = "+"
    SUBTRACT = "-"
    MULTIPLY = "*"
    DIVIDE = "/"
    FLOOR_DIVIDE = "//"
    MODULO = "%"


class Trait(StrEnum):
    """What can be read off a value: `item.tags.length`."""

    AS_LOWER = "as_lower"
    AS_UPPER = "as_upper"
    LENGTH = "length"
    IS_EMPTY = "is_empty"
    CEILING = "ceiling"
    FLOOR = "floor"
    DAYS = "days"
    TOTAL_SECONDS = "total_seconds"


class Affix(StrEnum):
    """Which end of a text is compared."""

    STARTS_WITH = "starts_with"
    ENDS_WITH = "ends_with"


@dataclass(frozen=True, slots=True)
class Node:
    """Base of every node."""


@dataclass(frozen=True, slots=True)
class Literal(Node):
    """A constant; None is `null`. A duration or instant is exact to the microsecond."""

    value: Scalar


@dataclass(frozen=True, slots=True)
class Choices(Node):
    """A list or set of constants of one kind, in the order written, without repeats."""

    values: tuple[Scalar, ...]


@dataclass(frozen=True, slots=True)
class Field(Node):
    """A name of the vocabulary.

    Attributes:
        path: As written, such as `item.category`.
        kind: The shape of its value; None before the type check.
        nullable: Whether null is one of its values.
        is_decimal: Whether its numbers come as decimals rather than whole; for speed only.
        start: Offset of the name in the condition's text, -1 when unknown; for messages only.
    """

    path: str
    kind: Kind | None = None
    nullable: bool = False
    is_decimal: bool = field(default=False, compare=False)
    start: int = field(default=-1, compare=False)

    @property
    def root(self) -> str:
        """The thing it belongs to: `item` of `item.category`."""
        return self.path.partition(".")[0]

    @property
    def attribute(self) -> str:
        """The rest: `category` of `item.category`."""
        return self.path.partition(".")[2]


@dataclass(frozen=True, slots=True)
class Named(Node):
    """A defined name and what it stands for; a node, not text, so nothing inside can be captured."""

    name: str
    body: Node


@dataclass(frozen=True, slots=True)
class Not(Node):
    """True when its operand is false."""

    operand: Node


@dataclass(frozen=True, slots=True)
class And(Node):
    """True when every term is; two or more terms, none of them an `And`."""

    terms: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Or(Node):
    """True when some term is; two or more terms, none of them an `Or`."""

    terms: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class If(Node):
    """`test ? then : otherwise`."""

    test: Node
    then: Node
    otherwise: Node


@dataclass(frozen=True, slots=True)
class Coalesce(Node):
    """`value ?? fallback`: the fallback when the value is null."""

    value: Node
    fallback: Node


@dataclass(frozen=True, slots=True)
class Compare(Node):
    """Two values compared. Equality of values of different kinds, and of null, is defined."""

    comparison: Comparison
    left: Node
    right: Node


@dataclass(frozen=True, slots=True)
class Member(Node):
    """`item in container`: in constants, in a set, or as a part of a text."""

    item: Node
    container: Node


@dataclass(frozen=True, slots=True)
class Matches(Node):
    """A regular expression found in a text: anywhere, or at its start when anchored."""

    operand: Node
    pattern: str
    anchored: bool


@dataclass(frozen=True, slots=True)
class Arithmetic(Node):
    """Two numbers, durations or instants combined.

    Attributes:
        kind: The shape of the result; None before the type check.
    """

    operation: Operation
    left: Node
    right: Node
    kind: Kind | None = None


@dataclass(frozen=True, slots=True)
class Negate(Node):
    """Minus a number or a duration."""

    operand: Node


@dataclass(frozen=True, slots=True)
class Read(Node):
    """A trait read off a value."""

    trait: Trait
    operand: Node


@dataclass(frozen=True, slots=True)
class Ends(Node):
    """`text.starts_with(part)` or `text.ends_with(part)`."""

    affix: Affix
    operand: Node
    part: Node


NODES: Final[tuple[type[Node], ...]] = (
    Literal, Choices, Field, Named, Not, And, Or, If, Coalesce, Compare, Member, Matches, Arithmetic, Negate,
    Read, Ends,
)  # fmt: skip


def children(node: Node) -> tuple[Node, ...]:
    """Return the nodes directly below *node*, in the order they are written."""
    match node:
        case Not(operand) | Negate(operand) | Matches(operand) | Read(_, operand):
            return (operand,)
        case And(terms) | Or(terms):
            return terms
        case If(test, then, otherwise):
            return (test, then, otherwise)
        case Coalesce(left, right) | Member(left, right):
            return (left, right)
        case Compare(_, left, right) | Arithmetic(_, left, right) | Ends(_, left, right):
            return (left, right)
        case Named(_, body):
            return (body,)
        case _:
            return ()


def with_children(node: Node, below: tuple[Node, ...]) -> Node:
    """Return *node* with other children, as many as `children` gave."""
    match node:
        case Not() | Negate() | Matches() | Read():
            return replace(node, operand=below[0])
        case And() | Or():
            return replace(node, terms=below)
        case If():
            return If(*below)
        case Coalesce():
            return Coalesce(*below)
        case Member():
            return Member(*below)
        case Compare() | Arithmetic():
            return replace(node, left=below[0], right=below[1])
        case Ends():
            return replace(node, operand=below[0], part=below[1])
        case Named():
            return replace(node, body=below[0])
        case _:
            return node


def walk(node: Node) -> Iterator[Node]:
    """Yield *node* and everything below it, in the order written."""
    stack = [node]
    while stack:
        current = stack.pop()
        yield current
        stack.extend(reversed(children(current)))


def fields(node: Node) -> tuple[Field, ...]:
    """Return the fields *node* reads, each path once, in the order written."""
    return tuple({found.path: found for found in walk(node) if isinstance(found, Field)}.values())


def depth(node: Node) -> int:
    """Return how deep the tree is: 1 for a lone literal."""
    deepest, stack = 0, [(node, 1)]
    while stack:
        current, level = stack.pop()
        deepest = max(deepest, level)
        stack.extend((below, level + 1) for below in children(current))
    return deepest
