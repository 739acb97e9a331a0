"""Goods: the events of commands that tell of parcels, and of the units that came in them."""

from __future__ import annotations

from collections.abc import Iterator

from returnkit.settlement import Units

from .axes import ApprovalStatus
from .commands import (
    AttachShipment,
    Dispose,
    Inspect,
    OrderLabel,
    OrderVoid,
    Receive,
    RecordDelivered,
    RecordSent,
    VoidShipment,
)
from .draft import Draft
from .events import (
    Event,
    ItemsDisposed,
    ItemsInspected,
    ItemsReceived,
    LabelOrdered,
    ShipmentAttached,
    ShipmentDelivered,
    ShipmentSent,
    ShipmentVoided,
    VoidOrdered,
)
from .fitting import fault, of_counts, of_currencies, of_effects, of_parcel, of_shipment, refuse
from .items import Disposition
from .parts import EffectKind, Shipment


def shipment_attached(draft: Draft, command: AttachShipment) -> Iterator[Event]:
    """Yield that a parcel was made known; nothing where it is known already, however far it came."""
    shipment = command.shipment.evolve(at=draft.at)
    before = draft.return_.shipment(shipment.id)
    if before is not None and _as_announced(before) == _as_announced(shipment.evolve(at=before.at)):
        return
    refuse(of_shipment(draft.return_, shipment, draft.by.kind))
    yield draft.made(ShipmentAttached, shipment=shipment)


def label_ordered(draft: Draft, command: OrderLabel) -> Iterator[Event]:
    """Yield that a label was ordered."""
    refuse(of_effects(draft.return_, [command.effect], {EffectKind.LABEL}, "effect"))
    yield draft.made(LabelOrdered, effect=command.effect)


def void_ordered(draft: Draft, command: OrderVoid) -> Iterator[Event]:
    """Yield that a parcel is called off, and that its label is asked back."""
    faults = of_effects(draft.return_, [command.effect], {EffectKind.VOID_LABEL}, "effect")
    refuse(faults + of_parcel(draft.return_, command.shipment_id))
    yield from shipment_moved(draft, VoidShipment(shipment_id=command.shipment_id))
    yield draft.made(VoidOrdered, shipment_id=command.shipment_id, effect=command.effect)


def shipment_moved(draft: Draft, command: RecordSent | RecordDelivered | VoidShipment) -> Iterator[Event]:
    """Yield what became of a parcel; nothing where that is known already, or is older than what is."""
    refuse(of_parcel(draft.return_, command.shipment_id))
    (parcel,) = (each for each in draft.return_.shipments if each.id == command.shipment_id)
    if isinstance(command, VoidShipment):
        if parcel.delivered_at:
            refuse([fault("shipment", "shipment_id", "it was handed over")])
        if not parcel.is_void:
            yield draft.made(ShipmentVoided, shipment_id=parcel.id)
    elif isinstance(command, RecordDelivered):
        if parcel.delivered_at is None:
            yield draft.made(ShipmentDelivered, shipment_id=parcel.id)
    elif parcel.delivered_at is None and (parcel.sent_at is None or parcel.is_void):
        # Carriers tell things twice, and late: what was handed over is not on its way again.
        yield draft.made(ShipmentSent, shipment_id=parcel.id)


def received(draft: Draft, command: Receive) -> Iterator[Event]:
    """Yield that units came in; what was given up is taken up again by it."""
    return_ = draft.return_
    given = [(each.place, each.quantity) for each in command.items]
    room = [item.outstanding for item in return_.items]
    faults = of_counts(return_, given, room, "received", "accepted and not in yet")
    if command.shipment_id is not None:
        faults += of_parcel(return_, command.shipment_id)
    refuse(faults)
    claimed = draft.claimed() if return_.approval is ApprovalStatus.EXPIRED else ()
    yield draft.made(
        ItemsReceived,
        items=command.items,
        location_id=command.location_id,
        shipment_id=command.shipment_id,
        entries=(*claimed, *draft.counted(given, Units.RECEIVED)),
    )


def inspected(draft: Draft, command: Inspect) -> Iterator[Event]:
    """Yield what was found on units that are in."""
    return_ = draft.return_
    given = [(each.place, each.quantity) for each in command.items]
    room = [item.received - item.graded for item in return_.items]
    faults = of_counts(return_, given, room, "graded", "in and not graded yet")
    for number, each in enumerate(command.items):
        if each.inspection.received_quantity is not None:
            path = f"items[{number}].inspection.received_quantity"
            faults.append(fault("quantity", path, "say it by the `quantity` of the units found alike"))
        fees = [(f"items[{number}].fees.{name}", amount) for name, amount in each.fees.items()]
        faults += of_currencies(return_, fees)
    refuse(faults)
    yield draft.made(ItemsInspected, items=command.items)


def disposed(draft: Draft, command: Dispose) -> Iterator[Event]:
    """Yield what is done with units that are in."""
    return_ = draft.return_
    given = [(each.place, each.quantity) for each in command.items]
    room = [item.received - item.disposed for item in return_.items]
    faults = of_counts(return_, given, room, "disposed of", "in and still there")
    refuse(faults + of_effects(return_, command.effects, {EffectKind.RESTOCK}))
    back = [each for each in command.items if each.disposition is Disposition.RESTOCK]
    yield draft.made(
        ItemsDisposed,
        items=command.items,
        effects=command.effects,
        entries=draft.counted([(each.place, each.quantity) for each in back], Units.RESTOCKED),
    )


def _as_announced(shipment: Shipment) -> Shipment:
    return shipment.evolve(sent_at=None, delivered_at=None, is_void=False)
