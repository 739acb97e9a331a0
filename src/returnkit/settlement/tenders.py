"""Tenders: a refund spread over the means that paid, each held to what it paid and did not get back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from returnkit.facts import Order, TenderKind
from returnkit.money import split

from .ledger import Ledger
from .rules import MoneyRules, TenderOrder

_GIFTS: Final = frozenset({TenderKind.GIFT_CARD, TenderKind.STORE_CREDIT})


def spread(
    amount: int, ledger: Ledger, rules: MoneyRules, used: dict[int, int] | None = None
) -> tuple[tuple[int, int], ...]:
    """Return what each means of payment takes of *amount*, by its place; minor units, none of them zero.

    Args:
        amount: From zero up.
        ledger: What they paid and got back.
        rules: In which order they are refunded.
        used: What they took in the same settlement already, by place.

    Returns:
        Pairs of place and share, in the order in which they are refunded; their sum is *amount*, or what is
        left of them where that is less.
    """
    places = ledger.tenders
    left = {place: ledger.remaining_of_minor(place) for place in places}
    for place, share in (used or {}).items():
        left[place] -= share
    amount = min(amount, sum(left.values()))
    if not amount:
        return ()
    if rules.tender_order is TenderOrder.AS_PAID:
        shares = split(amount, [left[place] for place in places])
        return tuple([(place, share) for place, share in zip(places, shares, strict=True) if share])
    found: list[tuple[int, int]] = []
    for place in _ordered(places, ledger.order, rules):
        share = min(amount, left[place])
        if share:
            found.append((place, share))
        amount -= share
    return tuple(found)


def _ordered(places: Sequence[int], order: Order, rules: MoneyRules) -> list[int]:
    kinds = {place: _kind(order, place) for place in places}
    match rules.tender_order:
        case TenderOrder.CARD_FIRST:
            return sorted(places, key=lambda place: kinds[place] in _GIFTS)
        case TenderOrder.GIFT_FIRST:
            return sorted(places, key=lambda place: kinds[place] not in _GIFTS)
        case _:
            ranks = {kind: rank for rank, kind in enumerate(rules.tender_kinds)}
            return sorted(places, key=lambda place: ranks.get(kinds[place], len(ranks)))


def _kind(order: Order, place: int) -> TenderKind:
    tenders = order.payment.tenders or ()
    return tenders[place].kind if place < len(tenders) else TenderKind.OTHER
