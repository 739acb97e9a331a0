"""History: shipments and refunds, each told by the rows of its lines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from returnkit.documents.cells import Cell
from returnkit.facts import (
    Adjustment,
    Fulfillment,
    FulfillmentStatus,
    LineItem,
    LineQuantity,
    Refund,
    RefundedLine,
)
from returnkit.ids import FulfillmentId, LineId
from returnkit.importers.payload import Node
from returnkit.importers.result import NO_DELIVERY
from returnkit.money import Money

from .reading import OrderRows, amount_in, positive
from .table import Row


@dataclass(frozen=True, slots=True)
class Given:
    """What a row says went back of its line: money with the tax in it, for units or for none."""

    line_id: str
    at: datetime
    quantity: int
    amount: Money
    tax: Money


def given_back(order: OrderRows, row: Row, line_id: str, ordered: int, currency: str) -> Given | None:
    """Return what *row* says went back, or None for nothing and for what is at fault."""
    cells = {name: row.cells.get(name) for name in ("refunded_quantity", "refunded_amount", "refunded_at")}
    filled = [cell for cell in (*cells.values(), row.cells.get("refunded_tax")) if cell and cell.text]
    if not filled:
        return None
    for name in ("refunded_amount", "refunded_at"):
        if (cell := cells[name]) is None or not cell.text:
            order.faults.add("blank", cell or filled[0], f"something was refunded, `{name}` is blank")
    quantity = order.read(cells["refunded_quantity"], positive) or 0
    amount = order.read(cells["refunded_amount"], amount_in(currency))
    tax = order.read(row.cells.get("refunded_tax"), amount_in(currency)) or Money.zero(currency)
    at = order.instant(cells["refunded_at"])
    if quantity > ordered and (cell := cells["refunded_quantity"]):
        order.faults.add("value", cell, f"`{quantity}` units refunded of `{ordered}` ordered")
    if amount is None or at is None:
        return None
    if tax > amount:
        order.faults.add(
            "value", row.cells["refunded_tax"], f"the tax `{tax}` is more than the amount `{amount}`"
        )
        return None
    return Given(line_id, at, quantity, amount, tax)


def refunds(given: Sequence[Given], currency: str, *, gross: bool) -> tuple[Refund, ...]:
    """Return the refunds, oldest first: what went back at one time is one.

    Args:
        given: What went back, by row.
        currency: The order's.
        gross: Whether prices include tax.
    """
    found = []
    for number, at in enumerate(sorted({each.at for each in given}), start=1):
        parts = [each for each in given if each.at == at]
        found.append(
            Refund(
                id=str(number),
                at=at,
                amount=sum((each.amount for each in parts), Money.zero(currency)),
                lines=tuple(
                    RefundedLine(
                        line_id=LineId(each.line_id),
                        quantity=each.quantity,
                        amount=each.amount if gross else each.amount - each.tax,
                        tax=each.tax,
                    )
                    for each in parts
                    if each.quantity
                ),
                adjustments=tuple(
                    Adjustment(
                        kind="line_refund",
                        amount=-(each.amount if gross else each.amount - each.tax),
                        tax=-each.tax,
                    )
                    for each in parts
                    if not each.quantity
                ),
            )
        )
    return tuple(found)


def fulfillments(order: OrderRows, lines: Sequence[tuple[Row, LineItem]]) -> tuple[Fulfillment, ...]:
    """Return the shipments: rows with the same times and number are one.

    Args:
        order: The order's rows.
        lines: Its lines, each with its row.
    """
    parcels: dict[tuple[datetime | None, datetime | None, str | None], list[LineItem]] = {}
    missing: Cell | None = None
    for row, line in lines:
        shipped, delivered = (order.instant(row.cells.get(name)) for name in ("shipped_at", "delivered_at"))
        number = order.read(row.cells.get("tracking_number"), Node.text)
        if delivered is None and missing is None:
            missing = row.cells.get("delivered_at") or row.start
        if shipped or delivered or number:
            parcels.setdefault((shipped, delivered, number), []).append(line)
    if missing is not None:
        order.warn("not_delivered", missing, NO_DELIVERY)
    return tuple(
        Fulfillment(
            id=FulfillmentId(str(place)),
            status=FulfillmentStatus.DELIVERED if delivered else FulfillmentStatus.SHIPPED,
            shipped_at=shipped,
            delivered_at=delivered,
            lines=tuple(LineQuantity(line_id=line.id, quantity=line.quantity) for line in held),
            tracking_numbers=(number,) if number else (),
        )
        for place, ((shipped, delivered, number), held) in enumerate(parcels.items(), start=1)
    )
