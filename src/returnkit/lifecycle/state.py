"""Return: a whole case as it stands, from the request to the last cent."""

from __future__ import annotations

from typing import Annotated, Final

from pydantic import Field

from returnkit.facts import Order, ReturnHistory, ReturnRequest
from returnkit.facts.fields import Instant, Text
from returnkit.ids import ReturnId, ShopId
from returnkit.model import Frozen
from returnkit.money import Money
from returnkit.policy import Override
from returnkit.settlement import Account, LedgerEntry

from .actors import Actor, RequestKind
from .axes import ApprovalStatus, MoneyStatus, ReturnException, ReturnStatus, ShippingStatus
from .items import ReturnItem
from .parts import Document, EffectKind, Note, Outlook, PolicyPin, ReturnEffect, Shipment, Use

PAYS: Final = frozenset({EffectKind.REFUND, EffectKind.PAYOUT})
"""The effects that pay something to the customer."""
_REACHED: Final = frozenset({Outlook.DONE, Outlook.MADE_GOOD})


class Return(Frozen):
    """A return as its events made it; `apply` makes it, and nothing else does.

    Attributes:
        id: Its identifier.
        shop: The shop.
        rma: The number that people know it by, unique in the shop.
        version: How many events it is made of.
        kind: What was asked for.
        order: The order as it stood when it was asked for.
        request: What is asked for.
        policy: The policy that it keeps.
        filed_by: Who asked for it.
        submitted_at: When.
        updated_at: When the last event happened.
        approval: Whether it is to be.
        shipping: Where the goods are.
        exceptions: What waits for a person, in order of the catalogue.
        items: One for each item of the request, same order.
        uses: What it takes from the limits of its policy.
        goods_back_by: By when the goods have to be in, exclusive; None is no such deadline.
        history: The customer's past as it was known when it was asked for; None is not known.
        approved_at: When it was approved last; None is not yet.
        approved_by: Who approved it; None is nobody yet.
        received_at: When units came in last; None is not yet.
        closed_at: When it was closed; None is not closed.
        reason: Why it was rejected or cancelled; None where nobody says.
        confirmed_at: Of a withdrawal, when its receipt was confirmed.
        elapsed: The keys of timers that ran out, and only tell.
        overrides: Rules that staff put above all others, newest first.
        shipments: Its parcels, in order.
        effects: What it does on the outside, in order.
        offers: The offers that were taken, in the order in which each was taken first.
        due: What the customer owes, over all settlements.
        opening: What the ledger of the order counted before its first return, if this is the first.
        entries: What the ledger of the order counts by this return, in order.
        notes: What was written down, in order.
        documents: What was handed in, in order.
    """

    id: ReturnId
    shop: ShopId
    rma: Text
    version: Annotated[int, Field(ge=1)]
    kind: RequestKind
    order: Order
    request: ReturnRequest
    policy: PolicyPin
    filed_by: Actor
    submitted_at: Instant
    updated_at: Instant
    approval: ApprovalStatus = ApprovalStatus.SUBMITTED
    shipping: ShippingStatus = ShippingStatus.NO_LABEL
    exceptions: tuple[ReturnException, ...] = ()
    items: tuple[ReturnItem, ...]
    uses: tuple[Use, ...] = ()
    goods_back_by: Instant | None = None
    history: ReturnHistory | None = None
    approved_at: Instant | None = None
    approved_by: Actor | None = None
    received_at: Instant | None = None
    closed_at: Instant | None = None
    reason: Text | None = None
    confirmed_at: Instant | None = None
    elapsed: tuple[Text, ...] = ()
    overrides: tuple[Override, ...] = ()
    shipments: tuple[Shipment, ...] = ()
    effects: tuple[ReturnEffect, ...] = ()
    offers: tuple[Text, ...] = ()
    due: Money
    opening: tuple[LedgerEntry, ...] = ()
    entries: tuple[LedgerEntry, ...] = ()
    notes: tuple[Note, ...] = ()
    documents: tuple[Document, ...] = ()

    @property
    def payouts(self) -> tuple[ReturnEffect, ...]:
        """The effects that pay something to the customer and were not replaced."""
        return tuple(
            each for each in self.effects if each.kind in PAYS and each.outlook is not Outlook.REPLACED
        )

    @property
    def money(self) -> MoneyStatus:
        """How much of what was settled has reached the customer."""
        payouts = self.payouts
        paid = sum(each.outlook in _REACHED for each in payouts)
        if not payouts:
            return MoneyStatus.NOTHING_DUE
        if not paid:
            return MoneyStatus.DUE
        return MoneyStatus.PAID if paid == len(payouts) else MoneyStatus.PARTIALLY_PAID

    @property
    def owed(self) -> Money:
        """What the customer owes still: what was due by its settlements less what was collected."""
        collected = (
            -entry.amount if entry.is_reversed else entry.amount
            for entry in self.entries
            if entry.entry == "money" and entry.account is Account.COLLECTED
        )
        return max(self.due - sum(collected, Money.zero(self.due.currency)), Money.zero(self.due.currency))

    @property
    def status(self) -> ReturnStatus:
        """One word for it, derived from the axes."""
        if self.exceptions:
            return ReturnStatus.EXCEPTION
        if self.approval is not ApprovalStatus.APPROVED:
            return _STATUS[self.approval]
        if self.money is MoneyStatus.PAID:
            return ReturnStatus.REFUNDED
        return _GOODS.get(self.shipping, ReturnStatus.APPROVED)

    @property
    def is_automatic(self) -> bool:
        """Whether things may go on by themselves: no exception waits for a person."""
        return not self.exceptions

    def effect(self, key: str) -> ReturnEffect | None:
        """Return the effect of that key, or None."""
        return next((each for each in self.effects if each.key == key), None)

    def shipment(self, id: str) -> Shipment | None:
        """Return the parcel of that name, or None."""
        return next((each for each in self.shipments if each.id == id), None)


_STATUS = {
    ApprovalStatus.SUBMITTED: ReturnStatus.PENDING,
    ApprovalStatus.EXPIRED: ReturnStatus.EXPIRED,
    ApprovalStatus.DONE: ReturnStatus.RESOLVED,
    ApprovalStatus.REJECTED: ReturnStatus.REJECTED,
    ApprovalStatus.CANCELLED: ReturnStatus.CANCELLED,
}
_GOODS = {
    ShippingStatus.IN_TRANSIT: ReturnStatus.SHIPPED,
    ShippingStatus.DELIVERED: ReturnStatus.SHIPPED,
    ShippingStatus.PARTIALLY_RECEIVED: ReturnStatus.RECEIVED,
    ShippingStatus.RECEIVED: ReturnStatus.RECEIVED,
}
