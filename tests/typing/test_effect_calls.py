"""Calls of effects that must type-check under `mypy --strict`, and hold when run."""

from __future__ import annotations

from datetime import timedelta
from typing import assert_type

from returnkit.effects import (
    EffectLedger,
    EffectRecord,
    EffectReport,
    FarSide,
    FindingRefundGateway,
    FindingShopGateway,
    Guarantees,
    Intent,
    MemoryEffectLedger,
    RefundGateway,
    RefundOrder,
    RefundReceipt,
    Restock,
    ShopGateway,
    ShopOrder,
    ShopReceipt,
    effect_key,
    perform,
    perform_all,
    refund_far_side,
    refund_intent,
    refund_key,
    shop_far_side,
    shop_intent,
    shop_order,
)
from returnkit.facts import Order
from returnkit.ids import EffectKey, LineId, OrderId, ReturnId
from returnkit.importers.csv_orders import CsvOrderSource
from returnkit.money import Money
from returnkit.service import MemoryOrderSource, OrderSource
from returnkit.testing import (
    FakeFindingRefundGateway,
    FakeFindingShopGateway,
    FakeRefundGateway,
    FakeShopGateway,
    MovableClock,
)


class Gateway:
    """A gateway is one by its methods; it derives from nothing."""

    guarantees = Guarantees(timedelta(minutes=2))

    def refund(self, order: RefundOrder) -> RefundReceipt:
        return RefundReceipt(reference="re_1", amount=order.amount)


def test_ports_are_met_by_shape() -> None:
    clock = MovableClock()
    gateways: list[RefundGateway] = [Gateway(), FakeRefundGateway(clock)]
    finding: FindingRefundGateway = FakeFindingRefundGateway(clock)
    ledger: EffectLedger = MemoryEffectLedger()
    far_side = refund_far_side(gateways[0])
    key = refund_key(ReturnId("R-1"), "card", 1)
    order = RefundOrder(key=key, payment="pi_1", amount=Money(100, "USD"))

    assert_type(key, EffectKey)
    assert_type(far_side, FarSide)
    assert_type(refund_intent(order), Intent)
    assert_type(perform(refund_intent(order), far_side, ledger, clock=clock), EffectRecord)
    assert_type(perform_all([refund_intent(order)], far_side, ledger, clock=clock), EffectReport)
    assert finding.guarantees.is_find_final


class Shop:
    """So is a gateway to a shop."""

    guarantees = Guarantees(timedelta(minutes=2))

    def do(self, order: ShopOrder) -> ShopReceipt:
        return ShopReceipt(reference=order.kind)


def test_shops_are_met_by_shape() -> None:
    clock = MovableClock()
    gateways: list[ShopGateway] = [Shop(), FakeShopGateway(clock)]
    finding: FindingShopGateway = FakeFindingShopGateway(clock)
    key = effect_key("restock", "R-1", 1)
    order = Restock(
        key=key, order_id=OrderId("1"), return_id=ReturnId("R-1"), line_id=LineId("2"), quantity=1
    )

    assert_type(shop_far_side(gateways[0]), FarSide)
    assert_type(shop_intent(order), Intent)
    assert_type(shop_order(shop_intent(order)), ShopOrder)
    assert_type(gateways[0].do(order), ShopReceipt)
    assert finding.guarantees.is_find_final


def test_sources_are_met_by_shape() -> None:
    head = "order_number,placed_at,currency,quantity,unit_price"
    sources: list[OrderSource] = [MemoryOrderSource(), CsvOrderSource(head)]

    for source in sources:
        assert_type(source.find("1001", proof="94107"), Order | None)
    assert_type(sources[0].get(OrderId("1")), Order | None)


def test_a_payload_takes_money_and_lists() -> None:
    intent = Intent(
        key=effect_key("label", 1), kind="label", payload={"price": Money(100, "USD"), "to": ["a"]}
    )

    assert_type(intent.payload_hash, str)
