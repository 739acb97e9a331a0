"""Lives: returns as a desk leaves them, asked for one after the other and left at every stage."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Final

from returnkit.facts import Address, LineItem, Order, Payment, ReturnRequest
from returnkit.ids import CustomerId, OrderId, ShopId
from returnkit.lifecycle import Actor, ActorKind, EffectKind, RecordDone, Return, Shipment, ShipmentSource
from returnkit.money import Money
from returnkit.policy import Policy, load_policy
from returnkit.service import Exchange, ReturnDesk
from returnkit.storage import ReturnStore
from returnkit.storage.memory import MemoryStore
from returnkit.testing import MovableClock

from .inputs import SEED, cases

SHOP: Final = ShopId("acme")
SHOPPER: Final = Actor(kind=ActorKind.SHOPPER, id="customer")
CLERK: Final = Actor(kind=ActorKind.STAFF, id="ann")
BEGIN: Final = datetime(2027, 2, 1, tzinfo=UTC)
POLICY: Final = """\
policy: shop
rules:
- {id: offers, offer: [refund, exchange, store_credit], within: unlimited}
- {id: restocking, fee: {name: restocking, percent: 15, of: paid}}
- {id: label, fee: {name: label, flat: 4.99, per: return}}
"""
COPY: Final = "@"
"""Stands in every identifier of a return, and for what tells its copies apart."""
_ENDS: Final = (
    "asked",
    "rejected",
    "cancelled",
    "approved",
    "sent",
    "in",
    "paid",
    "paid",
    "exchanged",
    "done",
)
"""Where a life ends, each as likely as the others."""


def the_policy() -> Policy:
    """Return the policy of the desk."""
    return load_policy(POLICY, name="shop.yaml")


def asked(count: int, name: str) -> list[tuple[Order, ReturnRequest]]:
    """Return *count* orders of two lines each with what is asked back; *name* tells them from others."""
    random = Random(SEED)
    return [
        (_order(random, case.order, f"{name}{number}"), _request(random, case.request))
        for number, case in enumerate(cases(count, lines=2))
    ]


class Numbers:
    """Numbers of returns that say what they were drawn from."""

    many: Final = 1 << 40

    def number(self, drawn: int) -> str:
        """Return the number that stands for *drawn*."""
        return f"R-{drawn:x}{COPY}"

    def read(self, text: str) -> str:
        """Return *text*."""
        return text


def lives(count: int, span: timedelta) -> Iterator[tuple[ReturnStore, Return]]:
    """Yield *count* returns, asked for in order within *span*, with the store that has their logs."""
    random, clock = Random(SEED), MovableClock(BEGIN)
    for number, (order, request) in enumerate(asked(count, COPY)):
        store = MemoryStore()
        clock = MovableClock(BEGIN + span * number / count)
        desk = ReturnDesk(
            store,
            the_policy(),
            shop=SHOP,
            clock=clock,
            numbers=Numbers(),
            draw=lambda below, number=number: random.randrange(below >> 24) << 16 | number,  # type: ignore[misc]
        )
        filed = desk.submit(order, request, by=random.choice((SHOPPER, SHOPPER, CLERK)))
        assert filed.return_ is not None  # noqa: S101  # the policy refuses nothing
        yield store, _lived(desk, clock, filed.return_, random)


def _lived(desk: ReturnDesk, clock: MovableClock, return_: Return, random: Random) -> Return:
    end = random.choice(_ENDS)

    def later() -> None:
        clock.advance(timedelta(minutes=random.randrange(10, 60 * 96)))

    if end == "asked":
        return return_
    later()
    if end == "rejected":
        return desk.reject(return_.id, "it was worn", by=CLERK)
    if end == "cancelled":
        return desk.cancel(return_.id, by=SHOPPER)
    after = desk.approve(return_.id, by=CLERK)
    if random.random() < 0.1:
        after = desk.flag(return_.id, "look at it", by=CLERK)
    if end == "approved":
        return after
    carrier = random.choice(("UPS", "UPS", "DHL", "PostNL", "USPS", "Royal Mail"))
    shipment = Shipment(
        id="parcel",
        source=ShipmentSource.MERCHANT_GENERATED,
        carrier=carrier,
        tracking_number=f"{carrier[:2].upper()}{random.randrange(1 << 40):x}{COPY}",
        at=clock.now(),
    )
    desk.attach_shipment(return_.id, shipment, by=CLERK)
    later()
    after = desk.record_sent(return_.id, "parcel", by=CLERK)
    if end == "sent":
        return after
    later()
    after = desk.receive(return_.id, by=CLERK)
    if end == "in":
        return after
    after = _settled(desk, after, end)
    later()
    for effect in after.effects:
        reference = (
            f"#{random.randrange(1 << 30)}{COPY}" if effect.kind is EffectKind.EXCHANGE_ORDER else "done"
        )
        after = desk.perform(return_.id, RecordDone(key=effect.key, reference=reference), by=CLERK)
    return desk.resolve(return_.id, by=CLERK) if end == "done" else after


def _settled(desk: ReturnDesk, return_: Return, end: str) -> Return:
    if end != "exchanged":
        return desk.refund(return_.id, by=CLERK, offer="refund")
    currency = return_.order.currency
    sent = [
        Exchange(place, Money(2_000 * item.accepted, currency), Money.zero(currency), variant_id="variant-1")
        for place, item in enumerate(return_.items)
    ]
    return desk.exchange(return_.id, sent, by=CLERK)


def _order(random: Random, order: Order, name: str) -> Order:
    customer = order.customer and order.customer.evolve(id=CustomerId(f"customer-{name}"))
    country = order.shipping_address.country if order.shipping_address else "US"
    address = Address(
        country=country,
        region=f"R{random.randrange(40)}",
        postal_code=f"{random.randrange(10_000, 99_999)}",
    )
    return order.evolve(
        id=OrderId(f"order-{name}"),
        number=f"#{name}",
        customer=customer,
        lines=tuple(_line(random, line) for line in order.lines),
        payment=Payment(captured=order.total),
        shipping_address=address,
        market=random.choice(("us", "us", "eu", "uk")),
        tags=order.tags | frozenset(random.sample(("vip", "gift", "sale", "first"), random.randrange(3))),
    )


def _line(random: Random, line: LineItem) -> LineItem:
    product = random.randrange(4_000)
    variant = f"variant-{product}-{random.randrange(5)}"
    return line.evolve(product_id=f"product-{product}", variant_id=variant)


def _request(random: Random, request: ReturnRequest) -> ReturnRequest:
    return request.evolve(method=random.choice(("mail", "mail", "store", "pickup")))
