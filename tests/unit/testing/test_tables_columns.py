"""Columns: tables of cells, as spreadsheets write them."""

from __future__ import annotations

import pytest

from returnkit.errors import CasesError, DocumentError
from returnkit.policy import load_policy
from returnkit.testing.tables import Outcome, load_table, run_case, written
from tools import cases

POLICY = load_policy(cases.POLICY)
ROWS = [
    ("case", "item.category", "at", "expect", "expect.offers", "expect.rule", "note", "reviewed"),
    ("defaults", "boots", "", "eligible", "refund, exchange", "", "", ""),
    ("last day", "", "day 30, 23:59", "", "", "restocking", 'so "long"\nit is', ""),
    ("too late", "", "day 31", "ineligible", "", "standard", "", "no"),
]


def cells(separator: str, line_break: str = "\n") -> str:
    def cell(text: str) -> str:
        return '"' + text.replace('"', '""') + '"' if set(text) & {separator, '"', "\n"} else text

    return line_break.join(separator.join(map(cell, row)) for row in ROWS) + line_break


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("line_break", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_a_table_is_read_as_spreadsheets_write_it(separator: str, line_break: str, mark: str) -> None:
    table = load_table(mark + cells(separator, line_break), POLICY, name="t.policytest.csv")

    last, late = table.cases
    assert last.given == {"item.category": "boots", "at": "30 days after delivery, 23:59"}
    assert written(last.expect) == {
        "verdict": "eligible",
        "offers": ["refund", "exchange"],
        "rule": "restocking",
    }
    assert last.note == 'so "long"\nit is'
    assert (last.place.line, late.place.line) == (3, 5)
    assert (last.reviewed, late.reviewed) == (True, False)
    assert written(late.expect) == {"verdict": "ineligible", "rule": "standard"}
    assert [run_case(case).outcome for case in table.cases] == [Outcome.PASSED, Outcome.PASSED]


def test_a_blank_cell_says_nothing_and_words_say_what_is_not_known() -> None:
    text = "case,order.country,request.reason,customer.tags,expect\n"
    text += 'a,null,unknown,"vip, staff",eligible\nb,,,,eligible\n'

    first, second = load_table(text, POLICY, name="t.csv").cases

    assert first.given == {
        "order.country": "null",
        "request.reason": "unknown",
        "customer.tags": "staff, vip",
    }
    assert second.given == {}


def test_an_unknown_column_is_told_once_at_its_head() -> None:
    text = "case,item.catgory,expekt.rule,expect.ofers,expect\n"
    text += "a,boots,x,refund,eligible\nb,boots,y,refund,eligible\n"

    with pytest.raises(CasesError) as raised:
        load_table(text, POLICY, name="t.csv")

    found = [(f.message, f.span and (f.span.line, f.span.column), f.help) for f in raised.value.faults]
    assert found == [
        ("unknown name `item.catgory`", (1, 6), "did you mean `item.category`?"),
        ("unknown name `expekt.rule`", (1, 19), "did you mean `expect.rule`?"),
        ("unknown key `ofers`", (1, 31), "did you mean `offers`?"),
    ]


@pytest.mark.parametrize(
    ("head", "place"),
    [
        ("case,at,At,expect", (1, 9)),
        ("case,expect,expect.verdict", (1, 13)),
        ("case,expect.verdict,EXPECT", (1, 21)),
        ("case,expect,expect.rule,expect.rule", (1, 25)),
    ],
)
def test_a_column_that_stands_twice_is_told_at_its_second_head(head: str, place: tuple[int, int]) -> None:
    row = ",".join(["a", *["x"] * head.count(",")])

    with pytest.raises(CasesError) as raised:
        load_table(f"{head}\n{row}\n", POLICY, name="t.csv")

    found = [
        (fault.code, fault.span and (fault.span.line, fault.span.column)) for fault in raised.value.faults
    ]
    assert found == [("cases.column_twice", place)]


def test_a_value_that_does_not_fit_is_told_at_its_cell() -> None:
    text = "case;item.quantity;expect.until;reviewed;expect\na;many;soon;perhaps;eligible\n"

    with pytest.raises(CasesError) as raised:
        load_table(text, POLICY, name="t.csv")

    found = [(f.path, f.span and (f.span.line, f.span.column, f.span.length)) for f in raised.value.faults]
    assert found == [
        ('given["item.quantity"]', (2, 3, 4)),
        ("expect.until", (2, 8, 4)),
        ("reviewed", (2, 13, 7)),
    ]


def test_the_policy_may_stand_in_a_column() -> None:
    text = "case,policy,policy_id,expect\na,shop.yaml,shop,eligible\nb,,,eligible\n"

    assert len(load_table(text, POLICY, name="t.csv").cases) == 2


def test_what_a_reader_cannot_see_is_refused() -> None:
    with pytest.raises(DocumentError, match=r"t\.csv:2:2: character U\+202E"):
        load_table("case,expect\na\u202e,eligible\n", POLICY, name="t.csv")


@pytest.mark.parametrize("text", ["", "\n\n", "case\n"])
def test_a_table_without_rows_is_a_fault(text: str) -> None:
    with pytest.raises(CasesError) as raised:
        load_table(text, POLICY, name="t.csv")

    assert raised.value.faults[0].code in ("cases.no_cases", "cases.no_column")
