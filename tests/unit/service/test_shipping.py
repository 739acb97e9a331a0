"""Labels at the desk: bought once, known as a parcel with their cost, charged when it is settled."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from returnkit.carriers import (
    Capability,
    LabelForm,
    ManualCarrier,
    MemoryDocumentStore,
    Parcel,
    SuppliedLabel,
    UnsupportedError,
    kept_document,
)
from returnkit.errors import CommandError, HeldError, TransitionError
from returnkit.lifecycle import (
    SYSTEM,
    Outlook,
    Return,
    ReturnException,
    Shipment,
    ShipmentSource,
    ShippingStatus,
)
from returnkit.money import Money
from returnkit.testing import FakeCarrier, FakeFindingCarrier, Fault, MovableClock
from tests.carrier_requests import CUSTOMER, MERCHANT
from tests.desks import ANN, AT, PLAIN, Case, a_desk, names, usd

CHARGED = "{id: label, for: refund, fee: {name: label, percent: 100, of: label}}"


def a_case(*rules: str, **told: Any) -> tuple[Case, FakeCarrier]:
    """Return a desk with a carrier."""
    clock = MovableClock(AT)
    carrier = told.pop("carrier", None) or FakeFindingCarrier(clock, MemoryDocumentStore(), **told)
    return a_desk(*(rules or (PLAIN,)), clock=clock, carrier=carrier), carrier


def bought(case: Case, return_: Return, **told: Any) -> Return:
    """Order a label, unless told."""
    given = {"customer": CUSTOMER, "merchant": MERCHANT, "parcel": Parcel(weight_grams=800), "by": ANN}
    return case.desk.buy_label(return_.id, **(given | told))


def test_a_label_is_bought_once_and_its_parcel_is_known_with_its_cost() -> None:
    case, carrier = a_case()
    ordered = bought(case, case.approved(), rate=carrier.quoted[0])

    case.desk.work()
    case.desk.work()

    (sold,) = carrier.log
    found = case.show(ordered.id)
    (parcel,) = found.shipments
    assert ordered.shipments == ()
    assert (sold.order.customer, sold.order.merchant, sold.order.rma) == (CUSTOMER, MERCHANT, found.rma)
    assert (parcel.id, parcel.source) == (sold.order.key, ShipmentSource.MERCHANT_GENERATED)
    assert (parcel.tracking_number, parcel.reference) == ("FAKE000000001", "lb_1")
    assert parcel.label_cost == usd("4.57")
    assert found.shipping is ShippingStatus.PENDING
    assert found.effects[0].outlook is Outlook.DONE
    assert names(case.desk.log(ordered.id))[-2:] == ["label_ordered", "effect_done"]


def test_what_the_label_costs_is_charged_when_it_is_settled() -> None:
    case, _ = a_case(PLAIN, CHARGED)
    return_ = bought(case, case.approved())
    case.desk.work()
    without, _ = a_case(PLAIN)

    paid = case.desk.quote(case.desk.receive(return_.id, by=ANN).id).total

    assert without.desk.quote(without.received().id).total - paid == usd("4.57")


def test_the_same_order_under_an_idempotency_key_is_one_label() -> None:
    case, carrier = a_case()
    return_ = case.approved()

    for _ in range(2):
        bought(case, return_, key="label-1")
        case.desk.work()
    bought(case, return_, key="label-2")
    case.desk.work()

    assert len(carrier.log) == 2
    assert len(case.show(return_.id).shipments) == 2


@pytest.mark.parametrize("fault", [Fault.TIMEOUT_AFTER, Fault.DROPPED, Fault.LATE, Fault.TIMEOUT_BEFORE])
def test_a_label_whose_answer_was_lost_is_bought_once(fault: Fault) -> None:
    case, carrier = a_case(honours_keys=False)
    carrier.inject(fault)
    return_ = bought(case, case.approved())

    for _ in range(5):
        case.desk.work()
        case.clock.advance(timedelta(minutes=10))

    assert len(carrier.log) == 1
    assert [each.reference for each in case.show(return_.id).shipments] == ["lb_1"]


def test_a_label_that_was_refused_waits_for_a_person_and_can_be_ordered_again() -> None:
    case, carrier = a_case()
    carrier.inject(Fault.DECLINED)
    return_ = bought(case, case.approved())
    case.desk.work()
    failed = case.show(return_.id)
    with pytest.raises(HeldError):
        bought(case, failed, by=SYSTEM)

    case.desk.order_again(return_.id, failed.effects[0].key, by=ANN)
    case.desk.work()

    assert failed.exceptions == (ReturnException.LABEL_FAILED,)
    found = case.show(return_.id)
    assert found.exceptions == ()
    assert len(found.shipments) == len(carrier.log) == 1


def test_a_label_that_is_bought_after_the_return_was_cancelled_is_known_all_the_same() -> None:
    case, _ = a_case()
    return_ = bought(case, case.approved())
    case.desk.cancel(return_.id, by=ANN)

    case.desk.work()

    (parcel,) = case.show(return_.id).shipments
    assert case.desk.void_label(return_.id, parcel.id, by=ANN).shipments[0].is_void


def test_a_label_in_another_currency_is_bought_and_its_cost_is_not_charged() -> None:
    case, carrier = a_case()
    return_ = bought(case, case.approved(), rate=carrier.quoted[2])

    case.desk.work()

    assert carrier.log[0].receipt.price == Money(1999, "EUR")
    assert case.show(return_.id).shipments[0].label_cost is None


def test_a_person_may_say_that_a_label_was_bought() -> None:
    case, carrier = a_case(carrier=FakeCarrier(MovableClock(AT), MemoryDocumentStore(), honours_keys=False))
    carrier.inject(Fault.TIMEOUT_AFTER)
    return_ = bought(case, case.approved())
    case.desk.work()

    key = case.show(return_.id).effects[0].key
    found = case.desk.resolve_effect(key, as_done="lb_1", by=ANN)

    assert [each.reference for each in found.shipments] == ["lb_1"]


def test_a_label_is_asked_back_once_and_its_parcel_is_called_off_at_once() -> None:
    case, carrier = a_case()
    return_ = bought(case, case.approved())
    case.desk.work()
    (parcel,) = case.show(return_.id).shipments

    found = case.desk.void_label(return_.id, parcel.id, by=ANN)
    case.desk.work()
    case.desk.work()

    assert found.shipments[0].is_void
    assert found.shipping is ShippingStatus.VOID
    assert [each.order.label for each in carrier.void_log] == ["lb_1"]
    assert case.show(return_.id).effects[-1].reference == "void_lb_1"
    assert names(case.desk.log(return_.id))[-3:] == ["shipment_voided", "void_ordered", "effect_done"]


def test_a_label_that_is_not_taken_back_waits_for_a_person() -> None:
    case, carrier = a_case()
    return_ = bought(case, case.approved())
    case.desk.work()
    carrier.inject_void(Fault.DECLINED)
    case.desk.void_label(return_.id, case.show(return_.id).shipments[0].id, by=ANN)

    case.desk.work()

    assert case.show(return_.id).exceptions == (ReturnException.LABEL_FAILED,)


def test_what_the_carrier_cannot_do_is_not_ordered() -> None:
    case, _ = a_case(capabilities={Capability.LABEL})
    return_ = case.approved()

    with pytest.raises(UnsupportedError):
        bought(case, return_, form=LabelForm.QR_CODE)
    with pytest.raises(UnsupportedError):
        case.desk.void_label(return_.id, "p", by=ANN)

    assert case.show(return_.id) == return_


def test_a_label_is_for_a_return_that_was_approved() -> None:
    case, _ = a_case()

    with pytest.raises(TransitionError):
        bought(case, case.submitted())


@pytest.mark.parametrize("parcel", ["p", "none"])
def test_what_was_not_bought_here_is_not_asked_back(parcel: str) -> None:
    case, _ = a_case()
    own = Shipment(id="p", source=ShipmentSource.SHOPPER_UPLOAD, at=AT)
    return_ = case.desk.attach_shipment(case.approved().id, own, by=ANN)

    with pytest.raises(CommandError, match="no label was bought for a parcel"):
        case.desk.void_label(return_.id, parcel, by=ANN)


def test_without_a_carrier_a_label_is_ordered_and_waits() -> None:
    case = a_desk(PLAIN)
    return_ = bought(case, case.approved())

    case.desk.work()

    assert case.show(return_.id).effects[0].outlook is Outlook.ORDERED
    assert [each.intent.key for each in case.desk.unresolved()] == [case.show(return_.id).effects[0].key]


def test_a_label_that_the_merchant_has_is_known_as_uploaded() -> None:
    store = MemoryDocumentStore()
    case = a_desk(PLAIN, carrier=ManualCarrier(documents=store))
    document = kept_document(b"%PDF-1.4", store)
    supplied = SuppliedLabel(documents=(document,), carrier="DHL", price=usd("3.50"))
    return_ = bought(case, case.approved(), supplied=supplied)

    case.desk.work()

    (parcel,) = case.show(return_.id).shipments
    assert (parcel.source, parcel.carrier) == (ShipmentSource.MERCHANT_UPLOAD, "DHL")
    assert parcel.label_cost == usd("3.50")
