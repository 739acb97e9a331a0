"""The day walker: closings found by walking day by day and minute by minute, slow and plain.

It shares no code with the arithmetic of `returnkit.policy`; it reads the same models and calendars.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from itertools import product
from typing import Final
from zoneinfo import ZoneInfo

from returnkit.policy import CALENDARS, Clocks, Extension, Roll, Span, Start, Unit, Window
from tests.window_cases import WindowCase

NEVER: Final = datetime.max.replace(tzinfo=UTC)
DAY: Final = timedelta(days=1)
MINUTE: Final = timedelta(minutes=1)
_QUARTER: Final = timedelta(minutes=15)


def walked(case: WindowCase) -> tuple[datetime, bool]:
    """Return the closing, `NEVER` where there is none, and whether it is certain."""
    window, clocks = case.window, case.clocks
    parts = window.longest or window.shortest
    if parts:
        found = [_unextended(part, case) for part in parts]
        # What is not certain is that instant, a later one, or none at all: try them.
        truths = product(*((end,) if sure else (end, max(end, _FAR), NEVER) for end, sure in found))
        outcomes = {max(truth) if window.longest else min(truth) for truth in truths}
        closes, is_certain = min(outcomes), len(outcomes) == 1
    else:
        closes, is_certain = _unextended(window, case)
    if closes == NEVER:
        return NEVER, is_certain
    zone = ZoneInfo(window.zone) if window.zone else clocks.zone
    return max([closes, *(_extended(closes, each, zone) for each in case.extends)]), is_certain


_FAR: Final = datetime(2090, 1, 1, tzinfo=UTC)


@lru_cache(maxsize=100_000)
def begins(day: date, zone: ZoneInfo) -> datetime:
    """Return the first quarter of an hour in which the wall of *zone* shows *day* or a later one."""
    quarter = datetime(day.year, day.month, day.day, tzinfo=UTC) - timedelta(hours=16)
    while quarter.astimezone(zone).date() < day:
        quarter += _QUARTER
    return quarter


def day_of(instant: datetime, zone: ZoneInfo) -> date:
    """Return the last civil day that has begun by *instant*."""
    shown = instant.astimezone(zone).date()
    return max(day for day in (shown - DAY, shown, shown + DAY) if begins(day, zone) <= instant)


class _Days:
    """Working days; a year without data is noticed, and worked."""

    def __init__(self, name: str | None) -> None:
        self.calendar, self.is_complete = CALENDARS[name or "weekends"], True

    def work(self, day: date) -> bool:
        if day.year in self.calendar.years:
            return self.calendar.is_working_day(day)
        self.is_complete = False
        return True


def _unextended(window: Window, case: WindowCase) -> tuple[datetime, bool]:
    if window.of is None:
        return NEVER, True
    zone, days = ZoneInfo(window.zone) if window.zone else case.clocks.zone, _Days(window.calendar)
    amount = window.amount
    if window.computed:
        least = 1 if window.counting == "inclusive" or window.unit is Unit.HOURS else 0
        amount = max(window.at_least or 0, least)
    chain = (Start(event=window.of, plus=window.plus), *window.fallbacks)
    starts = (_started(str(each), case.clocks, zone, days) for each in chain)
    start = next((found for found in starts if found), None)
    begun = start or case.clocks.order
    for defer in case.defers:
        begun = max(begun, begins(defer.to, zone))
    assert amount is not None
    assert window.unit
    closes = _ended(Span(amount=amount, unit=window.unit), begun, zone, days, window)
    return closes, start is not None and not window.computed and days.is_complete


def _started(text: str, clocks: Clocks, zone: ZoneInfo, days: _Days) -> datetime | None:
    event, *added = text.split(" + ")
    instant: datetime | None = getattr(clocks, event)
    for each in added:
        promised = {"transit": clocks.transit_days, "lead": clocks.lead_days}.get(each, -1)
        if instant is None or promised is None:
            return None
        span = Span.model_validate(each if promised < 0 else f"{promised} days")
        if span.unit is Unit.HOURS:
            instant += timedelta(hours=span.amount)
        else:
            civil = day_of(instant, zone)
            more = _walk(span, civil, days, inclusive=False) - civil
            wall = instant.astimezone(zone) + more
            instant = begins(civil + more, zone) if instant == begins(civil, zone) else wall.astimezone(UTC)
    return instant


def _ended(span: Span, start: datetime, zone: ZoneInfo, days: _Days, window: Window) -> datetime:
    if span.unit is Unit.HOURS:
        return start + timedelta(hours=span.amount)
    day = day_of(start, zone)
    if span.unit is Unit.BUSINESS_HOURS:
        left, now = 60 * span.amount, start
        while left:
            while begins(day + DAY, zone) <= now:
                day += DAY
            left -= days.work(day)
            now += MINUTE
        return now
    last = _walk(span, day, days, inclusive=window.counting == "inclusive")
    while window.roll is Roll.NEXT_WORKING_DAY and not days.work(last):
        last += DAY
    return begins(last + DAY, zone)


def _walk(span: Span, day: date, days: _Days, *, inclusive: bool) -> date:
    """Return the last of the days, walking one at a time."""
    if span.unit in {Unit.MONTHS, Unit.YEARS}:
        return _same_number(day, span.amount * (12 if span.unit is Unit.YEARS else 1), inclusive=inclusive)
    left = span.amount * (7 if span.unit is Unit.WEEKS else 1)
    counts = days.work if span.unit is Unit.BUSINESS_DAYS else lambda _: True
    last = day - DAY if inclusive else day
    while left:
        last += DAY
        left -= counts(last)
    return last


def _same_number(day: date, months: int, *, inclusive: bool) -> date:
    year, month = day.year, day.month
    for _ in range(months):
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    number = day.day - inclusive
    if number == 0:
        return date(year, month, 1) - DAY
    while True:
        try:
            return date(year, month, number)
        except ValueError:
            number -= 1


def _extended(closes: datetime, extension: Extension, zone: ZoneInfo) -> datetime:
    if extension.until:
        return begins(extension.until + DAY, ZoneInfo(extension.zone) if extension.zone else zone)
    more = (extension.days or 0) * DAY
    day = day_of(closes, zone)
    if closes == begins(day, zone):
        return begins(day + more, zone)
    return (closes.astimezone(zone) + more).astimezone(UTC)
