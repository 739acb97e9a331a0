"""Explanation: why a decision is as it is, as data and as plain text."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Final, TypeAlias

from returnkit.ids import RuleId

from .values import ItemDecision, Verdict

WIDTH: Final = 100
BETWEEN: Final = " · "
"""Stands between the entries of a report's list."""
_INDENT: Final = 2
_GAP: Final = 2

Scalar: TypeAlias = bool | int | Decimal | str | datetime | frozenset[str] | None


class Audience(StrEnum):
    """Who reads, from who may see least to who may see most."""

    SHOPPER = "shopper"
    AGENT = "agent"


class Outcome(StrEnum):
    """What became of a rule for one item."""

    SPOKE = "spoke"
    """It decided something."""
    SILENT = "silent"
    """Its condition is false."""
    UNKNOWN = "unknown"
    """Its condition is not known, and it may decide something."""
    NOT_NEEDED = "not_needed"
    """Rules above it decided all it speaks about."""


class Truth(StrEnum):
    """What became of a leaf of a condition."""

    TRUE = "true"
    FALSE = "false"
    UNKNOWN = "unknown"
    NOT_REACHED = "not_reached"


@dataclass(frozen=True, slots=True)
class FactRead:
    """A fact that a leaf reads.

    Attributes:
        path: Its name, such as `item.category`.
        value: Its value; None is null, and also where it is not known.
        unknown: Why it is not known, such as `not_asked`; None when it is known.
    """

    path: str
    value: Scalar
    unknown: str | None = None


@dataclass(frozen=True, slots=True)
class Leaf:
    """A part of a condition that is asked as a whole.

    Attributes:
        path: Child numbers from the root of the condition.
        text: Its source, with brackets.
        truth: What became of it.
        facts: What it reads, in the order written.
        is_deciding: Whether the condition's outcome follows from it and the other deciding ones.
    """

    path: tuple[int, ...]
    text: str
    truth: Truth
    facts: tuple[FactRead, ...]
    is_deciding: bool


@dataclass(frozen=True, slots=True)
class RuleExplanation:
    """What became of one rule.

    Attributes:
        rule: Its id.
        is_internal: Whether it is hidden from the shopper.
        condition: Its source, with brackets; None is always.
        outcome: What became of it.
        leaves: The parts of its condition, in the order asked.
        decided_by: For one that was not needed, the rules that decided instead, in document order.
        awaits_inspection: Whether it counts as silent only until the goods are inspected.
    """

    rule: RuleId
    is_internal: bool
    condition: str | None
    outcome: Outcome
    leaves: tuple[Leaf, ...]
    decided_by: tuple[RuleId, ...] = ()
    awaits_inspection: bool = False

    @property
    def because(self) -> tuple[FactRead, ...]:
        """The facts of the deciding leaves, each once."""
        return tuple(dict.fromkeys(fact for leaf in self.leaves if leaf.is_deciding for fact in leaf.facts))


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence, or one line of a report.

    Attributes:
        key: The message's key; `say` where the policy's own words stand.
        values: The message's values, by placeholder.
        text: The message with its values.
        label: What stands before it in a report; empty in prose.
    """

    key: str
    values: tuple[tuple[str, str], ...]
    text: str
    label: str = ""


@dataclass(frozen=True, slots=True)
class ItemExplanation:
    """Why one item is answered so.

    Attributes:
        decision: What is explained; for the shopper None, as it names rules.
        verdict: The answer.
        head: What stands above the lines of a report; empty in prose.
        lines: In the order they are read.
        rules: Every rule in document order; none for the shopper.
    """

    decision: ItemDecision | None
    verdict: Verdict
    head: str
    lines: tuple[Line, ...]
    rules: tuple[RuleExplanation, ...] = ()


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a decision is as it is, for one reader in one language. `str()` gives plain text.

    Attributes:
        audience: Who reads.
        locale: The language that was asked for.
        head: What stands above all items of a report; empty in prose.
        items: One a decided item, same order.
        lines: What holds for the whole return.
    """

    audience: Audience
    locale: str
    head: str
    items: tuple[ItemExplanation, ...]
    lines: tuple[Line, ...] = ()

    def __str__(self) -> str:
        parts = [self.head] if self.head else []
        parts += ["\n".join(_layout(item)) for item in self.items]
        return "\n\n".join([*parts, *(["\n".join(_columns(self.lines))] if self.lines else [])])


def _layout(item: ItemExplanation) -> Iterator[str]:
    if not item.head:
        yield from _wrapped(" ".join(line.text for line in item.lines), WIDTH)
        return
    yield item.head
    yield from _columns(item.lines)


def _columns(lines: Sequence[Line]) -> Iterator[str]:
    """Yield *lines* beside their labels; entries that follow under one label leave it out."""
    column = max((_width(line.label) for line in lines), default=0) + _GAP
    above = ""
    for line in lines:
        label = "" if line.label == above else line.label  # several windows stand under one label
        lead, above = " " * _INDENT + label + " " * (column - _width(label)), line.label
        for text in _packed(line.text, WIDTH - _INDENT - column):
            yield lead + text
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
        *full, line = _wrapped(entry, width)
        yield from full
    yield line


def _wrapped(text: str, width: int) -> Iterator[str]:
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
