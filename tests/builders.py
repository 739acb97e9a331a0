"""Builders: those of the library, where tests look for them."""

from __future__ import annotations

from returnkit.testing.builders import (
    DELIVERED,
    PLACED,
    SHIPPED,
    a_line,
    a_past_order,
    a_past_return,
    a_policy,
    a_request,
    a_shipment,
    an_item,
    an_order,
)

__all__ = [
    "DELIVERED",
    "PLACED",
    "SHIPPED",
    "a_line",
    "a_past_order",
    "a_past_return",
    "a_policy",
    "a_request",
    "a_shipment",
    "an_item",
    "an_order",
]
