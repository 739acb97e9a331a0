"""The vocabulary: what rules see."""

from __future__ import annotations

from decimal import Decimal

import pytest

from returnkit.errors import UnknownLineError
from returnkit.expr.ir import Kind
from returnkit.expr.schema import Name, is_unknown
from returnkit.facts import (
    STANDARD,
    Address,
    Customer,
    Fact,
    Resolution,
    Shipping,
)
from returnkit.ids import CustomerId
from returnkit.money import Money
from tests.builders import a_line, a_request, an_item, an_order
from tests.unit.facts.reading import code, of_line, value


def test_the_roots_come_in_order() -> None:
    assert STANDARD.schema.roots == ("order", "item", "customer", "request", "history", "inspection")


@pytest.mark.parametrize("fact", STANDARD.facts, ids=lambda fact: fact.name.path)
def test_a_bare_order_gives_null_only_for_nullable_names(fact: Fact) -> None:
    bare = a_line(sku=None, category=None, tags=None)

    found = value(fact.name.path, an_order([bare], customer=None, shipping_address=None, channel=None))

    assert found is not None or fact.name.nullable
    assert is_unknown(found) or type(found).__name__ in {
        "bool", "int", "Decimal", "str", "datetime", "frozenset", "NoneType"
    }  # fmt: skip


@pytest.mark.parametrize(
    ("price", "quantity", "discount", "unit_paid", "percent"),
    [
        ("40.00", 1, "0", "40.00", "0.0"),
        ("199.00", 1, "3.34", "195.66", "1.7"),
        ("10.00", 3, "10.00", "6.67", "33.3"),
        ("10.00", 2, "0.01", "10.00", "0.1"),
        ("19.99", 1, "9.99", "10.00", "50.0"),
        ("5.00", 2, "10.00", "0.00", "100.0"),
        ("0.00", 1, "0", "0.00", "0.0"),
    ],
)
def test_paid_and_percent_are_rounded_half_up(
    price: str, quantity: int, discount: str, unit_paid: str, percent: str
) -> None:
    line = a_line(price=price, quantity=quantity, discount=discount)

    assert of_line("item.unit_paid", line) == Decimal(unit_paid)
    assert of_line("item.discount_percent", line) == Decimal(percent)


@pytest.mark.parametrize("path", ["order.total", "item.unit_price", "item.unit_paid"])
def test_an_amount_in_another_currency_is_unknown(path: str) -> None:
    assert code(value(path, currency="EUR")) == "foreign_currency"


def test_money_has_the_decimals_of_its_currency() -> None:
    order = an_order([a_line(price="40000", currency="KRW")], currency="KRW")

    assert str(value("item.unit_price", order, currency="KRW")) == "40000"
    assert str(value("item.unit_price")) == "40.00"


def test_tags_that_were_not_handed_on_are_unknown_and_not_empty() -> None:
    assert code(of_line("item.tags", a_line(tags=None))) == "not_supplied"
    assert of_line("item.tags", a_line(tags=frozenset({"sale"}))) == {"sale"}
    assert code(value("customer.tags", an_order(customer=Customer(id=CustomerId("c"))))) == "not_supplied"
    assert value("customer.tags", an_order(customer=None)) == frozenset()


def test_what_the_shopper_did_not_say_is_unknown() -> None:
    said = a_request(an_item(reason="too_small"), resolution=Resolution.EXCHANGE)

    assert code(value("request.reason")) == "not_asked"
    assert code(value("request.resolution")) == "not_asked"
    assert value("request.reason", item=said.items[0], request=said) == "too_small"
    assert type(value("request.resolution", request=said)) is str


def test_goods_come_back_from_the_delivery_address_unless_stated() -> None:
    elsewhere = a_request(ships_from=Address(country="US", region="HI"))

    assert value("request.region") == "CA"
    assert value("request.region", request=elsewhere) == "HI"
    assert value("order.region", request=elsewhere) == "CA"
    assert value("request.country", an_order(shipping_address=None)) is None


def test_a_discounted_delivery_is_a_discount() -> None:
    zero, price = Money.zero("USD"), Money.of("5.00", "USD")

    assert value("order.has_discount") is False
    assert value("order.has_discount", an_order([a_line(discount="1.00")])) is True
    assert (
        value("order.has_discount", an_order(shipping=Shipping(price=price, discount=price, tax=zero)))
        is True
    )


def test_a_view_has_only_the_names_asked_for() -> None:
    views = STANDARD.prepare(
        an_order(), an_item(), a_request(), currency="USD", names=("item.sku", "order.country")
    )

    order, item, customer, *_ = views
    assert (order.country, item.sku) == ("US", "SKU-line-1")  # type: ignore[attr-defined]
    assert not hasattr(customer, "tags")
    assert not hasattr(item, "title")


def test_the_reader_of_a_set_is_made_once() -> None:
    assert STANDARD.reader(["item.sku", "item.title"]) is STANDARD.reader(
        frozenset({"item.title", "item.sku"})
    )
    with pytest.raises(KeyError, match=r"item\.colour"):
        STANDARD.reader(["item.colour"])


def test_a_line_that_is_not_in_the_order_is_named() -> None:
    with pytest.raises(UnknownLineError, match="no line `line-9`") as caught:
        value("item.sku", item=an_item("line-9"))

    assert caught.value.help == "its lines are `line-1`"


def test_a_fact_can_be_added_by_a_function() -> None:
    name = Name(path="item.is_heavy", kind=Kind.BOOLEAN)

    vocabulary = STANDARD.extend([Fact(name, lambda s: s.line.quantity > 10)])

    assert value("item.is_heavy", vocabulary=vocabulary) is False
    assert vocabulary.schema.roots == STANDARD.schema.roots
