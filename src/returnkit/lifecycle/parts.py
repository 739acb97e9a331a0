"""Parts of a return beside its items: its policy, its parcels, its effects on the outside."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from returnkit.effects.intent import KeyField
from returnkit.facts.fields import Amount, Count, Instant, PositiveCount, Text
from returnkit.ids import PolicyId
from returnkit.model import Frozen
from returnkit.policy import Counted, Version

Hash = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


class PolicyPin(Frozen):
    """The policy that a return keeps, whatever is published later.

    Attributes:
        id: The policy.
        version: Its version and revision; None for a policy without one.
        hash: What it said, the same in every notation.
    """

    id: PolicyId
    version: Version | None = None
    hash: Hash


class Use(Frozen):
    """Units that a return takes from a limit of its policy.

    Attributes:
        counter: The counter of the limit.
        of: Whose units are counted.
        units: How many.
    """

    counter: Text
    of: Counted
    units: PositiveCount


class ShipmentSource(StrEnum):
    """Who made a parcel known."""

    SHOPPER_UPLOAD = "shopper_upload"
    MERCHANT_UPLOAD = "merchant_upload"
    MERCHANT_GENERATED = "merchant_generated"


class Shipment(Frozen):
    """A parcel that goods come back in.

    Attributes:
        id: Its name within the return.
        source: Who made it known.
        carrier: The carrier, as the shop names it; None is not known.
        tracking_number: The carrier's number; None is not known.
        label_cost: What the label costs the shop; None is not known, or the shopper paid.
        reference: What the label is called where it was bought; None where it was not.
        at: When it was made known.
        sent_at: When the carrier had it; None is not yet.
        delivered_at: When it was handed over; None is not yet.
        is_void: Whether it was called off.
        is_charged: Whether a settlement has counted its fees.
    """

    id: Text
    source: ShipmentSource
    carrier: Text | None = None
    tracking_number: Text | None = None
    label_cost: Amount | None = None
    reference: Text | None = None
    at: Instant
    sent_at: Instant | None = None
    delivered_at: Instant | None = None
    is_void: bool = False
    is_charged: bool = False


class TimerKind(StrEnum):
    """What is to happen at an instant."""

    ANSWER = "answer"
    """The shop is reminded that somebody waits for its answer."""
    REMIND = "remind"
    """The customer is reminded to send the goods."""
    EXPIRE = "expire"
    """It is given up, as nothing came in time."""
    RECEIVE = "receive"
    """What a carrier handed over counts as received."""
    INSPECT = "inspect"
    """The shop is reminded to look at what came in."""
    REFUND_BY_LAW = "refund_by_law"
    """The last instant at which the law lets the shop pay; the shop is warned before."""


class EffectKind(StrEnum):
    """What a return does on the outside."""

    REFUND = "refund"
    """Back to a means that paid."""
    PAYOUT = "payout"
    """In another way: as credit, on a gift card, by transfer."""
    EXCHANGE_ORDER = "exchange_order"
    RESTOCK = "restock"
    LABEL = "label"
    """A label for goods that come back."""
    VOID_LABEL = "void_label"
    """A label is asked back."""


class Outlook(StrEnum):
    """How far an effect came."""

    ORDERED = "ordered"
    DONE = "done"
    FAILED = "failed"
    REPLACED = "replaced"
    """It failed, and another one was ordered in its place."""
    MADE_GOOD = "made_good"
    """It failed, and a person saw to it outside."""


class ReturnEffect(Frozen):
    """An effect of the return on the outside.

    Attributes:
        key: What the ledger of effects knows it by.
        kind: What it is.
        outlook: How far it came.
        amount: What it pays to the customer; None where it pays nothing.
        tender: With a refund, the place of the means of payment among those of the order.
        reference: What the far side calls it, once it is done.
        reason: Why it failed; None where it did not.
    """

    key: KeyField
    kind: EffectKind
    outlook: Outlook = Outlook.ORDERED
    amount: Amount | None = None
    tender: Count | None = None
    reference: Text | None = None
    reason: Text | None = None


class Note(Frozen):
    """Somebody's words; the customer sees them only where they are public."""

    text: Text
    is_public: bool = False


class Document(Frozen):
    """Something that was handed in, such as a photo; it is kept elsewhere.

    Attributes:
        reference: What the shop's document store calls it.
        kind: What it shows, such as `photo`, `receipt`: the kinds of evidence that policies ask for.
        place: The item that it is about; None is the whole return.
    """

    reference: Text
    kind: Text
    place: Count | None = None
