"""Civil: days of a zone and what is counted in them, from instants and back."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from typing import Final, TypeAlias, assert_never
from zoneinfo import ZoneInfo

from .spans import Unit

LAST_DAY: Final = date.max.toordinal()
"""The last day of the calendar, 31 December 9999, as a proleptic ordinal."""

IsWorking: TypeAlias = Callable[[int], bool]
"""Tells whether a civil day (a proleptic ordinal) is a working day."""


def midnight(day: int, zone: ZoneInfo) -> datetime:
    """Return the instant, UTC, at which the civil *day* (a proleptic ordinal) begins in *zone*.

    Where a clock change skips midnight, the day begins at the change.

    Raises:
        OverflowError: The day is outside the calendar, or begins outside it in UTC.
    """
    try:
        return datetime.combine(date.fromordinal(day), time(), zone).astimezone(UTC)
    except ValueError as exc:
        raise OverflowError(f"day {day} is outside the calendar") from exc


def civil_day(instant: datetime, zone: ZoneInfo) -> int:
    """Return the civil day in *zone* that *instant* falls on, as a proleptic ordinal.

    # INVARIANT (a day ends at midnight): `instant < midnight(civil_day(instant) + 1)`, also where a
    # clock set back over midnight makes the wall show a day that has already ended.
    """
    day = instant.astimezone(zone).toordinal()
    return day + 1 if day < LAST_DAY and instant >= midnight(day + 1, zone) else day


def counted(day: int, amount: int, unit: Unit, *, is_working: IsWorking, inclusive: bool = False) -> int:
    """Return the last day of *amount* units of the calendar counted from *day*, both as ordinals.

    Args:
        day: The day of the event.
        amount: How many units, at least zero.
        unit: A unit of the calendar, not of the clock.
        is_working: Tells working days; asked for business days only.
        inclusive: Whether the day of the event is day 1 instead of day 0.

    Raises:
        OverflowError: The last day is after the end of the calendar.
    """
    first = day - 1 if inclusive else day
    match unit:
        case Unit.DAYS:
            return first + amount
        case Unit.WEEKS:
            return first + 7 * amount
        case Unit.MONTHS:
            return _months_after(day, amount, inclusive=inclusive)
        case Unit.YEARS:
            return _months_after(day, 12 * amount, inclusive=inclusive)
        case Unit.BUSINESS_DAYS:
            while amount:
                first += 1
                amount -= is_working(first)
            return first
        case Unit.HOURS | Unit.BUSINESS_HOURS:
            raise ValueError(f"`{unit.words}` are no days")
        case _:
            assert_never(unit)


def _months_after(day: int, months: int, *, inclusive: bool) -> int:
    """Return the day *months* months after *day*, added once and clipped to the end of the month.

    Counted inclusively the period ends with the day before the one of the same number; where the month
    has no such day, with its last. So a month from 31 January ends on 28 February either way.

    Source: BGB 188 (2) and (3), read 2026-11; likewise KR Civil Act 160.
    """
    start = date.fromordinal(day)
    years, month = divmod(start.month - 1 + months, 12)
    year, month = start.year + years, month + 1
    if year > date.max.year:
        raise OverflowError(f"year {year} is outside the calendar")
    number = min(start.day - inclusive, monthrange(year, month)[1])
    return date(year, month, 1).toordinal() + number - 1


def next_working(day: int, is_working: IsWorking) -> int:
    """Return *day*, or the first working day after it when it is none.

    Raises:
        OverflowError: None is left in the calendar.
    """
    while not is_working(day):
        day += 1
    return day


def moved(instant: datetime, days: int, zone: ZoneInfo) -> datetime:
    """Return *instant* on a civil day *days* later, at the same time by the wall of *zone*, UTC.

    A midnight stays a midnight; a time that a clock change skips moves on by the change.

    Raises:
        OverflowError: That is after the end of the calendar.
    """
    day = civil_day(instant, zone)
    if instant == midnight(day, zone):
        return midnight(day + days, zone)
    return (instant.astimezone(zone) + timedelta(days=days)).astimezone(UTC)


def business_hours(start: datetime, hours: int, zone: ZoneInfo, is_working: IsWorking) -> datetime:
    """Return the instant, UTC, at which *hours* have passed on working days of *zone* since *start*.

    A working day has all the hours between its midnights.

    Raises:
        OverflowError: That is after the end of the calendar.
    """
    left, now, day = timedelta(hours=hours), start, civil_day(start, zone)
    while True:
        ends = midnight(day + 1, zone)
        if is_working(day):
            if now + left <= ends:
                return now + left
            left -= ends - now
        now, day = ends, day + 1
