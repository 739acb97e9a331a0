"""Goods: parcels, and the units that came in them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from returnkit.effects import effect_key
from returnkit.errors import CommandError
from returnkit.facts import Inspection
from returnkit.lifecycle import (
    AttachShipment,
    Cancel,
    Command,
    Dispose,
    Disposed,
    Disposition,
    EffectKind,
    Expire,
    Found,
    Inspect,
    RecordDelivered,
    RecordDone,
    RecordFailed,
    RecordSent,
    ReturnEffect,
    ReturnException,
    ShipmentSource,
    ShippingStatus,
    VoidShipment,
)
from returnkit.money import Money
from tests.lives import SHOPPER, START, a_shipment, an_approved, inspect, receive

A = AttachShipment(shipment=a_shipment("a"))
B = AttachShipment(shipment=a_shipment("b"))


def parcels(*words: str) -> list[Command]:
    """Return commands by short words, such as `+a >a !a -a`: announced, sent, handed over, called off."""
    return [parcel(word[0], word[1:]) for word in words]


def parcel(sign: str, id: str) -> Command:
    if sign == "+":
        return AttachShipment(shipment=a_shipment(id))
    if sign == ">":
        return RecordSent(shipment_id=id)
    return RecordDelivered(shipment_id=id) if sign == "!" else VoidShipment(shipment_id=id)


# --- parcels -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "shipping"),
    [
        ("", "no_label"),
        ("+a", "pending"),
        ("+a >a", "in_transit"),
        ("+a >a !a", "delivered"),
        ("+a !a", "delivered"),
        ("+a -a", "void"),
        ("+a -a +b", "pending"),
        ("+a +b >a", "in_transit"),
        ("+a +b >a >b !a", "in_transit"),
        ("+a +b >a >b !a !b", "delivered"),
        # One that was handed over has left, though nobody said so.
        ("+a +b !a", "in_transit"),
        # What is still announced is what counts once the other is called off.
        ("+a +b >b -b", "pending"),
        ("+a >a !a +b", "in_transit"),
        ("+a >a !a +b -b", "delivered"),
        ("+a +b -b", "pending"),
        ("+a +b -b -a", "void"),
        # Carriers tell things late: what was handed over is not on its way again.
        ("+a !a >a", "delivered"),
        ("+a >a >a", "in_transit"),
        # What was called off may travel all the same.
        ("+a -a >a", "in_transit"),
        ("+a -a !a", "delivered"),
        ("+a +b -b !a >b", "in_transit"),
    ],
)
def test_where_goods_are_is_seen_over_all_parcels(words: str, shipping: str) -> None:
    assert an_approved(2).do(*parcels(*words.split())).return_.shipping == shipping


def test_instants_of_a_parcel_are_kept() -> None:
    life = an_approved(2).do(*parcels("+a", ">a", "!a"))
    (parcel,) = life.return_.shipments

    assert parcel.at == START + timedelta(minutes=2)
    assert (parcel.sent_at, parcel.delivered_at) == (life.log[-2].at, life.log[-1].at)


@pytest.mark.parametrize("words", ["+a +a", "+a >a >a", "+a >a +a", "+a !a !a", "+a -a -a", "+a !a +a"])
def test_what_is_told_again_says_nothing_new(words: str) -> None:
    *before, last = words.split()
    life = an_approved(2).do(*parcels(*before))
    log = life.log

    assert life.wait(days=1).do(*parcels(last)).log == log


def test_a_name_stands_for_one_parcel() -> None:
    other = AttachShipment(shipment=a_shipment("a", carrier="post"))

    with pytest.raises(CommandError, match="there is another parcel `a` already"):
        an_approved(2).do(A, other)


def test_a_parcel_that_there_is_not_does_not_move() -> None:
    with pytest.raises(CommandError, match="there is no parcel `c`") as caught:
        an_approved(2).do(A, B, RecordSent(shipment_id="c"))
    assert caught.value.faults[0].help == "its parcels are: `a`, `b`"


def test_what_was_handed_over_is_not_called_off() -> None:
    with pytest.raises(CommandError, match="it was handed over"):
        an_approved(2).do(*parcels("+a", "!a", "-a"))


@pytest.mark.parametrize("changes", [{"sent_at": START}, {"delivered_at": START}, {"is_void": True}])
def test_what_is_made_known_has_not_travelled(changes: dict[str, Any]) -> None:
    with pytest.raises(CommandError, match="has not travelled yet"):
        an_approved(2).do(AttachShipment(shipment=a_shipment(**changes)))


def test_a_shopper_says_nothing_of_labels_of_the_shop() -> None:
    shipment = a_shipment(label_cost=Money.of("4", "USD"))
    own = a_shipment(source=ShipmentSource.SHOPPER_UPLOAD, tracking_number="1Z")

    with pytest.raises(CommandError) as caught:
        an_approved(2).do(AttachShipment(shipment=shipment), by=SHOPPER)
    assert len(caught.value.faults) == 2
    assert an_approved(2).do(AttachShipment(shipment=own), by=SHOPPER).return_.shipments[0].source == (
        ShipmentSource.SHOPPER_UPLOAD
    )


def test_a_label_in_another_currency_is_refused() -> None:
    with pytest.raises(CommandError, match="not in the order's currency"):
        an_approved(2).do(AttachShipment(shipment=a_shipment(label_cost=Money.of("4", "EUR"))))


@pytest.mark.parametrize("end", [Expire(), Cancel()])
def test_labels_are_called_off_after_a_return_was_given_up(end: Command) -> None:
    assert an_approved(2).do(A, end, *parcels("-a")).return_.shipping is ShippingStatus.VOID


# --- units -------------------------------------------------------------------------------------------


def test_units_come_in_over_several_receivings() -> None:
    life = an_approved(3, 1).do(receive(1), receive(1, 1))

    assert [item.received for item in life.return_.items] == [2, 1]
    assert life.return_.shipping is ShippingStatus.PARTIALLY_RECEIVED
    assert life.do(receive(1)).return_.shipping is ShippingStatus.RECEIVED
    assert life.return_.received_at == life.last.at


def test_what_came_in_counts_before_what_carriers_say() -> None:
    life = an_approved(2).do(*parcels("+a", ">a"), receive(1), *parcels("!a"))

    assert life.return_.shipping is ShippingStatus.PARTIALLY_RECEIVED


def test_no_more_comes_in_than_was_accepted() -> None:
    life = an_approved(3, accepted=(2,)).do(receive(1))

    with pytest.raises(CommandError, match="2 units would be received, 1 are accepted and not in yet"):
        life.do(receive(2))


def test_units_come_in_by_a_parcel_that_is_known() -> None:
    with pytest.raises(CommandError, match="there is no parcel `a`"):
        an_approved(2).do(receive(1, shipment_id="a"))


def test_units_are_graded_by_quantity() -> None:
    life = an_approved(3).do(receive(3), inspect(0, 2, "as_new", images=("i1",)), inspect(0, 1, "worn"))
    (item,) = life.return_.items

    assert [(each.quantity, each.inspection.grade) for each in item.gradings] == [(2, "as_new"), (1, "worn")]
    assert item.gradings[0].images == ("i1",)
    assert item.graded == 3


def test_no_more_is_graded_than_came_in() -> None:
    with pytest.raises(CommandError, match="1 are in and not graded yet"):
        an_approved(3).do(receive(2), inspect(0, 1), inspect(0, 2))


def test_a_quantity_is_told_once() -> None:
    found = Found(place=0, quantity=1, inspection=Inspection(received_quantity=1))

    with pytest.raises(CommandError) as caught:
        an_approved(1).do(receive(1), Inspect(items=(found,)))
    assert caught.value.faults[0].path == "items[0].inspection.received_quantity"


def test_goods_are_disposed_of_by_quantity_and_what_is_restocked_is_counted() -> None:
    items = tuple(
        Disposed(place=0, quantity=quantity, disposition=disposition)
        for quantity, disposition in zip((2, 1, 1, 1, 1), Disposition, strict=True)
    )
    life = an_approved(6).do(receive(6), Dispose(items=items))

    assert life.return_.items[0].disposed == 6
    (entry,) = life.last.entries
    assert (entry.entry, getattr(entry, "quantity", None)) == ("units", 2)
    with pytest.raises(CommandError, match="0 are in and still there"):
        life.do(Dispose(items=items[:1]))


def test_a_restock_that_failed_waits_for_a_person() -> None:
    key = effect_key("restock", "R-1")
    effect = ReturnEffect(key=key, kind=EffectKind.RESTOCK)
    item = Disposed(place=0, quantity=1, disposition=Disposition.RESTOCK)
    life = an_approved(1).do(receive(1), Dispose(items=(item,), effects=(effect,)))
    life.do(RecordFailed(key=key, reason="no such place"))

    assert life.return_.exceptions == (ReturnException.RESTOCK_FAILED,)
    assert life.do(RecordDone(key=key, reference="s-1")).return_.exceptions == ()


def test_goods_pay_nothing() -> None:
    effect = ReturnEffect(key=effect_key("x"), kind=EffectKind.REFUND, amount=Money.of("1", "USD"), tender=0)
    item = Disposed(place=0, quantity=1, disposition=Disposition.RESTOCK)

    with pytest.raises(CommandError, match="`refund` is not ordered by this"):
        an_approved(1).do(receive(1), Dispose(items=(item,), effects=(effect,)))
