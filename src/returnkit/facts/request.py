"""Request: what the customer asks to send back, and why."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from returnkit.ids import LineId
from returnkit.model import Frozen

from .customer import Address
from .fields import AttributeMap, Attributes, CountMap, PositiveCount, Tags, Text


class Resolution(StrEnum):
    """What a customer can get for a return."""

    REFUND = "refund"
    STORE_CREDIT = "store_credit"
    EXCHANGE = "exchange"
    REPLACE = "replace"
    REPAIR = "repair"
    KEEP = "keep"


class RequestedItem(Frozen):
    """Units of one order line asked back for one reason, in one condition.

    Who said something is told by where it stands: here the shopper, in `staff_answers` the shop's staff,
    in an `Inspection` whoever looked at the goods.

    Attributes:
        line_id: The order line.
        quantity: Units asked back.
        reason: Code of the stated reason; None while not stated.
        condition: Code of the stated condition; None while not stated.
        is_opened: Whether the shopper says it was opened; None while not stated.
        components: Which parts of each unit come back; None: all of them.
        evidence: What was handed in for these units, counted by kind, such as `photo`, `certificate`.
        answers: The shopper's answers about these units, read by declared names of `item` and `request`.
        staff_answers: The staff's answers about these units; the shopper's never stand in for them.
    """

    line_id: LineId
    quantity: PositiveCount = 1
    reason: Text | None = None
    condition: Text | None = None
    is_opened: bool | None = None
    components: Tags | None = None
    evidence: CountMap = Field(default_factory=dict, validate_default=True)
    answers: AttributeMap = Field(default_factory=Attributes)
    staff_answers: AttributeMap = Field(default_factory=Attributes)


class ReturnRequest(Frozen):
    """What the customer asks. When it was asked is not part of it.

    Attributes:
        items: Unit groups, at least one; their order is the order in which limits are used up.
        resolution: What the customer wishes; None while not stated.
        method: How the goods are to come back, such as `mail`, `store`, `pickup`; None while not stated.
        location_id: The store they are brought to; None for no store.
        ships_from: Where the goods are now; None: where they were delivered.
        is_gift_return: Whether the recipient of a gift asks, not the buyer.
        proof_of_purchase: Whether there is proof that these goods are of this order; None while not stated.
        evidence: What was handed in for the whole return, counted by kind, such as `receipt`, `photo_id`.
        answers: The shopper's answers about the whole return, read by declared names of all roots but
            `item`.
        staff_answers: The staff's answers about the whole return; the shopper's never stand in for them.
    """

    items: Annotated[tuple[RequestedItem, ...], Field(min_length=1)]
    resolution: Resolution | None = None
    method: Text | None = None
    location_id: Text | None = None
    ships_from: Address | None = None
    is_gift_return: bool = False
    proof_of_purchase: bool | None = None
    evidence: CountMap = Field(default_factory=dict, validate_default=True)
    answers: AttributeMap = Field(default_factory=Attributes)
    staff_answers: AttributeMap = Field(default_factory=Attributes)
