"""Names of `inspection`: what was found on the goods; due after the request."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Final

from returnkit.expr.ir import Kind
from returnkit.expr.schema import Name

from ..inspection import Inspection
from ..signals import is_weight_off, wore_to_an_event
from ..vocabulary import Fact
from .entries import found


def _claim(path: str, doc: str, read: Callable[[Inspection], bool | None], *, typical: bool = False) -> Fact:
    return found(path, Kind.BOOLEAN, doc, read, typical)


INSPECTION: Final = (
    found("inspection.grade", Kind.STRING, "The shop's grade.", lambda i: i.grade, "as_new"),
    found(
        "inspection.received_quantity",
        Kind.NUMBER,
        "Units that were in the parcel.",
        lambda i: i.received_quantity,
        1,
        scale=0,
        unit="units",
        minimum=Decimal(0),
    ),
    found(
        "inspection.weight_grams",
        Kind.NUMBER,
        "What all received units weigh together, packed as they came.",
        lambda i: i.weight_grams,
        300,
        scale=0,
        unit="grams",
        minimum=Decimal(0),
    ),
    _claim("inspection.is_worn", "Whether there are signs of use.", lambda i: i.is_worn),
    _claim("inspection.is_damaged", "Whether it is damaged.", lambda i: i.is_damaged),
    _claim(
        "inspection.is_wrong_item", "Whether it is something else than was sold.", lambda i: i.is_wrong_item
    ),
    _claim(
        "inspection.is_serial_mismatch",
        "Whether the serial number is another than the sold one.",
        lambda i: i.is_serial_mismatch,
    ),
    _claim(
        "inspection.is_tag_missing",
        "Whether a tag or seal that it was sold with is gone.",
        lambda i: i.is_tag_missing,
    ),
    _claim("inspection.has_missing_parts", "Whether parts of it are missing.", lambda i: i.has_missing_parts),
    _claim(
        "inspection.is_reason_confirmed",
        "Whether the stated reason was found to be true.",
        lambda i: i.is_reason_confirmed,
        typical=True,
    ),
    Fact(
        Name(
            path="inspection.is_weight_off",
            kind=Kind.BOOLEAN,
            nullable=True,
            doc=(
                "Whether the parcel weighs more than 50 g and more than 20 % off what was shipped; "
                "null when that weight is not recorded."
            ),
            typical=False,
            ask="inspection",
        ),
        is_weight_off,
    ),
    Fact(
        Name(
            path="inspection.has_wardrobing_signs",
            kind=Kind.BOOLEAN,
            doc="Whether goods of a category bought for one day were found worn or without their tag.",
            typical=False,
            ask="inspection",
        ),
        wore_to_an_event,
    ),
)
