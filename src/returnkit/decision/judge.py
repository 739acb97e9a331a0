"""Judge: one item against every offer of a policy; every search asked once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final, TypeAlias

from returnkit.expr.schema import is_unknown
from returnkit.ids import RuleId
from returnkit.policy import NOBODY, CompiledOffer, CompiledPolicy, Condition, Search, Standing

from .prepare import Prepared
from .spans import Opening, Span, spans_of
from .values import OfferDecision, Reason, ReasonCode, Status

RANK: Final = {code: rank for rank, code in enumerate(ReasonCode)}
STATUSES: Final = tuple(Status)

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


class Judge:
    """Asks the searches of one item; every search once."""

    def __init__(self, compiled: CompiledPolicy, prepared: Prepared, at: datetime) -> None:
        self._compiled, self._prepared, self._at = compiled, prepared, at
        self._positions: dict[int, tuple[int, ...]] = {}
        self._unsettled: dict[str, tuple[Condition, ...]] = {}
        self._judged: dict[object, OfferDecision | None] = {}
        self._known_spans: dict[str, list[Span]] = {}

    def offer(self, offer: CompiledOffer) -> OfferDecision | None:
        """Return how *offer* stands, or None when it is surely not on the table."""
        rules = (offer.exists, offer.standing, offer.window, offer.reviews, offer.extends, offer.defers)
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
        spans = self.spans(offer)
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
        spans: list[Span],
        reasons: tuple[Reason, ...],
        reviewed: tuple[RuleId, ...],
    ) -> OfferDecision:
        first = spans[0] if spans else None
        closings = {span.closing.closes for span in spans}
        is_certain = all(span.is_certain for span in spans) and len(closings) == 1
        openings = {opens for span in spans for opens in span.opens}
        ends = [closing for span in spans for closing in (span.closing, span.latest)] if is_certain else []
        dated = [closes for closes in closings if closes is not None]
        rules = {span.rule for span in spans}
        return OfferDecision(
            name=offer.name,
            gives=offer.gives,
            statuses=tuple(status for status in STATUSES if status in statuses),
            opens=_one(openings),
            closes=first.closing.closes if first and is_certain else None,
            closes_earliest=min(dated) if dated else None,
            is_closing_certain=is_certain,
            accepted_until=_one({closing.accepted_until for closing in ends}),
            goods_back_by=_one({closing.goods_back_by for closing in ends}),
            window_rule=first.rule if first and len(rules) == 1 else None,
            reasons=tuple(sorted(reasons, key=lambda reason: RANK[reason.code])),
            reviewed_by=reviewed,
            assumed=any(span.closing.assumed for span in spans),
            calendars=tuple(dict.fromkeys(name for span in spans for name in span.closing.calendars)),
        )

    def spans(self, offer: CompiledOffer) -> list[Span]:
        """Return the windows that *offer* may have."""
        # relies on (every offer has a window): where none speaks, the offer is not on the table either.
        if offer.name not in self._known_spans:
            positions = [position for position in self._ask(offer.window) if position != NOBODY]
            found = spans_of(self._compiled, offer, positions, self._prepared, self._at, self._opens_after)
            self._known_spans[offer.name] = found
        return self._known_spans[offer.name]

    def _opens_after(self, name: str) -> list[Opening]:
        """Return when an offer may open that opens after the one called *name*.

        It opens when that one closes, while that one is made and stands; else with the order.
        """
        above = next(offer for offer in self._compiled.offers if offer.name == name)
        exists, order = self._ask(above.exists), self._prepared.clocks.order
        if exists == (NOBODY,):
            return [(order, order)]
        allowed = [stand.standing is Standing.ALLOWED for stand in self._standings(above)]
        found: list[Opening] = []
        if any(allowed):
            for span in self.spans(above):
                last = span.latest.closes if span.latest.is_certain else None
                found.append((span.closing.closes, last))
        if NOBODY in exists or not all(allowed):
            found.append((order, order))
        return list(dict.fromkeys(found))

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
        for each in self._compiled.offers:
            if each.name in offers and len({inside for s in self.spans(each) for inside in s.inside}) > 1:
                found |= set(self._amounts(each))
        return tuple(sorted(found))

    def _unsettled_by(
        self, offer: CompiledOffer, spans: list[Span], stands: list[_Stand]
    ) -> Iterator[Condition]:
        """Yield the unknown conditions of the things whose possible values differ in status.

        Conditions that only choose between equal values, such as two windows that are both open, leave
        the verdict.
        """
        if NOBODY in self._ask(offer.exists):
            yield from self._unknown(offer.exists)
        if len({answer for span in spans for answer in span.inside}) > 1:
            yield from self._timing(offer)
        if len({status for stand in stands for status in stand.statuses}) > 1:
            yield from self._unknown(offer.standing)
            for stand in stands:
                if len(stand.statuses) > 1:
                    yield from (mark for mark, _ in stand.marks)

    def _timing(self, offer: CompiledOffer) -> Iterator[Condition]:
        """Yield the unknown conditions on which it rests when *offer* opens and closes."""
        yield from self._unknown(offer.window)
        yield from (condition for span in self.spans(offer) for condition in span.moved_by)
        for above in self._above(offer):
            yield from (*self._unknown(above.exists), *self._unknown(above.standing))
            yield from self._timing(above)

    def _above(self, offer: CompiledOffer) -> Iterator[CompiledOffer]:
        """Yield the offers that *offer* may open after."""
        names = {span.after for span in self.spans(offer)}
        yield from (each for each in self._compiled.offers if each.name in names)

    def _amounts(self, offer: CompiledOffer) -> Iterator[str]:
        """Yield the paths of the facts that computed amounts lack on which *offer* rests."""
        rules = {rule.id: rule for rule in self._compiled.policy.rules}
        for span in self.spans(offer):
            if not rules[span.rule].internal:
                for text in span.unknown:
                    yield from self._lacking(text)
        for above in self._above(offer):
            yield from self._amounts(above)

    def _lacking(self, text: str) -> Iterator[str]:
        views = self._prepared.views
        for root, field in self._compiled.facts_of_amount(text):
            if is_unknown(getattr(views[root], field.attribute)):
                yield field.path

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


def _one(instants: set[datetime | None]) -> datetime | None:
    """Return the one instant, or None where there are more or none."""
    return next(iter(instants)) if len(instants) == 1 else None
