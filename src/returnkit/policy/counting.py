"""Counting: from the start of a window to its end, without what extends it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from .amounts import least
from .calendars import WEEKENDS, WorkingDays
from .civil import IsWorking, business_hours, civil_day, counted, midnight, moved, next_working
from .spans import Span, Unit
from .windows import Window

LEAST: Final = timedelta(microseconds=1)
"""The resolution of instants: what lies before an exclusive end."""


def ends(
    span: Span,
    start: datetime,
    zone: ZoneInfo,
    is_working: IsWorking,
    *,
    inclusive: bool = False,
    rolls: bool = False,
) -> datetime:
    """Return the exclusive instant, UTC, at which *span* from *start* ends.

    Hours elapse. Days are counted in the calendar and end at midnight.

    Args:
        span: How long.
        start: The instant of the event, UTC.
        zone: Where days begin.
        is_working: Tells working days.
        inclusive: Whether the day of the event is day 1.
        rolls: Whether a last day that is no working day moves to the next one.

    Raises:
        OverflowError: That is after the end of the calendar.
    """
    if span.unit is Unit.HOURS:
        return start + timedelta(hours=span.amount)
    if span.unit is Unit.BUSINESS_HOURS:
        return business_hours(start, span.amount, zone, is_working)
    day = civil_day(start, zone)
    last = counted(day, span.amount, span.unit, is_working=is_working, inclusive=inclusive)
    return midnight((next_working(last, is_working) if rolls else last) + 1, zone)


def after(
    instant: datetime, span: Span, zone: ZoneInfo, is_working: IsWorking, *, day: int | None = None
) -> datetime:
    """Return the instant, UTC, that is *span* after *instant*, at the same time of the day.

    Args:
        instant: The instant, UTC.
        span: How much later.
        zone: Where days begin.
        is_working: Tells working days.
        day: The day that *instant* belongs to, an ordinal; None is the one it falls on.

    Raises:
        OverflowError: That is after the end of the calendar.
    """
    if span.unit is Unit.HOURS:
        return instant + timedelta(hours=span.amount)
    if span.unit is Unit.BUSINESS_HOURS:
        return business_hours(instant, span.amount, zone, is_working)
    first = civil_day(instant, zone) if day is None else day
    return moved(instant, counted(first, span.amount, span.unit, is_working=is_working) - first, zone)


def after_end(end: datetime, span: Span, zone: ZoneInfo, is_working: IsWorking) -> datetime:
    """Return the exclusive end, UTC, that is *span* after the exclusive *end*: it adds to the last day.

    Raises:
        OverflowError: That is after the end of the calendar.
    """
    return after(end, span, zone, is_working, day=civil_day(end - LEAST, zone))


def closing(window: Window, start: datetime, zone: ZoneInfo) -> datetime | None:
    """Return the exclusive instant, UTC, at which *window* closes when it counts from *start*.

    Whatever the window says of its event, *start* is it, and working days are Monday to Friday; `reckon`
    finds the event and the calendar. None is never: the window is unlimited, or ends after the calendar.
    """
    window = least(window)
    if window.parts:
        found = [closing(part, start, zone) for part in window.parts]
        return latest(found) if window.longest else earliest(found)
    span = window.span
    if span is None:
        return None
    inclusive, rolls = window.counts_inclusively, window.rolls
    try:
        return ends(span, start, zone, WorkingDays(WEEKENDS), inclusive=inclusive, rolls=rolls)
    except OverflowError:
        return None


def latest(ends: list[datetime | None]) -> datetime | None:
    """Return the last of *ends*; None is never, after every other."""
    return None if None in ends else max(end for end in ends if end is not None)


def earliest(ends: list[datetime | None]) -> datetime | None:
    """Return the first of *ends*; None is never, after every other."""
    return min((end for end in ends if end is not None), default=None)
