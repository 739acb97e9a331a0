"""History: what was sent and what was refunded since the order was placed."""

from __future__ import annotations

from collections import Counter
from typing import Final

from returnkit.facts import (
    Adjustment,
    Fulfillment,
    FulfillmentStatus,
    LineQuantity,
    Refund,
    RefundedLine,
)
from returnkit.ids import FulfillmentId, LineId
from returnkit.importers.payload import Node
from returnkit.importers.result import NO_DELIVERY, Warnings
from returnkit.money import Money

# Source: Shopify REST Admin API 2024-04, Fulfillment, property `status`.
_STATUSES: Final = {
    "pending": FulfillmentStatus.PENDING,
    "open": FulfillmentStatus.PENDING,
    "success": FulfillmentStatus.SHIPPED,
    "cancelled": FulfillmentStatus.CANCELLED,
    "error": FulfillmentStatus.FAILED,
    "failure": FulfillmentStatus.FAILED,
}


def fulfillments(order: Node, warnings: Warnings) -> tuple[Fulfillment, ...]:
    """Return the shipments of *order*, as listed."""
    node = order["fulfillments"]
    found = tuple(_fulfillment(shipment, warnings) for shipment in node.items())
    if not any(shipment.counts for shipment in found):
        warnings.add("not_delivered", node, f"nothing is shipped: {NO_DELIVERY}")
    return found


def _fulfillment(node: Node, warnings: Warnings) -> Fulfillment:
    word = node["status"].text()
    status = _STATUSES.get(word)
    if status is None:
        warnings.add("unknown_status", node["status"], f"unknown status `{word}`, taken as pending")
        status = FulfillmentStatus.PENDING
    delivered_at = None
    if status is FulfillmentStatus.SHIPPED and node["shipment_status"].optional_text() == "delivered":
        status, delivered_at = FulfillmentStatus.DELIVERED, node["updated_at"].instant()
        message = "the delivery date is the time of the last change of the status"
        warnings.add("delivery_date_assumed", node["updated_at"], message)
    elif status in {FulfillmentStatus.PENDING, FulfillmentStatus.SHIPPED}:
        warnings.add("not_delivered", node["shipment_status"], NO_DELIVERY)
    is_shipped = status in {FulfillmentStatus.SHIPPED, FulfillmentStatus.DELIVERED}
    numbers = tuple(number for entry in node["tracking_numbers"].items() if (number := entry.optional_text()))
    single = node["tracking_number"].optional_text()
    return node.build(
        lambda: Fulfillment(
            id=FulfillmentId(node["id"].identifier()),
            status=status,
            shipped_at=node["created_at"].instant() if is_shipped else None,
            delivered_at=delivered_at,
            lines=tuple(
                LineQuantity(line_id=LineId(item["id"].identifier()), quantity=quantity)
                for item in node["line_items"].items()
                if (quantity := item["quantity"].whole())
            ),
            tracking_numbers=numbers or ((single,) if single else ()),
        )
    )


def refunded_quantities(order: Node) -> Counter[str]:
    """Return how many units of each line were refunded."""
    counted: Counter[str] = Counter()
    for refund in order["refunds"].items():
        for part in refund["refund_line_items"].items():
            counted[part["line_item_id"].identifier()] += part["quantity"].whole()
    return counted


def refunds(order: Node, currency: str, warnings: Warnings) -> tuple[Refund, ...]:
    """Return the refunds of *order*, as stored; nothing is recomputed."""
    return tuple(_refund(node, currency, warnings) for node in order["refunds"].items())


def _refund(node: Node, currency: str, warnings: Warnings) -> Refund:
    return node.build(
        lambda: Refund(
            id=node["id"].identifier(),
            at=node["processed_at" if node["processed_at"].is_given else "created_at"].instant(),
            amount=_returned(node["transactions"], currency, warnings),
            lines=tuple(
                RefundedLine(
                    line_id=LineId(part["line_item_id"].identifier()),
                    quantity=quantity,
                    amount=_stored(part, "subtotal", currency),
                    tax=_stored(part, "total_tax", currency),
                )
                for part in node["refund_line_items"].items()
                if (quantity := part["quantity"].whole())
            ),
            adjustments=tuple(
                Adjustment(
                    kind=part["kind"].text(),
                    amount=part["amount"].signed_money(currency),
                    tax=part["tax_amount"].signed_money(currency),
                )
                for part in node["order_adjustments"].items()
            ),
        )
    )


def _returned(node: Node, currency: str, warnings: Warnings) -> Money | None:
    amount = Money.zero(currency)
    for transaction in node.items():
        if transaction["kind"].text() != "refund" or transaction["status"].text() != "success":
            continue
        paid_in = transaction["currency"].optional_text() or currency
        if paid_in != currency:
            message = f"refunded in {paid_in}; the refund's amount in {currency} is not known"
            warnings.add("refund_in_other_currency", transaction["currency"], message)
            return None
        amount += transaction["amount"].money(currency)
    return amount


def _stored(node: Node, key: str, currency: str) -> Money:
    # The plain field is a JSON number; the set beside it, where there is one, holds the exact text.
    exact = node[f"{key}_set"]
    return (exact["shop_money"]["amount"] if exact.is_given else node[key]).money(currency)
