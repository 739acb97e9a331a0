"""Periods: civil dates that rules name, `2026-11-01..2026-12-31`, and what they do to windows."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Annotated, Any, Final, Self
from zoneinfo import ZoneInfo

from pydantic import Field, model_serializer, model_validator

from returnkit.facts import ZoneName
from returnkit.model import Frozen

from .civil import civil_day

_DATE: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_UNTIL: Final = re.compile(r"until +(?P<until>\S+)(?: +in +(?P<zone>\S+))?")
_TO: Final = re.compile(r"to +(?P<to>\S+)")


def read_date(text: str) -> date:
    """Return the civil date that *text* writes as `2026-11-01`.

    Raises:
        ValueError: It is no date.
    """
    if _DATE.fullmatch(text):
        try:
            return date.fromisoformat(text)
        except ValueError:
            raise ValueError(f"`{text}` is not a date of the calendar") from None
    raise ValueError(f"`{text}` is not a date: write it as `2026-11-01`")


def _dated(given: dict[str, Any], key: str) -> dict[str, Any]:  # Any: what a document holds
    written = given.get(key)
    return given | {key: read_date(written)} if isinstance(written, str) else given


class Period(Frozen):
    """Civil dates from a first to a last, both included; an open end has no bound.

    Attributes:
        first: The first date, or None.
        last: The last date, or None.
    """

    first: date | None = None
    last: date | None = None

    @model_validator(mode="before")
    @classmethod
    def _text_is_read(cls, given: Any) -> Any:  # Any: what a document holds
        if not isinstance(given, str):
            return given
        first, dots, last = (part.strip() for part in given.partition(".."))
        if not dots or last.startswith("."):
            raise ValueError(f"`{given}` is not a period: write it as `2026-11-01..2026-12-31`")
        return {"first": read_date(first) if first else None, "last": read_date(last) if last else None}

    @model_validator(mode="after")
    def _it_has_an_end_and_the_ends_are_in_order(self) -> Self:
        if self.first is None and self.last is None:
            raise ValueError("a period has a first or a last date")
        if self.first and self.last and self.first > self.last:
            raise ValueError(f"the period ends on {self.last}, before it begins on {self.first}")
        return self

    @model_serializer
    def _as_text(self) -> str:
        return str(self)

    def __str__(self) -> str:
        return f"{self.first or ''}..{self.last or ''}"

    def __contains__(self, day: date) -> bool:
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)

    def holds(self, instant: datetime, zone: ZoneInfo) -> bool:
        """Return whether *instant* falls into it by the civil days of *zone*."""
        return date.fromordinal(civil_day(instant, zone)) in self


class Extension(Frozen):
    """What moves a closing back, never forward: `until 2027-01-15`, `20 days`.

    Attributes:
        until: The last day at the earliest, or None.
        days: Civil days that are added to the unextended end, or None.
        zone: Whose day *until* is; None is that of the window.
    """

    until: date | None = None
    days: Annotated[int, Field(ge=1, le=3_660)] | None = None
    zone: ZoneName | None = None

    @model_validator(mode="before")
    @classmethod
    def _text_is_read(cls, given: Any) -> Any:  # Any: what a document holds
        if isinstance(given, dict):
            return _dated(given, "until")
        if not isinstance(given, str):
            return given
        if by := re.fullmatch(r"([0-9]{1,4}) +days?", given.strip()):
            return {"days": int(by[1])}
        found = _UNTIL.fullmatch(given.strip())
        if not found:
            raise ValueError(f"`{given}` extends nothing: write it as `until 2027-01-15` or `20 days`")
        return {"until": read_date(found["until"]), "zone": found["zone"]}

    @model_validator(mode="after")
    def _it_is_until_a_date_or_by_days(self) -> Self:
        if (self.until is None) is (self.days is None):
            raise ValueError("an extension is `until` a date or by a number of `days`")
        if self.zone and self.until is None:
            raise ValueError("`zone` tells whose day `until` is; added days are those of the window")
        return self

    @model_serializer
    def _as_text(self) -> str:
        return str(self)

    def __str__(self) -> str:
        if self.until is None:
            return f"{self.days} day{'' if self.days == 1 else 's'}"
        return f"until {self.until}{f' in {self.zone}' if self.zone else ''}"


class Deferral(Frozen):
    """A day before which no clock starts: `to 2027-01-02`.

    Attributes:
        to: The day; an event before it counts as if it were on it.
    """

    to: date

    @model_validator(mode="before")
    @classmethod
    def _text_is_read(cls, given: Any) -> Any:  # Any: what a document holds
        if isinstance(given, dict):
            return _dated(given, "to")
        if not isinstance(given, str):
            return given
        found = _TO.fullmatch(given.strip())
        if not found:
            raise ValueError(f"`{given}` defers nothing: write it as `to 2027-01-02`")
        return {"to": read_date(found["to"])}

    @model_serializer
    def _as_text(self) -> str:
        return str(self)

    def __str__(self) -> str:
        return f"to {self.to}"
