"""The suite for gateways, run for the fakes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import timedelta

from returnkit.testing import (
    FakeFindingRefundGateway,
    FakeRefundBench,
    MovableClock,
    RefundBench,
    RefundGatewayConformance,
)


class TestKeysAndLooks(RefundGatewayConformance):
    def bench(self) -> AbstractContextManager[RefundBench]:
        return FakeRefundBench.opened()


class TestKeysOnly(RefundGatewayConformance):
    def bench(self) -> AbstractContextManager[RefundBench]:
        return FakeRefundBench.opened(finds=False)


class TestLooksOnly(RefundGatewayConformance):
    def bench(self) -> AbstractContextManager[RefundBench]:
        return FakeRefundBench.opened(honours_keys=False)


class TestNeither(RefundGatewayConformance):
    def bench(self) -> AbstractContextManager[RefundBench]:
        return FakeRefundBench.opened(honours_keys=False, finds=False)


class TestLooksThatMissWhatHappened(RefundGatewayConformance):
    @contextmanager
    def bench(self) -> Iterator[RefundBench]:
        clock = MovableClock()
        fake = FakeFindingRefundGateway(clock, honours_keys=False, lag=timedelta(days=1), is_find_final=False)
        yield FakeRefundBench(fake, fake, clock)
