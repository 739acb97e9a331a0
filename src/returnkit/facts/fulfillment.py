"""Fulfillment: which units were sent, and what happened to them on the way."""

from __future__ import annotations

from enum import StrEnum

from returnkit.ids import FulfillmentId, LineId
from returnkit.model import Frozen

from .fields import Count, Instant, PositiveCount


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
        ready_at: When it lay ready for collection, if it was to be collected and that is known.
        collected_at: When the customer collected it, if known.
        delivered_at: When it arrived, if known.
        last_scan_at: The carrier's latest scan of any kind, if known.
        promised_transit_days: Days the carrier promised from shipping to arrival, if it did.
        lines: The units in it.
        tracking_numbers: The carrier's numbers.
    """

    id: FulfillmentId
    status: FulfillmentStatus
    shipped_at: Instant | None = None
    ready_at: Instant | None = None
    collected_at: Instant | None = None
    delivered_at: Instant | None = None
    last_scan_at: Instant | None = None
    promised_transit_days: Count | None = None
    lines: tuple[LineQuantity, ...] = ()
    tracking_numbers: tuple[str, ...] = ()

    @property
    def counts(self) -> bool:
        """Whether the units are on their way or there: neither cancelled nor failed."""
        return self.status not in {FulfillmentStatus.CANCELLED, FulfillmentStatus.FAILED}
