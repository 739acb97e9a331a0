"""Labels: their values, the cheapest rate, and documents that are what they say."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from pydantic import ValidationError

from returnkit.carriers import (
    Capability,
    LabelForm,
    LabelFormat,
    MemoryDocumentStore,
    Parcel,
    Rate,
    UnreadableAnswerError,
    cheapest,
    kept_document,
    needed,
)
from returnkit.money import Money
from tests.carrier_requests import a_request


def a_rate(minor: int, currency: str = "USD", reference: str = "rate_1") -> Rate:
    return Rate(reference=reference, carrier="post", service="ground", price=Money(minor, currency))


@pytest.mark.parametrize(
    "fields",
    [
        {"weight_grams": 0},
        {"weight_grams": -1},
        {"weight_grams": 1.5},
        {"weight_grams": Decimal(1)},
        {"weight_grams": True},
        {"weight_grams": 1, "length_mm": 10},
        {"weight_grams": 1, "length_mm": 10, "width_mm": 10},
        {"weight_grams": 1, "length_mm": 10, "width_mm": 10, "height_mm": 0},
    ],
)
def test_a_parcel_has_whole_grams_and_three_sides_or_none(fields: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        Parcel.model_validate(fields)


def test_no_address_is_called_from_or_to() -> None:
    fields = type(a_request()).model_fields

    assert {"customer", "merchant"} <= fields.keys()
    assert not [name for name in fields if name.split("_")[0] in ("from", "to", "sender", "recipient")]


@pytest.mark.parametrize("price", [4.57, "4.57", 457, Money(-1, "USD")])
def test_a_price_is_money_from_zero_up(price: object) -> None:
    with pytest.raises(ValidationError):
        Rate.model_validate({"reference": "r", "carrier": "c", "service": "s", "price": price})


def test_the_cheapest_is_found_among_rates_of_its_currency_that_cost_something() -> None:
    free, dear, cheap, far = (
        a_rate(0),
        a_rate(457, reference="a"),
        a_rate(457, reference="b"),
        a_rate(1, "EUR"),
    )

    assert cheapest((free, dear, cheap, far), currency="USD") == dear
    assert cheapest((free, dear, far), currency="USD", is_free_taken=True) == free
    assert cheapest((free, dear, far), currency="EUR") == far
    assert cheapest((free, far), currency="USD") is None


@pytest.mark.parametrize(
    ("form", "is_pay_on_use", "asked"),
    [
        (LabelForm.LABEL, False, {Capability.LABEL}),
        (LabelForm.QR_CODE, False, {Capability.QR_CODE}),
        (LabelForm.LABEL_LESS, True, {Capability.LABEL_LESS, Capability.PAY_ON_USE}),
    ],
)
def test_a_request_needs_what_its_form_needs(
    form: LabelForm, is_pay_on_use: bool, asked: set[Capability]
) -> None:
    assert needed(a_request(form=form, is_pay_on_use=is_pay_on_use)) == asked


@pytest.mark.parametrize(
    ("content", "format"),
    [
        (b"%PDF-1.7\n", LabelFormat.PDF),
        (b"\x89PNG\r\n\x1a\n0", LabelFormat.PNG),
        (b"\n ^XA^FDa^FS^XZ", LabelFormat.ZPL),
    ],
)
def test_a_document_is_known_by_its_bytes(content: bytes, format: LabelFormat) -> None:
    store = MemoryDocumentStore()

    found = kept_document(content, store, form=LabelForm.QR_CODE)

    assert (found.format, found.size, found.form) == (format, len(content), LabelForm.QR_CODE)
    assert store.get(found.content) == content


@pytest.mark.parametrize("content", [b"", b"<html>502 Bad Gateway", b"%PD", b"GIF89a", b" " * 300 + b"%PDF-"])
def test_what_is_no_label_is_not_kept(content: bytes) -> None:
    with pytest.raises(UnreadableAnswerError) as raised:
        kept_document(content, MemoryDocumentStore())

    assert raised.value.is_ambiguous
