"""Inside a text: where each of its characters stands in the notation that wrote it."""

from __future__ import annotations

import re

Places = list[tuple[int, int]]  # one pair of offsets per character of the value

_UNIT = re.compile(
    r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}"  # a pair that means one character
    r"|\\u[0-9a-fA-F]{4}|\\U[0-9a-fA-F]{8}|\\x[0-9a-fA-F]{2}|\\.|[^\\]",
    re.DOTALL,
)


def align(raw: str, value: str) -> Places | None:
    """Return where in *raw* each character of *value* stands, or None when that is not certain.

    Args:
        raw: A text as written: plain, quoted, literal (`|`) or folded (`>`).
        value: The text it means.
    """
    for mark in ('"""', "'''", '"', "'"):
        if len(raw) >= 2 * len(mark) and raw.startswith(mark) and raw.endswith(mark):
            inside = len(mark), len(raw) - len(mark)
            escaped = mark[0] == '"' and "\\" in raw
            places = _escaped(raw, value, *inside) if escaped else _folded(raw, value, *inside)
            if places is None and mark == "'":
                places = _folded(raw, value, *inside, doubled=True)
            if places is not None:
                return places
    if raw[:1] in ("|", ">") and "\n" in raw:
        return _folded(raw, value, raw.index("\n") + 1, len(raw))
    return _folded(raw, value, 0, len(raw))


def _folded(raw: str, value: str, start: int, end: int, *, doubled: bool = False) -> Places | None:
    # Folding and indenting change nothing but white space, so all other characters match in order.
    places: Places = []
    at = start
    for char in value:
        if char.isspace():
            width = 1 if at < end and raw[at].isspace() else 0
        else:
            while at < end and raw[at].isspace():
                at += 1
            width = 2 if doubled and raw.startswith("''", at) else 1
            if at + width > end or raw[at] != char or (doubled and char == "'" and width == 1):
                return None
        places.append((at, at + width))
        at += width
    return None if raw[at:end].strip() else places


def _escaped(raw: str, value: str, start: int, end: int) -> Places | None:
    if "\n" in raw:
        return None  # folding and escapes together: not worth guessing
    units = list(_UNIT.finditer(raw, start, end))
    if len(units) != len(value):
        return None
    certain = all(unit[0][0] == "\\" or unit[0] == char for unit, char in zip(units, value, strict=True))
    return [unit.span() for unit in units] if certain else None
