"""Benches: a gateway beside the far side that it talks to, as the suite needs them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol, Self

from returnkit.effects import RefundGateway
from returnkit.money import Money

from .clock import MovableClock
from .faults import Fault
from .gateways import FakeFindingRefundGateway, FakeRefundGateway


class RefundBench(Protocol):
    """A gateway under test, and the far side seen from behind."""

    @property
    def gateway(self) -> RefundGateway:
        """The gateway under test."""
        ...

    @property
    def clock(self) -> MovableClock:
        """The clock; the far side has to go by it too where it does something late."""
        ...

    def capture(self, amount: Money) -> str:
        """Let a payment of *amount* be captured, and return its reference."""
        ...

    def refunded(self, payment: str) -> tuple[Money, ...]:
        """Return every refund of *payment* that really happened, asked of the far side itself."""
        ...

    def inject(self, fault: Fault | None) -> None:
        """Let the next request to refund fail so; None lets one pass before the fault ordered next."""
        ...


class FakeRefundBench:
    """The bench of a fake gateway, or of one that is wrapped around it."""

    def __init__(self, fake: FakeRefundGateway, gateway: RefundGateway, clock: MovableClock) -> None:
        self.fake = fake
        self.gateway = gateway
        self.clock = clock
        self._payments = 0

    @classmethod
    @contextmanager
    def opened(cls, *, honours_keys: bool = True, finds: bool = True) -> Iterator[Self]:
        """Open the bench of a fake gateway."""
        clock = MovableClock()
        make = FakeFindingRefundGateway if finds else FakeRefundGateway
        fake = make(clock, honours_keys=honours_keys)
        yield cls(fake, fake, clock)

    def capture(self, amount: Money) -> str:
        """Let a payment of *amount* be captured."""
        self._payments += 1
        payment = f"pay_{self._payments}"
        self.fake.capture(payment, amount)
        return payment

    def refunded(self, payment: str) -> tuple[Money, ...]:
        """Return every refund of *payment* that really happened."""
        return tuple(each.amount for each in self.fake.log if each.payment == payment)

    def inject(self, fault: Fault | None) -> None:
        """Let the next request fail so."""
        self.fake.inject(fault)
