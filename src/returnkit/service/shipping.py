"""Shipping: labels as commands to a return and intents to its carrier; what was bought, as a parcel."""

from __future__ import annotations

from returnkit.carriers import (
    LabelRequest,
    VoidRequest,
    bought_label,
    label_intent,
    label_key,
    label_request,
    void_intent,
    void_key,
)
from returnkit.carriers.purchases import LABEL
from returnkit.diagnostics import Diagnostic
from returnkit.effects import EffectRecord
from returnkit.errors import CommandError
from returnkit.lifecycle import (
    Command,
    EffectKind,
    OrderLabel,
    OrderVoid,
    RecordDone,
    Return,
    ReturnEffect,
    Shipment,
    ShipmentSource,
)

from .keeping import Decided


def label_order(return_: Return, asked: LabelRequest) -> Decided:
    """Return the command that orders a label like *asked* for *return_*, and the intent that buys it."""
    key = label_key(return_.id, len(return_.effects) + 1)
    request = asked.evolve(key=key, return_id=return_.id, rma=return_.rma)
    effect = ReturnEffect(key=key, kind=EffectKind.LABEL)
    return (OrderLabel(effect=effect),), (label_intent(request),)


def void_order(return_: Return, shipment_id: str) -> Decided:
    """Return the command that calls a parcel off and asks its label back, and the intent that does.

    Raises:
        CommandError: There is no such parcel, or no label was bought for it here.
    """
    shipment = return_.shipment(shipment_id)
    if shipment is None or shipment.reference is None:
        message = f"no label was bought for a parcel `{shipment_id[:80]}`"
        help_ = "what was not bought here is called off by `void_shipment`"
        raise CommandError((Diagnostic("command.shipment", message, path="shipment_id", help=help_),))
    request = VoidRequest(
        key=void_key(return_.id, shipment.reference, len(return_.effects) + 1),
        return_id=return_.id,
        label=shipment.reference,
        carrier=shipment.carrier,
        tracking_number=shipment.tracking_number,
    )
    effect = ReturnEffect(key=request.key, kind=EffectKind.VOID_LABEL)
    return (OrderVoid(shipment_id=shipment_id, effect=effect),), (void_intent(request),)


def with_parcel(command: Command, record: EffectRecord, return_: Return) -> Command:
    """Return *command*, which tells what became of an effect, with the parcel of a label that was bought."""
    if record.intent.kind != LABEL or not isinstance(command, RecordDone):
        return command
    label = bought_label(record)
    if label is None:
        return command
    supplied = label_request(record.intent).supplied is not None
    # What was paid in another currency is not charged on: nobody said at which rate.
    is_counted = label.price is not None and label.price.currency == return_.order.currency
    shipment = Shipment(
        id=record.intent.key,
        source=ShipmentSource.MERCHANT_UPLOAD if supplied else ShipmentSource.MERCHANT_GENERATED,
        carrier=label.carrier,
        tracking_number=label.tracking_number,
        label_cost=label.price if is_counted else None,
        reference=label.reference,
        at=return_.updated_at,
    )
    return command.evolve(shipment=shipment)
