"""Constants: parts of a condition that are always true, or always false, where they are asked.

Each is proved: whatever the facts, it is never the other one, though it may be unknown. So leaving it
out changes nothing where all facts are known, and may ask for less where they are not.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final, TypeAlias

from .claims import Every, Form, form_of
from .ir import And, If, Literal, Node, Not, Or, children
from .propositions import Proposition
from .schema import Schema

MAX_LEAVES: Final = 60
"""A condition of more leaves than this is not taken apart: each part is asked beside all the others."""

Beside: TypeAlias = tuple[Form, ...]
"""What holds wherever a part decides anything."""


@dataclass(frozen=True, slots=True)
class Constant:
    """A part of a condition that is always the same where it is asked.

    Attributes:
        part: The part; as a whole the condition itself.
        value: What it always is.
        is_alone: Whether it is so by itself; else only beside the other parts.
        is_repeated: Whether the same part stands beside it, before it.
    """

    part: Node
    value: bool
    is_alone: bool
    is_repeated: bool = False


def constants_in(node: Node, schema: Schema, beside: Node | None = None) -> tuple[Constant, ...]:
    """Return the constant parts of a checked condition; of one inside another the outer, in no order.

    Of parts that stand for each other the last is constant, and the others are judged without it; so they are
    without a term that has such a part inside.

    Args:
        node: The condition.
        schema: What it was checked against.
        beside: What is true wherever the condition decides anything; None is always.
    """
    return tuple(_Search(schema).judged(node, () if beside is None else (form_of(beside, schema),)))


class _Search:
    """Walks a condition from the outside, with what holds beside each of its parts."""

    def __init__(self, schema: Schema) -> None:
        # Compared by value: the form of a part is asked for beside each of the others.
        self._form = cache(lambda node: form_of(node, schema))

    def judged(self, node: Node, beside: Beside) -> Iterator[Constant]:
        """Yield *node* where it is constant, else those of its parts that are."""
        value = self._value(node, beside)
        if value is not None:
            yield Constant(node, value, not beside or self._value(node, ()) is value)
        elif _leaves(node) <= MAX_LEAVES:
            yield from self._inside(node, beside)

    def _inside(self, node: Node, beside: Beside) -> Iterator[Constant]:
        match node:
            case Not(operand):
                yield from self._inside(operand, beside)
            case And(terms) | Or(terms):
                yield from self._terms(terms, beside, joined=isinstance(node, And))
            case If(test, then, otherwise):
                yield from self.judged(test, beside)
                for outcome, asked in ((then, test), (otherwise, Not(test))):
                    if not isinstance(outcome, Literal):
                        yield from self.judged(outcome, (*beside, self._form(asked)))

    def _terms(self, terms: tuple[Node, ...], beside: Beside, *, joined: bool) -> Iterator[Constant]:
        """Yield the constant terms of one `and` (*joined*) or `or`: each is asked where no other decides."""
        left = list(enumerate(terms))
        for place, term in reversed(tuple(left)):
            others = [other for n, other in left if n != place]
            held = (*beside, *(self._form(other if joined else Not(other)) for other in others))
            value = self._value(term, held)
            if value is not None:
                is_repeated = any(self._form(other) == self._form(term) for other in others)
                yield Constant(term, value, self._value(term, ()) is value, is_repeated)
                left = [each for each in left if each[0] != place]
            else:
                # Two cases of an `or` may say of themselves what sets them apart: `a and b or not a and c`.
                inside = tuple(self._inside(term, held if joined else beside))
                yield from inside
                if not all(each.is_alone for each in inside):
                    left = [each for each in left if each[0] != place]

    def _value(self, node: Node, beside: Beside) -> bool | None:
        """Return what *node* always is *beside* what holds; None where it may be either."""
        never, always = (
            Proposition(Every((self._form(each), *beside))).is_never_true for each in (node, Not(node))
        )
        return None if never is always else always


def _leaves(node: Node) -> int:
    match node:
        case Not() | And() | Or() | If():
            return sum(map(_leaves, children(node)))
        case _:
            return 1
