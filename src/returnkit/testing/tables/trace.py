"""Trace: what became of every rule in a case, a line each, and what staff read of windows and terms."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from returnkit.decision import Decision, Leaf, Outcome, RuleExplanation, Truth
from returnkit.decision.agent import without_outcomes
from returnkit.decision.bracketed import fact_text
from returnkit.decision.layout import columns
from returnkit.decision.replay import replays
from returnkit.decision.replayed_whole import rules_of_return
from returnkit.decision.writing import Writer, quoted
from returnkit.messages import STANDARD
from returnkit.policy import zone_of_windows

MANY: Final = 20
"""Of so many silent rules each is told; of more only the first."""

_WORDS: Final = {
    Outcome.SPOKE: "spoke",
    Outcome.UNKNOWN: "may speak",
    Outcome.SILENT: "silent",
    Outcome.NOT_NEEDED: "not needed",
}


@dataclass(frozen=True, slots=True)
class Tried:
    """A rule that was tried.

    Attributes:
        rule: Its id; of a floor `FLOOR/RULE`.
        outcome: What became of it.
        because: What that follows from.
    """

    rule: str
    outcome: Outcome
    because: str

    def __str__(self) -> str:
        joint = ":" if self.outcome is Outcome.NOT_NEEDED else " because"
        return f"{_WORDS[self.outcome]}{joint} {self.because}" if self.because else _WORDS[self.outcome]


@dataclass(frozen=True, slots=True)
class Trace:
    """Why a case is decided as it is.

    Attributes:
        lines: What staff read of the item, each under its label: what refuses it, windows, terms.
        rules: What became of every rule, in document order.
    """

    lines: tuple[tuple[str, str], ...]
    rules: tuple[Tried, ...]

    def shown(self) -> tuple[str, ...]:
        """Return the rules as lines of a report; of very many silent ones the first."""
        shown, silent = [], 0
        for each in self.rules:
            silent += each.outcome in (Outcome.SILENT, Outcome.NOT_NEEDED)
            if silent <= MANY or each.outcome in (Outcome.SPOKE, Outcome.UNKNOWN):
                shown.append((each.rule, str(each)))
        lines = list(columns(shown))
        if silent > MANY:
            lines.append(f"  … and {silent - MANY} more rules that were silent or not needed")
        return tuple(lines)


def trace_of(decision: Decision) -> Trace:
    """Return why *decision* is as it is.

    Raises:
        ReplayError: The policy does not decide so on the facts of the decision.
    """
    write = Writer(STANDARD, "en", zone_of_windows(decision.policy.timezone, decision.order))
    again = tuple(replays(decision, decision.items))
    lines: dict[tuple[str, str], None] = {}
    tried: dict[str, Tried] = {}
    for each in again:
        if each.item.place == 0:
            told = without_outcomes(write, each, "", decision.at)
            lines |= {(line.label, line.text): None for line in told.lines}
            _add(tried, write, (rule for replay in (each, *each.floors) for rule in replay.rules))
    _add(tried, write, rules_of_return(decision, again))
    order = {str(rule.id): number for number, rule in enumerate(decision.policy.rules)}
    rules = sorted(tried.values(), key=lambda rule: order.get(rule.rule, len(order)))
    return Trace(tuple(lines), tuple(rules))


def _add(tried: dict[str, Tried], write: Writer, rules: Iterable[RuleExplanation]) -> None:
    """Add what became of *rules*; of a rule that spoke of one part of the units that it did."""
    for rule in rules:
        name = f"{rule.floor}/{rule.rule}" if rule.floor else rule.rule
        if name not in tried or rule.outcome is Outcome.SPOKE:
            tried[name] = Tried(name, rule.outcome, _because(write, rule))


def _because(write: Writer, rule: RuleExplanation) -> str:
    if rule.outcome is Outcome.NOT_NEEDED:
        return f"{write.listed(map(quoted, rule.decided_by))} decides" if rule.decided_by else ""
    if rule.condition is None:
        return "it has no condition"
    deciding = (leaf for leaf in rule.leaves if leaf.is_deciding)
    told = dict.fromkeys(text for leaf in deciding for text in _facts(write, leaf))
    return write.listed(told) or quoted(rule.condition)


def _facts(write: Writer, leaf: Leaf) -> Iterator[str]:
    is_open = leaf.truth is Truth.UNKNOWN
    facts = [fact for fact in leaf.facts if fact.unknown is not None or not is_open]
    for fact in facts:
        if isinstance(fact.value, datetime):
            yield write.say("because.fact", fact=fact.path, value=write.instant(fact.value))
        else:
            yield fact_text(write, fact)
    if is_open and not facts:
        yield write.say("because.failed", text=leaf.text)
