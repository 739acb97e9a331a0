"""Names of `customer`: who bought, as of the order."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Final

from .entries import instant, maybe, truth, words

CUSTOMER: Final = (
    truth(
        "customer.is_guest",
        "Whether the order was placed without an account.",
        lambda s: s.order.customer is None or s.order.customer.is_guest,
    ),
    words(
        "customer.tags",
        "The shop's tags on the customer; none for a guest without a record, unknown if not handed on.",
        lambda s: s.order.customer.tags if s.order.customer else frozenset(),
        "vip",
    ),
    maybe(
        "customer.tier",
        "Loyalty tier on the day of purchase, not today's; null without one.",
        lambda s: s.order.customer.tier if s.order.customer else None,
        "gold",
    ),
    instant(
        "customer.registered_at",
        "When the account was opened; null for a guest or when not recorded.",
        lambda s: s.order.customer.registered_at if s.order.customer else None,
        datetime(2024, 3, 1, 8, tzinfo=UTC),
        nullable=True,
    ),
)
