"""Planted bugs: with one protection of documents off, a law notices."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from typing import Any

import pytest

from returnkit.documents import Format, faults, inner, json, loading, mismatch, scalars, schema, toml, tree
from returnkit.errors import DocumentError
from returnkit.model import Frozen
from tests.properties.test_documents import (
    law_kinds_are_kept,
    law_only_document_errors,
    law_places_are_true,
    law_same_values,
)
from tests.unit.documents.bombs import BOMBS, refused

pytestmark = pytest.mark.fuzz

Plant = Callable[[pytest.MonkeyPatch], None]

VALUE: dict[str, Any] = {
    "policy": "it's",
    "rate": Decimal("19.99"),
    "country": "so",
    "escaped": 'say "yes"\n now',
    "many": [1, True, {"deep": "a b"}],
}
ALIGN, SPAN = inner.align, tree.Lines.span


def put(owner: object, name: str, value: object) -> Plant:
    return lambda patch: patch.setattr(owner, name, value)


def nothing(*_: object, **__: object) -> None:
    return None


def loose(node: schema.Schema, guard: object) -> schema.Schema:
    return node | {"strict": False}


def one_on(raw: str, value: str) -> list[tuple[int, int]] | None:
    return [(start + 1, end + 1) for start, end in ALIGN(raw, value) or ()]


def one_place_on(self: tree.Lines, place: tuple[int, int]) -> Any:
    return SPAN(self, (place[0] + 1, place[1]))


@pytest.mark.parametrize(
    "plant",
    [
        put(json, "number", lambda word, *_: float(word)),
        put(toml._Builder, "fraction", lambda self, word, path, place: float(word)),
        put(scalars, "WORDS", scalars.WORDS | {"so": True}),
    ],
    ids=["floats in json", "floats in toml", "a word too many means true"],
)
def test_values_that_differ_between_formats_are_noticed(
    monkeypatch: pytest.MonkeyPatch, plant: Plant
) -> None:
    law_same_values(VALUE, 0)
    plant(monkeypatch)

    with pytest.raises(AssertionError):
        law_same_values(VALUE, 0)


@pytest.mark.parametrize(
    "plant",
    [
        put(tree, "align", one_on),
        put(tree, "align", nothing),
        put(tree.Lines, "span", one_place_on),
        put(inner, "_UNIT", re.compile(".", re.DOTALL)),
    ],
    ids=["characters moved by one", "characters not followed", "places moved by one", "escapes not counted"],
)
def test_places_that_are_not_true_are_noticed(monkeypatch: pytest.MonkeyPatch, plant: Plant) -> None:
    law_places_are_true(VALUE, 1)
    plant(monkeypatch)

    with pytest.raises(AssertionError):
        law_places_are_true(VALUE, 1)


@pytest.mark.parametrize(
    ("plant", "format", "text"),
    [
        (put(faults, "MAX_DEPTH", 10**9), "json", "[" * 100_000),
        (put(toml, "deepest", nothing), "toml", "a = " + "[" * 100_000),
        (put(loading, "check_text", nothing), "yaml", "a: \x07"),
        (put(scalars, "MAX_DIGITS", 10**9), "json", "9" * 5_000),
        (put(faults, "_order", lambda fault: fault.message), "yaml", "b: 1\na: 1\nb: 1\na: 1\n"),
    ],
    ids=["any depth", "any depth of toml", "any character", "any number", "faults out of order"],
)  # fmt: skip
def test_other_errors_and_disorder_are_noticed(
    monkeypatch: pytest.MonkeyPatch, plant: Plant, format: Format, text: str
) -> None:
    law_only_document_errors(text, format)
    plant(monkeypatch)

    with pytest.raises(AssertionError):
        law_only_document_errors(text, format)


@pytest.mark.parametrize(
    ("planted", "noticed_by"),
    [
        ("yaml._Builder.refuse_alias = nothing", "billion laughs"),
        ("yaml._Builder.properties = nothing", "object tag"),
        ("faults.Faults.duplicate = nothing", "json duplicates"),
        ("faults.Faults.enter = nothing", "many json values"),
        ("faults.MAX_VALUES = 10**9", "many toml values"),
        ("toml.deepest = nothing", "toml lists"),
        ("toml._note_syntax = nothing", "long toml number"),
        ("loading.MAX_CHARACTERS = 10**9", "ten megabytes"),
        ("loading.check_text = nothing", "hidden everywhere"),
    ],
)
def test_a_bomb_that_is_let_in_is_noticed(planted: str, noticed_by: str) -> None:
    code = (
        "from returnkit.documents import faults, loading, toml, yaml\nnothing = lambda *_, **__: None\n"
        + planted
    )

    assert refused({noticed_by: BOMBS[noticed_by]}) == [noticed_by]
    assert not refused({noticed_by: BOMBS[noticed_by]}, planted=code), f"`{planted}` went unnoticed"


class Strict(Frozen):
    a: tuple[str, ...]


@pytest.mark.parametrize(
    ("plant", "word", "model", "accepted"),
    [
        (put(schema, "_STRICT", set()), "'1'", dict[str, int], False),
        (put(schema, "_STRICT", set()), "'yes'", dict[str, bool], False),
        (put(schema, "_LOOSE", set()), "[x]", Strict, True),
        (put(schema, "_guarded", loose), "20261101", dict[str, datetime], False),
        (put(schema, "_guarded", loose), "' 5 '", dict[str, Decimal], False),
    ],
    ids=["texts as numbers", "texts as truths", "lists refused", "numbers as instants", "loose numbers"],
)  # fmt: skip
def test_kinds_that_are_mixed_are_noticed(
    monkeypatch: pytest.MonkeyPatch, plant: Plant, word: str, model: Any, accepted: bool
) -> None:
    law_kinds_are_kept(word, model, accepted)
    plant(monkeypatch)
    schema.reader.cache_clear()

    try:
        with pytest.raises(AssertionError):
            law_kinds_are_kept(word, model, accepted)
    finally:
        schema.reader.cache_clear()


class Small(Frozen):
    name: str


class Choice(Frozen):
    within: str | tuple[str, ...] | Small


def test_reports_of_every_branch_are_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    def count() -> int:
        with pytest.raises(DocumentError) as caught:
            loading.load("within: {name: 5}", Choice, name="a.yaml")
        return len(caught.value.faults)

    assert count() == 1
    monkeypatch.setattr(mismatch, "prune", list)
    assert count() > 1
