"""Values: what a key is told as, read from documents, cells and Python, and written back."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal, InvalidOperation
from typing import Final, TypeAlias
from zoneinfo import ZoneInfo

from returnkit.clock import to_utc
from returnkit.diagnostics import suggest
from returnkit.errors import InstantError
from returnkit.expr.ir import Kind
from returnkit.expr.schema import Unknown, is_unknown
from returnkit.facts import NOT_SUPPLIED

from .keys import Key
from .moments import After, read_moment, shown_instant

UNKNOWN: Final = NOT_SUPPLIED
"""Tells that something is not known; in a table the word `unknown`."""

Given: TypeAlias = bool | Decimal | str | datetime | After | frozenset[str] | Unknown | None
"""What a key is told as: a plain value, null, that it is not known, or an instant told by another."""

_TRUTHS: Final = {"true": True, "yes": True, "false": False, "no": False}
_WORDS: Final = ("null", "unknown")


def read_value(key: Key, given: object, zone: ZoneInfo) -> Given:
    """Return *given* as a value of *key*.

    A text is read as a cell of a table: `null` and `unknown` are what they say, a text in double quotes is
    only a text, and the words of a set stand between commas.

    Args:
        key: What is told.
        given: What a document or a cell holds, or a value of Python.
        zone: Where days and times without an offset are told: the policy's.

    Raises:
        ValueError: It is no value of *key*; the message says what is.
    """
    if is_unknown(given) or given == "unknown":
        if key.can_be_unknown:
            return UNKNOWN
        raise ValueError(f"`{key.path}` is always known")
    if given is None or given == "null":
        if key.can_be_null:
            return None
        raise ValueError(f"`{key.path}` is never null")
    if key.path in ("history", "inspection"):
        raise ValueError(f"`{key.path}` is either told by its names, or `unknown`")
    return _check(key, _read(key, given, zone))


def _read(key: Key, given: object, zone: ZoneInfo) -> Given:
    match key.kind:
        case Kind.BOOLEAN:
            return _truth(key, given)
        case Kind.NUMBER:
            return _number(key, given)
        case Kind.INSTANT:
            return _moment(key, given, zone)
        case Kind.STRINGS:
            return _words(key, given)
        case _:
            return _text(key, given)


def _check(key: Key, value: Given) -> Given:
    """Refuse what the name's bounds or closed values exclude."""
    name = key.name
    if name is None:
        return value
    if name.values and value not in name.values:
        help_ = suggest(str(value), name.values) or f"use one of {_listed(name.values)}"
        raise ValueError(f"`{value}` is no value of `{key.path}`: {help_}")
    if isinstance(value, Decimal):
        low, high = name.minimum, name.maximum
        if (low is not None and value < low) or (high is not None and value > high):
            bounds = f"{low} or more" if high is None else f"between {low} and {high}"
            raise ValueError(f"`{key.path}` is {bounds}, not {format(value, 'f')}")
        if name.scale is not None and value != round(value, name.scale):
            decimals = "whole" if name.scale == 0 else f"of {name.scale} decimals"
            raise ValueError(f"`{key.path}` is {decimals}, not {format(value, 'f')}")
    return value


def _truth(key: Key, given: object) -> bool:
    if isinstance(given, bool):
        return given
    found = _TRUTHS.get(given.lower()) if isinstance(given, str) else None
    if found is None:
        raise ValueError(f"`{given}` is no value of `{key.path}`: write `true` or `false`")
    return found


def _number(key: Key, given: object) -> Decimal:
    if isinstance(given, str):
        try:
            found = Decimal(given.strip())
        except InvalidOperation:
            raise ValueError(f"`{given}` is not a number, which `{key.path}` is") from None
        if found.is_finite():
            return found
    elif isinstance(given, int | Decimal) and not isinstance(given, bool):
        return Decimal(given)
    raise ValueError(f"`{given}` is not a number, which `{key.path}` is")


def _moment(key: Key, given: object, zone: ZoneInfo) -> datetime | After:
    if isinstance(given, After):
        return given
    if isinstance(given, timedelta):
        raise ValueError(f"`{key.path}` is an instant, not a length of time")
    try:
        if isinstance(given, datetime):
            return to_utc(given)
        return read_moment(str(given), zone)
    except InstantError as exc:
        raise ValueError(str(exc)) from exc


def _words(key: Key, given: object) -> frozenset[str]:
    if isinstance(given, str):
        inner = given.strip()
        if inner.startswith("[") and inner.endswith("]"):
            inner = inner[1:-1]
        return frozenset(_unquoted(word.strip()) for word in inner.split(",") if word.strip())
    if isinstance(given, list | tuple | set | frozenset) and all(isinstance(word, str) for word in given):
        return frozenset(given)
    raise ValueError(f"`{key.path}` is a set of words: write them between commas, or as a list")


def _text(key: Key, given: object) -> str:
    if isinstance(given, bool):
        return str(given).lower()
    if isinstance(given, int | Decimal):
        return format(given, "f") if isinstance(given, Decimal) else str(given)
    if not isinstance(given, str):
        raise ValueError(f"`{key.path}` is a text")
    return _unquoted(given)


def _unquoted(text: str) -> str:
    is_quoted = len(text) >= 2 and text[0] == text[-1] == '"'
    return text[1:-1] if is_quoted else text


def written_value(value: Given | object, zone: ZoneInfo) -> str:
    """Return *value* as the text of a cell that `read_value` gives it back from."""
    match value:
        case None:
            return "null"
        case Unknown():
            return "unknown"
        case bool():
            return str(value).lower()
        case Decimal():
            return format(value, "f")
        case datetime():
            return shown_instant(value, zone)
        case frozenset():
            return ", ".join(sorted(map(str, value))) or "[]"
        case str():
            return f'"{value}"' if value in _WORDS or value != value.strip() or not value else value
        case _:
            return str(value)


def _listed(words: tuple[str, ...]) -> str:
    return ", ".join(f"`{word}`" for word in words)
