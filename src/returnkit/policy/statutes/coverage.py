"""Coverage: which orders these laws are about, namely what consumers bought at a distance."""

from __future__ import annotations

from typing import Final

FACTS: Final = """\
  customer.is_business: {type: boolean, default: false, doc: "Bought for a trade, business, craft or
    profession."}
  order.is_distance_sale: {type: boolean, nullable: true, doc: "Concluded at a distance; null leaves it to the
    channel and the store of the order."}"""
"""What a shop may record about it."""

# An order is left out only where it is known to be sold in a store; null in both names is no such knowledge.
COVERED: Final = """\
  sold_in_store: >-
    order.channel in ["store", "in_store", "pos", "retail"]
    or (order.location_id != null
    and order.channel not in ["web", "online", "app", "mobile", "phone", "mail"])
  covered: not customer.is_business and (order.is_distance_sale ?? (not sold_in_store))"""
"""The definition `covered`."""
