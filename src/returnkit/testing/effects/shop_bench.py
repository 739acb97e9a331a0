"""Shop benches: a gateway beside the shop that it talks to, as the suite needs them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol, Self

from returnkit.effects import ShopGateway, ShopOrder
from returnkit.facts import Order
from returnkit.ids import OrderId
from returnkit.testing.builders import a_line, an_order

from .clock import MovableClock
from .faults import Fault
from .shops import FakeFindingShopGateway, FakeShopGateway


class ShopBench(Protocol):
    """A gateway under test, and the shop seen from behind."""

    @property
    def gateway(self) -> ShopGateway:
        """The gateway under test."""
        ...

    @property
    def clock(self) -> MovableClock:
        """The clock; the shop has to go by it too where it does something late."""
        ...

    def sell(self, currency: str) -> Order:
        """Let a known customer buy three units of one article, and return the order as it is read."""
        ...

    def article(self, units: int) -> str:
        """Let there be *units* of an article that nobody else buys, and return its variant."""
        ...

    def done(self, order_id: OrderId) -> tuple[ShopOrder, ...]:
        """Return all that was really done for an order, oldest first, asked of the shop itself.

        Key and return are not compared. The same article again may be told by its variant, and what costs
        nothing without a price.
        """
        ...

    def inject(self, fault: Fault | None) -> None:
        """Let the next request to do something fail so; None lets one pass before the fault ordered next."""
        ...


class FakeShopBench:
    """The bench of a fake shop, or of a gateway that is wrapped around it."""

    def __init__(self, fake: FakeShopGateway, gateway: ShopGateway, clock: MovableClock) -> None:
        self.fake = fake
        self.gateway = gateway
        self.clock = clock
        self._made = 0

    @classmethod
    @contextmanager
    def opened(cls, *, honours_keys: bool = True, finds: bool = True) -> Iterator[Self]:
        """Open the bench of a fake shop."""
        clock = MovableClock()
        make = FakeFindingShopGateway if finds else FakeShopGateway
        fake = make(clock, honours_keys=honours_keys)
        yield cls(fake, fake, clock)

    def sell(self, currency: str) -> Order:
        """Let an order be there."""
        self._made += 1
        line = a_line(quantity=3, price="40", currency=currency, variant_id=f"sold_{self._made}")
        id = OrderId(f"order_{self._made}")
        order = an_order([line], id=id, number=f"#{1000 + self._made}", currency=currency)
        self.fake.sell(order)
        return order

    def article(self, units: int) -> str:
        """Let there be *units* of an article."""
        self._made += 1
        self.fake.stock(f"variant_{self._made}", units)
        return f"variant_{self._made}"

    def done(self, order_id: OrderId) -> tuple[ShopOrder, ...]:
        """Return all that was really done for an order."""
        return tuple(each.order for each in self.fake.log if each.order.order_id == order_id)

    def inject(self, fault: Fault | None) -> None:
        """Let the next request fail so."""
        self.fake.inject(fault)
