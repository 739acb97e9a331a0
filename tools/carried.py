"""Producers for the page on carriers: capabilities, statuses and words, values, and what the suites ask."""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING, Final

from returnkit import hookspecs
from returnkit.carriers import (
    STATUS_WORDS,
    TERMINAL,
    Capability,
    Label,
    LabelDocument,
    LabelForm,
    LabelFormat,
    LabelRequest,
    Parcel,
    PostalAddress,
    Quote,
    Rate,
    RateRequest,
    SuppliedLabel,
    Tracking,
    TrackingEvent,
    TrackingStatus,
    VoidReceipt,
    VoidRequest,
    VoidState,
    carriers,
    errors,
)
from returnkit.errors import FarSideError
from returnkit.testing import CarrierConformance, DocumentStoreConformance

from .effects import meanings, members, scenarios
from .markdown import attributes, code, summary, table

if TYPE_CHECKING:
    from collections.abc import Callable

VALUES: Final = (
    Parcel,
    PostalAddress,
    RateRequest,
    Quote,
    Rate,
    LabelRequest,
    SuppliedLabel,
    Label,
    LabelDocument,
    VoidRequest,
    VoidReceipt,
    Tracking,
    TrackingEvent,
)


def built_in() -> str:
    """Return the carriers that come along."""
    rows = []
    for each in carriers():
        if each.origin == "returnkit":
            able = ", ".join(code(word.value) for word in Capability if word in each.capabilities)
            settings = ", ".join(
                [*map(code, each.settings), *(f"{code(name)} (optional)" for name in each.options)]
            )
            rows.append((code(each.name), each.summary, able, settings))
    return table(("carrier", "what it is", "capabilities", "settings"), rows)


def hook() -> str:
    """Return what the hook's `register` takes."""
    parameters = inspect.signature(hookspecs.RegisterCarrier.__call__).parameters
    section = (inspect.getdoc(hookspecs.RegisterCarrier.__call__) or "").partition("Args:\n")[2]
    says = attributes(_Documented(section))
    rows = []
    for name, parameter in parameters.items():
        if name != "self":
            shown = "required" if parameter.default is parameter.empty else code(repr(parameter.default))
            rows.append((code(name), shown, says[name]))
    return table(("argument", "default", "meaning"), rows)


def statuses() -> str:
    """Return the statuses of tracking, each with the words that mean it."""
    says = meanings(TrackingStatus)
    rows = []
    for status in TrackingStatus:
        final = " Nothing follows." if status in TERMINAL else ""
        words = [
            f"{name}: " + ", ".join(code(word) for word in found)
            for name, known in STATUS_WORDS.items()
            if (found := [w for w, s in (*known.statuses.items(), *known.details.items()) if s is status])
        ]
        rows.append((code(status.value), says[status.name] + final, "; ".join(words)))
    return table(("status", "meaning", "words of others"), rows)


def told_errors() -> str:
    """Return the errors of carriers, and what each says of what happened."""
    found = [
        each
        for each in vars(errors).values()
        if inspect.isclass(each) and issubclass(each, FarSideError) and each.__module__ == errors.__name__
    ]
    rows = [
        (
            code(each.code),
            code(each.__name__),
            _yes(each.is_retryable),
            _yes(each.is_ambiguous),
            summary(each),
        )
        for each in found
    ]
    return table(("code", "error", "may be tried again", "may have happened", "meaning"), rows)


def values() -> str:
    """Return the attributes of every value of the room."""
    rows = []
    for value in VALUES:
        rows.append((code(value.__name__), "", summary(value)))
        rows += [("", code(name), text) for name, text in attributes(value).items()]
    return table(("value", "attribute", "what it is"), rows)


def _yes(claim: bool) -> str:
    return "yes" if claim else "no"


class _Documented:
    def __init__(self, arguments: str) -> None:
        self.__doc__ = f"Text.\n\nAttributes:\n{arguments}"


PRODUCERS: Final[dict[str, Callable[[], str]]] = {
    "carriers": built_in,
    "carrier-hook": hook,
    "carrier-capabilities": lambda: members(Capability, "capability"),
    "label-forms": lambda: members(LabelForm, "form"),
    "label-formats": lambda: members(LabelFormat, "format"),
    "void-states": lambda: members(VoidState, "state"),
    "tracking-statuses": statuses,
    "carrier-errors": told_errors,
    "carrier-values": values,
    "carrier-scenarios": lambda: scenarios(CarrierConformance),
    "document-scenarios": lambda: scenarios(DocumentStoreConformance),
}
