"""Characters: what a reader cannot see must not stand in a document.

Bidirectional controls and invisible characters let a text read differently from what it means
(Unicode Technical Report 36; CVE-2021-42574). Written as an escape they are visible, and allowed.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

from returnkit.diagnostics import Source

from .faults import Faults
from .tree import Path, Place

_CONTROL = r"\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"
_SURROGATE = r"\ud800-\udfff"
_HIDDEN = (
    _CONTROL + _SURROGATE + r"\u2028\u2029\ufffe\uffff"
    r"\u061c\u200e\u200f\u202a-\u202e\u2066-\u206f"  # direction
    r"\u00ad\u180e\u200b\u2060-\u2065\ufeff\ufff9-\ufffb\U000e0000-\U000e007f"  # invisible
)
# Joiners shape Persian and Hindi words and join emoji; beside ASCII they only hide.
_JOINER = r"(?<![^\x00-\x7f])[\u200c\u200d]|[\u200c\u200d](?![^\x00-\x7f])"
_IN_TEXT = re.compile(f"[{_HIDDEN}]|{_JOINER}")
_TO_ESCAPE = re.compile(f"[{_HIDDEN}\u200c\u200d]")
_IN_VALUE = re.compile(f"[{_CONTROL}{_SURROGATE}]")


def check_text(source: Source) -> None:
    """Refuse *source* when it holds characters that its reader cannot see."""
    if not _IN_TEXT.search(source.text):
        return
    # The report shows the text with the hidden characters replaced: it must not mislead in its turn.
    faults = Faults(Source(source.name, _IN_TEXT.sub("\ufffd", source.text)))
    for found in _IN_TEXT.finditer(source.text):
        faults.add("character", f"{_name(found[0])} is not allowed", found.span(), help=_way_out(found[0]))
    faults.stop()


def check_value(text: str, place: Place, path: Path, faults: Faults) -> None:
    """Note in *faults* when *text*, after escapes, holds a control or half a character."""
    if found := _IN_VALUE.search(text):
        faults.add("character", f"{_name(found[0])} is not allowed, nor as an escape", place, path=path)


def has_hidden(text: str) -> bool:
    """Return whether *text* holds characters that its reader cannot see."""
    return bool(_IN_TEXT.search(text))


def escape_hidden(text: str, escape: Callable[[str], str]) -> str:
    """Return *text* with what a reader cannot see as *escape* writes it."""
    # Joiners too, wherever they stand: beside an escape they stand beside ASCII.
    return _TO_ESCAPE.sub(lambda found: escape(found[0]), text)


def _name(char: str) -> str:
    code = f"U+{ord(char):04X}"
    if "\ud800" <= char <= "\udfff":
        return f"character {code} (half of a surrogate pair)"
    return f"character {code} ({unicodedata.name(char, 'a control').lower()})"


def _way_out(char: str) -> str:
    if re.fullmatch(f"[{_CONTROL}{_SURROGATE}]", char):
        return "remove it"
    if ord(char) > 0xFFFF:
        return "remove it"
    return f"remove it, or write `\\u{ord(char):04x}` inside double quotes"
