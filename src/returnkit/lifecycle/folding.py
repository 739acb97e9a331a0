"""Folding: what each event makes of a return. Pure, and of the event alone: the log explains the state."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, assert_never

from returnkit.clock import to_utc
from returnkit.errors import LogError
from returnkit.facts import ReturnRequest
from returnkit.money import Money

from .axes import CLOSED, ApprovalStatus, ReturnException
from .events import (
    DocumentAttached,
    EffectDone,
    EffectFailed,
    EffectReordered,
    EntriesCorrected,
    Event,
    ExceptionCleared,
    ExceptionRaised,
    ItemsDisposed,
    ItemsInspected,
    ItemsReceived,
    LabelOrdered,
    NoteAdded,
    OverrideGranted,
    ReturnApproved,
    ReturnCancelled,
    ReturnEdited,
    ReturnExpired,
    ReturnRejected,
    ReturnReopened,
    ReturnResolved,
    ReturnSettled,
    ReturnSubmitted,
    ShipmentAttached,
    ShipmentDelivered,
    ShipmentSent,
    ShipmentVoided,
    TimerElapsed,
    VoidOrdered,
    WithdrawalReceived,
)
from .items import Disposal, Grading, ReturnItem
from .parts import Document, Outlook, ReturnEffect, Shipment
from .state import Return
from .transitions import SHIPPING, Move

_Fields = dict[str, Any]  # Any: the fields of a return by name; validation checks them


def apply(return_: Return | None, event: Event) -> Return:
    """Return what *event* makes of *return_*.

    INVARIANT (dates in order): no event of a log is dated before the one that it follows.

    Args:
        return_: The return as it stood; None is before it was asked for.
        event: The next event of its log.

    Raises:
        LogError: The event is not the next one of this return, or does not fit it.
    """
    if isinstance(event, ReturnSubmitted):
        if return_ is not None or event.number != 1:
            raise LogError(f"event `{event.id}` begins a return that has begun already")
        return _begun(event)
    if return_ is None or (event.shop, event.return_id) != (return_.shop, return_.id):
        raise LogError(f"event `{event.id}` is not of this return")
    if event.number != return_.version + 1:
        raise LogError(f"event `{event.id}` is not the next one after {return_.version}")
    if event.at < return_.updated_at:
        raise LogError(f"event `{event.id}` is dated before the one that it follows")
    try:
        changes = _changes(return_, event)
        if event.entries:
            changes["entries"] = (*return_.entries, *event.entries)
        return return_.evolve(version=event.number, updated_at=event.at, **changes)
    except (IndexError, ValueError) as exc:  # LogError is one too, and says more
        if isinstance(exc, LogError):
            raise
        raise LogError(f"event `{event.id}` does not fit what happened before") from exc


def replay(events: Iterable[Event], *, as_of: datetime | None = None) -> Return:
    """Return what *events* come to, the whole log of one return from its beginning.

    Args:
        events: The events, in order.
        as_of: The instant to look at, aware, itself included; None is after all of them.

    Raises:
        LogError: They are not the log of one return, or nothing had happened by *as_of*.
        InstantError: *as_of* has no zone.
    """
    until = None if as_of is None else to_utc(as_of)
    found: Return | None = None
    for event in events:
        if until is not None and event.at > until:
            break  # relies on (dates in order)
        found = apply(found, event)
    if found is None:
        raise LogError("nothing had happened yet")
    return found


def _begun(event: ReturnSubmitted) -> Return:
    if event.policy is None:
        raise LogError(f"event `{event.id}` names no policy")
    return Return(
        id=event.return_id,
        shop=event.shop,
        rma=event.rma,
        version=event.number,
        kind=event.kind,
        order=event.order,
        request=event.request,
        policy=event.policy,
        filed_by=event.by,
        submitted_at=event.at,
        updated_at=event.at,
        items=_items(event.request),
        uses=event.uses,
        goods_back_by=event.goods_back_by,
        history=event.history,
        due=Money.zero(event.order.currency),
        opening=event.opening,
        entries=event.entries,
    )


def _items(request: ReturnRequest) -> tuple[ReturnItem, ...]:
    return tuple(ReturnItem(asked=item) for item in request.items)


def _changes(return_: Return, event: Event) -> _Fields:
    match event:
        case ReturnSubmitted():
            raise LogError(f"event `{event.id}` begins a return that has begun already")
        case WithdrawalReceived():
            return {"confirmed_at": event.received_at}
        case ReturnEdited():
            fields = {"request": event.request, "items": _items(event.request), "uses": event.uses}
            documents = tuple(_kept(return_, event.request, each) for each in return_.documents)
            known = {"history": event.history, "documents": documents}
            return fields | known | {"goods_back_by": event.goods_back_by}
        case ReturnApproved():
            pairs = zip(return_.items, event.accepted, strict=True)
            items = tuple(_set(item, accepted=count) for item, count in pairs)
            fields = {"items": items, "uses": event.uses, "approved_by": event.by}
            return {**_to(ApprovalStatus.APPROVED, event.at), **fields}
        case ReturnRejected():
            return {**_to(ApprovalStatus.REJECTED, event.at), "reason": event.reason}
        case ReturnCancelled():
            return {**_to(ApprovalStatus.CANCELLED, event.at), "reason": event.reason}
        case ReturnExpired():
            return _to(ApprovalStatus.EXPIRED, event.at)
        case ReturnReopened():
            return _to(ApprovalStatus.APPROVED, event.at)
        case ReturnResolved():
            return _to(ApprovalStatus.DONE, event.at)
        case OverrideGranted():
            return {"overrides": (event.override, *return_.overrides)}
        case ShipmentAttached():
            return _announced(return_, event.shipment)
        case LabelOrdered() | VoidOrdered():
            return {"effects": (*return_.effects, event.effect)}
        case ShipmentSent():
            return _shipped(return_, event.shipment_id, sent_at=event.at, is_void=False)
        case ShipmentDelivered():
            return _shipped(return_, event.shipment_id, delivered_at=event.at, is_void=False)
        case ShipmentVoided():
            return _shipped(return_, event.shipment_id, is_void=True)
        case ItemsReceived():
            return _received(return_, event)
        case ItemsInspected():
            return _inspected(return_, event)
        case ItemsDisposed():
            return _disposed(return_, event)
        case ReturnSettled():
            return _settled(return_, event)
        case EffectDone():
            done = {"outlook": Outlook.DONE, "reference": event.reference, "reason": None}
            known = {} if event.shipment is None else _announced(return_, event.shipment)
            return {"effects": _effects(return_, event.key, **done), **known}
        case EffectFailed():
            return {"effects": _effects(return_, event.key, outlook=Outlook.FAILED, reason=event.reason)}
        case EffectReordered():
            kept = _effects(return_, event.key, outlook=Outlook.REPLACED)
            return {"effects": (*kept, event.effect)}
        case EntriesCorrected():
            if event.instead_of is None:
                return {}
            return {"effects": _effects(return_, event.instead_of, outlook=Outlook.MADE_GOOD)}
        case ExceptionRaised():
            found = {*return_.exceptions, event.exception}
            return {"exceptions": tuple(each for each in ReturnException if each in found)}
        case ExceptionCleared():
            return {"exceptions": tuple(each for each in return_.exceptions if each is not event.exception)}
        case TimerElapsed():
            return {"elapsed": (*return_.elapsed, event.key)}
        case NoteAdded():
            return {"notes": (*return_.notes, event.note)}
        case DocumentAttached():
            return {"documents": (*return_.documents, event.document)}
        case _ as never:
            assert_never(never)


def _to(approval: ApprovalStatus, at: datetime) -> _Fields:
    fields: _Fields = {"approval": approval, "closed_at": at if approval in CLOSED else None}
    return fields | ({"approved_at": at} if approval is ApprovalStatus.APPROVED else {})


def _moved(return_: Return, move: Move) -> _Fields:
    return {"shipping": SHIPPING.get((return_.shipping, move), return_.shipping)}


def _announced(return_: Return, shipment: Shipment) -> _Fields:
    return {"shipments": (*return_.shipments, shipment), **_moved(return_, Move.ANNOUNCE)}


def _shipped(return_: Return, id: str, **changes: Any) -> _Fields:  # Any: fields of a shipment
    shipments: Sequence[Shipment] = return_.shipments
    shipments = tuple(each.evolve(**changes) if each.id == id else each for each in shipments)
    return {"shipments": shipments, **_moved(return_, _move(shipments))}


def _move(shipments: Sequence[Shipment]) -> Move:
    """Return what the parcels, one of which has moved, come to."""
    known = [each for each in shipments if not each.is_void]
    if not known:
        return Move.CALL_OFF
    if all(each.delivered_at for each in known):
        return Move.DELIVER
    has_left = any(each.sent_at or each.delivered_at for each in known)
    return Move.SEND if has_left else Move.CALL_BACK


def _kept(return_: Return, request: ReturnRequest, document: Document) -> Document:
    """Return *document* as it is about *request*: of the item at its place, if that is of the same line."""
    if document.place is None:
        return document
    was, now = return_.items[document.place].line_id, request.items[document.place : document.place + 1]
    return document if any(item.line_id == was for item in now) else document.evolve(place=None)


def _effects(return_: Return, key: str, **changes: Any) -> tuple[ReturnEffect, ...]:  # Any: fields
    return tuple(each.evolve(**changes) if each.key == key else each for each in return_.effects)


def _set(item: ReturnItem, **changes: Any) -> ReturnItem:  # Any: fields of an item
    return item.evolve(**changes)


def _received(return_: Return, event: ItemsReceived) -> _Fields:
    items = list(return_.items)
    for each in event.items:
        item = items[each.place]
        items[each.place] = _set(item, received=item.received + each.quantity)
    move = Move.TAKE_IN_SOME if any(item.outstanding for item in items) else Move.TAKE_IN_ALL
    fields = {"items": tuple(items), "received_at": event.at, **_moved(return_, move)}
    if return_.approval is ApprovalStatus.EXPIRED:
        return {**fields, **_to(ApprovalStatus.APPROVED, event.at)}
    return fields


def _inspected(return_: Return, event: ItemsInspected) -> _Fields:
    items = list(return_.items)
    for each in event.items:
        item = items[each.place]
        # Units that were settled unseen stay settled, and are the first that are looked at: which they are
        # nobody can tell, and so none is paid for twice while another one never comes.
        late = min(each.quantity, item.settled_unseen)
        grading = Grading(
            quantity=each.quantity,
            inspection=each.inspection,
            fees=each.fees,
            at=event.at,
            by=event.by,
            note=each.note,
            images=each.images,
            settled=late,
        )
        gradings = (*item.gradings, grading)
        items[each.place] = _set(item, gradings=gradings, settled_unseen=item.settled_unseen - late)
    return {"items": tuple(items)}


def _disposed(return_: Return, event: ItemsDisposed) -> _Fields:
    items = list(return_.items)
    for each in event.items:
        item = items[each.place]
        disposal = Disposal(
            quantity=each.quantity,
            disposition=each.disposition,
            location_id=each.location_id,
            at=event.at,
        )
        items[each.place] = _set(item, disposals=(*item.disposals, disposal))
    return {"items": tuple(items), "effects": (*return_.effects, *event.effects)}


def _settled(return_: Return, event: ReturnSettled) -> _Fields:
    items = list(return_.items)
    for each in event.items:
        item = items[each.place]
        if each.grading is None:
            items[each.place] = _set(item, settled_unseen=item.settled_unseen + each.quantity)
            continue
        gradings = list(item.gradings)
        grading = gradings[each.grading]
        gradings[each.grading] = grading.evolve(settled=grading.settled + each.quantity)
        items[each.place] = _set(item, gradings=tuple(gradings))
    effects = (*return_.effects, *event.effects)
    offers = tuple(dict.fromkeys((*return_.offers, *(each.offer for each in event.items))))
    charged = tuple(
        each.evolve(is_charged=True) if each.id in event.shipments else each for each in return_.shipments
    )
    fields = {"items": tuple(items), "effects": effects, "offers": offers, "shipments": charged}
    return fields | {"due": return_.due + event.due}
