"""Cells: a text of separated values as rows of cells, each with its place."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, TypeAlias

from returnkit.diagnostics import Span

_BREAK: Final = re.compile(r"\r\n|\r|\n")
_QUOTED: Final = re.compile(r'"((?:[^"]|"")*)"')
_DELIMITERS: Final = (",", ";", "\t")


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table: its text without the blanks around it, its header, and where it stands."""

    text: str
    header: str
    span: Span


Note: TypeAlias = Callable[[Cell, str, str | None], None]
"""Takes what is wrong at a cell, and the way out."""


def delimiter_of(text: str) -> str:
    """Return what separates the cells of *text*: of comma, semicolon and tab what its header has most of."""
    head = _QUOTED.sub("", _BREAK.split(text.lstrip(), maxsplit=1)[0])
    return max(_DELIMITERS, key=head.count)


def records_of(text: str, delimiter: str, note: Note) -> list[list[Cell]]:
    """Return the rows of *text* that are not blank, the header among them; cells have no header yet.

    Args:
        text: The table; a cell in quotes may hold the delimiter, line breaks, and a quote as `""`.
        delimiter: What separates cells.
        note: Takes what is wrong with quotes.
    """
    plain = re.compile(f"[^\r\n{re.escape(delimiter)}]*")
    records: list[list[Cell]] = []
    record: list[Cell] = []
    at, line, start = 0, 1, 0
    while True:
        span = Span(line, at - start + 1)
        if text.startswith('"', at):
            match = _QUOTED.match(text, at)
            if match is None:
                note(Cell("", "", span), "the quote is never closed", None)
                return [*records, record] if record else records
            value = match[1].replace('""', '"')
            for found in _BREAK.finditer(text, at, match.end()):
                line, start = line + 1, found.end()
        else:
            match = plain.match(text, at)
            assert match is not None  # noqa: S101 - it matches the empty text
            value = match[0]
        at = match.end()
        record.append(Cell(value.strip(), "", Span(span.line, span.column, max(1, len(value)))))
        if text.startswith(delimiter, at):
            at += len(delimiter)
            continue
        found_break = _BREAK.match(text, at)
        if found_break is None and at < len(text):
            note(record[-1], "text follows the closing quote", 'write a quote in a cell as `""`')
            found_break = _BREAK.search(text, at)
        if any(cell.text for cell in record):
            records.append(record)
        record = []
        if found_break is None:
            return records
        at = start = found_break.end()
        line += 1
