"""Tracking: where a parcel is, in thirteen words that hold for every carrier."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, Final

from pydantic import AfterValidator

from returnkit.facts.fields import Instant, Text
from returnkit.model import Frozen


class TrackingStatus(StrEnum):
    """Where a parcel is. On a return, whoever waits for it is the merchant."""

    UNKNOWN = "unknown"
    """Nothing is known, or the carrier's word is one that we do not know."""
    PRE_TRANSIT = "pre_transit"
    """There is a label, and the carrier has no parcel yet."""
    ACCEPTED = "accepted"
    """The carrier has it."""
    IN_TRANSIT = "in_transit"
    """It is on its way."""
    OUT_FOR_DELIVERY = "out_for_delivery"
    """It is on the last leg."""
    AVAILABLE_FOR_PICKUP = "available_for_pickup"
    """It waits to be collected by the merchant."""
    DELIVERED = "delivered"
    """The merchant has it."""
    ATTEMPT_FAILED = "attempt_failed"
    """The merchant was not met, or did not take it."""
    EXCEPTION = "exception"
    """Something went wrong on the way."""
    RETURN_TO_SENDER = "return_to_sender"
    """It goes back to the customer, or is there again."""
    LOST = "lost"
    """The carrier does not find it any more."""
    CANCELLED = "cancelled"
    """The label was called off."""
    EXPIRED = "expired"
    """The carrier gave up to look for news of it."""


TERMINAL: Final = frozenset(
    {TrackingStatus.DELIVERED, TrackingStatus.LOST, TrackingStatus.CANCELLED, TrackingStatus.EXPIRED}
)
"""Where nothing follows."""


class TrackingEvent(Frozen):
    """Something that befell a parcel.

    Attributes:
        at: When; a time that the carrier gives without a zone is UTC.
        status: Where the parcel was then.
        raw_status: The carrier's word.
        raw_detail: The carrier's second word; None where it has none.
        is_action_required: Whether somebody has to do something, as the carrier says.
        message: What the carrier says of it; None where it says nothing.
        place: Where; None is not known.
    """

    at: Instant
    status: TrackingStatus
    raw_status: str
    raw_detail: str | None = None
    is_action_required: bool = False
    message: Text | None = None
    place: Text | None = None


def _in_order(events: tuple[TrackingEvent, ...]) -> tuple[TrackingEvent, ...]:
    return tuple(sorted(events, key=lambda event: event.at))


class Tracking(Frozen):
    """What a carrier tells of a parcel.

    Attributes:
        tracking_number: The carrier's number.
        carrier: Who carries; None is not known.
        events: What befell it, the oldest first, whatever came in first; of one instant in the order given.
    """

    tracking_number: Text
    carrier: Text | None = None
    events: Annotated[tuple[TrackingEvent, ...], AfterValidator(_in_order)] = ()

    @property
    def status(self) -> TrackingStatus:
        """Where it is, by the latest event whose word is known."""
        known = (each.status for each in reversed(self.events) if each.status is not TrackingStatus.UNKNOWN)
        return next(known, TrackingStatus.UNKNOWN)

    @property
    def is_final(self) -> bool:
        """Whether nothing follows."""
        return self.status in TERMINAL


@dataclass(frozen=True, slots=True)
class Reading:
    """What a carrier's words mean.

    Attributes:
        status: The status; `unknown` where the words are none that we know.
        is_action_required: Whether somebody has to do something.
        raw_status: The carrier's word as it came, as text.
        raw_detail: Its second word likewise; None where there was none.
    """

    status: TrackingStatus
    is_action_required: bool
    raw_status: str
    raw_detail: str | None


@dataclass(frozen=True, slots=True)
class StatusWords:
    """The words of one carrier or aggregator.

    INVARIANT (total): every word has a reading, and what is not listed is `unknown`; nothing raises.

    Attributes:
        statuses: What each word means.
        details: What each second word adds; one that adds nothing is not listed.
        actions: The second words after which somebody has to do something.
    """

    statuses: Mapping[str, TrackingStatus]
    details: Mapping[str, TrackingStatus]
    actions: frozenset[str] = frozenset()

    def read(self, status: object, detail: object = None) -> Reading:
        """Return what *status* and *detail* mean, in whatever case and with whatever space around them.

        A detail adds to a status, and takes nothing back: what is delivered, lost, cancelled or expired
        stays so.
        """
        word, second = _word(status), _word(detail)
        found = self.statuses.get(word, TrackingStatus.UNKNOWN)
        if found not in TERMINAL:
            found = self.details.get(second, found)
        raw = "" if status is None else str(status)
        return Reading(found, second in self.actions, raw, None if detail is None else str(detail))


def _word(text: object) -> str:
    return "_".join(text.casefold().replace("-", " ").split()) if isinstance(text, str) else ""
