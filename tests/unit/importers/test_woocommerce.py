"""Orders in WooCommerce's shape: what is kept, what is warned of, what is refused and where."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings

from returnkit.errors import InstantError, NotAnOrderError, PayloadError
from returnkit.facts import Order, TenderKind
from returnkit.importers import ImportResult
from returnkit.importers.woocommerce import order_from_rest, orders_from_rest
from returnkit.money import Money
from tests.modes import size
from tests.payloads import Place, codes, mutate, mutations, put

EXAMPLES = Path(__file__).parents[3] / "examples/data"
TEXT = (EXAMPLES / "woocommerce_order.json").read_text(encoding="utf-8")
REFUNDS = (EXAMPLES / "woocommerce_refunds.json").read_text(encoding="utf-8")

# Any: payloads are foreign JSON, changed at will.


def an_order() -> Any:
    return json.loads(TEXT, parse_float=Decimal)


def its_refunds() -> Any:
    return json.loads(REFUNDS, parse_float=Decimal)


def unchanged(_: Any) -> None:
    pass


def read(
    change: Callable[[Any], object] = unchanged, refund: Callable[[Any], object] = unchanged
) -> ImportResult:
    order, refunds = an_order(), its_refunds()
    change(order)
    refund(refunds)
    return order_from_rest(order, refunds=refunds, delivered_keys=["_delivered_on"], timezone="Europe/Berlin")


def together(*changes: Callable[[Any], object]) -> Callable[[Any], None]:
    def change(node: Any) -> None:
        for each in changes:
            each(node)

    return change


def euros(text: str) -> Money:
    return Money.of(text, "EUR")


def test_the_example_is_read_whole_and_without_a_warning() -> None:
    result = read()

    order = result.order
    assert result.warnings == ()
    assert (order.id, order.number, order.currency, order.total) == ("5012", "N-5012", "EUR", euros("71.77"))
    assert order.placed_at == datetime(2026, 11, 2, 10, 40, tzinfo=UTC)
    assert (order.lines[0].title, order.lines[0].category) == ("Wool scarf – moss", "knitwear")
    assert (order.lines[0].variant_id, order.lines[1].variant_id) == ("731", None)
    assert order.customer is not None
    assert order.customer.id == "31"
    assert order.shipping_address is not None
    assert (order.shipping_address.country, order.shipping_address.region) == ("DE", "BE")
    assert (order.channel, order.attributes["gift_wrap"]) == ("checkout", "no")


def test_prices_with_tax_are_what_was_stored_before_tax_and_the_tax_beside_it() -> None:
    order = read().order

    assert [line.unit_price for line in order.lines] == [euros("29.90"), euros("14.50")]
    assert [line.discount for line in order.lines] == [euros("5.98"), euros("1.45")]
    assert [line.tax for line in order.lines] == [euros("8.59"), euros("2.08")]
    assert order.shipping is not None
    assert (order.shipping.price, order.shipping.tax) == (euros("4.90"), euros("0.78"))
    assert order.discounts[0].amount == euros("7.43")


def test_prices_without_tax_are_what_was_stored_before_tax() -> None:
    order = read(put("prices_include_tax", value=False), put(0, "amount", value="26.91")).order

    assert [line.unit_price for line in order.lines] == [euros("25.13"), euros("12.18")]
    assert [line.unit_price * line.quantity - line.discount for line in order.lines] == [
        euros("45.23"),
        euros("10.97"),
    ]
    assert order.refunds[0].lines[0].amount == euros("22.62")


def test_a_time_in_gmt_is_utc_although_it_does_not_say_so() -> None:
    payment = read().order.payment

    assert payment.captured == euros("71.77")
    assert payment.tenders is not None
    assert (payment.tenders[0].kind, payment.tenders[0].is_captured) == (TenderKind.CARD, True)


def test_what_was_paid_for_a_line_stays_exact_where_the_price_of_a_unit_does_not() -> None:
    line = {"subtotal": "8.33", "subtotal_tax": "1.67", "total": "8.33", "total_tax": "1.67", "quantity": 3}
    result = read(lambda order: order["line_items"][1].update(line))

    mug = result.order.lines[1]
    assert (mug.unit_price, mug.discount) == (euros("3.34"), euros("0.02"))
    assert mug.unit_price * 3 - mug.discount == euros("10.00")
    assert "woocommerce.unit_price_rounded" in codes(result)
    assert read_stated(result, "discounts_differ") == "5.98 EUR"


def read_stated(result: ImportResult, code: str) -> str:
    """Return what the parts come to in the warning *code*."""
    (found,) = (warning for warning in result.warnings if warning.code == f"woocommerce.{code}")
    return found.message.split("`")[1]


def test_a_price_raised_by_hand_is_no_discount_below_zero() -> None:
    line = read(lambda order: order["line_items"][1].update(total="20.00")).order.lines[1]

    assert (line.unit_price, line.discount) == (euros("22.08"), euros("0.00"))


def test_the_delivery_date_of_a_named_key_is_read_where_the_shop_is() -> None:
    shipment = read().order.fulfillments[0]

    assert shipment.delivered_at == datetime(2026, 11, 6, 13, 20, tzinfo=UTC)
    assert [part.quantity for part in shipment.lines] == [2, 1]


@pytest.mark.parametrize(
    ("written", "instant", "warned"),
    [
        ("2026-11-06T14:20:00+02:00", datetime(2026, 11, 6, 12, 20, tzinfo=UTC), []),
        ("1794058800", datetime(2026, 11, 7, 13, 40, tzinfo=UTC), []),
        (1794058800, datetime(2026, 11, 7, 13, 40, tzinfo=UTC), []),
        ("2026-11-06", datetime(2026, 11, 6, 11, tzinfo=UTC), ["woocommerce.delivery_time_assumed"]),
    ],
)
def test_a_delivery_date_is_read_in_every_form(written: object, instant: datetime, warned: list[str]) -> None:
    result = read(put("meta_data", 1, "value", value=written))

    assert result.order.fulfillments[0].delivered_at == instant
    assert codes(result) == warned


def test_without_a_named_key_completion_counts_as_delivery_and_says_so() -> None:
    result = order_from_rest(TEXT, refunds=REFUNDS)

    assert result.order.fulfillments[0].delivered_at == datetime(2026, 11, 4, 15, 30, tzinfo=UTC)
    assert [(warning.code, warning.path) for warning in result.warnings] == [
        ("woocommerce.delivery_date_assumed", "date_completed_gmt")
    ]


def test_an_order_in_work_has_no_shipment() -> None:
    result = order_from_rest(
        an_order() | {"status": "processing", "date_completed_gmt": None}, refunds=REFUNDS
    )

    assert result.order.fulfillments == ()
    assert codes(result) == ["woocommerce.not_delivered"]


def test_a_delivery_date_without_a_zone_is_refused_where_none_is_given() -> None:
    with pytest.raises(PayloadError, match="has no zone") as caught:
        order_from_rest(TEXT, delivered_keys=["_delivered_on"])

    assert caught.value.path == "meta_data[1].value"
    assert "timezone=" in str(caught.value.help)
    with pytest.raises(InstantError, match="unknown zone"):
        order_from_rest(TEXT, timezone="Europe/Atlantis")


def test_refunds_are_kept_as_stored_with_their_units() -> None:
    order = read().order

    refund = order.refunds[0]
    assert (refund.id, refund.amount, refund.at) == (
        "5020",
        euros("26.91"),
        datetime(2026, 11, 12, 9, 5, tzinfo=UTC),
    )
    assert [(part.line_id, part.quantity, part.amount, part.tax) for part in refund.lines] == [
        ("610", 1, euros("26.91"), euros("4.29"))
    ]
    assert [line.current_quantity for line in order.lines] == [1, 1]


def test_an_embedded_refund_without_its_resource_keeps_its_amount_and_says_what_is_lost() -> None:
    result = order_from_rest(TEXT)

    refund = result.order.refunds[0]
    assert (refund.amount, refund.lines, refund.at) == (
        euros("26.91"),
        (),
        datetime(2026, 11, 12, 9, 5, tzinfo=UTC),
    )
    assert result.order.lines[0].current_quantity == 2
    (warning,) = (each for each in result.warnings if each.code == "woocommerce.refund_without_resource")
    assert (warning.path, "26.91 EUR" in warning.message) == ("refunds[0]", True)


def test_money_given_back_for_no_units_is_an_adjustment() -> None:
    def change(refunds: Any) -> None:
        refunds[0]["line_items"][0]["quantity"] = 0
        refunds[0]["shipping_lines"] = [{"total": "-4.12", "total_tax": "-0.78"}]
        refunds[0]["fee_lines"] = [{"total": "-1.00", "total_tax": "0.00"}]

    result = read(
        put("refunds", 0, "total", value="-32.81"), together(change, put(0, "amount", value="32.81"))
    )

    assert [(each.kind, each.amount) for each in result.order.refunds[0].adjustments] == [
        ("line_refund", euros("-26.91")),
        ("shipping_refund", euros("-4.90")),
        ("fee_refund", euros("-1.00")),
    ]
    assert codes(result) == ["woocommerce.refund_without_units"]
    assert result.order.lines[0].current_quantity == 2


def test_refunds_are_sorted_by_their_time() -> None:
    later = its_refunds()[0]
    earlier = later | {
        "id": 5019,
        "date_created_gmt": "2026-11-10T09:00:00",
        "line_items": [],
        "amount": "1.00",
    }
    listed = [{"id": 5020, "total": "-26.91"}, {"id": 5019, "total": "-1.00"}]

    order = order_from_rest(an_order() | {"refunds": listed}, refunds=[later, earlier]).order

    assert [refund.id for refund in order.refunds] == ["5019", "5020"]


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (put("total", value="71.78"), "total_differs"),
        (put("total_tax", value="11.46"), "tax_differs"),
        (put("discount_total", value="0.00"), "discounts_differ"),
        (put("customer_id", value=...), "no_customer"),
        (put("shipping", "country", value=""), "no_country"),
        (put("payment_method", value="seashells"), "other_tender"),
        (put("date_paid_gmt", value=None), "payment_unknown"),
        (put("meta_data", 0, "value", value=["a"]), "property_dropped"),
        (put("meta_data", 0, "value", value="a" * 3_000), "property_dropped"),
        (put("meta_data", 0, "key", value="_delivered_on"), "property_dropped"),
        (put("line_items", 0, "meta_data", 0, "value", value={"a": 1}), "property_dropped"),
        (put("refunds", 0, "total", value="-26.90"), "refund_total_differs"),
        (
            put("fee_lines", value=[{"name": "Gift wrap", "total": "2.00", "total_tax": "0.38"}]),
            "fee_left_out",
        ),
    ],
)
def test_what_is_lost_or_assumed_is_warned_of(change: Callable[[Any], object], expected: str) -> None:
    assert f"woocommerce.{expected}" in codes(read(change))


def test_a_refund_that_its_lines_do_not_come_to_is_warned_of_and_kept() -> None:
    result = read(put("refunds", 0, "total", value="-30.00"), put(0, "amount", value="30.00"))

    assert result.order.refunds[0].amount == euros("30.00")
    assert codes(result) == ["woocommerce.refund_differs"]


@pytest.mark.parametrize("is_gross", [True, False])
def test_a_fee_that_is_left_out_does_not_make_the_total_differ(is_gross: bool) -> None:
    def change(order: Any) -> None:
        order["fee_lines"] = [{"name": "Gift wrap", "total": "2.00", "total_tax": "0.38"}]
        order.update(total="74.15", total_tax="11.83", prices_include_tax=is_gross)

    found = codes(read(change))

    assert "woocommerce.fee_left_out" in found
    assert not {"woocommerce.total_differs", "woocommerce.tax_differs"} & {*found}


def test_a_line_without_units_is_left_out() -> None:
    def change(order: Any) -> None:
        order["line_items"].append(order["line_items"][0] | {"id": 5, "quantity": 0, "total": "0.00"})

    result = read(change)

    assert len(result.order.lines) == 2
    assert "woocommerce.empty_line" in codes(result)


def test_a_guest_and_an_order_that_is_not_shipped_are_no_losses() -> None:
    nowhere = dict.fromkeys(("country", "state", "postcode", "city"), "")
    result = read(lambda order: order.update(customer_id=0, shipping=nowhere))

    assert (result.order.customer, result.order.shipping_address) == (None, None)
    assert result.warnings == ()


@pytest.mark.parametrize(
    ("status", "captured"),
    [("pending", "0.00"), ("on-hold", "0.00"), ("failed", "0.00"), ("processing", None)],
)
def test_without_a_payment_date_the_status_tells_whether_money_is_awaited(
    status: str, captured: str | None
) -> None:
    order = read(lambda order: order.update(status=status, date_paid_gmt=None)).order

    assert order.payment.captured == (euros(captured) if captured else None)
    assert order.payment.tenders is not None
    assert not order.payment.tenders[0].is_captured


def test_an_order_that_cost_nothing_has_no_means_of_payment() -> None:
    free = {"subtotal": "0.00", "subtotal_tax": "0.00", "total": "0.00", "total_tax": "0.00"}

    def change(order: Any) -> None:
        for line in order["line_items"]:
            line.update(free)
        order.update(
            total="0.00", total_tax="0.00", discount_total="0.00", discount_tax="0.00", payment_method="",
            shipping_lines=[], coupon_lines=[], refunds=[],
        )  # fmt: skip

    payload = an_order()
    change(payload)
    payment = order_from_rest(payload).order.payment

    assert payment.tenders == ()


def test_a_cancelled_order_says_so() -> None:
    assert read(put("status", value="cancelled")).order.is_cancelled


@pytest.mark.parametrize(
    ("payload", "message"),
    [
        ({}, "this is not an order"),
        ("null", "this is not an order"),
        (
            {"code": "woocommerce_rest_cannot_view", "message": "Sorry", "data": {"status": 401}},
            "error answer",
        ),
        ([], "this is a list"),
        (its_refunds()[0], "this is a refund"),
        ({"create": [], "update": []}, "answer to a batch"),
        ({"order": {"id": 1}}, "this is not an order"),
    ],
)
def test_what_is_no_order_is_refused_as_such(payload: Any, message: str) -> None:
    with pytest.raises(NotAnOrderError, match=message):
        order_from_rest(payload)


def test_a_list_of_orders_keeps_its_order_and_finds_its_refunds() -> None:
    other = an_order() | {"id": 7, "refunds": []}

    results = orders_from_rest([other, an_order()], refunds={5012: its_refunds()})

    assert [result.order.id for result in results] == ["7", "5012"]
    assert [len(result.order.refunds) for result in results] == [0, 1]
    assert orders_from_rest("[]") == ()
    with pytest.raises(NotAnOrderError, match="single order"):
        orders_from_rest(TEXT)
    with pytest.raises(NotAnOrderError, match=r"\[1\]: this is a refund"):
        orders_from_rest([other, its_refunds()[0]])


@pytest.mark.parametrize(
    ("change", "path", "message"),
    [
        (put("id", value=0), "id", "not an identifier"),
        (put("currency", value="EURO"), "currency", "unknown currency"),
        (put("total", value="71,77"), "total", "not an amount"),
        (put("total", value=71.77), "total", "is a float"),
        (put("date_created_gmt", value=None), "date_created_gmt", "null"),
        (put("date_created_gmt", value="yesterday"), "date_created_gmt", "not a date and time"),
        (put("date_created_gmt", value="2026-13-02T10:40:00"), "date_created_gmt", "not a date and time"),
        (put("prices_include_tax", value="yes"), "prices_include_tax", "not true or false"),
        (put("line_items", value=[]), "line_items", "no lines"),
        (put("line_items", 0, "quantity", value=-1), "line_items[0].quantity", "not a usable quantity"),
        (put("line_items", 0, "quantity", value=Decimal("1.5")), "line_items[0].quantity", "whole number"),
        (put("line_items", 0, "total", value="45.2345"), "line_items[0].total", "more decimals"),
        (put("line_items", 1, "id", value=610), "line_items[1].id", "is there twice"),
        (put("meta_data", 1, "value", value="soon"), "meta_data[1].value", "not a date and time"),
        (put("shipping", "country", value="Germany"), "shipping", "match pattern"),
        (put("refunds", value=[]), "refund_resources[0].id", "does not list the refund `5020`"),
    ],
)
def test_a_broken_order_is_refused_at_its_place(
    change: Callable[[Any], object], path: str, message: str
) -> None:
    with pytest.raises(PayloadError) as caught:
        read(change)

    assert caught.value.path == path
    assert message in str(caught.value)


LINE = (0, "line_items", 0)


@pytest.mark.parametrize(
    ("change", "path", "message"),
    [
        (put(0, "amount", value="-26.91"), "refund_resources[0].amount", "below zero"),
        (put(0, "date_created_gmt", value=...), "refund_resources[0].date_created_gmt", "missing"),
        (put(*LINE, "quantity", value=1), "refund_resources[0].line_items[0].quantity", "not below zero"),
        (put(*LINE, "quantity", value=-3), "", "`3` units refunded of `2`"),
        (put(*LINE, "total", value="22.62"), "refund_resources[0].line_items[0]", "is negative"),
        (put(*LINE, "meta_data", value=[]), "refund_resources[0].line_items[0].meta_data", "which line"),
        (put(*LINE, "meta_data", 0, "value", value="9"), "", "line `9` is refunded but not ordered"),
        (put(0, value=[]), "refund_resources[0]", "not an object"),
    ],
)
def test_a_broken_refund_is_refused_at_its_place(
    change: Callable[[Any], object], path: str, message: str
) -> None:
    with pytest.raises(PayloadError) as caught:
        read(unchanged, change)

    assert caught.value.path == path
    assert message in str(caught.value)


@pytest.mark.parametrize("twice", [[5020, 5020], [5020, 5021]])
def test_a_refund_that_the_order_does_not_list_is_refused(twice: list[int]) -> None:
    with pytest.raises(PayloadError, match="does not list"):
        order_from_rest(TEXT, refunds=[its_refunds()[0] | {"id": id} for id in twice])


@settings(max_examples=size(ci=200, full=10_000))
@given(changes=mutations({"order": an_order(), "refunds": its_refunds()}))
def test_a_mutated_payload_is_read_or_refused(changes: list[tuple[Place, object]]) -> None:
    both = mutate({"order": an_order(), "refunds": its_refunds()}, changes)

    try:
        result = order_from_rest(
            both.get("order"),
            refunds=both.get("refunds"),
            delivered_keys=["_delivered_on"],
            timezone="Europe/Berlin",
        )
    except PayloadError:
        return  # refused, and by nothing else
    assert Order.model_validate_json(result.order.model_dump_json()) == result.order


def test_reading_changes_nothing_of_the_payload() -> None:
    payload = an_order()
    before = copy.deepcopy(payload)

    order_from_rest(payload, refunds=its_refunds())

    assert payload == before
