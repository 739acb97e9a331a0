"""Axes: what can be said of a return, each thing by itself; one status is only derived from them."""

from __future__ import annotations

from enum import StrEnum


class ApprovalStatus(StrEnum):
    """Whether the return is to be, in order of life."""

    SUBMITTED = "submitted"
    """It was asked for, and nobody has answered."""
    APPROVED = "approved"
    """It may come back."""
    EXPIRED = "expired"
    """Nothing came in time; it can be opened again."""
    DONE = "done"
    """All that was to be done was done; it can be opened again."""
    REJECTED = "rejected"
    """The shop refused it."""
    CANCELLED = "cancelled"
    """Whoever asked for it took it back."""


class ShippingStatus(StrEnum):
    """Where the goods are, in order of life."""

    NO_LABEL = "no_label"
    """No parcel is known of."""
    PENDING = "pending"
    """A parcel is announced: it has a label or a tracking number."""
    IN_TRANSIT = "in_transit"
    """A carrier has a parcel."""
    DELIVERED = "delivered"
    """A carrier says that every parcel was handed over; nobody has looked into them."""
    PARTIALLY_RECEIVED = "partially_received"
    """Some of the units are in."""
    RECEIVED = "received"
    """All of them are in."""
    VOID = "void"
    """Every parcel that was announced was called off."""


class MoneyStatus(StrEnum):
    """How much of what was settled has reached the customer, in order of life."""

    NOTHING_DUE = "nothing_due"
    DUE = "due"
    PARTIALLY_PAID = "partially_paid"
    PAID = "paid"


class ReturnException(StrEnum):
    """What went wrong and waits for a person; while there is one, nothing goes on by itself."""

    FLAGGED = "flagged"
    """Somebody, or a rule, asked a person to look at it."""
    REFUND_FAILED = "refund_failed"
    """A refund, or a payout in another way, was refused."""
    EXCHANGE_FAILED = "exchange_failed"
    """The order of what is sent instead was refused."""
    RESTOCK_FAILED = "restock_failed"
    """Units could not be put back on sale."""
    LABEL_FAILED = "label_failed"
    """A label was refused, or was not taken back."""
    CHARGE_FAILED = "charge_failed"
    """What the customer owes was not collected."""


class ReturnStatus(StrEnum):
    """One word for a list of returns, in order of life; derived from the axes and never stored for itself."""

    EXCEPTION = "exception"
    """A person has to look at it, whatever else is said."""
    PENDING = "pending"
    """It waits for an answer."""
    APPROVED = "approved"
    """It waits for the goods."""
    SHIPPED = "shipped"
    """The goods are on their way."""
    RECEIVED = "received"
    """Goods are in, and not everything is paid."""
    REFUNDED = "refunded"
    """All that was settled so far is paid; it is not closed yet."""
    RESOLVED = "resolved"
    REJECTED = "rejected"
    EXPIRED = "expired"
    CANCELLED = "cancelled"


CLOSED = frozenset({ApprovalStatus.DONE, ApprovalStatus.REJECTED, ApprovalStatus.CANCELLED})
"""Where a return ends."""
