"""Refunds: orders, receipts, and a gateway as the far side of the protocol."""

from __future__ import annotations

from enum import Enum

import pytest
from pydantic import ValidationError

from returnkit.effects import (
    EffectState,
    FindingFarSide,
    Guarantees,
    Intent,
    MemoryEffectLedger,
    OverRefundError,
    RefundOrder,
    RefundReceipt,
    effect_key,
    perform,
    refund_far_side,
    refund_intent,
    refund_key,
    refund_order,
)
from returnkit.effects.payload import Json
from returnkit.errors import RefusedError
from returnkit.ids import ReturnId
from returnkit.money import Money
from returnkit.testing import FakeFindingRefundGateway, FakeRefundGateway, Fault, MovableClock

RETURN = ReturnId("R-7")


def an_order(**fields: object) -> RefundOrder:
    given = {"key": refund_key(RETURN, "card", 1), "payment": "pay_1", "amount": Money(1999, "USD")}
    return RefundOrder.model_validate(given | fields)


def test_a_key_names_return_tender_and_number() -> None:
    assert refund_key(RETURN, "card", 2) == "refund:R-7:card:2"


@pytest.mark.parametrize("minor", [0, -1])
def test_an_order_is_of_more_than_zero(minor: int) -> None:
    with pytest.raises(ValidationError, match="more than zero"):
        an_order(amount=Money(minor, "USD"))


@pytest.mark.parametrize(
    "fields", [{"amount": 19.99}, {"amount": "19.99"}, {"payment": ""}, {"metadata": {"a": 1}}, {"note": "x"}]
)
def test_an_order_is_exact(fields: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        an_order(**fields)


@pytest.mark.parametrize("order", [an_order(), an_order(reason="damaged", metadata={"rma": "7"})])
def test_an_order_comes_back_from_its_intent(order: RefundOrder) -> None:
    assert refund_order(refund_intent(order)) == order


def test_an_intent_tells_the_same_in_every_version() -> None:
    plain = refund_intent(an_order())
    full = refund_intent(an_order(reason="damaged", metadata={"rma": "7"}))

    told = {"payment": "pay_1", "amount": {"minor": 1999, "currency": "USD"}, "metadata": {}}
    assert plain.payload == told
    assert full.payload == told | {"metadata": {"rma": "7"}, "reason": "damaged"}


@pytest.mark.parametrize(
    ("kind", "payload"),
    [
        ("label", {"payment": "pay_1", "amount": Money(1, "USD")}),
        ("refund", {}),
        ("refund", {"payment": "pay_1", "amount": {"minor": "1", "currency": "USD"}}),
        ("refund", {"payment": "pay_1", "amount": {"minor": 1, "currency": "XXX"}}),
        ("refund", {"payment": "pay_1", "amount": {"minor": 1}}),
        ("refund", {"amount": Money(1, "USD")}),
        ("refund", {"payment": "pay_1", "amount": Money(1, "USD"), "metadata": {}, "key": "b"}),
    ],
)
def test_what_is_no_refund_is_refused_before_it_is_sent(kind: str, payload: dict[str, Json]) -> None:
    clock = MovableClock()
    gateway = FakeRefundGateway(clock)
    gateway.capture("pay_1", Money(5000, "USD"))
    intent = Intent(key=effect_key("a"), kind=kind, payload=payload)

    record = perform(intent, refund_far_side(gateway), MemoryEffectLedger(), clock=clock)

    assert record.state is EffectState.FAILED
    assert record.conclusion is not None
    assert record.conclusion.reason == "`a` is no refund"
    assert gateway.log == ()


def test_metadata_of_an_enumeration_are_its_values() -> None:
    class Cause(str, Enum):  # noqa: UP042 - its `str` is its name
        RMA = "rma"

    assert an_order(metadata={Cause.RMA: Cause.RMA}).metadata == {"rma": "rma"}


def test_a_far_side_can_look_where_its_gateway_can() -> None:
    clock = MovableClock()

    assert isinstance(refund_far_side(FakeFindingRefundGateway(clock)), FindingFarSide)
    assert not isinstance(refund_far_side(FakeRefundGateway(clock)), FindingFarSide)


def test_a_receipt_of_another_amount_is_for_a_person_to_see() -> None:
    class Short:
        guarantees = Guarantees(FakeRefundGateway(MovableClock()).guarantees.settle_window)

        def refund(self, order: RefundOrder) -> RefundReceipt:
            return RefundReceipt(reference="re_1", amount=Money(1998, "USD"))

    record = perform(
        refund_intent(an_order()), refund_far_side(Short()), MemoryEffectLedger(), clock=MovableClock()
    )

    assert record.state is EffectState.UNKNOWN
    assert record.attempts[0].note == "refund `re_1` is of 19.98 USD, and 19.99 USD was ordered"


def test_more_than_is_left_is_told_with_the_amounts() -> None:
    gateway = FakeRefundGateway(MovableClock())
    gateway.capture("pay_1", Money(1998, "USD"))

    with pytest.raises(OverRefundError) as told:
        gateway.refund(an_order())

    assert str(told.value) == "payment `pay_1`: a refund of 19.99 USD is more than the 19.98 USD that is left"

    assert (told.value.amount, told.value.refundable) == (Money(1999, "USD"), Money(1998, "USD"))
    assert "what is left" in str(OverRefundError(payment="p", amount=Money(1, "USD")))


def test_the_fake_tells_what_is_left() -> None:
    gateway = FakeRefundGateway(MovableClock())
    gateway.capture("pay_1", Money(2000, "USD"))
    gateway.refund(an_order())

    assert gateway.refundable("pay_1") == Money(1, "USD")


@pytest.mark.parametrize("changes", [{"payment": "pay_2"}, {"amount": Money(1, "EUR")}])
def test_the_fake_refuses_what_it_did_not_capture(changes: dict[str, object]) -> None:
    gateway = FakeRefundGateway(MovableClock())
    gateway.capture("pay_1", Money(2000, "USD"))

    with pytest.raises(RefusedError):
        gateway.refund(an_order(**changes))


def test_nobody_hears_that_a_late_refund_was_refused() -> None:
    clock = MovableClock()
    gateway = FakeRefundGateway(clock)
    gateway.capture("pay_1", Money(1, "USD"))
    gateway.inject(Fault.LATE)

    record = perform(refund_intent(an_order()), refund_far_side(gateway), MemoryEffectLedger(), clock=clock)
    clock.advance(gateway.guarantees.settle_window)

    assert record.state is EffectState.UNKNOWN
    assert gateway.log == ()
