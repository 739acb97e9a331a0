"""Schema: the form of a policy document as JSON Schema, for completion and hints in editors.

The models give keys, types, words and descriptions. What a document may write shorter stands here, by the
function that reads it or by the model. The schema knows shapes only: whether a name is offered somewhere, or
a condition can be read, `load_policy` tells.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Mapping
from copy import deepcopy
from typing import Any, Final, TypeAlias

from pydantic.json_schema import GenerateJsonSchema
from pydantic_core import core_schema

from returnkit.facts import STANDARD, Declaration, Resolution
from returnkit.facts.declaration import ASKED, KINDS
from returnkit.money import CURRENCIES

from .charges import Fee
from .clocks import ClockName, Start
from .demands import Ask
from .document import Policy
from .effects import Refusal, Review, read_offers
from .figures import read_figure, read_share
from .payouts import Bonus
from .periods import Deferral, Extension, Period
from .rules import read_constant
from .spans import Span, Unit
from .terms import GoodsBack, read_several
from .windows import Window

SCHEMA_ID: Final = "urn:returnkit:policy:1"
"""The name of the schema. It is no address: the schema comes with the package."""

_Form: TypeAlias = dict[str, Any]  # Any: JSON Schema

_ATTRIBUTE: Final = re.compile(r"^    (?P<name>\w+): (?P<text>.*(?:\n {8,}.*)*)", re.MULTILINE)


def policy_schema() -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of a policy document.

    It admits what `load_policy` does, short forms and long ones, except for keys that are left empty.
    """
    found = Policy.model_json_schema(schema_generator=_Forms)
    for form in found["$defs"].values():
        form.pop("title", None)  # a name of Python's
    # A copy: what is shared below is nobody's to change.
    head = {"$schema": _Forms.schema_dialect, "$id": SCHEMA_ID, "title": "Policy of returnkit"}
    return head | deepcopy(found)


def _text(*examples: str, pattern: str | None = None, most: int | None = None) -> _Form:
    form: _Form = {"type": "string"}
    form |= {"minLength": 1, "maxLength": most} if most else {}
    form |= {"pattern": rf"^\s*{pattern}"} if pattern else {}
    return form | {"examples": list(examples)}


_DATE: Final = "[0-9]{4}-[0-9]{2}-[0-9]{2}"
_UNITS: Final = "|".join(unit.words.removesuffix("s").replace(" ", " +") for unit in Unit)
_LENGTH: Final = rf"[0-9]{{1,6}} +({_UNITS})s?"
_EVENTS: Final = "|".join(ClockName)
_EXTENSION: Final = rf"([0-9]{{1,4}} +days?|until +{_DATE}( +in +\S+)?)\s*$"
_NAME: Final = "^[a-z][a-z0-9_]*$"
_SENTENCE: Final = _text("Sold as seen.", most=500)
_NUMBER_OR_EXPRESSION: Final[_Form] = {
    "anyOf": [{"type": "number", "minimum": 0}, _text("item.unit_paid * 2", most=2_000)]
}
_WINDOW: Final = _text(
    *("30 days of delivery", "48 hours of delivery", "30 days of delivery else order + 9 days", "unlimited"),
    pattern=rf"({_LENGTH} +of +({_EVENTS})\b|\(|(longest|shortest) +of +\(|unlimited\s*(,|$))",
)

_SHORT: Final[Mapping[type, tuple[_Form, ...]]] = {
    Bonus: (_text("10 %", most=2_000),),
    Deferral: (_text("to 2027-01-02", pattern=rf"to +{_DATE}\s*$"),),
    Extension: (_text("until 2027-01-15", "20 days", pattern=_EXTENSION),),
    GoodsBack: (_text("7 days of request", pattern=rf"{_LENGTH}( +of +({_EVENTS}|request))?\s*$"),),
    Period: (_text("2026-11-01..2026-12-31", pattern=rf"({_DATE})?\s*\.\.\s*({_DATE})?\s*$"),),
    Refusal: (_SENTENCE,),
    Review: ({"const": True}, _SENTENCE),
    Span: (_text("3 days", pattern=rf"{_LENGTH}\s*$"),),
    Start: (_text("delivery", "shipment + 7 days", pattern=rf"({_EVENTS})\s*(\+|$)"),),
    Window: (_WINDOW,),
}
"""What a document may write for a model instead of a mapping."""


def _one_or_several(form: _Form) -> _Form:
    return {"anyOf": [form["items"], form]} if "items" in form else form


def _offers(form: _Form) -> _Form:
    gives = {"enum": [each.value for each in Resolution]}
    long = {"type": "object", "properties": {"gives": gives}, "required": ["gives"]}
    given = {"anyOf": [gives, long | {"additionalProperties": False}]}
    mapping = {"type": "object", "propertyNames": {"pattern": _NAME}, "additionalProperties": given}
    several = form | {"items": {"anyOf": [gives, form["items"]]}}
    return {"anyOf": [gives, several, mapping], "examples": ["refund", {"late_credit": "store_credit"}]}


_READ: Final[Mapping[object, Callable[[_Form], _Form]]] = {
    read_constant: lambda _: {"type": ["string", "boolean", "number"], "examples": ["item.is_final_sale"]},
    read_figure: lambda _: dict(_NUMBER_OR_EXPRESSION),
    read_share: lambda _: _NUMBER_OR_EXPRESSION | {"examples": ["50 %", 12.5]},
    read_offers: _offers,
    read_several: _one_or_several,
}
"""What a document may write where one of these functions reads it, from what the field holds."""


def _ask(form: _Form) -> _Form:
    many = {"type": "integer", "minimum": 1, "maximum": 9_999}
    wanted: _Form = {"anyOf": [many, _text("1..5", "What is its serial number?", most=500)]}
    wanted["description"] = "How many are to be handed in, such as `1..5`, or the words of a question."
    before = {"before": form["properties"]["before"]}
    names = {"propertyNames": {"pattern": _NAME}, "minProperties": 2}
    return form | names | {"properties": before, "additionalProperties": wanted}


def _fee(form: _Form) -> _Form:
    return form | {"required": ["name"]}  # a percentage tells by itself what it is charged per


def _window(form: _Form) -> _Form:
    inner = ("computed", "plus", "fallbacks")  # where the short forms go; no keys of a document
    fields = {name: field for name, field in form["properties"].items() if name not in inner}
    for unit in Unit:
        told = {"description": fields[unit.value].pop("description")}
        fields[unit.value] = {"anyOf": [fields[unit.value], _text("seller.window_days", most=1_000)]} | told
    event = _SHORT[Start][0]
    several = {"type": "array", "items": event, "minItems": 1}
    told = {"description": fields["of"]["description"]}
    fields["of"] = {"anyOf": [event, several]} | told
    return form | {"properties": fields}


def _declaration(form: _Form) -> _Form:
    values = {"type": "array", "items": {"type": "string", "minLength": 1}, "minItems": 1}
    form["properties"]["type"]["anyOf"] = [{"enum": list(KINDS)}, values | {"uniqueItems": True}]
    form["properties"]["ask"]["enum"] = list(ASKED)
    return form


def _policy(form: _Form) -> _Form:
    form["properties"]["currency"]["enum"] = list(CURRENCIES)
    several = form["properties"]["floor"]
    name = several["items"]["anyOf"][0]  # a floor that is written out stands in a list
    told = {"description": several.pop("description"), "examples": ["statute"]}
    form["properties"]["floor"] = {"anyOf": [name, several]} | told
    form["properties"]["timezone"]["examples"] = ["America/Chicago", "Europe/Berlin", "Asia/Seoul"]
    path = rf"^({'|'.join(STANDARD.schema.roots)})\.[a-z][a-z0-9_]*$"
    form["properties"]["facts"]["propertyNames"] = {"pattern": path}
    return form


_LONG: Final[Mapping[type, Callable[[_Form], _Form]]] = {
    Ask: _ask,
    Declaration: _declaration,
    Fee: _fee,
    Policy: _policy,
    Window: _window,
}
"""How the mapping that a document writes differs from the fields of its model."""


class _Forms(GenerateJsonSchema):
    """Writes what documents may say, described by the docstrings of the models."""

    def model_schema(self, schema: core_schema.ModelSchema) -> _Form:
        cls = schema["cls"]
        form = super().model_schema(schema)
        said, told = _docstring(cls)
        for name, field in cls.model_fields.items():
            form["properties"][field.alias or name] |= {"description": told.get(name, "")}
        form.pop("title", None)
        form.pop("description", None)
        form = _LONG.get(cls, dict)(form)
        if cls in _SHORT:
            form = {"anyOf": [*_SHORT[cls], form]}
        return {"description": said} | form

    def function_before_schema(self, schema: core_schema.BeforeValidatorFunctionSchema) -> _Form:
        form = super().function_before_schema(schema)
        return _READ.get(schema["function"]["function"], dict)(form)

    def nullable_schema(self, schema: core_schema.NullableSchema) -> _Form:
        return self.generate_inner(schema["schema"])  # a key that is left empty is not finished

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> _Form:
        form = super().default_schema(schema)
        if "default" in form and form["default"] in (None, [], {}):
            del form["default"]
        return form

    def enum_schema(self, schema: core_schema.EnumSchema) -> _Form:
        form = super().enum_schema(schema)
        return {"description": _docstring(schema["cls"])[0], "enum": form["enum"]}

    def date_schema(self, schema: core_schema.DateSchema) -> _Form:
        return super().date_schema(schema) | {"pattern": f"^{_DATE}$"}

    def datetime_schema(self, schema: core_schema.DatetimeSchema) -> _Form:
        return super().datetime_schema(schema) | {"pattern": f"^{_DATE}[T ][0-9]{{2}}:[0-9]{{2}}"}

    def field_title_should_be_set(self, schema: Any) -> bool:  # noqa: ARG002  # the name is pydantic's
        return False


def _docstring(cls: type) -> tuple[str, dict[str, str]]:
    """Return what the docstring of *cls* says, and what it says of each attribute; texts on one line."""
    text = inspect.getdoc(cls) or ""
    said, _, section = text.partition("Attributes:\n")
    told = {found["name"]: " ".join(found["text"].split()) for found in _ATTRIBUTE.finditer(section)}
    return " ".join(said.split()), told
