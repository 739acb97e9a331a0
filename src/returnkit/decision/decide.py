"""Decide: every item against every offer, with all that may still change the answer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import zip_longest
from typing import Final

from returnkit.clock import to_utc, zone_data
from returnkit.facts import Inspection, Order, RequestedItem, ReturnHistory, ReturnRequest
from returnkit.ids import RuleId
from returnkit.policy import CompiledPolicy, Policy, compile_policy

from .causes import can_ask, missing
from .floors import floor_offers, floors_of, granted
from .judge import RANK, STATUSES, Judge, Known
from .parts import Cause, Part, doors_of, limited
from .prepare import Prepared, prepare
from .values import Decision, ItemDecision, OfferDecision, Reason, ReasonCode, Verdict
from .whole import approval_of, return_terms, whole_of


def decide(
    policy: Policy,
    order: Order,
    request: ReturnRequest,
    *,
    at: datetime,
    history: ReturnHistory | None = None,
    inspections: Sequence[Inspection | None] = (),
) -> Decision:
    """Return what *policy* says about *request*.

    Args:
        policy: The policy.
        order: The order the goods come from.
        request: What the customer asks.
        at: The instant the request is judged for; aware, any zone.
        history: The customer's past, without this request; None is not known.
        inspections: What was found when the goods came in, one a requested item, same order; the ones
            that are missing or None have not been inspected.

    Raises:
        InstantError: *at* has no zone.
        UnknownLineError: The request names a line that the order does not have.
        ValueError: There are more inspections than requested items.
        DocumentError: A policy built in Python has faults.
    """
    at, compiled = to_utc(at), compile_policy(policy)
    if len(inspections) > len(request.items):
        raise ValueError(f"{len(inspections)} inspections of {len(request.items)} requested items")
    floors = floors_of(policy, order) if policy.floor else ()
    parts = judged(compiled, order, request, at, history=history, inspections=inspections, floors=floors)
    if not compiled.is_of_items_alone:
        parts = limited(compiled, parts, order, request, history)
    items = tuple([concluded(compiled, part) for part in parts])
    decision = Decision(
        policy,
        order,
        request,
        at,
        items,
        history=history,
        inspections=tuple(inspections),
        zone_data=zone_data(),
    )
    if compiled.whole is None and not any(floor.whole for floor in floors):
        return decision
    judges = [part.judge for part in parts]
    of_floors = [[part.granted[number][0] for part in parts] for number in range(len(floors))]
    of_policy = whole_of(compiled, order, request, history, items, judges)
    terms = return_terms(
        compiled, of_policy, zip(floors, of_floors, strict=True), order, request, history, items
    )
    if of_policy is None:
        return replace(decision, terms=terms)
    approval, approved_by = approval_of(of_policy, items)
    return replace(decision, terms=terms, approval=approval, approved_by=approved_by)


def judged(
    compiled: CompiledPolicy,
    order: Order,
    request: ReturnRequest,
    at: datetime,
    *,
    history: ReturnHistory | None,
    inspections: Sequence[Inspection | None],
    floors: Sequence[CompiledPolicy] = (),
) -> list[Part]:
    """Return each requested item as it stands at *at* (UTC) by itself, before limits, sets and doors."""
    parts: list[Part] = []
    known = Known()
    prepared: Prepared | None = None
    for place, (item, inspection) in enumerate(zip_longest(request.items, inspections)):
        prepared = prepare(
            compiled, order, item, request, at, history=history, inspection=inspection, like=prepared
        )
        judge = Judge(compiled, prepared, at, known)
        given = [granted(floor, order, item, request, at, history, inspection) for floor in floors]
        floor_of = tuple([(each, tuple(floor_offers(judge, each))) for each in given]) if given else ()
        parts.append(Part(item, place, judge, judge.offers(), granted=floor_of))
    return parts


def decide_item(
    compiled: CompiledPolicy, item: RequestedItem, prepared: Prepared, at: datetime
) -> ItemDecision:
    """Return the whole answer for an item on its own, prepared for *at* (UTC)."""
    judge = Judge(compiled, prepared, at)
    return concluded(compiled, Part(item, 0, judge, judge.offers()))


def concluded(compiled: CompiledPolicy, part: Part) -> ItemDecision:
    """Return the answer for *part*, from how its offers stand."""
    judge, own, offers = part.judge, part.offers, part.offers
    for _, given in reversed(part.granted):
        offers = (*given, *offers)
    low = high = 0
    for offer in offers:
        low, high = max(low, _LEVELS[offer.statuses[0]]), max(high, _LEVELS[offer.statuses[-1]])
    demands = judge.demands(own)
    for each, given in part.granted:
        demands += each.demands(given)
    open_paths: tuple[str, ...] = ()
    verdict = _CERTAIN[low]
    if low != high:
        cause, is_told = Cause(), False
        for asked, given in ((judge, own), *part.granted):
            unsettled = [offer.name for offer in given if _LEVELS[offer.statuses[-1]] > low]
            found = Cause(frozenset(missing(asked, unsettled)), asked.waits_for_any(demands, unsettled))
            if asked is judge and unsettled:
                found |= part.beyond
            cause |= found
            is_told = is_told or any(can_ask(asked, path) for path in found.paths)
        open_paths = tuple(sorted(cause.paths))
        verdict = Verdict.NEEDS_INFO if is_told or cause.waits else Verdict.REVIEW
    reasons = tuple(_reasons(compiled, judge, own)) if verdict is Verdict.INELIGIBLE else ()
    return ItemDecision(
        item=part.item,
        line_id=part.item.line_id,
        place=part.place,
        verdict=verdict,
        offers=offers,
        reason=reasons[0] if reasons else None,
        refusals=reasons[1:],
        missing=open_paths,
        subject_to=judge.subject_to(),
        demands=demands,
        doors=tuple(doors_of(compiled, judge)) if compiled.methods else (),
    )


_LEVELS: Final = {status: level for level, status in enumerate(STATUSES)}
_CERTAIN: Final = (Verdict.INELIGIBLE, Verdict.REVIEW, Verdict.ELIGIBLE)


def _reasons(compiled: CompiledPolicy, judge: Judge, offers: tuple[OfferDecision, ...]) -> Iterator[Reason]:
    """Yield why nothing stands: each reason once, refusals first, each kind in document order."""
    found = {reason for offer in offers for reason in offer.reasons}
    if not offers:
        # Nothing was put on the table; a rule that refuses everything is still the better reason.
        found |= judge.general_refusals()
        found.add(Reason(ReasonCode.NOTHING_OFFERED, None))
    if len(found) > 1:
        numbers = compiled.numbers
        yield from sorted(
            found, key=lambda reason: (RANK[reason.code], numbers.get(reason.rule or RuleId(""), -1))
        )
    else:
        yield from found
