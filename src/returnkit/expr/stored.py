"""Stored form: a checked tree as JSON data, which loads without the parser."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Any, Final

from .ir import (
    NODES,
    Affix,
    Comparison,
    Field,
    Kind,
    Node,
    Operation,
    Trait,
    children,
)

FORM: Final = 1
"""Raised when stored trees of an earlier release can no longer be read."""

_CLASSES: Final = {node.__name__: node for node in NODES}
_ENUMS: Final[dict[str, type[StrEnum]]] = {
    each.__name__: each for each in (Kind, Comparison, Operation, Trait, Affix)
}


def dump(node: Node) -> list[Any]:  # Any: JSON
    """Return *node* as lists, texts, numbers, booleans and null."""
    slots = [slot for slot in node.__dataclass_fields__ if not (isinstance(node, Field) and slot == "start")]
    return [type(node).__name__, *(_dump_value(getattr(node, slot)) for slot in slots)]


def _dump_value(value: Any) -> Any:
    match value:
        case Node():
            return dump(value)
        case StrEnum():
            return {type(value).__name__: value.value}
        case None | bool() | str():
            return value
        case Decimal():
            return {"number": str(value)}
        case datetime():
            return {"instant": value.isoformat()}
        case timedelta():
            return {"duration": [value.days, value.seconds, value.microseconds]}
        case tuple():
            return {"all": [_dump_value(each) for each in value]}
    raise AssertionError(f"no stored form for {type(value).__name__}")


_READERS: Final[dict[str, Callable[[Any], Any]]] = {
    "number": Decimal,
    "instant": datetime.fromisoformat,
    "duration": lambda parts: timedelta(*parts),
    "all": lambda values: tuple(_load_value(value) for value in values),
}


def load(data: Any) -> Node:
    """Return the tree that `dump` gave *data* for.

    Raises:
        ValueError: *data* is not a stored tree of this form.
    """
    match data:
        case [str() as name, *values] if name in _CLASSES:
            try:
                node = _CLASSES[name](*map(_load_value, values))
                if all(isinstance(below, Node) for below in children(node)):
                    return node
            except (TypeError, ArithmeticError, LookupError) as exc:
                raise ValueError(f"not a stored condition: `{name}` does not fit") from exc
            raise ValueError(f"not a stored condition: `{name}` holds something else than conditions")
    raise ValueError("not a stored condition")


def _load_value(value: Any) -> Any:
    match value:
        case list():
            return load(value)
        case dict():
            ((tag, inner),) = value.items()
            return _ENUMS[tag](inner) if tag in _ENUMS else _READERS[tag](inner)
        case _:
            return value
