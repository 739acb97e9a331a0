"""Request: what the customer asks to send back, and why."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from returnkit.ids import LineId
from returnkit.model import Frozen

from .customer import Address
from .fields import AttributeMap, Attributes, PositiveCount, Text


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

    Attributes:
        line_id: The order line.
        quantity: Units asked back.
        reason: Code of the stated reason; None while not stated.
        condition: Code of the stated condition; None while not stated.
        answers: Answers about these units, read by declared askable `item.*` and `request.*` names.
    """

    line_id: LineId
    quantity: PositiveCount = 1
    reason: Text | None = None
    condition: Text | None = None
    answers: AttributeMap = Field(default_factory=Attributes)


class ReturnRequest(Frozen):
    """What the customer asks. When it was asked is not part of it.

    Attributes:
        items: Unit groups, at least one; their order is the order in which limits are used up.
        resolution: What the customer wishes; None while not stated.
        ships_from: Where the goods are now; None: where they were delivered.
        answers: Answers about the whole return, read by declared askable names but `item.*`.
    """

    items: Annotated[tuple[RequestedItem, ...], Field(min_length=1)]
    resolution: Resolution | None = None
    ships_from: Address | None = None
    answers: AttributeMap = Field(default_factory=Attributes)
