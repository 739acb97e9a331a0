"""Moments: instants as tables write them: of the calendar, or so long after an event."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final, TypeVar
from zoneinfo import ZoneInfo

from returnkit.clock import FIRST_YEAR, LAST_YEAR, to_utc
from returnkit.diagnostics import suggest

_T = TypeVar("_T")

NOON: Final = time(12)
"""The time of a day that is told without one."""

_TIME: Final = r"(?P<time>\d\d:\d\d(?::\d\d(?:\.\d{1,6})?)?)"
_LOCAL: Final = re.compile(rf"(?P<day>\d{{4}}-\d\d-\d\d)(?:[T ]{_TIME})?", re.ASCII)
_AFTER: Final = re.compile(
    r"(?P<amount>\d{1,5}) +(?P<unit>day|hour)s? +(?P<side>after|before) +(?P<event>[a-z_]+)"
    rf"(?:, *{_TIME})?",
    re.ASCII,
)
_DAY: Final = re.compile(rf"day +(?P<amount>\d{{1,5}})(?:, *{_TIME})?", re.ASCII)
_MOST: Final = 99_999
"""Days or hours; what is further away lies outside the years we count in."""

EVENTS: Final[Mapping[str, str]] = {
    "order": "order.placed_at",
    "invoice": "order.invoiced_at",
    "shipment": "order.shipped_at",
    "last_scan": "order.last_scan_at",
    "ready": "order.ready_at",
    "collection": "order.collected_at",
    "delivery": "order.delivered_at",
    "request": "at",
}
"""What a moment can be told by, as windows name it, and the key of its instant."""


@dataclass(frozen=True, slots=True)
class After:
    """So many civil days, or elapsed hours, after an event: `30 days after delivery, 23:59`.

    Attributes:
        amount: How many; below zero is before.
        unit: `days`, counted in the policy's zone, or `hours`, elapsed.
        event: One of `EVENTS`.
        time: The local time of the day it leads to; None is noon. Of days only.
    """

    amount: int
    unit: str
    event: str
    time: time | None = None

    def from_(self, start: datetime, zone: ZoneInfo) -> datetime:
        """Return the instant (UTC) that it is, where its event was at *start*."""
        if self.unit == "hours":
            return to_utc(start + timedelta(hours=self.amount))
        day = start.astimezone(zone).date() + timedelta(days=self.amount)
        return local(day, self.time or NOON, zone)

    def __str__(self) -> str:
        unit = self.unit.removesuffix("s") if abs(self.amount) == 1 else self.unit
        side = "before" if self.amount < 0 else "after"
        clock = f", {_clock(self.time)}" if self.time is not None else ""
        return f"{abs(self.amount)} {unit} {side} {self.event}{clock}"


def local(day: date, at: time, zone: ZoneInfo) -> datetime:
    """Return the instant (UTC) of a local day and time.

    A time that the clocks of *zone* skip is the first instant after the gap.
    """
    return to_utc(datetime.combine(day, at, zone))


def read_moment(text: str, zone: ZoneInfo) -> datetime | After:
    """Return what *text* tells: an instant in UTC, or one that another event tells.

    It is a day or a local time of *zone* (`2026-03-10`, `2026-03-10 23:59`), an instant with its offset
    (`2026-03-10T23:59:00+01:00`), `30 days after delivery`, `48 hours before request`, or `day 30`, which is
    after delivery.

    Raises:
        ValueError: It is none of these.
        InstantError: It lies outside the years we count in.
    """
    text = " ".join(text.split())
    if found := _LOCAL.fullmatch(text):
        day = _checked(date.fromisoformat, found["day"])
        return local(day, _time(found["time"]) or NOON, zone)
    if found := _DAY.fullmatch(text):
        return After(int(found["amount"]), "days", "delivery", _time(found["time"]))
    if found := _AFTER.fullmatch(text):
        return _read_after(found)
    return to_utc(_checked(datetime.fromisoformat, text))


def _read_after(found: re.Match[str]) -> After:
    sign = -1 if found["side"] == "before" else 1
    amount, unit = sign * int(found["amount"]), f"{found['unit']}s"
    return checked_after(After(amount, unit, found["event"], _time(found["time"])))


def checked_after(after: After) -> After:
    """Return *after* as it is.

    Raises:
        ValueError: It tells no instant: an unknown event or unit, no whole amount, or too much.
    """
    event, unit, amount = after.event, after.unit, after.amount
    if event not in EVENTS:
        help_ = suggest(str(event), EVENTS) or f"use one of {', '.join(f'`{each}`' for each in EVENTS)}"
        raise ValueError(f"unknown event `{event}`: {help_}")
    if unit not in ("days", "hours"):
        raise ValueError(f"unknown unit `{unit}`: use `days` or `hours`")
    if type(amount) is not int or abs(amount) > _MOST:
        raise ValueError(f"{unit} are counted in whole ones, {_MOST} at most")
    if after.time is not None and unit == "hours":
        raise ValueError("hours are elapsed time: they lead to an instant, not to a day with a time")
    return after


def shown_instant(instant: datetime, zone: ZoneInfo) -> str:
    """Return *instant* as a table writes it: its local day and time, with an offset where it needs one."""
    there = instant.astimezone(zone)
    if not FIRST_YEAR <= there.year <= LAST_YEAR:
        return instant.isoformat()  # in UTC, where its year is one that we count in
    if there.microsecond or there.replace(fold=1 - there.fold).utcoffset() != there.utcoffset():
        return there.isoformat()
    if there.time() == NOON:
        return there.date().isoformat()
    return f"{there.date().isoformat()} {_clock(there.time())}"


def _clock(at: time) -> str:
    return at.isoformat("minutes" if not (at.second or at.microsecond) else "auto")


def _time(text: str | None) -> time | None:
    return None if text is None else _checked(time.fromisoformat, text)


def _checked(read: Callable[[str], _T], text: str) -> _T:
    try:
        return read(text)
    except ValueError:
        raise ValueError(
            f"`{text}` is no time: write `2026-03-10`, `2026-03-10 23:59`, or `30 days after delivery`"
        ) from None
