"""Plain values are written as texts that read as the same values, laid out to be read."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any, get_args

import pytest

from returnkit.documents import Format, parse, write
from returnkit.documents import writing as writing_module
from returnkit.documents.plain import Listed
from returnkit.errors import WritingError

FORMATS: tuple[Format, ...] = get_args(Format)
LONG = "a text that goes on and on, as texts of merchants do when they explain why something cannot be"

EVERYTHING: dict[str, Any] = {
    "a": 1, "b": Decimal("6.50"), "c": True, "d": "NO", "e": [], "f": {},
    "g": [1, [2, "3"], {"a": {"b": []}}], "h": Listed({"x.y": {"a": 1}, "z": "w"}),
    "i": [{"a": 1}, {"b": [LONG, LONG], "c": {"d": LONG, "e": LONG}}],
    "j": [LONG, LONG, "two\nlines", {"deep": Listed({"a": LONG})}, [LONG, LONG]], "k": {"say": "two\nlines"},
    "l": [{}, {"a": []}], "a key: with #marks": {"NO": 1, "": "", "é": "é"}, "m": [[{"a": LONG, "b": LONG}]],
}  # fmt: skip


@pytest.mark.parametrize("format", FORMATS)
def test_everything_is_read_as_it_was(format: Format) -> None:
    assert parse(write(EVERYTHING, format), name="x", format=format).data == EVERYTHING


@pytest.mark.parametrize("format", FORMATS)
def test_lines_end_where_they_should(format: Format) -> None:
    lines = write(EVERYTHING, format).split("\n")

    assert lines[-1] == ""
    assert [line for line in lines if line.endswith(" ")] == []
    assert lines[-2] != ""


def test_nothing_is_written_where_there_is_a_word_for_it() -> None:
    assert write({"a": None}, "yaml") == "a: null\n"
    assert json.loads(write({"a": [None]}, "json")) == {"a": [None]}
    with pytest.raises(WritingError, match="TOML has no null"):
        write({"a": {"b": None}}, "toml")


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("30 days of delivery", "30 days of delivery"),
        ('item.category == "tent"', 'item.category == "tent"'),
        ('"tent" in order.tags', "'\"tent\" in order.tags'"),
        ("it's", "it's"),
        ("NO", '"NO"'),
        ("1:30", '"1:30"'),
        ("2026-11-01", '"2026-11-01"'),
        ("2026-11-01..2026-12-31", "2026-11-01..2026-12-31"),
        ("1..5", "1..5"),
        ("a: b", '"a: b"'),
        ("a\tb", '"a\\tb"'),
        ("a\\b: c", "'a\\b: c'"),
        ("", '""'),
        ("a\u200bb", '"a\\u200bb"'),
        ("\U000e0041", '"\\U000e0041"'),
        ("\u0645\u06cc\u200c\u062e", '"\u0645\u06cc\u200c\u062e"'),
        ("반품", "반품"),
    ],
)
def test_a_text_of_yaml_has_quotes_where_it_needs_them(text: str, written: str) -> None:
    assert write({"a": text}, "yaml") == f"a: {written}\n"


def test_inside_brackets_more_texts_need_quotes() -> None:
    texts = ["it's", "a, b", "a:b", "[a]", "a b"]

    assert write({"a": texts}, "yaml") == 'a: ["it\'s", "a, b", "a:b", "[a]", a b]\n'


def test_a_long_word_stands_on_a_line_of_its_own() -> None:
    text = " ".join(["go", "x" * 130, "and", "y" * 130])

    lines = write({"a": text}, "yaml").splitlines()

    assert lines == ["a: >-", "  go", "  " + "x" * 130, "  and", "  " + "y" * 130]
    assert parse("\n".join(lines), name="x", format="yaml").data == {"a": text}


@pytest.mark.parametrize("format", FORMATS)
def test_what_cannot_be_read_again_is_refused(format: Format) -> None:
    with pytest.raises(WritingError, match=r"a\[1\]: character U\+0000 \(a control\) is not allowed"):
        write({"a": ["b", "\x00"]}, format)
    with pytest.raises(WritingError, match="nested deeper than 40 levels"):
        write(nested(50), format)


def nested(depth: int) -> dict[str, Any]:
    return {"a": nested(depth - 1) if depth else 1}


def test_a_writer_that_says_something_else_is_not_believed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(writing_module._WRITERS, "json", lambda data: '{"a": 2}')

    with pytest.raises(WritingError, match="json would not give the document back"):
        write({"a": 1}, "json")
