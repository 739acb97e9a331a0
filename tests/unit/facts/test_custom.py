"""Declared names: where they are read from, and what is refused."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from returnkit.errors import FaultsError
from returnkit.facts import STANDARD, Customer, Declaration, Inspection, ReturnHistory, declare
from returnkit.ids import CustomerId
from tests.builders import a_line, a_request, an_item, an_order
from tests.unit.facts.reading import code, value

CUSTOM = declare(
    STANDARD,
    {
        "item.is_custom": Declaration(type="boolean", default=False),
        "item.is_opened": Declaration(type="boolean", ask="shopper"),
        "item.grade": Declaration(type=("as_new", "worn"), ask="inspection"),
        "item.weight": Declaration(type="number", nullable=True),
        "item.label": Declaration(type="string"),
        "order.is_gift": Declaration(type="boolean", ask="shopper"),
        "customer.points": Declaration(type="number", default=0),
        "request.has_box": Declaration(type="boolean", default=False),
    },
)


@pytest.mark.parametrize(
    ("path", "attributes", "found"),
    [
        ("item.is_custom", {}, False),
        ("item.is_custom", {"is_custom": True}, True),
        ("item.is_custom", {"is_custom": "true"}, True),
        ("item.is_custom", {"is_custom": "false"}, False),
        ("item.weight", {}, None),
        ("item.weight", {"weight": 3}, 3),
        ("item.weight", {"weight": "12.50"}, Decimal("12.50")),
        ("item.label", {"label": "A"}, "A"),
        ("item.grade", {"grade": "worn"}, "worn"),
    ],
)
def test_a_declared_name_reads_the_attributes_of_the_line(
    path: str, attributes: dict[str, bool | int | str], found: object
) -> None:
    assert value(path, an_order([a_line(attributes=attributes)]), vocabulary=CUSTOM) == found


@pytest.mark.parametrize(
    ("path", "attributes", "why"),
    [
        ("item.is_opened", {}, "not_asked"),
        ("item.grade", {}, "not_asked"),
        ("item.label", {}, "not_supplied"),
        ("item.is_custom", {"is_custom": "yes"}, "unreadable"),
        ("item.is_custom", {"is_custom": 1}, "unreadable"),
        ("item.weight", {"weight": True}, "unreadable"),
        ("item.weight", {"weight": "1e5"}, "unreadable"),
        ("item.grade", {"grade": "new"}, "unreadable"),
        ("item.label", {"label": 1}, "unreadable"),
    ],
)
def test_a_declared_name_says_why_it_is_unknown(
    path: str, attributes: dict[str, bool | int | str], why: str
) -> None:
    assert code(value(path, an_order([a_line(attributes=attributes)]), vocabulary=CUSTOM)) == why


def test_only_askable_names_are_read_from_answers() -> None:
    item = an_item(answers={"is_opened": True, "is_custom": True, "has_box": True})
    request = a_request(item, answers={"is_gift": True, "points": 99})

    def found(path: str) -> object:
        return value(path, item=item, request=request, vocabulary=CUSTOM)

    assert found("item.is_opened") is True
    assert found("item.is_custom") is False
    assert found("order.is_gift") is True
    assert found("customer.points") == 0
    assert found("request.has_box") is True


def test_nobody_answers_away_what_the_shop_recorded() -> None:
    order = an_order([a_line(attributes={"is_opened": True})])

    assert value("item.is_opened", order, an_item(answers={"is_opened": False}), vocabulary=CUSTOM) is True


def test_the_attributes_of_the_customer_and_the_order_are_read() -> None:
    customer = Customer(id=CustomerId("c"), attributes={"points": 7})
    order = an_order(customer=customer, attributes={"is_gift": False})

    assert value("customer.points", order, vocabulary=CUSTOM) == 7
    assert value("customer.points", an_order(customer=None), vocabulary=CUSTOM) == 0
    assert value("order.is_gift", order, vocabulary=CUSTOM) is False


def test_every_fault_of_the_declarations_is_reported() -> None:
    with pytest.raises(FaultsError) as caught:
        declare(
            STANDARD,
            {
                "itm.a": Declaration(type="bolean"),
                "item.sku": Declaration(type=(), ask="shoper"),
                "item.Size": Declaration(type="number", default=True),
                "item.class": Declaration(type=("a", "a")),
                "item.b": Declaration(type="string", default="x", ask="staff"),
                "item.c": Declaration(type=("x", "y"), default="z"),
                "item.d": Declaration(type="boolean", default="true"),
                "colour": Declaration(type="string"),
            },
        )

    assert [(fault.code, fault.path) for fault in caught.value.faults] == [
        ("facts.unknown_root", "itm.a"),
        ("facts.unknown_type", "itm.a.type"),
        ("facts.name_taken", "item.sku"),
        ("facts.unknown_person", "item.sku.ask"),
        ("facts.bad_values", "item.sku.type"),
        ("facts.bad_name", "item.Size"),
        ("facts.bad_default", "item.Size.default"),
        ("facts.bad_name", "item.class"),
        ("facts.bad_values", "item.class.type"),
        ("facts.default_and_ask", "item.b.ask"),
        ("facts.bad_default", "item.c.default"),
        ("facts.bad_default", "item.d.default"),
        ("facts.unknown_root", "colour"),
    ]
    assert STANDARD.schema.get("item.b") is None


PEOPLE = declare(
    STANDARD,
    {
        "item.has_tag": Declaration(type="boolean", ask="shopper"),
        "item.sealed": Declaration(type="boolean", ask="staff"),
        "item.smell": Declaration(type=("none", "smoke"), ask="inspection"),
        "order.is_checked": Declaration(type="boolean", ask="staff"),
        "request.note": Declaration(type="string", ask="staff"),
        "request.box": Declaration(type="boolean", ask="shopper"),
        "inspection.stain": Declaration(type="boolean"),
        "inspection.points": Declaration(type="number", default=0),
    },
)


@pytest.mark.parametrize(
    ("path", "shopper", "staff", "inspection", "found"),
    [
        ("item.has_tag", {"has_tag": True}, {}, {}, True),
        ("item.has_tag", {"has_tag": True}, {"has_tag": False}, {}, False),
        ("item.has_tag", {}, {}, {"has_tag": True}, "not_asked"),
        ("item.sealed", {"sealed": True}, {}, {}, "not_asked"),
        ("item.sealed", {"sealed": True}, {"sealed": False}, {"sealed": True}, False),
        ("item.smell", {"smell": "none"}, {"smell": "none"}, {}, "not_asked"),
        ("item.smell", {"smell": "none"}, {"smell": "none"}, {"smell": "smoke"}, "smoke"),
        ("request.note", {"note": "a"}, {}, {}, "not_asked"),
        ("request.note", {"note": "a"}, {"note": "b"}, {}, "b"),
        ("request.box", {"box": True}, {}, {}, True),
        ("inspection.stain", {"stain": True}, {"stain": True}, {}, "not_asked"),
        ("inspection.stain", {}, {}, {"stain": False}, False),
        ("inspection.points", {"points": 9}, {}, {}, 0),
        ("inspection.points", {}, {}, {"points": 9}, 9),
    ],
)
def test_nobody_answers_for_somebody_else(
    path: str,
    shopper: dict[str, object],
    staff: dict[str, object],
    inspection: dict[str, object],
    found: object,
) -> None:
    item = an_item(answers=shopper, staff_answers=staff)

    read = value(
        path, item=item, vocabulary=PEOPLE, inspection=Inspection.model_validate({"answers": inspection})
    )

    assert (code(read) if found == "not_asked" else read) == found


def test_answers_about_the_return_are_told_apart_too() -> None:
    said = a_request(answers={"is_checked": True, "box": True})
    checked = a_request(staff_answers={"is_checked": True, "box": False}, answers={"box": True})

    assert code(value("order.is_checked", request=said, vocabulary=PEOPLE)) == "not_asked"
    assert value("order.is_checked", request=checked, vocabulary=PEOPLE) is True
    assert value("request.box", request=said, vocabulary=PEOPLE) is True
    assert value("request.box", request=checked, vocabulary=PEOPLE) is False


def test_a_finding_is_due_at_the_inspection() -> None:
    assert PEOPLE.schema["inspection.stain"].ask == "inspection"
    assert code(value("inspection.stain", vocabulary=PEOPLE)) == "not_asked"
    assert PEOPLE.schema["inspection.points"].ask is None


COUNTED = declare(
    STANDARD,
    {
        "history.mattress_exchanges": Declaration(type="number", default=0),
        "history.household_mattress_exchanges": Declaration(type="number", default=0),
        "history.strikes": Declaration(type="number"),
    },
)


def test_a_lifetime_counter_is_the_customers_or_the_households() -> None:
    history = ReturnHistory(counters={"mattress_exchanges": 1}, household_counters={"mattress_exchanges": 2})

    def found(path: str, history: ReturnHistory | None) -> object:
        return value(path, vocabulary=COUNTED, history=history)

    assert found("history.mattress_exchanges", history) == 1
    assert found("history.household_mattress_exchanges", history) == 2
    assert found("history.mattress_exchanges", ReturnHistory()) == 0
    assert code(found("history.strikes", ReturnHistory())) == "not_supplied"
    assert code(found("history.mattress_exchanges", None)) == "not_supplied"


def test_a_name_with_a_default_may_be_read_from_the_shops_attribute() -> None:
    again = declare(
        STANDARD, {"item.is_final_sale": Declaration(type="boolean", default=False, doc="Sold as is.")}
    )

    def found(**fields: Any) -> object:
        return value("item.is_final_sale", an_order([a_line(**fields)]), vocabulary=again)

    assert found() is False
    assert found(is_final_sale=True) is True
    assert found(attributes={"is_final_sale": "true"}) is True
    assert code(found(attributes={"is_final_sale": "maybe"})) == "unreadable"
    assert again.schema["item.is_final_sale"].doc == "Sold as is."
    assert again.schema.paths == STANDARD.schema.paths


@pytest.mark.parametrize(
    "declaration",
    [
        Declaration(type="boolean", default=True),
        Declaration(type="boolean", ask="shopper"),
        Declaration(type="boolean", nullable=True),
        Declaration(type="string"),
        Declaration(type="truth"),
    ],
)
def test_a_standard_name_keeps_its_type_and_default(declaration: Declaration) -> None:
    with pytest.raises(FaultsError) as caught:
        declare(STANDARD, {"item.is_final_sale": declaration})

    assert "facts.name_taken" in [fault.code for fault in caught.value.faults]
