"""Transitions: which commands a return takes, and what they make of its axes. The tables are the only truth.

The diagram in the docs, the tests and `allowed` are made from them.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from returnkit.errors import TransitionError

from .axes import ApprovalStatus, ShippingStatus

_A, _S = ApprovalStatus, ShippingStatus
_ALWAYS: Final = (
    "correct",
    "raise",
    "clear",
    "record_timer",
    "add_note",
    "attach",
    "record_done",
    "record_failed",
    "order_again",
)
"""What can be recorded whatever became of the return: the outside does not ask."""
_PARCELS: Final = ("record_sent", "record_delivered", "void_shipment", "order_void")
"""What becomes of parcels that are known: they travel, and are called off, after it was closed too."""
_GOODS: Final = ("inspect", "dispose", "settle")


def _staying(state: ApprovalStatus, *names: str) -> dict[tuple[ApprovalStatus | None, str], ApprovalStatus]:
    return {(state, name): state for name in names}


TRANSITIONS: Final[Mapping[tuple[ApprovalStatus | None, str], ApprovalStatus]] = MappingProxyType(
    {
        (None, "submit"): _A.SUBMITTED,
        (_A.SUBMITTED, "approve"): _A.APPROVED,
        (_A.SUBMITTED, "reject"): _A.REJECTED,
        (_A.SUBMITTED, "cancel"): _A.CANCELLED,
        **_staying(_A.SUBMITTED, "edit", "grant_override", *_ALWAYS),
        (_A.APPROVED, "reject"): _A.REJECTED,  # such as an empty parcel
        (_A.APPROVED, "cancel"): _A.CANCELLED,
        (_A.APPROVED, "expire"): _A.EXPIRED,
        (_A.APPROVED, "resolve"): _A.DONE,
        **_staying(_A.APPROVED, "grant_override", "attach_shipment", "order_label", *_PARCELS),
        **_staying(_A.APPROVED, "receive", *_GOODS, *_ALWAYS),
        (_A.EXPIRED, "reopen"): _A.APPROVED,
        (_A.EXPIRED, "receive"): _A.APPROVED,  # the parcel came after all
        (_A.EXPIRED, "reject"): _A.REJECTED,
        (_A.EXPIRED, "resolve"): _A.DONE,
        **_staying(_A.EXPIRED, *_PARCELS, *_ALWAYS),
        (_A.DONE, "reopen"): _A.APPROVED,
        **_staying(_A.DONE, *_PARCELS, *_ALWAYS),
        **_staying(_A.REJECTED, *_PARCELS, *_ALWAYS),
        **_staying(_A.CANCELLED, *_PARCELS, *_ALWAYS),
    }
)
"""Every command that a return takes, by its approval; None is before it was asked for."""


class Move(StrEnum):
    """What moves goods, seen over all parcels of a return."""

    ANNOUNCE = "announce"
    """A parcel was made known."""
    CALL_OFF = "call_off"
    """Every parcel is called off."""
    CALL_BACK = "call_back"
    """Those that carriers had are called off, and others are announced still."""
    SEND = "send"
    """A carrier has a parcel, or has had it and not all of them were handed over."""
    DELIVER = "deliver"
    """Every parcel that was not called off was handed over."""
    TAKE_IN_SOME = "take_in_some"
    """Units came in, and some are missing still."""
    TAKE_IN_ALL = "take_in_all"
    """No accepted unit is missing any more."""


SHIPPING: Final[Mapping[tuple[ShippingStatus, Move], ShippingStatus]] = MappingProxyType(
    {
        (_S.NO_LABEL, Move.ANNOUNCE): _S.PENDING,
        (_S.NO_LABEL, Move.TAKE_IN_SOME): _S.PARTIALLY_RECEIVED,
        (_S.NO_LABEL, Move.TAKE_IN_ALL): _S.RECEIVED,
        (_S.PENDING, Move.ANNOUNCE): _S.PENDING,
        (_S.PENDING, Move.CALL_OFF): _S.VOID,
        (_S.PENDING, Move.SEND): _S.IN_TRANSIT,
        (_S.PENDING, Move.DELIVER): _S.DELIVERED,
        (_S.PENDING, Move.TAKE_IN_SOME): _S.PARTIALLY_RECEIVED,
        (_S.PENDING, Move.TAKE_IN_ALL): _S.RECEIVED,
        (_S.IN_TRANSIT, Move.ANNOUNCE): _S.IN_TRANSIT,
        (_S.IN_TRANSIT, Move.CALL_OFF): _S.VOID,
        (_S.IN_TRANSIT, Move.CALL_BACK): _S.PENDING,
        (_S.IN_TRANSIT, Move.SEND): _S.IN_TRANSIT,
        (_S.IN_TRANSIT, Move.DELIVER): _S.DELIVERED,
        (_S.IN_TRANSIT, Move.TAKE_IN_SOME): _S.PARTIALLY_RECEIVED,
        (_S.IN_TRANSIT, Move.TAKE_IN_ALL): _S.RECEIVED,
        (_S.DELIVERED, Move.ANNOUNCE): _S.IN_TRANSIT,  # not all of it is there any more
        (_S.DELIVERED, Move.DELIVER): _S.DELIVERED,
        (_S.DELIVERED, Move.SEND): _S.IN_TRANSIT,  # a parcel that was called off travels all the same
        (_S.DELIVERED, Move.TAKE_IN_SOME): _S.PARTIALLY_RECEIVED,
        (_S.DELIVERED, Move.TAKE_IN_ALL): _S.RECEIVED,
        # Once units are in, what is counted is the units.
        (_S.PARTIALLY_RECEIVED, Move.TAKE_IN_SOME): _S.PARTIALLY_RECEIVED,
        (_S.PARTIALLY_RECEIVED, Move.TAKE_IN_ALL): _S.RECEIVED,
        (_S.RECEIVED, Move.TAKE_IN_ALL): _S.RECEIVED,
        (_S.VOID, Move.ANNOUNCE): _S.PENDING,
        (_S.VOID, Move.SEND): _S.IN_TRANSIT,
        (_S.VOID, Move.DELIVER): _S.DELIVERED,
        (_S.VOID, Move.TAKE_IN_SOME): _S.PARTIALLY_RECEIVED,
        (_S.VOID, Move.TAKE_IN_ALL): _S.RECEIVED,
    }
)
"""What each move makes of where the goods are; a move that is not listed changes nothing."""


def allowed(approval: ApprovalStatus | None) -> tuple[str, ...]:
    """Return the names of the commands that a return takes, in the order of the table."""
    return tuple(name for state, name in TRANSITIONS if state is approval)


def after(approval: ApprovalStatus | None, command: str) -> ApprovalStatus:
    """Return what *command* makes of the approval.

    Raises:
        TransitionError: A return does not take it then; the error names what it takes.
    """
    try:
        return TRANSITIONS[approval, command]
    except KeyError:
        state = "none" if approval is None else approval.value
        raise TransitionError(state=state, command=command, allowed=allowed(approval)) from None
