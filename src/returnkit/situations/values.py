"""Values: what a key is told as, read from documents, cells and Python, and written back."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from decimal import Context, Decimal, InvalidOperation
from typing import Any, Final, TypeAlias
from zoneinfo import ZoneInfo

from returnkit.clock import to_utc
from returnkit.diagnostics import suggest
from returnkit.expr.ir import Kind
from returnkit.expr.schema import Unknown, is_unknown
from returnkit.facts import MAX_DIGITS, MAX_TEXT, NOT_SUPPLIED

from .keys import Key
from .moments import After, checked_after, read_moment, shown_instant

UNKNOWN: Final = NOT_SUPPLIED
"""Tells that something is not known; in a table the word `unknown`."""

Given: TypeAlias = bool | Decimal | str | datetime | After | frozenset[str] | Unknown | None
"""What a key is told as: a plain value, null, that it is not known, or an instant told by another."""

_TRUTHS: Final = {"true": True, "yes": True, "false": False, "no": False}
_WORDS: Final = ("null", "unknown")
_BETWEEN_COMMAS: Final = re.compile(r'\s*"(?:[^"]|"")*"\s*(?=,|\Z)|[^,]+')
_PARTING: Final = re.compile(r'[,"]|^\[|\]$')
_NUMBER: Final = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?", re.ASCII)
_EXACT: Final = Context(prec=60)


def as_given(value: Any) -> Given:  # Any: a value of its name
    """Return the value of a fact as it is told."""
    return Decimal(value) if isinstance(value, int) and not isinstance(value, bool) else value


def read_value(key: Key, given: object, zone: ZoneInfo) -> Given:
    """Return *given* as a value of *key*.

    A text is read as a cell of a table: `null` and `unknown` are what they say, a text in double quotes is
    only a text (a quote within is doubled), and the words of a set stand between commas.

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
    values = key.name.values if key.name else ()
    if values and value not in values:
        help_ = suggest(str(value), values) or f"use one of {_listed(values)}"
        raise ValueError(f"`{value}` is no value of `{key.path}`: {help_}")
    if isinstance(value, Decimal):
        low, high = key.minimum, key.maximum
        if (low is not None and value < low) or (high is not None and value > high):
            bounds = f"{low} or more" if high is None else f"between {low} and {high}"
            raise ValueError(f"`{key.path}` is {bounds}, not {format(value, 'f')}")
        if key.scale is not None and not _is_whole(value.scaleb(key.scale, _EXACT)):
            decimals = "whole" if key.scale == 0 else f"of {key.scale} decimals"
            raise ValueError(f"`{key.path}` is {decimals}, not {format(value, 'f')}")
    return value


def _is_whole(number: Decimal) -> bool:
    return number == number.to_integral_value()


def _truth(key: Key, given: object) -> bool:
    if isinstance(given, bool):
        return given
    found = _TRUTHS.get(given.lower()) if isinstance(given, str) else None
    if found is None:
        raise ValueError(f"`{given}` is no value of `{key.path}`: write `true` or `false`")
    return found


def _number(key: Key, given: object) -> Decimal:
    found = _decimal(given)
    if found is None or found.is_nan():
        raise ValueError(f"`{given}` is not a number, which `{key.path}` is")
    # Written out, which makes digits of an exponent, it has to be a number still.
    is_long = found.is_infinite() or not -MAX_DIGITS <= found.adjusted() < MAX_DIGITS
    if is_long or len(found.as_tuple().digits) > MAX_DIGITS:
        raise ValueError(f"`{key.path}` is a number of at most {MAX_DIGITS} digits")
    return found


def _decimal(given: object) -> Decimal | None:
    match given:
        case bool():
            return None
        case int() | Decimal():
            return Decimal(given)
        case str() if _NUMBER.fullmatch(given.strip()):  # `Decimal` reads `1_000` and other digits too
            try:
                return Decimal(given.strip())
            except InvalidOperation:  # of an exponent that cannot be counted
                return Decimal("Infinity")
        case _:
            return None


def _moment(key: Key, given: object, zone: ZoneInfo) -> datetime | After:
    if isinstance(given, After):
        return checked_after(given)
    if isinstance(given, timedelta):
        raise ValueError(f"`{key.path}` is an instant, not a length of time")
    return to_utc(given) if isinstance(given, datetime) else read_moment(str(given), zone)


def _words(key: Key, given: object) -> frozenset[str]:
    if isinstance(given, str):
        inner = given.strip()
        if inner.startswith("[") and inner.endswith("]"):
            inner = inner[1:-1]
        words = (each.strip() for each in _BETWEEN_COMMAS.findall(inner))
        return frozenset(_unquoted(word) for word in words if word)
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
    text = _unquoted(given)
    if len(text) > MAX_TEXT:
        raise ValueError(f"`{key.path}` is a text of at most {MAX_TEXT} characters")
    return text


def _unquoted(text: str) -> str:
    return text[1:-1].replace('""', '"') if _is_quoted(text) else text


def _is_quoted(text: str) -> bool:
    return len(text) >= 2 and text[0] == text[-1] == '"'


def quoted(text: str) -> str:
    """Return *text* as it is told: in double quotes where it would not be read as itself without."""
    is_itself = text and text == text.strip() and text not in _WORDS and not _is_quoted(text)
    return text if is_itself else _in_quotes(text)


def _in_quotes(text: str) -> str:
    doubled = text.replace('"', '""')
    return f'"{doubled}"'


def _word(text: str) -> str:
    """Return *text* as it stands between commas."""
    return _in_quotes(text) if _PARTING.search(text) else quoted(text)


def as_told(values: Mapping[str, Given]) -> dict[str, object]:
    """Return *values* so that each, told again, is read as the same: see `quoted`."""
    return {path: quoted(value) if isinstance(value, str) else value for path, value in values.items()}


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
            return ", ".join(map(_word, sorted(map(str, value)))) or "[]"
        case str():
            return quoted(value)
        case _:
            return str(value)


def _listed(words: tuple[str, ...]) -> str:
    return ", ".join(f"`{word}`" for word in words)
