"""Every order that the platform publishes as a sample is read, or refused for a stated reason."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from returnkit.errors import NotAnOrderError, PayloadError
from returnkit.facts import Order
from returnkit.importers import ImportResult
from returnkit.importers.shopify import order_from_rest, orders_from_rest
from returnkit.money import Money
from tests.evidence import Evidence

pytestmark = pytest.mark.third_party

# A partial answer (`fields=...`), and a list whose order has no lines.
REFUSED = {"apijs_2024-04_order_06.json": "order.currency", "pyapi_orders.json": "orders[0].line_items"}


def payloads(folder: Path) -> list[Path]:
    found = [*folder.glob("shopify/apijs_*_order_*.json"), *folder.glob("shopify/pyapi_order*.json")]
    return sorted(path for path in found if "_order" in path.name)


def results(path: Path) -> tuple[ImportResult, ...]:
    text = path.read_bytes()
    try:
        return (order_from_rest(text),)
    except NotAnOrderError:
        return orders_from_rest(text)


def total(order: Order) -> Money:
    amount = Money.zero(order.currency)
    for line in order.lines:
        amount += line.unit_price * line.quantity - line.discount
        if not order.prices_include_tax:
            amount += line.tax
    if order.shipping:
        amount += order.shipping.price - order.shipping.discount + order.shipping.tax
    return amount


def test_every_sample_order_adds_up_or_says_that_it_does_not(third_party: Path, evidence: Evidence) -> None:
    paths, orders, refused, warned = payloads(third_party / "payloads"), 0, {}, 0
    for path in paths:
        try:
            found = results(path)
        except PayloadError as error:
            refused[path.name] = error.path
            continue
        for result in found:
            orders += 1
            differs = "shopify.total_differs" in {warning.code for warning in result.warnings}
            warned += differs
            assert differs is (total(result.order) != result.order.total), path.name

    assert refused == REFUSED
    assert len(paths) == 30
    evidence(
        "shopify-samples", {"files": len(paths), "orders": orders, "refused": len(refused), "warned": warned}
    )


def test_the_stored_refund_keeps_the_platforms_cents(third_party: Path) -> None:
    order = results(third_party / "payloads/shopify/apijs_2024-04_order_07.json")[0].order

    assert [line.discount.minor for line in order.lines] == [334, 333, 333]
    assert {part.line_id: part.amount.minor for part in order.refunds[0].lines} == {
        "703073504": 19566,
        "466157049": 19567,
    }
    assert order.refunds[0].amount == Money.of("209.00", "USD")


@pytest.mark.parametrize("read", [order_from_rest, orders_from_rest])
def test_what_is_no_order_is_never_read_as_one(read: Callable[[bytes], object], third_party: Path) -> None:
    others = [
        path
        for path in sorted((third_party / "payloads").glob("*/*.json"))
        if path not in payloads(third_party / "payloads") and path.parent.name == "shopify"
    ]

    assert others
    for path in others:
        with pytest.raises(NotAnOrderError):
            read(path.read_bytes())
