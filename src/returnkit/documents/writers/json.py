"""JSON: one key a line, and on that line what fits."""

from __future__ import annotations

import json

from ..plain import Plain
from .layout import WIDTH, is_compact, is_mappings, quoted, scalar


def write(data: dict[str, Plain]) -> str:
    """Return *data* as JSON."""
    return _block(data, 0) + "\n"


def _block(value: Plain, indent: int) -> str:
    inner, last = "\n" + " " * (indent + 2), "\n" + " " * indent
    if isinstance(value, dict):
        lines = [_entry(f"{_text(key)}: ", one, indent + 2) for key, one in value.items()]
        return "{" + inner + f",{inner}".join(lines) + last + "}"
    is_apart = indent == 2 and is_mappings(value)
    lines = [_block(one, indent + 2) if is_apart and one else _entry("", one, indent + 2) for one in value]
    return "[" + inner + f",{inner}".join(lines) + last + "]"


def _entry(lead: str, value: Plain, indent: int) -> str:
    line = lead + _inline(value)
    if not isinstance(value, dict | list) or not value:
        return line
    is_list_of_document = indent == 2 and is_mappings(value)
    if not is_list_of_document and is_compact(value) and indent + len(line) < WIDTH:
        return line
    return lead + _block(value, indent)


def _inline(value: Plain) -> str:
    match value:
        case dict():
            return "{" + ", ".join(f"{_text(key)}: {_inline(one)}" for key, one in value.items()) + "}"
        case list():
            return "[" + ", ".join(map(_inline, value)) + "]"
        case _:
            return scalar(value, _text)


def _text(text: str) -> str:
    return quoted(text, lambda char: json.dumps(char)[1:-1])
