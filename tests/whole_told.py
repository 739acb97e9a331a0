"""Told: a decision in the words of the naive interpreter. The one place that knows the form of decisions."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from returnkit.policy import TermKey
from tests.naive import NaiveOffer
from tests.naive_return import NaiveDemand, NaivePart, NaiveReturn, Terms, merged
from tests.naive_things import SILENCE, Said

# Any, below: a decision and its parts, of which the laws check the form as well.


def told(decision: Any) -> NaiveReturn:
    """Return what *decision* says of a whole request.

    Left out: terms about which surely nobody speaks, demands of offers that are surely no, and what the
    policy charges on offers of its floors.
    """
    parts = merged(map(_part, decision.items))
    terms: dict[str, dict[TermKey, Said]] = {}
    own = {offer.name for rule in decision.policy.rules for offer in rule.offer}
    for term in decision.terms:
        said = _said(term.term.possible)
        if said != SILENCE and term.offer in own:
            terms.setdefault(term.offer, {})[TermKey(term.term.kind, term.term.name)] = said
    return NaiveReturn(parts, terms, decision.approval.value)


def _part(item: Any) -> NaivePart:
    offers = tuple(map(_offer, item.offers))
    may_stand = {offer.name for offer in offers if offer.statuses != {"no"}}
    reasons = (*((item.reason,) if item.reason else ()), *item.refusals)
    demands = {
        NaiveDemand(offer, each.wanted.name, each.before.value, each.rule, each.is_met, each.is_certain)
        for each in item.demands
        for offer in each.offers
        if offer in may_stand
    }
    return NaivePart(
        item.item.line_id,
        item.place,
        item.item.quantity,
        item.verdict.value,
        offers,
        tuple((reason.code.value, reason.rule) for reason in reasons),
        item.missing,
        item.subject_to,
        frozenset(demands),
    )


def _offer(offer: Any) -> NaiveOffer:
    stated = [term for term in offer.terms if offer.floor in (None, term.source)]
    terms: Terms = {TermKey(term.kind, term.name): _said(term.possible) for term in stated}
    return NaiveOffer(
        frozenset(status.value for status in offer.statuses),
        offer.opens,
        offer.closes,
        offer.closes_earliest,
        offer.is_closing_certain,
        offer.accepted_until,
        offer.assumed,
        frozenset((reason.code.value, reason.rule) for reason in offer.reasons),
        offer.name,
        {key: said for key, said in terms.items() if said != SILENCE},
    )


def _said(possible: Iterable[Any]) -> Said:
    return frozenset((each.effect, each.rule) for each in possible)
