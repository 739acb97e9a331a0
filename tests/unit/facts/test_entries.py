"""Every entry of the vocabulary is complete: it feeds checks, questions, generators and pages."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Any

import pytest

from returnkit.expr.ir import Kind
from returnkit.expr.schema import is_unknown
from returnkit.facts import STANDARD, Fact, Inspection, Resolution, ReturnHistory
from tests.builders import PLACED, a_line, a_request, an_item, an_order
from tests.unit.facts.reading import code, value

TYPES: dict[Kind, type | tuple[type, ...]] = {
    Kind.BOOLEAN: bool,
    Kind.NUMBER: (int, Decimal),
    Kind.STRING: str,
    Kind.STRINGS: frozenset,
    Kind.INSTANT: datetime,
}
UNITS = {"", "days", "grams", "money", "orders", "percent", "photos", "returns", "share", "units"}

every_fact = pytest.mark.parametrize("fact", STANDARD.facts, ids=lambda fact: fact.name.path)


def fits(found: object, fact: Fact) -> bool:
    name = fact.name
    if found is None:
        return name.nullable
    if not isinstance(found, TYPES[name.kind]) or isinstance(found, bool) is not (name.kind is Kind.BOOLEAN):
        return False
    if isinstance(found, int | Decimal) and not isinstance(found, bool):
        number = Decimal(found)
        above = name.minimum is None or number >= name.minimum
        below = name.maximum is None or number <= name.maximum
        scaled = name.scale is None or number == round(number, name.scale)
        exact = isinstance(found, Decimal) if name.unit == "money" or name.scale else True
        return above and below and scaled and exact
    return not name.values or found in name.values


@every_fact
def test_an_entry_is_documented_in_one_sentence(fact: Fact) -> None:
    doc = fact.name.doc

    assert doc.endswith(".")
    assert doc[0].isupper()
    assert len(doc) <= 140


@every_fact
def test_an_entry_has_a_typical_value_that_fits_it(fact: Fact) -> None:
    assert fact.name.typical is not None
    assert fits(fact.name.typical, fact)
    assert fact.default is None or fits(fact.default, fact)


@every_fact
def test_only_numbers_have_bounds_and_only_texts_have_values(fact: Fact) -> None:
    name = fact.name

    is_number = name.kind is Kind.NUMBER
    assert is_number == bool(name.unit)
    assert name.unit in UNITS
    assert is_number == (name.minimum is not None)
    assert is_number == (name.scale is not None or name.unit == "money")
    assert not name.values or name.kind is Kind.STRING
    assert all(type(listed) is str for listed in name.values)


@every_fact
def test_who_is_asked_is_known(fact: Fact) -> None:
    name = fact.name

    assert name.ask in (None, "shopper", "staff", "inspection")
    assert (name.ask == "inspection") is (name.root == "inspection")
    assert name.ask is None or fact.default is None
    assert not name.flip or name.root == "request"
    assert not (name.flip and name.path in ("request.reason", "request.condition"))


@every_fact
def test_an_ordinary_order_has_values_that_fit(fact: Fact) -> None:
    found = value(fact.name.path, history=ReturnHistory(), inspection=Inspection(), at=PLACED)

    assert is_unknown(found) or fits(found, fact)


@every_fact
def test_only_what_was_not_handed_on_or_asked_is_unknown(fact: Fact) -> None:
    root = fact.name.root

    bare = a_line(sku=None, category=None, tags=None)
    found = value(fact.name.path, an_order([bare], customer=None, shipping_address=None, channel=None))

    if root == "history":
        assert code(found) == "not_supplied"
    elif is_unknown(found):
        assert found.code == ("not_asked" if fact.name.ask else "not_supplied")
    else:
        assert fits(found, fact)


def test_all_that_is_asked_can_be_answered() -> None:
    item = an_item(reason="too_small", condition="worn", is_opened=True)
    request = a_request(item, resolution=Resolution.REFUND, method="mail", proof_of_purchase=True)

    asked = [fact.name.path for fact in STANDARD.facts if fact.name.ask == "shopper"]

    assert len(asked) > 6
    assert [path for path in asked if is_unknown(value(path, request=request))] == []


def test_all_that_an_inspection_brings_can_be_found() -> None:
    findings: dict[str, Any] = {
        name: True for name in Inspection.model_fields if name.startswith(("is_", "has_"))
    }
    inspection = Inspection(grade="as_new", received_quantity=1, weight_grams=1, **findings)

    paths = [name.path for name in STANDARD.schema if name.root == "inspection"]

    assert [path for path in paths if is_unknown(value(path, inspection=inspection))] == []
