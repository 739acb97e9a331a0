"""Producers for the pages of importers: the example payloads with one thing changed a warning."""

from __future__ import annotations

import json
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from returnkit.importers import shopify, sources, woocommerce

from .markdown import code, table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from returnkit.diagnostics import Diagnostic

FOLDER: Final = Path(__file__).resolve().parent.parent / "examples" / "data"
# Any: payloads are JSON, changed at will.


@dataclass(frozen=True, slots=True)
class Change:
    """A change of an example payload and the warning it brings.

    Attributes:
        code: The warning's code.
        path: Keys and indexes below the payload; none where *value* is taken alone.
        value: What stands there then.
        platform: Which example: `rest` or `graphql` of Shopify, or `woocommerce`.
        also: Further changes, as path and value, without which the order would be refused.
    """

    code: str
    path: tuple[str | int, ...]
    value: object
    platform: str = "rest"
    also: tuple[tuple[tuple[str | int, ...], object], ...] = ()

    def apply(self, payload: Any) -> None:
        """Make the change in *payload*."""
        for path, value in ((self.path, self.value), *self.also):
            here = payload
            for step in path[:-1]:
                here = here[step]
            here[path[-1]] = value


def _bag(amount: str) -> dict[str, object]:
    return {"shopMoney": {"amount": amount, "currencyCode": "USD"}}


_REFUND: Final = {
    "id": 1,
    "created_at": "2026-11-10T09:00:00-08:00",
    "refund_line_items": [],
    "order_adjustments": [],
    "transactions": [{"kind": "refund", "status": "success", "currency": "CAD", "amount": "5.00"}],
}
_SALE: Final = {"kind": "sale", "status": "success", "currency": "CAD", "amount": "5.00"}
_NODE: Final = {"id": "gid://shopify/Refund/1", "createdAt": "2026-11-10T17:00:00Z"}
_FEE: Final = {"id": 620, "name": "Gift wrap", "total": "2.00", "total_tax": "0.38"}
_ORDER: Final = ("data", "order")

CHANGES: Final = (
    Change("shopify.delivery_date_assumed", ("order", "fulfillments", 0, "shipment_status"), "delivered"),
    Change("shopify.discounts_differ", ("order", "total_discounts"), "1.00"),
    Change(
        "shopify.empty_line",
        ("order", "line_items", 0, "quantity"),
        0,
        also=((("order", "fulfillments"), []),),
    ),
    Change(
        "shopify.fee_left_out",
        ("order", "original_total_additional_fees_set"),
        {"shop_money": {"amount": "2.00"}},
    ),
    Change("shopify.goods_differ", ("order", "total_line_items_price"), "1.00"),
    Change("shopify.more_orders_follow", (*_ORDER, "more"), True, "graphql"),
    Change("shopify.no_country", ("order", "shipping_address", "country_code"), None),
    Change("shopify.no_customer", ("order", "customer"), None),
    Change("shopify.not_delivered", ("order", "fulfillments"), []),
    Change("shopify.other_presentment_currency", ("order", "presentment_currency"), "EUR"),
    Change("shopify.page_info_missing", (*_ORDER, "lineItems", "pageInfo"), None, "graphql"),
    Change("shopify.payment_in_other_currency", ("transactions",), [_SALE]),
    Change("shopify.payments_differ", (*_ORDER, "totalReceivedSet"), _bag("1.00"), "graphql"),
    Change(
        "shopify.property_dropped",
        ("order", "line_items", 0, "properties"),
        [{"name": "size", "value": [1]}],
    ),
    Change(
        "shopify.quantities_differ", (*_ORDER, "lineItems", "nodes", 1, "refundableQuantity"), 1, "graphql"
    ),
    Change("shopify.refund_amount_unknown", (*_ORDER, "refunds"), [_NODE], "graphql"),
    Change(
        "shopify.refund_differs",
        (*_ORDER, "refunds"),
        [_NODE | {"totalRefundedSet": _bag("5.00"), "transactions": {"nodes": []}}],
        "graphql",
    ),
    Change("shopify.refund_in_other_currency", ("order", "refunds"), [_REFUND]),
    Change("shopify.refunds_differ", (*_ORDER, "totalRefundedSet"), _bag("1.00"), "graphql"),
    Change("shopify.returns_left_out", (*_ORDER, "returns"), {"nodes": [{}]}, "graphql"),
    Change("shopify.tax_differs", ("order", "total_tax"), "1.00"),
    Change("shopify.test_order", ("order", "test"), True),
    Change("shopify.total_differs", ("order", "total_price"), "1.00"),
    Change("shopify.unknown_status", ("order", "fulfillments", 0, "status"), "teleported"),
    Change("woocommerce.delivery_date_assumed", ("keys",), [], "woocommerce"),
    Change(
        "woocommerce.delivery_time_assumed", ("order", "meta_data", 1, "value"), "2026-11-06", "woocommerce"
    ),
    Change("woocommerce.discounts_differ", ("order", "discount_total"), "1.00", "woocommerce"),
    Change(
        "woocommerce.empty_line",
        ("order", "line_items", 1, "quantity"),
        0,
        "woocommerce",
    ),
    Change("woocommerce.fee_left_out", ("order", "fee_lines"), [_FEE], "woocommerce"),
    Change("woocommerce.no_country", ("order", "shipping", "country"), "", "woocommerce"),
    Change("woocommerce.no_customer", ("order", "customer_id"), None, "woocommerce"),
    Change(
        "woocommerce.not_delivered",
        ("order", "date_completed_gmt"),
        None,
        "woocommerce",
        also=((("keys",), []),),
    ),
    Change("woocommerce.other_tender", ("order", "payment_method"), "acme_pay", "woocommerce"),
    Change("woocommerce.payment_unknown", ("order", "date_paid_gmt"), None, "woocommerce"),
    Change("woocommerce.property_dropped", ("order", "meta_data", 0, "value"), ["no"], "woocommerce"),
    Change("woocommerce.refund_differs", ("refunds", 0, "line_items"), [], "woocommerce"),
    Change("woocommerce.refund_total_differs", ("order", "refunds", 0, "total"), "-1.00", "woocommerce"),
    Change("woocommerce.refund_without_resource", ("refunds",), [], "woocommerce"),
    Change("woocommerce.refund_without_units", ("refunds", 0, "line_items", 0, "quantity"), 0, "woocommerce"),
    Change("woocommerce.tax_differs", ("order", "total_tax"), "1.00", "woocommerce"),
    Change("woocommerce.total_differs", ("order", "total"), "1.00", "woocommerce"),
    Change("woocommerce.unit_price_rounded", ("order", "line_items", 0, "subtotal"), "50.26", "woocommerce"),
)


def warning_of(change: Change) -> Diagnostic:
    """Return the warning that *change* brings.

    Raises:
        LookupError: It brings none with its code.
    """
    for warning in _READERS[change.platform](change):
        if warning.code == change.code:
            return warning
    raise LookupError(change.code)


def _example(name: str) -> Any:
    return json.loads((FOLDER / name).read_text(encoding="utf-8"), parse_float=Decimal)


def _rest(change: Change) -> Iterable[Diagnostic]:
    payload = _example("shopify_order.json") | {"transactions": None}
    change.apply(payload)
    return shopify.order_from_rest(payload, transactions=payload["transactions"]).warnings


def _graphql(change: Change) -> Iterable[Diagnostic]:
    payload = _example("shopify_order_graphql.json")
    change.apply(payload)
    if "more" in payload["data"]["order"]:
        page = {"nodes": [payload["data"]["order"]], "pageInfo": {"hasNextPage": True}}
        return shopify.orders_from_graphql({"data": {"orders": page}})[0].warnings
    return shopify.order_from_graphql(payload).warnings


def _woocommerce(change: Change) -> Iterable[Diagnostic]:
    payload = {
        "order": _example("woocommerce_order.json"),
        "refunds": _example("woocommerce_refunds.json"),
        "keys": ["_delivered_on"],
    }
    change.apply(payload)
    return woocommerce.order_from_rest(
        payload["order"],
        refunds=payload["refunds"],
        delivered_keys=payload["keys"],
        timezone="Europe/Berlin",
    ).warnings


_READERS: Final[dict[str, Callable[[Change], Iterable[Diagnostic]]]] = {
    "rest": _rest,
    "graphql": _graphql,
    "woocommerce": _woocommerce,
}


def _warnings(prefix: str) -> Callable[[], str]:
    def produce() -> str:
        found = (warning_of(each) for each in CHANGES if each.code.startswith(prefix))
        return table(
            ("code", "such as at", "message"), [(code(w.code), code(w.path), w.message) for w in found]
        )

    return produce


def built_in_sources() -> str:
    """Return the sources that come along."""
    own = (source for source in sources() if source.origin == "returnkit")
    return table(("name", "reads"), [(code(source.name), source.summary) for source in own])


PRODUCERS: Final[dict[str, Callable[[], str]]] = {
    "shopify-warnings": _warnings("shopify."),
    "woocommerce-warnings": _warnings("woocommerce."),
    "import-sources": built_in_sources,
}
