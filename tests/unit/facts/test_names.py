"""What rules read of an order, its lines and a request."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest

from returnkit.facts import (
    Bundle,
    Customer,
    FulfillmentStatus,
    Payment,
    Seller,
    SellerType,
    Shipping,
    SoldCondition,
    Tender,
    TenderKind,
)
from returnkit.ids import CustomerId
from returnkit.money import Money
from tests.builders import DELIVERED, a_line, a_request, a_shipment, an_item, an_order
from tests.unit.facts.reading import code, of_line, value

CARD = Tender(kind=TenderKind.CARD, brand="visa", program="house_card")
GIFT_CARD = Tender(kind=TenderKind.GIFT_CARD)


def usd(amount: str) -> Money:
    return Money.of(amount, "USD")


@pytest.mark.parametrize(
    ("tenders", "paid_by", "gift_card_only"),
    [
        ((CARD,), {"card", "visa", "house_card"}, False),
        ((GIFT_CARD,), {"gift_card"}, True),
        ((GIFT_CARD, GIFT_CARD), {"gift_card"}, True),
        ((GIFT_CARD, CARD), {"gift_card", "card", "visa", "house_card"}, False),
        ((), frozenset(), False),
    ],
)
def test_an_order_is_paid_by_kinds_brands_and_programmes(
    tenders: tuple[Tender, ...], paid_by: set[str], gift_card_only: bool
) -> None:
    order = an_order(payment=Payment(tenders=tenders))

    assert value("order.paid_by", order) == paid_by
    assert value("order.paid_by_gift_card_only", order) is gift_card_only


def test_a_payment_that_was_not_handed_on_is_unknown() -> None:
    assert code(value("order.paid_by")) == "not_supplied"
    assert code(value("order.paid_by_gift_card_only")) == "not_supplied"


def test_delivery_is_paid_after_its_discount() -> None:
    shipping = Shipping(price=usd("8.00"), discount=usd("3.00"), tax=usd("1.00"))

    assert value("order.shipping_paid", an_order(shipping=shipping)) == Decimal("5.00")
    assert value("order.shipping_paid") == Decimal("0.00")


@pytest.mark.parametrize(
    ("path", "fields", "found"),
    [
        ("order.invoiced_at", {"invoiced_at": DELIVERED}, DELIVERED),
        ("order.market", {"market": "eu"}, "eu"),
        ("order.location_id", {"location_id": "store-1"}, "store-1"),
        ("order.payment_status", {"payment": Payment(status="paid")}, "paid"),
        ("order.quantity_ordered", {"lines": [a_line("a", quantity=2), a_line("b")]}, 3),
    ],
)
def test_the_order_is_read(path: str, fields: dict[str, Any], found: object) -> None:
    assert value(path, an_order(**fields), an_item("a") if "lines" in fields else None) == found


@pytest.mark.parametrize(
    ("path", "fields", "found"),
    [
        ("item.brand", {"brand": "Northfold"}, "Northfold"),
        ("item.sold_condition", {}, "new"),
        ("item.sold_condition", {"sold_condition": SoldCondition.OPEN_BOX}, "open_box"),
        ("item.weight_grams", {"weight_grams": 300}, 300),
        ("item.weight_grams", {}, None),
        ("item.lowest_recent_price", {"lowest_recent_price": Money.of("9.00", "USD")}, Decimal("9.00")),
        ("item.lowest_recent_price", {}, None),
        ("item.is_final_sale", {"is_final_sale": True}, True),
        ("item.is_personalised", {"is_personalised": True}, True),
        ("item.is_made_to_order", {"is_made_to_order": True}, True),
        ("item.is_special_order", {"is_special_order": True}, True),
        ("item.is_free_gift", {"is_free_gift": True}, True),
        ("item.is_add_on", {}, False),
        ("item.bundle", {}, None),
        ("item.bundle", {"bundle": Bundle(id="set")}, "set"),
        ("item.components", {}, frozenset()),
        ("item.components", {"bundle": Bundle(id="set", components=frozenset({"cup"}))}, {"cup"}),
        ("item.quantity_left", {"quantity": 3, "current_quantity": 2}, 2),
    ],
)
def test_the_line_is_read(path: str, fields: dict[str, Any], found: object) -> None:
    assert of_line(path, a_line(**fields)) == found


def test_an_add_on_belongs_to_another_line() -> None:
    wrap = a_line("wrap", add_on_of="shirt")

    assert value("item.is_add_on", an_order([a_line("shirt"), wrap]), an_item("wrap")) is True
    for lines in ([wrap], [wrap, a_line("wrap-2")], [a_line("wrap", add_on_of="wrap")]):
        with pytest.raises(ValueError, match="which is no other line"):
            an_order(lines)


def test_a_line_may_have_a_seller_of_its_own() -> None:
    shop = Seller(id="shop")
    partner = Seller(id="p", type=SellerType.PARTNER, window_days=5, country="DE")
    order = an_order([a_line("own"), a_line("partner", seller=partner)], seller=shop)

    def found(line: str) -> list[object]:
        names = ("id", "type", "window_days", "country")
        return [value(f"item.seller_{name}", order, an_item(line)) for name in names]

    assert found("own") == ["shop", "own", None, None]
    assert found("partner") == ["p", "partner", 5, "DE"]
    assert value("item.seller_id") is None


def test_units_are_shipped_when_they_left_or_were_collected() -> None:
    line = a_line(quantity=4)
    one = a_line()
    order = an_order(
        [line],
        fulfillments=(
            a_shipment([one], "sent", delivered_at=None),
            a_shipment([one], "collected", shipped_at=None, delivered_at=None).evolve(collected_at=DELIVERED),
            a_shipment(
                [one], "waiting", shipped_at=None, delivered_at=None, status=FulfillmentStatus.PENDING
            ),
            a_shipment([one], "lost", status=FulfillmentStatus.FAILED),
        ),
    )

    assert value("item.quantity_shipped", order) == 2


def test_a_customer_is_known_since_the_account_was_opened() -> None:
    since = datetime(2020, 1, 1, tzinfo=UTC)
    customer = Customer(id=CustomerId("c"), registered_at=since)

    assert value("customer.registered_at", an_order(customer=customer)) == since
    assert value("customer.registered_at", an_order(customer=None)) is None


def test_a_line_comes_back_in_full_with_every_unit_and_part_that_is_left() -> None:
    order = an_order(
        [a_line(quantity=3, current_quantity=2, bundle=Bundle(id="s", components=frozenset("ab")))]
    )

    def full(*items: tuple[int, str | None]) -> object:
        asked = [
            an_item(quantity=quantity, components=None if parts is None else frozenset(parts))
            for quantity, parts in items
        ]
        return value("item.is_returned_in_full", order, request=a_request(*asked))

    assert full((2, None)) is True
    assert full((1, None), (1, "ab")) is True
    assert full((1, None)) is False
    assert full((1, None), (1, "a")) is False


def test_a_set_is_complete_with_all_of_its_lines() -> None:
    table = a_line("table", bundle=Bundle(id="dining"))
    chairs = a_line("chairs", quantity=4, bundle=Bundle(id="dining"))
    order = an_order([table, chairs, a_line("lamp", bundle=Bundle(id="light")), a_line("rug")])

    def complete(*items: Any) -> object:
        return value("request.is_bundle_complete", order, request=a_request(*items))

    assert complete(an_item("table"), an_item("chairs", 4)) is True
    assert complete(an_item("table"), an_item("chairs", 3)) is False
    assert complete(an_item("chairs", 4)) is False
    assert complete(an_item("rug")) is True


def test_parts_come_back_all_unless_stated() -> None:
    bundle = Bundle(id="dining", components=frozenset({"table", "chair"}))
    order = an_order([a_line(bundle=bundle)])

    assert value("request.components", order) == {"table", "chair"}
    assert value("request.components", order, an_item(components=frozenset({"chair"}))) == {"chair"}
    assert value("request.components") == frozenset()
    assert value("request.is_bundle_complete", order, an_item(components=frozenset({"chair"}))) is False


def test_evidence_is_counted_for_the_item_and_the_return() -> None:
    item = an_item(evidence={"photo": 2, "video": 0})
    request = a_request(item, evidence={"photo": 1, "receipt": 1})

    assert value("request.evidence", request=request) == {"photo", "receipt"}
    assert value("request.photos", request=request) == 3
    assert value("request.evidence") == frozenset()
    assert value("request.photos") == 0


def test_a_receipt_is_a_proof_of_purchase_unless_staff_say_otherwise() -> None:
    receipt = {"receipt": 1}

    assert code(value("request.has_proof_of_purchase")) == "not_asked"
    assert value("request.has_proof_of_purchase", request=a_request(evidence=receipt)) is True
    assert value("request.has_proof_of_purchase", request=a_request(proof_of_purchase=False)) is False
    assert (
        value("request.has_proof_of_purchase", request=a_request(proof_of_purchase=False, evidence=receipt))
        is False
    )


def test_the_value_of_a_request_is_what_was_paid_for_its_units() -> None:
    lines = [a_line("a", price="10.00", quantity=3, discount="10.00"), a_line("b", price="5.00")]

    def asked(*items: Any) -> object:
        return value("request.value", an_order(lines), request=a_request(*items))

    assert asked(an_item("a")) == Decimal("6.67")
    assert asked(an_item("a", 2)) == Decimal("13.33")
    assert asked(an_item("a", 3), an_item("b")) == Decimal("25.00")
    assert value("request.quantity", an_order(lines), request=a_request(an_item("a", 3), an_item("b"))) == 4


def test_a_request_says_how_the_goods_come() -> None:
    request = a_request(an_item(is_opened=False), method="store", location_id="store-1", is_gift_return=True)

    assert value("request.method", request=request) == "store"
    assert value("request.location_id", request=request) == "store-1"
    assert value("request.is_gift_return", request=request) is True
    assert value("request.is_opened", request=request) is False
    assert code(value("request.is_opened")) == "not_asked"
