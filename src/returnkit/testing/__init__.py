"""Testing: policies tested like code, by tables, strategies and coverage; fakes and suites for ports.

Names load when they are first used, so `import returnkit.testing` needs neither pytest nor Hypothesis.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from returnkit.situations import decided, situation

    from .builders import (
        DELIVERED,
        PLACED,
        SHIPPED,
        a_line,
        a_past_order,
        a_past_return,
        a_policy,
        a_request,
        a_shipment,
        an_item,
        an_order,
    )
    from .effects import (
        EffectLedgerConformance,
        FakeFindingRefundGateway,
        FakeFindingShopGateway,
        FakeRefundBench,
        FakeRefundGateway,
        FakeShopBench,
        FakeShopGateway,
        Fault,
        Happened,
        MovableClock,
        Moved,
        RefundBench,
        RefundGatewayConformance,
        ShopBench,
        ShopGatewayConformance,
    )
    from .source_suite import KnownOrder, OrderSourceConformance, SourceBench
    from .storage import ReturnStoreConformance
    from .strategies import cases, conditions, histories, orders, policies, requests
    from .tables import Decided, decide_case, expects

_HOMES = {
    "DELIVERED": "testing.builders",
    "Decided": "testing.tables",
    "EffectLedgerConformance": "testing.effects",
    "FakeFindingRefundGateway": "testing.effects",
    "FakeFindingShopGateway": "testing.effects",
    "FakeRefundBench": "testing.effects",
    "FakeRefundGateway": "testing.effects",
    "FakeShopBench": "testing.effects",
    "FakeShopGateway": "testing.effects",
    "Fault": "testing.effects",
    "Happened": "testing.effects",
    "KnownOrder": "testing.source_suite",
    "MovableClock": "testing.effects",
    "Moved": "testing.effects",
    "OrderSourceConformance": "testing.source_suite",
    "PLACED": "testing.builders",
    "RefundBench": "testing.effects",
    "RefundGatewayConformance": "testing.effects",
    "ReturnStoreConformance": "testing.storage",
    "SHIPPED": "testing.builders",
    "ShopBench": "testing.effects",
    "ShopGatewayConformance": "testing.effects",
    "SourceBench": "testing.source_suite",
    "a_line": "testing.builders",
    "a_past_order": "testing.builders",
    "a_past_return": "testing.builders",
    "a_policy": "testing.builders",
    "a_request": "testing.builders",
    "a_shipment": "testing.builders",
    "an_item": "testing.builders",
    "an_order": "testing.builders",
    "cases": "testing.strategies",
    "conditions": "testing.strategies",
    "decide_case": "testing.tables",
    "decided": "situations",
    "expects": "testing.tables",
    "histories": "testing.strategies",
    "orders": "testing.strategies",
    "policies": "testing.strategies",
    "requests": "testing.strategies",
    "situation": "situations",
}

__all__ = [
    "DELIVERED",
    "PLACED",
    "SHIPPED",
    "Decided",
    "EffectLedgerConformance",
    "FakeFindingRefundGateway",
    "FakeFindingShopGateway",
    "FakeRefundBench",
    "FakeRefundGateway",
    "FakeShopBench",
    "FakeShopGateway",
    "Fault",
    "Happened",
    "KnownOrder",
    "MovableClock",
    "Moved",
    "OrderSourceConformance",
    "RefundBench",
    "RefundGatewayConformance",
    "ReturnStoreConformance",
    "ShopBench",
    "ShopGatewayConformance",
    "SourceBench",
    "a_line",
    "a_past_order",
    "a_past_return",
    "a_policy",
    "a_request",
    "a_shipment",
    "an_item",
    "an_order",
    "cases",
    "conditions",
    "decide_case",
    "decided",
    "expects",
    "histories",
    "orders",
    "policies",
    "requests",
    "situation",
]

_OF_THE_EXTRA = ("hypothesis", "pytest")


def __getattr__(name: str) -> Any:  # Any: whatever the front door offers
    if name not in _HOMES:
        raise AttributeError(f"module `returnkit.testing` has no attribute `{name}`")
    try:
        value = getattr(import_module(f"returnkit.{_HOMES[name]}"), name)
    except ModuleNotFoundError as exc:
        if exc.name not in _OF_THE_EXTRA:
            raise
        from returnkit.errors import MissingExtraError

        raise MissingExtraError("testing") from exc
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
