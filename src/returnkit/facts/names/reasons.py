"""Names that read the stated reason through a catalogue: its group, and whose fault it is."""

from __future__ import annotations

from ..reasons import FaultSide, ReasonCatalogue
from ..vocabulary import NOT_ASKED, Fact, Subject, Value
from .entries import maybe


def reason_facts(catalogue: ReasonCatalogue) -> tuple[Fact, ...]:
    """Return the names of `request` that depend on *catalogue*."""
    codes = [reason.code for reason in catalogue.reasons]
    groups = {code: catalogue.group(code) for code in codes}
    faults = {code: side.value for code in codes if (side := catalogue.fault(code)) is not None}

    def parent(subject: Subject) -> Value:
        reason = subject.item.reason
        return NOT_ASKED if reason is None else groups.get(reason)

    def fault(subject: Subject) -> Value:
        reason = subject.item.reason
        return NOT_ASKED if reason is None else faults.get(reason)

    return (
        maybe(
            "request.reason_parent",
            "The topmost reason above the stated one, or itself; null when it is not in the catalogue.",
            parent,
            "fit",
            ask="shopper",
        ),
        maybe(
            "request.fault",
            "Whose fault the stated reason is; null when the catalogue does not say.",
            fault,
            FaultSide.SHOPPER.value,
            ask="shopper",
            values=tuple(each.value for each in FaultSide),
        ),
    )
