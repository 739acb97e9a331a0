"""Labels: what is asked for, what it costs, and what a carrier gives for it."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import Annotated, Final

from pydantic import Field

from returnkit.effects.far_side import Reference
from returnkit.effects.intent import KeyField
from returnkit.facts.fields import Amount, Count, Instant, PositiveCount, Text
from returnkit.ids import ReturnId
from returnkit.model import Frozen

from .capabilities import Capability
from .errors import UnreadableAnswerError
from .parcels import Parcel, PostalAddress
from .store import DocumentStore, HashField


class LabelForm(StrEnum):
    """How the customer hands a parcel over."""

    LABEL = "label"
    """With a label that they print, or that came with the goods."""
    QR_CODE = "qr_code"
    """With a code on their telephone, from which a shop of the carrier prints the label."""
    LABEL_LESS = "label_less"
    """Without any; they are told where, or bring it as they like."""


class LabelFormat(StrEnum):
    """What the bytes of a document are."""

    PDF = "pdf"
    PNG = "png"
    ZPL = "zpl"
    """The language of label printers."""


_MAGIC: Final = {b"%PDF-": LabelFormat.PDF, b"\x89PNG\r\n\x1a\n": LabelFormat.PNG, b"^XA": LabelFormat.ZPL}
_FORMS: Final = {
    LabelForm.LABEL: Capability.LABEL,
    LabelForm.QR_CODE: Capability.QR_CODE,
    LabelForm.LABEL_LESS: Capability.LABEL_LESS,
}


class LabelDocument(Frozen):
    """A document of a label; its bytes are in the document store.

    Attributes:
        form: What the customer does with it: `label` is printed, `qr_code` is shown.
        format: What its bytes are.
        content: The SHA-256 of its bytes, by which the store gives them out.
        size: How many bytes it has.
    """

    form: LabelForm
    format: LabelFormat
    content: HashField
    size: PositiveCount


class Rate(Frozen):
    """What a label of a service costs, as the carrier said it.

    Attributes:
        reference: What the carrier calls the rate.
        carrier: Who carries, such as `USPS`; an aggregator has several.
        service: Which of its services.
        price: What the shop pays; zero is legal, as on the shop's own account or where use is paid.
        list_price: The carrier's listed price for the account, where it says it.
        retail_price: What it costs at a counter, where it says it.
        days: How many days it takes; None is not known.
        expires_at: Until when the rate stands; None is not known.
    """

    reference: Reference
    carrier: Text
    service: Text
    price: Amount
    list_price: Amount | None = None
    retail_price: Amount | None = None
    days: Count | None = None
    expires_at: Instant | None = None


class RateRequest(Frozen):
    """A question what a label would cost.

    Attributes:
        customer: Whose parcel it is: it travels from there.
        merchant: Where it goes.
        parcel: What travels.
        form: How the customer hands it over.
        is_pay_on_use: Whether it is to be charged only once it is used.
    """

    customer: PostalAddress
    merchant: PostalAddress
    parcel: Parcel
    form: LabelForm = LabelForm.LABEL
    is_pay_on_use: bool = False


class Quote(Frozen):
    """What a carrier says that labels cost.

    Attributes:
        rates: One entry a service, in the carrier's order, in the currencies that it said.
        warnings: Why some services have none, in the carrier's words.
    """

    rates: tuple[Rate, ...]
    warnings: tuple[Text, ...] = ()


class SuppliedLabel(Frozen):
    """A label that the merchant has from elsewhere.

    Attributes:
        documents: Its documents, which are in the document store.
        carrier: Who carries; None is not known.
        service: Which of its services; None is not known.
        tracking_number: The carrier's number; None is not known.
        price: What it costs the shop; None is not known.
    """

    documents: Annotated[tuple[LabelDocument, ...], Field(min_length=1)]
    carrier: Text | None = None
    service: Text | None = None
    tracking_number: Text | None = None
    price: Amount | None = None


class LabelRequest(Frozen):
    """One label that is to be bought. Goods travel from the customer to the merchant, always.

    Attributes:
        key: The key of the effect; `label_key` makes one.
        return_id: The return that it belongs to.
        customer: Whose parcel it is: it travels from there.
        merchant: Where it goes.
        parcel: What travels.
        form: How the customer hands it over.
        format: What its document is to be, where the carrier has several.
        rate: The rate that was chosen; None where the carrier has no rates.
        is_pay_on_use: Whether it is to be charged only once it is used.
        rma: The number of the return, to be printed where the carrier can.
        supplied: The label, where the merchant has it already.
    """

    key: KeyField
    return_id: ReturnId
    customer: PostalAddress
    merchant: PostalAddress
    parcel: Parcel
    form: LabelForm = LabelForm.LABEL
    format: LabelFormat = LabelFormat.PDF
    rate: Rate | None = None
    is_pay_on_use: bool = False
    rma: Text | None = None
    supplied: SuppliedLabel | None = None


class Label(Frozen):
    """What a carrier gave for a request.

    Attributes:
        reference: What the carrier calls it.
        form: How the customer hands the parcel over.
        documents: What the customer gets; none where it takes none.
        carrier: Who carries; None is not known.
        service: Which of its services; None is not known.
        tracking_number: The carrier's number; None is not known.
        price: What it costs the shop, as the carrier says; None is not known.
        is_pay_on_use: Whether it is charged only once it is used.
        instructions: What the customer is told of handing it over; None where there is nothing to tell.
        url: Where the carrier had the document; a hint, as such addresses expire.
    """

    reference: Reference
    form: LabelForm
    documents: tuple[LabelDocument, ...] = ()
    carrier: Text | None = None
    service: Text | None = None
    tracking_number: Text | None = None
    price: Amount | None = None
    is_pay_on_use: bool = False
    instructions: Text | None = None
    url: Text | None = None


def needed(request: LabelRequest | RateRequest) -> frozenset[Capability]:
    """Return what a carrier has to be able to do for *request*."""
    paid = {Capability.PAY_ON_USE} if request.is_pay_on_use else set[Capability]()
    asked = {Capability.RATES} if isinstance(request, RateRequest) else set[Capability]()
    return frozenset({_FORMS[request.form]} | paid | asked)


def cheapest(rates: Iterable[Rate], *, currency: str, is_free_taken: bool = False) -> Rate | None:
    """Return the rate with the lowest price in *currency*, the first of equals; None where there is none.

    Args:
        rates: Rates, in any currencies; those of others are not compared.
        currency: ISO 4217 code.
        is_free_taken: Whether a rate of zero counts; on a shop's own account it hides what is billed later.
    """
    there = (rate for rate in rates if rate.price.currency == currency and (rate.price or is_free_taken))
    return min(there, key=lambda rate: rate.price.minor, default=None)


def kept_document(
    content: bytes, store: DocumentStore, *, form: LabelForm = LabelForm.LABEL
) -> LabelDocument:
    """Put the bytes of a label into *store*, and return them as a document; what they are is read off them.

    Raises:
        UnreadableAnswerError: They are no PDF, PNG or ZPL: a page of an error, more often than not.
        DocumentSizeError: They are none, or too many.
    """
    head = content[:200].lstrip()
    found = next((format for magic, format in _MAGIC.items() if head.startswith(magic)), None)
    if found is None:
        raise UnreadableAnswerError("what came for a label is no PDF, PNG or ZPL")
    return LabelDocument(form=form, format=found, content=store.put(content), size=len(content))
