"""Handwritten: the policy of 25 rules as a good engineer writes it when only speed counts.

The same views, the same prepared civil days, the same numbers as answers. Written to win: what many rules
ask is asked once, what cannot matter any more is not asked, constants have the type of what they meet, and
sets and patterns are made ahead.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any, Final

_CUSTOM: Final = re.compile("CUST-[0-9]").match
_FIFTY: Final = Decimal(50)
_FORTY: Final = Decimal(40)
_SEVENTY: Final = Decimal(70)
_TWO_HUNDRED: Final = Decimal(200)
_THREE_HUNDRED: Final = Decimal(300)
_FIVE_HUNDRED: Final = Decimal(500)
_HOLIDAYS: Final = datetime(2026, 11, 1, 5, tzinfo=UTC)
_CHRISTMAS: Final = datetime(2026, 12, 25, 5, tzinfo=UTC)
_THREE_DAYS: Final = timedelta(hours=72)


def handwritten(
    order: Any, item: Any, customer: Any, request: Any, _history: Any, _inspection: Any, elapsed: Any
) -> int:  # Any: views
    """Return the number of the answer: 0 is yes."""
    reason = request.reason
    faulty = reason in {"defective", "damaged_in_transit", "wrong_item"}
    country = order.country
    if (
        not faulty
        and request.country != country
        and order.total < _FIFTY
        and (customer.is_guest or order.channel not in {"web", "app", "store"})
    ):
        return 24
    if order.is_cancelled:
        return 1
    category = item.category
    if item.is_gift_card or category in {"gift_card", "voucher"}:
        return 2
    if not item.requires_shipping and reason != "wrong_item":
        return 3
    if faulty:
        if category in {"underwear", "swimwear", "cosmetics", "earrings"} and (
            request.condition in {"opened", "used", "washed"}
        ):
            return 6
        if country != "US" and (category == "batteries" or "hazmat" in item.tags) and country is not None:
            return 8
        if category not in {"grocery", "outlet"}:
            return 0 if elapsed.delivery_days <= 730 else 11
        percent = item.discount_percent
    else:
        if item.is_final_sale:
            return 4
        tags = item.tags
        if "personalised" in tags:
            return 5
        sku = item.sku
        if sku is not None and _CUSTOM(sku):
            return 5
        condition = request.condition
        if (
            condition != "unused"
            and category in {"underwear", "swimwear", "cosmetics", "earrings"}
            and condition in {"opened", "used", "washed"}
        ):
            return 6
        if category == "grocery" and reason != "late":
            return 7
        if country != "US" and (category == "batteries" or "hazmat" in tags) and country is not None:
            return 8
        if condition in {"used", "washed"} and item.vendor != "Northfold":
            return 9
        percent = item.discount_percent
        if percent >= _SEVENTY and customer.tier != "platinum":
            return 10
    placed = order.placed_at
    if placed >= _HOLIDAYS and placed < _CHRISTMAS and category != "electronics":
        return 0 if elapsed.order_days <= 75 else 12
    tier = customer.tier
    if tier == "platinum" and percent < _FIFTY:
        return 0 if elapsed.delivery_days <= 365 else 13
    if category in {"electronics", "cameras", "phones"}:
        if item.unit_paid > _FIVE_HUNDRED:
            return 0 if elapsed.delivery_days <= 14 else 14
        return 0 if elapsed.delivery_days <= 30 else 15
    if category == "batteries":
        return 0 if elapsed.delivery_days <= 30 else 15
    if (
        category in {"furniture", "mattress"}
        and item.unit_price >= _TWO_HUNDRED
        and order.region not in {"AK", "HI"}
    ):
        return 0 if elapsed.delivery < _THREE_DAYS else 16
    if category == "mattress" or "trial" in item.tags:
        return 0 if elapsed.delivery_days <= 100 else 17
    channel = order.channel
    if (
        channel in {"web", "app"}
        and country in {"DE", "FR", "ES", "IT", "NL", "PL", "SE"}
        and item.quantity_ordered <= 3
    ):
        return 0 if elapsed.delivery_days <= 60 else 18
    if not order.has_discount and (tier in {"gold", "silver"} or "vip" in customer.tags):
        return 0 if elapsed.delivery_days <= 90 else 19
    if category == "outlet" or percent >= _FORTY or "outlet" in order.tags:
        return 0 if elapsed.shipment_days <= 7 else 20
    quantity = item.quantity
    if quantity >= 5 and item.unit_paid * quantity > _THREE_HUNDRED:
        return 0 if elapsed.shipment_days <= 21 else 21
    if country not in {"US", "CA"} or (country == "US" and order.region in {"AK", "HI"}):
        return 0 if elapsed.delivery_days <= 45 else 22
    return 0 if elapsed.delivery_days <= 30 else 23
