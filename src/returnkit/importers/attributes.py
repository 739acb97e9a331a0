"""Attributes: custom values of orders and lines, and what the shop says of its goods in them."""

from __future__ import annotations

from typing import Final, NamedTuple

from returnkit.facts import Attributes, Scalar

from .payload import Node
from .result import Warnings

_PRODUCT_TYPE: Final = "_product_type"
_PRODUCT_TAGS: Final = "_product_tags"


class Product(NamedTuple):
    """What the attributes of a line say of its product; None is not said."""

    category: str | None
    tags: frozenset[str] | None


def attributes(node: Node, warnings: Warnings, *, key: str) -> Attributes:
    """Return the values of a list of objects with *key* and `value`."""
    values: dict[str, Scalar] = {}
    for entry in node.items():
        name, value = entry[key].text(), entry["value"].scalar()
        if value is None and (entry["value"].is_given and not entry["value"].is_empty):
            message = f"the value of `{name}` is not plain or too long, it is left out"
            warnings.add("property_dropped", entry["value"], message)
        elif value is not None and values.setdefault(name, value) != value:
            message = f"`{name}` is there twice, the first value is kept"
            warnings.add("property_dropped", entry["value"], message)
    return Attributes(values)


def product_of(values: Attributes) -> Product:
    """Return what the attributes `_product_type` and `_product_tags` of a line say."""
    category, labels = values.get(_PRODUCT_TYPE), values.get(_PRODUCT_TAGS)
    return Product(
        category if isinstance(category, str) else None, words(labels) if isinstance(labels, str) else None
    )


def words(text: str) -> frozenset[str]:
    """Return the words of a list separated by commas."""
    return frozenset(word.strip() for word in text.split(",") if word.strip())
