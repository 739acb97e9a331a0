"""Voids: a label is asked back, and the carrier says days later whether it takes it."""

from __future__ import annotations

from enum import StrEnum

from returnkit.effects.far_side import Reference
from returnkit.effects.intent import KeyField
from returnkit.facts.fields import Text
from returnkit.ids import ReturnId
from returnkit.model import Frozen


class VoidState(StrEnum):
    """How far the taking back of a label came."""

    PENDING = "pending"
    """The carrier has the request, and has not decided."""
    VOIDED = "voided"
    """It took the label back, and pays what it took for it."""
    REJECTED = "rejected"
    """It did not, as when a parcel travelled with the label."""
    NOT_APPLICABLE = "not_applicable"
    """There is nothing to pay back, as where only use is charged."""
    UNKNOWN = "unknown"
    """It does not say, or by a word that we do not know."""


class VoidRequest(Frozen):
    """A label that is to be taken back.

    Attributes:
        key: The key of the effect; `void_key` makes one.
        return_id: The return that the label belongs to.
        label: What the carrier calls the label.
        carrier: Who would have carried; None is not known.
        tracking_number: The carrier's number; None is not known.
    """

    key: KeyField
    return_id: ReturnId
    label: Reference
    carrier: Text | None = None
    tracking_number: Text | None = None


class VoidReceipt(Frozen):
    """A request that the carrier has taken; the label is not void by that.

    Attributes:
        reference: What the carrier calls it.
        state: How far it came.
    """

    reference: Reference
    state: VoidState
