"""Shipments: when the order arrived, as far as the platform knows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from returnkit.facts import Fulfillment, FulfillmentStatus, LineItem, LineQuantity
from returnkit.ids import FulfillmentId
from returnkit.importers.instants import instant_in, is_date, unix_instant, utc_instant
from returnkit.importers.payload import Node
from returnkit.importers.result import NO_DELIVERY, Warnings

_SECONDS: Final = re.compile(r"[0-9]{9,10}")


def fulfillments(
    order: Node,
    lines: Sequence[LineItem],
    delivered: Sequence[str],
    zone: ZoneInfo | None,
    warnings: Warnings,
) -> tuple[Fulfillment, ...]:
    """Return the one shipment of everything, once it is delivered: the platform knows no others.

    Args:
        order: The order.
        lines: Its lines.
        delivered: Names in its `meta_data` that hold the delivery date.
        zone: Where such a date was written, if it does not say.
        warnings: Where to warn.
    """
    at = _stated(order["meta_data"], delivered, zone, warnings)
    if at is None and order["date_completed_gmt"].is_given:
        at = utc_instant(order["date_completed_gmt"])
        message = "the delivery date is the time when the order was completed"
        warnings.add("delivery_date_assumed", order["date_completed_gmt"], message)
    if at is None:
        warnings.add("not_delivered", order["date_completed_gmt"], NO_DELIVERY)
        return ()
    return (
        Fulfillment(
            id=FulfillmentId(order["id"].identifier()),
            status=FulfillmentStatus.DELIVERED,
            delivered_at=at,
            lines=tuple(LineQuantity(line_id=line.id, quantity=line.quantity) for line in lines),
        ),
    )


def _stated(meta: Node, keys: Sequence[str], zone: ZoneInfo | None, warnings: Warnings) -> datetime | None:
    values = {entry["key"].text(): entry["value"] for entry in meta.items()}
    for key in keys:
        node = values.get(key)
        if node is None or not node.is_given or node.is_empty:
            continue
        written = node.identifier()
        if _SECONDS.fullmatch(written):
            return unix_instant(node, int(written))
        if is_date(node):
            message = "a date without a time of day, taken as noon"
            warnings.add("delivery_time_assumed", node, message)
        return instant_in(node, zone)
    return None
