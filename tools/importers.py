"""Producer for the page of the Shopify importer: the example order with one thing changed a warning."""

from __future__ import annotations

import json
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from returnkit.importers import shopify

from .markdown import code, table

if TYPE_CHECKING:
    from collections.abc import Callable

    from returnkit.diagnostics import Diagnostic

ORDER: Final = Path(__file__).resolve().parent.parent / "examples" / "data" / "shopify_order.json"


@dataclass(frozen=True, slots=True)
class Change:
    """A change of the example order and the warning it brings.

    Attributes:
        code: The warning's code.
        path: Keys and indexes below `order`.
        value: What stands there then.
    """

    code: str
    path: tuple[str | int, ...]
    value: object

    def apply(self, order: Any) -> None:  # Any: JSON
        """Make the change in *order*."""
        here = order
        for step in self.path[:-1]:
            here = here[step]
        here[self.path[-1]] = self.value


_REFUND: Final = {
    "id": 1,
    "created_at": "2026-11-10T09:00:00-08:00",
    "refund_line_items": [],
    "order_adjustments": [],
    "transactions": [{"kind": "refund", "status": "success", "currency": "CAD", "amount": "5.00"}],
}

CHANGES: Final = (
    Change("shopify.delivery_date_assumed", ("fulfillments", 0, "shipment_status"), "delivered"),
    Change("shopify.discounts_differ", ("total_discounts",), "1.00"),
    Change("shopify.empty_line", ("line_items", 0, "quantity"), 0),
    Change("shopify.goods_differ", ("total_line_items_price",), "1.00"),
    Change("shopify.no_country", ("shipping_address", "country_code"), None),
    Change("shopify.no_customer", ("customer",), None),
    Change("shopify.not_delivered", ("fulfillments",), []),
    Change("shopify.other_presentment_currency", ("presentment_currency",), "EUR"),
    Change("shopify.property_dropped", ("line_items", 0, "properties"), [{"name": "size", "value": [1]}]),
    Change("shopify.refund_in_other_currency", ("refunds",), [_REFUND]),
    Change("shopify.tax_differs", ("total_tax",), "1.00"),
    Change("shopify.test_order", ("test",), True),
    Change("shopify.total_differs", ("total_price",), "1.00"),
    Change("shopify.unknown_status", ("fulfillments", 0, "status"), "teleported"),
)


def warning_of(change: Change) -> Diagnostic:
    """Return the warning that *change* brings.

    Raises:
        LookupError: It brings none with its code.
    """
    payload = json.loads(ORDER.read_text(encoding="utf-8"), parse_float=Decimal)
    change.apply(payload["order"])
    if change.code == "shopify.empty_line":  # its units are in the parcel, too
        payload["order"]["fulfillments"] = []
    for warning in shopify.order_from_rest(payload).warnings:
        if warning.code == change.code:
            return warning
    raise LookupError(change.code)


def warnings() -> str:
    """Return every warning of the Shopify importer."""
    rows = [(code(w.code), code(w.path), w.message) for w in map(warning_of, CHANGES)]
    return table(("code", "such as at", "message"), rows)


PRODUCERS: Final[dict[str, Callable[[], str]]] = {"shopify-warnings": warnings}
