"""Parts: what of an item its offers are good for, once limits, sets and doors are asked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from math import inf
from typing import NamedTuple

from returnkit.facts import Order, RequestedItem, ReturnHistory, ReturnRequest, comes_back_whole
from returnkit.ids import RuleId
from returnkit.policy import NOBODY, CompiledOffer, CompiledPolicy, Counted, Limit, Search, Whole
from returnkit.record import record

from .causes import missing, missing_of
from .judge import RANK, STATUSES, Judge
from .values import Door, OfferDecision, Reason, ReasonCode, Status


@dataclass(frozen=True, slots=True)
class Cause:
    """Why something is open.

    Attributes:
        paths: The facts that are not known.
        waits: Whether evidence or an answer is waited for.
    """

    paths: frozenset[str] = frozenset()
    waits: bool = False

    def __or__(self, other: Cause) -> Cause:
        return Cause(self.paths | other.paths, self.waits or other.waits)


@record
class Part:
    """Units of a requested item that stand and fall together.

    Attributes:
        item: The item, with the quantity of these units.
        place: Its place in the request.
        judge: What was asked about it.
        offers: The policy's own offers, as they stand now.
        beyond: What leaves its offers open beyond what was asked about it alone.
        granted: The offers of each floor, with who was asked; nothing of the policy touches them.
    """

    item: RequestedItem
    place: int
    judge: Judge
    offers: tuple[OfferDecision, ...]
    beyond: Cause = Cause()
    granted: tuple[tuple[Judge, tuple[OfferDecision, ...]], ...] = ()

    @property
    def is_surely_no(self) -> bool:
        """Whether no offer can stand."""
        return all(offer.statuses == (Status.NO,) for offer in self.offers)

    @property
    def is_maybe_no(self) -> bool:
        """Whether it is possible that no offer stands."""
        return all(Status.NO in offer.statuses for offer in self.offers)

    def cause(self) -> Cause:
        """Return what leaves it open whether it is a no."""
        if self.is_surely_no or not self.is_maybe_no:
            return Cause()
        return self.cause_of([offer.name for offer in self.offers if offer.statuses != (Status.NO,)])

    def cause_of(self, names: Sequence[str]) -> Cause:
        """Return what leaves it open whether the offers of these *names* are no."""
        waits = self.judge.waits_for_any(self.judge.demands(self.offers), names)
        return self.beyond | Cause(frozenset(missing(self.judge, names, ends=True)), waits=waits)


def limited(
    compiled: CompiledPolicy,
    parts: Sequence[Part],
    order: Order,
    request: ReturnRequest,
    history: ReturnHistory | None,
) -> list[Part]:
    """Return *parts* with every limit, then every set, then the doors asked; one pass each."""
    found = list(parts)
    limits = [rule.limit for rule in compiled.policy.rules if rule.limit]
    for counter, of in dict.fromkeys((limit.counter, limit.of) for limit in limits):
        found = list(_joined(_Allowance(counter, of, history).taken_by(compiled, found)))
    for group, search in compiled.groups:
        found = [_as_a_whole(part, group, search, found, order, request) for part in found]
    if request.method is not None:
        search_door = compiled.door(request.method)
        found = [_through(part, search_door) for part in found]
    return found


def limits_taken(
    compiled: CompiledPolicy, parts: Sequence[Part], history: ReturnHistory | None
) -> Iterator[tuple[Counted, str, int]]:
    """Yield of each counter whose it is, its name, and the most that *parts* take from it, if any."""
    found = list(parts)
    limits = [rule.limit for rule in compiled.policy.rules if rule.limit]
    for counter, of in dict.fromkeys((limit.counter, limit.of) for limit in limits):
        allowance = _Allowance(counter, of, ReturnHistory() if history is None else history)
        before = allowance.most
        found = list(_joined(allowance.taken_by(compiled, found)))
        if taken := int(allowance.most - before):
            yield of, counter, taken


# --- limits ------------------------------------------------------------------------------------------


class _Allowance:
    """A counter while the items of a request take from it: the least and the most that is used."""

    def __init__(self, counter: str, of: Counted, history: ReturnHistory | None) -> None:
        self._counter = counter
        if history is None:
            prefix = "household_" if of is Counted.HOUSEHOLD else ""
            self._least, self._most = 0, inf
            self._cause = Cause(frozenset({f"history.{prefix}{counter}"}))
        else:
            counters = history.household_counters if of is Counted.HOUSEHOLD else history.counters
            self._least = self._most = counters.get(counter, 0)
            self._cause = Cause()

    @property
    def most(self) -> float:
        """The most that may be used by now."""
        return self._most

    def taken_by(self, compiled: CompiledPolicy, parts: Iterable[Part]) -> Iterator[Part]:
        """Yield *parts* in order, each divided where its allowance ends."""
        searches = {offer.name: search for offer in compiled.offers for search in self._of(offer)}
        for part in parts:
            yield from self._divided(part, searches)

    def _of(self, offer: CompiledOffer) -> Iterator[Search[Limit]]:
        yield from (search for counter, search in offer.limits if counter == self._counter)

    def _divided(self, part: Part, searches: dict[str, Search[Limit]]) -> Iterator[Part]:
        wanted = part.item.quantity
        bounds: dict[str, list[_Bound]] = {}
        least, most = [self._least], [self._most]
        here, after = self._cause, Cause()
        for offer in part.offers:
            if offer.name not in searches or offer.statuses == (Status.NO,):
                continue
            search = searches[offer.name]
            positions = part.judge.ask(search)
            if positions == (NOBODY,):
                continue
            found = [self._bound(search, position, wanted) for position in positions]
            bounds[offer.name] = found
            limits = [bound for bound in found if bound.rule is not None]
            most.append(max(self._most + bound.sure for bound in limits))
            if len(limits) == len(found) and Status.NO not in offer.statuses:
                least.append(min(self._least + bound.possible for bound in limits))
            elif any(bound.possible for bound in limits):
                after |= part.cause_of([offer.name])
            # Limits are alike where every number that may be used leaves the same of both.
            ends = [self._most + wanted if p == NOBODY else search.effects[p].units for p in positions]
            alike = [min(max(units, self._least), self._most + wanted) for units in ends]
            here |= Cause(missing_of(part.judge, search, positions, alike))
            # Units that no rule counts are allowed all the same, and taken from no one.
            taken = [self._least if p == NOBODY else n for p, n in zip(positions, alike, strict=True)]
            after |= Cause(missing_of(part.judge, search, positions, taken))
        yield from _cut(part, bounds, here)
        self._least, self._most = max(least), max(most)
        self._cause = Cause() if self._least == self._most else here | after

    def _bound(self, search: Search[Limit], position: int, wanted: int) -> _Bound:
        if position == NOBODY:
            return _Bound(None, wanted, wanted)
        units, rule = search.effects[position].units, search.conditions[position].rule
        return _Bound(rule, _left(units, self._most, wanted), _left(units, self._least, wanted))


def _left(units: int, used: float, wanted: int) -> int:
    return int(min(wanted, max(0, units - used)))


class _Bound(NamedTuple):
    """How many units a rule allows, surely and possibly; without a rule, all."""

    rule: RuleId | None
    sure: int
    possible: int


def _cut(part: Part, bounds: dict[str, list[_Bound]], cause: Cause) -> Iterator[Part]:
    """Yield the units of *part* in pieces: those that are allowed, those that may be, those that are not."""
    wanted = part.item.quantity
    every = (cut for found in bounds.values() for bound in found for cut in (bound.sure, bound.possible))
    for first, end in pairwise(sorted({0, wanted, *every})):
        offers, is_open = [], False
        for offer in part.offers:
            beyond = [bound for bound in bounds.get(offer.name, ()) if end > bound.sure]
            if beyond:
                is_certain = all(first >= bound.possible for bound in bounds[offer.name])
                rules = [bound.rule for bound in beyond if bound.rule is not None]
                offers.append(_closed(offer, ReasonCode.LIMIT, rules, is_certain=is_certain))
                is_open = is_open or not is_certain
            else:
                offers.append(offer)
        item = part.item if end - first == wanted else part.item.evolve(quantity=end - first)
        more = cause if is_open else Cause()
        yield replace(part, item=item, offers=tuple(offers), beyond=part.beyond | more)


def _joined(parts: Iterable[Part]) -> Iterator[Part]:
    """Yield *parts*, neighbours of one item that stand alike as one: the next counter counts them at once."""
    above: Part | None = None
    for part in parts:
        if above and (above.place, above.offers, above.beyond) == (part.place, part.offers, part.beyond):
            quantity = above.item.quantity + part.item.quantity
            above = replace(part, item=part.item.evolve(quantity=quantity))
            continue
        if above:
            yield above
        above = part
    if above:
        yield above


# --- sets --------------------------------------------------------------------------------------------


def _as_a_whole(
    part: Part,
    group: Whole,
    search: Search[Whole],
    parts: Sequence[Part],
    order: Order,
    request: ReturnRequest,
) -> Part:
    """Return *part* as it stands where a rule asks for all of its group, given how all *parts* stand."""
    positions = part.judge.ask(search)
    if positions == (NOBODY,):
        return part
    lines = set(_lines_of(group, part, order))
    members = [each for each in parts if each.item.line_id in lines]
    is_missing = any(not comes_back_whole(request, line) for line in order.lines if line.id in lines)
    if not is_missing and not any(each.is_maybe_no for each in members):
        return part
    is_broken = is_missing or any(each.is_surely_no for each in members)
    is_certain = is_broken and NOBODY not in positions
    rules = tuple(search.conditions[position].rule for position in positions if position != NOBODY)
    offers = tuple(_closed(offer, ReasonCode.SET, rules, is_certain=is_certain) for offer in part.offers)
    cause = Cause(missing_of(part.judge, search, positions, [p == NOBODY for p in positions]))
    if not is_broken:
        for each in members:
            cause |= each.cause()
    return replace(part, offers=offers, beyond=part.beyond | cause if _is_open(offers, part) else part.beyond)


def _lines_of(group: Whole, part: Part, order: Order) -> Iterator[str]:
    own = order.line(part.item.line_id)
    for line in order.lines:
        match group:
            case Whole.LINE:
                belongs = line is own
            case Whole.ORDER:
                belongs = line.current_quantity > 0
            case Whole.BUNDLE:
                bundles = (own.bundle if own else None, line.bundle)
                belongs = None not in bundles and len({bundle.id for bundle in bundles if bundle}) == 1
        if belongs:
            yield line.id


# --- doors -------------------------------------------------------------------------------------------


def _through(part: Part, door: Search[bool]) -> Part:
    """Return *part* as it stands when its goods come by *door*."""
    positions = part.judge.ask(door)
    answers = [position == NOBODY or door.effects[position] for position in positions]
    if all(answers):
        return part
    shut = [p for p, is_open in zip(positions, answers, strict=True) if not is_open]
    rules = tuple(door.conditions[position].rule for position in shut)
    is_certain = not any(answers)
    offers = tuple(_closed(offer, ReasonCode.METHOD, rules, is_certain=is_certain) for offer in part.offers)
    cause = Cause(missing_of(part.judge, door, positions, answers))
    return replace(part, offers=offers, beyond=part.beyond | cause if _is_open(offers, part) else part.beyond)


def doors_of(compiled: CompiledPolicy, judge: Judge) -> Iterator[Door]:
    """Yield the doors that the policy names, in its order, as they are for one item."""
    for method in compiled.methods:
        search = compiled.door(method)
        positions = judge.ask(search)
        answers = (position == NOBODY or search.effects[position] for position in positions)
        rules = tuple(search.conditions[position].rule for position in positions if position != NOBODY)
        yield Door(method, tuple(dict.fromkeys(answers)), rules)


def _is_open(offers: Sequence[OfferDecision], before: Part) -> bool:
    """Return whether one of *offers* may have been closed, and it is not known."""
    pairs = zip(offers, before.offers, strict=True)
    return any(now is not was and len(now.statuses) > 1 for now, was in pairs)


def _closed(
    offer: OfferDecision, code: ReasonCode, rules: Iterable[RuleId], *, is_certain: bool
) -> OfferDecision:
    """Return *offer* closed for a reason, or possibly so; what is closed stays as it is."""
    if offer.statuses == (Status.NO,):
        return offer
    added = tuple(Reason(code, rule) for rule in rules)
    if is_certain:  # what only may have closed it is no reason any more
        return replace(offer, statuses=(Status.NO,), reasons=tuple(dict.fromkeys(added)))
    statuses = {Status.NO, *offer.statuses}
    return replace(
        offer,
        statuses=tuple(status for status in STATUSES if status in statuses),
        reasons=tuple(sorted(dict.fromkeys((*offer.reasons, *added)), key=lambda reason: RANK[reason.code])),
    )
