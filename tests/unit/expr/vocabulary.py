"""A small vocabulary for the unit tests of conditions, and shortcuts to read and ask them."""

from __future__ import annotations

from collections.abc import Mapping
from types import SimpleNamespace
from typing import Any, Final

import pytest

from returnkit.diagnostics import Diagnostic
from returnkit.errors import ExpressionError
from returnkit.expr.compile import read
from returnkit.expr.ir import Field, Kind, Node
from returnkit.expr.schema import Name, Schema

SCHEMA: Final = Schema(
    [
        Name(path="item.price", kind=Kind.NUMBER),
        Name(path="item.weight", kind=Kind.NUMBER, nullable=True),
        Name(path="item.quantity", kind=Kind.NUMBER, scale=0),
        Name(path="item.sku", kind=Kind.STRING),
        Name(path="item.brand", kind=Kind.STRING, nullable=True),
        Name(path="item.category", kind=Kind.STRING, values=("shirts", "shoes", "bags")),
        Name(path="item.tags", kind=Kind.STRINGS),
        Name(path="item.labels", kind=Kind.STRINGS, nullable=True),
        Name(path="item.sealed", kind=Kind.BOOLEAN),
        Name(path="item.gift", kind=Kind.BOOLEAN, nullable=True),
        Name(path="order.placed_at", kind=Kind.INSTANT),
        Name(path="order.shipped_at", kind=Kind.INSTANT, nullable=True),
        Name(path="order.age", kind=Kind.DURATION),
        Name(path="order.channel", kind=Kind.STRING),
    ]
)
ROOTS: Final = SCHEMA.roots


def field(path: str) -> Field:
    """Return the typed field of *path*."""
    return Field(path, SCHEMA[path].kind, SCHEMA[path].nullable)


def tree(text: str, names: Mapping[str, Node] | None = None) -> Node:
    """Return the checked tree of *text*."""
    return read(text, SCHEMA, names)


def faults(text: str, names: Mapping[str, Node] | None = None) -> tuple[Diagnostic, ...]:
    """Return the faults for which *text* is refused."""
    with pytest.raises(ExpressionError) as refusal:
        read(text, SCHEMA, names)
    return refusal.value.faults


def fault(text: str, names: Mapping[str, Node] | None = None) -> Diagnostic:
    """Return the one fault for which *text* is refused."""
    (found,) = faults(text, names)
    return found


def marked(text: str, found: Diagnostic) -> str:
    """Return the part of *text* that a fault is about."""
    assert found.span is not None
    line = text.split("\n")[found.span.line - 1]
    return line[found.span.column - 1 :][: found.span.length]


def facts(**values: Any) -> tuple[SimpleNamespace, SimpleNamespace]:
    """Return item and order with the attributes of *values*; those of an order begin with `order_`."""
    order = {
        name.removeprefix("order_"): value for name, value in values.items() if name.startswith("order_")
    }
    item = {name: value for name, value in values.items() if not name.startswith("order_")}
    return SimpleNamespace(**item), SimpleNamespace(**order)
