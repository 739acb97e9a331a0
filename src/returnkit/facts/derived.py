"""Derived: names that a shop computes with a pure function of its own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any, Final

from returnkit.errors import UnknownFactError, VocabularyError
from returnkit.expr.ir import Kind
from returnkit.expr.schema import Name, Unknown, is_unknown
from returnkit.money import Money

from .vocabulary import (
    FOREIGN_CURRENCY,
    NOT_ASKED,
    NOT_SUPPLIED,
    ROOTS,
    UNREADABLE,
    Fact,
    Subject,
    Value,
    is_path,
)

FAILED: Final = Unknown("failed")
"""The function that computes it raised an error."""

_TYPES: Final[dict[Kind, type | tuple[type, ...]]] = {
    Kind.BOOLEAN: bool,
    Kind.NUMBER: (int, Decimal),
    Kind.STRING: str,
    Kind.STRINGS: frozenset,
    Kind.INSTANT: datetime,
}
_TYPICAL: Final[dict[Kind, object]] = {
    Kind.BOOLEAN: False,
    Kind.NUMBER: 1,
    Kind.STRING: "other",
    Kind.STRINGS: frozenset({"other"}),
    Kind.INSTANT: datetime(2026, 10, 30, 12, tzinfo=UTC),
}


def derived(
    path: str,
    kind: Kind,
    read: Callable[[Subject], object],
    *,
    doc: str,
    **more: Any,  # Any: the remaining fields of Name
) -> Fact:
    """Return a fact that *read* computes.

    What *read* gives is checked: an amount becomes a number in the policy's currency, None is unknown
    unless the name is nullable, and a value that does not fit *kind* or the closed values is unknown with
    code `unreadable`. Where *read* uses an unknown fact the result is unknown for the same reason; where it
    raises anything else, it is unknown with code `failed`. A name of `history` is not read without a history
    and an instant, one of `inspection` not before the inspection; `past` makes a reader of the history.

    Args:
        path: How rules write it, such as `item.is_bulky`.
        kind: The shape of its value.
        read: Computes it; pure: no clock, no randomness, no input or output.
        doc: What it means, one sentence with a stop.
        more: Further fields of `Name`, such as `nullable`, `unit`, `minimum`, `values`, `typical`.

    Raises:
        VocabularyError: The path is no name, or the sentence is missing.
    """
    return fact_of(Name(path=path, kind=kind, doc=doc, **more), read)


def fact_of(name: Name, read: Callable[[Subject], object]) -> Fact:
    """Return the fact *name* as *read* gives it, checked; with a typical value if *name* has none.

    Raises:
        VocabularyError: The path is no name, the kind is none that facts have, or the sentence is missing.
    """
    if name.root not in ROOTS or not is_path(name.path):
        help_ = f"begin it with {', '.join(ROOTS)}; end it with a word of lower-case letters, digits and `_`"
        raise VocabularyError(f"`{name.path}` is not a name", help=help_)
    if name.kind not in _TYPES:
        raise VocabularyError(
            f"`{name.path}` cannot be a {name.kind.value}", help="give the instants it lies between"
        )
    if not name.doc.endswith("."):
        raise VocabularyError(f"`{name.path}` is not documented", help="say what it means, with a stop")
    if name.root == "inspection" and name.ask is None:
        name = replace(name, ask="inspection")
    if name.typical is None:
        name = replace(name, typical=name.values[0] if name.values else _TYPICAL[name.kind])
    return Fact(name, _checked(name, read))


def _checked(name: Name, read: Callable[[Subject], object]) -> Callable[[Subject], Value]:
    types, values = _TYPES[name.kind], frozenset(name.values)
    is_past, is_finding = name.root == "history", name.root == "inspection"

    def read_checked(subject: Subject) -> Value:
        if is_past and (subject.history is None or subject.at is None):
            return NOT_SUPPLIED
        if is_finding and subject.inspection is None:
            return NOT_ASKED
        try:
            value = read(subject)
        except UnknownFactError as exc:
            return Unknown(exc.reason)
        except Exception:  # noqa: BLE001 a shop's own function: its error is no reason to stop a decision
            return FAILED
        if isinstance(value, Money):
            value = value.decimal if value.currency == subject.currency else FOREIGN_CURRENCY
        if value is None:
            return None if name.nullable else NOT_SUPPLIED
        if is_unknown(value):
            return value
        # A boolean is a number to Python, and to nobody else.
        fits = isinstance(value, types) and isinstance(value, bool) is (name.kind is Kind.BOOLEAN)
        return _conformed(value, name) if fits and (not values or value in values) else UNREADABLE

    return read_checked


def _conformed(value: object, name: Name) -> Value:
    """Return a value that fits its kind as rules read it, or why they cannot."""
    match value:
        case int() if name.unit == "money" or name.scale:
            return Decimal(value)
        case Decimal():
            return value if value.is_finite() else UNREADABLE
        case datetime():
            return UNREADABLE if value.tzinfo is None else value.astimezone(UTC)
        case frozenset():
            return value if all(isinstance(word, str) for word in value) else UNREADABLE
        case bool() | int():
            return value
        case _:
            return str(value)  # plain, whatever subclass of it was given
