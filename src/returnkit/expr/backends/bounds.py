"""Bounds: what a part of a condition says about one field, in a form an index can use."""

from __future__ import annotations

from dataclasses import dataclass

from ..ir import Choices, Compare, Comparison, Field, Kind, Literal, Member, Node, Not, Scalar


@dataclass(frozen=True, slots=True)
class Bound:
    """One field compared with constants.

    Attributes:
        field: The field.
        values: For a choice: the constants.
        holds: For a choice: whether the field must be one of them, or none.
        order: For a range: `<`, `<=`, `>` or `>=`; None for a choice.
    """

    field: Field
    values: tuple[Scalar, ...]
    holds: bool = True
    order: Comparison | None = None


def no_bound(_node: Node) -> Bound | None:
    """Return None: the node has to be asked."""
    return None


def flag_bound(node: Field) -> Bound | None:
    """A field that is true or false, standing alone."""
    return Bound(node, (True,)) if node.kind is Kind.BOOLEAN else None


def not_bound(node: Not) -> Bound | None:
    """The opposite of a choice."""
    match node.operand:
        case Field(kind=Kind.BOOLEAN) as flag:
            return Bound(flag, (False,))
        case Member() as member:
            found = member_bound(member)
            return Bound(found.field, found.values, holds=False) if found else None
        case _:
            return None


_SWAPPED = {
    Comparison.LT: Comparison.GT,
    Comparison.LE: Comparison.GE,
    Comparison.GT: Comparison.LT,
    Comparison.GE: Comparison.LE,
}


def comparison_bound(node: Compare) -> Bound | None:
    """A field compared with a constant, either way round."""
    match node:
        case Compare(comparison, Field() as asked, Literal(value)):
            pass
        case Compare(comparison, Literal(value), Field() as asked):
            comparison = _SWAPPED.get(comparison, comparison)
        case _:
            return None
    if comparison in (Comparison.EQ, Comparison.NE):
        return Bound(asked, (value,), holds=comparison is Comparison.EQ)
    return Bound(asked, (value,), order=comparison)


def member_bound(node: Member) -> Bound | None:
    """A field in a list of constants."""
    match node:
        case Member(Field() as asked, Choices(values)):
            return Bound(asked, values)
        case _:
            return None
