"""Columns: the names that a table of orders may have."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

_CUSTOM: Final = re.compile(r"(order|item|customer)\.[a-z0-9_]+")
_GAPS: Final = re.compile(r"[\s/-]+")


@dataclass(frozen=True, slots=True)
class Column:
    """A column that is read.

    Attributes:
        name: Its name.
        about: What it is about: `order` (the same in all rows of an order, or given once), `line`,
            `shipment` or `refund` (each of the row's line).
        meaning: What stands in it.
        is_required: Whether it must be there, and filled.
    """

    name: str
    about: str
    meaning: str
    is_required: bool = False


COLUMNS: Final = (
    Column(
        "order_number", "order", "what the shopper calls the order; rows with the same are one order", True
    ),
    Column("order_id", "order", "the identifier; else the number"),
    Column("placed_at", "order", "when it was placed", True),
    Column("currency", "order", "ISO 4217 code of every amount", True),
    Column("total", "order", "what was charged for the whole order, before refunds"),
    Column("shipping_price", "order", "what delivery cost before its discount"),
    Column("shipping_discount", "order", "the discount on delivery"),
    Column("shipping_tax", "order", "the tax charged on delivery"),
    Column("prices_include_tax", "order", "whether prices contain their tax; else no"),
    Column("discount_code", "order", "the code of a discount; its shares stand in `discount`"),
    Column("paid", "order", "money received, refunds not subtracted"),
    Column("payment_method", "order", "what it was paid with, such as `card` or `gift_card`"),
    Column("payment_status", "order", "the system's word, such as `paid`"),
    Column("customer_id", "order", "who bought; blank for a guest"),
    Column("customer_tier", "order", "loyalty tier on the day of purchase"),
    Column("customer_tags", "order", "tags of the customer, separated by commas"),
    Column("country", "order", "ISO 3166-1 code of the place of delivery"),
    Column("region", "order", "its subdivision, without the country"),
    Column("postal_code", "order", "its postal code"),
    Column("city", "order", "its city"),
    Column("channel", "order", "where it was sold, such as `web`"),
    Column("market", "order", "the shop's market"),
    Column("order_tags", "order", "tags of the order, separated by commas"),
    Column("is_cancelled", "order", "whether the whole order was cancelled"),
    Column("line_id", "line", "the line's identifier, unique in its order; else its place among the rows"),
    Column("title", "line", "what the shopper saw"),
    Column("sku", "line", "stock keeping unit"),
    Column("quantity", "line", "units ordered, from 1 up", True),
    Column("unit_price", "line", "price of one unit before discounts", True),
    Column("discount", "line", "discount on all units of the line, with its share of the order's"),
    Column("tax", "line", "tax charged on all units of the line"),
    Column("category", "line", "the shop's product type"),
    Column("vendor", "line", "who makes it"),
    Column("brand", "line", "the brand it is sold under"),
    Column("tags", "line", "tags of the product, separated by commas"),
    Column("weight_grams", "line", "weight of one unit"),
    Column("is_gift_card", "line", "whether it is a gift card"),
    Column("is_final_sale", "line", "whether it was sold as final"),
    Column("requires_shipping", "line", "whether something is shipped; else yes"),
    Column("product_id", "line", "the product"),
    Column("variant_id", "line", "the variant of the product"),
    Column("shipped_at", "shipment", "when the line left"),
    Column("delivered_at", "shipment", "when the line arrived"),
    Column("tracking_number", "shipment", "the carrier's number"),
    Column("refunded_quantity", "refund", "units refunded already"),
    Column("refunded_amount", "refund", "money that went back for the line, tax included"),
    Column("refunded_tax", "refund", "the tax in it"),
    Column("refunded_at", "refund", "when; rows with the same time are one refund"),
)
NAMES: Final = {column.name: column for column in COLUMNS}

ALIASES: Final = {
    "order": "order_number",
    "order_no": "order_number",
    "order_date": "placed_at",
    "created_at": "placed_at",
    "currency_code": "currency",
    "order_total": "total",
    "shipping": "shipping_price",
    "taxes_included": "prices_include_tax",
    "coupon": "discount_code",
    "financial_status": "payment_status",
    "country_code": "country",
    "province_code": "region",
    "state": "region",
    "zip": "postal_code",
    "postcode": "postal_code",
    "source": "channel",
    "line_item_id": "line_id",
    "product_name": "title",
    "item_name": "title",
    "lineitem_name": "title",
    "lineitem_sku": "sku",
    "qty": "quantity",
    "lineitem_quantity": "quantity",
    "price": "unit_price",
    "lineitem_price": "unit_price",
    "line_discount": "discount",
    "line_tax": "tax",
    "product_type": "category",
    "product_tags": "tags",
    "gift_card": "is_gift_card",
    "final_sale": "is_final_sale",
    "fulfilled_at": "shipped_at",
    "delivery_date": "delivered_at",
    "refund_date": "refunded_at",
}
"""Other names that are read: each as the column it stands for."""


def normal(header: str) -> str:
    """Return a header as names are written: lower case, `_` for spaces, hyphens and slashes."""
    return _GAPS.sub("_", header.strip().casefold())


def name_of(header: str) -> str | None:
    """Return the column that a header names, the name of a custom attribute, or None."""
    name = normal(header)
    name = ALIASES.get(name, name)
    return name if is_name(name) else None


def is_name(name: str) -> bool:
    """Whether it names a column, or a custom attribute such as `item.engraving`."""
    return name in NAMES or bool(_CUSTOM.fullmatch(name))
