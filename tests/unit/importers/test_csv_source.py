"""A table as a source of orders: found by number and proof, and refused whole where it has faults."""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext
from pathlib import Path

import pytest

from returnkit.diagnostics import Span
from returnkit.errors import InstantError, TableError
from returnkit.facts import ReturnHistory
from returnkit.ids import OrderId
from returnkit.importers.csv_orders import CsvOrderSource
from returnkit.testing import KnownOrder, OrderSourceConformance, SourceBench, a_past_return

FILE = Path(__file__).parents[3] / "examples/data/orders.csv"
FIRST, SECOND = OrderId("N-2001"), OrderId("N-2002")
HEAD = "order_number,order_id,placed_at,currency,quantity,unit_price,total,country,postal_code\n"
ROW = "2026-11-01T10:00:00Z,EUR,1,10.00,10.00,DE,10115\n"


class TestFile(OrderSourceConformance):
    def bench(self) -> AbstractContextManager[SourceBench]:
        known = (
            KnownOrder(FIRST, "N-2001", "94107"),
            KnownOrder(SECOND, "#N-2002", "10001"),
            KnownOrder(SECOND, "N-2002", "gift-9"),
        )
        return nullcontext(SourceBench(CsvOrderSource(FILE, proofs={SECOND: ["GIFT-9"]}), known))


class TestText(OrderSourceConformance):
    def bench(self) -> AbstractContextManager[SourceBench]:
        text = f"{HEAD}#77,1,{ROW}78,2,{ROW.replace('DE,10115', 'NL,1011 AB')}"
        known = (KnownOrder(OrderId("1"), "77", "10115"), KnownOrder(OrderId("2"), "78", "1011ab"))
        return nullcontext(SourceBench(CsvOrderSource(text, histories={}), known))


def test_without_histories_no_past_is_known() -> None:
    source = CsvOrderSource(FILE)
    order = source.get(FIRST)

    assert order is not None
    assert source.history(order) is None


def test_with_histories_a_past_is_known_or_empty() -> None:
    past = ReturnHistory(returns=(a_past_return(),))
    source = CsvOrderSource(FILE.read_bytes(), histories={FIRST: past})
    orders = [source.get(FIRST), source.get(SECOND)]

    assert [order and source.history(order) for order in orders] == [past, ReturnHistory()]


def test_what_was_lost_is_told_by_order() -> None:
    warnings = CsvOrderSource(FILE).warnings

    assert {id: [each.code for each in found] for id, found in warnings.items()} == {
        SECOND: ["csv.not_delivered"]
    }


def test_what_changes_in_the_file_later_is_not_read(tmp_path: Path) -> None:
    file = tmp_path / "november.csv"
    file.write_bytes(FILE.read_bytes())
    source = CsvOrderSource(file)
    file.unlink()

    assert source.find("N-2001", proof="94107") is not None


def test_all_faults_of_a_file_are_told_under_its_name(tmp_path: Path) -> None:
    file = tmp_path / "november.csv"
    file.write_text(f"{HEAD}77,1,{ROW.replace('10.00,10.00', '10;00,ten')}", encoding="utf-8")

    with pytest.raises(TableError, match=r"november\.csv:2:") as told:
        CsvOrderSource(file)

    assert [each.path for each in told.value.faults] == ["unit_price", "total"]


def test_an_id_is_of_one_order() -> None:
    with pytest.raises(TableError, match="the order id `1` is that of order `77`") as told:
        CsvOrderSource(f"{HEAD}77,1,{ROW}78,1,{ROW}1,,{ROW}")

    assert [(each.code, each.span) for each in told.value.faults] == [
        ("csv.value", Span(3, 4)),
        ("csv.value", Span(4, 1)),
    ]


def test_how_a_table_is_read_is_told_as_ever() -> None:
    text = f"{HEAD}77,1,{ROW}".replace("order_number", "Bestellung").replace(",", ";").replace("Z;", ";")
    given = {"Bestellung": "order_number"}
    source = CsvOrderSource(text, columns=given, timezone="Europe/Berlin", delimiter=";")
    order = source.find("77", proof="10115")

    assert order is not None
    assert order.placed_at.hour == 9
    with pytest.raises(InstantError):
        CsvOrderSource(text, timezone="Mars/Olympus")


def test_a_file_that_is_not_there_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        CsvOrderSource(tmp_path / "none.csv")
