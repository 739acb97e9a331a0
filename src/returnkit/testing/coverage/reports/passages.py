"""Passages: the text of a policy cut at its rules."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from returnkit.diagnostics import Source
from returnkit.documents import Document, Format, parse
from returnkit.documents.tree import Node
from returnkit.errors import DocumentError
from returnkit.ids import RuleId

_BREAK: Final = re.compile(r"\r\n|\r|\n")
_TELLING: Final = (".yaml", ".yml", ".toml", ".json")


@dataclass(frozen=True, slots=True)
class Passage:
    """Lines of a text that belong together.

    Attributes:
        first: The number of the first line, from 1.
        lines: The lines, without their breaks.
        rules: The ids of the rules that they hold, in order; empty between rules.
    """

    first: int
    lines: tuple[str, ...]
    rules: tuple[RuleId, ...]


def passages(source: Source) -> tuple[Passage, ...]:
    """Return the whole text of a policy: its rules, and what stands between them.

    Rules that share a line share a passage. Of a text that cannot be read nothing is known: it is none.
    """
    notation: Format | None = None if source.name.lower().endswith(_TELLING) else "yaml"
    try:
        document = parse(source.text, name=source.name, format=notation)
    except DocumentError:
        return ()
    return tuple(_cut(document))


def _cut(document: Document) -> Iterator[Passage]:
    lines = _BREAK.split(document.source.text)
    if lines[-1] == "":
        lines.pop()
    done = 0
    for first, last, rules in _joined(document):
        if first - 1 > done:
            yield Passage(done + 1, tuple(lines[done : first - 1]), ())
        yield Passage(first, tuple(lines[first - 1 : last]), rules)
        done = last
    if done < len(lines):
        yield Passage(done + 1, tuple(lines[done:]), ())


def _joined(document: Document) -> list[tuple[int, int, tuple[RuleId, ...]]]:
    """Return the first and the last line of rules, those that share a line together."""
    found: list[tuple[int, int, tuple[RuleId, ...]]] = []
    for first, last, rule in sorted(_placed(document)):
        if found and first <= found[-1][1]:
            start, end, rules = found.pop()
            found.append((start, max(end, last), (*rules, rule)))
        else:
            found.append((first, last, (rule,)))
    return found


def _placed(document: Document) -> Iterator[tuple[int, int, RuleId]]:
    rules = document.value(("rules",))
    if document.tree is None or not isinstance(rules, list):
        return
    node = document.tree.root.items["rules"]
    for number in range(len(rules)):
        id_ = document.value(("rules", number, "id"))
        first, last = node.items[number].place[0], _end(node.items[number]) - 1
        if isinstance(id_, str):
            yield (
                document.tree.lines.span((first, first)).line,
                document.tree.lines.span((last, last)).line,
                RuleId(id_),
            )


def _end(node: Node) -> int:
    """Return where what *node* holds ends; the place of a table of TOML is its head alone."""
    return max([node.place[1], *map(_end, node.items.values())])
