"""Totals: whether the parts of an order come to what the platform states."""

from __future__ import annotations

from returnkit.facts import Order
from returnkit.importers.payload import Node
from returnkit.importers.result import Warnings
from returnkit.money import Money


def total_of(node: Node, key: str, currency: str) -> Money:
    """Return the sum of the amounts *key* in a list; zero when it is not given."""
    return sum((part[key].money(currency) for part in node.items()), Money.zero(currency))


def check_totals(node: Node, order: Order, warnings: Warnings) -> None:
    """Warn where stated totals differ from their parts. What is stored stays as it is."""
    nothing, shipping = Money.zero(order.currency), order.shipping
    goods = sum((line.unit_price * line.quantity for line in order.lines), nothing)
    discounts = sum((line.discount for line in order.lines), shipping.discount if shipping else nothing)
    tax = sum((line.tax for line in order.lines), shipping.tax if shipping else nothing)
    delivery = shipping.price if shipping else nothing
    fees = node["original_total_additional_fees_set"]
    extra = (order.duties or nothing) + (order.tip or nothing)
    extra += fees["shop_money"]["amount"].money(order.currency) if fees.is_given else nothing
    total = goods - discounts + delivery + extra + (nothing if order.prices_include_tax else tax)
    for code, key, noun, parts in (
        ("goods_differ", "total_line_items_price", "the lines", goods),
        ("discounts_differ", "total_discounts", "the discounts of lines and delivery", discounts),
        ("tax_differs", "total_tax", "the taxes of lines and delivery", tax),
        ("total_differs", "total_price", "lines, discounts, delivery and tax", total),
    ):
        if node[key].is_given and (stated := node[key].money(order.currency)) != parts:
            warnings.add(code, node[key], f"{noun} come to `{parts}`, the order says `{stated}`")
    presented = node["presentment_currency"].optional_text()
    if presented and presented != order.currency:
        message = f"the shopper paid in {presented}; amounts are kept in {order.currency}"
        warnings.add("other_presentment_currency", node["presentment_currency"], message)
