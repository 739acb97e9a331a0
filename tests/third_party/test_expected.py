"""Every payload that other people publish is what `expected.toml` says, to the cent."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from returnkit.errors import FaultsError, NotAnOrderError, PayloadError
from returnkit.facts import Order, Refund
from returnkit.importers import ImportResult, csv_orders, shopify, woocommerce
from returnkit.money import Money
from tests.evidence import Evidence

pytestmark = pytest.mark.third_party

# Any: TOML and foreign JSON.
EXPECTED: dict[str, Any] = tomllib.loads(
    (Path(__file__).parent / "expected.toml").read_text(encoding="utf-8")
)
ORDERS = {name: entry for name, entry in EXPECTED.items() if entry["is"] in ("order", "orders")}
OTHERS = {name: entry for name, entry in EXPECTED.items() if name not in ORDERS and name.endswith(".json")}
TABLES = {name: entry for name, entry in EXPECTED.items() if name.endswith(".csv")}


@pytest.fixture(scope="module")
def folder(third_party: Path) -> Path:
    return third_party / "payloads"


def results(path: Path, is_list: bool) -> tuple[ImportResult, ...]:
    text = path.read_bytes()
    platform = shopify if path.parent.name == "shopify" else woocommerce
    return platform.orders_from_rest(text) if is_list else (platform.order_from_rest(text),)


def payload(path: Path) -> Any:
    return json.loads(path.read_bytes(), parse_float=Decimal)


def raw_orders(path: Path) -> list[Any]:
    """Return the orders of a payload as they stand in it."""
    whole = payload(path)
    if path.parent.name == "shopify":
        return list(whole["orders"]) if "orders" in whole else [whole["order"]]
    return whole if isinstance(whole, list) else [whole]


def sums(order: Order) -> dict[str, str]:
    """Return what the facts of *order* come to, in major units."""
    nothing = Money.zero(order.currency)
    shipping = order.shipping
    found = {
        "total": order.total,
        "goods": sum((line.unit_price * line.quantity for line in order.lines), nothing),
        "discounts": sum((line.discount for line in order.lines), shipping.discount if shipping else nothing),
        "tax": sum((line.tax for line in order.lines), shipping.tax if shipping else nothing),
        "delivery": shipping.price if shipping else nothing,
        "refunded": sum((refund.amount for refund in order.refunds if refund.amount), nothing),
        "refunded_lines": sum((part.amount + part.tax for part in refunded(order)), nothing),
    }
    if order.payment.captured is not None:
        found["captured"] = order.payment.captured
    plain = {name: str(amount.decimal) for name, amount in found.items()}
    return {"id": order.id, "currency": order.currency} | plain


def refunded(order: Order) -> Iterator[Any]:
    return (part for refund in order.refunds for part in refund.lines)


def test_every_payload_is_named_and_no_other(folder: Path, evidence: Evidence) -> None:
    files = {
        path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.suffix in {".json", ".csv"}
    }

    assert files == EXPECTED.keys()
    kinds = [entry["is"] for entry in EXPECTED.values()]
    evidence(
        "third-party-payloads",
        {kind: kinds.count(kind) for kind in sorted(set(kinds))} | {"files": len(files)},
    )


@pytest.mark.parametrize("name", ORDERS)
def test_the_facts_of_an_order_come_to_the_expected_sums(name: str, folder: Path) -> None:
    entry = ORDERS[name]

    found = results(folder / name, entry["is"] == "orders")

    assert [sums(result.order) for result in found] == entry["orders"]


@pytest.mark.parametrize("name", ORDERS)
def test_money_in_is_money_out(name: str, folder: Path) -> None:
    """What the payload states as charged, paid and given back is what the facts hold."""
    for raw, result in zip(
        raw_orders(folder / name), results(folder / name, ORDERS[name]["is"] == "orders"), strict=True
    ):
        order = result.order
        if "woocommerce" in name:
            stated = Decimal(raw["total"])
            back = -sum(Decimal(refund["total"]) for refund in raw["refunds"])
            paid = stated if raw["date_paid_gmt"] else None
        else:
            stated, paid = Decimal(raw["total_price"]), None
            transactions = [each for refund in raw.get("refunds", ()) for each in refund["transactions"]]
            back = sum(Decimal(each["amount"]) for each in transactions if each["kind"] == "refund")

        assert order.total.decimal == stated
        assert sum(refund.amount.decimal for refund in order.refunds if refund.amount) == back
        assert (order.payment.captured.decimal if order.payment.captured else None) == paid


@pytest.mark.parametrize("name", OTHERS)
def test_what_is_no_order_is_refused_with_its_code(name: str, folder: Path) -> None:
    entry, text = OTHERS[name], (folder / name).read_bytes()
    platform = shopify if name.startswith("shopify") else woocommerce

    for read in (platform.order_from_rest, platform.orders_from_rest, shopify.order_from_graphql):
        with pytest.raises(PayloadError) as caught:
            read(text)
        if entry["is"] == "refused" and not isinstance(caught.value, NotAnOrderError):
            assert (caught.value.code, caught.value.path) == (entry["code"], entry["at"])
        else:
            assert caught.value.code == "not_an_order"


@pytest.mark.parametrize("name", [name for name, entry in OTHERS.items() if entry["is"] == "refunds"])
def test_a_refund_beside_its_order_is_what_the_facts_of_the_order_hold(name: str, folder: Path) -> None:
    held = {"450789469": order_450789469(folder), "723": order_723(folder, with_resources=True).order}
    raw = payload(folder / name)
    listed = raw if isinstance(raw, list) else raw.get("refunds") or [raw.get("refund", raw)]
    for stated, expected in zip(listed, OTHERS[name]["refunds"], strict=True):
        back = [each["amount"] for each in stated.get("transactions", ())] or [stated["amount"]]
        facts = [dollars(each) for each in held[expected["order"]].refunds if each.id == expected["id"]]

        assert (str(stated["id"]), back) == (expected["id"], [expected["refunded"]])
        assert facts in ([], back)  # some samples are of another day of the same order


@pytest.mark.parametrize("name", TABLES)
def test_a_table_of_something_else_is_no_table_of_orders(name: str, folder: Path) -> None:
    with pytest.raises(FaultsError) as caught:
        csv_orders.orders_from_csv((folder / name).read_bytes(), name=name)

    assert caught.value.code == TABLES[name]["code"]
    assert "csv.missing_column" in {fault.code for fault in caught.value.faults}


def test_the_tables_of_a_warehouse_do_not_make_orders(folder: Path) -> None:
    """Their ids are made up one table at a time: no order has lines, so there is nothing to put together."""
    tables = {path.stem: path.read_text(encoding="utf-8").splitlines() for path in folder.rglob("*_data.csv")}
    orders = column(tables["shopify_gql_order_data"], "id")
    lines = column(tables["shopify_gql_order_line_data"], "order_id")

    assert orders
    assert not orders & lines


def column(lines: list[str], name: str) -> set[str]:
    place = lines[0].split(",").index(name)
    return {line.split(",")[place] for line in lines[1:]}


# The assertions of SOURCES.md beside the payloads, by their number.


def order_450789469(folder: Path, **options: Any) -> Order:
    text = (folder / "shopify/apijs_2024-04_order_07.json").read_bytes()
    return shopify.order_from_rest(text, **options).order


def test_1_the_stored_allocation_is_kept(folder: Path) -> None:
    order = order_450789469(folder)

    assert [line.discount.minor for line in order.lines] == [334, 333, 333]
    assert [line.tax.minor for line in order.lines] == [398, 398, 398]


def test_2_the_stored_refund_is_kept_and_never_computed_again(folder: Path) -> None:
    order = order_450789469(folder)

    (refund,) = order.refunds
    assert {part.line_id: part.amount.minor for part in refund.lines} == {
        "703073504": 19566,
        "466157049": 19567,
    }
    paid = [line.unit_price - line.discount for line in order.lines if line.id in {"703073504", "466157049"}]
    assert sum(part.amount.minor for part in refund.lines) == sum(amount.minor for amount in paid)


def test_3_what_is_left_to_refund_is_what_was_captured_less_what_went_back(folder: Path) -> None:
    captured = payload(folder / "shopify/apijs_2024-04_transaction_00.json")

    order = order_450789469(folder, transactions=captured)

    (refund,) = order.refunds
    lines = sum((part.amount + part.tax for part in refund.lines), Money.zero("USD"))
    assert lines == Money.of("399.29", "USD")
    assert refund.amount == Money.of("209.00", "USD")
    assert order.payment.captured == Money.of("250.94", "USD")
    for name in ("apijs_2024-04_refund_05.json", "pyapi_refund_calculate.json"):
        suggested = payload(folder / "shopify" / name)["refund"]["transactions"][0]["maximum_refundable"]
        assert order.payment.captured - refund.amount == Money.of(suggested, "USD")


def test_4_suggested_shipping_is_no_refund(folder: Path) -> None:
    with pytest.raises(NotAnOrderError):
        shopify.order_from_rest((folder / "shopify/apijs_2024-04_refund_04.json").read_bytes())


def order_723(folder: Path, *, with_resources: bool) -> ImportResult:
    refunds = {723: (folder / "woocommerce/docs_v3_refunds_2.json").read_bytes()} if with_resources else {}
    orders = woocommerce.orders_from_rest(
        (folder / "woocommerce/docs_v3_orders_2.json").read_bytes(), refunds=refunds
    )
    return next(result for result in orders if result.order.id == "723")


def dollars(refund: Refund) -> str:
    assert refund.amount is not None
    return str(refund.amount.decimal)


def test_5_refunds_of_resources_have_their_lines_and_the_amounts_the_order_states(folder: Path) -> None:
    order = order_723(folder, with_resources=True).order

    assert order.total == Money.of("39.00", "USD")
    assert {refund.id: dollars(refund) for refund in order.refunds} == {"724": "9.00", "726": "10.00"}
    by_id = {refund.id: refund for refund in order.refunds}
    assert [(part.line_id, part.quantity, part.amount.minor) for part in by_id["724"].lines] == [
        ("311", 1, 900)
    ]
    assert by_id["726"].lines == ()
    assert {line.id: line.current_quantity for line in order.lines} == {"311": 0, "313": 1}


def test_5_embedded_refunds_keep_their_amounts_and_say_that_their_lines_are_lost(folder: Path) -> None:
    result = order_723(folder, with_resources=False)

    assert {refund.id: dollars(refund) for refund in result.order.refunds} == {"724": "9.00", "726": "10.00"}
    assert all(refund.lines == () for refund in result.order.refunds)
    lost = [each.message for each in result.warnings if each.code == "woocommerce.refund_without_resource"]
    assert ["10.00 USD" in lost[0], "9.00 USD" in lost[1]] == [True, True]


def test_5_each_refund_resource_alone_leaves_the_other_embedded(folder: Path) -> None:
    for name in ("docs_v3_refunds_0.json", "docs_v3_refunds_1.json", "docs_v3_refunds_3.json"):
        given = {723: [payload(folder / "woocommerce" / name)]}
        text = (folder / "woocommerce/docs_v3_orders_2.json").read_bytes()
        result = woocommerce.orders_from_rest(text, refunds=given)[1]

        assert [refund.id for refund in result.order.refunds] == ["724", "726"]
        assert [each.path for each in result.warnings if "without_resource" in each.code] == [
            "[1].refunds[1]"
        ]


def test_5_the_lists_of_a_batch_answer_are_read_one_by_one(folder: Path) -> None:
    batch = payload(folder / "woocommerce/docs_v3_orders_5.json")

    read = {key: woocommerce.orders_from_rest(batch[key]) for key in ("create", "update", "delete")}

    assert {key: [str(each.order.total.decimal) for each in found] for key, found in read.items()} == {
        "create": ["62.25", "54.40"],
        "update": ["29.35"],
        "delete": ["39.00"],
    }


def test_6_a_legacy_order_without_price_sets_is_read(folder: Path) -> None:
    text = (folder / "shopify/pyapi_order.json").read_text(encoding="utf-8")

    order = shopify.order_from_rest(text).order

    assert "price_set" not in text
    assert [line.unit_price for line in order.lines] == [Money.of("199.00", "USD")] * 3
