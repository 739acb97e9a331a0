"""Orders in Shopify's shape: what is kept, what is warned of, what is refused and where."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings

from returnkit.diagnostics import Severity
from returnkit.errors import NotAnOrderError, PayloadError
from returnkit.facts import FulfillmentStatus, Order, TenderKind
from returnkit.importers import ImportResult
from returnkit.importers.shopify import order_from_rest, orders_from_rest
from returnkit.money import Money
from tests.modes import size
from tests.payloads import Place, codes, mutate, mutations, put

TEXT = (Path(__file__).parents[3] / "examples/data/shopify_order.json").read_text(encoding="utf-8")
REFUND = {
    "id": 1,
    "created_at": "2026-11-10T10:00:00-08:00",
    "processed_at": "2026-11-10T10:00:00-08:00",
    "order_adjustments": [{"kind": "shipping_refund", "amount": "-7.95", "tax_amount": "0.00"}],
    "transactions": [
        {"kind": "refund", "status": "success", "amount": "30.00", "currency": "USD"},
        {"kind": "refund", "status": "failure", "amount": "99.00", "currency": "USD"},
    ],
    "refund_line_items": [
        {"line_item_id": 910002, "quantity": 1, "subtotal": Decimal("21.59"), "total_tax": 2}
    ],
}

# Any: payloads are foreign JSON, changed at will.


def a_payload() -> Any:
    return json.loads(TEXT, parse_float=Decimal)


def read(change: Callable[[Any], object] = lambda order: None) -> ImportResult:
    payload = a_payload()
    change(payload["order"])
    return order_from_rest(payload)


def test_the_example_is_read_whole() -> None:
    result = order_from_rest(TEXT)

    order = result.order
    assert (order.id, order.number, order.currency) == ("820001", "#1042", "USD")
    assert order.placed_at == datetime(2026, 10, 30, 16, 14, tzinfo=UTC)
    assert order.total == Money.of("299.56", "USD")
    assert [line.discount.minor for line in order.lines] == [780, 480, 450, 1290]
    assert [line.tax.minor for line in order.lines] == [562, 346, 324, 929]
    assert order.lines[2].tags == frozenset({"final-sale", "summer"})
    assert order.lines[2].category == "dresses"
    assert order.lines[2].attributes["is_final_sale"] == "true"
    assert order.shipping is not None
    assert order.shipping.price == Money.of("7.95", "USD")
    assert order.customer is not None
    assert (order.customer.tags, order.customer.is_guest) == (frozenset({"newsletter", "vip"}), False)
    assert order.shipping_address is not None
    assert (order.shipping_address.country, order.shipping_address.region) == ("US", "CA")
    assert order.attributes == {"gift_wrap": "false"}


def test_delivery_is_the_time_of_the_status_and_says_so() -> None:
    result = order_from_rest(TEXT)

    shipment = result.order.fulfillments[0]
    assert shipment.delivered_at == datetime(2026, 11, 5, 23, 30, tzinfo=UTC)
    assert shipment.shipped_at == datetime(2026, 11, 2, 18, 5, tzinfo=UTC)
    assert [(warning.code, warning.path, warning.severity) for warning in result.warnings] == [
        ("shopify.delivery_date_assumed", "order.fulfillments[0].updated_at", Severity.WARNING)
    ]


def test_text_bytes_and_mapping_wrapped_or_bare_give_the_same_order() -> None:
    orders = [
        order_from_rest(payload).order
        for payload in (
            TEXT,
            TEXT.encode(),
            a_payload(),
            a_payload()["order"],
            json.dumps(json.loads(TEXT)["order"]),
        )
    ]

    assert all(order == orders[0] for order in orders)
    assert Order.model_validate_json(orders[0].model_dump_json()) == orders[0]


def test_a_list_of_orders_keeps_its_order() -> None:
    first, second = a_payload()["order"], a_payload()["order"] | {"id": 2}

    assert [result.order.id for result in orders_from_rest({"orders": [first, second]})] == ["820001", "2"]
    assert orders_from_rest('{"orders": []}') == ()
    with pytest.raises(PayloadError) as caught:
        orders_from_rest({"orders": [first, {"id": 1}]})
    assert caught.value.path.startswith("orders[1].")


@pytest.mark.parametrize(
    ("payload", "message"),
    [
        ({}, "this is not an order"),
        ({"count": 3}, "this is not an order"),
        ({"errors": "[API] Invalid API key"}, "error answer"),
        ({"orders": []}, "list of orders"),
        ({"refund": {"id": 1}}, "this is not an order"),
        ("[]", "this is not an order"),
        ("null", "this is not an order"),
        ("3", "this is not an order"),
    ],
)
def test_what_is_no_order_is_refused_as_such(payload: Any, message: str) -> None:
    with pytest.raises(NotAnOrderError, match=message) as caught:
        order_from_rest(payload)

    assert caught.value.code == "not_an_order"


def test_a_single_order_is_no_list() -> None:
    with pytest.raises(NotAnOrderError, match="single order"):
        orders_from_rest(TEXT)


@pytest.mark.parametrize(
    ("change", "path", "message"),
    [
        (put("id", value=...), "id", "missing"),
        (put("id", value=None), "id", "null"),
        (put("id", value=True), "id", "not an identifier"),
        (put("id", value=-4), "id", "not an identifier"),
        (put("currency", value="XXX"), "currency", "unknown currency `XXX`"),
        (put("currency", value=840), "currency", "not a text"),
        (put("processed_at", value="2026-10-30T09:00:00"), "processed_at", "has no zone"),
        (put("processed_at", value="30.10.2026"), "processed_at", "not a date and time"),
        (put("processed_at", value="2026-13-30T09:00:00Z"), "processed_at", "not a date and time"),
        (put("processed_at", value="0001-01-01T00:00:00+09:00"), "processed_at", "not between 1900 and 9000"),
        (put("processed_at", value=1793376840), "processed_at", "not a text"),
        (put("total_price", value=None), "total_price", "null"),
        (put("line_items", value={}), "line_items", "not a list"),
        (put("line_items", value=None), "line_items", "null"),
        (put("line_items", value=[]), "line_items", "no lines"),
        (put("line_items", 1, value="x"), "line_items[1]", "not an object"),
        (put("line_items", 1, "id", value=910001), "line_items[1].id", "`910001` is there twice"),
        (put("line_items", 2, "price", value="abc"), "line_items[2].price", "`abc` is not an amount"),
        (put("line_items", 2, "price", value="1_000"), "line_items[2].price", "not an amount"),
        (put("line_items", 2, "price", value="-1.00"), "line_items[2].price", "below zero"),
        (put("line_items", 2, "price", value="1.005"), "line_items[2].price", "more decimals"),
        (put("line_items", 2, "price", value=19.99), "line_items[2].price", "is a float"),
        (put("line_items", 2, "price", value=float("nan")), "line_items[2].price", "is a float"),
        (put("line_items", 2, "price", value=Decimal("NaN")), "line_items[2].price", "not a usable amount"),
        (put("line_items", 2, "price", value=10**6000), "line_items[2].price", "usable"),
        (put("line_items", 2, "price", value=None), "line_items[2].price", "null"),
        (put("line_items", 0, "quantity", value=-1), "line_items[0].quantity", "not a usable quantity"),
        (put("line_items", 0, "quantity", value="1"), "line_items[0].quantity", "not a whole number"),
        (put("line_items", 0, "quantity", value=True), "line_items[0].quantity", "not a whole number"),
        (put("line_items", 0, "current_quantity", value=2), "line_items[0]", "`2` units are left"),
        (put("line_items", 0, "gift_card", value="no"), "line_items[0].gift_card", "not true or false"),
        (put("line_items", 0, "title", value="\ud800"), "line_items[0].title", "not valid Unicode"),
        (
            put("line_items", 0, "discount_allocations", 0, "amount", value="99.00"),
            "line_items[0]",
            "more than the line's price",
        ),
        (put("fulfillments", 0, "line_items", 0, "id", value=7), "", "`7` is fulfilled but not ordered"),
        (put("fulfillments", 0, "line_items", 0, "quantity", value=9), "", "`9` units fulfilled of `1`"),
        (put("fulfillments", 0, "updated_at", value=None), "fulfillments[0].updated_at", "null"),
        (put("shipping_address", "country_code", value="usa"), "shipping_address", "match pattern"),
        (put("customer", "id", value=None), "customer.id", "null"),
    ],
)
def test_a_broken_order_is_refused_at_its_place(
    change: Callable[[Any], object], path: str, message: str
) -> None:
    with pytest.raises(PayloadError) as caught:
        read(change)

    assert caught.value.path == (f"order.{path}" if path else "order")
    assert message in str(caught.value)
    assert caught.value.code == "payload"


def test_the_path_of_a_bare_order_begins_at_the_order() -> None:
    payload = a_payload()["order"]
    payload["line_items"][2]["price"] = "abc"

    with pytest.raises(PayloadError) as caught:
        order_from_rest(payload)

    assert caught.value.path == "line_items[2].price"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "not JSON"),
        ('{"order": {', "not JSON"),
        (b"\xff\xfe\xff", "not JSON"),
        (TEXT.replace('"78.00"', "NaN"), "out of range"),
        (TEXT.replace('"78.00"', "1e99999999999999999999"), "out of range"),
        (TEXT.replace('"78.00"', "9" * 5000), "out of range"),
        ("[" * 200_000 + "]" * 200_000, "nested too deeply"),
    ],
    ids=["empty", "cut", "no-utf-8", "nan", "exponent", "digits", "deep"],
)
def test_what_is_no_json_is_refused(text: str | bytes, message: str) -> None:
    with pytest.raises(PayloadError, match=message):
        order_from_rest(text)


def test_a_large_payload_and_strange_titles_are_read() -> None:
    title = "\u202eabc\u2066 \u05d0\u05d1"

    def change(order: Any) -> None:
        order["note"] = "x" * 10_000_000
        order["line_items"][0]["title"] = title

    payload = a_payload()
    change(payload["order"])

    assert order_from_rest(json.dumps(payload, default=str)).order.lines[0].title == title


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (put("customer", value=None), "shopify.no_customer"),
        (put("shipping_address", "country_code", value=None), "shopify.no_country"),
        (put("presentment_currency", value="CAD"), "shopify.other_presentment_currency"),
        (put("total_price", value="299.57"), "shopify.total_differs"),
        (put("total_tax", value="21.60"), "shopify.tax_differs"),
        (put("total_discounts", value="0.00"), "shopify.discounts_differ"),
        (put("total_line_items_price", value="1.00"), "shopify.goods_differ"),
        (put("taxes_included", value=True), "shopify.total_differs"),
        (put("test", value=True), "shopify.test_order"),
        (put("line_items", 0, "properties", 0, "value", value=["a"]), "shopify.property_dropped"),
        (put("note_attributes", 0, "value", value=1.5), "shopify.property_dropped"),
        (put("fulfillments", 0, "shipment_status", value=None), "shopify.not_delivered"),
        (put("fulfillments", 0, "status", value="new"), "shopify.unknown_status"),
        (put("fulfillments", value=[]), "shopify.not_delivered"),
    ],
)
def test_what_is_lost_or_assumed_is_warned_of(change: Callable[[Any], object], expected: str) -> None:
    assert expected in codes(read(change))


def test_an_undelivered_shipment_has_no_delivery_date() -> None:
    shipment = read(put("fulfillments", 0, "shipment_status", value="in_transit")).order.fulfillments[0]

    assert (shipment.status, shipment.delivered_at) == (FulfillmentStatus.SHIPPED, None)


def test_a_failed_shipment_was_never_shipped() -> None:
    result = read(put("fulfillments", 0, "status", value="failure"))

    assert result.order.fulfillments[0].shipped_at is None
    assert codes(result) == ["shopify.not_delivered"]


def test_refunds_are_kept_as_stored() -> None:
    def change(order: Any) -> None:
        order["refunds"] = [copy.deepcopy(REFUND)]
        for line in order["line_items"]:
            del line["current_quantity"]

    order = read(change).order

    refund = order.refunds[0]
    assert refund.amount == Money.of("30.00", "USD")
    assert [(part.amount.minor, part.tax.minor) for part in refund.lines] == [(2159, 200)]
    assert [part.amount.minor for part in refund.adjustments] == [-795]
    assert [line.current_quantity for line in order.lines] == [1, 1, 1, 1]


def test_the_exact_text_beside_a_json_number_is_taken() -> None:
    refund: Any = copy.deepcopy(REFUND)
    refund["refund_line_items"][0] |= {"subtotal": 21.59, "subtotal_set": {"shop_money": {"amount": "21.59"}}}

    order = read(put("refunds", value=[refund])).order

    assert order.refunds[0].lines[0].amount == Money.of("21.59", "USD")


def test_a_refund_in_another_currency_has_no_known_amount() -> None:
    refund: Any = copy.deepcopy(REFUND)
    refund["transactions"][0]["currency"] = "CAD"

    result = read(put("refunds", value=[refund]))

    assert result.order.refunds[0].amount is None
    assert "shopify.refund_in_other_currency" in codes(result)


def a_transaction(kind: str, amount: str, **more: object) -> dict[str, object]:
    return {"kind": kind, "status": "success", "amount": amount, "currency": "USD", "order_id": 820001} | more


def test_transactions_tell_what_was_received_and_by_which_means() -> None:
    card = {"gateway": "example_payments", "payment_details": {"credit_card_company": "Visa"}}
    transactions = [
        a_transaction("authorization", "299.56", **card),
        a_transaction("capture", "200.00", **card),
        a_transaction("sale", "99.56", gateway="gift_card"),
        a_transaction("sale", "50.00", gateway="gift_card", status="failure"),
        a_transaction("refund", "30.00", **card),
    ]

    for payload in (transactions, {"transactions": transactions}, json.dumps(transactions)):
        payment = order_from_rest(TEXT, transactions=payload).order.payment
        assert payment.captured == Money.of("299.56", "USD")
        assert payment.tenders is not None
        assert [(each.kind, each.brand, each.amount) for each in payment.tenders] == [
            (TenderKind.CARD, "visa", Money.of("200.00", "USD")),
            (TenderKind.GIFT_CARD, None, Money.of("99.56", "USD")),
        ]


def test_without_transactions_nothing_is_said_of_what_was_received() -> None:
    payment = order_from_rest(TEXT).order.payment

    assert (payment.captured, payment.tenders) == (None, None)


def test_a_transaction_in_another_currency_leaves_what_was_received_unknown() -> None:
    result = order_from_rest(TEXT, transactions=[a_transaction("sale", "9.00", currency="CAD")])

    assert (result.order.payment.captured, result.order.payment.tenders) == (None, None)
    assert "shopify.payment_in_other_currency" in codes(result)


@pytest.mark.parametrize(
    ("transaction", "path"),
    [
        (a_transaction("sale", "9.00", order_id=1), "transactions[0].order_id"),
        (a_transaction("sale", "nine"), "transactions[0].amount"),
        ("sale", "transactions[0]"),
    ],
)
def test_a_broken_transaction_is_refused_at_its_place(transaction: object, path: str) -> None:
    with pytest.raises(PayloadError) as caught:
        order_from_rest(TEXT, transactions=[transaction])

    assert caught.value.path == path


def test_additional_fees_are_warned_of() -> None:
    fees = {"shop_money": {"amount": "2.00", "currency_code": "USD"}}

    result = read(lambda order: order.update(original_total_additional_fees_set=fees, total_price="301.56"))

    assert codes(result) == ["shopify.delivery_date_assumed", "shopify.fee_left_out"]


@pytest.mark.parametrize(("grams", "weight"), [(420, 420), (0, None), (None, None)])
def test_the_weight_of_a_unit_is_known_unless_it_is_nothing(grams: int | None, weight: int | None) -> None:
    assert read(put("line_items", 0, "grams", value=grams)).order.lines[0].weight_grams == weight


def test_the_older_shape_is_read() -> None:
    def change(order: Any) -> None:
        for key in ("processed_at", "presentment_currency", "discount_applications", "refunds", "tags"):
            del order[key]
        order["customer"].pop("state")
        for line in order["line_items"]:
            for key in ("discount_allocations", "tax_lines", "current_quantity", "price_set", "gift_card"):
                del line[key]
        order["line_items"][0]["total_discount"] = "7.80"

    result = read(change)

    assert result.order.lines[0].discount == Money.of("7.80", "USD")
    assert [line.current_quantity for line in result.order.lines] == [1, 2, 1, 1]
    assert {"shopify.tax_differs", "shopify.discounts_differ", "shopify.total_differs"} <= set(codes(result))


def test_a_line_without_units_is_left_out() -> None:
    def change(order: Any) -> None:
        order["line_items"].append(order["line_items"][0] | {"id": 5, "quantity": 0})

    result = read(change)

    assert len(result.order.lines) == 4
    assert "shopify.empty_line" in codes(result)


def test_a_region_is_kept_without_its_country() -> None:
    def change(order: Any) -> None:
        order["shipping_address"] |= {"country_code": "JP", "province_code": "JP-13"}

    address = read(change).order.shipping_address

    assert address is not None
    assert address.region == "13"


@settings(max_examples=size(ci=300, full=20_000))
@given(changes=mutations(a_payload()))
@example(changes=[(("order", "line_items", 0, "price"), float("inf"))])
@example(changes=[(("order", "line_items", 0), ...)])
def test_a_mutated_payload_is_read_or_refused(changes: list[tuple[Place, object]]) -> None:
    payload = mutate(a_payload(), changes)

    try:
        result = order_from_rest(payload)
    except PayloadError:
        return  # refused, and by nothing else
    assert Order.model_validate_json(result.order.model_dump_json()) == result.order
