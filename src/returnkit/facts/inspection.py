"""Inspection: what was found when the goods were looked at."""

from __future__ import annotations

from pydantic import Field

from returnkit.model import Frozen

from .fields import AttributeMap, Attributes, Count, Text


class Inspection(Frozen):
    """What was found on the units of one requested item. None, throughout: not looked at.

    Attributes:
        grade: The shop's grade, such as `as_new`.
        received_quantity: Units that were in the parcel.
        weight_grams: What all of them weigh together, packed as they came.
        is_worn: Whether there are signs of use.
        is_damaged: Whether it is damaged.
        is_wrong_item: Whether it is something else than was sold.
        is_serial_mismatch: Whether the serial number is another than the sold one.
        is_tag_missing: Whether a tag or seal that it was sold with is gone.
        is_reason_confirmed: Whether the stated reason was found to be true.
        has_missing_parts: Whether parts of it are missing.
        answers: Other findings, read by names declared with `ask: inspection`.
    """

    grade: Text | None = None
    received_quantity: Count | None = None
    weight_grams: Count | None = None
    is_worn: bool | None = None
    is_damaged: bool | None = None
    is_wrong_item: bool | None = None
    is_serial_mismatch: bool | None = None
    is_tag_missing: bool | None = None
    is_reason_confirmed: bool | None = None
    has_missing_parts: bool | None = None
    answers: AttributeMap = Field(default_factory=Attributes)
