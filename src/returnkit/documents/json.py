"""JSON with places: as strict as RFC 8259, numbers exact, each key once."""

from __future__ import annotations

import re
from json import JSONDecodeError, JSONDecoder
from typing import NoReturn

from .characters import check_value
from .faults import Faults, shown
from .scalars import NUMBER, number, refuse_not_finite
from .tree import Node, Path, Place

_SPACE = re.compile(r"[ \t\r\n]*")
_WORD = re.compile(r"-?[A-Za-z_][A-Za-z0-9_]*")
_WORDS: dict[str, bool | None] = {"null": None, "true": True, "false": False}
_NOT_FINITE = {"NaN", "Infinity", "-Infinity"}


def read(faults: Faults) -> tuple[object, Node]:
    """Return what the text of *faults* says, and where.

    Raises:
        DocumentError: The text is not JSON, or breaks a rule of the house.
    """
    return _Reader(faults).document()


class _Reader:
    def __init__(self, faults: Faults) -> None:
        self.faults = faults
        self.text = faults.source.text
        self.at = 0
        self.strings = JSONDecoder()

    def document(self) -> tuple[object, Node]:
        self.space()
        value, node = self.value((), 0)
        self.space()
        if self.at < len(self.text):
            self.refuse("something follows the end of the document")
        return value, node

    def value(self, path: Path, depth: int) -> tuple[object, Node]:
        start = self.at
        char = self.text[start : start + 1]
        self.faults.enter(depth, (start, start + 1))
        if char == "{":
            return self.mapping(path, depth)
        if char == "[":
            return self.sequence(path, depth)
        if char == '"':
            text = self.string(path)
            return text, Node((start, self.at))
        if found := NUMBER.match(self.text, start):
            self.at = found.end()
            return number(found[0], found.span(), path, self.faults), Node(found.span())
        found = _WORD.match(self.text, start)
        if not found:
            self.refuse("expected a value")
        return self.word(found[0], found.span(), path)

    def word(self, word: str, place: Place, path: Path) -> tuple[object, Node]:
        if word in _NOT_FINITE:
            refuse_not_finite(word, place, path, self.faults)
        elif word not in _WORDS:
            self.refuse(f"expected a value, found {shown(word)}", help="write texts in double quotes")
        self.at = place[1]
        return _WORDS.get(word), Node(place)

    def mapping(self, path: Path, depth: int) -> tuple[object, Node]:
        start = self.at
        mapping: dict[str, object] = {}
        items: dict[str | int, Node] = {}
        keys: dict[str, Place] = {}
        self.open()
        while self.text[self.at : self.at + 1] != "}":
            place_start = self.at
            if self.text[self.at : self.at + 1] != '"':
                self.refuse("expected a key in double quotes")
            key = self.string(path)
            place = place_start, self.at
            self.space()
            self.take(":", "expected `:` after a key")
            self.space()
            value, node = self.value((*path, key), depth + 1)
            if key in mapping:
                self.faults.duplicate(key, keys[key], place, (*path, key))
            else:
                mapping[key], items[key], keys[key] = value, node, place
            self.separate("}")
        self.at += 1
        return mapping, Node((start, self.at), items, keys)

    def sequence(self, path: Path, depth: int) -> tuple[object, Node]:
        start = self.at
        sequence: list[object] = []
        items: dict[str | int, Node] = {}
        self.open()
        while self.text[self.at : self.at + 1] != "]":
            index = len(sequence)
            value, items[index] = self.value((*path, index), depth + 1)
            sequence.append(value)
            self.separate("]")
        self.at += 1
        return sequence, Node((start, self.at), items)

    def string(self, path: Path) -> str:
        start = self.at
        try:
            text, self.at = self.strings.raw_decode(self.text, start)
        except JSONDecodeError as exc:
            self.at = min(exc.pos, len(self.text))
            self.refuse(_said(exc))
        check_value(text, (start, self.at), path, self.faults)
        return str(text)

    def space(self) -> None:
        found = _SPACE.match(self.text, self.at)
        self.at = found.end() if found else self.at

    def open(self) -> None:
        self.at += 1
        self.space()

    def separate(self, close: str) -> None:
        self.space()
        if self.text[self.at : self.at + 1] == close:
            return
        comma = self.at
        self.take(",", f"expected `,` or `{close}`")
        self.space()
        if self.text[self.at : self.at + 1] == close:
            self.at = comma
            self.refuse(f"a comma stands before `{close}`", help="remove the comma")

    def take(self, char: str, otherwise: str) -> None:
        if self.text[self.at : self.at + 1] != char:
            self.refuse(otherwise)
        self.at += 1

    def refuse(self, message: str, *, help: str | None = None) -> NoReturn:
        ended = self.at >= len(self.text)
        said = f"{message}, found the end of the text" if ended else message
        self.faults.add("syntax", said, (self.at, self.at + 1), help=help)
        self.faults.stop()


def _said(exc: JSONDecodeError) -> str:
    if exc.msg.startswith("Unterminated"):
        return "a text in quotes does not end"
    if "escape" in exc.msg:
        return "this escape does not exist"
    return "a line break or control inside quotes"
