"""Documents made to hurt are refused in bounded time and memory, with a fault that has a place."""

from __future__ import annotations

import pytest

from returnkit.documents import Format, parse
from returnkit.errors import DocumentError
from tests.unit.documents.bombs import BOMBS, refused


def test_bombs_are_refused_in_little_time_and_memory() -> None:
    names = list(BOMBS)
    parts = [{name: BOMBS[name] for name in names[start::4]} for start in range(4)]

    assert sorted(name for part in parts for name in refused(part)) == sorted(names)


@pytest.mark.parametrize("format", ["yaml", "json", "toml"])
def test_forty_levels_are_read_and_one_more_is_not(format: Format) -> None:
    lead = {"yaml": "a: ", "json": '{"a": ', "toml": "a = "}[format]
    tail = "}" if format == "json" else ""

    parse(lead + "[" * 39 + "1" + "]" * 39 + tail, name="x", format=format)
    with pytest.raises(DocumentError) as caught:
        parse(lead + "[" * 40 + "1" + "]" * 40 + tail, name="x", format=format)
    assert caught.value.faults[0].code == "document.depth"


@pytest.mark.parametrize("format", ["yaml", "json", "toml"])
@pytest.mark.parametrize(
    "char",
    ["\x00", "\x07", "\x1b", "\x7f", "\x85", "\ud800", "\u2028", "\u202e", "\u2066", "\u200b", "\ufeff",
     "\u00ad", "\u200d", "\U000e0041", "\ufffe"],
)  # fmt: skip
def test_a_character_nobody_sees_is_refused_where_it_stands(format: Format, char: str) -> None:
    text = {"yaml": "a: 1\nb: x{}y", "json": '{{"a": 1,\n"b": "x{}y"}}', "toml": 'a = 1\nb = "x{}y"'}[format]

    with pytest.raises(DocumentError) as caught:
        parse(text.format(char), name="x", format=format)

    (fault,) = caught.value.faults
    assert fault.code == "document.character"
    assert fault.span is not None
    assert (fault.span.line, fault.span.column) == (2, text.split("\n")[1].replace("}}", "}").index("x") + 2)
    assert f"U+{ord(char):04X}" in fault.message
    assert char not in str(caught.value)


def test_joiners_of_words_and_emoji_are_read() -> None:
    persian = "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645"

    said = parse(f"a: {persian}\nb: 👩\u200d👧\nc: '안녕하세요'\n", name="a.yaml").data

    assert said == {"a": persian, "b": "👩\u200d👧", "c": "안녕하세요"}


def test_a_hidden_character_written_as_an_escape_is_seen_and_read() -> None:
    assert parse('{"a": "\\u202e"}', name="a.json").data == {"a": "\u202e"}


def test_many_faults_are_counted_and_the_first_are_shown() -> None:
    with pytest.raises(DocumentError) as caught:
        parse("a: 1\n" * 52, name="a.yaml")

    assert len(caught.value.faults) == 51
    assert caught.value.faults[-1].message == "1 more fault not shown"


def test_a_report_does_not_repeat_an_endless_line_for_each_fault() -> None:
    with pytest.raises(DocumentError) as caught:
        parse("{" + "a: 1, " * 20_000 + "}", name="a.yaml")

    assert len(str(caught.value)) < 5 * 20_000 * 6
