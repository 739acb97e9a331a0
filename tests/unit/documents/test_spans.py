"""Every value, key and character of a text knows its place."""

from __future__ import annotations

import subprocess
import sys

import pytest

from returnkit.diagnostics import Diagnostic, Source, Span
from returnkit.documents import Document, Format, Path, parse, path_text

YAML = """\
policy: acme   # a comment
rules:
- id: 'it''s'
  when: |2-
      a == 1
     or b
  say: >
    folded
    text
  empty:
  plain: two
    lines
- [x, {y: 1}]
"""


def marked(document: Document, span: Span | None) -> str:
    assert span is not None
    return document.source.line(span.line)[span.column - 1 :][: span.length]


@pytest.mark.parametrize(
    ("path", "key", "text"),
    [
        (("policy",), False, "acme"),
        (("policy",), True, "policy"),
        (("rules", 0, "id"), False, "'it''s'"),
        (("rules", 0, "empty"), False, "empty"),
        (("rules", 0), False, "id: 'it''s'"),
        (("rules", 0, "plain"), False, "two"),
        (("rules", 1), False, "[x, {y: 1}]"),
        (("rules", 1, 1, "y"), True, "y"),
        (("rules", 1, 1, "y", "deeper", 3), False, "1"),
        (("rules", 1, 7), True, "[x, {y: 1}]"),
        (("nowhere",), False, "policy: acme   # a comment"),
    ],
)
def test_a_path_has_its_place_or_that_of_what_is_around_it(path: Path, key: bool, text: str) -> None:
    document = parse(YAML, name="a.yaml")

    assert marked(document, document.span(path, key=key)) == text


@pytest.mark.parametrize(
    ("format", "text"),
    [
        ("yaml", "k: ab needle cd"),
        ("yaml", "k: ab\n  cd needle"),
        ("yaml", "k: 'it''s needle'"),
        ("yaml", 'k: "\\u00e9\\n \\U0001f600 \\x41 needle"'),
        ("yaml", "k: |\n  first\n    needle\n"),
        ("yaml", "k: |2+\n    first\n\n  x needle\n"),
        ("yaml", "k: >-\r\n  folded\r\n  more needle\r\n\r\n  end\r\n"),
        ("yaml", "k: '''needle'"),
        ("json", '{"k": "\\ud83d\\ude00 \\"x\\" needle"}'),
        ("toml", "k = 'C:\\ needle'"),
        ("toml", 'k = "\\"needle"'),
        ("toml", 'k = """\nfirst\n  needle"""'),
        ("toml", "k = '''\nfirst ''\n  needle'''"),
    ],
)
def test_characters_inside_a_text_have_their_place(format: Format, text: str) -> None:
    document = parse(text, name="a", format=format)
    value = document.value(("k",))

    assert isinstance(value, str)
    at = value.index("needle")
    assert marked(document, document.text_span(("k",), at, at + 6)) == "needle"


def test_a_text_that_cannot_be_followed_is_marked_whole() -> None:
    document = parse('k: "a\\n\n  needle"', name="a.yaml")

    assert marked(document, document.text_span(("k",), 3, 9)) == '"a\\n'


def test_places_outside_a_text_are_kept_inside_it() -> None:
    document = parse("k: abc\ne: ''\nn: 5", name="a.yaml")

    assert marked(document, document.text_span(("k",), 90, 99)) == "c"
    assert marked(document, document.text_span(("k",), -4, 0)) == "a"
    assert marked(document, document.text_span(("e",), 0, 1)) == "''"
    assert marked(document, document.text_span(("n",), 0, 1)) == "5"
    assert marked(document, document.text_span(("missing",), 0, 1)) == "k: abc"


TOML = """\
"a b".c = 1
[x.y]
k = [ 1, "]" , # comment ]
  {z = 2, w.v = 3} ]
[[r]]
id = 'one'
[r.sub]
d = 2020-01-01
[[r]]
id = 'two'
"e\\u0041" = 1
[x]
late = true
"""


@pytest.mark.parametrize(
    ("path", "key", "text"),
    [
        (("a b", "c"), False, "1"),
        (("a b",), True, '"a b"'),
        (("x", "y"), False, "[x.y]"),
        (("x",), False, "[x]"),
        (("x", "y", "k", 1), False, '"]"'),
        (("x", "y", "k", 2), False, "{z = 2, w.v = 3}"),
        (("x", "y", "k", 2, "w", "v"), False, "3"),
        (("r",), True, "r"),
        (("r", 0), False, "[[r]]"),
        (("r", 0, "sub", "d"), False, "2020-01-01"),
        (("r", 1, "id"), False, "'two'"),
        (("r", 1, "eA"), True, '"e\\u0041"'),
        (("x", "late"), False, "true"),
    ],
)
def test_toml_has_places(path: Path, key: bool, text: str) -> None:
    document = parse(TOML, name="a.toml")

    assert marked(document, document.span(path, key=key)) == text


@pytest.mark.parametrize("break_", ["\n", "\r\n"])
def test_line_ends_do_not_move_places(break_: str) -> None:
    for name, text in (
        ("a.yaml", "a: 1\n\nb: [2,\n  needle]\n"),
        ("a.json", '{"a": 1,\n\n"b": [2,\n "needle"]}'),
        ("a.toml", 'a = 1\n\nb = [2,\n "needle"]'),
    ):
        document = parse(text.replace("\n", break_), name=name)

        span = document.span(("b", 1))
        assert span is not None
        assert span.line == 4
        assert "needle" in marked(document, span)


def test_a_byte_order_mark_does_not_move_places() -> None:
    for name, text in (("a.yaml", "a: 1"), ("a.json", '{"a": 1}'), ("a.toml", "a = 1")):
        marked_text = parse("\ufeff" + text, name=name)

        assert marked_text == parse(text, name=name)
        assert marked_text.span(("a",)) == parse(text, name=name).span(("a",))


def test_a_fault_in_a_text_is_placed_in_the_document() -> None:
    document = parse(YAML, name="a.yaml")
    fault = Diagnostic("expr.unknown_name", "unknown name `b`", span=Span(2, 7, 1), help="x")

    placed = document.placed(fault, ("rules", 0, "when"))

    assert placed == Diagnostic(
        "expr.unknown_name", "unknown name `b`", path="rules[0].when", span=Span(6, 9, 1), help="x"
    )
    assert document.placed(fault, ("rules",)).span == document.span(("rules",))


def test_data_without_a_text_has_no_places() -> None:
    document = Document(Source("made", ""), {"a": "b"})

    assert document.span(("a",)) is None
    assert document.text_span(("a",), 0, 1) is None
    assert document.value(("a", 0)) is None


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ((), ""),
        (("rules", 5, "fee", "percent"), "rules[5].fee.percent"),
        ((0, "a"), "[0].a"),
        (("facts", "item.is_custom", "x"), 'facts["item.is_custom"].x'),
        (("a\nb",), '["a\\u000ab"]'),
        (("",), '[""]'),
        (("x" * 99 + " ",), '["' + "x" * 60 + '…"]'),
    ],
)
def test_a_path_is_written_as_people_write_it(path: Path, text: str) -> None:
    assert path_text(path) == text


def test_importing_the_room_does_not_load_yaml() -> None:
    code = "import sys, returnkit.documents; sys.exit(any(name.startswith('ruamel') for name in sys.modules))"

    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
