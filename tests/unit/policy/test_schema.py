"""The schema for editors knows every key, tells what it means, and refuses what cannot be."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest

from returnkit.documents import parse
from returnkit.policy import Policy, Rule, policy_schema
from tests.json_schema import Validator
from tools.faults import DECLARATIONS, DOCUMENTS, POLICIES, FaultyDocument

SCHEMA = policy_schema()
SHAPES = {
    *("document.missing", "document.type", "document.unknown_key"),
    *(
        "facts.bad_name",
        "facts.bad_values",
        "facts.unknown_person",
        "facts.unknown_root",
        "facts.unknown_type",
    ),
}
"""Faults of one value by itself. The others are of the text, or of several values together."""

# Any, in this file: JSON.


def objects_in(form: Any) -> Iterator[dict[str, Any]]:
    """Yield every schema of a mapping in *form*."""
    if isinstance(form, dict):
        if form.get("type") == "object":
            yield form
        for inner in form.values():
            yield from objects_in(inner)
    if isinstance(form, list):
        for inner in form:
            yield from objects_in(inner)


def with_rule(**fields: Any) -> dict[str, Any]:
    return {"policy": "shop", "rules": [{"id": "all", "within": "unlimited"} | fields]}


def test_it_says_what_it_is_and_names_no_host_of_ours() -> None:
    assert SCHEMA["$schema"].endswith("/draft/2020-12/schema")
    assert SCHEMA["$id"] == "urn:returnkit:policy:1"
    assert SCHEMA["$ref"] == "#/$defs/Policy"
    assert SCHEMA["$defs"]["Policy"]["required"] == ["policy", "rules"]


def test_every_key_of_a_policy_and_a_rule_is_there_under_its_own_name() -> None:
    for model in (Policy, Rule):
        form = SCHEMA["$defs"][model.__name__]
        names = [field.alias or name for name, field in model.model_fields.items()]
        assert list(form["properties"]) == names


def test_every_key_has_a_description_and_no_other_key_is_let_in() -> None:
    found = list(objects_in(SCHEMA))

    assert len(found) > 15
    for form in found:
        assert form["additionalProperties"] is False or isinstance(form["additionalProperties"], dict)
        if form.get("properties", {}).keys() == {"gives"}:
            continue  # the short form of an offer
        for key, inner in form.get("properties", {}).items():
            assert inner.get("description"), key
    assert all(form["description"] for form in SCHEMA["$defs"].values())


def test_descriptions_are_those_of_the_models() -> None:
    rule = SCHEMA["$defs"]["Rule"]

    assert rule["description"] == "One rule: when it applies, to which offers, and what it does."
    assert rule["properties"]["for"]["description"].startswith(
        "The offers that its effects are about; empty:"
    )


def test_it_is_a_copy_that_its_reader_may_change() -> None:
    changed = policy_schema()
    for form in objects_in(changed):
        form.clear()

    assert policy_schema() == SCHEMA


def test_an_empty_key_is_marked() -> None:
    assert Validator(SCHEMA).faults(with_rule(when=None))


@pytest.mark.parametrize(
    "fields",
    [
        {"approve": "automatc"},
        {"to": "bank"},
        {"value": "cost"},
        {"whole": "set"},
        {"shipping": "all"},
        {"offer": "refnd"},
        {"offer": ["refund", "refnd"]},
        {"offer": {"late": "credit"}},
        {"offer": {"Late": "refund"}},
        {"offer": {"late": {"gives": "refund", "kind": "x"}}},
        {"fee": {"name": "label", "flat": 1, "per": "box"}},
        {"fee": {"name": "label", "kind": "labels", "flat": 1, "per": "unit"}},
        {"fee": {"name": "label", "flat": -1, "per": "unit"}},
        {"fee": {"flat": 1, "per": "unit"}},
        {"fee": {"name": "label", "percent": 1, "of": "costs"}},
        {"fee": {"name": "label", "flat": 1, "per": "unit", "decided": "later"}},
        {"ask": {"photo": 1, "before": "shipping"}},
        {"ask": {"photo": 0, "before": "refund"}},
        {"ask": {"photo": [], "before": "refund"}},
        {"ask": {"before": "refund"}},
        {"ask": {"photo": 1}},
        {"limit": {"units": 1, "counter": "swaps", "of": "shop"}},
        {"limit": {"units": "1", "counter": "swaps"}},
        {"within": "30 dayz of delivery"},
        {"within": "30 days of deliverey"},
        {"within": "30 days"},
        {"within": "unlimitd"},
        {"within": {"days": 30, "of": "deliverey"}},
        {"within": {"days": 30, "of": "delivery", "roll": "next_day"}},
        {"within": {"days": 30, "of": "delivery", "grace": "3 dayz"}},
        {"within": {"days": 30, "of": "delivery", "goods_back": "3 days of return"}},
        {"within": {"days": 30, "of": "delivery", "plus": ["3 days"]}},
        {"within": 30},
        {"extend": "2027-01-15"},
        {"extend": {"untl": "2027-01-15"}},
        {"defer": "2027-01-15"},
        {"placed": "2026-11-01"},
        {"placed": "2026-11-01..31"},
        {"placed": {"first": "1 November"}},
        {"refuse": True},
        {"refuse": {"code": "Final Sale"}},
        {"refuse": ""},
        {"review": False},
        {"bonus": {"share": 10}},
        {"rate": -1},
        {"rate": True},
        {"for": 3},
        {"withhold": ["Refund"]},
        {"when": ["a"]},
        {"internal": "yes"},
        {"scope": "refund"},
    ],
    ids=str,
)
def test_what_cannot_be_is_refused(fields: dict[str, Any]) -> None:
    assert Validator(SCHEMA).faults(with_rule()) == []
    assert Validator(SCHEMA).faults(with_rule(**fields))


@pytest.mark.parametrize(
    "fields",
    [{"currency": "XXQ"}, {"currency": "usd"}, {"returnkit": 2}, {"policy": "no spaces"}, {"rules": []}],
)
def test_what_no_policy_says_is_refused(fields: dict[str, Any]) -> None:
    assert Validator(SCHEMA).faults(with_rule() | {"currency": "EUR", "returnkit": 1}) == []
    assert Validator(SCHEMA).faults(with_rule() | fields)


FAULTY = [each for each in (*DOCUMENTS, *POLICIES, *DECLARATIONS) if each.code in SHAPES]


@pytest.mark.parametrize("example", FAULTY, ids=lambda example: example.code)
def test_a_document_with_a_fault_of_shape_is_refused(example: FaultyDocument) -> None:
    assert {each.code for each in FAULTY} == SHAPES
    assert Validator(SCHEMA).faults(parse(example.text, name=example.name).data)


def test_the_validator_of_the_tests_refuses_what_it_does_not_know() -> None:
    with pytest.raises(NotImplementedError, match="keyword `oneOf`"):
        Validator({"oneOf": []}).faults(1)


def test_the_validator_of_the_tests_tells_kinds_apart() -> None:
    kinds: dict[str, object] = {
        "object": {}, "array": [], "string": "", "boolean": True, "number": Decimal("1.5"), "integer": 1,
    }  # fmt: skip
    for kind in kinds:
        fits = {other for other, value in kinds.items() if not Validator({"type": kind}).faults(value)}
        assert fits == ({"number", "integer"} if kind == "number" else {kind})
    assert Validator({"enum": [1]}).faults(True)
    assert Validator({"const": True}).faults(1)
