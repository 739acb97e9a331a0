"""Judge: one item against every offer of a policy; every search asked once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final, TypeAlias

from returnkit.facts import Resolution
from returnkit.ids import RuleId
from returnkit.policy import (
    NOBODY,
    Asked,
    Before,
    CompiledOffer,
    CompiledPolicy,
    Condition,
    Evidence,
    Policy,
    Search,
    Standing,
    TermKey,
)

from .prepare import Prepared
from .spans import Opening, Span, plain_closing, spans_of
from .values import Demand, OfferDecision, Reason, ReasonCode, Said, Status, Term

RANK: Final = {code: rank for rank, code in enumerate(ReasonCode)}
STATUSES: Final = tuple(Status)

_CODES: Final = {Standing.REFUSED: ReasonCode.REFUSED, Standing.WITHHELD: ReasonCode.WITHHELD}

_Mark: TypeAlias = tuple[Condition, bool]
"""A review rule that marks, and whether that is certain."""


NEVER: Final = (NOBODY,)
"""What a search finds where surely nobody speaks."""


@dataclass(slots=True)
class Known:
    """What the offers and the items of one return share under a policy, filled while it is decided.

    Attributes:
        offers: Plain offers as they stand, by their rules and their event.
        terms: Terms, by what they are and the rules that speak.
    """

    offers: dict[tuple[Search[Any], Search[Any], int, int, datetime], OfferDecision] = field(
        default_factory=dict
    )
    terms: dict[tuple[TermKey, Search[Any], tuple[int, ...]], Term] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Stand:
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

    def __init__(
        self, compiled: CompiledPolicy, prepared: Prepared, at: datetime, known: Known | None = None
    ) -> None:
        self._compiled, self._prepared, self._at = compiled, prepared, at
        self._positions: dict[Search[Any], tuple[int, ...]] = {}
        self._judged: dict[object, OfferDecision | None] = {}
        self._plain: dict[tuple[Search[Any], Search[Any]], OfferDecision] = {}
        self._known_spans: dict[str, list[Span]] = {}
        self._known = Known() if known is None else known

    def offers(self) -> tuple[OfferDecision, ...]:
        """Return how each offer stands, those left out that are surely not on the table."""
        found = [self.offer(offer) for offer in self._compiled.offers]
        return tuple([decision for decision in found if decision is not None])

    def offer(self, offer: CompiledOffer) -> OfferDecision | None:
        """Return how *offer* stands, or None when it is surely not on the table."""
        if offer.is_plain:
            exists = self.ask(offer.exists)
            if exists == NEVER:
                return None
            if len(exists) == 1 and (plainly := self._judge_plainly(offer)) is not None:
                return plainly
        rules = offer.searches
        if rules not in self._judged:
            self._judged[rules] = self._judge(offer)
        found = self._judged[rules]
        if found is None or found.name == offer.name:
            return found
        return found.renamed(offer.name, offer.gives)

    def _judge(self, offer: CompiledOffer) -> OfferDecision | None:
        exists = self.ask(offer.exists)
        if exists == NEVER:
            return None
        is_certain = NOBODY not in exists
        spans = self.spans(offer)
        standings = self.standings(offer)
        statuses: set[Status] = set() if is_certain else {Status.NO}
        reasons: dict[Reason, None] = {}
        reviewed: dict[RuleId, None] = {}
        for stand in standings:
            if stand.standing is not Standing.ALLOWED:
                statuses.add(Status.NO)
                reasons[Reason(_CODES[stand.standing], stand.rule)] = None
                continue
            for span in spans:
                if False in span.inside:
                    statuses.add(Status.NO)
                    reasons[Reason(ReasonCode.WINDOW, span.rule)] = None
                if True in span.inside:
                    statuses |= stand.statuses
                    reviewed |= dict.fromkeys(mark.rule for mark, _ in stand.marks)
        if any(self.unmet(search) for _, search in offer.asks):
            statuses.add(Status.NO)
        if self.may_stand(offer) and not any(True in span.inside for span in spans):
            # It is too late in any case: what only may have refused it is no reason.
            reasons = {reason: None for reason in reasons if reason.code is ReasonCode.WINDOW}
        return self._decision(offer, statuses, spans, tuple(reasons), tuple(reviewed))

    def _judge_plainly(self, offer: CompiledOffer) -> OfferDecision | None:
        """Return how a plain *offer* on the table stands, the short way; None where something is unknown."""
        rules = (offer.standing, offer.window)
        if (found := self._plain.get(rules)) is None:
            standings, windows = self.ask(offer.standing), self.ask(offer.window)
            if len(standings) != 1 or len(windows) != 1:
                return None
            standing, place, clocks = standings[0], windows[0], self._prepared.clocks
            window = offer.window.effects[place]
            start = clocks.start(window.of) if window.of else clocks.order
            if start is None:
                return None
            key = (*rules, standing, place, start)
            if (found := self._known.offers.get(key)) is None:
                found = self._known.offers[key] = self._plainly(offer, standing, place, start)
            self._plain[rules] = found
        if offer.terms or found.name != offer.name:
            return found.renamed(offer.name, offer.gives, self.terms(offer) if offer.terms else None)
        return found

    def _plainly(self, offer: CompiledOffer, standing: int, place: int, start: datetime) -> OfferDecision:
        """Return how a plain *offer* stands by the rules at these positions, its window from *start*."""
        clocks, rule = self._prepared.clocks, offer.window.conditions[place].rule
        closes = plain_closing(offer.window.effects[place], start, clocks.zone)
        is_inside = clocks.order <= self._at and (closes is None or self._at < closes)
        reason = None if is_inside else Reason(ReasonCode.WINDOW, rule)
        if standing != NOBODY and (code := _CODES.get(offer.standing.effects[standing])):
            reason = Reason(code, offer.standing.conditions[standing].rule)
        return OfferDecision(
            offer.name,
            offer.gives,
            (Status.NO,) if reason else (Status.YES,),
            clocks.order,
            closes,
            closes_earliest=closes,
            is_closing_certain=True,
            accepted_until=closes,
            goods_back_by=None,
            window_rule=rule,
            reasons=(reason,) if reason else (),
            reviewed_by=(),
        )

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
            terms=self.terms(offer) if offer.terms else (),
        )

    def terms(self, offer: CompiledOffer) -> tuple[Term, ...]:
        """Return the terms of *offer* that rules state."""
        found: list[Term] = []
        for key, search in offer.terms:
            positions = self.ask(search)
            if positions != NEVER:
                found.append(self._term(key, search, positions))
        return tuple(found)

    def _term(self, key: TermKey, search: Search[Any], positions: tuple[int, ...]) -> Term:
        """Return the term that the rules of *search* at these positions state."""
        known, place = self._known.terms, (key, search, positions)
        if (found := known.get(place)) is None:
            said = tuple([_said(search, position) for position in positions])
            found = known[place] = Term(key.kind, key.name, said, self._compiled.policy.id)
        return found

    def terms_of_resolution(self, gives: Resolution) -> tuple[Term, ...]:
        """Return the terms of the first offer that gives this, whether it stands or not."""
        same = next((offer for offer in self._compiled.offers if offer.gives is gives), None)
        return self.terms(same) if same else ()

    def demands(self, offers: Sequence[OfferDecision]) -> tuple[Demand, ...]:
        """Return what is asked for, or may be, of those of *offers* that may stand."""
        if not self._compiled.asks:
            return ()
        standing = {offer.name for offer in offers if offer.statuses != (Status.NO,)}
        found: dict[tuple[Asked, RuleId, bool], list[str]] = {}
        for offer in self._compiled.offers:
            for _, search in offer.asks if offer.name in standing else ():
                positions = self.ask(search)
                for position in positions:
                    if position != NOBODY:
                        rule = search.conditions[position].rule
                        found.setdefault((search.effects[position], rule, len(positions) == 1), []).append(
                            offer.name
                        )
        return tuple(
            Demand(asked.wanted, asked.before, rule, tuple(names), self._is_met(asked), is_certain)
            for (asked, rule, is_certain), names in found.items()
        )

    def waits_for_any(self, demands: Sequence[Demand], offers: Sequence[str]) -> bool:
        """Return whether the decision about one of *offers* waits for something that may be asked for."""
        internal = {each.rule for each in self._compiled.conditions if each.is_internal}
        return any(
            not demand.is_met and demand.before is Before.DECISION and demand.rule not in internal
            for demand in demands
            if not set(offers).isdisjoint(demand.offers)
        )

    def unmet(self, search: Search[Asked]) -> tuple[Condition, ...]:
        """Return the rules of *search* that ask, or may, for something the decision waits for."""
        return tuple(
            search.conditions[position]
            for position in self.ask(search)
            if position != NOBODY
            and search.effects[position].before is Before.DECISION
            and not self._is_met(search.effects[position])
        )

    def _is_met(self, asked: Asked) -> bool:
        """Return whether the request brings what is asked for."""
        item, request, wanted = self._prepared.item, self._prepared.request, asked.wanted
        if isinstance(wanted, Evidence):
            return item.evidence.get(wanted.name, 0) + request.evidence.get(wanted.name, 0) >= wanted.least
        answers = (item.answers, item.staff_answers, request.answers, request.staff_answers)
        return any(wanted.name in given for given in answers)

    def spans(self, offer: CompiledOffer) -> list[Span]:
        """Return the windows that *offer* may have."""
        # relies on (every offer has a window): where none speaks, the offer is not on the table either.
        if offer.name not in self._known_spans:
            positions = [position for position in self.ask(offer.window) if position != NOBODY]
            found = spans_of(self._compiled, offer, positions, self._prepared, self._at, self._opens_after)
            self._known_spans[offer.name] = found
        return self._known_spans[offer.name]

    def _opens_after(self, name: str) -> list[Opening]:
        """Return when an offer may open that opens after the one called *name*.

        It opens when that one closes, while that one is made and stands; else with the order.
        """
        above = next(offer for offer in self._compiled.offers if offer.name == name)
        exists, order = self.ask(above.exists), self._prepared.clocks.order
        if exists == (NOBODY,):
            return [(order, order)]
        allowed = [stand.standing is Standing.ALLOWED for stand in self.standings(above)]
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
            stand, *others = self.standings(offer)
            if others or stand.standing is not Standing.REFUSED:
                return set()
            found.add(Reason(ReasonCode.REFUSED, stand.rule))
        return found

    def may_stand(self, offer: CompiledOffer) -> bool:
        """Return whether *offer* stands, or may, if it is made."""
        return any(stand.standing is Standing.ALLOWED for stand in self.standings(offer))

    @property
    def compiled(self) -> CompiledPolicy:
        """The policy that is asked, ready to decide."""
        return self._compiled

    @property
    def views(self) -> tuple[Any, ...]:  # Any: a view has the attributes that the policy names
        """The facts of the item."""
        return self._prepared.views

    @property
    def policy(self) -> Policy:
        """The policy that is asked."""
        return self._compiled.policy

    @property
    def at(self) -> datetime:
        """The instant it is judged for, UTC."""
        return self._at

    def subject_to(self) -> tuple[RuleId, ...]:
        """Return the rules that count as silent until the inspection."""
        if not self._compiled.waiting:
            return ()
        views = self._prepared.views
        return tuple(each.rule for each in self._compiled.waiting if each.is_subject(views))

    def ask(self, search: Search[Any]) -> tuple[int, ...]:
        """Return the positions of *search* that may decide, as it does; each search is asked once."""
        known = self._positions
        if search not in known:
            known[search] = search.positions(self._prepared.views)
        return known[search]

    def standings(self, offer: CompiledOffer) -> list[Stand]:
        """Return each standing that may hold; where one holds, the rules found before it are silent."""
        found: list[Stand] = []
        silent: list[Condition] = []
        for position in self.ask(offer.standing):
            if position == NOBODY:
                marks = self._marks(offer.reviews, None, silent)
                found.append(Stand(Standing.ALLOWED, None, marks))
            else:
                condition = offer.standing.conditions[position]
                marks = self._marks(offer.reviews, condition, silent)
                found.append(Stand(offer.standing.effects[position], condition.rule, marks))
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


def _said(search: Search[Any], position: int) -> Said:
    if position == NOBODY:
        return Said(None, None)
    return Said(search.effects[position], search.conditions[position].rule)


def _one(instants: set[datetime | None]) -> datetime | None:
    """Return the one instant, or None where there are more or none."""
    return next(iter(instants)) if len(instants) == 1 else None
