"""Where TOML says things: a scan for keys, tables and values, made after the text was accepted."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field

from .faults import MAX_DEPTH
from .tree import Path, Place

_BASIC = r'"(?:[^"\\\n]|\\.)*+"'
_LITERAL = r"'[^'\n]*+'"
_LONG = r'"""(?:[^"\\]|\\.|"{1,2}(?!"))*+"{3,5}' + r"|'''(?:[^']|'{1,2}(?!'))*+'{3,5}"
_TEXT = re.compile(f"{_LONG}|{_BASIC}|{_LITERAL}", re.DOTALL)
_KEY = re.compile(rf"[A-Za-z0-9_-]++|{_BASIC}|{_LITERAL}")
_BLANK = re.compile(r"[ \t]*+")
_GAP = re.compile(r"(?:[ \t\r\n]++|#[^\n]*+)*+")
_WORD = re.compile(r"[^,\]}#\r\n]*+")
_LEXEME = re.compile(rf"{_TEXT.pattern}|#[^\n]*+|[\[\]{{}}.=,\n]", re.DOTALL)


@dataclass(slots=True)
class Places:
    """Where values and keys stand, by path, and the keys that stand twice."""

    values: dict[Path, Place] = field(default_factory=dict)
    keys: dict[Path, Place] = field(default_factory=dict)
    twice: list[tuple[Path, Place, Place]] = field(default_factory=list)


def deepest(text: str) -> Place | None:
    """Return where *text* gets too deep for the recursive parser, or None."""
    depth = dots = 0
    for found in _LEXEME.finditer(text):
        sign = found[0]
        if sign == ".":
            dots += 1
        elif sign in ("[", "{", "]", "}", "=", ",", "\n"):
            dots = 0
            depth += (sign in "[{") - (sign in "]}")
        if max(depth, dots) > MAX_DEPTH + 2:  # two brackets open the header of a table
            return found.span()
    return None


def locate(text: str) -> Places:
    """Return where *text*, which the standard library accepts, says what.

    A text it does not accept is scanned as far as it goes.
    """
    scan = _Scan(text)
    scan.document()
    return scan.places


class _Scan:
    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.places = Places()
        self.lists: dict[Path, int] = {}  # lists of tables, and the index of the last one
        self.tables: set[Path] = set()  # tables with a header of their own

    def document(self) -> None:
        table: Path = ()
        while True:
            self.skip(_GAP)
            start = self.at
            if start >= len(self.text):
                return
            if self.text[start] == "[":
                table = self.header()
            else:
                self.pair(table)
            if self.at == start:
                return  # not TOML from here on

    def header(self) -> Path:
        start = self.at
        many = self.text.startswith("[[", start)
        self.at += 2 if many else 1
        parts = self.dotted()
        closing = self.text.find("]", self.at)
        self.at = len(self.text) if closing < 0 else closing + (2 if many else 1)
        place = start, self.at
        path = self.enter((), parts[:-1], place)
        if not parts:
            return ()
        path, key_place = (*path, parts[-1][0]), parts[-1][1]
        if many:
            self.note(path, key_place, place)
            self.lists[path] = self.lists.get(path, -1) + 1
            path = (*path, self.lists[path])
            self.places.values[path] = place
        else:
            if path in self.tables:
                self.places.twice.append((path, self.places.keys[path], key_place))
            elif path in self.places.keys:
                self.places.values[path] = place  # until now only a table inside it was named
            self.note(path, key_place, place)
            self.tables.add(path)
        return path

    def pair(self, table: Path) -> None:
        parts = self.dotted()
        if not parts:
            return
        path = self.enter(table, parts[:-1], (parts[0][1][0], parts[-1][1][1]))
        path = (*path, parts[-1][0])
        if path in self.places.keys:
            self.places.twice.append((path, self.places.keys[path], parts[-1][1]))
        self.skip(_BLANK)
        if not self.text.startswith("=", self.at):
            self.at = parts[0][1][0]
            return
        self.at += 1
        self.skip(_BLANK)
        self.note(path, parts[-1][1], self.value(path))

    def value(self, path: Path) -> Place:
        start = self.at
        sign = self.text[start : start + 1]
        if sign in ("[", "{") and sign:
            self.at += 1
            self.collection(path, "]" if sign == "[" else "}")
        elif found := _TEXT.match(self.text, start):
            self.at = found.end()
        else:
            self.skip(_WORD)
            return start, start + len(self.text[start : self.at].rstrip())
        return start, self.at

    def collection(self, path: Path, close: str) -> None:
        index = 0
        while True:
            self.skip(_GAP)
            before = self.at
            if self.text.startswith(close, before):
                self.at += 1
                return
            if close == "]":
                self.places.values[(*path, index)] = self.value((*path, index))
                index += 1
            else:
                self.pair(path)
            self.skip(_GAP)
            if self.text.startswith(",", self.at):
                self.at += 1
            if self.at == before:
                return  # not TOML from here on

    def dotted(self) -> list[tuple[str, Place]]:
        parts: list[tuple[str, Place]] = []
        while True:
            self.skip(_BLANK)
            if not (found := _KEY.match(self.text, self.at)):
                return parts
            parts.append((_said(found[0]), found.span()))
            self.at = found.end()
            self.skip(_BLANK)
            if not self.text.startswith(".", self.at):
                return parts
            self.at += 1

    def enter(self, table: Path, parts: list[tuple[str, Place]], place: Place) -> Path:
        path = table
        for word, key_place in parts:
            path = (*path, word)
            self.note(path, key_place, place)
            if path in self.lists:
                path = (*path, self.lists[path])
        return path

    def note(self, path: Path, key: Place, value: Place) -> None:
        self.places.keys.setdefault(path, key)
        self.places.values.setdefault(path, value)

    def skip(self, blank: re.Pattern[str]) -> None:
        found = blank.match(self.text, self.at)
        self.at = found.end() if found else self.at


def _said(key: str) -> str:
    if key[0] not in "\"'":
        return key
    if "\\" not in key or key[0] == "'":
        return key[1:-1]
    try:
        return str(tomllib.loads(f"k = {key}")["k"])
    except ValueError:  # an escape that does not exist, in a text that is refused anyway
        return key[1:-1]
