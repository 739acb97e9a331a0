"""Shipments: fulfilments of the GraphQL API, which knows when they arrived."""

from __future__ import annotations

from datetime import datetime
from typing import Final, NamedTuple

from returnkit.facts import Fulfillment, FulfillmentStatus, LineQuantity
from returnkit.ids import FulfillmentId, LineId
from returnkit.importers.payload import Node
from returnkit.importers.result import NO_DELIVERY, Warnings

from .connections import check_count, nodes_of, number_of

# Source: Shopify GraphQL Admin API 2026-01, enum FulfillmentStatus.
_STATUSES: Final = {
    "PENDING": FulfillmentStatus.PENDING,
    "OPEN": FulfillmentStatus.PENDING,
    "SUCCESS": FulfillmentStatus.SHIPPED,
    "CANCELLED": FulfillmentStatus.CANCELLED,
    "ERROR": FulfillmentStatus.FAILED,
    "FAILURE": FulfillmentStatus.FAILED,
}
# Source: the same, enum FulfillmentEventStatus; labels and confirmations are no scans.
_SCANS: Final = frozenset(
    {
        "CARRIER_PICKED_UP",
        "IN_TRANSIT",
        "OUT_FOR_DELIVERY",
        "ATTEMPTED_DELIVERY",
        "DELAYED",
        "DELIVERED",
        "FAILURE",
    }
)


class _Events(NamedTuple):
    """What happened to a shipment, and when."""

    delivered_at: datetime | None
    ready_at: datetime | None
    collected_at: datetime | None
    last_scan_at: datetime | None


def fulfillments(order: Node, warnings: Warnings) -> tuple[Fulfillment, ...]:
    """Return the shipments of *order*, as listed."""
    node = order["fulfillments"]
    found = tuple(_fulfillment(shipment, warnings) for shipment in node.items())
    check_count(node, order["fulfillmentsCount"])
    if not any(shipment.counts for shipment in found):
        warnings.add("not_delivered", node, f"nothing is shipped: {NO_DELIVERY}")
    return found


def _fulfillment(node: Node, warnings: Warnings) -> Fulfillment:
    word, shown = node["status"].text(), node["displayStatus"].optional_text()
    status = _STATUSES.get(word)
    if status is None:
        warnings.add("unknown_status", node["status"], f"unknown status `{word}`, taken as pending")
        status = FulfillmentStatus.PENDING
    events = _events(node["events"], warnings)
    delivered_at, collected_at = None, None
    if status is FulfillmentStatus.SHIPPED:
        delivered_at, collected_at = _delivered(node, shown, events, warnings), events.collected_at
    is_there = delivered_at is not None or collected_at is not None
    if is_there:
        status = FulfillmentStatus.DELIVERED
    elif status in {FulfillmentStatus.PENDING, FulfillmentStatus.SHIPPED}:
        warnings.add("not_delivered", node["deliveredAt"], NO_DELIVERY)
    is_shipped = status in {FulfillmentStatus.SHIPPED, FulfillmentStatus.DELIVERED}
    parts = list(nodes_of(node["fulfillmentLineItems"], warnings))
    return node.build(
        lambda: Fulfillment(
            id=FulfillmentId(number_of(node["id"], "Fulfillment")),
            status=status,
            shipped_at=node["createdAt"].instant() if is_shipped else None,
            ready_at=events.ready_at,
            collected_at=collected_at,
            delivered_at=delivered_at,
            last_scan_at=events.last_scan_at,
            lines=tuple(
                LineQuantity(line_id=LineId(number_of(part["lineItem"]["id"], "LineItem")), quantity=quantity)
                for part in parts
                if (quantity := part["quantity"].whole())
            ),
            tracking_numbers=tuple(
                number
                for entry in node["trackingInfo"].items()
                if (number := entry["number"].optional_text())
            ),
        )
    )


def _delivered(node: Node, shown: str | None, events: _Events, warnings: Warnings) -> datetime | None:
    if node["deliveredAt"].is_given:
        return node["deliveredAt"].instant()
    if events.delivered_at is not None or shown != "DELIVERED":
        return events.delivered_at
    message = "the delivery date is the time of the last change of the status"
    warnings.add("delivery_date_assumed", node["updatedAt"], message)
    return node["updatedAt"].instant()


def _events(node: Node, warnings: Warnings) -> _Events:
    happened: dict[str, datetime] = {}
    for event in nodes_of(node, warnings):
        status, at = event["status"].text(), event["happenedAt"].instant()
        happened[status] = max(at, happened.get(status, at))
    scans = [at for status, at in happened.items() if status in _SCANS]
    return _Events(
        happened.get("DELIVERED"),
        happened.get("READY_FOR_PICKUP"),
        happened.get("PICKED_UP"),
        max(scans, default=None),
    )
