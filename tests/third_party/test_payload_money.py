"""What platforms published of refunds: their amounts come out of a settlement of their own orders."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from returnkit.facts import Adjustment, Order, Shipping
from returnkit.importers.shopify import order_from_rest
from returnkit.importers.woocommerce import orders_from_rest
from returnkit.money import Money
from returnkit.settlement import Account, ComponentCode, Units, opened
from tests.settling import a_return, balanced, summed

pytestmark = pytest.mark.third_party


@pytest.fixture
def sample(third_party: Path) -> Order:
    """The order 450789469: 3 x 199.00 less 10.00, a refund made, and only partly paid."""
    path = third_party / "payloads/shopify/apijs_2024-04_order_07.json"
    return order_from_rest(path.read_bytes()).order


def read(third_party: Path, name: str) -> Any:  # Any: JSON
    return json.loads((third_party / "payloads" / name).read_text(encoding="utf-8"))


def usd(amount: str) -> Money:
    return Money.of(amount, "USD")


def delivered_for(order: Order, amount: str) -> Order:
    """Return *order* with a delivery of that price: the sample order has none, its calculated refunds do."""
    return order.evolve(shipping=Shipping(price=usd(amount), discount=usd("0"), tax=usd("0")))


def captured(third_party: Path) -> Money:
    """Return what the transactions of the order captured."""
    found = read(third_party, "shopify/apijs_2024-04_transaction_00.json")["transactions"]
    amounts = [each["amount"] for each in found if each["kind"] == "capture"]
    return sum((Money.of(amount, "USD") for amount in amounts), Money.zero("USD"))


def test_204_65_would_be_due_and_41_94_is_refundable(sample: Order, third_party: Path) -> None:
    asked = read(third_party, "shopify/apijs_2024-04_refund_05.json")["refund"]
    (line,) = asked["refund_line_items"]
    order = delivered_for(sample, asked["shipping"]["maximum_refundable"])
    ledger = opened(order, captured=captured(third_party))
    units = {str(line["line_item_id"]): line["quantity"]}
    found = a_return(order, "{id: delivery, shipping: refund_paid}", units=units, ledger=ledger)

    assert str(ledger.money(Account.CAPTURED).decimal) == "250.94"
    assert str(ledger.money(Account.REFUNDED).decimal) == "209.00"
    assert summed(found, ComponentCode.GOODS) == line["subtotal"] == "195.67"
    assert summed(found, ComponentCode.TAX) == line["total_tax"] == "3.98"
    assert summed(found, ComponentCode.SHIPPING) == asked["shipping"]["maximum_refundable"] == "5.00"
    causes = set(ComponentCode) - {ComponentCode.CEILING}
    assert summed(found, *causes) == "204.65"
    (transaction,) = asked["transactions"]
    assert str(found.total.decimal) == transaction["maximum_refundable"] == "41.94"
    assert balanced(found)


def test_the_units_that_were_refunded_keep_the_platforms_cents(sample: Order, third_party: Path) -> None:
    ledger = opened(sample, captured=captured(third_party))
    given = {line.id: ledger.given_minor(line.id, ComponentCode.GOODS) for line in sample.lines}

    assert given == {"466157049": 19567, "518995019": 0, "703073504": 19566}
    assert [ledger.units_left(line.id) for line in sample.lines] == [0, 1, 0]
    assert ledger.units(sample.lines[0].id, Units.REFUNDED) == 1


def test_a_whole_order_gives_back_3_34_and_3_33_and_3_33_less(sample: Order) -> None:
    fresh = sample.evolve(
        refunds=(), lines=tuple(line.evolve(current_quantity=line.quantity) for line in sample.lines)
    )
    found = a_return(fresh, ledger=opened(fresh, captured=fresh.total))
    goods = [each.amount for each in found.components if each.code is ComponentCode.GOODS]

    assert [str((Money.of("199.00", "USD") - amount).decimal) for amount in goods] == ["3.34", "3.33", "3.33"]


def test_2_00_of_5_00_of_the_delivery_leave_3_00(sample: Order, third_party: Path) -> None:
    asked = read(third_party, "shopify/apijs_2024-04_refund_04.json")["refund"]["shipping"]
    given, most = usd(asked["amount"]), usd(asked["maximum_refundable"])
    adjustment = Adjustment(kind="shipping_refund", amount=-given, tax=usd("0"))
    fresh = delivered_for(sample, asked["maximum_refundable"]).evolve(
        refunds=(sample.refunds[0].evolve(lines=(), amount=given, adjustments=(adjustment,)),),
        lines=tuple(line.evolve(current_quantity=line.quantity) for line in sample.lines),
    )
    found = a_return(
        fresh, "{id: delivery, shipping: refund_paid}", ledger=opened(fresh, captured=fresh.total)
    )

    assert (asked["amount"], asked["maximum_refundable"]) == ("2.00", "5.00")
    assert summed(found, ComponentCode.SHIPPING) == str((most - given).decimal) == "3.00"


def test_negative_refunds_are_read_as_given_back(third_party: Path) -> None:
    orders = (third_party / "payloads/woocommerce/docs_v3_orders_2.json").read_bytes()
    resources = (third_party / "payloads/woocommerce/docs_v3_refunds_2.json").read_bytes()

    for refunds in ({}, {723: resources}):
        order = next(
            each.order for each in orders_from_rest(orders, refunds=refunds) if each.order.id == "723"
        )
        ledger = opened(order, captured=order.total)

        assert {each.amount for each in order.refunds} == {usd("10.00"), usd("9.00")}
        assert ledger.money(Account.REFUNDED) == usd("19.00")
        assert ledger.remaining == usd("20.00")
    album = next(line for line in order.lines if ledger.units(line.id, Units.REFUNDED))
    assert ledger.given_minor(album.id, ComponentCode.GOODS) == usd("9.00").minor
    assert ledger.units_left(album.id) == 0
