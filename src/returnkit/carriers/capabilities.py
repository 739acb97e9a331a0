"""Capabilities: what a carrier can do, said before it is asked for it."""

from __future__ import annotations

from enum import StrEnum


class Capability(StrEnum):
    """Something that a carrier can do; each names the method that does it."""

    RATES = "rates"
    """It tells what labels cost, by `rates`."""
    LABEL = "label"
    """It gives a label to print, by `buy`."""
    QR_CODE = "qr_code"
    """It gives a code that a shop of the carrier prints the label from, by `buy`."""
    LABEL_LESS = "label_less"
    """It takes a parcel without a label, by `buy`."""
    PAY_ON_USE = "pay_on_use"
    """It charges for a label once a parcel travels with it, where a request asks for that."""
    FIND = "find"
    """It can look whether something was bought, by `find`."""
    VOID = "void"
    """It takes a label back, by `void`; how far that came, it tells by `find_void`."""
    TRACK = "track"
    """It tells where a parcel is, by `track`."""
