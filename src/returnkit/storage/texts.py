"""Texts: how what is searched for is compared, so that every store finds the same.

A text is compared in any case, in one form of Unicode and without a leading `#`, as in `#1001`. The keys that
are made of it are bounded and have no control character, so that every database can index them.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Final

MAX_KEY: Final = 100
"""Characters of a key; of a longer text the beginning is kept, and a hash of the whole."""
MAX_WORD: Final = 60
"""Characters of a word that is searched for; a key keeps as many of the text as they are."""
_KEPT: Final = MAX_WORD + 7
_DIGITS: Final = re.compile(r"[0-9]+")
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND: Final = timedelta(microseconds=1)


def search_key(text: str) -> str:
    """Return what *text* is compared by: equal texts in another case have equal keys."""
    folded = text.lower() if text.isascii() else unicodedata.normalize("NFKC", text).casefold()
    if not folded.isprintable():
        folded = "".join(sign if sign.isprintable() else "\ufffd" for sign in folded)
    folded = folded.removeprefix("#") or folded
    if len(folded) <= MAX_KEY:
        return folded
    return folded[:_KEPT] + "~" + sha256(folded.encode()).hexdigest()[:32]


def order_key(number: str) -> str:
    """Return what order numbers are sorted by: `#999` comes before `#1001`."""

    def counted(digits: re.Match[str]) -> str:
        value = digits[0].lstrip("0") or "0"
        return f"{min(len(value), 99):02d}{value}"

    return search_key(_DIGITS.sub(counted, number[:MAX_KEY]))


def after_prefix(prefix: str) -> str | None:
    """Return the first text that comes after all that begin with *prefix*; None is none."""
    for end in range(len(prefix), 0, -1):
        last = ord(prefix[end - 1])
        if last < 0x10FFFF:
            # Surrogates are in no text that is stored.
            following = 0xE000 if last == 0xD7FF else last + 1
            return prefix[: end - 1] + chr(following)
    return None


def microseconds(instant: datetime) -> int:
    """Return *instant* as microseconds since 1970, exactly."""
    return (instant - _EPOCH) // _MICROSECOND


def instant(microseconds: int) -> datetime:
    """Return the instant, UTC, of so many microseconds since 1970."""
    return _EPOCH + microseconds * _MICROSECOND


def legible(text: str) -> str:
    """Return *text* as every database takes it: errors may say what no encoding has."""
    if text.isascii() and "\x00" not in text:
        return text
    return text.replace("\x00", "\\x00").encode("utf-8", "backslashreplace").decode("utf-8")
