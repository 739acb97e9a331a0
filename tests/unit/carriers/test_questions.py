"""Questions: what changes nothing is answered by who can, and refused for who cannot before it is asked."""

from __future__ import annotations

from datetime import timedelta

import pytest

from returnkit.carriers import (
    Capability,
    ManualCarrier,
    MemoryDocumentStore,
    RateRequest,
    TrackingStatus,
    UnknownParcelError,
    UnsupportedError,
    ask_rates,
    ask_tracking,
)
from returnkit.effects import Guarantees
from returnkit.testing import FakeCarrier, MovableClock
from tests.carrier_requests import a_request

ASKED = a_request()
QUESTION = RateRequest(customer=ASKED.customer, merchant=ASKED.merchant, parcel=ASKED.parcel)


class Claims:
    """A carrier that says it can, and has no method for it."""

    name = "claims"
    capabilities = frozenset(Capability)
    guarantees = Guarantees(timedelta(minutes=1))
    buy = ManualCarrier.buy


def test_rates_and_parcels_are_told_by_who_can() -> None:
    clock = MovableClock()
    carrier = FakeCarrier(clock, MemoryDocumentStore())
    number = carrier.buy(ASKED).tracking_number or ""
    carrier.report(number, "moving", "nowhere_to_be_found", at=clock.now())

    assert ask_rates(carrier, QUESTION).rates == carrier.quoted
    assert ask_tracking(carrier, number, carried_by="fake-post").status is TrackingStatus.LOST
    with pytest.raises(UnknownParcelError):
        ask_tracking(carrier, "none")


@pytest.mark.parametrize("carrier", [ManualCarrier(documents=MemoryDocumentStore()), Claims()])
def test_who_cannot_is_not_asked(carrier: ManualCarrier) -> None:
    with pytest.raises(UnsupportedError, match="does not do `rates`"):
        ask_rates(carrier, QUESTION)
    with pytest.raises(UnsupportedError, match="does not do `track`"):
        ask_tracking(carrier, "1")
