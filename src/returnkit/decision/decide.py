"""Decide: every item against every offer, with all that may still change the answer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import zip_longest

from returnkit.clock import to_utc
from returnkit.facts import Inspection, Order, RequestedItem, ReturnHistory, ReturnRequest
from returnkit.ids import RuleId
from returnkit.policy import CompiledPolicy, Policy, compile_policy

from .judge import RANK, STATUSES, Judge
from .prepare import Prepared, prepare
from .values import Decision, ItemDecision, OfferDecision, Reason, ReasonCode, Status, Verdict


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
    found: list[ItemDecision] = []
    for item, inspection in zip_longest(request.items, inspections):
        prepared = prepare(compiled, order, item, request, at, history=history, inspection=inspection)
        found.append(decide_item(compiled, item, prepared, at))
    return Decision(policy, order, request, at, tuple(found), history, tuple(inspections))


def decide_item(
    compiled: CompiledPolicy, item: RequestedItem, prepared: Prepared, at: datetime
) -> ItemDecision:
    """Return the whole answer for an item that is prepared for *at* (UTC)."""
    judge = Judge(compiled, prepared, at)
    considered = [judge.offer(offer) for offer in compiled.offers]
    offers = tuple(offer for offer in considered if offer is not None)
    low = max((STATUSES.index(offer.statuses[0]) for offer in offers), default=0)
    high = max((STATUSES.index(offer.statuses[-1]) for offer in offers), default=0)
    unsettled = [offer.name for offer in offers if STATUSES.index(offer.statuses[-1]) > low]
    missing = judge.missing(unsettled) if low != high else ()
    verdict = _verdict(STATUSES[low], STATUSES[high], judge, missing)
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


def _verdict(low: Status, high: Status, judge: Judge, missing: tuple[str, ...]) -> Verdict:
    """Return the verdict for an item whose best offer stands between *low* and *high*."""
    if low is high:
        return _CERTAIN[low]
    return Verdict.NEEDS_INFO if any(map(judge.can_ask, missing)) else Verdict.REVIEW


_CERTAIN = {Status.NO: Verdict.INELIGIBLE, Status.REVIEW: Verdict.REVIEW, Status.YES: Verdict.ELIGIBLE}


def _reasons(compiled: CompiledPolicy, judge: Judge, offers: tuple[OfferDecision, ...]) -> Iterator[Reason]:
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
