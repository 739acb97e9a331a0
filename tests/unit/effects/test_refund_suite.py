"""The suite for gateways, run for the fakes."""

from __future__ import annotations

from contextlib import AbstractContextManager

from returnkit.testing import FakeRefundBench, RefundBench, RefundGatewayConformance


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
