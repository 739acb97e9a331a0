"""Totals: what an order of the REST API states, held against its parts."""

from __future__ import annotations

from returnkit.facts import Order
from returnkit.importers.payload import Node
from returnkit.importers.result import Warnings
from returnkit.importers.totals import Beside, check_totals
from returnkit.money import Money


def check_stated(node: Node, order: Order, warnings: Warnings) -> None:
    """Warn where stated totals differ from their parts, and of charges that no fact holds."""
    currency, nothing = order.currency, Money.zero(order.currency)
    keys = {
        "goods_differ": "total_line_items_price",
        "discounts_differ": "total_discounts",
        "tax_differs": "total_tax",
        "total_differs": "total_price",
    }
    stated = {
        code: (node[key], node[key].money(currency)) for code, key in keys.items() if node[key].is_given
    }
    fees = node["original_total_additional_fees_set"]
    amount = fees["shop_money"]["amount"].money(currency) if fees.is_given else nothing
    warn_of_fees(fees, amount, warnings)
    check_totals(order, stated, Beside(amount, nothing, nothing), warnings)
    warn_of_presentment(node["presentment_currency"], currency, warnings)


def warn_of_fees(node: Node, amount: Money, warnings: Warnings) -> None:
    """Warn of additional fees, which belong to no line."""
    if amount.minor:
        warnings.add(
            "fee_left_out", node, f"additional fees of `{amount}` belong to no line, they are left out"
        )


def warn_of_presentment(node: Node, currency: str, warnings: Warnings) -> None:
    """Warn where the shopper paid in another currency than the shop's."""
    presented = node.optional_text()
    if presented and presented != currency:
        message = f"the shopper paid in {presented}; amounts are kept in {currency}"
        warnings.add("other_presentment_currency", node, message)
