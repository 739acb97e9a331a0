"""Walking a model's schema along an error's location: which keys it knows there, which branches."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from .schema import BRANCH, TAG, Schema
from .tree import Path

Location = tuple[str | int, ...]  # pydantic's: keys and indexes, and the marks of branches

KEY = "[key]"  # what pydantic appends when it is the key that does not fit


def path_of(location: Location) -> Path:
    """Return the path in the document: *location* without marks of branches."""
    steps = tuple(step for step in location if not is_mark(step))
    return steps[:-1] if steps and steps[-1] == KEY else steps


def is_mark(step: str | int) -> bool:
    """Return whether *step* names a branch of a union and not a place."""
    return isinstance(step, str) and step.startswith((BRANCH, TAG))


def schema_at(schema: Schema, location: Location) -> Schema | None:
    """Return the schema at *location*, with what wraps it taken off, or None."""
    definitions = {item["ref"]: item for item in schema.get("definitions", ())}
    here = _bare(schema, definitions)
    for step in location:
        inner = _step(here, step)
        if inner is None:
            return None
        here = _bare(inner, definitions)
    return here


def known_keys(schema: Schema | None) -> tuple[str, ...]:
    """Return the keys a mapping of *schema* may hold."""
    if schema is None:
        return ()
    by_name = bool(schema.get("by_name"))
    return tuple(key for name, field in _fields(schema) for key in _names(name, field, by_name=by_name))


def _bare(schema: Schema, definitions: dict[str, Schema]) -> Schema:
    """Return *schema* without what wraps it; it keeps whether names of fields are keys, too."""
    by_name = False
    while True:
        config = schema.get("config") or {}
        by_name = by_name or bool(config.get("validate_by_name") or config.get("populate_by_name"))
        kind = schema.get("type")
        if kind == "definition-ref":
            schema = definitions[schema["schema_ref"]]
        elif kind == "chain":
            schema = schema["steps"][0]
        elif kind == "json-or-python":
            schema = schema["python_schema"]
        elif kind == "lax-or-strict":
            schema = schema["lax_schema"]
        elif isinstance(schema.get("schema"), dict):
            schema = schema["schema"]
        else:
            return schema | {"by_name": True} if by_name else schema


def _step(schema: Schema, step: str | int) -> Schema | None:
    inner: Any = None  # Any: whatever the schema holds there
    match schema.get("type"):
        case "union" if is_mark(step):
            inner = schema["choices"][int(str(step)[len(BRANCH) :])][0]
        case "tagged-union":
            inner = schema["choices"].get(step)
        case "tuple" if isinstance(step, int):
            items = schema["items_schema"]
            inner = items[min(step, schema.get("variadic_item_index", step), len(items) - 1)]
        case "list" | "set" | "frozenset":
            inner = schema.get("items_schema")
        case "dict":
            inner = schema.get("keys_schema" if step == KEY else "values_schema")
        case _:
            for name, field in _fields(schema):
                if step in (name, *_names(name, field)):
                    inner = field["schema"]
    return inner if isinstance(inner, dict) else None


def _fields(schema: Schema) -> Iterator[tuple[str, Schema]]:
    fields = schema.get("fields") or {}
    if isinstance(fields, dict):
        yield from fields.items()
    else:
        yield from ((field["name"], field) for field in fields)


def _names(name: str, field: Schema, *, by_name: bool = False) -> tuple[str, ...]:
    alias = field.get("validation_alias")
    if alias is None:
        return (name,)
    paths = [[alias]] if isinstance(alias, str) else alias if isinstance(alias[0], list) else [alias]
    aliases = tuple(str(path[0]) for path in paths)
    return (*aliases, name) if by_name and name not in aliases else aliases
