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
    Guarantees,
    Intent,
    MemoryEffectLedger,
    RefundGateway,
    RefundOrder,
    RefundReceipt,
    effect_key,
    perform,
    perform_all,
    refund_far_side,
    refund_intent,
    refund_key,
)
from returnkit.ids import EffectKey, ReturnId
from returnkit.money import Money
from returnkit.testing import FakeFindingRefundGateway, FakeRefundGateway, MovableClock


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


def test_a_payload_takes_money_and_lists() -> None:
    intent = Intent(
        key=effect_key("label", 1), kind="label", payload={"price": Money(100, "USD"), "to": ["a"]}
    )

    assert_type(intent.payload_hash, str)
