"""Scalars: what an unquoted word means, the same in every format.

A word is nothing, a truth or a number exactly when JSON would spell it so; YAML adds `~` and the
empty word for nothing. All other words are texts: `NO`, `on`, `True`, `007`, `1_000`, `0x1F`,
`12:30:00`, `2026-11-01`. Numbers with a fraction or an exponent are `Decimal`, never floats.
"""

from __future__ import annotations

import re
from decimal import Decimal

from .faults import Faults, shown
from .tree import Path, Place

MAX_DIGITS = 50

NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?")
NOT_FINITE = re.compile(r"[+-]?(\.inf|\.Inf|\.INF)|\.nan|\.NaN|\.NAN")
WORDS: dict[str, bool | None] = {"null": None, "~": None, "": None, "true": True, "false": False}


def plain(word: str, place: Place, path: Path, faults: Faults) -> str | int | Decimal | bool | None:
    """Return what the unquoted YAML *word* means."""
    if word in WORDS:
        return WORDS[word]
    if NUMBER.fullmatch(word):
        return number(word, place, path, faults)
    if NOT_FINITE.fullmatch(word):
        refuse_not_finite(word, place, path, faults)
    return word


def number(word: str, place: Place, path: Path, faults: Faults) -> int | Decimal:
    """Return the number spelled *word*, which matches `NUMBER`; one beyond all use is refused."""
    mantissa, _, exponent = word.lower().partition("e")
    digits = len(mantissa.lstrip("-").replace(".", ""))
    power = exponent.lstrip("+-").lstrip("0")
    if digits > MAX_DIGITS or len(power) > 2 or int(power or 0) > MAX_DIGITS:
        return refuse_huge(word, place, path, faults)
    return Decimal(word) if "." in word or exponent else int(word)


def refuse_huge(word: str, place: Place, path: Path, faults: Faults) -> int:
    """Note that the number *word* has too many digits; return a number to go on with."""
    faults.add("number", f"{shown(word, 24)} has more than {MAX_DIGITS} digits", place, path=path)
    return 0


def refuse_not_finite(word: str, place: Place, path: Path, faults: Faults) -> None:
    """Note that *word* stands for no finite number."""
    faults.add("number", f"{shown(word)} is not a finite number", place, path=path)
