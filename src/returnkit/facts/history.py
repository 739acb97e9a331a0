"""History: what a customer bought and sent back before this request."""

from __future__ import annotations

from collections import Counter
from enum import StrEnum
from typing import Annotated, Self

from pydantic import Field, model_validator

from returnkit.ids import OrderId
from returnkit.model import Frozen

from .fields import Amount, CountMap, Instant, PositiveCount, Text
from .inspection import Inspection


class PastOutcome(StrEnum):
    """What became of units that were asked back, in order of life."""

    OPEN = "open"
    ACCEPTED = "accepted"
    KEPT = "kept"
    """The customer got the resolution and kept the goods."""
    REJECTED = "rejected"
    CANCELLED = "cancelled"


class PastOrder(Frozen):
    """An order of the past: when, and what its goods cost after discounts."""

    id: OrderId
    placed_at: Instant
    value: Amount


class PastItem(Frozen):
    """Units of an earlier return.

    Attributes:
        quantity: Units asked back.
        value: What was paid for them.
        outcome: What became of them.
        product_id: The platform's product.
        variant_id: The platform's variant.
        reason: Code of the stated reason; None when none was.
        inspection: What was found; None when they were not looked at.
    """

    quantity: PositiveCount = 1
    value: Amount
    outcome: PastOutcome = PastOutcome.ACCEPTED
    product_id: Text | None = None
    variant_id: Text | None = None
    reason: Text | None = None
    inspection: Inspection | None = None


class PastReturn(Frozen):
    """An earlier return: its order, when it was asked, and its units."""

    order_id: OrderId
    requested_at: Instant
    items: Annotated[tuple[PastItem, ...], Field(min_length=1)]


class ReturnHistory(Frozen):
    """All that is known of a customer's orders and returns, without the request that is judged.

    What lies after the instant that a request is judged for is left out by every metric, so that a decision
    can be replayed on a longer history.

    Attributes:
        orders: Every order, the one that is judged included.
        returns: Every earlier return, of whatever order.
        counters: Lifetime counts by name, such as `mattress_exchanges`.
        household_counters: The same, over everybody at the customer's address.
    """

    orders: tuple[PastOrder, ...] = ()
    returns: tuple[PastReturn, ...] = ()
    counters: CountMap = Field(default_factory=dict, validate_default=True)
    household_counters: CountMap = Field(default_factory=dict, validate_default=True)

    @model_validator(mode="after")
    def _every_order_is_there_once(self) -> Self:
        twice = [id for id, count in Counter(order.id for order in self.orders).items() if count > 1]
        if twice:
            raise ValueError(f"the order id `{twice[0]}` is there twice")
        return self
