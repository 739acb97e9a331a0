"""Manual: the carrier of a shop that has its labels from elsewhere, or none. It reaches nothing outside."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from returnkit.effects import Guarantees
from returnkit.effects.payload import payload_hash
from returnkit.errors import RefusedError

from .capabilities import Capability
from .labels import Label, LabelForm, LabelRequest, SuppliedLabel, needed
from .purchases import check_capable, label_intent
from .store import DocumentStore

CAPABILITIES: Final = frozenset({Capability.LABEL, Capability.QR_CODE, Capability.LABEL_LESS})
_FOREVER: Final = timedelta(days=36_500)


class ManualCarrier:
    """Hands out what the merchant supplied with the request, or tells the customer where to bring a parcel.

    The same request under the same key gives the same label, on every machine: nothing is remembered, and
    nothing is sent.

    Args:
        documents: Where the documents of supplied labels are.
        drop_off: What customers are told who send without a label; None is nothing.
    """

    name = "manual"
    capabilities = CAPABILITIES
    guarantees = Guarantees(settle_window=timedelta(minutes=1), honours_key_for=_FOREVER)

    def __init__(self, *, documents: DocumentStore, drop_off: str | None = None) -> None:
        self._documents = documents
        self._drop_off = drop_off

    def buy(self, request: LabelRequest) -> Label:
        """Return the label that the merchant supplied, or the way to send without one.

        Raises:
            UnsupportedError: It is to be charged on use; there is nobody here who charges.
            RefusedError: No label is supplied that is of the form asked for, or a document of it is missing.
        """
        check_capable(self, needed(request))
        if request.rate is not None:
            raise RefusedError("`manual` has no rates", help="leave out `rate`")
        supplied = request.supplied
        if request.form is LabelForm.LABEL_LESS:
            if supplied is not None:
                raise RefusedError("a label is supplied, and the parcel is to go without one")
            return Label(reference=_reference(request), form=request.form, instructions=self._drop_off)
        if supplied is None:
            raise RefusedError("the merchant supplies the label here", help="upload it, and give `supplied`")
        self._check(supplied, request)
        return Label(
            reference=_reference(request),
            form=request.form,
            documents=supplied.documents,
            carrier=supplied.carrier,
            service=supplied.service,
            tracking_number=supplied.tracking_number,
            price=supplied.price,
        )

    def _check(self, supplied: SuppliedLabel, request: LabelRequest) -> None:
        if not any(each.form is request.form for each in supplied.documents):
            raise RefusedError(f"no document of the label is a `{request.form}`")
        for each in supplied.documents:
            try:
                self._documents.get(each.content)
            except LookupError as exc:
                raise RefusedError(f"document `{each.content}` is not in the store") from exc


def _reference(request: LabelRequest) -> str:
    intent = label_intent(request)
    return f"manual_{payload_hash(intent.key, intent.payload)[:24]}"
