"""Calls of the importers that must type-check under `mypy --strict`, and hold when run."""

from __future__ import annotations

from pathlib import Path
from typing import assert_type

from returnkit.importers import ImportResult, Source, csv_orders, read, shopify, sources, woocommerce

EXAMPLES = Path(__file__).parents[2] / "examples" / "data"


def text(name: str) -> str:
    return (EXAMPLES / name).read_text(encoding="utf-8")


def test_each_platform_gives_results() -> None:
    rest = shopify.order_from_rest(text("shopify_order.json"), transactions=[])
    graphql = shopify.order_from_graphql(text("shopify_order_graphql.json"))
    order = woocommerce.order_from_rest(
        text("woocommerce_order.json"),
        refunds=text("woocommerce_refunds.json"),
        delivered_keys=["_delivered_on"],
        timezone="Europe/Berlin",
    )
    table = csv_orders.orders_from_csv(text("orders.csv"), columns={}, timezone="Europe/Berlin")

    assert_type(rest, ImportResult)
    assert_type(graphql, ImportResult)
    assert_type(order, ImportResult)
    assert_type(table, tuple[ImportResult, ...])
    assert len(table) == 2


def test_sources_are_read_by_name() -> None:
    results = read("csv", text("orders.csv"))

    assert_type(results, tuple[ImportResult, ...])
    assert_type(sources(), tuple[Source, ...])
    assert len(results) == 2
