"""Orders of Shopify's GraphQL API: the same facts as from the REST API, and what only it can say."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings

from returnkit.errors import NotAnOrderError, PayloadError
from returnkit.facts import Bundle, FulfillmentStatus, LineItem, Order, TenderKind
from returnkit.importers import ImportResult
from returnkit.importers.shopify import order_from_graphql, order_from_rest, orders_from_graphql
from returnkit.money import Money
from tests.modes import size
from tests.payloads import Place, codes, mutate, mutations, put

EXAMPLES = Path(__file__).parents[3] / "examples/data"
TEXT = (EXAMPLES / "shopify_order_graphql.json").read_text(encoding="utf-8")
REST = (EXAMPLES / "shopify_order.json").read_text(encoding="utf-8")

# Any: payloads are foreign JSON, changed at will.


def a_payload() -> Any:
    return json.loads(TEXT, parse_float=Decimal)


def read(change: Callable[[Any], object] = lambda order: None) -> ImportResult:
    payload = a_payload()
    change(payload["data"]["order"])
    return order_from_graphql(payload)


def dollars(text: str) -> Money:
    return Money.of(text, "USD")


def bag(amount: str, currency: str = "USD") -> dict[str, object]:
    return {"shopMoney": {"amount": amount, "currencyCode": currency}}


def connection(*nodes: object, more: bool = False) -> dict[str, object]:
    return {"nodes": list(nodes), "pageInfo": {"hasNextPage": more}}


def a_refund() -> dict[str, Any]:
    return {
        "id": "gid://shopify/Refund/1",
        "createdAt": "2026-11-10T18:00:00Z",
        "totalRefundedSet": bag("30.54"),
        "refundLineItems": connection(
            {
                "lineItem": {"id": "gid://shopify/LineItem/910002"},
                "quantity": 1,
                "subtotalSet": bag("21.59"),
                "totalTaxSet": bag("2.0"),
            }
        ),
        "refundShippingLines": connection({"subtotalAmountSet": bag("7.95"), "taxAmountSet": bag("0.0")}),
        "orderAdjustments": connection(
            {"reason": "CUSTOMER", "amountSet": bag("1.0"), "taxAmountSet": bag("0.0")}
        ),
        "transactions": connection(
            {"kind": "REFUND", "status": "SUCCESS", "amountSet": bag("30.54")},
            {"kind": "REFUND", "status": "FAILURE", "amountSet": bag("99.00")},
        ),
    }


SAME_REFUND = {
    "id": 1,
    "created_at": "2026-11-10T10:00:00-08:00",
    "order_adjustments": [
        {"kind": "shipping_refund", "amount": "-7.95", "tax_amount": "0.00"},
        {"kind": "refund_discrepancy", "amount": "1.00", "tax_amount": "0.00"},
    ],
    "transactions": [
        {"kind": "refund", "status": "success", "amount": "30.54", "currency": "USD"},
        {"kind": "refund", "status": "failure", "amount": "99.00", "currency": "USD"},
    ],
    "refund_line_items": [{"line_item_id": 910002, "quantity": 1, "subtotal": "21.59", "total_tax": "2.00"}],
}


def what_both_say(order: Order) -> Order:
    """Return *order* without the facts that only one of the two APIs says."""
    return order.evolve(
        payment=order.payment.evolve(captured=None, tenders=None),
        fulfillments=tuple(shipment.evolve(last_scan_at=None) for shipment in order.fulfillments),
        lines=tuple(line.evolve(weight_grams=None) for line in order.lines),
    )


def test_the_same_order_of_both_apis_gives_the_same_facts() -> None:
    rest, graphql = order_from_rest(REST), order_from_graphql(TEXT)

    assert what_both_say(graphql.order) == what_both_say(rest.order)
    assert [line.id for line in graphql.order.lines] == ["910001", "910002", "910003", "910004"]


def test_the_same_refund_of_both_apis_gives_the_same_facts() -> None:
    rest = json.loads(REST)["order"] | {"refunds": [SAME_REFUND]}

    def change(order: Any) -> None:
        order["refunds"] = [a_refund()]
        order["totalRefundedSet"] = bag("30.54")

    graphql = read(change)

    assert what_both_say(graphql.order) == what_both_say(order_from_rest(rest).order)
    assert graphql.order.refunds[0].amount == dollars("30.54")
    assert codes(graphql) == []


def test_the_example_is_read_without_a_warning_for_its_delivery_date_is_true() -> None:
    result = order_from_graphql(TEXT)

    shipment = result.order.fulfillments[0]
    assert result.warnings == ()
    assert shipment.delivered_at == datetime(2026, 11, 5, 23, 30, tzinfo=UTC)
    assert shipment.last_scan_at == datetime(2026, 11, 5, 23, 30, tzinfo=UTC)


def test_what_was_received_and_by_which_means_is_known() -> None:
    payment = order_from_graphql(TEXT).order.payment

    assert payment.captured == dollars("299.56")
    assert payment.tenders is not None
    assert [(each.kind, each.brand, each.amount) for each in payment.tenders] == [
        (TenderKind.CARD, "visa", dollars("299.56"))
    ]


def a_transaction(kind: str, amount: str, gateway: str = "gift_card", status: str = "SUCCESS") -> object:
    return {"kind": kind, "status": status, "gateway": gateway, "amountSet": bag(amount)}


@pytest.mark.parametrize(
    ("transactions", "tenders", "captured"),
    [
        (
            [a_transaction("SALE", "50.00"), a_transaction("SALE", "20.00"), a_transaction("REFUND", "9.00")],
            [(TenderKind.GIFT_CARD, None, "70.00", True)],
            "70.00",
        ),
        (
            [a_transaction("AUTHORIZATION", "50.00", "bank"), a_transaction("CAPTURE", "40.00", "bank")],
            [(TenderKind.OTHER, "bank", "40.00", True)],
            "40.00",
        ),
        (
            [a_transaction("AUTHORIZATION", "50.00", "paypal")],
            [(TenderKind.WALLET, None, "50.00", False)],
            "0.00",
        ),
        ([a_transaction("AUTHORIZATION", "50.00"), a_transaction("VOID", "50.00")], [], "0.00"),
        ([a_transaction("SALE", "50.00", status="FAILURE")], [], "0.00"),
        (
            [a_transaction("SALE", "50.00", "cash"), a_transaction("CHANGE", "20.00", "cash")],
            [(TenderKind.CASH, None, "30.00", True)],
            "30.00",
        ),
    ],
)
def test_transactions_are_summed_by_their_means(
    transactions: list[object], tenders: list[tuple[object, ...]], captured: str
) -> None:
    def change(order: Any) -> None:
        order["transactions"] = transactions
        del order["totalReceivedSet"]

    payment = read(change).order.payment

    assert payment.tenders is not None
    assert [(t.kind, t.brand, str(t.amount).split()[0], t.is_captured) for t in payment.tenders] == tenders
    assert payment.captured == dollars(captured)


def test_bare_wrapped_and_paged_payloads_give_the_same_order() -> None:
    data = a_payload()["data"]
    edges = {"edges": [{"cursor": "x", "node": data["order"]}], "pageInfo": {"hasNextPage": False}}
    orders = [
        order_from_graphql(TEXT.encode()).order,
        order_from_graphql(data).order,
        order_from_graphql(data["order"]).order,
        order_from_graphql({"data": {"node": data["order"]}}).order,
        orders_from_graphql({"data": {"orders": edges}})[0].order,
        orders_from_graphql({"orders": {"nodes": [data["order"]]}})[0].order,
    ]

    assert all(order == orders[0] for order in orders)


def test_edges_hold_what_nodes_hold() -> None:
    def change(order: Any) -> None:
        nodes = order["lineItems"].pop("nodes")
        order["lineItems"]["edges"] = [{"node": node} for node in nodes]

    assert read(change).order == order_from_graphql(TEXT).order


def test_a_page_of_orders_says_that_more_follow() -> None:
    order = a_payload()["data"]["order"]

    results = orders_from_graphql({"data": {"orders": connection(order, order, more=True)}})

    assert [codes(result) for result in results] == [[], ["shopify.more_orders_follow"]]
    assert orders_from_graphql({"data": {"orders": connection()}}) == ()


@pytest.mark.parametrize(
    "path",
    [
        ("lineItems",),
        ("shippingLines",),
        ("discountApplications",),
        ("fulfillments", 0, "fulfillmentLineItems"),
        ("fulfillments", 0, "events"),
        ("refunds", 0, "refundLineItems"),
        ("refunds", 0, "refundShippingLines"),
        ("refunds", 0, "orderAdjustments"),
        ("refunds", 0, "transactions"),
    ],
)
def test_a_connection_that_is_cut_off_is_refused(path: Place) -> None:
    def change(order: Any) -> None:
        order["refunds"] = [a_refund()]
        put(*path, "pageInfo", "hasNextPage", value=True)(order)

    with pytest.raises(PayloadError, match="cut off") as caught:
        read(change)

    assert caught.value.path.endswith(f"{path[-1]}.pageInfo.hasNextPage")
    assert "first:" in str(caught.value.help)


@pytest.mark.parametrize("name", ["fulfillments", "transactions"])
def test_a_plain_list_that_is_cut_off_is_refused(name: str) -> None:
    with pytest.raises(PayloadError, match="`2` are counted, `1` are given"):
        read(put(f"{name}Count", "count", value=2))


def test_a_connection_that_does_not_say_whether_it_is_all_is_warned_of() -> None:
    result = read(put("lineItems", "pageInfo", value=...))

    assert [(warning.code, warning.path) for warning in result.warnings] == [
        ("shopify.page_info_missing", "data.order.lineItems")
    ]


def test_the_fewer_of_current_and_refundable_units_are_left() -> None:
    result = read(put("lineItems", "nodes", 1, "refundableQuantity", value=1))

    assert result.order.lines[1].current_quantity == 1
    assert codes(result) == ["shopify.quantities_differ"]


def test_without_stated_quantities_the_refunded_units_are_subtracted() -> None:
    def change(order: Any) -> None:
        order.update(refunds=[a_refund()], totalRefundedSet=bag("30.54"))
        for line in order["lineItems"]["nodes"]:
            del line["currentQuantity"], line["refundableQuantity"]

    assert [line.current_quantity for line in read(change).order.lines] == [1, 1, 1, 1]


def test_what_the_line_said_when_it_was_bought_goes_before_the_product_of_today() -> None:
    def change(order: Any) -> None:
        line = order["lineItems"]["nodes"][0]
        line["product"].update(productType="outlet", tags=["sale"])
        order["lineItems"]["nodes"][1]["customAttributes"] = []

    lines = read(change).order.lines

    assert (lines[0].category, lines[0].tags) == ("knitwear", frozenset({"autumn", "wool"}))
    assert (lines[1].category, lines[1].tags) == ("home", frozenset({"linen"}))


def first_line(change: Callable[[Any], object]) -> LineItem:
    return read(lambda order: change(order["lineItems"]["nodes"][0])).order.lines[0]


def test_a_deleted_product_is_no_product() -> None:
    line = first_line(lambda node: node.update(product=None, variant=None))

    assert (line.product_id, line.variant_id) == (None, None)


def test_lines_of_a_group_are_a_bundle() -> None:
    group = {"id": "gid://shopify/LineItemGroup/7", "title": "Weekend set"}

    assert first_line(put("lineItemGroup", value=group)).bundle == Bundle(id="7", name="Weekend set")


def shipment_of(change: Callable[[Any], object]) -> tuple[Any, list[str]]:
    result = read(lambda order: change(order["fulfillments"][0]))
    return result.order.fulfillments[0], codes(result)


def test_without_a_delivery_date_its_event_counts() -> None:
    shipment, warned = shipment_of(put("deliveredAt", value=None))

    assert (shipment.delivered_at, warned) == (datetime(2026, 11, 5, 23, 30, tzinfo=UTC), [])


def test_without_date_and_event_the_last_change_counts_and_says_so() -> None:
    shipment, warned = shipment_of(lambda node: node.update(deliveredAt=None, events=connection()))

    assert shipment.delivered_at == datetime(2026, 11, 5, 23, 30, tzinfo=UTC)
    assert warned == ["shopify.delivery_date_assumed"]


def test_goods_that_were_collected_are_there() -> None:
    events = connection(
        {"status": "READY_FOR_PICKUP", "happenedAt": "2026-11-03T09:00:00Z"},
        {"status": "PICKED_UP", "happenedAt": "2026-11-04T17:00:00Z"},
    )
    shipment, warned = shipment_of(
        lambda node: node.update(deliveredAt=None, displayStatus="PICKED_UP", events=events)
    )

    assert (shipment.status, shipment.delivered_at) == (FulfillmentStatus.DELIVERED, None)
    assert shipment.ready_at == datetime(2026, 11, 3, 9, tzinfo=UTC)
    assert shipment.collected_at == datetime(2026, 11, 4, 17, tzinfo=UTC)
    assert (shipment.last_scan_at, warned) == (None, [])


@pytest.mark.parametrize(
    ("status", "expected", "warned"),
    [
        ("OPEN", FulfillmentStatus.PENDING, ["shopify.not_delivered"]),
        ("FAILURE", FulfillmentStatus.FAILED, ["shopify.not_delivered"]),
        ("TELEPORTED", FulfillmentStatus.PENDING, ["shopify.unknown_status", "shopify.not_delivered"]),
    ],
)
def test_a_shipment_that_did_not_leave_is_not_delivered(
    status: str, expected: FulfillmentStatus, warned: list[str]
) -> None:
    shipment, found = shipment_of(put("status", value=status))

    assert (shipment.status, shipment.delivered_at, shipment.shipped_at) == (expected, None, None)
    assert found == warned


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (put("customer", value=None), "no_customer"),
        (put("shippingAddress", "countryCodeV2", value=None), "no_country"),
        (put("presentmentCurrencyCode", value="CAD"), "other_presentment_currency"),
        (put("totalPriceSet", value=bag("299.57")), "total_differs"),
        (put("totalTaxSet", value=bag("21.60")), "tax_differs"),
        (put("totalDiscountsSet", value=bag("0.0")), "discounts_differ"),
        (put("totalReceivedSet", value=bag("99.00")), "payments_differ"),
        (put("totalRefundedSet", value=bag("9.00")), "refunds_differ"),
        (put("originalTotalAdditionalFeesSet", value=bag("9.00")), "fee_left_out"),
        (put("test", value=True), "test_order"),
        (put("returns", value=connection({"id": "gid://shopify/Return/1"})), "returns_left_out"),
        (put("fulfillments", value=[]), "not_delivered"),
        (put("customAttributes", 0, "value", value=[1]), "property_dropped"),
        (put("lineItems", "nodes", 0, "quantity", value=0), "empty_line"),
    ],
)
def test_what_is_lost_or_assumed_is_warned_of(change: Callable[[Any], object], expected: str) -> None:
    def whole(order: Any) -> None:
        change(order)
        if expected in ("not_delivered", "empty_line"):
            order.update(fulfillments=[], fulfillmentsCount=None)

    assert f"shopify.{expected}" in codes(read(whole))


@pytest.mark.parametrize(
    ("change", "expected", "amount"),
    [
        (put("totalRefundedSet", value=...), None, "30.54"),
        (put("totalRefundedSet", value=bag("31.00")), "refund_differs", "31.00"),
        (
            lambda refund: [refund.pop("totalRefundedSet"), refund.pop("transactions")],
            "refund_amount_unknown",
            None,
        ),
    ],
)
def test_the_amount_of_a_refund_is_the_stored_one(
    change: Callable[[Any], object], expected: str | None, amount: str | None
) -> None:
    refund = a_refund()
    change(refund)

    result = read(lambda order: order.update(refunds=[refund], totalRefundedSet=None))

    assert result.order.refunds[0].amount == (dollars(amount) if amount else None)
    assert codes(result) == ([f"shopify.{expected}"] if expected else [])


def test_a_discount_without_a_code_has_a_title_and_no_amount() -> None:
    def change(order: Any) -> None:
        order["discountApplications"]["nodes"].append({"title": "Two for one"})
        for line in order["lineItems"]["nodes"]:
            for part in line["discountAllocations"]:
                del part["discountApplication"]

    assert [(each.label, each.amount) for each in read(change).order.discounts] == [
        ("AUTUMN10", None),
        ("Two for one", None),
    ]


@pytest.mark.parametrize(
    ("payload", "message"),
    [
        ({}, "this is not an order"),
        ("[]", "this is not an order"),
        ("null", "this is not an order"),
        ({"data": None}, "this is not an order"),
        ({"data": {"order": None}}, "there is no such order"),
        ({"data": {"order": {}}, "errors": [{"message": "Throttled"}]}, "error answer"),
        ({"data": {"orders": {"nodes": []}}}, "list of orders"),
        ({"data": {"shop": {"name": "x"}}}, "this is not an order"),
        (json.loads(REST), "order of the REST API"),
    ],
)
def test_what_is_no_order_is_refused_as_such(payload: Any, message: str) -> None:
    with pytest.raises(NotAnOrderError, match=message):
        order_from_graphql(payload)


def test_a_single_order_is_no_list() -> None:
    with pytest.raises(NotAnOrderError, match="single order"):
        orders_from_graphql(TEXT)


FIRST = ("lineItems", "nodes", 0)


@pytest.mark.parametrize(
    ("change", "path", "message"),
    [
        (put("id", value="820001"), "id", "`820001` is not the global id of a `Order`"),
        (put("id", value="gid://shopify/DraftOrder/1"), "id", "not the global id of a `Order`"),
        (put("name", value=None), "name", "null"),
        (put("currencyCode", value="XXX"), "currencyCode", "unknown currency"),
        (put("totalPriceSet", value=...), "totalPriceSet", "missing"),
        (put("totalPriceSet", value=bag("9.00", "CAD")), "totalPriceSet.shopMoney.currencyCode", "is in USD"),
        (put("totalPriceSet", value=bag("9.001")), "totalPriceSet.shopMoney.amount", "more decimals"),
        (put("lineItems", value=...), "lineItems", "missing"),
        (put("lineItems", value=connection()), "lineItems", "no lines"),
        (put("lineItems", value={}), "lineItems.edges", "missing"),
        (
            put("lineItems", "nodes", 1, "id", value="gid://shopify/LineItem/910001"),
            "lineItems.nodes[1].id",
            "twice",
        ),
        (put(*FIRST, "originalUnitPriceSet", value=None), "lineItems.nodes[0].originalUnitPriceSet", "null"),
        (put(*FIRST, "quantity", value="1"), "lineItems.nodes[0].quantity", "not a whole number"),
        (put(*FIRST, "taxLines", value="x"), "lineItems.nodes[0].taxLines", "not a list"),
        (put("fulfillments", 0, "status", value=None), "fulfillments[0].status", "null"),
        (
            put("fulfillments", 0, "deliveredAt", value="soon"),
            "fulfillments[0].deliveredAt",
            "not a date and time",
        ),
        (put("customer", "id", value="gid://shopify/Company/1"), "customer.id", "not the global id"),
    ],
)
def test_a_broken_order_is_refused_at_its_place(
    change: Callable[[Any], object], path: str, message: str
) -> None:
    with pytest.raises(PayloadError) as caught:
        read(change)

    assert caught.value.path == f"data.order.{path}"
    assert message in str(caught.value)


@settings(max_examples=size(ci=200, full=10_000))
@given(changes=mutations(a_payload()))
def test_a_mutated_payload_is_read_or_refused(changes: list[tuple[Place, object]]) -> None:
    payload = mutate(a_payload(), changes)

    try:
        result = order_from_graphql(payload)
    except PayloadError:
        return  # refused, and by nothing else
    assert Order.model_validate_json(result.order.model_dump_json()) == result.order
