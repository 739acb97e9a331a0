"""Orders as a table: what is kept, what is warned of, and every fault at its line and column."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from returnkit.diagnostics import Diagnostic, Span
from returnkit.errors import InstantError, TableError
from returnkit.facts import Order, TenderKind
from returnkit.importers import ImportResult
from returnkit.importers.csv_orders import ALIASES, COLUMNS, orders_from_csv
from returnkit.money import Money
from tests.modes import size
from tests.payloads import codes

TEXT = (Path(__file__).parents[3] / "examples/data/orders.csv").read_text(encoding="utf-8")
LEAST = {
    "order_number": "7",
    "placed_at": "2026-11-01T10:00:00Z",
    "currency": "EUR",
    "quantity": "1",
    "unit_price": "10.00",
    "total": "10.00",
    "customer_id": "c",
    "delivered_at": "2026-11-05T10:00:00Z",
}


def table(*rows: dict[str, str]) -> str:
    """Return a table of *rows*, each the least a row needs with some cells changed; commas are quoted."""
    names = [*LEAST, *sorted({name for row in rows for name in row} - LEAST.keys())]
    header = {name: name for name in names}
    whole = [header, *(dict.fromkeys(names, "") | LEAST | row for row in rows)]
    return "\n".join(
        ",".join(f'"{row[name]}"' if "," in row[name] else row[name] for name in names) for row in whole
    )


def only(text: str) -> ImportResult:
    (result,) = orders_from_csv(text)
    return result


def faults(text: str) -> tuple[Diagnostic, ...]:
    with pytest.raises(TableError) as caught:
        orders_from_csv(text)
    return caught.value.faults


def dollars(text: str) -> Money:
    return Money.of(text, "USD")


def euros(text: str) -> Money:
    return Money.of(text, "EUR")


def test_the_example_is_read_whole() -> None:
    first, second = orders_from_csv(TEXT)

    order = first.order
    assert first.warnings == ()
    assert (order.id, order.number, order.total) == ("N-2001", "N-2001", dollars("121.06"))
    assert order.placed_at == datetime(2026, 11, 1, 17, 30, tzinfo=UTC)
    assert [(line.id, line.title, line.discount, line.tax) for line in order.lines] == [
        ("1", "Canvas tote, natural", dollars("5.60"), dollars("4.03")),
        ("2", "Brass key ring", dollars("6.00"), dollars("4.68")),
    ]
    assert order.lines[1].attributes == {"engraving": "J.D."}
    assert order.shipping is not None
    assert order.shipping.price == dollars("7.95")
    assert [shipment.delivered_at for shipment in order.fulfillments] == [
        datetime(2026, 11, 5, 23, 10, tzinfo=UTC),
        datetime(2026, 11, 6, 20, 0, tzinfo=UTC),
    ]
    assert second.order.lines[0].title == 'Print "Harbour", A3'
    assert (second.order.lines[0].is_final_sale, second.order.customer) == (True, None)
    assert [(each.code, each.path, each.span) for each in second.warnings] == [
        ("csv.not_delivered", "delivered_at", Span(4, 130, 1))
    ]


def test_refunds_are_kept_as_written() -> None:
    order = orders_from_csv(TEXT)[0].order

    (refund,) = order.refunds
    assert (refund.amount, refund.at) == (dollars("27.21"), datetime(2026, 11, 9, 17, tzinfo=UTC))
    assert [(part.line_id, part.quantity, part.amount, part.tax) for part in refund.lines] == [
        ("1", 1, dollars("25.20"), dollars("2.01"))
    ]
    assert [line.current_quantity for line in order.lines] == [1, 1]


def test_where_prices_include_tax_refunded_amounts_do_too() -> None:
    row = {
        "prices_include_tax": "yes",
        "tax": "1.60",
        "refunded_quantity": "1",
        "refunded_amount": "10.00",
        "refunded_tax": "1.60",
        "refunded_at": "2026-11-09T09:00:00Z",
    }

    order = only(table(row)).order

    assert (order.refunds[0].lines[0].amount, order.refunds[0].lines[0].tax) == (
        euros("10.00"),
        euros("1.60"),
    )


def test_money_that_went_back_for_no_units_is_an_adjustment() -> None:
    order = only(table({"refunded_amount": "3.00", "refunded_at": "2026-11-09T09:00:00Z"})).order

    assert [(each.kind, each.amount) for each in order.refunds[0].adjustments] == [
        ("line_refund", euros("-3.00"))
    ]
    assert order.lines[0].current_quantity == 1


def test_what_went_back_at_one_time_is_one_refund() -> None:
    back = {"refunded_quantity": "1", "refunded_amount": "10.00", "total": "30.00"}
    rows = [back | {"refunded_at": f"2026-11-{day}T09:00:00Z"} for day in ("10", "09", "10")]

    refunds = only(table(*rows)).order.refunds

    assert [(refund.at.day, refund.amount, len(refund.lines)) for refund in refunds] == [
        (9, euros("10.00"), 1),
        (10, euros("20.00"), 2),
    ]


def test_rows_of_an_order_need_not_stand_together() -> None:
    text = table({"total": "20.00"}, {"order_number": "8"}, {"total": ""})

    assert [(each.order.number, len(each.order.lines)) for each in orders_from_csv(text)] == [
        ("7", 2),
        ("8", 1),
    ]


@pytest.mark.parametrize("delimiter", [";", "\t"])
def test_the_delimiter_is_found_in_the_header(delimiter: str) -> None:
    text = table({"title": "a"}).replace(",", delimiter)

    assert only(text).order.lines[0].title == "a"
    assert orders_from_csv(text, delimiter=delimiter)[0].order.lines[0].title == "a"


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_end_of_line_is_read_and_blank_lines_are_left_out(end: str) -> None:
    text = table({"title": '"two\nlines"'}, {"order_number": "8"}).replace("\n", end) + end + end

    orders = [result.order for result in orders_from_csv(text)]

    assert [order.number for order in orders] == ["7", "8"]
    assert orders[0].lines[0].title == f"two{end}lines"


def test_bytes_with_a_byte_order_mark_are_read() -> None:
    assert len(orders_from_csv(b"\xef\xbb\xbf" + TEXT.encode())) == 2
    assert len(orders_from_csv("\ufeff" + TEXT)) == 2


def test_a_header_alone_is_a_table_of_no_orders() -> None:
    assert orders_from_csv(table().splitlines()[0]) == ()


def test_other_names_and_names_of_the_shop_are_read() -> None:
    text = table({"sku": "A", "Notes": "x"})
    text = (
        text.replace("order_number", "Order No")
        .replace("unit_price", "Lineitem-Price")
        .replace("sku", "Artikel")
    )

    (result,) = orders_from_csv(text, columns={"Artikel": "sku", "Notes": None})

    assert (result.order.number, result.order.lines[0].sku, result.warnings) == ("7", "A", ())


def test_every_other_name_stands_for_a_column_and_is_none_itself() -> None:
    names = {column.name for column in COLUMNS}

    assert set(ALIASES.values()) <= names
    assert not names & set(ALIASES)


def test_a_column_that_is_not_read_is_warned_of_where_it_holds_something() -> None:
    text = table({"titel": "a"}, {"order_number": "8"}, {"titel": "b", "order_number": "9"})

    first, second, third = orders_from_csv(text)

    assert [(each.code, each.path, each.help) for each in first.warnings] == [
        ("csv.unknown_column", "titel", "did you mean `title`?")
    ]
    assert (codes(second), codes(third)) == ([], ["csv.unknown_column"])


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ({"total": ""}, "total_assumed"),
        ({"total": "9.00"}, "total_differs"),
        ({"delivered_at": ""}, "not_delivered"),
        ({"city": "Bonn"}, "no_country"),
    ],
)
def test_what_is_lost_or_assumed_is_warned_of(row: dict[str, str], expected: str) -> None:
    assert codes(only(table(row))) == [f"csv.{expected}"]


def test_a_blank_customer_is_a_guest_and_a_missing_column_is_warned_of() -> None:
    without = table({}).replace("customer_id", "colour")

    assert codes(only(table({"customer_id": ""}))) == []
    assert "csv.no_customer" in codes(only(without))


def test_a_date_is_its_noon_in_the_shops_zone_and_says_so() -> None:
    (result,) = orders_from_csv(table({"placed_at": "2026-11-01"}), timezone="Asia/Seoul")

    assert result.order.placed_at == datetime(2026, 11, 1, 3, tzinfo=UTC)
    assert codes(result) == ["csv.time_assumed"]


def test_a_time_without_a_zone_is_read_in_the_shops() -> None:
    text = table({"placed_at": "2026-11-01 09:00"})

    assert orders_from_csv(text, timezone="Asia/Seoul")[0].order.placed_at == datetime(
        2026, 11, 1, tzinfo=UTC
    )
    assert "has no zone" in faults(text)[0].message
    with pytest.raises(InstantError, match="unknown zone"):
        orders_from_csv(text, timezone="Asia/Soul")


def test_payment_and_place_are_read() -> None:
    row = {
        "paid": "10.00", "payment_method": "Gift card", "payment_status": "paid", "country": "KR",
        "customer_tier": "gold", "customer_tags": "vip, early", "order_tags": "b2b", "customer.since": "2020",
        "region": "11", "order.campaign": "autumn", "is_cancelled": "YES", "weight_grams": "250",
        "tags": "wool,warm",
    }  # fmt: skip

    order = only(table(row)).order

    assert order.payment.captured == euros("10.00")
    assert order.payment.tenders is not None
    assert (order.payment.tenders[0].kind, order.payment.tenders[0].is_captured) == (
        TenderKind.GIFT_CARD,
        True,
    )
    assert order.shipping_address is not None
    assert (order.shipping_address.country, order.shipping_address.region) == ("KR", "11")
    assert order.customer is not None
    assert (order.customer.tier, order.customer.tags) == ("gold", frozenset({"vip", "early"}))
    assert order.customer.attributes == {"since": "2020"}
    assert (order.tags, order.attributes, order.is_cancelled) == (
        frozenset({"b2b"}),
        {"campaign": "autumn"},
        True,
    )
    assert (order.lines[0].weight_grams, order.lines[0].tags) == (250, frozenset({"wool", "warm"}))


def test_every_fault_of_a_table_is_told_at_once_with_its_line_and_column() -> None:
    text = """order_number;placed_at;currency;quantity;unit_price;payment_method
7;2026-11-01T10:00:00Z;EUR;1;10,00;card
8;soon;EURO;0;1.005;crad
;2026-11-01T10:00:00Z;EUR;1;1;
9;2026-11-01T10:00:00Z;EUR;1;1
"""

    with pytest.raises(TableError) as caught:
        orders_from_csv(text, name="export.csv")

    places = [
        (each.code, each.span and (each.span.line, each.span.column), each.path)
        for each in caught.value.faults
    ]
    assert places == [
        ("csv.value", (2, 30), "unit_price"),
        ("csv.value", (3, 3), "placed_at"),
        ("csv.value", (3, 8), "currency"),
        ("csv.value", (3, 13), "quantity"),
        ("csv.value", (3, 21), "payment_method"),
        ("csv.blank", (4, 1), "order_number"),
        ("csv.cells", (5, 1), ""),
    ]
    assert "export.csv:2:30  unit_price: `10,00` is not an amount" in str(caught.value)
    assert str(caught.value).endswith("7 faults, no order read")


@pytest.mark.parametrize(
    ("row", "path", "message"),
    [
        ({"quantity": ""}, "quantity", "`quantity` is blank"),
        ({"quantity": "1.0"}, "quantity", "not a whole number"),
        ({"quantity": "0"}, "quantity", "not one or more"),
        ({"unit_price": ""}, "unit_price", "is blank"),
        ({"unit_price": "-1.00"}, "unit_price", "below zero"),
        ({"unit_price": "$10"}, "unit_price", "not an amount"),
        ({"unit_price": "10.001"}, "unit_price", "more decimals"),
        ({"currency": ""}, "currency", "is blank"),
        ({"placed_at": "2026-13-01T10:00:00Z"}, "placed_at", "not a date and time"),
        ({"discount": "11.00"}, "unit_price", "more than the line's price"),
        ({"is_final_sale": "perhaps"}, "is_final_sale", "neither `yes` nor `no`"),
        ({"country": "Korea"}, "country", "match pattern"),
        ({"refunded_quantity": "1"}, "refunded_quantity", "`refunded_amount` is blank"),
        (
            {"refunded_quantity": "2", "refunded_amount": "1.00", "refunded_at": "2026-11-09T09:00:00Z"},
            "refunded_quantity",
            "`2` units refunded of `1`",
        ),
        (
            {"refunded_tax": "2.00", "refunded_amount": "1.00", "refunded_at": "2026-11-09T09:00:00Z"},
            "refunded_tax",
            "is more than the amount",
        ),
        ({"title": "a\ud800"}, "title", "not valid Unicode"),
    ],
)
def test_a_faulty_cell_is_told(row: dict[str, str], path: str, message: str) -> None:
    found = faults(table(row))[0]

    assert found.path == path
    assert message in found.message
    assert found.span is not None
    assert found.span.line == 2


def test_lines_are_counted_as_an_editor_counts_them() -> None:
    text = table({"title": '"two\nlines"'}, {"quantity": "none"})

    (fault,) = faults(text)

    assert fault.span == Span(4, text.splitlines()[3].index("none") + 1, 4)


def test_amounts_are_checked_where_the_currency_is_at_fault() -> None:
    assert [each.path for each in faults(table({"currency": "XXX", "unit_price": "ten"}))] == [
        "currency",
        "unit_price",
    ]


def test_rows_of_one_order_must_not_say_otherwise_about_it() -> None:
    (fault,) = faults(table({"total": "20.00", "city": "Bonn"}, {"city": "Ulm", "total": ""}))

    assert (fault.code, fault.path, fault.message) == (
        "csv.differs",
        "city",
        "`Ulm` here, `Bonn` in line 2 of the same order",
    )


def test_a_line_id_is_there_once() -> None:
    (fault,) = faults(table({"line_id": "a", "total": "20.00"}, {"line_id": "a", "total": ""}))

    assert (fault.path, "is there twice" in fault.message) == ("line_id", True)


@pytest.mark.parametrize(
    ("text", "code", "message"),
    [
        ("", "csv.empty", "there is no header"),
        ("\n\n", "csv.empty", "there is no header"),
        (table().replace("quantity", "quantidy"), "csv.missing_column", "there is no column `quantity`"),
        (table({}).replace("customer_id", "quantity"), "csv.twice", "the column `quantity` is there twice"),
        (table({"title": '"open'}), "csv.quote", "the quote is never closed"),
        (table({"title": '"a"b'}), "csv.quote", "text follows the closing quote"),
    ],
)
def test_a_table_of_the_wrong_form_is_refused(text: str, code: str, message: str) -> None:
    assert (code, message) in [(each.code, each.message) for each in faults(text)]


def test_a_missing_column_names_the_one_that_may_be_meant() -> None:
    (fault,) = faults(table().replace("quantity", "quantidy"))

    assert fault.help == "did you mean `quantidy`?"


def test_what_is_no_utf_8_is_refused_at_its_place() -> None:
    with pytest.raises(TableError) as caught:
        orders_from_csv(b"order_number\nsch\xf6n")

    assert (caught.value.faults[0].code, caught.value.faults[0].span) == ("csv.encoding", Span(2, 4))


def test_names_of_the_shop_must_fit() -> None:
    with pytest.raises(TableError) as caught:
        orders_from_csv(table({"colour": "x"}), columns={"colour": "tittle", "size": None})

    assert [(each.code, each.help) for each in caught.value.faults] == [
        ("csv.no_such_header", None),
        ("csv.unknown_target", "did you mean `title`?"),
    ]


NAMES = st.sampled_from([*(column.name for column in COLUMNS), *ALIASES, "item.x", "colour", ""])
CELLS = st.sampled_from(
    [
        "",
        "1",
        "2",
        "10.00",
        "-1",
        "EUR",
        "yes",
        "2026-11-01",
        "2026-11-01T10:00:00Z",
        "card",
        "DE",
        '"',
        "a,b",
        "\n",
    ]
) | st.text(max_size=5)


@settings(max_examples=size(ci=200, full=10_000))
@given(changes=st.dictionaries(NAMES, CELLS, max_size=5), more=st.dictionaries(NAMES, CELLS, max_size=3))
@example(changes={"title": "\x00"}, more={})
def test_any_table_is_read_or_refused(changes: dict[str, str], more: dict[str, str]) -> None:
    text = table(changes, more)

    try:
        results = orders_from_csv(text, timezone="UTC")
    except TableError:
        return  # refused, and by nothing else
    for result in results:
        assert Order.model_validate_json(result.order.model_dump_json()) == result.order
