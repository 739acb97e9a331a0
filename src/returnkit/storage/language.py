"""Language: what is typed into a search box, read as a search.

`status:approved,exception reason:too_small -country:US requested:2026-11 R-7K2 "two words"`: a field and
its values, any of which will do; a `-` for what must not be; days, months and years; and words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final
from zoneinfo import ZoneInfo

from returnkit.diagnostics import Diagnostic, Source, Span
from returnkit.errors import QueryError
from returnkit.facts.fields import MAX_TEXT

from .conditions import conditions_of, unknown_field, unknown_value, word_fault
from .fields import FIELDS, InstantField, TextField
from .query import MAX_CONDITIONS, Filter, Match, Search, Sort
from .spans import period
from .texts import search_key

_QUOTED: Final = r'"(?:[^"\\]|\\.)*"'
_TERM: Final = re.compile(
    rf"(?P<minus>-?)(?:(?P<name>[A-Za-z_]+):(?P<values>(?:{_QUOTED}|[^\s\"])*)|(?P<word>{_QUOTED}|[^\s\"]+))(?!\S)"
)
_VALUE: Final = re.compile(rf"{_QUOTED}|[^,\"]+")
_UNQUOTED: Final = Diagnostic(
    "query.quote",
    "a quote is not closed, or stands within a value",
    help='put the whole value between two quotes; write `\\"` for one within',
)
_ESCAPE: Final = re.compile(r"\\(.)")


@dataclass(frozen=True, slots=True)
class _Piece:
    """A part of the text, and where it begins."""

    text: str
    start: int

    @property
    def span(self) -> Span:
        return Span(1, self.start + 1, max(1, len(self.text)))

    @property
    def is_quoted(self) -> bool:
        return re.fullmatch(_QUOTED, self.text) is not None

    @property
    def value(self) -> str:
        """The text without its quotes."""
        if self.is_quoted:
            return _ESCAPE.sub(r"\1", self.text[1:-1])
        return self.text


def parse_search(
    text: str,
    *,
    zone: ZoneInfo,
    sort: Sort = Sort.REQUESTED,
    descending: bool = True,
    limit: int = 50,
    after: str | None = None,
) -> Search:
    """Read *text* as a search.

    Args:
        text: What somebody typed, up to 2,000 characters; empty finds all.
        zone: The zone that days are told apart by.
        sort: What the page is sorted by.
        descending: Whether the last comes first.
        limit: Returns of a page, 1 to 200.
        after: The cursor of the page before; None is the first page.

    Raises:
        QueryError: It cannot be read, with every fault and its place.
    """
    if len(text) > MAX_TEXT:
        raise QueryError((Diagnostic("query.long", f"a search has at most {MAX_TEXT} characters"),))
    reading = _Reading(zone)
    reading.read(text)
    if reading.faults:
        faults = sorted(reading.faults, key=lambda fault: fault.span.column if fault.span else 0)
        raise QueryError(tuple(faults), source=Source("search", text))
    search = Search(tuple(reading.filters), tuple(reading.words), sort, descending, limit, after)
    conditions_of(search)
    return search


class _Reading:
    """What was read so far."""

    def __init__(self, zone: ZoneInfo) -> None:
        self._zone = zone
        self.filters: list[Filter] = []
        self.words: list[str] = []
        self.faults: list[Diagnostic] = []

    def read(self, text: str) -> None:
        line = re.sub(r"\s", " ", text)  # one line, so that places are columns
        terms = list(self._terms(line))
        if len(terms) > MAX_CONDITIONS:
            self.faults.append(Diagnostic("query.long", f"a search has at most {MAX_CONDITIONS} conditions"))
            return
        for found in terms:
            if found["name"] is None:
                self._word(_Piece(found["word"], found.start("word")), is_not=bool(found["minus"]))
            else:
                self._field(found)

    def _terms(self, line: str) -> Iterator[re.Match[str]]:
        at = 0
        while at < len(line):
            if line[at] == " ":
                at += 1
                continue
            found = _TERM.match(line, at)
            if found is None:
                self.faults.append(_UNQUOTED.at(span=Span(1, at + 1)))
                return
            yield found
            at = found.end()

    def _word(self, piece: _Piece, *, is_not: bool) -> None:
        if is_not:
            help_ = "put it in quotes where the sign belongs to it; say `-field:value` for what must not be"
            self._fault(Diagnostic("query.word", "a word cannot be ruled out", help=help_), piece)
            return
        fault = word_fault(piece.value)
        if fault is not None:
            self._fault(fault, piece)
            return
        self.words.append(piece.value)

    def _field(self, found: re.Match[str]) -> None:
        name = _Piece(found["name"], found.start("name"))
        values = _Piece(found["values"], found.start("values"))
        field = FIELDS.get(name.text.lower())
        if field is None:
            self._fault(unknown_field(name.text), name)
            return
        is_not = bool(found["minus"])
        if isinstance(field, InstantField):
            self._period(field, values, is_not=is_not)
        else:
            self._texts(field, values, is_not=is_not)

    def _texts(self, field: TextField, values: _Piece, *, is_not: bool) -> None:
        pieces = list(_split(values))
        for piece in pieces:
            if '"' in piece.text and not piece.is_quoted:
                self._fault(_UNQUOTED, piece)
            elif not piece.value.strip():
                self._fault(Diagnostic("query.empty", f"`{field.name}` is compared with nothing"), piece)
            elif field.values and search_key(piece.value) not in field.values:
                self._fault(unknown_value(field, piece.value), piece)
        self.filters.append(
            Filter(field.name, Match.IS, tuple(piece.value for piece in pieces), is_not=is_not)
        )

    def _period(self, field: InstantField, values: _Piece, *, is_not: bool) -> None:
        found = period(values.value, self._zone)
        if isinstance(found, Diagnostic):
            self._fault(found, values)
            return
        start, end = found
        if start is not None and end is not None:
            self.filters.append(Filter(field.name, Match.WITHIN, (start, end), is_not=is_not))
        elif start is not None:
            self.filters.append(Filter(field.name, Match.FROM, (start,), is_not=is_not))
        elif end is not None:
            self.filters.append(Filter(field.name, Match.BEFORE, (end,), is_not=is_not))

    def _fault(self, fault: Diagnostic, piece: _Piece) -> None:
        self.faults.append(fault.at(span=piece.span))


def _split(values: _Piece) -> Iterator[_Piece]:
    """Yield the values between commas; one that is left out is empty."""
    at, text = 0, values.text
    while True:
        found = _VALUE.match(text, at)
        end = found.end() if found else at
        # What follows a quote up to the comma belongs to the value, and makes it another one.
        stop = text.find(",", end)
        stop = len(text) if stop < 0 else stop
        yield _Piece(text[at:end] if stop == end else text[at:stop], values.start + at)
        if stop >= len(text):
            return
        at = stop + 1
