"""Effects in tests: gateways with faults on order, and suites for whoever writes a gateway or a ledger."""

from .clock import MovableClock
from .faults import Fault
from .gateways import FakeFindingRefundGateway, FakeRefundGateway, Moved
from .ledger_suite import EffectLedgerConformance
from .refund_bench import FakeRefundBench, RefundBench
from .refund_suite import RefundGatewayConformance
from .shop_bench import FakeShopBench, ShopBench
from .shop_suite import ShopGatewayConformance
from .shops import FakeFindingShopGateway, FakeShopGateway
from .wire import Happened

__all__ = [
    "EffectLedgerConformance",
    "FakeFindingRefundGateway",
    "FakeFindingShopGateway",
    "FakeRefundBench",
    "FakeRefundGateway",
    "FakeShopBench",
    "FakeShopGateway",
    "Fault",
    "Happened",
    "MovableClock",
    "Moved",
    "RefundBench",
    "RefundGatewayConformance",
    "ShopBench",
    "ShopGatewayConformance",
]
