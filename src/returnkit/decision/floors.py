"""Floors: what shoppers get whatever the policy says, by other policies and by law."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime

from returnkit.facts import Inspection, Order, RequestedItem, ReturnHistory, ReturnRequest
from returnkit.ids import PolicyId
from returnkit.policy import (
    CompiledPolicy,
    Fee,
    FeeKind,
    Policy,
    TermKind,
    civil_day,
    compile_policy,
)
from returnkit.policy.statutes import statutes_for

from .judge import Judge
from .prepare import prepare
from .values import OfferDecision, Term


def floors_of(policy: Policy, order: Order) -> tuple[CompiledPolicy, ...]:
    """Return the floors of *policy* that hold for *order*, in its order, ready to decide.

    `statute` is the law of the country that the order was delivered to, where data for it is installed.
    """
    return tuple(compile_policy(floor) for name in policy.floor for floor in _found(name, policy, order))


def _found(floor: str | Policy, policy: Policy, order: Order) -> Iterator[Policy]:
    # relies on (floors are at hand): `examine` refuses every other name than that of the law.
    if isinstance(floor, Policy):
        yield floor
    else:
        placed = date.fromordinal(civil_day(order.placed_at, policy.zone))
        address = order.shipping_address
        yield from (each.policy for each in statutes_for(address.country if address else None, placed))


def granted(
    floor: CompiledPolicy,
    order: Order,
    item: RequestedItem,
    request: ReturnRequest,
    at: datetime,
    history: ReturnHistory | None,
    inspection: Inspection | None,
) -> Judge:
    """Return what *floor* says of *item*, on its own."""
    prepared = prepare(floor, order, item, request, at, history=history, inspection=inspection)
    return Judge(floor, prepared, at)


def floor_offers(own: Judge, judge: Judge) -> Iterator[OfferDecision]:
    """Yield the offers of a floor as *judge* finds them, with the terms of the policy beside its own.

    Of charges of one kind the lower counts, of what is given the higher. The settlement compares them: both
    are unevaluated, each with its source. A kind that the floor does not charge is not charged at all.
    """
    for offer in judge.offers():
        terms = (*offer.terms, *own.terms_of_resolution(offer.gives))
        yield replace(offer, floor=judge.policy.id, terms=tuple(charged_by_both(terms, judge.policy.id)))


def charged_by_both(terms: Sequence[Term], floor: PolicyId) -> Iterator[Term]:
    """Yield *terms* without the fees of a kind that *floor* does not charge."""
    kinds = {kind for term in terms if term.source == floor for kind in _kinds(term)}
    for term in terms:
        if term.source == floor or term.kind is not TermKind.FEE or not kinds.isdisjoint(_kinds(term)):
            yield term


def _kinds(term: Term) -> Iterator[FeeKind]:
    yield from (said.effect.kind for said in term.possible if isinstance(said.effect, Fee))
