"""A gateway as `--refunds` takes it: a function that makes one."""

from __future__ import annotations

from returnkit.clock import SystemClock
from returnkit.money import Money
from returnkit.testing import FakeRefundGateway


def gateway() -> FakeRefundGateway:
    """Return a gateway that knows the payment of the example order."""
    made = FakeRefundGateway(SystemClock())
    made.capture("820001", Money.of("299.56", "USD"))
    return made
