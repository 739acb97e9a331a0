"""Decide: every item against every offer, with all that may still change the answer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from returnkit.clock import to_utc
from returnkit.facts import Order, RequestedItem, ReturnRequest
from returnkit.ids import RuleId
from returnkit.policy import (
    NOBODY,
    CompiledOffer,
    CompiledPolicy,
    Condition,
    Policy,
    Search,
    Standing,
    Window,
    closing,
)

from .prepare import Prepared, prepare
from .values import (
    Decision,
    ItemDecision,
    OfferDecision,
    Reason,
    ReasonCode,
    Status,
    Verdict,
)

RANK: Final = {code: rank for rank, code in enumerate(ReasonCode)}
_STATUSES = tuple(Status)


def decide(policy: Policy, order: Order, request: ReturnRequest, *, at: datetime) -> Decision:
    """Return what *policy* says about *request*.

    Args:
        policy: The policy.
        order: The order the goods come from.
        request: What the customer asks.
        at: The instant the request is judged for; aware, any zone.

    Raises:
        InstantError: *at* has no zone.
        UnknownLineError: The request names a line that the order does not have.
        DocumentError: A policy built in Python has faults.
    """
    at, compiled = to_utc(at), policy.compiled
    items = tuple(
        decide_item(compiled, item, prepare(compiled, order, item, request, at), at) for item in request.items
    )
    return Decision(policy, order, request, at, items)


def decide_item(
    compiled: CompiledPolicy, item: RequestedItem, prepared: Prepared, at: datetime
) -> ItemDecision:
    """Return the whole answer for an item that is prepared for *at* (UTC)."""
    judge = _Judge(compiled, prepared, at)
    considered = [judge.offer(offer) for offer in compiled.offers]
    offers = tuple(offer for offer in considered if offer is not None)
    low = max((_STATUSES.index(offer.statuses[0]) for offer in offers), default=0)
    high = max((_STATUSES.index(offer.statuses[-1]) for offer in offers), default=0)
    missing = judge.missing() if low != high else ()
    verdict = _verdict(_STATUSES[low], _STATUSES[high], judge, missing)
    reasons = tuple(_reasons(compiled, judge, offers)) if verdict is Verdict.INELIGIBLE else ()
    return ItemDecision(
        item=item,
        line_id=item.line_id,
        verdict=verdict,
        offers=offers,
        reason=reasons[0] if reasons else None,
        refusals=reasons[1:],
        missing=missing,
        subject_to=judge.subject_to(),
    )


def _verdict(low: Status, high: Status, judge: _Judge, missing: tuple[str, ...]) -> Verdict:
    """Return the verdict for an item whose best offer stands between *low* and *high*."""
    if low is high:
        return _CERTAIN[low]
    return Verdict.NEEDS_INFO if any(map(judge.can_ask, missing)) else Verdict.REVIEW


_CERTAIN = {Status.NO: Verdict.INELIGIBLE, Status.REVIEW: Verdict.REVIEW, Status.YES: Verdict.ELIGIBLE}


def _reasons(compiled: CompiledPolicy, judge: _Judge, offers: tuple[OfferDecision, ...]) -> Iterator[Reason]:
    """Yield why nothing stands: each reason once, refusals first, each kind in document order."""
    found = {reason for offer in offers for reason in offer.reasons}
    if not offers:
        # Nothing was put on the table; a rule that refuses everything is still the better reason.
        found |= set(judge.general_refusals())
        found.add(Reason(ReasonCode.NOTHING_OFFERED, None))
    numbers = {condition.rule: condition.number for condition in compiled.conditions}
    yield from sorted(
        found, key=lambda reason: (RANK[reason.code], numbers.get(reason.rule or RuleId(""), -1))
    )


@dataclass(frozen=True, slots=True)
class _Span:
    """A window as it may hold: its rule and closing, and whether the item is inside."""

    rule: RuleId
    closes: datetime | None
    is_certain: bool
    inside: tuple[bool, ...]


class _Judge:
    """Asks the searches of one item; every search once."""

    def __init__(self, compiled: CompiledPolicy, prepared: Prepared, at: datetime) -> None:
        self._compiled, self._prepared, self._at = compiled, prepared, at
        self._positions: dict[int, tuple[int, ...]] = {}
        self._open: dict[Condition, None] = {}

    def offer(self, offer: CompiledOffer) -> OfferDecision | None:
        """Return how *offer* stands, or None when it is surely not on the table."""
        exists = self._ask(offer.exists)
        if exists == (NOBODY,):
            return None
        is_certain = NOBODY not in exists
        positions = [position for position in self._ask(offer.window) if position != NOBODY]
        spans = [self._span(offer.window, position) for position in positions]
        standings = self._standings(offer)
        statuses: set[Status] = set() if is_certain else {Status.NO}
        reasons: dict[Reason, None] = {}
        reviewed: dict[RuleId, None] = {}
        for standing, rule, marks in standings:
            if standing is not Standing.ALLOWED:
                statuses.add(Status.NO)
                code = ReasonCode.REFUSED if standing is Standing.REFUSED else ReasonCode.WITHHELD
                reasons[Reason(code, rule)] = None
                continue
            for span in spans:
                if False in span.inside:
                    statuses.add(Status.NO)
                    reasons[Reason(ReasonCode.WINDOW, span.rule)] = None
                if True in span.inside:
                    statuses |= {Status.REVIEW if certain else Status.YES for certain in _marked(marks)}
                    reviewed |= dict.fromkeys(mark for mark, _ in marks)
        return self._decision(offer, statuses, spans, tuple(reasons), tuple(reviewed))

    def _decision(
        self,
        offer: CompiledOffer,
        statuses: set[Status],
        spans: list[_Span],
        reasons: tuple[Reason, ...],
        reviewed: tuple[RuleId, ...],
    ) -> OfferDecision:
        only = spans[0] if len(spans) == 1 else None
        closings = {span.closes for span in spans}
        is_certain = all(span.is_certain for span in spans) and len(closings) == 1
        dated = [closes for closes in closings if closes is not None]
        return OfferDecision(
            name=offer.name,
            gives=offer.gives,
            statuses=tuple(status for status in _STATUSES if status in statuses),
            opens=self._prepared.clocks.order,
            closes=spans[0].closes if is_certain else None,
            closes_earliest=min(dated) if dated else None,
            is_closing_certain=is_certain,
            window_rule=only.rule if only else None,
            reasons=tuple(sorted(reasons, key=lambda reason: RANK[reason.code])),
            reviewed_by=reviewed,
        )

    def general_refusals(self) -> Iterator[Reason]:
        """Yield the refusal that speaks about every offer, when one surely does."""
        for offer in self._compiled.offers:
            for standing, rule, _ in self._standings(offer):
                if standing is Standing.REFUSED and rule is not None:
                    yield Reason(ReasonCode.REFUSED, rule)

    def missing(self) -> tuple[str, ...]:
        """Return the paths of the facts that leave the answer open and may be told, sorted."""
        found = {
            path
            for condition in self._open
            if not condition.is_internal
            for path in condition.missing(self._prepared.views)
        }
        return tuple(sorted(found))

    def can_ask(self, path: str) -> bool:
        """Return whether somebody can be asked for the fact *path* now."""
        return self._compiled.vocabulary.schema[path].ask in ("shopper", "staff")

    def subject_to(self) -> tuple[RuleId, ...]:
        """Return the rules that count as silent until the inspection."""
        views = self._prepared.views
        return tuple(
            each.rule for each in self._compiled.conditions if each.can_wait and each.is_subject(views)
        )

    def _ask(self, search: Search[Any]) -> tuple[int, ...]:
        key = id(search)
        if key not in self._positions:
            found = self._positions[key] = search.positions(self._prepared.views)
            if len(found) > 1:
                self._open |= dict.fromkeys(search.conditions[position] for position in found[:-1])
        return self._positions[key]

    def _standings(
        self, offer: CompiledOffer
    ) -> list[tuple[Standing, RuleId | None, tuple[tuple[RuleId, bool], ...]]]:
        """Return each standing that may hold, the rule that says so, and the marks met on the way."""
        found: list[tuple[Standing, RuleId | None, tuple[tuple[RuleId, bool], ...]]] = []
        for position in self._ask(offer.standing):
            if position == NOBODY:
                found.append((Standing.ALLOWED, None, self._marks(offer.reviews, None)))
            else:
                condition = offer.standing.conditions[position]
                marks = self._marks(offer.reviews, condition.number)
                found.append((offer.standing.effects[position], condition.rule, marks))
        return found

    def _marks(self, reviews: tuple[Condition, ...], before: int | None) -> tuple[tuple[RuleId, bool], ...]:
        """Return the review rules that mark or may mark, above the rule numbered *before*."""
        marks = []
        for review in reviews:
            if before is None or review.number < before:
                truth = review.ask(self._prepared.views)
                if truth is not False:
                    marks.append((review.rule, truth is True))
                if not isinstance(truth, bool):
                    self._open[review] = None
        return tuple(marks)

    def _span(self, windows: Search[Window], position: int) -> _Span:
        # relies on (every offer has a window): where none speaks, the offer is not on the table either.
        window, rule = windows.effects[position], windows.conditions[position].rule
        clocks = self._prepared.clocks
        if window.of is None:
            return _Span(rule, None, True, (True,))
        start = clocks.start(window.of)
        if start is not None:
            closes = closing(window, start, clocks.zone)
            return _Span(rule, closes, True, (closes is None or self._at < closes,))
        # The event is not known to have been; it cannot be before the order was placed.
        earliest = closing(window, clocks.order, clocks.zone)
        is_open = earliest is None or self._at < earliest
        return _Span(rule, earliest, False, (True,) if is_open else (True, False))


def _marked(marks: tuple[tuple[RuleId, bool], ...]) -> set[bool]:
    """Return whether the offer is marked: one answer when it is certain."""
    if any(certain for _, certain in marks):
        return {True}
    return {True, False} if marks else {False}
