"""Reading data into strict models: which texts and lists may become what a model wants.

The house's models are strict: a number is never a text, true is never 1. A document, though, has
no tuple, no set, no date and no enum. pydantic's strictness is one switch for all of these, so we
take the model's schema (public: `TypeAdapter.core_schema`) and loosen exactly those places.
On the way every branch of a union gets a mark, so that an error's path can be told from its branch.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from functools import lru_cache
from typing import Any

from pydantic import TypeAdapter
from pydantic_core import PydanticKnownError, SchemaValidator

from .scalars import NUMBER

Schema = dict[str, Any]  # Any: pydantic's schemas are nested plain dictionaries of many kinds

BRANCH = "\x00|"  # opens the name of a branch; no key of a document holds NUL
TAG = "\x00="  # opens the name of a branch that was chosen by a tag

_INNER = {
    "schema", "items_schema", "keys_schema", "values_schema", "extras_schema", "python_schema",
    "lax_schema", "strict_schema", "steps", "definitions", "arguments_schema",
}  # fmt: skip
_STRICT = {"str", "int", "bool", "float"}
_LOOSE = {"tuple", "set", "frozenset", "list", "uuid", "lax-or-strict"}
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_DATETIME = re.compile(r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}.*", re.ASCII)
_TIME = re.compile(r"\d{2}:\d{2}.*", re.ASCII)
_DURATION = re.compile(r"[+-]?P.*", re.ASCII)


@dataclass(frozen=True, slots=True)
class Reader:
    """A model's validator for documents, and the schema it was made from."""

    validator: SchemaValidator
    schema: Schema


@lru_cache(maxsize=256)
def reader(model: Any) -> Reader:  # Any: a model, or whatever type pydantic can check
    """Return the reader of documents for *model*."""
    schema = _loosened(TypeAdapter(model).core_schema)
    # Without the switch (pydantic 2.13) the strict validators of nested models come back in.
    return Reader(SchemaValidator(schema, _use_prebuilt=False), schema)


def _loosened(node: Any) -> Any:  # Any: a schema, a list of schemas, or a schema with its label
    if isinstance(node, list):
        return [_loosened(item) for item in node]
    if not isinstance(node, Mapping):
        return node
    schema: Schema = {key: _loosened(value) if key in _INNER else value for key, value in node.items()}
    kind = schema.get("type")
    fields = schema.get("fields")
    if isinstance(fields, dict):
        schema["fields"] = {name: _loosened(field) for name, field in fields.items()}
    elif isinstance(fields, list):
        schema["fields"] = _loosened(fields)
    if kind == "union":
        parts = [choice[0] if isinstance(choice, tuple) else choice for choice in schema["choices"]]
        schema["choices"] = [(_loosened(part), f"{BRANCH}{index}") for index, part in enumerate(parts)]
    elif kind == "tagged-union":
        _mark_tags(schema)
    elif kind in _STRICT:
        schema["strict"] = True
    elif kind in _LOOSE:
        schema["strict"] = False
    elif kind in _GUARDS:
        return _guarded(schema, _GUARDS[kind](schema))
    return schema


def _guarded(schema: Schema, guard: Callable[[Any], Any]) -> Schema:
    inner = schema | {"strict": False}
    outer: Schema = {
        "type": "function-before",
        "function": {"type": "no-info", "function": guard},
        "schema": inner,
    }
    if "ref" in inner:
        outer["ref"] = inner.pop("ref")
    return outer


def _of_texts(error: str, pattern: re.Pattern[str]) -> Callable[[Schema], Callable[[Any], Any]]:
    def guard(value: Any) -> Any:  # Any: whatever the document holds, or a validator made of it
        if isinstance(value, str) and pattern.fullmatch(value):
            return value
        if value is None or isinstance(value, str | bool | int | Decimal | list | dict):
            raise PydanticKnownError(error)  # type: ignore[arg-type]  # one of pydantic's own names
        return value

    return lambda _schema: guard


def _of_numbers(_schema: Schema) -> Callable[[Any], Any]:
    def guard(value: Any) -> Any:  # Any: as above
        if isinstance(value, bool | float) or (isinstance(value, str) and not NUMBER.fullmatch(value)):
            raise PydanticKnownError("decimal_type")
        return value

    return guard


def _of_members(schema: Schema) -> Callable[[Any], Any]:
    values = [member.value for member in schema["members"]]

    def guard(value: Any) -> Any:  # Any: as above
        # True equals 1, and so does Decimal(1); all other words the enum judges itself.
        if isinstance(value, bool | Decimal) and type(value) not in map(type, values):
            raise PydanticKnownError("enum", {"expected": ", ".join(map(repr, values))})
        return value

    return guard


_GUARDS: dict[object, Callable[[Schema], Callable[[Any], Any]]] = {
    "date": _of_texts("date_type", _DATE),
    "datetime": _of_texts("datetime_type", _DATETIME),
    "time": _of_texts("time_type", _TIME),
    "timedelta": _of_texts("time_delta_type", _DURATION),
    "decimal": _of_numbers,
    "enum": _of_members,
}


def _mark_tags(schema: Schema) -> None:
    choices = schema["choices"]
    marks = {_word(tag): f"{TAG}{_word(tag)}" for tag in choices}
    schema["choices"] = {f"{TAG}{_word(tag)}": _loosened(choice) for tag, choice in choices.items()}
    told = schema["discriminator"]
    schema["metadata"] = {"tags": [str(tag) for tag in marks], "key": _first(told)}

    def pick(value: Any) -> Any:  # Any: as above
        tag = told(value) if callable(told) else _found(value, told)
        return None if tag is None else marks.get(_word(tag), f"{TAG}{_word(tag)}")

    schema["discriminator"] = pick


def _word(tag: Any) -> str:  # Any: a text, a number, or a member of an enum
    return str(tag.value if isinstance(tag, Enum) else tag)


def _first(told: Any) -> str | None:  # Any: a key, paths of keys, or a function
    while isinstance(told, list) and told:
        told = told[0]
    return told if isinstance(told, str) else None


def _found(value: Any, told: Any) -> Any:  # Any: as above
    paths = [[told]] if isinstance(told, str) else told if isinstance(told[0], list) else [told]
    for path in paths:
        here = value
        for key in path:
            here = here.get(key) if isinstance(here, dict) else getattr(here, str(key), None)
        if here is not None:
            return here
    return None
