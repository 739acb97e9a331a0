"""Laws of documents: three formats say the same, every place is true, nothing else is ever raised."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from returnkit.documents import Document, Format, Path, load, parse
from returnkit.errors import DocumentError
from tests.modes import size

pytestmark = pytest.mark.fuzz

FORMATS: tuple[Format, ...] = get_args(Format)
BARE = re.compile(r"[a-z][a-z ]*[a-z]")

texts = st.text(
    st.one_of(
        st.sampled_from(" \n\t'\"\\:#-[]{},&*!|>%@`?=~.é한😀"),
        st.characters(min_codepoint=32, max_codepoint=126),
    ),
    max_size=12,
) | st.sampled_from(
    ["null", "true", "NO", "1", "1.5", "0x1", "<<", "---", ".inf", "2026-11-01", "12:30:00", "~"]
)
numbers = st.integers(-(10**30), 10**30) | st.decimals(
    allow_nan=False, allow_infinity=False, min_value=-(10**9), max_value=10**9, places=4
)
values = st.recursive(
    st.none() | st.booleans() | numbers | texts,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(texts, inner, max_size=4),
    max_leaves=12,
)
documents = st.dictionaries(texts, values, min_size=1, max_size=4)


def as_json(value: Any) -> str:
    match value:
        case dict():
            return "{" + ", ".join(f"{quoted(key)}: {as_json(item)}" for key, item in value.items()) + "}"
        case list():
            return "[" + ", ".join(map(as_json, value)) + "]"
        case str():
            return quoted(value)
        case Decimal():
            return format(value, "f")
        case _:
            return json.dumps(value)


def as_toml(value: Any) -> str:
    """Write *value*, in which no value is None, with tables of their own for mappings."""
    lines: list[str] = []

    def inline(item: Any) -> str:
        match item:
            case dict():
                return "{" + ", ".join(f"{quoted(key)} = {inline(part)}" for key, part in item.items()) + "}"
            case list():
                return "[" + ", ".join(map(inline, item)) + "]"
            case _:
                return as_json(item)

    def table(item: dict[str, Any], names: list[str]) -> None:
        inner = {key: part for key, part in item.items() if isinstance(part, dict) or is_tables(part)}
        lines.extend(f"{quoted(key)} = {inline(part)}" for key, part in item.items() if key not in inner)
        for key, part in inner.items():
            path = [*names, quoted(key)]
            for one in [part] if isinstance(part, dict) else part:
                lines.append(f"[{'.'.join(path)}]" if isinstance(part, dict) else f"[[{'.'.join(path)}]]")
                table(one, path)

    table(value, [])
    return "\n".join(lines) + "\n"


def is_tables(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(item, dict) for item in value)


def as_yaml(value: Any, draw: random.Random, indent: int = 0) -> str:
    """Write *value* in block style, each text in one of its notations."""
    lead = "\n" + " " * indent
    match value:
        case dict() if value:
            pairs = ((yaml_text(key, draw), as_yaml(item, draw, indent + 2)) for key, item in value.items())
            return "".join(f"{lead}{key}: {item}" for key, item in pairs)
        case list() if value:
            return "".join(f"{lead}- {as_yaml(item, draw, indent + 2)}" for item in value)
        case str() if re.fullmatch(r"[!-~][ -~]*(\n[!-~][ -~]*)*", value) and indent and draw.random() < 0.4:
            return "|-" + "".join("\n" + " " * indent + line for line in value.split("\n"))
        case str():
            return yaml_text(value, draw)
        case _:
            return as_json(value)


def yaml_text(text: str, draw: random.Random) -> str:
    if BARE.fullmatch(text) and text not in ("null", "true", "false"):
        return text
    if re.fullmatch(r"[ -~]*", text) and draw.random() < 0.5:
        return "'" + text.replace("'", "''") + "'"
    return quoted(text)


def quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def without_nothing(value: Any) -> Any:
    match value:
        case dict():
            return {key: without_nothing(item) for key, item in value.items()}
        case list():
            return [without_nothing(item) for item in value]
        case _:
            return "nothing" if value is None else value


def written(value: dict[str, Any], seed: int) -> Iterator[tuple[Format, str, dict[str, Any]]]:
    yield "json", as_json(value), value
    yield "yaml", as_json(value), value
    yield "yaml", as_yaml(value, random.Random(seed)), value
    some = without_nothing(value)
    yield "toml", as_toml(some), some


def paths(value: Any, path: Path = ()) -> Iterator[tuple[Path, Any]]:
    yield path, value
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, item in items:
        yield from paths(item, (*path, step))


def same(left: Any, right: Any) -> bool:
    """Whether both are equal, kind by kind: True is not 1, and 1.0 is not 1."""
    if isinstance(left, dict) and isinstance(right, dict):
        return left.keys() == right.keys() and all(same(item, right[key]) for key, item in left.items())
    if isinstance(left, list) and isinstance(right, list):
        return len(left) == len(right) and all(map(same, left, right))
    return type(left) is type(right) and bool(left == right)


# --- the laws; each raises AssertionError when it does not hold -------------------------------------


def law_same_values(value: dict[str, Any], seed: int) -> None:
    for format, text, expected in written(value, seed):
        said = parse(text, name="x", format=format).data
        assert same(said, expected), text


def law_places_are_true(value: dict[str, Any], seed: int) -> None:
    for format, text, expected in written(value, seed):
        document = parse(text, name="x", format=format)
        for path, item in paths(expected):
            if path and isinstance(path[-1], str):
                assert read_back(marked(document, document.span(path, key=True))) == path[-1]
            if isinstance(item, str | int | Decimal) and not isinstance(item, bool):
                follow(document, path, item)


def read_back(raw: str) -> object:
    if raw.startswith('"'):
        return json.loads(raw)
    if raw.startswith("'"):
        return raw[1:-1].replace("''", "'")
    return raw


def follow(document: Document, path: Path, item: object) -> None:
    if not isinstance(item, str):
        assert marked(document, document.span(path)) == as_json(item)
        return
    for at, char in enumerate(item):
        if char.isalnum():
            assert char in (shown := marked(document, document.text_span(path, at, at + 1))), (item, at)
            assert len(shown) == 1


def marked(document: Document, span: Any) -> str:
    assert span is not None
    return document.source.line(span.line)[span.column - 1 :][: span.length]


def law_only_document_errors(text: str, format: Format) -> None:
    outcomes = []
    for _ in range(2):
        try:
            outcomes.append(repr(parse(text, name="x", format=format).data))
        except DocumentError as exc:
            check_report(exc)
            outcomes.append(str(exc))
        except Exception as exc:
            raise AssertionError(f"{type(exc).__name__} for {text!r}") from exc
    assert outcomes[0] == outcomes[1]


def check_report(error: DocumentError) -> None:
    assert error.faults
    places = [(fault.span.line, fault.span.column) for fault in error.faults if fault.span]
    assert places == sorted(places)
    assert all(fault.message and "\n" not in fault.message for fault in error.faults)


def law_kinds_are_kept(word: str, model: type, accepted: bool) -> None:
    try:
        value: Any = load(f"a: {word}", model, name="a.yaml")
    except DocumentError:
        assert not accepted
    else:
        assert accepted, value


KINDS: list[tuple[str, Any, bool]] = [
    ("true", dict[str, int], False), ("true", dict[str, Decimal], False), ("1", dict[str, bool], False),
    ("'1'", dict[str, int], False), ("1", dict[str, str], False), ("1.5", dict[str, str], False),
    ("20261101", dict[str, date], False), ("1.5", dict[str, Decimal], True),
    ("[x]", dict[str, tuple[str, ...]], True), ("[x]", dict[str, frozenset[str]], True),
]  # fmt: skip


# --- the tests --------------------------------------------------------------------------------------


@given(value=documents, seed=st.integers(0, 2**16))
@settings(max_examples=size(ci=150, full=5_000))
def test_three_formats_say_the_same(value: dict[str, Any], seed: int) -> None:
    law_same_values(value, seed)


@given(value=documents, seed=st.integers(0, 2**16))
@settings(max_examples=size(ci=150, full=5_000))
def test_every_place_points_at_what_it_names(value: dict[str, Any], seed: int) -> None:
    law_places_are_true(value, seed)


SNIPPETS = st.sampled_from(
    [
        "a", "b: ", "- ", ": ", "\n", "\n  ", "\n    ", "\t", "[", "]", "{", "}", ",", '"', "'", "|", ">",
        "|2-\n", "&a ", "*a", "!", "!!str ", "!<t> ", "%YAML 1.1\n", "%TAG ! t\n", "---\n", "...\n",
        "# c\n", "? ", "<<", "@", "`", " = ", "1", "-1.5", "1e999999", ".inf", "nan", "2020-01-01", "\\",
        "\\u", "\\ud800", "\\UFFFFFFFF", "\\x", '"""', "'''", "a.b", "[[a]]\n", "[a]\n", "a = 1\n", "\r\n",
        "\r", "\u200d", "\ufeff", "\x00", "\x85", "NaN", '"k": ', "9" * 5_000, "[" * 60,
    ]
)  # fmt: skip


@pytest.mark.parametrize("format", FORMATS)
@given(text=st.lists(SNIPPETS | st.text(max_size=3), max_size=20).map("".join))
@settings(max_examples=size(ci=400, full=20_000))
def test_no_text_raises_anything_but_a_document_error(format: Format, text: str) -> None:
    law_only_document_errors(text, format)


@pytest.mark.parametrize(("word", "model", "accepted"), KINDS)
def test_one_kind_is_never_taken_for_another(word: str, model: Any, accepted: bool) -> None:
    law_kinds_are_kept(word, model, accepted)
