"""Speech: conditions as prose. What has no words is quoted in its own notation, never left out."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Final, TypeAlias

from returnkit.expr.backends.printer import to_text
from returnkit.expr.ir import (
    Affix,
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
    Member,
    Node,
    Not,
    Or,
    Scalar,
    walk,
)

from .operands import name_text, operand, written_out
from .voice import Voice, code, plain

_WHETHER: Final = "Whether "

_OPPOSITE: Final = {
    Comparison.EQ: Comparison.NE,
    Comparison.NE: Comparison.EQ,
    Comparison.LT: Comparison.GE,
    Comparison.GE: Comparison.LT,
    Comparison.GT: Comparison.LE,
    Comparison.LE: Comparison.GT,
}
_MIRRORED: Final = {
    Comparison.LT: Comparison.GT,
    Comparison.GT: Comparison.LT,
    Comparison.LE: Comparison.GE,
    Comparison.GE: Comparison.LE,
}
_WORDS: Final = {
    Comparison.EQ: "page.is",
    Comparison.NE: "page.is.not",
    Comparison.LT: "page.less",
    Comparison.LE: "page.at_most",
    Comparison.GT: "page.more",
    Comparison.GE: "page.at_least",
}
_OF_TIME: Final = {
    Comparison.LT: "page.before",
    Comparison.LE: "page.not_after",
    Comparison.GT: "page.after",
    Comparison.GE: "page.not_before",
}
_AFFIXES: Final = {
    (Affix.STARTS_WITH, True): "page.begins",
    (Affix.STARTS_WITH, False): "page.begins.not",
    (Affix.ENDS_WITH, True): "page.ends",
    (Affix.ENDS_WITH, False): "page.ends.not",
}

_Spoken: TypeAlias = tuple[str, type[Node] | None]
"""A clause, and how it joins its parts where it has several; `Choices` is a list of what it is not."""


def clause(voice: Voice, node: Node, *, holds: bool = True) -> str:
    """Return *node* as a clause, or where it does not hold as the opposite one."""
    return _spoken(voice, written_out(node), holds)[0]


def claim(voice: Voice, path: str) -> tuple[str, dict[str, str]]:
    """Return the message for what the inspection finds out under the name *path*, and its values."""
    if voice.schema[path].kind is Kind.BOOLEAN:
        return "page.check", {"claim": _truth(voice, Field(path), holds=True)}
    return "page.check.value", {"name": name_text(voice, path)}


def _spoken(voice: Voice, node: Node, holds: bool) -> _Spoken:
    match node:
        case Not(below):
            return _spoken(voice, below, not holds)
        case And(terms) | Or(terms):
            joint = And if isinstance(node, And) is holds else Or
            parts = [_part(_spoken(voice, term, holds), joint) for term in terms]
            parts = list(dict.fromkeys(parts))
            return (voice.all_of(parts) if joint is And else voice.any_of(parts)), joint
        case If(test, then, otherwise) if not any(isinstance(below, If) for below in walk(test)):
            either = Or((And((test, _turned(then, holds))), And((Not(test), _turned(otherwise, holds)))))
            return _spoken(voice, either, True)
        case Literal(bool(value)):
            return voice.say("page.true" if value is holds else "page.false"), None
        case Field():
            return _truth(voice, node, holds=holds), None
        case _:
            found = _rewritten(node, holds)
            if found is not None:
                return _spoken(voice, found, holds)
            said = _leaf(voice, node, holds)
            return (said, _joint(node, holds)) if said else (_notation(voice, node, holds), None)


def _part(spoken: _Spoken, joint: type[Node]) -> str:
    text, own = spoken
    return text if own is None or own is joint else f"({text})"


def _joint(node: Node, holds: bool) -> type[Node] | None:
    """Return how a comparison with several values is joined; None where it is with one."""
    choices = node.container if isinstance(node, Member) else None
    if not isinstance(choices, Choices) or len(choices.values) == 1:
        return None
    return Or if holds else Choices


def _turned(node: Node, holds: bool) -> Node:
    return node if holds else Not(node)


def _notation(voice: Voice, node: Node, holds: bool) -> str:
    return voice.say("page.holds" if holds else "page.holds.not", code=code(to_text(node)))


# --- leaves ----------------------------------------------------------------------------------------


def _truth(voice: Voice, field: Field, *, holds: bool) -> str:
    declared = voice.facts.get(field.path)
    name = voice.schema.get(field.path)
    doc = plain(declared.doc if declared else "")
    known = None if doc else voice.known(f"phrase.{field.path}{'' if holds else '.not'}")
    if known:
        return known
    doc = (doc or plain(name.doc if name else "")).removesuffix(".")
    if not doc:
        return voice.say("page.holds" if holds else "page.holds.not", code=code(field.path))
    said = doc.removeprefix(_WHETHER) if doc.startswith(_WHETHER) else voice.quoted(doc)
    return voice.say("page.so" if holds else "page.so.not", claim=said)


def _leaf(voice: Voice, node: Node, holds: bool) -> str | None:
    """Return the words for a comparison; None where there are none."""
    match node:
        case Compare(comparison, left, Literal(None)) if comparison in _EQUALITY:
            known = (comparison is Comparison.NE) is holds
            return _both(voice, "page.recorded" if known else "page.recorded.not", left, None)
        case Compare(comparison, left, right):
            said = comparison if holds else _OPPOSITE[comparison]
            words = _OF_TIME if _is_time(left) or _is_time(right) else _WORDS
            return _both(voice, words.get(said, _WORDS[said]), left, right)
        case Member(item, Choices() as container):
            return _both(voice, "page.is" if holds else "page.is.not", item, container)
        case Member(item, Field() as container):
            return _both(voice, "page.has" if holds else "page.has.not", container, item)
        case Ends(affix, left, right):
            return _both(voice, _AFFIXES[affix, holds], left, right)
        case _:
            return None


def _both(voice: Voice, key: str, left: Node, right: Node | None) -> str | None:
    one = operand(voice, left, right)
    if one is None or right is None:
        return None if one is None else voice.say(key, left=one)
    other = operand(voice, right, left)
    return None if other is None else voice.say(key, left=one, right=other)


def _is_time(node: Node) -> bool:
    return isinstance(node, Field) and node.kind is Kind.INSTANT


# --- what is said in other words -------------------------------------------------------------------


def _rewritten(node: Node, holds: bool) -> Node | None:
    """Return what reads better than *node* and means the same; None where it is said as it is."""
    match node:
        case Compare(comparison, Literal() as left, right) if not isinstance(right, Literal):
            return Compare(_MIRRORED.get(comparison, comparison), right, left)
        case Compare(comparison, left, Literal(bool(value))) if comparison in _EQUALITY:
            return _turned(left, (comparison is Comparison.EQ) is value)
        case Compare(comparison, Coalesce(value, Literal(fallback)), Literal(bound)):
            test = Compare(comparison, value, Literal(bound))
            of_null = comparison is Comparison.NE if comparison in _EQUALITY else not holds
            return _with_fallback(value, test, of_null, _compared(comparison, fallback, bound))
        case Member(Coalesce(value, Literal(fallback)), Choices() as container):
            return _with_fallback(value, Member(value, container), False, fallback in container.values)
        case Coalesce(value, Literal(bool(fallback))):
            return _with_fallback(value, value, not holds, fallback)
        case _:
            return None


def _with_fallback(value: Node, test: Node, of_null: bool, is_held: bool | None) -> Node | None:
    """Return *test* of a value that may be null, with what a fallback gives said in full.

    Args:
        value: The value.
        test: The test without the fallback.
        of_null: What a reader takes *test* to give where the value is missing.
        is_held: What the fallback gives; None is not known.
    """
    if is_held is None or is_held is of_null:
        return None if is_held is None else test
    missing = Compare(Comparison.EQ, value, Literal(None))
    return Or((test, missing)) if is_held else And((test, Not(missing)))


_EQUALITY: Final = (Comparison.EQ, Comparison.NE)

_ORDERED: Final[dict[Comparison, Callable[[Decimal, Decimal], bool]]] = {
    Comparison.LT: lambda one, other: one < other,
    Comparison.LE: lambda one, other: one <= other,
    Comparison.GT: lambda one, other: one > other,
    Comparison.GE: lambda one, other: one >= other,
}


def _compared(comparison: Comparison, one: Scalar, other: Scalar) -> bool | None:
    if comparison in _EQUALITY:
        is_equal = type(one) is type(other) and one == other
        return is_equal is (comparison is Comparison.EQ)
    if isinstance(one, Decimal) and isinstance(other, Decimal):
        return _ORDERED[comparison](one, other)
    return None
