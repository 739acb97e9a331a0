"""State: one word for a return, derived from its axes."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from returnkit.facts import Inspection
from returnkit.lifecycle import (
    AttachShipment,
    Cancel,
    Expire,
    Grading,
    Raise,
    RecordDone,
    RecordSent,
    Reject,
    Resolve,
    ReturnItem,
    ReturnStatus,
)
from tests.builders import an_item
from tests.lives import STAFF, START, Life, a_life, a_settled, a_shipment, an_approved, receive


def shipped() -> Life:
    return an_approved(1).do(AttachShipment(shipment=a_shipment()), RecordSent(shipment_id="parcel-1"))


def refunded() -> Life:
    life = an_approved(1).do(receive(1))
    life.do(a_settled(life))
    return life.do(RecordDone(key=life.return_.effects[0].key, reference="re"))


STATUSES = {
    "pending": a_life(),
    "approved": an_approved(),
    "shipped": shipped(),
    "received": an_approved(2).do(receive(1)),
    "refunded": refunded(),
    "resolved": refunded().do(Resolve()),
    "rejected": a_life().do(Reject(reason="x")),
    "expired": an_approved().do(Expire()),
    "cancelled": a_life().do(Cancel()),
    "exception": refunded().do(Resolve(), Raise(reason="x")),
}


@pytest.mark.parametrize("status", ReturnStatus)
def test_each_status_is_derived_from_the_axes(status: ReturnStatus) -> None:
    assert STATUSES[status].return_.status is status


def test_a_label_alone_is_not_on_its_way() -> None:
    assert an_approved().do(AttachShipment(shipment=a_shipment())).return_.status is ReturnStatus.APPROVED


def test_what_there_is_not_is_not_found() -> None:
    return_ = a_life().return_

    assert (return_.effect("x"), return_.shipment("x")) == (None, None)


def test_no_unit_is_further_than_the_step_before() -> None:
    looked_at = Grading(quantity=2, inspection=Inspection(), at=START, by=STAFF)
    asked = an_item("line-1", 2)

    for counts in (
        {"accepted": 3},
        {"accepted": 1, "received": 2},
        {"accepted": 2, "received": 1, "gradings": (looked_at,)},
        {"accepted": 2, "received": 2, "gradings": (looked_at,), "settled_unseen": 1},
        {"settled_unseen": 1},
    ):
        with pytest.raises(ValidationError):
            ReturnItem(asked=asked, **counts)


def test_no_more_of_a_grading_is_settled_than_there_is() -> None:
    with pytest.raises(ValidationError, match="`3` units are settled of `2`"):
        Grading(quantity=2, inspection=Inspection(), at=START, by=STAFF, settled=3)
