"""Agent: what the merchant's staff read: every rule, and the facts that made it speak or be silent."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Final

from returnkit.expr.schema import Schema
from returnkit.policy import Rule

from .explanation import FactRead, ItemExplanation, Line, Outcome, RuleExplanation, Truth
from .layout import BETWEEN
from .replay import Replay
from .terms import floor_lines, term_lines
from .until import window_lines
from .values import OfferDecision, Reason, ReasonCode, Status, Verdict
from .writing import Writer, one_line, quoted, value_text

_CLOSED: Final = {
    ReasonCode.WINDOW: "agent.closed",
    ReasonCode.LIMIT: "agent.limit",
    ReasonCode.SET: "agent.set",
    ReasonCode.METHOD: "agent.method",
}
_ORDER: Final = (Outcome.SPOKE, Outcome.UNKNOWN, Outcome.SILENT, Outcome.NOT_NEEDED)


def for_agent(write: Writer, replay: Replay, title: str, at: datetime) -> ItemExplanation:
    """Return what staff read about one item, called *title*, decided for *at*."""
    agent = _Agent(write, replay, at)
    item, lines = replay.item, (*agent.lines(), *agent.outcomes())
    return ItemExplanation(item, item.verdict, agent.head(title), lines, replay.rules)


def without_outcomes(write: Writer, replay: Replay, title: str, at: datetime) -> ItemExplanation:
    """Return the same, but for the lists of what became of every rule."""
    agent, item = _Agent(write, replay, at), replay.item
    return ItemExplanation(item, item.verdict, agent.head(title), tuple(agent.lines()), replay.rules)


class _Agent:
    def __init__(self, write: Writer, replay: Replay, at: datetime) -> None:
        self._write, self._item, self._replay, self._at = write, replay.item, replay, at
        self._rules = {rule.id: rule for rule in replay.compiled.policy.rules}
        self._schema = replay.compiled.vocabulary.schema

    def head(self, title: str) -> str:
        parts = [title, self._write.say(f"verdict.{self._item.verdict.value}")]
        offers = [self._name(offer) for offer in self._item.offers if offer.statuses != (Status.NO,)]
        return BETWEEN.join([*parts, self._write.listed(offers)] if offers else parts)

    def lines(self) -> Iterator[Line]:
        item = self._item
        if item.reason and item.reason.code is not ReasonCode.WINDOW:
            yield self._reason(item.reason, "refused")
        yield from floor_lines(self._write, item, self._at)
        yield from window_lines(self._write, self._replay, self._at)
        for reason in item.refusals:
            yield self._reason(reason, "also")
        yield from term_lines(self._write, item)
        own = [offer for offer in item.offers if offer.floor is None]
        marks = dict.fromkeys(mark for offer in own for mark in offer.reviewed_by)
        if marks:
            yield self._joined("review", [self._said(self._rules[mark]) for mark in marks])
        if item.missing:
            yield self._joined(
                "missing", (missing_text(self._write, self._schema, path) for path in item.missing)
            )
        later = [rule for rule in self._replay.rules if rule.awaits_inspection]
        if later:
            yield self._joined("later", map(self._because, later))

    def outcomes(self) -> Iterator[Line]:
        for outcome in _ORDER:
            rules = [r for r in self._replay.rules if r.outcome is outcome and not r.awaits_inspection]
            if rules:
                yield self._joined(outcome.value, map(self._because, rules))

    def _name(self, offer: OfferDecision) -> str:
        name = self._write.offer(offer)
        if Status.NO in offer.statuses:
            return self._write.say("offer.maybe", offer=name)
        if Status.REVIEW in offer.statuses and self._item.verdict is not Verdict.REVIEW:
            return self._write.say("offer.review", offer=name)
        return name

    def _joined(self, label: str, texts: Iterable[str]) -> Line:
        return self._write.words(BETWEEN.join(texts), label)

    # --- why not ---------------------------------------------------------------------------------------

    def _reason(self, reason: Reason, label: str) -> Line:
        if reason.rule is None:
            return self._write.line("agent.nothing", label)
        if reason.code is ReasonCode.WITHHELD:
            rule = self._rules[reason.rule]
            held = (offer for offer in self._item.offers if reason in offer.reasons)
            names = self._write.listed(map(self._write.offer, held))
            return self._write.line("agent.withheld", label, rule=quoted(rule.id), offers=names)
        if key := _CLOSED.get(reason.code):
            if reason.code is ReasonCode.WINDOW and self._is_to_open(reason):
                key = "agent.not_open"
            return self._write.line(key, label, rule=quoted(reason.rule))
        return self._write.words(self._said(self._rules[reason.rule]), label)

    def _is_to_open(self, reason: Reason) -> bool:
        opens = [offer.opens for offer in self._item.offers if reason in offer.reasons]
        return bool(opens) and all(each is not None and self._at < each for each in opens)

    def _said(self, rule: Rule) -> str:
        code = rule.refuse.code if rule.refuse else ""
        say = rule.refuse.say if rule.refuse else rule.review.say if rule.review else None
        parts = [quoted(rule.id), *([self._write.say("agent.code", code=code)] if code else [])]
        text = " ".join(parts)
        return self._write.say("agent.said", rule=text, say=one_line(say)) if say else text

    # --- every rule ------------------------------------------------------------------------------------

    def _because(self, rule: RuleExplanation) -> str:
        return self._write.say("agent.rule", rule=quoted(rule.rule), because=self._why(rule))

    def _why(self, rule: RuleExplanation) -> str:
        if rule.awaits_inspection:
            facts = [fact.path for fact in rule.because if fact.unknown is not None]
            return self._write.say("because.inspection", facts=self._write.listed(facts))
        if rule.outcome is Outcome.NOT_NEEDED:
            names = self._write.listed(map(quoted, rule.decided_by))
            return self._write.say("because.above", rule=names) if names else self._write.say("because.moot")
        facts = [self._fact(fact) for fact in rule.because if _matters(fact, rule)]
        failed = [
            self._write.say("because.failed", text=leaf.text)
            for leaf in rule.leaves
            if leaf.is_deciding
            and leaf.truth is Truth.UNKNOWN
            and not any(fact.unknown for fact in leaf.facts)
        ]
        if facts or failed:
            return self._write.listed([*facts, *failed])
        return self._write.say("because.always") if rule.condition is None else quoted(rule.condition)

    def _fact(self, fact: FactRead) -> str:
        if fact.unknown is None:
            given = fact.value
            value = self._write.instant(given) if isinstance(given, datetime) else value_text(given)
            return self._write.say("because.fact", fact=fact.path, value=value)
        key = f"unknown.{fact.unknown}"
        why = self._write.say(key) if key in self._write.catalogue else fact.unknown
        return self._write.say("because.unknown", fact=fact.path, why=why)


def missing_text(write: Writer, schema: Schema, path: str) -> str:
    """Return the fact *path* that is not known, and who can be asked for it."""
    name = schema.get(path)  # a counter has none
    person = name.ask if name else None
    if person is None:
        return path
    return write.say("agent.ask", fact=path, person=write.say(f"person.{person}"))


def _matters(fact: FactRead, rule: RuleExplanation) -> bool:
    """Return whether *fact* helps to say why: where the answer is not known, only unknown ones do."""
    return fact.unknown is not None or rule.outcome is not Outcome.UNKNOWN
