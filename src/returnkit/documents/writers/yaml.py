"""YAML: rules as blocks with a line between them, small things in brackets, long texts folded."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from ..characters import has_hidden
from ..plain import Plain
from .layout import WIDTH, is_compact, is_mappings, long_escape, quoted, scalar

# What other readers of YAML 1.1 or 1.2 take for something else than a text, whatever ours does.
# Source: yaml.org/type (bool, float, int, merge, null, timestamp, value), YAML 1.2.2 §10.3, read 2026-11.
_TAKEN: Final = re.compile(
    r"""~|=|<<|null|y|n|yes|no|on|off|true|false
    | [-+]?\.?[0-9][0-9_]*([:.][0-9_]+)*\.?(e[-+]?[0-9]*)?
    | [-+]?0[box][0-9a-f_]+
    | [-+]?\.(inf|nan)
    | [0-9]{4}-[0-9]{1,2}-[0-9]{1,2}([t ].*)?""",
    re.VERBOSE | re.IGNORECASE,
)
_OPENING: Final = frozenset("-?:,[]{}#&*!|>'\"%@` ")
_BREAKING: Final = re.compile(r":(?= |$)| #| $|^\.\.\.")
_IN_BRACKETS: Final = re.compile(r"[,\[\]{}:']")
_JOINT: Final = re.compile(r" (?:and|or) ")
_FOLD: Final = 100
"""Characters of a line of a folded text."""


def write(data: dict[str, Plain]) -> str:
    """Return *data* as YAML."""
    parts: list[str] = []
    for key, value in data.items():
        lines = list(_entry(_text(key), value, 0))
        is_apart = len(lines) > 1 and isinstance(value, dict | list)
        parts.append("\n".join(["", *lines] if is_apart and parts else lines))
    return "\n".join(parts) + "\n"


def _entry(key: str, value: Plain, indent: int) -> Iterator[str]:
    """Yield the lines of one key of a mapping, at *indent*."""
    lead = " " * indent + f"{key}:"
    if isinstance(value, str):
        yield from _of_text(lead, value, indent + 2)
        return
    line = f"{lead} {_inline(value)}"
    is_block = isinstance(value, dict | list) and bool(value)
    if not is_block or (_fits(line, value) and not is_mappings(value)):
        yield line
        return
    yield lead
    if isinstance(value, dict):
        for name, one in value.items():
            yield from _entry(_text(name), one, indent + 2)
        return
    are_apart = indent == 0 and is_mappings(value)
    are_inline = not are_apart and all(_fits(f"{'':{indent}}- {_inline(item)}", item) for item in value)
    for number, item in enumerate(value):
        if are_apart and number:
            yield ""
        yield from _item(item, indent, is_inline=are_inline)


def _item(item: Plain, indent: int, *, is_inline: bool) -> Iterator[str]:
    """Yield the lines of one item of a list whose marks stand at *indent*."""
    mark = " " * indent + "-"
    if isinstance(item, str):
        yield from _of_text(mark, item, indent + 2)
    elif isinstance(item, dict) and item and not is_inline:
        lines = (line for name, one in item.items() for line in _entry(_text(name), one, indent + 2))
        yield f"{mark} {next(lines).lstrip(' ')}"
        yield from lines
    else:
        yield f"{mark} {_inline(item)}"


def _fits(line: str, value: Plain) -> bool:
    return len(line) <= WIDTH and is_compact(value)


def _inline(value: Plain) -> str:
    match value:
        case dict():
            return "{" + ", ".join(f"{_word(key)}: {_inline(one)}" for key, one in value.items()) + "}"
        case list():
            return "[" + ", ".join(map(_inline, value)) + "]"
        case _:
            return scalar(value, _word)


def _of_text(lead: str, text: str, indent: int) -> Iterator[str]:
    """Yield the lines of a text that follows *lead*; further ones stand at *indent*."""
    line = f"{lead} {_text(text)}"
    if _is_page(text):
        yield f"{lead} |{'' if text.endswith(chr(10)) else '-'}"
        yield from (" " * indent + part if part else "" for part in text.removesuffix("\n").split("\n"))
    elif len(line) > WIDTH and " " in text and "  " not in text and text == text.strip() and _is_clear(text):
        yield f"{lead} >-"
        yield from (" " * indent + part for part in _folded(text, _FOLD - indent))
    else:
        yield line


def _folded(text: str, width: int) -> Iterator[str]:
    """Yield *text* in lines, broken before an `and` or `or` rather than inside what these join."""
    while len(text) > width:
        joints = [found.start() for found in _JOINT.finditer(text[:width]) if found.start() > width // 2]
        if joints:
            at = min(joints, key=lambda place: (_depth(text, place), -place))
        elif (at := text.rfind(" ", 0, width + 1)) < 0 and (at := text.find(" ")) < 0:
            break
        yield text[:at]
        text = text[at + 1 :]
    yield text


def _depth(text: str, place: int) -> int:
    return sum((char in "([{") - (char in ")]}") for char in text[:place])


def _is_page(text: str) -> bool:
    """Return whether *text* is lines that can be written as they are."""
    lines = text.removesuffix("\n").split("\n")
    are_clear = all(not line or (_is_clear(line) and not line.endswith(" ")) for line in lines)
    # The first line tells the indentation, and the last one how the text ends.
    return "\n" in text and are_clear and lines[0][:1] not in ("", " ") and lines[-1] != ""


def _is_clear(text: str) -> bool:
    return text.isprintable() and not has_hidden(text)


def _text(text: str) -> str:
    """Return *text* on one line, without quotes where it needs none."""
    is_plain = _is_clear(text) and text[:1] not in {"", *_OPENING}
    if is_plain and not _BREAKING.search(text) and not _TAKEN.fullmatch(text):
        return text
    return _in_quotes(text)


def _word(text: str) -> str:
    """Return *text* as it stands in brackets."""
    return _in_quotes(text) if _IN_BRACKETS.search(text) else _text(text)


def _in_quotes(text: str) -> str:
    # What would need escapes in double quotes needs none in single ones.
    if re.search(r"[\"\\]", text) and _is_clear(text):
        return "'" + text.replace("'", "''") + "'"
    return quoted(text, long_escape)
