"""TOML: values first, then a table for each mapping of names, then a table for each entry of a list."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from returnkit.errors import WritingError

from ..characters import has_hidden
from ..plain import Listed, Plain
from .layout import WIDTH, is_compact, is_mappings, long_escape, quoted, scalar

_BARE: Final = re.compile(r"[A-Za-z0-9_-]+")
_QUOTE: Final = re.compile(r'"(?="|$)')


def write(data: dict[str, Plain]) -> str:
    """Return *data* as TOML.

    Raises:
        WritingError: There is a null in it, which TOML has not.
    """
    tables = {key: value for key, value in data.items() if isinstance(value, Listed) and value}
    lists = {key: value for key, value in data.items() if is_mappings(value)}
    parts = [_pairs({key: value for key, value in data.items() if key not in tables and key not in lists})]
    parts += [f"[{_key(key)}]\n" + _pairs(value) for key, value in tables.items()]
    parts += [f"[[{_key(key)}]]\n" + _pairs(item) for key, items in lists.items() for item in items]
    return "\n\n".join(part for part in parts if part) + "\n"


def _pairs(mapping: dict[str, Plain]) -> str:
    return "\n".join(line for key, value in mapping.items() for line in _lines(_key(key), value))


def _lines(key: str, value: Plain) -> Iterator[str]:
    line = f"{key} = {_inline(value)}"
    is_line = len(line) <= WIDTH and is_compact(value)
    if isinstance(value, dict) and value and not is_line:
        for name, one in value.items():
            yield from _lines(f"{key}.{_key(name)}", one)
    elif isinstance(value, list) and value and not is_line:
        yield f"{key} = [\n" + "".join(f"  {_inline(item)},\n" for item in value) + "]"
    elif isinstance(value, str) and "\n" in value:
        yield f"{key} = {_of_lines(value)}"
    else:
        yield line


def _inline(value: Plain) -> str:
    match value:
        case dict():
            return "{" + ", ".join(f"{_key(key)} = {_inline(one)}" for key, one in value.items()) + "}"
        case list():
            return "[" + ", ".join(map(_inline, value)) + "]"
        case None:
            raise WritingError("TOML has no null", help="write YAML or JSON")
        case _:
            return scalar(value, _text)


def _key(key: str) -> str:
    return key if _BARE.fullmatch(key) else _text(key)


def _text(text: str) -> str:
    # What would need escapes in double quotes needs none in single ones.
    if re.search(r"[\"\\]", text) and "'" not in text and text.isprintable() and not has_hidden(text):
        return f"'{text}'"
    return quoted(text, long_escape)


def _of_lines(text: str) -> str:
    lines = (quoted(line, long_escape)[1:-1].replace('\\"', '"') for line in text.split("\n"))
    # Inside three quotes a quote is itself, unless it may be read as one of those that end the text.
    return '"""\n' + "\n".join(_QUOTE.sub(r'\\"', line) for line in lines) + '"""'
