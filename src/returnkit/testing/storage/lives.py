"""Lives: commits as a desk makes them; a test names only what it is about."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from returnkit.effects import Intent, effect_key
from returnkit.facts import Customer, Inspection, Order
from returnkit.ids import CustomerId, EffectKey, OrderId, PolicyId, ReturnId, ShopId
from returnkit.lifecycle import (
    SYSTEM,
    Actor,
    ActorKind,
    Approve,
    AttachShipment,
    Command,
    EffectKind,
    Event,
    Found,
    Inspect,
    PolicyPin,
    Receive,
    Received,
    RecordDelivered,
    RecordDone,
    RecordSent,
    Resolve,
    Return,
    ReturnEffect,
    Settle,
    SettledUnits,
    Shipment,
    ShipmentSource,
    Submit,
    apply,
    handle,
)
from returnkit.money import Money
from returnkit.settlement import Account, ComponentCode, ComponentEntry, MoneyEntry
from returnkit.storage import Commit, Message, Topic
from returnkit.testing.builders import a_request, an_order

SHOP: Final = ShopId("shop-1")
OTHER: Final = ShopId("shop-2")
AT: Final = datetime(2026, 11, 10, 12, 0, 0, 123456, tzinfo=UTC)
HOUR: Final = timedelta(hours=1)
SHOPPER: Final = Actor(kind=ActorKind.SHOPPER, id="customer-1")
STAFF: Final = Actor(kind=ActorKind.STAFF, id="ann")
POLICY: Final = PolicyPin(id=PolicyId("acme"), hash="0" * 64)


# Any, below: what is not named goes to the command or to the commit as it is.


def submission(
    number: int = 1,
    *,
    shop: ShopId = SHOP,
    at: datetime = AT,
    id: str | None = None,
    rma: str | None = None,
    order: Order | None = None,
    by: Actor = SHOPPER,
    commit: dict[str, Any] | None = None,
    **command: Any,
) -> Commit:
    """Return the commit that begins return *number* of a shop.

    Args:
        number: What its order, its number and its identifier are made of.
        shop: The shop.
        at: When it is asked for.
        id: Its identifier; None is `return-1` of number 1.
        rma: Its number; None is `R-1` of number 1.
        order: Its order; None is one of its own.
        by: Who asks for it.
        commit: Other fields of the commit.
        command: Other fields of the command to submit.
    """
    told = Submit(
        shop=shop,
        return_id=ReturnId(id or f"return-{number}"),
        rma=rma or f"R-{number}",
        order=order or an_order(id=OrderId(f"order-{number}"), number=f"#{1000 + number}"),
        **{"request": a_request(), "policy": POLICY, **command},
    )
    events = handle(None, told, by=by, at=at)
    return _commit(None, events, commit or {})


def after(
    return_: Return,
    *commands: Command,
    by: Actor = STAFF,
    at: datetime | None = None,
    commit: dict[str, Any] | None = None,
) -> Commit:
    """Return the commit of *commands* to *return_*.

    Args:
        return_: As it was loaded.
        commands: One after the other; none is a commit without events.
        by: Who asks.
        at: When; None is an hour after the last that happened.
        commit: Other fields of the commit.
    """
    events: list[Event] = []
    then = return_
    for command in commands:
        for event in handle(then, command, by=by, at=at or return_.updated_at + HOUR):
            events.append(event)
            then = apply(then, event)
    return _commit(return_, events, commit or {})


def message(return_: Return, id: str, *, topic: Topic = Topic.EFFECT, due_at: datetime = AT) -> Message:
    """Return a message of *return_*."""
    return Message(id, topic, return_.shop, return_.id, due_at)


def intent(number: int = 1, *, amount: str = "40.00") -> Intent:
    """Return a refund that is meant to happen."""
    return Intent(
        key=effect_key("refund", "return-1", number),
        kind="refund",
        payload={"amount": Money.of(amount, "USD"), "text": "é\x00"},
    )


REFUND: Final = EffectKey("refund:return-1:1")


def whole_life(*more: ReturnEffect, of: str = "return-1") -> tuple[tuple[Command, Actor], ...]:
    """Return what is asked of a return from its approval to its end, and by whom.

    Args:
        more: Effects beside the refund; each is done and is called by its key then.
        of: The return.
    """
    parcel = Shipment(
        id="parcel-1",
        source=ShipmentSource.MERCHANT_GENERATED,
        carrier="Post",
        tracking_number="1Z-999",
        label_cost=Money.of("4.90", "USD"),
        at=AT,
    )
    amount, id = Money.of("40.00", "USD"), ReturnId(of)
    refund = ReturnEffect(key=REFUND, kind=EffectKind.REFUND, amount=amount, tender=0)
    return (
        (Approve(), STAFF),
        (AttachShipment(shipment=parcel), SYSTEM),
        (RecordSent(shipment_id="parcel-1"), SYSTEM),
        (RecordDelivered(shipment_id="parcel-1"), SYSTEM),
        (Receive(items=(Received(place=0, quantity=1),), shipment_id="parcel-1"), STAFF),
        (Inspect(items=(Found(place=0, quantity=1, inspection=Inspection(), note="é"),)), STAFF),
        (
            Settle(
                items=(SettledUnits(place=0, grading=0, quantity=1, offer="refund"),),
                total=amount,
                due=Money.zero("USD"),
                effects=(refund, *more),
                entries=(
                    ComponentEntry(at=AT, return_id=id, code=ComponentCode.GOODS, amount=amount, units=1),
                    MoneyEntry(at=AT, return_id=id, account=Account.REFUNDED, amount=amount),
                ),
            ),
            STAFF,
        ),
        (RecordDone(key=REFUND, reference="re_1"), SYSTEM),
        *((RecordDone(key=each.key, reference=each.key), SYSTEM) for each in more),
        (Resolve(), STAFF),
    )


def of_customer(name: str) -> Customer:
    """Return a customer of that identifier."""
    return Customer(id=CustomerId(name), tags=frozenset())


def _commit(return_: Return | None, events: Sequence[Event], fields: dict[str, Any]) -> Commit:
    for event in events:
        return_ = apply(return_, event)
    assert return_ is not None  # noqa: S101  # there is one, or the events begin it
    return Commit(return_=return_, events=tuple(events), **fields)
