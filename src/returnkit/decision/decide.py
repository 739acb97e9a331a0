"""Decide: every item against every offer, with all that may still change the answer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final, TypeAlias

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
    compile_policy,
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
    at, compiled = to_utc(at), compile_policy(policy)
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
    unsettled = [offer.name for offer in offers if _STATUSES.index(offer.statuses[-1]) > low]
    missing = judge.missing(unsettled) if low != high else ()
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
        found |= judge.general_refusals()
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


_Mark: TypeAlias = tuple[Condition, bool]
"""A review rule that marks, and whether that is certain."""


@dataclass(frozen=True, slots=True)
class _Stand:
    """A standing that may hold, the rule that says so, and the marks met on the way to it."""

    standing: Standing
    rule: RuleId | None
    marks: tuple[_Mark, ...]

    @property
    def statuses(self) -> set[Status]:
        """The statuses an open offer may have."""
        if self.standing is not Standing.ALLOWED:
            return {Status.NO}
        if any(certain for _, certain in self.marks):
            return {Status.REVIEW}
        return {Status.REVIEW, Status.YES} if self.marks else {Status.YES}


class _Judge:
    """Asks the searches of one item; every search once."""

    def __init__(self, compiled: CompiledPolicy, prepared: Prepared, at: datetime) -> None:
        self._compiled, self._prepared, self._at = compiled, prepared, at
        self._positions: dict[int, tuple[int, ...]] = {}
        self._unsettled: dict[str, tuple[Condition, ...]] = {}
        self._judged: dict[object, OfferDecision | None] = {}

    def offer(self, offer: CompiledOffer) -> OfferDecision | None:
        """Return how *offer* stands, or None when it is surely not on the table."""
        rules = (offer.exists, offer.standing, offer.window, offer.reviews)
        if rules not in self._judged:
            self._judged[rules] = self._judge(offer)
        found = self._judged[rules]
        if found is None or found.name == offer.name:
            return found
        self._unsettled[offer.name] = self._unsettled[found.name]
        return replace(found, name=offer.name, gives=offer.gives)

    def _judge(self, offer: CompiledOffer) -> OfferDecision | None:
        exists = self._ask(offer.exists)
        if exists == (NOBODY,):
            return None
        is_certain = NOBODY not in exists
        positions = [position for position in self._ask(offer.window) if position != NOBODY]
        spans = [self._span(offer.window, position) for position in positions]
        standings = self._standings(offer)
        self._unsettled[offer.name] = tuple(self._unsettled_by(offer, spans, standings))
        statuses: set[Status] = set() if is_certain else {Status.NO}
        reasons: dict[Reason, None] = {}
        reviewed: dict[RuleId, None] = {}
        for stand in standings:
            if stand.standing is not Standing.ALLOWED:
                statuses.add(Status.NO)
                code = ReasonCode.REFUSED if stand.standing is Standing.REFUSED else ReasonCode.WITHHELD
                reasons[Reason(code, stand.rule)] = None
                continue
            for span in spans:
                if False in span.inside:
                    statuses.add(Status.NO)
                    reasons[Reason(ReasonCode.WINDOW, span.rule)] = None
                if True in span.inside:
                    statuses |= stand.statuses
                    reviewed |= dict.fromkeys(mark.rule for mark, _ in stand.marks)
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

    def general_refusals(self) -> set[Reason]:
        """Return the refusals by which every offer is surely refused; none where some offer is not."""
        found: set[Reason] = set()
        for offer in self._compiled.offers:
            stand, *others = self._standings(offer)
            if others or stand.standing is not Standing.REFUSED:
                return set()
            found.add(Reason(ReasonCode.REFUSED, stand.rule))
        return found

    def missing(self, offers: Sequence[str]) -> tuple[str, ...]:
        """Return the paths of the facts that leave *offers* open and may be told, sorted."""
        found = {
            path
            for offer in offers
            for condition in self._unsettled[offer]
            if not condition.is_internal
            for path in condition.missing(self._prepared.views)
        }
        return tuple(sorted(found))

    def _unsettled_by(
        self, offer: CompiledOffer, spans: list[_Span], stands: list[_Stand]
    ) -> Iterator[Condition]:
        """Yield the unknown conditions of the things whose possible values differ in status.

        Conditions that only choose between equal values, such as two windows that are both open, leave
        the verdict.
        """
        if NOBODY in self._ask(offer.exists):
            yield from self._unknown(offer.exists)
        if len({span.inside for span in spans}) > 1:
            yield from self._unknown(offer.window)
        if len({status for stand in stands for status in stand.statuses}) > 1:
            yield from self._unknown(offer.standing)
            for stand in stands:
                if len(stand.statuses) > 1:
                    yield from (mark for mark, _ in stand.marks)

    def _unknown(self, search: Search[Any]) -> tuple[Condition, ...]:
        """Return the conditions of *search* that may speak: all that were found but the last."""
        return tuple(search.conditions[position] for position in self._ask(search)[:-1])

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
            self._positions[key] = search.positions(self._prepared.views)
        return self._positions[key]

    def _standings(self, offer: CompiledOffer) -> list[_Stand]:
        """Return each standing that may hold; where one holds, the rules found before it are silent."""
        found: list[_Stand] = []
        silent: list[Condition] = []
        for position in self._ask(offer.standing):
            if position == NOBODY:
                marks = self._marks(offer.reviews, None, silent)
                found.append(_Stand(Standing.ALLOWED, None, marks))
            else:
                condition = offer.standing.conditions[position]
                marks = self._marks(offer.reviews, condition, silent)
                found.append(_Stand(offer.standing.effects[position], condition.rule, marks))
                silent.append(condition)
        return found

    def _marks(
        self, reviews: tuple[Condition, ...], speaker: Condition | None, silent: Sequence[Condition]
    ) -> tuple[_Mark, ...]:
        """Return the reviews that mark or may mark, down to the rule that is taken to speak."""
        marks: list[_Mark] = []
        for review in reviews:
            if review is speaker:
                marks.append((review, True))
            elif (speaker is None or review.number < speaker.number) and review not in silent:
                truth = review.ask(self._prepared.views)
                if truth is not False:
                    marks.append((review, truth is True))
        return tuple(marks)

    def _span(self, windows: Search[Window], position: int) -> _Span:
        # relies on (every offer has a window): where none speaks, the offer is not on the table either.
        window, rule = windows.effects[position], windows.conditions[position].rule
        clocks = self._prepared.clocks
        has_opened = self._at >= clocks.order
        if window.of is None:
            return _Span(rule, None, True, (has_opened,))
        start = clocks.start(window.of)
        if start is not None:
            closes = closing(window, start, clocks.zone)
            return _Span(rule, closes, True, (has_opened and (closes is None or self._at < closes),))
        # The event is not known to have been; it cannot be before the order was placed.
        earliest = closing(window, clocks.order, clocks.zone)
        is_open = earliest is None or self._at < earliest
        return _Span(rule, earliest, False, (has_opened,) if is_open else (True, False))
