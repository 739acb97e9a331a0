"""The vocabulary: what rules see."""

from __future__ import annotations

from decimal import Decimal

import pytest

from returnkit.errors import FaultsError, UnknownLineError
from returnkit.expr.ir import Kind
from returnkit.expr.schema import Name, is_unknown
from returnkit.facts import (
    STANDARD,
    Address,
    Customer,
    Declaration,
    Fact,
    LineItem,
    Order,
    RequestedItem,
    Resolution,
    ReturnRequest,
    Shipping,
    Vocabulary,
    declare,
)
from returnkit.ids import CustomerId
from returnkit.money import Money
from tests.builders import a_line, a_request, an_item, an_order


def value(
    path: str,
    order: Order | None = None,
    item: RequestedItem | None = None,
    request: ReturnRequest | None = None,
    *,
    vocabulary: Vocabulary = STANDARD,
    currency: str = "USD",
) -> object:
    item = item or an_item()
    views = vocabulary.prepare(
        order or an_order(), item, request or a_request(item), currency=currency, names=[path]
    )
    root, _, attribute = path.partition(".")
    return getattr(views[vocabulary.schema.roots.index(root)], attribute)


def of_line(path: str, line: LineItem) -> object:
    return value(path, an_order([line]))


def code(found: object) -> str:
    assert is_unknown(found), found
    return found.code


def test_the_roots_come_in_order() -> None:
    assert STANDARD.schema.roots == ("order", "item", "customer", "request", "history", "inspection")


@pytest.mark.parametrize("fact", STANDARD.facts, ids=lambda fact: fact.name.path)
def test_every_name_is_documented_with_a_typical_value_of_its_kind(fact: Fact) -> None:
    name = fact.name
    types: dict[str, type | tuple[type, ...]] = {
        "boolean": bool,
        "number": (int, Decimal),
        "string": str,
        "strings": frozenset,
    }

    assert name.doc.endswith(".")
    assert name.typical is not None
    if name.kind is not Kind.INSTANT:
        assert isinstance(name.typical, types[name.kind])
    assert not name.values or name.typical in name.values
    assert all(type(listed) is str for listed in name.values)


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


CUSTOM = declare(
    STANDARD,
    {
        "item.is_custom": Declaration(type="boolean", default=False),
        "item.is_opened": Declaration(type="boolean", ask="shopper"),
        "item.grade": Declaration(type=("as_new", "worn"), ask="inspection"),
        "item.weight": Declaration(type="number", nullable=True),
        "item.label": Declaration(type="string"),
        "order.is_gift": Declaration(type="boolean", ask="shopper"),
        "customer.points": Declaration(type="number", default=0),
        "request.has_box": Declaration(type="boolean", default=False),
    },
)


@pytest.mark.parametrize(
    ("path", "attributes", "found"),
    [
        ("item.is_custom", {}, False),
        ("item.is_custom", {"is_custom": True}, True),
        ("item.is_custom", {"is_custom": "true"}, True),
        ("item.is_custom", {"is_custom": "false"}, False),
        ("item.weight", {}, None),
        ("item.weight", {"weight": 3}, 3),
        ("item.weight", {"weight": "12.50"}, Decimal("12.50")),
        ("item.label", {"label": "A"}, "A"),
        ("item.grade", {"grade": "worn"}, "worn"),
    ],
)
def test_a_declared_name_reads_the_attributes_of_the_line(
    path: str, attributes: dict[str, bool | int | str], found: object
) -> None:
    assert value(path, an_order([a_line(attributes=attributes)]), vocabulary=CUSTOM) == found


@pytest.mark.parametrize(
    ("path", "attributes", "why"),
    [
        ("item.is_opened", {}, "not_asked"),
        ("item.grade", {}, "not_asked"),
        ("item.label", {}, "not_supplied"),
        ("item.is_custom", {"is_custom": "yes"}, "unreadable"),
        ("item.is_custom", {"is_custom": 1}, "unreadable"),
        ("item.weight", {"weight": True}, "unreadable"),
        ("item.weight", {"weight": "1e5"}, "unreadable"),
        ("item.grade", {"grade": "new"}, "unreadable"),
        ("item.label", {"label": 1}, "unreadable"),
    ],
)
def test_a_declared_name_says_why_it_is_unknown(
    path: str, attributes: dict[str, bool | int | str], why: str
) -> None:
    assert code(value(path, an_order([a_line(attributes=attributes)]), vocabulary=CUSTOM)) == why


def test_only_askable_names_are_read_from_answers() -> None:
    item = an_item(answers={"is_opened": True, "is_custom": True, "has_box": True})
    request = a_request(item, answers={"is_gift": True, "points": 99})

    def found(path: str) -> object:
        return value(path, item=item, request=request, vocabulary=CUSTOM)

    assert found("item.is_opened") is True
    assert found("item.is_custom") is False
    assert found("order.is_gift") is True
    assert found("customer.points") == 0
    assert found("request.has_box") is True


def test_nobody_answers_away_what_the_shop_recorded() -> None:
    order = an_order([a_line(attributes={"is_opened": True})])

    assert value("item.is_opened", order, an_item(answers={"is_opened": False}), vocabulary=CUSTOM) is True


def test_the_attributes_of_the_customer_and_the_order_are_read() -> None:
    customer = Customer(id=CustomerId("c"), attributes={"points": 7})
    order = an_order(customer=customer, attributes={"is_gift": False})

    assert value("customer.points", order, vocabulary=CUSTOM) == 7
    assert value("customer.points", an_order(customer=None), vocabulary=CUSTOM) == 0
    assert value("order.is_gift", order, vocabulary=CUSTOM) is False


def test_every_fault_of_the_declarations_is_reported() -> None:
    with pytest.raises(FaultsError) as caught:
        declare(
            STANDARD,
            {
                "itm.a": Declaration(type="bolean"),
                "item.sku": Declaration(type=(), ask="shoper"),
                "item.Size": Declaration(type="number", default=True),
                "item.class": Declaration(type=("a", "a")),
                "item.b": Declaration(type="string", default="x", ask="staff"),
                "item.c": Declaration(type=("x", "y"), default="z"),
                "item.d": Declaration(type="boolean", default="true"),
                "colour": Declaration(type="string"),
            },
        )

    assert [(fault.code, fault.path) for fault in caught.value.faults] == [
        ("facts.unknown_root", "itm.a"),
        ("facts.unknown_type", "itm.a.type"),
        ("facts.name_taken", "item.sku"),
        ("facts.unknown_person", "item.sku.ask"),
        ("facts.bad_values", "item.sku.type"),
        ("facts.bad_name", "item.Size"),
        ("facts.bad_default", "item.Size.default"),
        ("facts.bad_name", "item.class"),
        ("facts.bad_values", "item.class.type"),
        ("facts.default_and_ask", "item.b.ask"),
        ("facts.bad_default", "item.c.default"),
        ("facts.bad_default", "item.d.default"),
        ("facts.unknown_root", "colour"),
    ]
    assert STANDARD.schema.get("item.b") is None


def test_a_fact_can_be_added_by_a_function() -> None:
    name = Name(path="item.is_heavy", kind=Kind.BOOLEAN)

    vocabulary = STANDARD.extend([Fact(name, lambda s: s.line.quantity > 10)])

    assert value("item.is_heavy", vocabulary=vocabulary) is False
    assert vocabulary.schema.roots == STANDARD.schema.roots
