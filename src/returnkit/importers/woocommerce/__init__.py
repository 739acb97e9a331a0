"""WooCommerce: orders of its REST API v3 and webhooks, with their refunds.

Amounts are kept as stored. Where the shop's prices include tax, unit prices, discounts and refunded amounts
are what was stored before tax plus the tax stored beside it.
"""

from .orders import order_from_rest, orders_from_rest

__all__ = ["order_from_rest", "orders_from_rest"]
