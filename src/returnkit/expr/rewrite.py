"""Rewrite: the same condition in a form that costs less. Each rule keeps the value on all facts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from .ir import (
    And,
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
    Node,
    Not,
    Or,
    Read,
    children,
    walk,
    with_children,
)
from .types import is_total, type_of

_OPPOSITE: Final = {
    Comparison.EQ: Comparison.NE,
    Comparison.NE: Comparison.EQ,
    Comparison.LT: Comparison.GE,
    Comparison.LE: Comparison.GT,
    Comparison.GT: Comparison.LE,
    Comparison.GE: Comparison.LT,
}
_COST: Final[dict[type[Node], int]] = {
    Matches: 12, Member: 2, Ends: 4, Read: 4, Compare: 2, Coalesce: 2, If: 2, Field: 1,
}  # fmt: skip


def rewrite(node: Node) -> Node:
    """Return *node* after all `RULES`, bottom up."""
    below = tuple(rewrite(child) for child in children(node))
    for rule in RULES:
        node = rule(with_children(node, below) if below else node)
        below = children(node)
    return node


def inline_names(node: Node) -> Node:
    """A defined name costs nothing: its body stands in its place."""
    return node.body if isinstance(node, Named) else node


def drop_double_negation(node: Node) -> Node:
    """`not not x` is `x`; `not (a == b)` is `a != b`, and so for every comparison."""
    match node:
        case Not(Not(operand)):
            return operand
        case Not(Compare(comparison, left, right)):
            return Compare(_OPPOSITE[comparison], left, right)
        case _:
            return node


def drop_true_and_false(node: Node) -> Node:
    """`flag == true` is `flag`; `flag == false` is `not flag`."""
    match node:
        case Compare(Comparison.EQ | Comparison.NE as comparison, left, Literal(bool() as value)):
            kind = type_of(left)
            if kind.kind is Kind.BOOLEAN and not kind.nullable:
                return left if value is (comparison is Comparison.EQ) else drop_double_negation(Not(left))
    return node


def flatten(node: Node) -> Node:
    """`a and (b and c)` is `a and b and c`; a repeated term counts once."""
    if not isinstance(node, And | Or):
        return node
    joined = type(node)
    flat = (inner for term in node.terms for inner in (term.terms if isinstance(term, joined) else (term,)))
    terms = tuple(dict.fromkeys(flat))
    return terms[0] if len(terms) == 1 else joined(terms)


def join_equalities(node: Node) -> Node:
    """`x == "a" or x == "b"` is `x in ["a", "b"]`, where the two stand side by side."""
    if not isinstance(node, Or):
        return node
    terms: list[Node] = []
    for term in node.terms:
        choice, before = _as_choice(term), _as_choice(terms[-1]) if terms else None
        if choice and before and choice[0] == before[0]:
            values = dict.fromkeys(before[1] + choice[1])
            terms[-1] = Member(choice[0], Choices(tuple(values)))
        else:
            terms.append(term)
    return terms[0] if len(terms) == 1 else Or(tuple(terms))


def cheapest_first(node: Node) -> Node:
    """Of neighbours that cannot fail, the cheap one is asked first."""
    if not isinstance(node, And | Or):
        return node
    terms: list[Node] = []
    run: list[Node] = []
    for term in node.terms:
        if is_total(term):
            run.append(term)
        else:
            terms += [*sorted(run, key=cost), term]
            run = []
    return type(node)((*terms, *sorted(run, key=cost)))


def cost(node: Node) -> int:
    """Return about how dear *node* is; a lone field costs 1."""
    return sum(_COST.get(type(part), 0) for part in walk(node))


def _as_choice(node: Node) -> tuple[Node, tuple[str, ...]] | None:
    """Return (field, texts) when *node* asks whether a text field is one of some constants."""
    match node:
        case Compare(Comparison.EQ, Field(kind=Kind.STRING) as asked, Literal(str() as value)):
            return asked, (value,)
        case Member(Field(kind=Kind.STRING) as asked, Choices(values)):
            return asked, tuple(value for value in values if isinstance(value, str))
        case _:
            return None


RULES: Final[tuple[Callable[[Node], Node], ...]] = (
    inline_names,
    drop_double_negation,
    drop_true_and_false,
    flatten,
    join_equalities,
    cheapest_first,
)
