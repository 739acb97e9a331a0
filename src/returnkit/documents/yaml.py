"""YAML with places: the part of YAML 1.2 that means one thing only.

Refused: anchors and aliases (a short text may mean gigabytes), merge keys, tags, directives,
several documents in one text, keys that are no texts. The only door to ruamel.yaml.
"""

from __future__ import annotations

import re
import sys
from typing import Any

from returnkit.errors import DocumentError

from .characters import check_value
from .faults import Faults, shown
from .scalars import plain
from .tree import Node, Path, Place

_Collection = dict[str, object] | list[object]

_LONG_ESCAPE = re.compile(r"\\U([0-9a-fA-F]{8})")
_QUOTED = re.compile(r"'(.+?)'(?=\W|$)")


def read(faults: Faults) -> tuple[object, Node]:
    """Return what the text of *faults* says, and where.

    Raises:
        DocumentError: The text is not YAML, or breaks a rule of the house.
    """
    from ruamel.yaml import YAML
    from ruamel.yaml.error import MarkedYAMLError

    builder = _Builder(faults)
    try:
        # Events come one by one, so a hostile document is left before it is understood.
        for event in YAML(typ="safe", pure=True).parse(faults.source.text):
            builder.take(event)
    except DocumentError:
        raise
    except MarkedYAMLError as exc:
        _note_syntax(exc, faults)
    except (ValueError, OverflowError):  # an escape beyond the last character
        escapes = _LONG_ESCAPE.finditer(faults.source.text)
        beyond = (found.span() for found in escapes if int(found[1], 16) > sys.maxunicode)
        faults.add("syntax", "this escape names no character", next(beyond, (0, 1)))
    if builder.root is None:
        if not faults.found:
            faults.add("empty", "the document is empty", (0, 1))
        faults.stop()
    return builder.root


class _Frame:
    """A collection that is being read."""

    __slots__ = ("expects_key", "items", "key", "key_place", "keys", "start", "value")

    def __init__(self, value: _Collection, start: int) -> None:
        self.value = value
        self.start = start
        self.items: dict[str | int, Node] = {}
        self.keys: dict[str, Place] = {}
        self.expects_key = isinstance(value, dict)
        self.key: str | None = None  # None: the key was refused, so its value is dropped
        self.key_place: Place | None = None

    def step(self) -> str | int | None:
        """Return the key or index being read; None while it is a key itself."""
        if isinstance(self.value, list):
            return len(self.value)
        return None if self.expects_key else self.key


class _Builder:
    def __init__(self, faults: Faults) -> None:
        self.faults = faults
        self.frames: list[_Frame] = []
        self.root: tuple[object, Node] | None = None
        self.documents = 0

    def take(self, event: Any) -> None:  # Any: ruamel's events are typed as Any throughout
        place = (event.start_mark.index, event.end_mark.index)
        match type(event).__name__:
            case "DocumentStartEvent":
                self.start_document(event, place)
            case "MappingStartEvent":
                self.open({}, event, place)
            case "SequenceStartEvent":
                self.open([], event, place)
            case "MappingEndEvent" | "SequenceEndEvent":
                self.close(place)
            case "ScalarEvent":
                self.scalar(event, place)
            case "AliasEvent":
                self.refuse_alias(f"alias {shown('*' + event.anchor)}", place)
                self.attach(None, Node(place))

    def start_document(self, event: Any, place: Place) -> None:  # Any: see take
        self.documents += 1
        if self.documents > 1:
            help = "keep one document per text"
            self.faults.add("several", "a second document starts here", place, help=help)
            self.faults.stop()
        if event.version or event.tags:
            help = "remove the lines before `---`"
            self.faults.add("directive", "directives are not read", place, help=help)

    def open(self, value: _Collection, event: Any, place: Place) -> None:  # Any: see take
        self.properties(event, place)
        self.faults.enter(len(self.frames), (place[0], place[0] + 1))
        self.frames.append(_Frame(value, place[0]))

    def close(self, place: Place) -> None:
        frame = self.frames.pop()
        ended = self.faults.source.text[place[0] : place[1]] in ("]", "}")
        inner = [node.place[1] for node in frame.items.values()]
        # A block has no end of its own: it ends with the last thing in it.
        end = place[1] if ended else max(inner, default=frame.start + 1)
        self.attach(frame.value, Node((frame.start, end), frame.items, frame.keys))

    def scalar(self, event: Any, place: Place) -> None:  # Any: see take
        self.properties(event, place)
        self.faults.enter(len(self.frames), place)
        if event.style in ("|", ">"):
            raw = self.faults.source.text[place[0] : place[1]]
            place = place[0], place[0] + len(raw.rstrip())
        word: str = event.value
        check_value(word, place, self.path(), self.faults)
        is_plain = event.style is None and event.ctag is None
        frame = self.frames[-1] if self.frames else None
        if frame and frame.expects_key:
            self.key(word, place, frame, is_plain=is_plain)
        elif is_plain:
            empty_at = frame.key_place if frame and not word else None
            if not word and not frame and self.documents:
                return  # `---` and nothing else
            self.attach(plain(word, place, self.path(), self.faults), Node(empty_at or place))
        else:
            self.attach(word, Node(place))

    def key(self, word: str, place: Place, frame: _Frame, *, is_plain: bool) -> None:
        frame.expects_key = False
        frame.key, frame.key_place = word, place
        path = self.path()
        if is_plain and word == "<<":
            help = "write the keys out"
            self.faults.add("merge", "merge key `<<` is not read", place, path=path, help=help)
        elif is_plain and not isinstance(plain(word, place, path, self.faults), str):
            help = "write it in quotes"
            what = f"key {shown(word)}" if word else "an empty key"
            self.faults.add("key", f"{what} is not a text", place, path=path, help=help)
        elif word in frame.keys:
            self.faults.duplicate(word, frame.keys[word], place, path)
        else:
            frame.keys[word] = place
            return
        frame.key = None

    def attach(self, value: object, node: Node) -> None:
        if not self.frames:
            self.root = value, node
            return
        frame = self.frames[-1]
        if isinstance(frame.value, list):
            frame.items[len(frame.value)] = node
            frame.value.append(value)
        elif frame.expects_key:
            self.faults.add("key", "a key must be a text", node.place, path=self.path())
            frame.expects_key, frame.key, frame.key_place = False, None, node.place
        else:
            if frame.key is not None:
                frame.value[frame.key] = value
                frame.items[frame.key] = node
            frame.expects_key = True

    def properties(self, event: Any, place: Place) -> None:  # Any: see take
        if event.anchor is not None:
            self.refuse_alias(f"anchor {shown('&' + event.anchor)}", (place[0], place[0] + 1))
        if event.ctag is not None:
            tag = shown(str(event.ctag))
            self.faults.add("tag", f"tag {tag} is not read", (place[0], place[0] + 1), path=self.path())

    def refuse_alias(self, what: str, place: Place) -> None:
        help = "write the value out, or give it a name the document defines"
        self.faults.add("alias", f"{what} is not read", place, path=self.path(), help=help)

    def path(self) -> Path:
        steps = (frame.step() for frame in self.frames)
        return tuple(step for step in steps if step is not None)


def _note_syntax(exc: Any, faults: Faults) -> None:  # Any: ruamel's marked errors, typed as Any
    mark = exc.problem_mark or exc.context_mark
    at = mark.index if mark else 0
    text = faults.source.text
    if text[at : at + 1] == "\t":
        faults.add("syntax", "a tab indents this line", (at, at + 1), help="indent with spaces")
        return
    said = _QUOTED.sub(lambda found: shown(found[1]), " ".join(str(exc.problem or exc.context).split()))
    said = said.replace("(`", "`").replace("`,)", "`")
    faults.add("syntax", said[:1].lower() + said[1:], (at, at + 1))
