"""Calendars: which days are working days, from dated data or from anybody's port."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Final, Protocol

from returnkit.diagnostics import suggest
from returnkit.errors import CalendarError

from .public_holidays import PUBLIC_HOLIDAYS

SATURDAY: Final = 5
SUNDAY: Final = 6


class Calendar(Protocol):
    """Tells working days. A decision records the name and version of each one that it used."""

    @property
    def name(self) -> str:
        """What policies call it, such as `DE`."""
        ...

    @property
    def version(self) -> str:
        """Which state of its data this is; another answer has another version."""
        ...

    @property
    def years(self) -> range:
        """The years it has data for."""
        ...

    def is_working_day(self, day: date) -> bool:
        """Return whether *day* is neither a day of rest nor a holiday.

        Raises:
            CalendarError: There is no data for the year.
        """
        ...


@dataclass(frozen=True, slots=True)
class DatedCalendar:
    """A calendar of listed holidays beside a weekly rest.

    Attributes:
        name: What policies call it.
        version: Which state of its data this is.
        years: The years it has data for.
        holidays: The days that are no working days, whatever their weekday.
        rest: The weekdays of rest, Monday is 0.
        worked: The days of that weekly rest that are working days all the same.
    """

    name: str
    version: str
    years: range
    holidays: frozenset[date] = frozenset()
    rest: frozenset[int] = frozenset({SATURDAY, SUNDAY})
    worked: frozenset[date] = frozenset()

    def is_working_day(self, day: date) -> bool:
        """Return whether *day* is neither a day of rest nor a holiday.

        Raises:
            CalendarError: There is no data for the year.
        """
        if day.year not in self.years:
            raise CalendarError(
                f"the calendar `{self.name}` has no data for {day.year}",
                help=f"it knows {self.years.start} to {self.years.stop - 1}",
            )
        return (day.weekday() not in self.rest and day not in self.holidays) or day in self.worked


WEEKENDS: Final = DatedCalendar("weekends", "1", range(1, 10_000))
"""Monday to Friday are working days, always; what a window counts that names no calendar."""

CALENDARS: Final[Mapping[str, Calendar]] = MappingProxyType(
    {WEEKENDS.name: WEEKENDS}
    | {
        name: DatedCalendar(name, listed.version, listed.years, listed.days)
        for name, listed in PUBLIC_HOLIDAYS.items()
    }
)
"""The calendars that come with the package, by name."""


def calendar_of(name: str | None, calendars: Mapping[str, Calendar]) -> Calendar:
    """Return the one of *calendars* that a window calls *name*; `weekends` where it names none.

    Raises:
        CalendarError: There is none of that name.
    """
    if name is None:
        return WEEKENDS
    found = calendars.get(name)
    if found is None:
        known = ", ".join(f"`{each}`" for each in sorted(calendars))
        raise CalendarError(
            f"unknown calendar `{name}`", help=suggest(name, calendars) or f"use one of {known}"
        )
    return found


class WorkingDays:
    """The working days of a calendar by ordinal, for counting; what it has no data for counts as worked.

    A window that is counted so closes no later than it truly does, whatever the missing holidays are.

    Attributes:
        calendar: The calendar.
        was_asked: Whether a day was asked for.
        missing: The years that were asked for and that it has no data for.
    """

    def __init__(self, calendar: Calendar) -> None:
        self.calendar, self.was_asked = calendar, False
        self.missing: set[int] = set()

    def __call__(self, day: int) -> bool:
        """Return whether the civil *day*, a proleptic ordinal, is a working day.

        Raises:
            OverflowError: The day is after the end of the calendar.
        """
        try:
            asked = date.fromordinal(day)
        except ValueError as exc:
            raise OverflowError(f"day {day} is outside the calendar") from exc
        self.was_asked = True
        if asked.year in self.calendar.years:
            return self.calendar.is_working_day(asked)
        self.missing.add(asked.year)
        return True
