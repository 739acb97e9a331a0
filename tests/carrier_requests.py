"""Requests for labels, with good defaults."""

from __future__ import annotations

from typing import Any

from returnkit.carriers import LabelRequest, Parcel, PostalAddress, label_key
from returnkit.ids import ReturnId

CUSTOMER = PostalAddress(name="Ann", lines=("1 High Street",), city="Leeds", postal_code="LS1", country="GB")
MERCHANT = PostalAddress(name="Returns", company="Acme", lines=("Depot 2",), city="Hull", country="GB")


def a_request(**fields: Any) -> LabelRequest:  # Any: the model validates it
    """Return a request for a label, with *fields*."""
    given = {
        "key": label_key(ReturnId("R-7"), 1),
        "return_id": ReturnId("R-7"),
        "customer": CUSTOMER,
        "merchant": MERCHANT,
        "parcel": Parcel(weight_grams=800),
    }
    return LabelRequest.model_validate(given | fields)
