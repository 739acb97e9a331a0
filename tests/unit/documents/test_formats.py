"""The three formats give the same plain values, and refuse what would mean two things."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest

from returnkit.documents import Format, parse
from returnkit.errors import DocumentError

YAML = """\
policy: acme
currency: USD
country: NO
on: true
fee: {percent: 19.99, flat: 5}
rules:
- id: a
  none: ~
  from: 2026-11-01
  big: 1e3
"""
TOML = """\
policy = "acme"
currency = "USD"
country = "NO"
on = true
fee = {percent = 19.99, flat = 5}
[[rules]]
id = "a"
none = "~"
from = 2026-11-01
big = 1e3
"""
JSON = """{"policy": "acme", "currency": "USD", "country": "NO", "on": true,
 "fee": {"percent": 19.99, "flat": 5},
 "rules": [{"id": "a", "none": null, "from": "2026-11-01", "big": 1e3}]}"""


def faults_of(text: str, format: Format) -> list[tuple[str, str, tuple[int, int]]]:
    with pytest.raises(DocumentError) as caught:
        parse(text, name="doc", format=format)
    return [
        (fault.code.removeprefix("document."), fault.path, (fault.span.line, fault.span.column))
        for fault in caught.value.faults
        if fault.span
    ]


def test_yaml_toml_and_json_say_the_same() -> None:
    said = parse(YAML, name="acme.yaml").data

    assert parse(JSON, name="acme.json").data == said
    assert parse(TOML.replace('none = "~"\n', ""), name="acme.toml").data == {
        **said,  # type: ignore[dict-item]  # the data is a mapping
        "rules": [{"id": "a", "from": "2026-11-01", "big": Decimal(1000)}],
    }


def test_a_fraction_is_exact_and_never_a_float() -> None:
    for text, name in (
        ("a: [19.99, 0.1, 1.10]", "x.yml"),
        ("a = [19.99, 0.1, 1.1_0]", "x.toml"),
        ('{"a": [19.99, 0.1, 1.10]}', "x.json"),
    ):
        data = parse(text, name=name).data

        assert repr(data) == "{'a': [Decimal('19.99'), Decimal('0.1'), Decimal('1.10')]}"


@pytest.mark.parametrize(
    "word",
    [
        "NO", "no", "yes", "on", "Off", "True", "FALSE", "Null", "NULL", "12:30:00", "2026-11-01", "1_000",
        "0o7", "0x1F", "007", "+5", ".5", "5.", "1e", "=", "50 %", "2026-11-01..", "10..20", "Infinity",
        "NaN",
    ],
)  # fmt: skip
def test_an_unquoted_word_that_json_would_not_spell_so_stays_a_text(word: str) -> None:
    assert parse(f"a: {word}", name="x.yaml").data == {"a": word}


@pytest.mark.parametrize(
    ("word", "value"),
    [("null", None), ("~", None), ("", None), ("true", True), ("false", False), ("-7", -7), ("0", 0),
     ("1.50", Decimal("1.50")), ("-2.5e-3", Decimal("-0.0025"))],
)  # fmt: skip
def test_an_unquoted_word_of_json_means_what_json_means(word: str, value: object) -> None:
    said = parse(f"a: {word}", name="x.yaml").data

    assert said == {"a": value}
    assert isinstance(said, dict)
    assert type(said["a"]) is type(value)


def test_a_quoted_word_is_a_text() -> None:
    said = parse("""a: ["1", 'true', "null", "<<"]""", name="x.yaml").data

    assert said == {"a": ["1", "true", "null", "<<"]}


def test_json_values_are_those_of_the_standard_library() -> None:
    text = ' {"a" : [ -0, 1.5e+2, "\\ud83d\\ude00\\/\\n", {}, [ ], true,false , null ] ,"": ""}\r\n'

    assert parse(text, name="x.json").data == json.loads(text, parse_float=Decimal)


def test_toml_dates_and_times_become_iso_texts() -> None:
    text = "a = 1979-05-27T07:32:00Z\nb = 1979-05-27 07:32:00.5-07:00\n"
    text += "c = 1979-05-27\nd = 07:32:00\ne = 0x1_F\n"

    assert parse(text, name="x.toml").data == {
        "a": "1979-05-27T07:32:00Z",
        "b": "1979-05-27T07:32:00.500000-07:00",
        "c": "1979-05-27",
        "d": "07:32:00",
        "e": 31,
    }


@pytest.mark.parametrize(
    ("format", "text", "expected"),
    [
        ("yaml", "a: &x [1]\nb: *x\n", [("alias", "a", (1, 4)), ("alias", "b", (2, 4))]),
        ("yaml", "a:\n  <<: {b: 1}\n", [("merge", "a.<<", (2, 3))]),
        ("yaml", "a: !!python/object:os.system x\n", [("tag", "a", (1, 4))]),
        ("yaml", "a: !!str 5\nb: ! 5\n", [("tag", "a", (1, 4)), ("tag", "b", (2, 4))]),
        ("yaml", "a: 1\n---\nb: 1\n", [("several", "", (2, 1))]),
        ("yaml", "%YAML 1.1\n---\na: 1\n", [("directive", "", (2, 1))]),
        ("yaml", "1: a\ntrue: b\n? [x]\n: c\n",
         [("key", "1", (1, 1)), ("key", "true", (2, 1)), ("key", "", (3, 3))]),
        ("yaml", "*a : 1\n", [("alias", "", (1, 1)), ("key", "", (1, 1))]),
        ("yaml", ": 1\n", [("key", '[""]', (1, 1))]),
        ("yaml", "a: 1\nb: {c: 1, c: 2}\na: 2\n",
         [("duplicate_key", "b.c", (2, 11)), ("duplicate_key", "a", (3, 1))]),
        ("yaml", "a:\n\t- 1\n", [("syntax", "", (2, 1))]),
        ("yaml", "a: [1\n", [("syntax", "", (2, 1))]),
        ("yaml", 'a: "\\q"\n', [("syntax", "", (1, 6))]),
        ("yaml", 'a: "\\UFFFFFFFF"\n', [("syntax", "", (1, 5))]),
        ("yaml", 'a: "\\ud800"\n', [("character", "a", (1, 4))]),
        ("yaml", 'a: "\\0"\n', [("character", "a", (1, 4))]),
        ("yaml", "a: .inf\nb: .NaN\nc: -.Inf\n",
         [("number", "a", (1, 4)), ("number", "b", (2, 4)), ("number", "c", (3, 4))]),
        ("yaml", "a: 1e999999\nb: 1e-51\n", [("number", "a", (1, 4)), ("number", "b", (2, 4))]),
        ("yaml", "# only\n# comments\n", [("empty", "", (1, 1))]),
        ("yaml", "---\n", [("empty", "", (1, 1))]),
        ("json", '{"a": 1, "b": {"a": 1, "a": 2}, "a": 3}',
         [("duplicate_key", "b.a", (1, 24)), ("duplicate_key", "a", (1, 33))]),
        ("json", '{"a": NaN, "b": -Infinity}', [("number", "a", (1, 7)), ("number", "b", (1, 17))]),
        ("json", '{"a": 1e999999, "b": ' + "9" * 5000 + "}",
         [("number", "a", (1, 7)), ("number", "b", (1, 22))]),
        ("json", '{"a": 1,}', [("syntax", "", (1, 8))]),
        ("json", "[1, 2", [("syntax", "", (1, 6))]),
        ("json", "[1 2]", [("syntax", "", (1, 4))]),
        ("json", "{'a': 1}", [("syntax", "", (1, 2))]),
        ("json", '{"a" 1}', [("syntax", "", (1, 6))]),
        ("json", "[True]", [("syntax", "", (1, 2))]),
        ("json", "[@]", [("syntax", "", (1, 2))]),
        ("json", "[01]", [("syntax", "", (1, 3))]),
        ("json", "1 2", [("syntax", "", (1, 3))]),
        ("json", '["\\q"]', [("syntax", "", (1, 3))]),
        ("json", '["a\nb"]', [("syntax", "", (1, 4))]),
        ("json", '["a', [("syntax", "", (1, 2))]),
        ("json", '{"\\ud800": 1}', [("character", "", (1, 2))]),
        ("json", '"\\u0000"', [("character", "", (1, 1))]),
        ("toml", "a = 1\nb = 2\na = 3\n[t]\n[t]\n",
         [("duplicate_key", "a", (3, 1)), ("duplicate_key", "t", (5, 2))]),
        ("toml", "a = inf\nb = -nan\nc = 1e999\n",
         [("number", "a", (1, 5)), ("number", "b", (2, 5)), ("number", "c", (3, 5))]),
        ("toml", "x = 1\na = " + "9" * 5000, [("number", "", (2, 5))]),
        ("toml", "a = " + "9" * 60, [("number", "a", (1, 5))]),
        ("toml", "a = 1\nb = \n", [("syntax", "", (2, 5))]),
        ("toml", "a = [1", [("syntax", "", (1, 6))]),
        ("toml", 'a = "\\q"\n', [("syntax", "", (1, 8))]),
        ("toml", 'a = "\\u0000"\n', [("character", "a", (1, 5))]),
        ("toml", "# only comments\n", [("empty", "", (1, 1))]),
        ("toml", "a = {b = 1}\na.c = 1\n", [("syntax", "", (2, 8))]),
    ],
)  # fmt: skip
def test_what_would_mean_two_things_is_refused_where_it_stands(
    format: Format, text: str, expected: list[tuple[str, str, tuple[int, int]]]
) -> None:
    assert faults_of(text, format) == expected


@pytest.mark.parametrize("format", ["yaml", "toml", "json"])
@pytest.mark.parametrize("text", ["", " \n \r\n", "\ufeff"])
def test_an_empty_document_is_refused(format: Format, text: str) -> None:
    assert faults_of(text, format) == [("empty", "", (1, 1))]


def test_a_duplicate_key_names_both_places() -> None:
    for name, text in (("a.yaml", "k: 1\nk: 2"), ("a.json", '{"k": 1,\n"k": 2}'), ("a.toml", "k = 1\nk = 2")):
        with pytest.raises(DocumentError) as caught:
            parse(text, name=name)

        fault = caught.value.faults[0]
        first = "1:2" if name == "a.json" else "1:1"
        assert fault.message == f"key `k` stands twice, first at {first}"
        assert fault.span is not None
        assert (fault.span.line, fault.span.column) == (2, 1)


def test_a_tab_that_indents_yaml_is_called_a_tab() -> None:
    with pytest.raises(DocumentError) as caught:
        parse("a:\n\tb: 1\n", name="a.yaml")

    assert caught.value.faults[0].message == "a tab indents this line"


def test_a_name_that_tells_no_format_is_refused() -> None:
    with pytest.raises(DocumentError) as caught:
        parse("a: 1", name="policy.txt")

    assert caught.value.faults[0].code == "document.format"
    assert parse("a: 1", name="policy.txt", format="yaml").data == {"a": 1}
