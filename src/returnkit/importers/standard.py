"""Standard: the sources that come along, registered as those of others are."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from returnkit.hookspecs import RegisterImporter, hookimpl

from . import csv_orders, shopify, woocommerce
from .payload import loaded
from .result import ImportResult

# Any: options go to the platform's own function as they are.


@hookimpl
def returnkit_register_importers(register: RegisterImporter) -> None:
    """Register the sources that come along."""
    register("csv", f"{__name__}:csv", summary="a table of orders, one row a line")
    register("shopify-graphql", f"{__name__}:shopify_graphql", summary="orders of Shopify's GraphQL API")
    register("shopify-rest", f"{__name__}:shopify_rest", summary="orders of Shopify's REST API and webhooks")
    register("woocommerce", f"{__name__}:woocommerce_rest", summary="orders of WooCommerce's REST API v3")


def csv(payload: str | bytes, **options: Any) -> tuple[ImportResult, ...]:
    """Read a table of orders."""
    return csv_orders.orders_from_csv(payload, **options)


def shopify_graphql(payload: Any, **options: Any) -> tuple[ImportResult, ...]:
    """Read an order of Shopify's GraphQL API, or a page of them."""
    answer = loaded(payload)
    data = answer.get("data") if isinstance(answer, Mapping) else None
    if "orders" in (data if isinstance(data, Mapping) else answer if isinstance(answer, Mapping) else ()):
        return shopify.orders_from_graphql(answer, **options)
    return (shopify.order_from_graphql(answer, **options),)


def shopify_rest(payload: Any, **options: Any) -> tuple[ImportResult, ...]:
    """Read an order of Shopify's REST API, or a list of them."""
    answer = loaded(payload)
    if isinstance(answer, Mapping) and "orders" in answer:
        return shopify.orders_from_rest(answer, **options)
    return (shopify.order_from_rest(answer, **options),)


def woocommerce_rest(payload: Any, **options: Any) -> tuple[ImportResult, ...]:
    """Read an order of WooCommerce's REST API, or a list of them."""
    answer = loaded(payload)
    if isinstance(answer, list | tuple):
        return woocommerce.orders_from_rest(answer, **options)
    return (woocommerce.order_from_rest(answer, **options),)
