"""Manual: what the merchant supplied is handed out, and what nobody supplied is not made up."""

from __future__ import annotations

import pytest

from returnkit.carriers import (
    LabelForm,
    LabelRequest,
    ManualCarrier,
    MemoryDocumentStore,
    Rate,
    SuppliedLabel,
    UnsupportedError,
    kept_document,
    open_carrier,
)
from returnkit.errors import RefusedError
from returnkit.money import Money
from tests.carrier_requests import a_request

STORE = MemoryDocumentStore()
PDF = kept_document(b"%PDF-1.4 label", STORE)
QR = kept_document(b"\x89PNG\r\n\x1a\n code", STORE, form=LabelForm.QR_CODE)
ELSEWHERE = kept_document(b"%PDF-1.4 lost", MemoryDocumentStore())
RATE = Rate(reference="r", carrier="c", service="s", price=Money(1, "USD"))


def given(*documents: object) -> SuppliedLabel:
    return SuppliedLabel.model_validate(
        {"documents": documents, "carrier": "DHL", "tracking_number": "00340", "price": Money(399, "EUR")}
    )


def test_a_label_that_is_supplied_is_handed_out_with_what_it_costs() -> None:
    carrier = ManualCarrier(documents=STORE)

    label = carrier.buy(a_request(supplied=given(PDF)))

    assert (label.documents, label.carrier, label.tracking_number) == ((PDF,), "DHL", "00340")
    assert label.price == Money(399, "EUR")


def test_a_code_is_handed_out_likewise() -> None:
    label = ManualCarrier(documents=STORE).buy(a_request(form=LabelForm.QR_CODE, supplied=given(QR, PDF)))

    assert label.documents == (QR, PDF)


def test_without_a_label_the_customer_is_told_where_to_bring_it() -> None:
    carrier = open_carrier("manual", documents=STORE, drop_off="Any of our shops.")

    label = carrier.buy(a_request(form=LabelForm.LABEL_LESS))

    assert (label.documents, label.price, label.instructions) == ((), None, "Any of our shops.")
    assert ManualCarrier(documents=STORE).buy(a_request(form=LabelForm.LABEL_LESS)).instructions is None


@pytest.mark.parametrize(
    ("request_", "message"),
    [
        (a_request(), "the merchant supplies the label here"),
        (a_request(supplied=given(QR)), "no document of the label is a `label`"),
        (a_request(supplied=given(PDF, ELSEWHERE)), "is not in the store"),
        (a_request(form=LabelForm.LABEL_LESS, supplied=given(PDF)), "the parcel is to go without one"),
        (a_request(supplied=given(PDF), rate=RATE), "`manual` has no rates"),
    ],
)
def test_what_does_not_fit_is_refused(request_: LabelRequest, message: str) -> None:
    with pytest.raises(RefusedError, match=message):
        ManualCarrier(documents=STORE).buy(request_)


def test_nobody_here_charges_on_use() -> None:
    with pytest.raises(UnsupportedError):
        ManualCarrier(documents=STORE).buy(a_request(supplied=given(PDF), is_pay_on_use=True))


def test_the_same_request_is_the_same_label_on_every_machine_and_another_one_is_not() -> None:
    first, second = (ManualCarrier(documents=STORE) for _ in range(2))
    request = a_request(supplied=given(PDF))

    assert first.buy(request) == second.buy(request)
    assert first.buy(request).reference != first.buy(request.evolve(rma="R-2")).reference
