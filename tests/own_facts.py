"""A shop with facts of its own: what it sells by, the names of that, and the reasons it asks for."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from pydantic import Field

from returnkit.expr.ir import Kind
from returnkit.facts import (
    FaultSide,
    LineItem,
    Order,
    Reason,
    ReasonCatalogue,
    Subject,
    derived,
    vocabulary_of,
)
from tests.builders import a_line, an_order


class Fabric(StrEnum):
    LINEN = "linen"
    WOOL = "wool"


class ShopLine(LineItem):
    fabric: Fabric | None = Field(None, description="What it is made of; null when not recorded.")
    trial_days: int = Field(30, ge=1, description="Days it may be tried.")


class ShopOrder(Order):
    lines: tuple[ShopLine, ...]
    shelf: str = Field("a", description="Where it waits.")


def is_bulky(subject: Subject) -> bool:
    return (subject.line.weight_grams or 0) > 20_000


REASONS = ReasonCatalogue(
    reasons=(
        Reason(code="moths", labels={"en": "Moths"}, fault=FaultSide.MERCHANT),
        Reason(code="moths_on_arrival", parent="moths", labels={"en": "Moths in the parcel"}),
    )
)
SHOP = vocabulary_of(
    order_type=ShopOrder,
    line_type=ShopLine,
    reasons=REASONS,
    derived=[derived("item.is_bulky", Kind.BOOLEAN, is_bulky, doc="Whether it ships as freight.")],
)
OTHER = vocabulary_of(
    line_type=ShopLine,
    derived=[derived("item.is_rare", Kind.BOOLEAN, lambda _: False, doc="Whether there are few of it.")],
)
"""Another vocabulary, that knows the lines of the shop and not its orders."""


def a_shop_line(id: str = "line-1", **fields: Any) -> ShopLine:  # Any: fields of the model
    """Return a line of the shop: one linen shirt, tried for 30 days."""
    plain = a_line(id)
    given = {name: getattr(plain, name) for name in LineItem.model_fields}
    return ShopLine(**given | {"fabric": Fabric.LINEN} | fields)


def a_shop_order(*lines: ShopLine, **fields: Any) -> ShopOrder:  # Any: fields of the model
    """Return an order of the shop, delivered; of one linen shirt unless *lines* are given."""
    plain = an_order(lines or (a_shop_line(),))
    return ShopOrder(**{name: getattr(plain, name) for name in Order.model_fields} | fields)
