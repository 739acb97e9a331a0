"""Literals: numbers, strings, instants and durations whose value is exact, bounded and plain to read."""

from __future__ import annotations

import re
from datetime import UTC, datetime

from .tokens import Found, Lexeme, Token, string_value

MAX_DIGITS = 28  # the precision of the arithmetic: more would be rounded
MAX_EXPONENT = 30  # of a number in scientific notation, either sign
MAX_DURATION_DAYS = 36_525  # a hundred years

_NUMBER = re.compile(r"([0-9]*)\.?([0-9]*)(?:[eE]([+-]?[0-9]+))?")
_INSTANT = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]{1,6})?)?"
    r"(Z|[+-](?:[01][0-9]|2[0-3]):[0-5][0-9])?",
    re.ASCII,
)
_DURATION = re.compile(
    r"P(?=[0-9T])(?:([0-9]{1,9})W)?(?:([0-9]{1,9})D)?"
    r"(?:T(?=[0-9])(?:([0-9]{1,9})H)?(?:([0-9]{1,9})M)?(?:([0-9]{1,9})S)?)?",
    re.ASCII,
)
_UNITS = (7 * 86_400, 86_400, 3_600, 60, 1)  # seconds, in the order of _DURATION's groups
_UNFIT = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")  # in no text that a shop keeps

_PLAIN = "write it in decimal digits, such as `30` or `0.5`"
_NUMBERS = "write a number between quantities that a shop knows"
_INSTANT_HELP = 'write `d"2026-11-01T00:00:00Z"`, or an offset such as `-05:00` in place of `Z`'
_DURATION_HELP = 'write `t"P30D"`, `t"PT48H"` or `t"P2W"`, in whole numbers'


def check(tokens: tuple[Token, ...]) -> Found:
    """Yield the faults of all literals, as token, code, message and help."""
    for token in tokens:
        match token.lexeme:
            case Lexeme.NUMBER:
                yield from _number(token)
            case Lexeme.STRING:
                yield from _string(token)
            case Lexeme.INSTANT:
                yield from _instant(token)
            case Lexeme.DURATION:
                yield from _duration(token)
            case Lexeme.BYTES:
                yield (
                    token,
                    "expr.literal",
                    'bytes (`b"..."`) are not used',
                    "write a string, without the `b`",
                )
            case Lexeme.NAME if token.text in ("inf", "nan"):
                yield token, "expr.number", f"`{token.text}` is no quantity", _PLAIN
            case _:
                pass


def _number(token: Token) -> Found:
    match = _NUMBER.fullmatch(token.text)
    shown = f"`{token.text[:40]}`"
    if match is None:
        yield token, "expr.number", f"{shown} is not written in decimal digits", _PLAIN
        return
    whole, fraction, exponent = match.groups()
    if len(whole) > 1 and whole.startswith("0"):
        yield (
            token,
            "expr.number",
            f"{shown} begins with zeros",
            'leave them out; a code is a string: `"007"`',
        )
    if len(whole) + len(fraction) > MAX_DIGITS:
        yield token, "expr.number", f"the number has more than {MAX_DIGITS} digits", _NUMBERS
    if exponent and (len(exponent.lstrip("+-0")) > 4 or abs(int(exponent)) > MAX_EXPONENT):
        yield token, "expr.number", f"{shown} has an exponent beyond {MAX_EXPONENT}", _NUMBERS


def _string(token: Token) -> Found:
    try:
        value = string_value(token)
    except ValueError as error:
        way_out = f'write `\\{error}` for a backslash, or a raw string: `r"..."`'
        yield token, "expr.literal", f"the escape `{_visible(str(error))}` is not known", way_out
        return
    if unfit := _UNFIT.search(value):
        message = f"the string stands for U+{ord(unfit.group()):04X}, which no text holds"
        yield token, "expr.character", message, "remove the escape"


def _instant(token: Token) -> Found:
    content = token.text[2:-1]
    match = _INSTANT.fullmatch(content)
    if match and match.group(1) is None:
        yield token, "expr.literal", f"`{content[:40]}` has no offset, so it names no instant", _INSTANT_HELP
    elif match is None or not _exists(content):
        yield token, "expr.literal", f"`{content[:40]}` is no instant", _INSTANT_HELP


def _exists(content: str) -> bool:
    """Whether the calendar has that instant, in UTC as well."""
    try:
        datetime.fromisoformat(content).astimezone(UTC)
    except (ValueError, OverflowError):
        return False
    return content[11:13] != "24"  # the end of a day, to some readers only


def _duration(token: Token) -> Found:
    content = token.text[2:-1]
    match = _DURATION.fullmatch(content)
    if match is None:
        years = re.match(r"P[0-9.,]*(?:Y|[0-9]M)", content)
        reason = "years and months differ in length" if years else "it is not ISO 8601"
        yield token, "expr.literal", f"`{content[:40]}` is no duration: {reason}", _DURATION_HELP
    elif (
        sum(int(n or 0) * unit for n, unit in zip(match.groups(), _UNITS, strict=True))
        > MAX_DURATION_DAYS * 86_400
    ):
        yield token, "expr.literal", f"`{content}` is longer than {MAX_DURATION_DAYS} days", _DURATION_HELP


def _visible(text: str) -> str:
    """Return *text* on one line, with what cannot be seen written as its code."""
    return "".join(char if char.isprintable() else f"U+{ord(char):04X}" for char in text)
