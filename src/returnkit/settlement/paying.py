"""Paying: what a pot holds goes where its offer says, and never more than was received."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from returnkit.facts import Resolution
from returnkit.money import Money
from returnkit.policy import PaidTo, TermKind

from .account import Counting, Pot
from .components import ComponentCode
from .entries import Account
from .ledger import Ledger
from .stated import UNSTATED
from .tenders import spread
from .values import Payout, account_of


def hold_to_received(counting: Counting, pots: Sequence[Pot]) -> None:
    """Cut what *pots* pay to the money that was received and not yet given back, from the last on."""
    over = sum([max(0, pot.amount - pot.on_top) for pot in pots]) - counting.ledger.remaining_minor
    for pot in reversed(pots) if over > 0 else ():
        if over > 0 and pot.amount > pot.on_top:
            cut = min(over, pot.amount - pot.on_top)
            counting.add(ComponentCode.CEILING, -cut, pot)
            over -= cut


def paid_to(pot: Pot) -> PaidTo:
    """Return where the offer of *pot* pays to: as a rule says, else to what it is, or to what paid."""
    terms = pot.takers[0].terms
    for stated in () if terms.is_plain else terms.of(TermKind.TO):
        if stated is not UNSTATED:
            assert isinstance(stated.effect, PaidTo)  # noqa: S101  # what a rule says of it
            return stated.effect
    return PaidTo.STORE_CREDIT if pot.gives is Resolution.STORE_CREDIT else PaidTo.ORIGINAL


def payouts_of(
    counting: Counting, pots: Sequence[Pot], closed: Collection[int], used: dict[int, int]
) -> Iterator[Payout]:
    """Yield what goes to the customer.

    Args:
        counting: The settlement.
        pots: What each offer pays.
        closed: The places of means of payment that can take no money back.
        used: What each means of payment gave back already in this settlement; it is counted on.
    """
    currency = counting.currency
    fallback = counting.rules.fallback
    for pot in pots:
        if pot.amount <= 0:
            continue
        # A bonus of an exchange is used up by what is sent, and never paid out.
        bonus, to = 0 if pot.is_exchange else pot.bonus, paid_to(pot)
        plain = pot.amount - bonus
        if to is PaidTo.ORIGINAL:
            shares = spread(plain, counting.ledger, counting.rules, used)
            # What is left is more than the means that paid can take, as credit took its part, or is on top.
            to = fallback
            for place, share in shares:
                used[place] = used.get(place, 0) + share
                plain -= share
            yield from _to_tenders(pot, shares, closed, fallback, currency)
        if plain + bonus > 0:
            yield Payout(pot.offer, to, Money(plain + bonus, currency), Money(bonus, currency))


def _to_tenders(
    pot: Pot, shares: Sequence[tuple[int, int]], closed: Collection[int], fallback: PaidTo, currency: str
) -> Iterator[Payout]:
    """Yield what each means of payment takes, then what goes elsewhere as it can take none."""
    zero = Money(0, currency)
    for place, share in shares:
        if place not in closed:
            yield Payout(pot.offer, PaidTo.ORIGINAL, Money(share, currency), zero, place)
    for place, share in shares if closed else ():
        if place in closed:
            yield Payout(pot.offer, fallback, Money(share, currency), zero, None, place)


def presented(payouts: tuple[Payout, ...], ledger: Ledger) -> tuple[Payout, ...]:
    """Return *payouts* with what each is in the currency that the customer saw, where that is another."""
    if ledger.presentment is None:
        return payouts
    found: list[Payout] = []
    so_far: dict[tuple[Account, int | None], tuple[int, int]] = {}
    for payout in payouts:
        account, plain = account_of(payout.to), payout.amount - payout.bonus
        before, shown_before = so_far.get((account, payout.tender), (0, 0))
        whole = Money(before + plain.minor, plain.currency)
        shown = ledger.presented(account, whole, payout.tender)
        if shown is not None:
            so_far[account, payout.tender] = whole.minor, shown.minor
            shown = Money(shown.minor - shown_before, shown.currency)
        found.append(replace(payout, presentment=shown))
    return tuple(found)
