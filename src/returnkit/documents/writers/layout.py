"""Layout: what the notations share. What fits a line stands on it, numbers keep their decimals."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from decimal import Decimal
from typing import Final

from ..characters import escape_hidden, has_hidden
from ..plain import Listed, Plain

WIDTH: Final = 120
"""Characters that a line may have; one long word may take more."""

_BREAKS: Final = re.compile(r"[\n\r]")


def quoted(text: str, escape: Callable[[str], str]) -> str:
    """Return *text* in double quotes, with what a reader could not see as *escape* writes it."""
    plain = json.dumps(text, ensure_ascii=False)
    return escape_hidden(plain, escape) if has_hidden(text) else plain


def long_escape(char: str) -> str:
    """Return the escape of *char* in YAML and TOML."""
    return f"\\u{ord(char):04x}" if ord(char) < 0x10000 else f"\\U{ord(char):08x}"


def scalar(value: Plain, text: Callable[[str], str]) -> str:
    """Return *value*, which is no collection, as all notations write it; *text* writes the texts."""
    match value:
        case str():
            return text(value)
        case None:
            return "null"
        case bool():
            return "true" if value else "false"
        case Decimal():
            return format(value, "f")
        case _:
            return str(value)


def is_mappings(value: Plain) -> bool:
    """Return whether *value* is a list of mappings, at least one."""
    return isinstance(value, list) and bool(value) and all(isinstance(item, dict) for item in value)


def is_compact(value: Plain) -> bool:
    """Return whether *value* may stand on one line: it lists no names and has no text of several lines."""
    match value:
        case dict():
            return not isinstance(value, Listed) and all(map(is_compact, value.values()))
        case list():
            return all(map(is_compact, value))
        case str():
            return not _BREAKS.search(value)
        case _:
            return True
