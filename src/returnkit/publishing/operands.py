"""Operands: names, constants and computed numbers of conditions as prose."""

from __future__ import annotations

from datetime import datetime
from decimal import Context, Decimal
from typing import Final

from returnkit.expr.backends.printer import to_text
from returnkit.expr.compile import read_number
from returnkit.expr.ir import Choices, Field, Kind, Literal, Named, Node, Scalar, children, with_children
from returnkit.facts import STANDARD_REASONS
from returnkit.policy import Unit

from .voice import Voice, code, is_word, printable, word

_REASONS: Final = ("request.reason", "request.reason_parent")
_PERCENT: Final = Decimal(100)
# Ambient decimal contexts are never used; a number of a condition has 28 digits.
_EXACT: Final = Context(prec=60)


def operand(voice: Voice, node: Node, beside: Node | None = None) -> str | None:
    """Return a value of a condition as prose; None where there are no words for it.

    Args:
        voice: Whose words.
        node: The value.
        beside: What it is compared with: it tells what a bare number or word means.
    """
    match node:
        case Field():
            return name_text(voice, node.path)
        case Literal(value) if value is not None:
            return scalar(voice, value, _path(beside))
        case Choices(values) if values:
            texts = [scalar(voice, each, _path(beside)) for each in values]
            known = [text for text in texts if text is not None]
            return voice.any_of(known) if len(known) == len(texts) else None
        case _:
            return None


def name_text(voice: Voice, path: str) -> str:
    """Return a name of the vocabulary as a noun."""
    declared = voice.facts.get(path)
    if declared and declared.doc:
        return voice.quoted(declared.doc.strip().removesuffix("."))
    known, name = voice.known(f"phrase.{path}"), voice.schema.get(path)
    if known:
        return voice.quoted(known) if name and name.kind is Kind.BOOLEAN else known
    return voice.quoted(name.doc.strip().removesuffix(".")) if name and name.doc else code(path)


def scalar(voice: Voice, value: Scalar, path: str) -> str | None:
    """Return a constant that is a value of the name *path*; None where there are no words for it."""
    match value:
        case Decimal():
            return _number(voice, value, path)
        case datetime():
            return voice.moment(value)
        case str():
            return _string(voice, value, path)
        case _:
            return None


def _number(voice: Voice, value: Decimal, path: str) -> str:
    name = voice.schema.get(path)
    unit = name.unit if name else ""
    shown = format(value, "f")
    match unit:
        case "money":
            return voice.money(value)
        case "days":
            return voice.length(shown, Unit.DAYS)
        case "grams":
            return voice.say("page.grams", number=shown)
        case "percent":
            return voice.say("page.percent", number=shown)
        case "share":
            percent = _EXACT.multiply(value, _PERCENT).normalize(_EXACT)
            return voice.say("page.percent", number=format(percent, "f"))
        case _:
            return shown


def _string(voice: Voice, value: str, path: str) -> str:
    known = voice.known(f"phrase.{path}.{value}")
    if known is None and path == "request.resolution":
        known = voice.known(f"resolution.{value}")
    if known:
        return known
    reason = STANDARD_REASONS.get(value) if path in _REASONS else None
    if reason:
        return voice.quoted(reason.label(voice.locale.replace("_", "-").partition("-")[0]))
    return word(value) if is_word(value) else voice.say("page.quoted", text=printable(value))


def _path(node: Node | None) -> str:
    return node.path if isinstance(node, Field) else ""


def number(voice: Voice, text: str) -> str:
    """Return a number that the expression *text* computes: its name, or the notation itself."""
    node = written_out(read_number(text, voice.schema, voice.names))
    return operand(voice, node) or code(to_text(node))


def written_out(node: Node) -> Node:
    """Return *node* with its names written out: a reader of the page has no definitions."""
    if isinstance(node, Named):
        return written_out(node.body)
    below = children(node)
    return with_children(node, tuple(map(written_out, below))) if below else node


def figure(voice: Voice, given: Decimal | str) -> str:
    """Return a figure of a rule, bare."""
    return format(given, "f") if isinstance(given, Decimal) else number(voice, given)


def amount(voice: Voice, given: Decimal | str) -> str:
    """Return an amount of money of a rule."""
    return voice.money(given) if isinstance(given, Decimal) else number(voice, given)


def percent(voice: Voice, given: Decimal | str) -> str:
    """Return a share of a rule, in percent."""
    return voice.say("page.percent", number=figure(voice, given))
