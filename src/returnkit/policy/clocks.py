"""Clocks: the events that windows count from, and when they were for one item."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum
from typing import Any, Final, Literal, TypeAlias
from zoneinfo import ZoneInfo

from pydantic import model_serializer, model_validator

from returnkit.diagnostics import suggest
from returnkit.model import Frozen
from returnkit.record import record

from .spans import Span, read_span


class ClockName(StrEnum):
    """The events a window can count from, in order of life."""

    ORDER = "order"
    INVOICE = "invoice"
    SHIPMENT = "shipment"
    LAST_SCAN = "last_scan"
    READY = "ready"
    COLLECTION = "collection"
    DELIVERY = "delivery"


class Per(StrEnum):
    """Whose event starts the clock: the line's own, or of all lines of the order the last or first."""

    LINE = "line"
    ORDER_LAST = "order_last"
    ORDER_FIRST = "order_first"


Addition: TypeAlias = Span | Literal["transit", "lead"]
"""Time added to an event: a length, or the days that the carrier or the shop promised."""

_PROMISES: Final = ("transit", "lead")


class Start(Frozen):
    """An event that a window counts from, with what is added to it: `shipment + 7 days`.

    Attributes:
        event: The event.
        plus: What is added, in order: lengths of time, `transit`, `lead`.
    """

    event: ClockName
    plus: tuple[Addition, ...] = ()

    @model_validator(mode="before")
    @classmethod
    def _text_is_read(cls, given: Any) -> Any:  # Any: what a document holds
        return _read(given) if isinstance(given, str) else given

    @model_serializer
    def _as_text(self) -> str:
        return str(self)

    def __str__(self) -> str:
        return " + ".join([self.event.value, *map(str, self.plus)])


def read_chain(given: object) -> tuple[Start, ...]:
    """Return what a window counts from, in order, as a document writes it: a text or a list of texts.

    Raises:
        ValueError: An event or an addition is not known, or there is none.
    """
    texts = given if isinstance(given, list | tuple) else (given,)
    if not texts or not all(isinstance(text, str | Start) for text in texts):
        raise ValueError("an event is a text such as `delivery` or `shipment + 7 days`, or a list of them")
    return tuple(text if isinstance(text, Start) else Start(**_read(text)) for text in texts)


def read_event(text: str, *, also: tuple[str, ...] = ()) -> ClockName:
    """Return the event that *text* names; *also* are other words that could stand there.

    Raises:
        ValueError: There is no such event.
    """
    if text in list(ClockName):
        return ClockName(text)
    words = [*map(str, ClockName), *also]
    known = ", ".join(f"`{word}`" for word in words)
    raise ValueError(f"unknown event `{text}`: {suggest(text, words) or f'use one of {known}'}")


def _read(text: str) -> dict[str, Any]:  # Any: each field has its own kind
    event, *plus = (part.strip() for part in text.split("+"))
    return {"event": read_event(event), "plus": tuple(map(_addition, plus))}


def _addition(text: str) -> Addition:
    if text == "transit":
        return "transit"
    if text == "lead":
        return "lead"
    if text[:1].isdigit():
        return read_span(text)
    help_ = suggest(text, _PROMISES) or "add a length such as `7 days`, `transit` or `lead`"
    raise ValueError(f"`{text}` cannot be added to an event: {help_}")


@record
class Clocks:
    """The instants that windows of one item count from, and its zone.

    Attributes:
        zone: Where days begin.
        order: When the order was placed, UTC.
        shipment: When the last of the units left, UTC; None when not known, like those below.
        delivery: When the last of the units arrived, UTC.
        invoice: When it was invoiced, UTC.
        last_scan: When the carrier saw it last, UTC.
        ready: When it could be collected, UTC.
        collection: When it was collected, UTC.
        request: When the return was asked for, UTC.
        transit_days: Civil days that the carrier promised from shipping to arrival.
        lead_days: Civil days that the shop promised from the order to shipping.
        order_last: The last of each event over all lines of the order; None where that is this item's.
        order_first: The first of each, likewise.
    """

    zone: ZoneInfo
    order: datetime
    shipment: datetime | None = None
    delivery: datetime | None = None
    invoice: datetime | None = None
    last_scan: datetime | None = None
    ready: datetime | None = None
    collection: datetime | None = None
    request: datetime | None = None
    transit_days: int | None = None
    lead_days: int | None = None
    order_last: Clocks | None = None
    order_first: Clocks | None = None

    def start(self, clock: ClockName) -> datetime | None:
        """Return the instant of *clock*, or None when it is not known."""
        found: datetime | None = getattr(self, clock)  # a field for every member; a test compares
        return found

    def seen(self, per: Per) -> Clocks:
        """Return the clocks of whom *per* names."""
        return {Per.ORDER_LAST: self.order_last, Per.ORDER_FIRST: self.order_first}.get(per) or self


def last_of(lines: Iterable[Clocks]) -> Clocks:
    """Return the clocks of an order whose *lines* have these: each event when it was for the last.

    An event that is not known for some line is not known to have been for the last.
    """
    lines = tuple(lines)
    return Clocks(lines[0].zone, lines[0].order, **{name: _last(lines, name) for name in _EVENTS})


def first_of(lines: Iterable[Clocks]) -> Clocks:
    """Return the clocks of an order whose *lines* have these: each event when it was for the first."""
    lines = tuple(lines)
    return Clocks(lines[0].zone, lines[0].order, **{name: _first(lines, name) for name in _EVENTS})


_EVENTS: Final = (
    "shipment", "delivery", "invoice", "last_scan", "ready", "collection", "request",
    "transit_days", "lead_days",
)  # fmt: skip


def _last(lines: tuple[Clocks, ...], name: str) -> Any:  # Any: an instant or a count of days
    found = [getattr(line, name) for line in lines]
    return None if None in found else max(found)


def _first(lines: tuple[Clocks, ...], name: str) -> Any:  # Any: an instant or a count of days
    return min((found for line in lines if (found := getattr(line, name)) is not None), default=None)
