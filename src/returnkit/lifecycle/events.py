"""Events: what happened to a return, in the past tense. The log of them is the truth."""

from __future__ import annotations

from typing import Annotated, Final, Literal, TypeAlias

from pydantic import Field, TypeAdapter

from returnkit.effects.intent import KeyField
from returnkit.facts import Inspection, Order, ReturnHistory, ReturnRequest
from returnkit.facts.fields import Count, Instant, PositiveCount, Text
from returnkit.ids import EventId, ReturnId, RuleId, ShopId
from returnkit.model import Frozen
from returnkit.money import Money
from returnkit.policy import Override
from returnkit.settlement import LedgerEntry
from returnkit.settlement.choices import AmountMap

from .actors import Actor, RequestKind
from .axes import ReturnException
from .items import Disposition
from .parts import Document, Note, PolicyPin, ReturnEffect, Shipment, TimerKind, Use


class _Event(Frozen):
    """What every event tells.

    Attributes:
        shop: The shop.
        return_id: The return.
        number: Its place in the log of the return, from 1.
        at: When it happened, UTC.
        by: Who did it.
        policy: The policy that it rests on; None where it rests on none.
        rules: The rules that it rests on, in their order.
        entries: What the ledger of the order counts by it.
    """

    shop: ShopId
    return_id: ReturnId
    number: Annotated[int, Field(ge=1)]
    at: Instant
    by: Actor
    policy: PolicyPin | None = None
    rules: tuple[RuleId, ...] = ()
    entries: tuple[LedgerEntry, ...] = ()

    @property
    def id(self) -> EventId:
        """What handlers know it by, to act once on it."""
        return EventId(f"{self.return_id}:{self.number}")


class ReturnSubmitted(_Event):
    """A return was asked for.

    Attributes:
        rma: Its number, unique in the shop.
        kind: What was asked for.
        order: The order as it stood then.
        request: What was asked.
        opening: What the ledger of the order counted before its first return; none of a later one.
        uses: What it takes from the limits of its policy.
        goods_back_by: By when the goods have to be in, exclusive; None is no such deadline.
        history: The customer's past as it was known then; None is not known.
    """

    event: Literal["return_submitted"] = "return_submitted"
    rma: Text
    kind: RequestKind = RequestKind.RETURN
    order: Order
    request: ReturnRequest
    opening: tuple[LedgerEntry, ...] = ()
    uses: tuple[Use, ...] = ()
    goods_back_by: Instant | None = None
    history: ReturnHistory | None = None


class WithdrawalReceived(_Event):
    """The receipt of a withdrawal was confirmed to the customer, with the instant and the statement.

    Source: Directive 2011/83/EU, Article 11a(3), as of 2026-06-19.
    """

    event: Literal["withdrawal_received"] = "withdrawal_received"
    statement: Text
    received_at: Instant


class ReturnEdited(_Event):
    """What is asked for was changed before anybody answered."""

    event: Literal["return_edited"] = "return_edited"
    request: ReturnRequest
    uses: tuple[Use, ...] = ()
    goods_back_by: Instant | None = None
    history: ReturnHistory | None = None


class ReturnApproved(_Event):
    """It may come back: of each item so many units, in the order of the items."""

    event: Literal["return_approved"] = "return_approved"
    accepted: tuple[Count, ...]
    uses: tuple[Use, ...] = ()


class ReturnRejected(_Event):
    """The shop refused it."""

    event: Literal["return_rejected"] = "return_rejected"
    reason: Text


class ReturnCancelled(_Event):
    """Whoever asked for it took it back."""

    event: Literal["return_cancelled"] = "return_cancelled"
    reason: Text | None = None


class ReturnExpired(_Event):
    """Nothing came in time."""

    event: Literal["return_expired"] = "return_expired"


class ReturnReopened(_Event):
    """It goes on after it was expired or done."""

    event: Literal["return_reopened"] = "return_reopened"
    reason: Text


class ReturnResolved(_Event):
    """All that was to be done was done."""

    event: Literal["return_resolved"] = "return_resolved"


class OverrideGranted(_Event):
    """Staff put rules above all others for this return.

    Attributes:
        override: Who, why, until when, and the rules.
        cost: What it costs the shop: settled with it less settled without it; None is not known yet.
    """

    event: Literal["override_granted"] = "override_granted"
    override: Override
    cost: Money | None = None


class ShipmentAttached(_Event):
    """A parcel was made known."""

    event: Literal["shipment_attached"] = "shipment_attached"
    shipment: Shipment


class LabelOrdered(_Event):
    """A label was ordered."""

    event: Literal["label_ordered"] = "label_ordered"
    effect: ReturnEffect


class VoidOrdered(_Event):
    """It was ordered that a label is asked back."""

    event: Literal["void_ordered"] = "void_ordered"
    shipment_id: Text
    effect: ReturnEffect


class ShipmentSent(_Event):
    """A carrier has a parcel."""

    event: Literal["shipment_sent"] = "shipment_sent"
    shipment_id: Text


class ShipmentDelivered(_Event):
    """A carrier says that a parcel was handed over."""

    event: Literal["shipment_delivered"] = "shipment_delivered"
    shipment_id: Text


class ShipmentVoided(_Event):
    """A parcel was called off."""

    event: Literal["shipment_voided"] = "shipment_voided"
    shipment_id: Text


class Received(Frozen):
    """Units of one item that came in."""

    place: Count
    quantity: PositiveCount


class ItemsReceived(_Event):
    """Units came in; what is told is what came in now, not what is in by now."""

    event: Literal["items_received"] = "items_received"
    items: tuple[Received, ...]
    location_id: Text | None = None
    shipment_id: Text | None = None


class Found(Frozen):
    """What was found on units of one item; all of them alike.

    Attributes:
        place: The item.
        quantity: How many.
        inspection: What was found.
        fees: Fees that the inspection sets, by name, for all of them; each is held to the policy's ceiling.
        note: In the inspector's words, or None.
        images: References of pictures, as the shop's document store knows them.
    """

    place: Count
    quantity: PositiveCount
    inspection: Inspection
    fees: AmountMap = Field(default_factory=dict, validate_default=True)
    note: Text | None = None
    images: tuple[Text, ...] = ()


class ItemsInspected(_Event):
    """Units were looked at."""

    event: Literal["items_inspected"] = "items_inspected"
    items: tuple[Found, ...]


class Disposed(Frozen):
    """Units of one item that something was done with."""

    place: Count
    quantity: PositiveCount
    disposition: Disposition
    location_id: Text | None = None


class ItemsDisposed(_Event):
    """The shop did something with units that came in."""

    event: Literal["items_disposed"] = "items_disposed"
    items: tuple[Disposed, ...]
    effects: tuple[ReturnEffect, ...] = ()


class SettledUnits(Frozen):
    """Units of one item that were settled.

    Attributes:
        place: The item.
        grading: Which of its gradings they are of; None where nobody had looked at them.
        quantity: How many.
        offer: The offer that was taken.
    """

    place: Count
    grading: Count | None = None
    quantity: PositiveCount
    offer: Text


class ReturnSettled(_Event):
    """What units come to was settled, and is to be paid and sent.

    Attributes:
        items: The units.
        total: What the settlement came to; below zero where the customer owes.
        due: What the customer owes.
        effects: What is to be paid and sent.
        shipments: The parcels that fees were counted for.
    """

    event: Literal["return_settled"] = "return_settled"
    items: tuple[SettledUnits, ...]
    total: Money
    due: Money
    effects: tuple[ReturnEffect, ...] = ()
    shipments: tuple[Text, ...] = ()


class EffectDone(_Event):
    """An effect happened; of a label that was bought, the parcel is known by it."""

    event: Literal["effect_done"] = "effect_done"
    key: KeyField
    reference: Text
    shipment: Shipment | None = None


class EffectFailed(_Event):
    """An effect did not happen, and will not under its key."""

    event: Literal["effect_failed"] = "effect_failed"
    key: KeyField
    reason: Text


class EffectReordered(_Event):
    """Another effect was ordered in the place of one that failed."""

    event: Literal["effect_reordered"] = "effect_reordered"
    key: KeyField
    effect: ReturnEffect


class EntriesCorrected(_Event):
    """Money or units moved outside of the return: a refund by hand, a charge-back, what was due collected.

    The entries say what. A failed effect that they make good is told by its key.
    """

    event: Literal["entries_corrected"] = "entries_corrected"
    reason: Text
    instead_of: KeyField | None = None


class ExceptionRaised(_Event):
    """Something waits for a person."""

    event: Literal["exception_raised"] = "exception_raised"
    exception: ReturnException
    reason: Text


class ExceptionCleared(_Event):
    """A person saw to it."""

    event: Literal["exception_cleared"] = "exception_cleared"
    exception: ReturnException
    reason: Text


class TimerElapsed(_Event):
    """A timer ran out that only tells.

    Attributes:
        kind: What is to happen: whom it reminds, and of what.
        key: What tells it from the other timers of its return.
        cause: What it counts from.
    """

    event: Literal["timer_elapsed"] = "timer_elapsed"
    kind: TimerKind
    key: Text
    cause: Text


class NoteAdded(_Event):
    """Somebody wrote something down."""

    event: Literal["note_added"] = "note_added"
    note: Note


class DocumentAttached(_Event):
    """Something was handed in."""

    event: Literal["document_attached"] = "document_attached"
    document: Document


Event: TypeAlias = Annotated[
    ReturnSubmitted
    | WithdrawalReceived
    | ReturnEdited
    | ReturnApproved
    | ReturnRejected
    | ReturnCancelled
    | ReturnExpired
    | ReturnReopened
    | ReturnResolved
    | OverrideGranted
    | ShipmentAttached
    | LabelOrdered
    | VoidOrdered
    | ShipmentSent
    | ShipmentDelivered
    | ShipmentVoided
    | ItemsReceived
    | ItemsInspected
    | ItemsDisposed
    | ReturnSettled
    | EffectDone
    | EffectFailed
    | EffectReordered
    | EntriesCorrected
    | ExceptionRaised
    | ExceptionCleared
    | TimerElapsed
    | NoteAdded
    | DocumentAttached,
    Field(discriminator="event"),
]
"""An event; read by `EVENT`."""

EVENT: Final[TypeAdapter[Event]] = TypeAdapter(Event)
"""Reads and writes events as JSON."""
