"""Effects in tests: gateways with faults on order, and suites for whoever writes a gateway or a ledger."""

from .clock import MovableClock
from .faults import Fault
from .gateways import FakeFindingRefundGateway, FakeRefundGateway, Moved
from .ledger_suite import EffectLedgerConformance
from .refund_bench import FakeRefundBench, RefundBench
from .refund_suite import RefundGatewayConformance

__all__ = [
    "EffectLedgerConformance",
    "FakeFindingRefundGateway",
    "FakeRefundBench",
    "FakeRefundGateway",
    "Fault",
    "MovableClock",
    "Moved",
    "RefundBench",
    "RefundGatewayConformance",
]
