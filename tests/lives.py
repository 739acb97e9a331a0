"""Lives: returns with good defaults, and what happens to them; a test names only what it is about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, Final, Self

from returnkit.decision import Decision, decide
from returnkit.effects import effect_key
from returnkit.facts import Inspection, Order, ReturnRequest
from returnkit.ids import PolicyId, ReturnId, ShopId
from returnkit.lifecycle import (
    Actor,
    ActorKind,
    Approve,
    Command,
    EffectKind,
    Event,
    Found,
    Inspect,
    PolicyPin,
    Receive,
    Received,
    RequestKind,
    Return,
    ReturnEffect,
    Settle,
    SettledUnits,
    Shipment,
    ShipmentSource,
    Submit,
    apply,
    handle,
    order_ledger,
)
from returnkit.money import Money
from returnkit.policy import PaidTo
from returnkit.settlement import Account, ItemChoice, Ledger, MoneyEntry, Settlement, opened, settle
from tests.builders import a_line, a_policy, a_request, an_item
from tests.settling import OFFERS, a_paid_order

START: Final = datetime(2026, 11, 10, 9, 0, tzinfo=UTC)
SHOP: Final = ShopId("shop-1")
ID: Final = ReturnId("R-1")
STAFF: Final = Actor(kind=ActorKind.STAFF, id="sam")
SUPPORT: Final = Actor(kind=ActorKind.SUPPORT, id="sue")
SHOPPER: Final = Actor(kind=ActorKind.SHOPPER, id="customer-1")
PIN: Final = PolicyPin(id=PolicyId("acme"), hash="a" * 64)
POLICY: Final = a_policy(OFFERS)


class Life:
    """A return under way: its log, and what that comes to.

    Attributes:
        log: Its events, in order.
        now: The instant of the next command; each comes a minute after the one before.
    """

    def __init__(self, submit: Submit, *, by: Actor = SHOPPER, at: datetime = START) -> None:
        self.log: tuple[Event, ...] = ()
        self.now = at
        self.found: Return | None = None
        self.do(submit, by=by)

    @property
    def return_(self) -> Return:
        assert self.found is not None
        return self.found

    @property
    def last(self) -> Event:
        return self.log[-1]

    def do(self, *commands: Command, by: Actor = STAFF, after: timedelta = timedelta(minutes=1)) -> Self:
        """Let each of *commands* happen."""
        for command in commands:
            for event in handle(self.found, command, by=by, at=self.now):
                self.found = apply(self.found, event)
                self.log = (*self.log, event)
            self.now += after
        return self

    def wait(self, **span: float) -> Self:
        self.now += timedelta(**span)
        return self


def an_order_of(*quantities: int, **fields: Any) -> Order:
    """Return a paid order with a line of each quantity."""
    return a_paid_order(*(a_line(f"line-{n}", quantity=q) for n, q in enumerate(quantities, 1)), **fields)


def a_submit(
    *quantities: int, order: Order | None = None, ledger: Ledger | None = None, **fields: Any
) -> Submit:
    """Return the command that asks back so many units of each line of an order; two of the first, if none."""
    quantities = quantities or (2,)
    order = order or an_order_of(*(quantity + 1 for quantity in quantities))
    items = (an_item(line, q) for line, q in zip(order.lines, quantities, strict=False) if q)
    defaults: dict[str, Any] = {
        "shop": SHOP,
        "return_id": ID,
        "rma": "R-0000000",
        "request": a_request(*items),
        "policy": PIN,
        "opening": opened(order).entries if ledger is None else (),
    }
    if fields.get("kind") is RequestKind.WITHDRAWAL:
        defaults["statement"] = "I withdraw from my order."
    return Submit(order=order, **defaults | fields)


def a_life(*quantities: int, by: Actor = SHOPPER, at: datetime = START, **fields: Any) -> Life:
    """Return a return that was asked for."""
    return Life(a_submit(*quantities, **fields), by=by, at=at)


def an_approved(*quantities: int, accepted: tuple[int, ...] | None = None, **fields: Any) -> Life:
    """Return a return that was approved."""
    return a_life(*quantities, **fields).do(Approve(accepted=accepted))


def receive(*quantities: int, **fields: Any) -> Receive:
    """Return that so many units of each item came in."""
    items = tuple(Received(place=n, quantity=q) for n, q in enumerate(quantities) if q)
    return Receive(items=items, **fields)


def inspect(place: int = 0, quantity: int = 1, grade: str = "as_new", **fields: Any) -> Inspect:
    """Return that units of one item were looked at."""
    found = Found(place=place, quantity=quantity, inspection=Inspection(grade=grade), **fields)
    return Inspect(items=(found,))


def a_shipment(id: str = "parcel-1", **fields: Any) -> Shipment:
    """Return a parcel that the shop sent a label for."""
    defaults: dict[str, Any] = {"source": ShipmentSource.MERCHANT_GENERATED, "at": START}
    return Shipment(id=id, **defaults | fields)


def a_settlement(
    life: Life,
    units: Mapping[int, int] | None = None,
    *,
    offer: str = "refund",
    ledger: Ledger | None = None,
    policy: Any = POLICY,
    **how: Any,
) -> Settlement:
    """Return what the real `settle` says of *units* by place; of all that is not settled yet, if none."""
    return_ = life.return_
    if units is None:
        units = {place: item.unsettled for place, item in enumerate(return_.items) if item.unsettled}
    decision = decided(return_, policy)
    choices = [ItemChoice(place=place, quantity=count, offer=offer) for place, count in units.items()]
    ledger = ledger or order_ledger(return_.order, [return_])
    return settle(decision, choices, ledger, return_id=return_.id, **how)


def decided(return_: Return, policy: Any = POLICY) -> Decision:
    return decide(policy, return_.order, return_.request, at=return_.submitted_at)


def settled(
    settlement: Settlement, items: Sequence[SettledUnits] | None = None, *, at: datetime = START
) -> Settle:
    """Return the command that takes *settlement* as it is, of units that nobody has looked at unless told."""
    taken = items or [
        SettledUnits(place=each.choice.place, quantity=each.quantity, offer=each.offer)
        for each in settlement.items
        if each.quantity
    ]
    entries = settlement.entries(at)
    number = sum(1 for each in entries) + len(settlement.components)
    effects = [
        ReturnEffect(
            key=effect_key("refund", settlement.return_id or "none", at.isoformat(), number, n),
            kind=EffectKind.REFUND if payout.to is PaidTo.ORIGINAL else EffectKind.PAYOUT,
            amount=payout.amount,
            tender=payout.tender,
        )
        for n, payout in enumerate(settlement.payouts)
    ]
    return Settle(
        items=tuple(taken),
        total=settlement.total,
        due=settlement.due,
        effects=tuple(effects),
        entries=entries,
    )


def a_settled(life: Life, units: Mapping[int, int] | None = None, **how: Any) -> Settle:
    """Return the command that settles *units* of *life* by the real `settle`."""
    return settled(a_settlement(life, units, **how), at=life.now)


def moved(account: Account, amount: Money, **fields: Any) -> MoneyEntry:
    """Return that money moved for the return."""
    return MoneyEntry(at=START, return_id=ID, account=account, amount=amount, **fields)


def request_of(*quantities: int) -> ReturnRequest:
    return a_request(*(an_item(f"line-{n}", q) for n, q in enumerate(quantities, 1) if q))
