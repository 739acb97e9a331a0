"""Layout: lines of a report beside their labels, wrapped for a terminal."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from typing import Final

WIDTH: Final = 100
BETWEEN: Final = " · "
"""Stands between the entries of a report's list."""
_INDENT: Final = 2
_GAP: Final = 2
_WIDEST_LABEL: Final = 32


def columns(rows: Sequence[tuple[str, str]]) -> Iterator[str]:
    """Yield texts beside their labels; entries that follow under one label leave it out.

    Args:
        rows: A label and a text each. A very wide label has a line of its own.
    """
    widths = [width for label, _ in rows if (width := _width(label)) <= _WIDEST_LABEL]
    column, above = max(widths, default=0) + _GAP, ""
    for label, text in rows:
        shown = "" if label == above else label  # several windows stand under one label
        above = label
        if _width(shown) + _GAP > column:
            yield " " * _INDENT + shown
            shown = ""
        lead = " " * _INDENT + shown + " " * (column - _width(shown))
        for line in _packed(text, WIDTH - _INDENT - column):
            yield lead + line
            lead = " " * (_INDENT + column)


def _packed(text: str, width: int) -> Iterator[str]:
    """Yield the lines of a list, broken between its entries; a longer entry is broken at spaces."""
    line, mark, entries = "", BETWEEN.rstrip(), text.split(BETWEEN)
    for left, entry in zip(range(len(entries) - 1, -1, -1), entries, strict=True):
        joined = f"{line}{BETWEEN}{entry}" if line else entry
        if _width(joined + mark if left else joined) <= width:
            line = joined
            continue
        if line:
            yield line + mark
        *full, line = wrapped(entry, width)
        yield from full
    yield line


def wrapped(text: str, width: int = WIDTH) -> Iterator[str]:
    """Yield the lines of *text*, broken at spaces; a longer word has a line of its own."""
    line = ""
    for word in text.split(" "):
        if line and _width(line) + 1 + _width(word) > width:
            yield line
            line = word
        else:
            line = f"{line} {word}" if line else word
    yield line


def _width(text: str) -> int:
    """Return how many columns *text* takes in a terminal: Hangul and its kin take two each."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)
