"""TOML with places: values by the standard library, places by our own scan.

Dates and times become ISO texts, so that the three formats say the same.
"""

from __future__ import annotations

import re
import tomllib
from datetime import date, datetime, time
from decimal import Decimal

from .characters import check_value
from .faults import Faults, shown
from .scalars import MAX_DIGITS, number, refuse_huge, refuse_not_finite
from .toml_places import Places, deepest, locate
from .tree import Node, Path, Place

_WHERE = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")
_LONG = re.compile(r"[+-]?[0-9_]{1000,}")
_QUOTED = re.compile(r"'(.+?)'(?=\W|$)|\"(.+?)\"(?=\W|$)")


class _Word(str):
    """A number with a fraction, as written; judged when its place is known."""

    __slots__ = ()


def read(faults: Faults) -> tuple[object, Node]:
    """Return what the text of *faults* says, and where.

    Raises:
        DocumentError: The text is not TOML, or breaks a rule of the house.
    """
    text = faults.source.text
    if too_deep := deepest(text):
        faults.too_deep(too_deep)
    try:
        values = tomllib.loads(text, parse_float=_Word)
    except ValueError as exc:  # TOMLDecodeError is one; so is the refusal of a very long whole number
        _note_syntax(exc, faults)
        faults.stop()
    if not values:
        faults.add("empty", "the document is empty", (0, 1))
        faults.stop()
    return _Builder(faults, locate(text)).build(values, (), (0, 1))


class _Builder:
    def __init__(self, faults: Faults, places: Places) -> None:
        self.faults = faults
        self.places = places

    def build(self, value: object, path: Path, around: Place) -> tuple[object, Node]:
        place = self.places.values.get(path, around)
        self.faults.enter(len(path), place)
        if isinstance(value, dict):
            keys = {key: self.places.keys.get((*path, key), place) for key in value}
            for key, key_place in keys.items():
                check_value(key, key_place, path, self.faults)
            inner = {key: self.build(value[key], (*path, key), place) for key in value}
            nodes: dict[str | int, Node] = {key: node for key, (_, node) in inner.items()}
            return {key: said for key, (said, _) in inner.items()}, Node(place, nodes, keys)
        if isinstance(value, list):
            parts = [self.build(item, (*path, index), place) for index, item in enumerate(value)]
            return [said for said, _ in parts], Node(place, dict(enumerate(node for _, node in parts)))
        return self.scalar(value, path, place), Node(place)

    def scalar(self, value: object, path: Path, place: Place) -> object:
        match value:
            case _Word():
                return self.fraction(value.replace("_", ""), path, place)
            case str():
                check_value(value, place, path, self.faults)
                return value
            case bool():
                return value
            case int():
                # Compared by bits first: writing out a very long number would take its time.
                huge = value.bit_length() > 4 * MAX_DIGITS or abs(value) >= 10**MAX_DIGITS
                written = self.faults.source.text[place[0] : place[1]]
                return refuse_huge(written, place, path, self.faults) if huge else value
            case datetime() | date() | time():
                return value.isoformat().replace("+00:00", "Z")
            case _:
                return value

    def fraction(self, word: str, path: Path, place: Place) -> Decimal | int:
        if word.lstrip("+-") in ("inf", "nan"):
            refuse_not_finite(word, place, path, self.faults)
            return 0
        return number(word.removeprefix("+"), place, path, self.faults)


def _note_syntax(exc: ValueError, faults: Faults) -> None:
    said = str(exc)
    found = _WHERE.search(said)
    if not found:
        text = faults.source.text
        numbers = (place for place in locate(text).values.values() if _LONG.fullmatch(text, *place))
        faults.add("number", f"a whole number has more than {MAX_DIGITS} digits", next(numbers, (0, 1)))
        return
    if "overwrite" in said or "twice" in said or "Cannot declare" in said:
        # The standard library names one place; the scan knows both, for all keys.
        for path, first, second in locate(faults.source.text).twice:
            faults.duplicate(str(path[-1]), first, second, path)
        if faults.found:
            return
    end = len(faults.source.text)
    at = faults.lines.offset(int(found[1]), int(found[2])) if found[1] else max(0, end - 1)
    message = _QUOTED.sub(lambda quoted: shown(quoted[1] or quoted[2]), said[: found.start()])
    message = message.replace("(`", "`").replace("`,)", "`")
    faults.add("syntax", message[:1].lower() + message[1:], (at, at + 1))
