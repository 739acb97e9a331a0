"""Spans: days, months and years as they are typed, as half-open spans of instants of a zone."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Final
from zoneinfo import ZoneInfo

from returnkit.clock import FIRST_YEAR, LAST_YEAR
from returnkit.diagnostics import Diagnostic
from returnkit.policy import midnight

_DATE: Final = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
_COMPARED: Final = re.compile(r"(>=|<=|>|<)(.*)")
_HELP: Final = "give a day, a month or a year, such as `2026-11-05`, `>=2026-11`, `2026-11-05..2026-11-09`"

Bounds = tuple[datetime | None, datetime | None]


def period(text: str, zone: ZoneInfo) -> Bounds | Diagnostic:
    """Return from when on and before when *text* is, UTC, or what is wrong with it.

    Days are those of *zone*, from midnight to midnight. None of a pair is without end; one at least is told.
    """
    compared = _COMPARED.fullmatch(text)
    if compared is not None:
        sign, told = compared.groups()
        days = _days(told)
        if days is None:
            return _fault(told)
        first, after = (midnight(day, zone) for day in days)
        by_sign: dict[str, Bounds] = {
            ">=": (first, None),
            ">": (after, None),
            "<": (None, first),
            "<=": (None, after),
        }
        return by_sign[sign]
    start, is_range, end = text.partition("..")
    if not is_range:
        days = _days(text)
        return _fault(text) if days is None else (midnight(days[0], zone), midnight(days[1], zone))
    ends = [_days(each) if each else None for each in (start, end)]
    for told, found in zip((start, end), ends, strict=True):
        if told and found is None:
            return _fault(told)
    first_days, last_days = ends
    if first_days is None and last_days is None:
        return _fault(text)
    if first_days and last_days and first_days[0] >= last_days[1]:
        return Diagnostic("query.date", f"`{start}` comes after `{end}`", help="put the earlier one first")
    return (
        midnight(first_days[0], zone) if first_days else None,
        midnight(last_days[1], zone) if last_days else None,
    )


def _days(text: str) -> tuple[int, int] | None:
    """Return the first day of what *text* says and the first one after it, as ordinals; None is no date."""
    found = _DATE.fullmatch(text)
    if found is None or not text.isascii():
        return None
    year, month, day = (int(part) if part else None for part in found.groups())
    assert year is not None  # noqa: S101  # the pattern has it
    if not FIRST_YEAR <= year < LAST_YEAR:
        return None
    try:
        first = date(year, month or 1, day or 1)
    except ValueError:
        return None
    if day is not None:
        return first.toordinal(), first.toordinal() + 1
    after = date(year + 1, 1, 1) if month in (None, 12) else date(year, (month or 0) + 1, 1)
    return first.toordinal(), after.toordinal()


def _fault(text: str) -> Diagnostic:
    return Diagnostic("query.date", f"`{text[:40]}` is no day, month or year", help=_HELP)
