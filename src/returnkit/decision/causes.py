"""Causes: what the verdict of one item hangs on, as far as it is not known."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from returnkit.expr.schema import is_unknown
from returnkit.policy import NOBODY, CompiledOffer, Condition, Search, Standing

from .judge import NEVER, Judge, Stand


def missing(judge: Judge, names: Sequence[str], *, ends: bool = False) -> tuple[str, ...]:
    """Return the paths of the facts that leave offers open and may be told, sorted.

    Args:
        judge: Who was asked about the item.
        names: The offers.
        ends: Whether only those count that leave it open whether the offers are no.
    """
    found: set[str] = set()
    for offer in judge.compiled.offers:
        if offer.name in names and judge.ask(offer.exists) != NEVER:
            conditions = _ending(judge, offer) if ends else _unsettled(judge, offer, judge.standings(offer))
            for condition in conditions:
                if not condition.is_internal:
                    found.update(condition.missing(judge.views))
            if len({inside for span in judge.spans(offer) for inside in span.inside}) > 1:
                found.update(_amounts(judge, offer))
    return tuple(sorted(found))


def missing_of(
    judge: Judge, search: Search[Any], positions: Sequence[int], outcomes: Sequence[object]
) -> frozenset[str]:
    """Return the paths of the facts on which it rests which of *outcomes* holds, and which may be told.

    Args:
        judge: Who was asked about the item.
        search: What was asked.
        positions: What may decide it.
        outcomes: What follows from each of them, same order.
    """
    found: set[str] = set()
    for place, position in enumerate(positions[:-1]):
        condition = search.conditions[position]
        if not condition.is_internal and any(each != outcomes[place] for each in outcomes[place + 1 :]):
            found.update(condition.missing(judge.views))
    return frozenset(found)


def can_ask(judge: Judge, path: str) -> bool:
    """Return whether somebody can be asked for the fact *path* now."""
    name = judge.compiled.vocabulary.schema.get(path)
    return name is not None and name.ask in ("shopper", "staff")


def _ending(judge: Judge, offer: CompiledOffer) -> Iterator[Condition]:
    """Yield those of the conditions that leave an offer open that leave it open whether it is a no."""
    # A review that may mark turns a yes, and no no.
    stands = [replace(stand, marks=()) for stand in judge.standings(offer)]
    yield from _unsettled(judge, offer, stands)


def _unsettled(judge: Judge, offer: CompiledOffer, stands: Sequence[Stand]) -> Iterator[Condition]:
    """Yield the unknown conditions of the things whose possible values differ in status.

    Conditions that only choose between equal values, such as two windows that are both open, leave
    the verdict.
    """
    if NOBODY in judge.ask(offer.exists):
        yield from _unknown(judge, offer.exists)
    if len({answer for span in judge.spans(offer) for answer in span.inside}) > 1:
        yield from _timing(judge, offer)
    if len({status for stand in stands for status in stand.statuses}) > 1:
        yield from _unknown(judge, offer.standing)
        for stand in stands:
            if len(stand.statuses) > 1:
                yield from (mark for mark, _ in stand.marks)
    for _, search in offer.asks:
        if 0 < len(judge.unmet(search)) < len(judge.ask(search)):
            yield from _unknown(judge, search)


def _timing(judge: Judge, offer: CompiledOffer) -> Iterator[Condition]:
    """Yield the unknown conditions on which it rests when *offer* opens and closes."""
    yield from _unknown(judge, offer.window)
    yield from (condition for span in judge.spans(offer) for condition in span.moved_by)
    for above in _above(judge, offer):
        if NOBODY in judge.ask(above.exists):
            yield from _unknown(judge, above.exists)
        if len({stand.standing is Standing.ALLOWED for stand in judge.standings(above)}) > 1:
            yield from _unknown(judge, above.standing)
        yield from _timing(judge, above)


def _above(judge: Judge, offer: CompiledOffer) -> Iterator[CompiledOffer]:
    """Yield the offers that *offer* may open after; one that is not made or does not stand is none."""
    names = {span.after for span in judge.spans(offer)}
    for each in judge.compiled.offers:
        if each.name in names and judge.ask(each.exists) != NEVER and judge.may_stand(each):
            yield each


def _amounts(judge: Judge, offer: CompiledOffer) -> Iterator[str]:
    """Yield the paths of the facts that computed amounts lack on which *offer* rests."""
    rules = {rule.id: rule for rule in judge.compiled.policy.rules}
    for span in judge.spans(offer):
        if not rules[span.rule].internal:
            for text in span.unknown:
                yield from _lacking(judge, text)
    for above in _above(judge, offer):
        yield from _amounts(judge, above)


def _lacking(judge: Judge, text: str) -> Iterator[str]:
    for root, field in judge.compiled.facts_of_amount(text):
        if is_unknown(getattr(judge.views[root], field.attribute)):
            yield field.path


def _unknown(judge: Judge, search: Search[Any]) -> tuple[Condition, ...]:
    """Return the conditions of *search* that may speak: all that were found but the last."""
    return tuple(search.conditions[position] for position in judge.ask(search)[:-1])
