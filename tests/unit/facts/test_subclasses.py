"""A shop's own fields become names with the types of their annotations."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Any, Literal

import pytest
from pydantic import Field

from returnkit.errors import VocabularyError
from returnkit.expr.ir import Kind
from returnkit.facts import (
    STANDARD,
    Customer,
    Inspection,
    Instant,
    LineItem,
    Order,
    RequestedItem,
    ReturnRequest,
    vocabulary_of,
)
from returnkit.ids import CustomerId, LineId
from returnkit.money import Money
from tests.builders import a_line, an_order
from tests.unit.facts.reading import code, value


class Fabric(StrEnum):
    LINEN = "linen"
    WOOL = "wool"


class ShopLine(LineItem):
    is_bulky: bool = Field(False, description="Whether it ships as freight.")
    shelf_life_days: int | None = Field(None, ge=1, le=365, description="Days it keeps; null for ever.")
    fabric: Fabric | None = Field(None, description="What it is made of; null when not recorded.")
    season: Literal["ss", "aw"] = Field("ss", description="The season it was made for.")
    cost: Money | None = Field(None, description="What the shop paid; null when not recorded.")
    density: Decimal = Field(Decimal(1), description="Kilograms a litre.", examples=[Decimal("1.2")])
    made_at: Instant | None = Field(None, description="When it was made; null when not recorded.")
    marks: frozenset[str] | None = Field(None, description="Marks of quality; unknown if not handed on.")
    grade: Annotated[int, Field(ge=1)] | None = Field(None, description="From one up; null when not graded.")
    note: str = Field("", description="A note.")


class ShopOrder(Order):
    lines: tuple[ShopLine, ...]
    shelf: str | None = Field(None, description="Where it waits; null for nowhere.")


class ShopCustomer(Customer):
    points: int = Field(0, description="Points of loyalty.")


class ShopItem(RequestedItem):
    has_box: bool | None = Field(
        None, description="Whether the box is there.", json_schema_extra={"ask": "shopper"}
    )


class ShopRequest(ReturnRequest):
    wants_label: bool = Field(
        True, description="Whether a label is wanted.", json_schema_extra={"flip": True}
    )


class ShopInspection(Inspection):
    smell: Literal["none", "smoke"] | None = Field(None, description="What it smells of.")


VOCABULARY = vocabulary_of(
    order_type=ShopOrder,
    line_type=ShopLine,
    customer_type=ShopCustomer,
    item_type=ShopItem,
    request_type=ShopRequest,
    inspection_type=ShopInspection,
)


def shop_line(**fields: Any) -> ShopLine:
    plain = a_line()
    return ShopLine(**{name: getattr(plain, name) for name in LineItem.model_fields} | fields)


@pytest.mark.parametrize(
    ("path", "kind", "nullable", "more"),
    [
        ("item.is_bulky", Kind.BOOLEAN, False, {"typical": False}),
        (
            "item.shelf_life_days",
            Kind.NUMBER,
            True,
            {"scale": 0, "unit": "days", "minimum": Decimal(1), "maximum": Decimal(365)},
        ),
        ("item.fabric", Kind.STRING, True, {"values": ("linen", "wool"), "typical": "linen"}),
        ("item.season", Kind.STRING, False, {"values": ("ss", "aw")}),
        ("item.cost", Kind.NUMBER, True, {"unit": "money"}),
        ("item.density", Kind.NUMBER, False, {"typical": Decimal("1.2"), "scale": None}),
        ("item.made_at", Kind.INSTANT, True, {}),
        ("item.marks", Kind.STRINGS, False, {}),
        ("item.grade", Kind.NUMBER, True, {"minimum": Decimal(1)}),
        ("item.note", Kind.STRING, False, {}),
        ("order.shelf", Kind.STRING, True, {"doc": "Where it waits; null for nowhere."}),
        ("customer.points", Kind.NUMBER, False, {"scale": 0}),
        ("request.has_box", Kind.BOOLEAN, False, {"ask": "shopper"}),
        ("request.wants_label", Kind.BOOLEAN, False, {"flip": True, "ask": None}),
        ("inspection.smell", Kind.STRING, False, {"ask": "inspection", "values": ("none", "smoke")}),
    ],
)
def test_an_annotation_gives_the_type(path: str, kind: Kind, nullable: bool, more: dict[str, object]) -> None:
    name = VOCABULARY.schema[path]

    assert (name.kind, name.nullable) == (kind, nullable)
    assert {key: getattr(name, key) for key in more} == more
    assert name.typical is not None


@pytest.mark.parametrize(
    ("field", "given", "found"),
    [
        ("is_bulky", True, True),
        ("shelf_life_days", None, None),
        ("shelf_life_days", 30, 30),
        ("fabric", Fabric.WOOL, "wool"),
        ("cost", Money.of("3.00", "USD"), Decimal("3.00")),
        ("cost", None, None),
        ("made_at", datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 1, 1, tzinfo=UTC)),
        ("marks", frozenset({"fair"}), {"fair"}),
    ],
)
def test_a_field_of_a_subclass_is_read(field: str, given: object, found: object) -> None:
    order = an_order([shop_line(**{field: given})])

    assert value(f"item.{field}", order, vocabulary=VOCABULARY) == found


def test_what_is_missing_is_unknown() -> None:
    order = an_order([shop_line(cost=Money.of("3.00", "EUR"))])

    def why(path: str, *given: Any, **more: Any) -> str:
        return code(value(path, *given, vocabulary=VOCABULARY, **more))

    assert why("item.cost", order) == "foreign_currency"
    assert why("item.marks", order) == "not_supplied"
    assert why("item.is_bulky", an_order()) == "not_supplied"
    assert why("customer.points", an_order(customer=None)) == "not_supplied"
    assert why("request.has_box", order) == "not_asked"
    assert why("request.has_box", order, ShopItem(line_id=LineId("line-1"))) == "not_asked"
    assert why("inspection.smell", order) == "not_asked"
    assert why("inspection.smell", order, inspection=ShopInspection()) == "not_asked"


def test_every_root_can_be_extended() -> None:
    plain = an_order([shop_line()])
    order = ShopOrder(
        **{name: getattr(plain, name) for name in Order.model_fields}
        | {"shelf": "A1", "customer": ShopCustomer(id=CustomerId("c"), points=7)}
    )
    item = ShopItem(line_id=LineId("line-1"), has_box=True)
    request = ShopRequest(items=(item,), wants_label=False)
    found = ShopInspection(smell="smoke")

    def read(path: str) -> object:
        return value(path, order, request=request, vocabulary=VOCABULARY, inspection=found)

    assert [read("order.shelf"), read("customer.points")] == ["A1", 7]
    assert [read("request.has_box"), read("request.wants_label")] == [True, False]
    assert read("inspection.smell") == "smoke"
    assert ShopOrder.model_validate_json(order.model_dump_json()).lines == order.lines


def test_the_standard_names_come_first_and_stay() -> None:
    count = len(STANDARD.schema)

    assert VOCABULARY.schema.paths[:count] == STANDARD.schema.paths
    assert len(VOCABULARY.schema) == count + 15


class Undocumented(LineItem):
    is_bulky: bool = False


class Unreadable(LineItem):
    sizes: tuple[int, ...] = Field((), description="Its sizes.")


class Numbered(LineItem):
    shelf: Literal[1, 2] = Field(1, description="Its shelf.")


class Mixed(LineItem):
    shelf: int | str | None = Field(None, description="Its shelf.")


class Taken(LineItem):
    quantity_left: int = Field(0, description="Taken.")


@pytest.mark.parametrize(
    ("line_type", "sentence"),
    [
        (Undocumented, "`item.is_bulky` is not documented"),
        (Unreadable, "`item.sizes` has a type that rules cannot read"),
        (Numbered, "`item.shelf` has a type that rules cannot read"),
        (Mixed, "`item.shelf` has a type that rules cannot read"),
        (Taken, "`item.quantity_left` is already a name"),
    ],
)
def test_a_field_that_cannot_be_a_name_is_refused(line_type: type[LineItem], sentence: str) -> None:
    with pytest.raises(VocabularyError, match=sentence):
        vocabulary_of(line_type=line_type)
