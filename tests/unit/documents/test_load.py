"""A document becomes a model, or all its faults at once."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from enum import Enum

import pytest
from pydantic import (
    model_validator,
)

from returnkit.diagnostics import Diagnostic, Source
from returnkit.documents import Document, load, validate
from returnkit.errors import DocumentError, FaultsError
from returnkit.model import Frozen
from tests.unit.documents.models import Fee, Grade, Level, Offer, Policy, Rule, faults, rule


def test_a_document_of_any_format_becomes_the_strict_model() -> None:
    expected = Policy(
        policy="p",
        rules=(
            Rule(
                id="x",
                fee=Fee(name="n", percent=Decimal("19.99")),
                act=Offer(kind="offer", what=("refund",)),
                within=("a",),
                grade=Grade.WORN,
                tags=frozenset({"t"}),
                by_name={Grade.WORN: 2},
                applies="refund",
            ),
        ),
        since=date(2026, 11, 1),
        at=datetime(2026, 11, 1, 12, tzinfo=UTC),
        noon=time(12),
        lasts=timedelta(days=2),
        level=Level.ONE,
    )

    yaml = """
policy: p
since: 2026-11-01
at: 2026-11-01T12:00:00Z
noon: 12:00:00
lasts: P2D
level: 1
rules:
- {id: x, fee: {name: n, percent: 19.99}, act: {kind: offer, what: [refund]}, within: [a], grade: worn,
   tags: [t], by_name: {worn: 2}, for: refund}
"""
    toml = """
policy = "p"
since = 2026-11-01
at = 2026-11-01T12:00:00Z
noon = 12:00:00
lasts = "P2D"
level = 1
[[rules]]
id = "x"
fee = {name = "n", percent = 19.99}
within = ["a"]
grade = "worn"
tags = ["t"]
by_name = {worn = 2}
for = "refund"
act.kind = "offer"
act.what = ["refund"]
"""
    json = """{"policy": "p", "since": "2026-11-01", "at": "2026-11-01T12:00:00Z", "noon": "12:00:00",
"lasts": "P2D", "level": 1, "rules": [{"id": "x", "fee": {"name": "n", "percent": 19.99}, "within": ["a"],
"grade": "worn", "tags": ["t"], "by_name": {"worn": 2}, "for": "refund",
"act": {"kind": "offer", "what": ["refund"]}}]}"""
    assert load(yaml, Policy, name="a.yaml") == expected
    assert load(toml, Policy, name="a.toml") == expected
    assert load(json, Policy, name="a.json") == expected


def test_an_amount_survives_exactly() -> None:
    for written in ("19.99", "0.1", "0.30", "99.99", "'19.99'", "7"):
        fee = load(f"{{name: n, percent: {written}}}", Fee, name="a.yaml")

        assert str(fee.percent) == written.strip("'")
        assert type(fee.percent) is Decimal


def test_all_faults_come_at_once_in_the_order_of_the_text() -> None:
    text = "rulse: 1\nrules:\n- when: catgory\n- id: 5\n  fee: {percent: 101}\npolicy: [a]\n"

    assert faults(text) == [
        "1:1 unknown_key rulse: unknown key `rulse` / did you mean `rules`?",
        "3:3 missing rules[0].id: `id` is missing",
        "3:9 expr.cost rules[0].when: too dear",
        "3:9 expr.unknown_name rules[0].when: unknown name `catgory` / h",
        "4:7 type rules[1].id: expected a text, found a number / write it in quotes",
        "5:8 missing rules[1].fee.name: `name` is missing",
        "5:18 value rules[1].fee.percent: 101 is above 100",
        "6:9 type policy: expected a text, found a list",
    ]


def test_a_fault_of_a_condition_points_into_the_condition() -> None:
    found = rule("when: |\n    a and\n      catgory > 1")

    assert found[0] == "4:9 expr.cost rules[0].when: too dear"
    assert found[1] == "6:7 expr.unknown_name rules[0].when: unknown name `catgory` / h"


def test_a_fault_reads_as_people_expect_it() -> None:
    text = "policy: acme\nrules:\n- id: a\n  when: item.catgory in [1]\n  fee: {name: n, percent: 150}\n"

    with pytest.raises(DocumentError) as caught:
        load(text, Policy, name="acme.yaml")

    assert str(caught.value).splitlines()[3:] == [
        "acme.yaml:4:14  rules[0].when: unknown name `catgory`",
        "    4 |   when: item.catgory in [1]",
        "                     ^^^^^^^",
        "   h",
        "acme.yaml:5:27  rules[0].fee.percent: 150 is above 100",
        "    5 |   fee: {name: n, percent: 150}",
        "                                  ^^^",
        "3 faults, nothing loaded",
    ]


def test_a_rule_of_the_whole_model_passes_its_words_through() -> None:
    found = faults("policy: p\nrules: [{id: a}, {id: a}]\n")

    assert found == ["1:1 value : two rules have one id / rename one"]


def test_a_list_has_bounds() -> None:
    assert faults("policy: p\nrules: []\n") == ["2:8 value rules: 0 of at least 1 entry"]
    four = "policy: p\nrules: [{id: a}, {id: b}, {id: c}, {id: d}]\n"
    assert faults(four) == ["2:8 value rules: 4 of at most 3 entries"]


def test_a_root_of_the_wrong_kind_is_a_fault() -> None:
    assert faults("- a\n") == ["1:1 type : expected a mapping, found a list"]
    assert faults("5\n", tuple[str, ...]) == ["1:1 type : expected a list, found a number"]
    assert load("[a, b]", tuple[str, ...], name="a.yaml") == ("a", "b")


def test_context_reaches_the_validators() -> None:
    with pytest.raises(DocumentError) as caught:
        load("{id: a, when: b}", Rule, name="a.yaml", context={"refused": "b"})

    assert [fault.code for fault in caught.value.faults] == ["expr.cost", "expr.unknown_name"]


class Whole(Frozen):
    rules: tuple[str, ...]

    @model_validator(mode="after")
    def _is_refused_in_parts(self) -> Whole:
        raise FaultsError((Diagnostic("policy.dead", "never holds", path="rules[1]"),))


def test_a_fault_found_inside_a_mapping_keeps_its_inner_path() -> None:
    with pytest.raises(DocumentError) as caught:
        load("a: {rules: [x, y]}", dict[str, Whole], name="a.yaml")

    assert [(fault.code, fault.path) for fault in caught.value.faults] == [("policy.dead", "a.rules[1]")]


def test_data_without_a_text_is_validated_too() -> None:
    document = Document(Source("made", ""), {"name": 5})

    with pytest.raises(DocumentError) as caught:
        validate(document, Fee)

    assert caught.value.faults[0].span is None
    assert caught.value.faults[0].path == "name"


class Colour(Enum):
    RED = "red"

    @classmethod
    def _missing_(cls, value: object) -> Colour | None:
        return cls.RED if value == "rot" else None


def test_an_enum_may_know_other_spellings() -> None:
    assert load("[rot, red]", tuple[Colour, ...], name="a.yaml") == (Colour.RED, Colour.RED)
