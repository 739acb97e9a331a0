"""Windows count from the parcel that came last, and only when all units are known to have come."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest

from returnkit.decision.prepare import NO_CLOCK, clocks_of, prepare, sent_of
from returnkit.errors import UnknownLineError
from returnkit.facts import Fulfillment, FulfillmentStatus, LineItem, LineQuantity, Order
from returnkit.ids import FulfillmentId, LineId, PolicyId
from returnkit.policy import Clocks, Policy, compile_policy, offer, rule, within
from tests.builders import DELIVERED, PLACED, SHIPPED, a_line, a_request, an_item, an_order

POLICY = Policy(
    id=PolicyId("shop"),
    timezone="Europe/Berlin",
    rules=(rule("all", offer("refund"), within("30 days of delivery")),),
)
LATER = DELIVERED + timedelta(days=8)


def a_parcel(
    id: str,
    quantity: int = 1,
    *,
    line: str = "line-1",
    shipped_at: datetime | None = SHIPPED,
    delivered_at: datetime | None = DELIVERED,
    status: FulfillmentStatus = FulfillmentStatus.DELIVERED,
) -> Fulfillment:
    return Fulfillment(
        id=FulfillmentId(id),
        status=status,
        shipped_at=shipped_at,
        delivered_at=delivered_at,
        lines=(LineQuantity(line_id=LineId(line), quantity=quantity),),
    )


def clocks(parcels: Sequence[Fulfillment], lines: Sequence[LineItem] = (a_line(quantity=2),)) -> Clocks:
    order: Order = an_order(lines, fulfillments=tuple(parcels))
    line = LineId("line-1")
    return clocks_of(order, line, compile_policy(POLICY), LATER, sent_of(order, line))


def test_an_order_in_one_parcel_has_all_clocks() -> None:
    found = clocks([a_parcel("a", 2)])

    assert (found.order, found.shipment, found.delivery) == (PLACED, SHIPPED, DELIVERED)
    assert found.zone.key == "Europe/Berlin"


def test_of_two_parcels_the_last_delivery_counts() -> None:
    assert clocks([a_parcel("a", delivered_at=LATER), a_parcel("b")]).delivery == LATER
    assert clocks([a_parcel("a"), a_parcel("b", delivered_at=LATER)]).delivery == LATER


def test_a_line_that_is_delivered_in_part_has_no_delivery() -> None:
    found = clocks([a_parcel("a"), a_parcel("b", delivered_at=None)])

    assert (found.shipment, found.delivery) == (SHIPPED, None)


def test_a_line_that_is_sent_in_part_has_no_clock_but_the_order() -> None:
    found = clocks([a_parcel("a")])

    assert (found.order, found.shipment, found.delivery) == (PLACED, None, None)


@pytest.mark.parametrize("status", [FulfillmentStatus.CANCELLED, FulfillmentStatus.FAILED])
def test_a_parcel_that_came_to_nothing_does_not_count(status: FulfillmentStatus) -> None:
    lost = a_parcel("lost", status=status, delivered_at=LATER)

    assert clocks([lost, a_parcel("a", 2)]).delivery == DELIVERED
    assert clocks([lost, a_parcel("a")]).delivery is None


def test_a_parcel_of_other_goods_does_not_count() -> None:
    other = a_parcel("other", line="line-2", delivered_at=LATER)

    found = clocks([other, a_parcel("a")], [a_line(), a_line("line-2")])

    assert found.delivery == DELIVERED


def test_one_parcel_with_the_line_twice_counts_all_its_units() -> None:
    twice = a_parcel("a").evolve(lines=a_parcel("a").lines * 2)

    assert clocks([twice]).delivery == DELIVERED


def test_an_order_that_was_not_sent_has_no_clock_but_the_order() -> None:
    found = clocks([])

    assert (found.shipment, found.delivery) == (None, None)


def test_a_delivery_whose_shipment_was_not_recorded_is_a_delivery() -> None:
    found = clocks([a_parcel("a", 2, shipped_at=None)])

    assert (found.shipment, found.delivery) == (None, DELIVERED)


def test_prepared_time_is_civil_days_and_durations_since_each_clock() -> None:
    at = datetime(2026, 11, 5, 23, 30, tzinfo=UTC)  # the 6th in Berlin

    elapsed = prepare(compile_policy(POLICY), an_order(), an_item(), a_request(), at).views[-1]

    assert (elapsed.order_days, elapsed.shipment_days, elapsed.delivery_days) == (7, 4, 1)
    assert (elapsed.order, elapsed.shipment, elapsed.delivery) == (at - PLACED, at - SHIPPED, at - DELIVERED)


def test_prepared_time_of_a_missing_clock_is_unknown() -> None:
    elapsed = prepare(
        compile_policy(POLICY), an_order(delivered_at=None), an_item(), a_request(), LATER
    ).views[-1]

    assert elapsed.delivery is elapsed.delivery_days is NO_CLOCK
    assert elapsed.shipment == LATER - SHIPPED


def test_a_line_that_the_order_does_not_have_is_an_error() -> None:
    with pytest.raises(UnknownLineError, match="no line `line-7`"):
        prepare(compile_policy(POLICY), an_order(), an_item("line-7"), a_request(), LATER)
