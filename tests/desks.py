"""Desks: a shop's desk with its order, its gateway and its clock; a test names only what it is about."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from returnkit.facts import Inspection, Order, Payment, ReturnRequest
from returnkit.ids import ReturnId, ShopId
from returnkit.lifecycle import Actor, ActorKind, Found, Return
from returnkit.money import Money
from returnkit.policy import Policy
from returnkit.service import ReturnDesk
from returnkit.storage import ReturnStore
from returnkit.storage.memory import MemoryStore
from returnkit.testing import FakeFindingRefundGateway, FakeRefundGateway, MovableClock
from tests.builders import a_line, a_policy, a_request, an_item, an_order

AT = datetime(2026, 11, 10, 12, tzinfo=UTC)
DAY = timedelta(days=1)
SHOP = ShopId("acme")
ANN = Actor(kind=ActorKind.STAFF, id="ann")
SHOPPER = Actor(kind=ActorKind.SHOPPER, id="customer-1")

PLAIN = "{id: offers, offer: [refund, exchange, store_credit], within: 30 days of delivery}"
LABEL = '{id: label, for: refund, fee: {name: label, flat: "5.00", per: return}}'
AUTOMATIC = "{id: by-itself, approve: automatic}"


def a_paid_order(id: str = "order-1", **fields: Any) -> Order:
    """Return a paid order of two coats at 90.00 and a hat at 30.00 USD."""
    lines = fields.pop("lines", None) or [
        a_line("coat", title="Wool coat", quantity=2, price="90.00", variant_id="coat-m"),
        a_line("hat", title="Felt hat", price="30.00"),
    ]
    order = an_order(lines, id=id, number=f"#{id}", **fields)
    return order.evolve(payment=Payment(captured=order.total))


@dataclass
class Case:
    """A desk, and what stands around it."""

    desk: ReturnDesk
    clock: MovableClock
    gateway: FakeRefundGateway

    def submitted(
        self, request: ReturnRequest | None = None, order: Order | None = None, **told: Any
    ) -> Return:
        """Return a return that was submitted; of all of the order unless told."""
        order = order or a_paid_order()
        self.gateway.capture(order.id, order.total)
        asked = request or a_request(an_item("coat", 2), "hat", resolution=told.pop("wish", None))
        filed = self.desk.submit(order, asked, by=told.pop("by", SHOPPER), **told)
        assert filed.return_ is not None
        return filed.return_

    def approved(self, request: ReturnRequest | None = None, **told: Any) -> Return:
        """Return one that was approved by staff."""
        return self.desk.approve(self.submitted(request, **told).id, by=ANN)

    def received(self, request: ReturnRequest | None = None, **told: Any) -> Return:
        """Return one of which all came in."""
        return self.desk.receive(self.approved(request, **told).id, by=ANN)

    def show(self, return_id: ReturnId) -> Return:
        """Return it as it stands."""
        return self.desk.show(return_id)


def a_desk(
    *rules: str,
    store: ReturnStore | None = None,
    policy: Policy | None = None,
    **told: Any,
) -> Case:
    """Return the desk of a shop; it refunds within 30 days of delivery unless told."""
    clock = told.pop("clock", None) or MovableClock(AT)
    gateway = told.pop("gateway", None) or FakeFindingRefundGateway(clock)
    desk = ReturnDesk(
        store if store is not None else MemoryStore(),
        policy or a_policy(*(rules or (PLAIN,))),
        shop=told.pop("shop", SHOP),
        refunds=gateway,
        clock=clock,
        publishes=told.pop("publishes", False),
        **told,
    )
    return Case(desk, clock, gateway)


def found(place: int, quantity: int = 1, **told: Any) -> Found:
    """Return units that were found alike."""
    fees, note = told.pop("fees", {}), told.pop("note", None)
    return Found(place=place, quantity=quantity, inspection=Inspection(**told), fees=fees, note=note)


def usd(amount: str) -> Money:
    return Money.of(amount, "USD")


def names(events: Iterable[Any]) -> list[str]:
    """Return the names of *events*."""
    return [each.event for each in events]
