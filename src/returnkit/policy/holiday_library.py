"""Holiday library: calendars of the `holidays` package, for every country and state that it knows."""

from __future__ import annotations

from datetime import date
from typing import Any

from returnkit.errors import CalendarError, MissingExtraError

from .calendars import DatedCalendar


def library_calendar(
    country: str, *, years: range, subdivision: str | None = None, name: str | None = None
) -> DatedCalendar:
    """Return the public holidays of *country* as a calendar, its version that of the package.

    Args:
        country: ISO 3166-1 alpha-2 code, such as `DE`.
        years: The years to take; ask for those that windows can reach.
        subdivision: A state or region as the package names it, such as `BY`.
        name: What policies call it; None is `DE`, or `DE-BY` with a subdivision.

    Raises:
        MissingExtraError: The package is not installed.
        CalendarError: It does not know the country, the subdivision, or one of the years.
    """
    try:
        import holidays
    except ImportError as exc:
        raise MissingExtraError("holidays") from exc

    called = name or (f"{country}-{subdivision}" if subdivision else country)
    listed: Any  # the package is optional; without it mypy knows no types
    try:
        listed = holidays.country_holidays(country, subdiv=subdivision, years=years)
    except NotImplementedError as exc:
        raise CalendarError(f"the package `holidays` does not know `{called}`") from exc
    known = range(listed.start_year, listed.end_year + 1)
    if not years or years[0] not in known or years[-1] not in known:
        raise CalendarError(
            f"the package `holidays` has not all of those years for `{called}`",
            help=f"it knows {known.start} to {known.stop - 1}",
        )
    days = frozenset(date(day.year, day.month, day.day) for day in listed)
    worked = frozenset(day for day in getattr(listed, "weekend_workdays", ()) if day.year in years)
    return DatedCalendar(
        called, f"holidays {vars(holidays)['__version__']}", years, days, frozenset(listed.weekend), worked
    )
