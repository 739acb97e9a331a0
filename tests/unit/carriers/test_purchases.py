"""Purchases: requests as intents and back, what a record gives, and what is refused before it is sent."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from returnkit.carriers import (
    Capability,
    Label,
    LabelForm,
    LabelFormat,
    LabelRequest,
    ManualCarrier,
    MemoryDocumentStore,
    Rate,
    UnsupportedError,
    VoidRequest,
    VoidState,
    bought_label,
    kept_document,
    label_far_side,
    label_intent,
    label_key,
    label_request,
    void_far_side,
    void_intent,
    void_key,
    void_request,
)
from returnkit.carriers.labels import SuppliedLabel
from returnkit.effects import (
    EffectState,
    FindingFarSide,
    Intent,
    MemoryEffectLedger,
    effect_key,
    perform,
    resolve,
)
from returnkit.errors import RefusedError
from returnkit.ids import ReturnId
from returnkit.money import Money
from returnkit.testing import FakeCarrier, FakeFindingCarrier, MovableClock
from tests.carrier_requests import a_request

AT = datetime(2026, 11, 5, tzinfo=UTC)
RATE = Rate(
    reference="rate_1",
    carrier="post",
    service="ground",
    price=Money(457, "KWD"),
    list_price=Money(500, "KWD"),
    days=0,
    expires_at=AT,
)
BACK = VoidRequest(key=void_key(ReturnId("R-7"), "lb_1"), return_id=ReturnId("R-7"), label="lb_1")


def supplied() -> SuppliedLabel:
    document = kept_document(b"%PDF-1.4", MemoryDocumentStore())
    return SuppliedLabel(documents=(document,), tracking_number="1Z", price=Money(1, "KRW"))


@pytest.mark.parametrize(
    "request_",
    [
        a_request(),
        a_request(rate=RATE, form=LabelForm.QR_CODE, format=LabelFormat.ZPL, is_pay_on_use=True, rma="R-1"),
        a_request(supplied=supplied()),
    ],
)
def test_a_request_comes_back_from_its_intent_as_it_was(request_: LabelRequest) -> None:
    intent = label_intent(request_)

    assert (intent.kind, intent.key) == ("label", "label:R-7:1")
    assert label_request(intent) == request_
    assert label_request(Intent.model_validate_json(intent.model_dump_json())) == request_


def test_a_request_to_take_back_comes_back_likewise() -> None:
    assert void_request(void_intent(BACK)) == BACK
    assert void_intent(BACK).key == "void_label:R-7:lb_1:1"


@pytest.mark.parametrize(
    "intent",
    [
        Intent(key=effect_key("a"), kind="refund", payload=label_intent(a_request()).payload),
        Intent(key=effect_key("a"), kind="label", payload={}),
        Intent(key=effect_key("a"), kind="label", payload={**label_intent(a_request()).payload, "key": "b"}),
        Intent(key=effect_key("a"), kind="label", payload={**label_intent(a_request()).payload, "more": 1}),
    ],
)
def test_what_is_no_request_of_ours_is_refused(intent: Intent) -> None:
    far_side = label_far_side(FakeCarrier(MovableClock(), MemoryDocumentStore()))

    with pytest.raises(RefusedError, match=r"`a` is no effect of kind `label`"):
        far_side.perform(intent)
    with pytest.raises(RefusedError):
        void_request(intent)


def test_a_record_gives_its_label_once_it_is_done() -> None:
    clock, ledger = MovableClock(), MemoryEffectLedger()
    carrier = FakeFindingCarrier(clock, MemoryDocumentStore())
    intent = label_intent(a_request(rate=carrier.quoted[0]))
    before = ledger.intend(intent, at=clock.now())

    record = perform(intent, label_far_side(carrier), ledger, clock=clock)

    assert bought_label(before) is None
    assert bought_label(record) == carrier.log[0].receipt
    with pytest.raises(RefusedError):
        bought_label(ledger.intend(void_intent(BACK), at=clock.now()))


def test_what_a_person_says_was_bought_has_its_reference() -> None:
    ledger, intent = MemoryEffectLedger(), label_intent(a_request(form=LabelForm.QR_CODE))
    ledger.intend(intent, at=AT)

    record = resolve(intent.key, ledger, as_done="lb_9", by="ann", at=AT)

    assert bought_label(record) == Label(reference="lb_9", form=LabelForm.QR_CODE)


def test_only_a_carrier_that_can_look_is_looked_at() -> None:
    clock, documents = MovableClock(), MemoryDocumentStore()

    assert isinstance(label_far_side(FakeFindingCarrier(clock, documents)), FindingFarSide)
    assert not isinstance(label_far_side(FakeCarrier(clock, documents)), FindingFarSide)


def test_what_a_carrier_cannot_do_fails_at_once_and_says_what() -> None:
    clock = MovableClock()
    carrier = FakeCarrier(clock, MemoryDocumentStore(), capabilities={Capability.LABEL})
    request = a_request(form=LabelForm.QR_CODE, is_pay_on_use=True)

    with pytest.raises(
        UnsupportedError, match="carrier `fake` does not do `pay_on_use`, `qr_code`"
    ) as raised:
        label_far_side(carrier).perform(label_intent(request))

    assert raised.value.missing == {Capability.QR_CODE, Capability.PAY_ON_USE}
    assert not raised.value.is_ambiguous
    with pytest.raises(UnsupportedError):
        void_far_side(carrier)


def test_a_void_is_a_process_of_its_own() -> None:
    clock, ledger = MovableClock(), MemoryEffectLedger()
    carrier = FakeFindingCarrier(clock, MemoryDocumentStore())
    label = carrier.buy(a_request())
    request = BACK.evolve(label=label.reference)

    record = perform(void_intent(request), void_far_side(carrier), ledger, clock=clock)
    clock.advance(timedelta(days=15))
    carrier.decide_void(label.reference, VoidState.REJECTED)

    assert record.state is EffectState.DONE
    assert record.conclusion is not None
    assert record.conclusion.answer == {"state": "pending"}
    found = carrier.find_void(request)
    assert found is not None
    assert found.state is VoidState.REJECTED


def test_keys_tell_labels_of_a_return_apart() -> None:
    assert label_key(ReturnId("R-7"), 1) != label_key(ReturnId("R-7"), 2)
    assert void_key(ReturnId("R-7"), "lb:1") != void_key(ReturnId("R-7"), "lb", 1)
    assert ManualCarrier.name == "manual"
