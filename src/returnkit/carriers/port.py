"""The port to carriers: what every one does, and what those do that can do more.

A carrier implements the methods of the capabilities that it has, and no other. All of them raise the
errors of effects: `RefusedError` where nothing happened nor will, `NotSentError` where nothing happened
and it may be tried again, `AnswerLostError` where it may have happened. Any other error is taken for the
last.
"""

from __future__ import annotations

from typing import Protocol, TypeAlias, runtime_checkable

from returnkit.effects.far_side import Guarantees, NotYetKnown

from .capabilities import Capability
from .labels import Label, LabelRequest, Quote, RateRequest
from .tracking import Tracking
from .voids import VoidReceipt, VoidRequest

FoundLabel: TypeAlias = Label | NotYetKnown | None
FoundVoid: TypeAlias = VoidReceipt | NotYetKnown | None


class Carrier(Protocol):
    """Gives labels. `returnkit.testing.CarrierConformance` asks all of it."""

    @property
    def name(self) -> str:
        """The name that it is registered by."""
        ...

    @property
    def capabilities(self) -> frozenset[Capability]:
        """What it can do with this account; at most what it is registered with."""
        ...

    @property
    def guarantees(self) -> Guarantees:
        """What it guarantees of `buy`, and of `void` where it has it."""
        ...

    def buy(self, request: LabelRequest) -> Label:
        """Buy one label, in one request that buys, under the key of *request* where the carrier knows keys.

        Raises:
            RefusedError: It was refused; nothing was bought.
            NotSentError: Nothing was bought, and it may be tried again.
            AnswerLostError: It may have been bought.
        """
        ...


@runtime_checkable
class RatingCarrier(Carrier, Protocol):
    """A carrier with the capability `rates`."""

    def rates(self, request: RateRequest) -> Quote:
        """Return what labels cost. It buys nothing."""
        ...


@runtime_checkable
class FindingCarrier(Carrier, Protocol):
    """A carrier with the capability `find`."""

    def find(self, request: LabelRequest) -> FoundLabel:
        """Return the label bought for the key of *request*; None where it is not seen. It buys nothing."""
        ...


@runtime_checkable
class VoidingCarrier(Carrier, Protocol):
    """A carrier with the capability `void`."""

    def void(self, request: VoidRequest) -> VoidReceipt:
        """Ask a label back, and tell how far that came: `voided` only where the carrier says so."""
        ...

    def find_void(self, request: VoidRequest) -> FoundVoid:
        """Return how far it came by now; None where the label was never asked back."""
        ...


@runtime_checkable
class TrackingCarrier(Carrier, Protocol):
    """A carrier with the capability `track`."""

    def track(self, tracking_number: str, carrier: str | None = None) -> Tracking:
        """Return where a parcel is.

        Args:
            tracking_number: The carrier's number.
            carrier: Who carries, where the number alone does not say.

        Raises:
            UnknownParcelError: It knows no such parcel.
        """
        ...
