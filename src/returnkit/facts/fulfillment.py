"""Fulfillment: which units were sent, and when they left and arrived."""

from __future__ import annotations

from enum import StrEnum

from returnkit.ids import FulfillmentId, LineId
from returnkit.model import Frozen

from .fields import Instant, PositiveCount


class LineQuantity(Frozen):
    """Some units of one line."""

    line_id: LineId
    quantity: PositiveCount


class FulfillmentStatus(StrEnum):
    """How far a shipment came, in order of life."""

    PENDING = "pending"
    SHIPPED = "shipped"
    DELIVERED = "delivered"
    CANCELLED = "cancelled"
    FAILED = "failed"


class Fulfillment(Frozen):
    """A shipment of units of the order.

    Attributes:
        id: The shipment's identifier.
        status: How far it came.
        shipped_at: When it left, if known.
        delivered_at: When it arrived, if known.
        lines: The units in it.
        tracking_numbers: The carrier's numbers.
    """

    id: FulfillmentId
    status: FulfillmentStatus
    shipped_at: Instant | None = None
    delivered_at: Instant | None = None
    lines: tuple[LineQuantity, ...] = ()
    tracking_numbers: tuple[str, ...] = ()

    @property
    def counts(self) -> bool:
        """Whether the units are on their way or there: neither cancelled nor failed."""
        return self.status not in {FulfillmentStatus.CANCELLED, FulfillmentStatus.FAILED}
