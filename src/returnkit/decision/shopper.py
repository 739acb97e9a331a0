"""Shopper: what the customer reads. Nothing here names a rule, a condition, a fact or a value of one.

# INVARIANT (nothing leaks): of a rule only its `say` and its refusal's code are looked at, and of an
# internal rule only once it has decided.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from returnkit.ids import RuleId
from returnkit.policy import Before, Rule

from .explanation import ItemExplanation, Line, Outcome
from .replay import Replay
from .terms import wanted_text
from .values import OfferDecision, Reason, ReasonCode, Status, Verdict
from .writing import Writer

_SAID: Final = (ReasonCode.WITHHELD, ReasonCode.LIMIT, ReasonCode.SET, ReasonCode.METHOD)
"""Reasons that are told in the house's words."""

_Until = tuple[datetime | None, bool]
"""When an offer ends, and whether that is only the earliest end."""


def for_shopper(write: Writer, replay: Replay, title: str) -> ItemExplanation:
    """Return what the customer reads about one item, called *title*."""
    lines = tuple(_Shopper(write, replay, title).lines())
    return ItemExplanation(None, replay.item.verdict, "", lines)


class _Shopper:
    def __init__(self, write: Writer, replay: Replay, title: str) -> None:
        self._write, self._item, self._title = write, replay.item, title
        self._schema = replay.compiled.vocabulary.schema
        self._rules = {rule.id: rule for rule in replay.compiled.policy.rules}
        self._spoken = {rule.rule for rule in replay.rules if rule.outcome is Outcome.SPOKE}

    def lines(self) -> Iterator[Line]:
        match self._item.verdict:
            case Verdict.ELIGIBLE:
                yield from self._eligible()
            case Verdict.REVIEW:
                yield self._write.line("shopper.review", item=self._title)
                yield from self._reviews()
                yield from self._offers(self._standing(Status.REVIEW), "shopper.if_approved")
            case Verdict.NEEDS_INFO:
                known = (self._schema.get(path) for path in self._item.missing)
                asks_shopper = any(name is not None and name.ask == "shopper" for name in known)
                wanted = self._wanted()
                key = "shopper.needs_info" if asks_shopper or wanted else "shopper.needs_staff"
                yield self._write.line(key, item=self._title)
                if wanted:
                    yield self._write.line("shopper.send", wanted=self._write.listed(wanted))
            case Verdict.INELIGIBLE:
                yield from self._ineligible()
                return
        yield from self._inspection()

    def _eligible(self) -> Iterator[Line]:
        certain = self._standing(Status.YES)
        ends = {_until(offer) for offer in certain}
        if len(ends) == 1:
            yield self._write.line("shopper.eligible", item=self._title, when=self._when(*ends.pop()))
            names = self._names(certain)
            key = "shopper.get" if len(names) == 1 else "shopper.choose"
            yield self._write.line(key, offers=self._write.choice(names))
        else:
            yield self._write.line("shopper.eligible.differs", item=self._title)
            yield from self._offers(certain, "shopper.get.when")
        if marked := self._standing(Status.REVIEW):
            yield from self._offers(marked, "shopper.if_approved")
            yield from self._reviews(only_said=True)

    def _ineligible(self) -> Iterator[Line]:
        reason = self._known_reason()
        if reason is None or reason.code is not ReasonCode.WINDOW:
            yield self._write.line("shopper.ineligible", item=self._title)
            yield self._why(reason)
            return
        ends = {offer.closes for offer in self._item.offers}
        is_known = all(offer.is_closing_certain for offer in self._item.offers) and None not in ends
        if is_known and not any(self._is_internal(offer.window_rule) for offer in self._item.offers):
            last = max(end for end in ends if end is not None)
            yield self._write.line("shopper.closed", item=self._title, when=self._when(last, False))
        else:
            yield self._write.line("shopper.closed.undated", item=self._title)

    def _known_reason(self) -> Reason | None:
        """Return the first reason of a rule that surely applies: what only may be so is not told as so."""
        reasons = (self._item.reason, *self._item.refusals)
        known = (each for each in reasons if each and (each.rule is None or each.rule in self._spoken))
        return next(known, self._item.reason)

    def _why(self, reason: Reason | None) -> Line:
        if reason is None or reason.code is ReasonCode.NOTHING_OFFERED:
            return self._write.line("nothing_offered")
        rule = self._rule(reason.rule)
        if reason.code in _SAID:
            said = rule.say if rule else None
            return self._write.words(said) if said else self._write.line(reason.code.value)
        refusal = rule.refuse if rule else None
        if refusal and refusal.say:
            return self._write.words(refusal.say)
        key = f"refused.{refusal.code}" if refusal else "refused"
        # The key is the same for every code: it goes where the shopper can look.
        return Line("refused", (), self._write.say(key if key in self._write.catalogue else "refused"))

    def _offers(self, offers: tuple[OfferDecision, ...], key: str) -> Iterator[Line]:
        """Yield one sentence for the offers that end together, in the order of the policy."""
        for end in dict.fromkeys(map(_until, offers)):
            together = tuple(offer for offer in offers if _until(offer) == end)
            names = self._write.choice(self._names(together))
            yield self._write.line(key, offers=names, when=self._when(*end))

    def _reviews(self, *, only_said: bool = False) -> Iterator[Line]:
        marks = dict.fromkeys(mark for offer in self._item.offers for mark in offer.reviewed_by)
        rules = [rule for mark in marks if mark in self._spoken and (rule := self._rule(mark))]
        said = dict.fromkeys(rule.review.say for rule in rules if rule.review and rule.review.say)
        yield from (self._write.words(text) for text in said)
        if not said and not only_said:
            yield self._write.line("review")

    def _inspection(self) -> Iterator[Line]:
        rules = [rule for name in self._item.subject_to if (rule := self._rule(name)) and not rule.internal]
        if rules:
            yield self._write.line("shopper.inspection")
            said = dict.fromkeys(rule.refuse.say for rule in rules if rule.refuse and rule.refuse.say)
            yield from (self._write.words(text) for text in said)

    def _wanted(self) -> list[str]:
        """Return what the decision surely waits for, each once."""
        texts = (
            wanted_text(self._write, demand)
            for demand in self._item.demands
            if demand.is_certain and not demand.is_met and demand.before is Before.DECISION
            if not self._is_internal(demand.rule)
        )
        return list(dict.fromkeys(texts))

    def _standing(self, status: Status) -> tuple[OfferDecision, ...]:
        return tuple(offer for offer in self._item.offers if offer.statuses == (status,))

    def _names(self, offers: tuple[OfferDecision, ...]) -> list[str]:
        found: dict[str, None] = {}
        for offer in offers:
            name = self._write.say(f"resolution.{offer.gives.value}")
            guaranteed = offer.floor is not None and name not in found
            found[self._write.say("offer.guaranteed", offer=name) if guaranteed else name] = None
        return list(found)

    def _when(self, closes: datetime | None, least: bool) -> str:
        return self._write.until(closes, least=least)

    def _rule(self, name: RuleId | None) -> Rule | None:
        return None if name is None else self._rules.get(name)

    def _is_internal(self, name: RuleId | None) -> bool:
        rule = self._rule(name)
        return rule is not None and rule.internal


def _until(offer: OfferDecision) -> _Until:
    return (offer.closes, False) if offer.is_closing_certain else (offer.closes_earliest, True)
