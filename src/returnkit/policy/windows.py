"""Windows: for how long an offer stands, and when exactly that ends."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Any, Final, Self
from zoneinfo import ZoneInfo

from pydantic import Field, model_serializer, model_validator

from returnkit.diagnostics import suggest
from returnkit.model import Frozen

MAX_DAYS: Final = 36_525  # a hundred years; longer ones are `unlimited`


class ClockName(StrEnum):
    """The events a window can count from."""

    ORDER = "order"
    SHIPMENT = "shipment"
    DELIVERY = "delivery"


class Window(Frozen):
    """A span of time after an event: `30 days of delivery`, `48 hours of delivery`, `unlimited`.

    Days are civil days in the policy's zone; the day of the event is not counted, and the window ends
    with the last of them. Hours are elapsed time.

    Attributes:
        days: Civil days, or None.
        hours: Elapsed hours, or None.
        of: The event it counts from; None when unlimited.
    """

    days: Annotated[int, Field(ge=0, le=MAX_DAYS)] | None = None
    hours: Annotated[int, Field(ge=1, le=24 * MAX_DAYS)] | None = None
    of: ClockName | None = None

    @model_validator(mode="before")
    @classmethod
    def _text_is_read(cls, given: Any) -> Any:  # Any: what a document holds
        is_bare = isinstance(given, int | Decimal) and not isinstance(given, bool)
        return _read(str(given)) if is_bare or isinstance(given, str) else given

    @model_validator(mode="after")
    def _an_amount_has_one_unit_and_an_event(self) -> Self:
        if self.days is not None and self.hours is not None:
            raise ValueError("a window counts days or hours, not both")
        if (self.of is None) is not self.is_unlimited:
            raise ValueError("a window has an amount and an event, such as `30 days of delivery`")
        return self

    @model_serializer
    def _as_text(self) -> str:
        return str(self)

    @property
    def is_unlimited(self) -> bool:
        """Whether it never ends."""
        return self.days is None and self.hours is None

    def __str__(self) -> str:
        if self.of is None:
            return "unlimited"
        amount, unit = (self.days, "day") if self.days is not None else (self.hours, "hour")
        return f"{amount} {unit}{'' if amount == 1 else 's'} of {self.of.value}"


_FORM: Final = re.compile(r"(?P<amount>[0-9]{1,6}) +(?P<unit>[a-z]+?)s? +of +(?P<of>[a-z_]+)")


def _read(text: str) -> dict[str, object]:
    if text.strip() == "unlimited":
        return {}
    found = _FORM.fullmatch(text.strip())
    if not found:
        raise ValueError(f"`{text}` is not a window: write it as `30 days of delivery` or `unlimited`")
    amount, unit, of = int(found["amount"]), found["unit"], found["of"]
    if unit not in ("day", "hour"):
        raise ValueError(
            f"unknown unit `{unit}`: {suggest(unit, ('day', 'hour')) or 'use `days` or `hours`'}"
        )
    if of not in list(ClockName):
        known = ", ".join(f"`{clock.value}`" for clock in ClockName)
        raise ValueError(f"unknown event `{of}`: {suggest(of, ClockName) or f'use one of {known}'}")
    if amount > MAX_DAYS * (24 if unit == "hour" else 1):
        raise ValueError(f"`{text}` is longer than a hundred years: write `unlimited`")
    if unit == "hour" and not amount:
        raise ValueError(f"`{text}` ends as it begins: write at least one hour")
    return {f"{unit}s": amount, "of": ClockName(of)}


@dataclass(frozen=True, slots=True)
class Clocks:
    """The instants that windows of one item count from, and its zone.

    Attributes:
        zone: Where days begin.
        order: When the order was placed, UTC.
        shipment: When the last of the units left, UTC; None when not known.
        delivery: When the last of the units arrived, UTC; None when not known.
    """

    zone: ZoneInfo
    order: datetime
    shipment: datetime | None = None
    delivery: datetime | None = None

    def start(self, clock: ClockName) -> datetime | None:
        """Return the instant of *clock*, or None when it is not known."""
        match clock:
            case ClockName.ORDER:
                return self.order
            case ClockName.SHIPMENT:
                return self.shipment
            case ClockName.DELIVERY:
                return self.delivery


def closing(window: Window, start: datetime, zone: ZoneInfo) -> datetime | None:
    """Return the exclusive UTC instant at which *window* closes, counted from *start*.

    None is never: the window is unlimited, or ends after the calendar does.
    """
    try:
        if window.hours is not None:
            return start + timedelta(hours=window.hours)
        if window.days is not None:
            return midnight(civil_day(start, zone) + window.days + 1, zone)
    except (OverflowError, ValueError):  # `date` raises the one, `timedelta` and zones the other
        return None
    return None


def midnight(day: int, zone: ZoneInfo) -> datetime:
    """Return the instant, UTC, at which the civil *day* (a proleptic ordinal) begins in *zone*.

    Where a clock change skips midnight, the day begins at the change.
    """
    return datetime.combine(date.fromordinal(day), time(), zone).astimezone(UTC)


def civil_day(instant: datetime, zone: ZoneInfo) -> int:
    """Return the civil day in *zone* that *instant* falls on, as a proleptic ordinal.

    # INVARIANT (a day ends at midnight): `instant < midnight(civil_day(instant) + 1)`, also where a
    # clock set back over midnight makes the wall show a day that has already ended.
    """
    day = instant.astimezone(zone).toordinal()
    return day + 1 if instant >= midnight(day + 1, zone) else day
