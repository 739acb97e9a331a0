"""The query language: what is typed, read as a search, or refused with every fault and its place."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from returnkit.diagnostics import Span
from returnkit.errors import QueryError
from returnkit.storage import FIELDS, Filter, Match, MemoryStore, Search, Sort, parse_search
from returnkit.testing.storage.lives import SHOP

CHICAGO = ZoneInfo("America/Chicago")
WORDS = st.sampled_from(
    [
        "status:",
        "approved",
        ",",
        "-",
        '"',
        "\\",
        "requested:",
        "2026-11",
        "..",
        ">=",
        " ",
        ":",
        "sku",
        "é",
        "\n",
        "x",
    ]
)


def read(text: str) -> Search:
    return parse_search(text, zone=CHICAGO)


def faults(text: str) -> list[tuple[str, Span | None, str | None]]:
    with pytest.raises(QueryError) as refused:
        read(text)
    return [(fault.code, fault.span, fault.help) for fault in refused.value.faults]


def day(year: int, month: int, day: int, hour: int) -> datetime:
    return datetime(year, month, day, hour, tzinfo=UTC)


def test_nothing_typed_finds_all() -> None:
    assert read(" \t\n") == Search()


def test_fields_values_and_words_are_told_apart() -> None:
    found = read('status:approved,Exception -country:US reason:"too small","a,b" R-7K2 "two words" tag:x')

    assert found.filters == (
        Filter("status", Match.IS, ("approved", "Exception")),
        Filter("country", Match.IS, ("US",), is_not=True),
        Filter("reason", Match.IS, ("too small", "a,b")),
        Filter("tag", Match.IS, ("x",)),
    )
    assert found.words == ("R-7K2", "two words")


def test_names_of_fields_are_read_in_any_case() -> None:
    assert read("SKU:a").filters == (Filter("sku", Match.IS, ("a",)),)


def test_a_quote_within_a_value_is_written_with_a_backslash() -> None:
    assert read(r'sku:"5\" \\ wide" "say \"no\""') == Search(
        (Filter("sku", Match.IS, ('5" \\ wide',)),), ('say "no"',)
    )


def test_what_belongs_to_the_page_is_handed_on() -> None:
    given = {"sort": Sort.ORDER, "descending": False, "limit": 7}

    assert parse_search("x", zone=CHICAGO, after=None, **given) == Search(words=("x",), **given)  # type: ignore[arg-type]


@pytest.mark.parametrize("text", ["%", "_", "a%b", "'", "' or 1=1", "*", "a*", ";drop", "[a]", "$(x)", "{}"])
def test_patterns_and_statements_are_plain_characters(text: str) -> None:
    (word, *_) = text.split(" ")

    assert read(f"sku:{word}").filters == (Filter("sku", Match.IS, (word,)),)
    assert read(f'"{text}"').words == (text,)


@pytest.mark.parametrize(
    ("told", "start", "end"),
    [
        ("2026-11-01", day(2026, 11, 1, 5), day(2026, 11, 2, 6)),  # clocks are set back: 25 hours
        ("2026-03-08", day(2026, 3, 8, 6), day(2026, 3, 9, 5)),  # 23 hours
        ("2026-11", day(2026, 11, 1, 5), day(2026, 12, 1, 6)),
        ("2026-12", day(2026, 12, 1, 6), day(2027, 1, 1, 6)),
        ("2026", day(2026, 1, 1, 6), day(2027, 1, 1, 6)),
        ("2026-11-01..2026-11-03", day(2026, 11, 1, 5), day(2026, 11, 4, 6)),
        ("2026-11..2027", day(2026, 11, 1, 5), day(2028, 1, 1, 6)),
        (">=2026-11", day(2026, 11, 1, 5), None),
        ("2026-11..", day(2026, 11, 1, 5), None),
        (">2026-11", day(2026, 12, 1, 6), None),
        ("<2026-11", None, day(2026, 11, 1, 5)),
        ("<=2026-11", None, day(2026, 12, 1, 6)),
        ("..2026-11", None, day(2026, 12, 1, 6)),
    ],
)
def test_days_are_those_of_the_zone(told: str, start: datetime | None, end: datetime | None) -> None:
    (found,) = read(f"received:{told}").filters

    if start and end:
        assert (found.match, found.values) == (Match.WITHIN, (start, end))
    elif start:
        assert (found.match, found.values) == (Match.FROM, (start,))
    else:
        assert (found.match, found.values) == (Match.BEFORE, (end,))
    assert read(f"-received:{told}").filters[0].is_not


def test_every_fault_is_told_with_its_place_and_the_way_out() -> None:
    assert faults('statuss:x status:aproved,approved,, requested:2026-13 -word sku:"a"b') == [
        ("query.field", Span(1, 1, 7), "did you mean `status`?"),
        ("query.value", Span(1, 18, 7), "did you mean `approved`?"),
        ("query.empty", Span(1, 35, 1), None),
        ("query.empty", Span(1, 36, 1), None),
        ("query.date", Span(1, 47, 7), _DATES),
        ("query.word", Span(1, 56, 4), _RULED_OUT),
        ("query.quote", Span(1, 65, 4), _QUOTES),
    ]


_DATES = "give a day, a month or a year, such as `2026-11-05`, `>=2026-11`, `2026-11-05..2026-11-09`"
_RULED_OUT = "put it in quotes where the sign belongs to it; say `-field:value` for what must not be"
_QUOTES = 'put the whole value between two quotes; write `\\"` for one within'


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ('"open', "query.quote"),
        ('a"b"', "query.quote"),
        ('""', "query.empty"),
        ("sku:", "query.empty"),
        ("-sku:", "query.empty"),
        ("requested:", "query.date"),
        ("requested:..", "query.date"),
        ("requested:2026-11-05..2026-11-04", "query.date"),
        ("requested:2026-02-30", "query.date"),
        ("requested:2026-11,2026-12", "query.date"),
        ("requested:0001", "query.date"),
        ("requested:9999", "query.date"),
        ("requested:٢٠٢٦", "query.date"),
        ("requested:>=", "query.date"),
        ("x" * 61, "query.long"),
        ("x " * 41, "query.long"),
        ("x" * 2_001, "query.long"),
        ("sku:" + "x," * 101 + "x", "query.long"),
    ],
)
def test_what_cannot_be_read_is_refused(text: str, code: str) -> None:
    assert [fault[0] for fault in faults(text)] == [code]


@pytest.mark.parametrize("limit", [0, -1, 201])
def test_a_page_has_its_limits(limit: int) -> None:
    with pytest.raises(QueryError) as refused:
        parse_search("", zone=CHICAGO, limit=limit)

    assert [fault.code for fault in refused.value.faults] == ["query.limit"]


@given(st.lists(WORDS, max_size=12).map("".join) | st.text(max_size=60))
def test_whatever_is_typed_is_a_search_or_a_query_error(text: str) -> None:
    try:
        search = read(text)
    except QueryError as error:
        codes = {fault.code for fault in error.faults}
    else:
        codes = set()
        MemoryStore().search(SHOP, search)
    assert all(code.startswith("query.") for code in codes)


@given(
    st.sampled_from([name for name, field in FIELDS.items() if not getattr(field, "values", True)]),
    st.lists(st.text(min_size=1, max_size=20).filter(lambda text: text.strip()), min_size=1, max_size=3),
)
def test_every_value_can_be_typed_in_quotes(name: str, values: list[str]) -> None:
    values = [" ".join(value.split()) for value in values]
    quoted = ",".join('"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"' for value in values)

    assert read(f"{name}:{quoted}").filters == (Filter(name, Match.IS, tuple(values)),)
