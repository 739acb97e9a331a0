"""Explanation: why a decision is as it is, as data and as plain text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import TypeAlias

from returnkit.ids import PolicyId, RuleId

from .layout import columns, wrapped
from .values import ItemDecision, Verdict

Scalar: TypeAlias = bool | int | Decimal | str | datetime | frozenset[str] | None


class Audience(StrEnum):
    """Who reads, from who may see least to who may see most."""

    SHOPPER = "shopper"
    AGENT = "agent"
    AUDITOR = "auditor"


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
        names: The defined names in it, each with its body.
        part: The key of the rule that it is of: `when`, which stands for `placed` and `unless` too, or
            `when_any`, `when_all`.
        item: Of these two, the place of the decided item that it was asked of.
    """

    path: tuple[int, ...]
    text: str
    truth: Truth
    facts: tuple[FactRead, ...]
    is_deciding: bool
    names: tuple[tuple[str, str], ...] = ()
    part: str = "when"
    item: int | None = None


@dataclass(frozen=True, slots=True)
class About:
    """Something that a rule speaks about.

    Attributes:
        effect: The key of the effect, such as `within`.
        offers: The offers it is about; empty is every one, or none for an effect about no offer.
        name: Of a fee, a counter or something asked for, its name; else empty.
        said: What it says, in the words of the policy; empty where the effect says it all.
    """

    effect: str
    offers: tuple[str, ...] = ()
    name: str = ""
    said: str = ""


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
        about: What it speaks about.
        is_of_return: Whether it is about the whole return.
        floor: The floor that it is a rule of; None for the policy's own.
    """

    rule: RuleId
    is_internal: bool
    condition: str | None
    outcome: Outcome
    leaves: tuple[Leaf, ...]
    decided_by: tuple[RuleId, ...] = ()
    awaits_inspection: bool = False
    about: tuple[About, ...] = ()
    is_of_return: bool = False
    floor: PolicyId | None = None

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
        rules: Every rule about items in document order, for the auditor those of floors below; none for
            the shopper.
        evidence: Every rule with its condition, leaf by leaf; for the auditor only.
        facts: Every fact that rules and windows about items read, as it was known; likewise.
    """

    decision: ItemDecision | None
    verdict: Verdict
    head: str
    lines: tuple[Line, ...]
    rules: tuple[RuleExplanation, ...] = ()
    evidence: tuple[Line, ...] = ()
    facts: tuple[FactRead, ...] = ()


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a decision is as it is, for one reader in one language. `str()` gives plain text.

    Attributes:
        audience: Who reads.
        locale: The language that was asked for.
        head: What stands above all items of a report; empty in prose.
        items: One a decided item, same order.
        lines: What holds for the whole return.
        about: By what, when and on what it was decided; for the auditor only.
        rules: Every rule about the whole return in document order, likewise.
        evidence: Those rules with their conditions, leaf by leaf, likewise.
    """

    audience: Audience
    locale: str
    head: str
    items: tuple[ItemExplanation, ...]
    lines: tuple[Line, ...] = ()
    about: tuple[Line, ...] = ()
    rules: tuple[RuleExplanation, ...] = ()
    evidence: tuple[Line, ...] = ()

    def __str__(self) -> str:
        parts = ["\n".join([self.head, *shown(self.about)])] if self.head else []
        parts += ["\n".join(_layout(item)) for item in self.items]
        whole = [*shown(self.lines), *shown(self.evidence)]
        return "\n\n".join([*parts, *(["\n".join(whole)] if whole else [])])


def shown(lines: Iterable[Line]) -> Iterator[str]:
    """Yield *lines* as they stand in a report."""
    yield from columns([(line.label, line.text) for line in lines])


def _layout(item: ItemExplanation) -> Iterator[str]:
    if not item.head:
        yield from wrapped(" ".join(line.text for line in item.lines))
        return
    yield item.head
    yield from shown(item.lines)
    yield from shown(item.evidence)
