"""The tree: what a document says, and where in its text it says it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from returnkit.diagnostics import Diagnostic, Source, Span

from .inner import align

Format = Literal["yaml", "toml", "json"]
Path = tuple[str | int, ...]
Place = tuple[int, int]  # offsets into the text: first character, and one past the last

_BREAK = re.compile(r"\r\n|\r|\n")
_PLAIN_KEY = re.compile(r"[^\s.\[\]`\"']+")


class Lines:
    """The line starts of a text, to turn offsets into spans."""

    def __init__(self, text: str) -> None:
        breaks = [found.span() for found in _BREAK.finditer(text)]
        self._starts = [0, *(end for _, end in breaks)]
        self._ends = [*(start for start, _ in breaks), len(text)]

    def span(self, place: Place) -> Span:
        """Return *place* as a span; of several lines only the first is marked."""
        start, end = place
        number = bisect_right(self._starts, start)
        first = self._starts[number - 1]
        return Span(number, start - first + 1, max(1, min(end, self._ends[number - 1]) - start))

    def length(self, line: int) -> int:
        """Return how many characters *line*, from 1, has."""
        return self._ends[line - 1] - self._starts[line - 1]

    def offset(self, line: int, column: int) -> int:
        """Return the offset of *line* and *column*, both from 1, kept inside the text."""
        start = self._starts[min(max(line, 1), len(self._starts)) - 1]
        return min(start + max(column, 1) - 1, self._ends[-1])


@dataclass(frozen=True, slots=True)
class Node:
    """The place of a value, and the nodes inside it.

    Attributes:
        place: Where the value stands; where it is left empty, its key.
        items: The nodes of a mapping by key, or of a list by index.
        keys: Where the keys of a mapping stand.
    """

    place: Place
    items: Mapping[str | int, Node] = field(default_factory=dict)
    keys: Mapping[str, Place] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Tree:
    """The nodes of one text."""

    lines: Lines
    root: Node


@dataclass(frozen=True, slots=True)
class Document:
    """A document that was read, and knows where it says what.

    Attributes:
        source: The named text, without its byte order mark.
        data: What it says: dict, list, str, int, Decimal, bool, None, and nothing else.
        tree: Where it says it; None when the data did not come from a text.
    """

    source: Source
    data: object
    tree: Tree | None = field(default=None, repr=False, compare=False)

    def span(self, path: Path, *, key: bool = False) -> Span | None:
        """Return the place of the value at *path*, or of its key.

        For a path that does not exist it is the place of the nearest value around it.
        """
        if self.tree is None:
            return None
        node, place = self.tree.root, self.tree.root.place
        for step in path:
            inner = node.items.get(step)
            if inner is None:
                return self.tree.lines.span(node.place)
            place = node.keys.get(step, inner.place) if key and isinstance(step, str) else inner.place
            node = inner
        return self.tree.lines.span(place)

    def text_span(self, path: Path, start: int, end: int) -> Span | None:
        """Return the place of the characters *start* to *end* (exclusive) of the text at *path*.

        Where the text cannot be followed into its notation, it is the place of the whole text.
        """
        text, node = self.value(path), self._node(path)
        if self.tree is None or node is None or not isinstance(text, str):
            return self.span(path)
        first, last = node.place
        places = align(self.source.text[first:last], text)
        if not places:
            return self.span(path)
        start = min(max(start, 0), len(places) - 1)
        end = min(max(end, start + 1), len(places))
        return self.tree.lines.span((first + places[start][0], first + places[end - 1][1]))

    def value(self, path: Path) -> object:
        """Return what stands at *path*, or None when nothing does."""
        here = self.data
        for step in path:
            match here, step:
                case dict(), _ if step in here:
                    here = here[step]
                case list(), int() if 0 <= step < len(here):
                    here = here[step]
                case _:
                    return None
        return here

    def placed(self, fault: Diagnostic, path: Path) -> Diagnostic:
        """Return *fault*, whose span counts inside the text at *path*, placed in this document."""
        text = self.value(path)
        if fault.span is None or not isinstance(text, str):
            return fault.at(path=path_text(path), span=self.span(path))
        before = text.splitlines(keepends=True)[: fault.span.line - 1]
        start = sum(map(len, before)) + fault.span.column - 1
        return fault.at(
            path=path_text(path), span=self.text_span(path, start, start + max(1, fault.span.length))
        )

    def _node(self, path: Path) -> Node | None:
        node = self.tree.root if self.tree else None
        for step in path:
            node = node.items.get(step) if node else None
        return node


def path_text(path: Path) -> str:
    """Return *path* as people write it: `rules[5].fee.percent`."""
    text = ""
    for step in path:
        if isinstance(step, int):
            text += f"[{step}]"
        elif _PLAIN_KEY.fullmatch(step):
            text += f".{step}" if text else step
        else:
            text += "[" + _quoted(step) + "]"
    return text


def _quoted(key: str) -> str:
    shown = key if len(key) <= 60 else key[:60] + "…"
    return '"' + "".join(char if char.isprintable() else f"\\u{ord(char):04x}" for char in shown) + '"'
