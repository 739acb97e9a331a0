"""Found: what a decision says of the item that a case is about, in the words of expectations."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Final
from zoneinfo import ZoneInfo

from returnkit.decision import Decision, ItemDecision, OfferDecision, Outcome, ReasonCode, Said, Term, Verdict
from returnkit.decision.replay import replays
from returnkit.decision.replayed_whole import rules_of_return
from returnkit.policy import TermKind, zone_of_windows

from .expectations import AT_LEAST, NONE

WAIVED: Final = "waived"

_MOMENT: Final = timedelta(microseconds=1)
_NUMBER: Final = re.compile(r"(?<![\w.])\d+(?:\.\d+)?(?![\w.])")
_OF_GOODS: Final = re.compile(r"(% of (?:paid|price|value)) per line\b")


@dataclass(frozen=True, slots=True)
class Deadline:
    """When an offer ends.

    Attributes:
        closes: The exclusive instant, UTC; None is never, or not certain.
        earliest: Where it is not certain, the earliest it may be; None is not known at all.
        is_certain: Whether it is known.
        zone: Whose days are counted.
    """

    closes: datetime | None
    earliest: datetime | None
    is_certain: bool
    zone: ZoneInfo

    def __str__(self) -> str:
        if self.is_certain:
            return "never" if self.closes is None else self._shown(self.closes)
        return "unknown" if self.earliest is None else self._shown(self.earliest) + AT_LEAST

    def is_told_by(self, text: str) -> bool:
        """Return whether *text*, a deadline as it is expected, tells this one."""
        if text in ("never", "unknown"):
            return str(self) == text
        said = text.removesuffix(AT_LEAST)
        end = self.closes if said == text else None if self.is_certain else self.earliest
        if end is None:
            return False
        if len(said) == len("2026-04-05"):
            return self._last_day(end) == said
        told = datetime.fromisoformat(said)
        return end == (told if told.tzinfo else told.replace(tzinfo=self.zone))

    def _shown(self, end: datetime) -> str:
        there = end.astimezone(self.zone)
        if there.date().isoformat() != self._last_day(end):
            return self._last_day(end)  # the midnight that ends a day
        if there.microsecond or there.replace(fold=1 - there.fold).utcoffset() != there.utcoffset():
            return there.isoformat()
        return there.replace(tzinfo=None).isoformat(" ", "auto" if there.second else "minutes")

    def _last_day(self, end: datetime) -> str:
        return (end - _MOMENT).astimezone(self.zone).date().isoformat()


def parts_of(decision: Decision) -> tuple[ItemDecision, ...]:
    """Return the answers about the item that was asked about; several where a limit splits its units."""
    return tuple(item for item in decision.items if item.place == 0)


def verdicts_of(decision: Decision) -> dict[Verdict, int]:
    """Return how many units have each verdict."""
    found: dict[Verdict, int] = {}
    for item in parts_of(decision):
        found[item.verdict] = found.get(item.verdict, 0) + item.item.quantity
    return found


def standing_of(decision: Decision) -> dict[str, OfferDecision]:
    """Return the offers that surely stand, of some unit at least, by name."""
    found: dict[str, OfferDecision] = {}
    for item in parts_of(decision):
        found |= {offer.name: offer for offer in item.open_offers if offer.name not in found}
    return found


def deadlines_of(decision: Decision) -> dict[str, Deadline]:
    """Return when each offer ends that stands, or where none does, each that is on the table."""
    zone = zone_of_windows(decision.policy.timezone, decision.order)
    offers = standing_of(decision) or {o.name: o for item in parts_of(decision) for o in item.offers}
    return {
        name: Deadline(offer.closes, offer.closes_earliest, offer.is_closing_certain, zone)
        for name, offer in offers.items()
    }


def reasons_of(decision: Decision) -> tuple[str, ...]:
    """Return the words for why the answer is no, the one that tells most first; none where it is not."""
    for item in parts_of(decision):
        if item.reason:
            code = item.reason.code.value
            rules = (rule for rule in decision.policy.rules if rule.id == item.reason.rule and rule.refuse)
            own = next((rule.refuse.code for rule in rules if rule.refuse), None)
            if item.reason.code is not ReasonCode.REFUSED or own in (None, code):
                return (code,)
            # A code of the policy's own may be spelt as a reason of another kind.
            return (f"{code} as {own}", own, code) if own in list(ReasonCode) else (own, code)
    return ()


def asked_of(decision: Decision) -> tuple[str, ...]:
    """Return what the answer waits for: facts that leave it open, and what is asked for and lacking."""
    names: dict[str, None] = {}
    for item in parts_of(decision):
        names |= dict.fromkeys(item.missing)
        lacking = (demand for demand in item.demands if demand.is_certain and not demand.is_met)
        names |= dict.fromkeys(demand.wanted.name for demand in lacking)
    return tuple(names)


def terms_of(decision: Decision) -> dict[str, dict[str, str]]:
    """Return the terms of every offer that stands, with those of the whole return, by offer and name."""
    standing = standing_of(decision)
    found: dict[str, dict[str, list[str]]] = {name: {} for name in standing}
    for name, offer in standing.items():
        for term in offer.terms:
            found[name].setdefault(_name(term), []).append(_text(term))
    for each in decision.terms:
        if each.offer in found:
            found[each.offer].setdefault(_name(each.term), []).append(_text(each.term))
    # Of a floor's offer there are two of a kind, the shop's and the law's own.
    return {
        offer: {name: " / ".join(texts) for name, texts in terms.items()} for offer, terms in found.items()
    }


def spoken_of(decision: Decision) -> tuple[str, ...]:
    """Return the rules that spoke about the item or the return, in the order of the policy, floors last.

    Raises:
        ReplayError: The policy does not decide so on the facts of the decision.
    """
    again = tuple(replays(decision, decision.items))
    of_item = (each for each in again if each.item.place == 0)
    rules = [
        *(rule for each in of_item for replay in (each, *each.floors) for rule in replay.rules),
        *rules_of_return(decision, again),
    ]
    spoke = {(rule.floor, rule.rule) for rule in rules if rule.outcome is Outcome.SPOKE}
    own = [rule.id for rule in decision.policy.rules if (None, rule.id) in spoke]
    floors = dict.fromkeys((rule.floor, rule.rule) for rule in rules if rule.floor is not None)
    return (*own, *(f"{floor}/{rule}" for floor, rule in floors if (floor, rule) in spoke))


def same_term(expected: str, found: str) -> bool:
    """Return whether two texts say the same of a term, however its numbers and blanks are written."""
    return _plain(expected) == _plain(found)


def _name(term: Term) -> str:
    return term.name if term.kind is TermKind.FEE else term.kind.value


def _text(term: Term) -> str:
    return " or ".join(map(_said, term.possible))


def _said(said: Said) -> str:
    match said.effect:
        case None:
            return NONE if said.rule is None else WAIVED
        case Decimal():
            return f"{said.effect:f} %"
        case _:
            return _OF_GOODS.sub(r"\1", str(said.effect))


def _plain(text: str) -> str:
    spaced = " ".join(text.replace("%", " % ").replace(" ,", ",").split())
    return _OF_GOODS.sub(r"\1", _NUMBER.sub(lambda number: f"{Decimal(number[0]).normalize():f}", spaced))


def at_rest(terms: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield the *terms* that cost or give something: a fee that is waived does neither."""
    yield from ((name, text) for name, text in terms.items() if text != WAIVED)
