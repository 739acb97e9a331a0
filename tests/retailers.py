"""Retailers: their cases as facts. Names are mapped and gaps filled; nothing is read of what is expected."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from returnkit.facts import Attributes, Customer, Order, ReturnRequest
from returnkit.ids import CustomerId
from tests.builders import a_line, a_request, an_item, an_order

Case = Mapping[str, Any]  # Any: JSON

CHANNELS = {"online": "web"}
CONDITIONS = {"used, not worn out, not damaged": "used", "as delivered": "unused"}


def noon(day: str | None, zone: ZoneInfo) -> datetime | None:
    """Return noon of a civil *day* in *zone*, UTC."""
    if day is None:
        return None
    return datetime.fromisoformat(day).replace(hour=12, tzinfo=zone).astimezone(UTC)


def facts_of(case: Case, zone: ZoneInfo) -> tuple[Order, ReturnRequest, datetime]:
    """Return the order, the request and its instant."""
    order, item, asked = case["order"], case["item"], case["request"]
    placed, at = noon(order["ordered_on"], zone), noon(asked["requested_on"], zone)
    delivered = noon(order.get("delivered_on"), zone)
    assert placed is not None
    assert at is not None
    line = a_line(
        price=item["price"],
        category=item["category"],
        is_gift_card=item["category"] == "gift_card",
        attributes=Attributes({"sold_as": item["sold_as"]}),
    )
    customer = Customer(
        id=CustomerId("customer"),
        tags=frozenset(),
        tier="member" if case["customer"]["member"] else None,
    )
    channel = CHANNELS.get(order["channel"], order["channel"])
    made = an_order(
        [line],
        placed_at=placed,
        shipped_at=delivered,
        delivered_at=delivered,
        customer=customer,
        channel=channel,
    )
    condition = CONDITIONS.get(item["condition"], item["condition"])
    asked_back = an_item(line, reason=asked["reason"], answers=Attributes({"condition": condition}))
    return made, a_request(asked_back), at
