"""Values: what a settlement says."""

from __future__ import annotations

from datetime import datetime

from returnkit.decision import Decision
from returnkit.ids import ReturnId
from returnkit.money import Money
from returnkit.policy import PaidTo
from returnkit.record import record

from .choices import ItemChoice
from .components import Component
from .entries import Account, ComponentEntry, LedgerEntry, MoneyEntry, Units, UnitsEntry


@record
class Payout:
    """Money that goes to the customer.

    Attributes:
        offer: The offer that pays it.
        to: Where it goes.
        amount: How much, above zero; a bonus included.
        bonus: What of it is given on top.
        tender: With `original`, the place of the means of payment among those of the order.
        instead_of: The place of the means that should have taken it and could not; None is none.
        presentment: The amount in the currency that the customer saw, at the rate of the order, a bonus not
            counted; None where that is the order's.
    """

    offer: str
    to: PaidTo
    amount: Money
    bonus: Money
    tender: int | None = None
    instead_of: int | None = None
    presentment: Money | None = None


def account_of(to: PaidTo) -> Account:
    """Return where money is counted that is paid so."""
    return Account.CREDITED if to is PaidTo.STORE_CREDIT else Account.REFUNDED


@record
class Exchanged:
    """Money that was received for the order and is put towards what is sent instead.

    Attributes:
        offer: The offer.
        amount: How much, above zero.
        tender: The place of the means that paid it: a refund of what was sent instead goes back there.
    """

    offer: str
    amount: Money
    tender: int


@record
class SettledItem:
    """What becomes of the units of one item.

    Attributes:
        choice: What was chosen.
        offer: The offer that is taken; another one than was chosen where a replacement is out of stock.
        quantity: Units that are settled: those that were chosen, as far as they came in.
        settles: Whether they count as settled. An article that is repaired, replaced by the same or
            exchanged evenly goes back to the customer, and its line stays as it was.
    """

    choice: ItemChoice
    offer: str
    quantity: int
    settles: bool


@record
class Settlement:
    """What is paid, sent and withheld for a return, to the minor unit.

    The components sum to the total, and the total is what is paid out less what is due.

    Attributes:
        decision: The decision that was settled.
        items: One a choice, same order.
        components: Every cause of an amount, in the order they were counted.
        total: What the components sum to; below zero where the customer owes.
        payouts: What goes to the customer.
        due: What the customer owes; it is never collected silently.
        exchanged: What of the money received is put towards what is sent instead.
        granted: What is given on top: bonuses that are paid out, or used for what is sent instead.
        points_back: Points of the loyalty programme to take back.
        return_id: The return that it is for; None is not told.
    """

    decision: Decision
    items: tuple[SettledItem, ...]
    components: tuple[Component, ...]
    total: Money
    payouts: tuple[Payout, ...]
    due: Money
    exchanged: tuple[Exchanged, ...]
    granted: Money
    points_back: int = 0
    return_id: ReturnId | None = None

    @property
    def paid_out(self) -> Money:
        """What goes to the customer, over all payouts."""
        return sum((payout.amount for payout in self.payouts), Money.zero(self.total.currency))

    def entries(self, at: datetime) -> tuple[LedgerEntry, ...]:
        """Return what the ledger counts once this is performed.

        Args:
            at: When it is performed; aware, any zone.
        """
        of, items = self.return_id, self.decision.items
        found: list[LedgerEntry] = [
            UnitsEntry(
                at=at,
                return_id=of,
                counter=Units.REFUNDED,
                line_id=items[item.choice.place].line_id,
                quantity=item.quantity,
            )
            for item in self.items
            if item.settles and item.quantity
        ]
        found += [ComponentEntry.of(each, at, of) for each in self.components]
        for payout in self.payouts:
            account = account_of(payout.to)
            if plain := payout.amount - payout.bonus:
                found.append(
                    MoneyEntry(
                        at=at,
                        return_id=of,
                        account=account,
                        amount=plain,
                        tender=payout.tender,
                        presentment=payout.presentment,
                    )
                )
        for each in self.exchanged:
            found.append(
                MoneyEntry(
                    at=at, return_id=of, account=Account.EXCHANGED, amount=each.amount, tender=each.tender
                )
            )
        if self.granted:
            found.append(MoneyEntry(at=at, return_id=of, account=Account.GRANTED, amount=self.granted))
        return tuple(found)
