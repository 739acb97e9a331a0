"""Shopify: orders of its REST API and webhooks, 2024-04 and the older shapes, and of its GraphQL API.

Amounts are kept as stored, in the shop's currency. Fields that no fact needs are ignored; what is lost or
assumed is warned of. Product data is not part of an order: a shop that wants rules about product type and
tags copies them to the line properties `_product_type` and `_product_tags` (comma separated).
"""

from .graphql import order_from_graphql, orders_from_graphql
from .orders import order_from_rest, orders_from_rest

__all__ = ["order_from_graphql", "order_from_rest", "orders_from_graphql", "orders_from_rest"]
