"""Calendars: what ships, what the library brings, and what nobody knows."""

from __future__ import annotations

import sys
from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from returnkit.errors import CalendarError, MissingExtraError
from returnkit.policy import CALENDARS, WEEKENDS, DatedCalendar, calendar_of, library_calendar
from returnkit.policy.calendars import WorkingDays
from returnkit.policy.public_holidays import PUBLIC_HOLIDAYS


def easter(year: int) -> date:
    """Return Easter Sunday by the anonymous Gregorian algorithm."""
    a, b, c = year % 19, year // 100, year % 100
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    m = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    n = h + m - 7 * ((a + 11 * h + 22 * m) // 451) + 114
    return date(year, n // 31, n % 31 + 1)


FIXED = {
    "DE": ((1, 1), (5, 1), (10, 3), (12, 25), (12, 26)),
    "FR": ((1, 1), (5, 1), (5, 8), (7, 14), (8, 15), (11, 1), (11, 11), (12, 25)),
}
AFTER_EASTER = {"DE": (-2, 1, 39, 50), "FR": (1, 39, 50)}


@pytest.mark.parametrize("country", ["DE", "FR"])
def test_the_holidays_of_a_country_follow_its_law(country: str) -> None:
    listed = PUBLIC_HOLIDAYS[country]

    for year in listed.years:
        law = {date(year, month, day) for month, day in FIXED[country]}
        law |= {easter(year) + timedelta(days=days) for days in AFTER_EASTER[country]}
        assert {day for day in listed.days if day.year == year} == law


@pytest.mark.parametrize(
    ("day", "is_working"),
    [
        ("2025-03-03", False),  # for 1 March, a Saturday
        ("2025-05-06", False),  # two holidays fell on 5 May
        ("2025-10-08", False),  # for Chuseok, which touched a Sunday
        ("2025-01-27", False),  # a temporary holiday
        ("2026-03-02", False),
        ("2026-06-03", False),  # local elections
        ("2026-06-08", True),  # Memorial Day on a Saturday has no substitute
        ("2026-09-28", True),  # nor has Chuseok on a Saturday
        ("2025-05-01", True),  # Labour Day is a public holiday from 2026 on
        ("2026-05-01", False),
        ("2026-10-05", False),
        ("2027-02-09", False),
    ],
)
def test_korea_has_substitute_days_elections_and_new_holidays(day: str, is_working: bool) -> None:
    assert CALENDARS["KR"].is_working_day(date.fromisoformat(day)) is is_working


def test_boxing_day_is_a_holiday_in_germany_and_not_in_france() -> None:
    day = date(2025, 12, 26)

    assert not CALENDARS["DE"].is_working_day(day)
    assert CALENDARS["FR"].is_working_day(day)


def test_every_list_names_its_source_and_has_no_gap() -> None:
    for name, listed in PUBLIC_HOLIDAYS.items():
        assert listed.source
        assert sorted(listed.by_year) == list(listed.years)
        assert {2025, 2026, 2027} <= set(listed.years)
        assert CALENDARS[name].version == listed.version


def test_a_year_without_data_is_refused_with_the_years_that_are_known() -> None:
    with pytest.raises(CalendarError, match="`KR` has no data for 2031") as refused:
        CALENDARS["KR"].is_working_day(date(2031, 1, 1))

    assert refused.value.help == "it knows 2024 to 2027"


def test_weekends_are_known_for_ever() -> None:
    assert [WEEKENDS.is_working_day(date(9999, 12, 27) + timedelta(days=n)) for n in range(5)] == [True] * 5
    assert not WEEKENDS.is_working_day(date(1, 1, 6))


def test_a_weekend_day_can_be_worked() -> None:
    saturday = date(2026, 2, 14)
    calendar = DatedCalendar("CN", "1", range(2026, 2027), worked=frozenset({saturday}))

    assert calendar.is_working_day(saturday)
    assert not calendar.is_working_day(saturday + timedelta(days=1))


def test_a_window_without_a_calendar_counts_monday_to_friday() -> None:
    assert calendar_of(None, {}) is WEEKENDS


def test_an_unknown_calendar_is_refused_with_the_way_out() -> None:
    with pytest.raises(CalendarError, match="unknown calendar `weekend`") as close:
        calendar_of("weekend", CALENDARS)
    with pytest.raises(CalendarError) as far:
        calendar_of("XX", CALENDARS)

    assert close.value.help == "did you mean `weekends`?"
    assert far.value.help == "use one of `DE`, `FR`, `KR`, `weekends`"


def test_counting_takes_unknown_years_as_worked_and_remembers_them() -> None:
    days = WorkingDays(CALENDARS["DE"])

    assert not days.was_asked
    assert not days(date(2026, 12, 25).toordinal())
    assert days(date(2031, 12, 25).toordinal())
    assert (days.was_asked, days.missing) == (True, {2031})
    with pytest.raises(OverflowError):
        days(date.max.toordinal() + 1)


# --- the library -------------------------------------------------------------------------------------


def test_without_the_package_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "holidays", None)

    with pytest.raises(MissingExtraError) as missing:
        library_calendar("DE", years=range(2025, 2027))

    assert missing.value.extra == "holidays"
    assert missing.value.help == "pip install 'returnkit[holidays]'"


class _Listed(dict[date, str]):
    start_year, end_year, weekend = 2000, 2050, {4, 5}
    weekend_workdays = {date(2026, 1, 2), date(2040, 1, 6)}  # noqa: RUF012  # as the package has it


def fake(country: str, *, subdiv: str | None, years: range) -> _Listed:
    if country == "XX":
        raise NotImplementedError
    return _Listed({date(year, 1, 1): "New Year" for year in years})


@pytest.fixture
def package(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "holidays", SimpleNamespace(country_holidays=fake, __version__="0.0"))


@pytest.mark.usefixtures("package")
def test_the_package_gives_a_calendar_with_its_version() -> None:
    calendar = library_calendar("AE", subdivision="DU", years=range(2025, 2027))

    assert calendar == DatedCalendar(
        "AE-DU",
        "holidays 0.0",
        range(2025, 2027),
        frozenset({date(2025, 1, 1), date(2026, 1, 1)}),
        frozenset({4, 5}),
        frozenset({date(2026, 1, 2)}),
    )
    assert library_calendar("AE", years=range(2025, 2026)).name == "AE"
    assert library_calendar("AE", years=range(2025, 2026), name="ours").name == "ours"


@pytest.mark.usefixtures("package")
@pytest.mark.parametrize(
    ("country", "years"),
    [
        ("XX", range(2025, 2027)),
        ("AE", range(1999, 2001)),
        ("AE", range(2049, 2060)),
        ("AE", range(2025, 2025)),
    ],
)
def test_what_the_package_does_not_know_is_refused(country: str, years: range) -> None:
    with pytest.raises(CalendarError, match="the package `holidays`"):
        library_calendar(country, years=years)


@pytest.mark.parametrize("country", sorted(PUBLIC_HOLIDAYS))
def test_the_shipped_lists_are_those_of_the_package_they_were_read_from(country: str) -> None:
    package: Any = pytest.importorskip("holidays", reason="the extra `holidays` is not installed")
    if package.__version__ != "0.109":
        pytest.skip("holiday data change by release; the lists were read from 0.109")
    shipped = CALENDARS[country]

    found = library_calendar(country, years=shipped.years)

    assert isinstance(shipped, DatedCalendar)
    assert (found.holidays, found.rest, found.worked) == (shipped.holidays, shipped.rest, shipped.worked)
