"""Seasons: windows of the orders of a period as overrides of structured data."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from returnkit.policy import ClockName, Per, Period, Rule, Unit, Window

from .ordinary import Mark, Ordinary, Part
from .words import one_or_several, term


def category(window: Window) -> str:
    """Return the member of `MerchantReturnEnumeration` for *window*."""
    return term(
        "MerchantReturnUnlimitedWindow" if window.is_unlimited else "MerchantReturnFiniteReturnWindow"
    )


def days_of(window: Window) -> int | None:
    """Return for how many days after delivery *window* is open; None where that cannot be told."""
    is_told = window.of is ClockName.DELIVERY and not window.plus and window.per is Per.LINE
    return window.days_inside if is_told and window.unit in (Unit.DAYS, Unit.WEEKS) else None


def is_told_whole(window: Window) -> bool:
    """Return whether a category and a number of days tell all of *window*."""
    more = (window.fallbacks, window.zone, window.rolls, window.grace, window.goods_back)
    return not any(more) and (window.is_unlimited or days_of(window) is not None)


@dataclass(frozen=True, slots=True)
class _Season:
    """One override.

    Attributes:
        period: The orders it is for.
        data: Its properties beside its dates.
        mark: The statement that is in it.
        is_whole: Whether all of that statement is.
    """

    period: Period
    data: dict[str, Any]  # Any: as JSON-LD has it
    mark: Mark
    is_whole: bool


def seasons(ordinary: Ordinary, days: int | None, day: date | None) -> Part:
    """Return the overrides for the orders of periods.

    Args:
        ordinary: What is granted outside of them.
        days: For how many days after delivery that is; None is not known.
        day: Periods that ended before it are left out; None leaves none out.
    """
    found: list[_Season] = []
    for season in (*_windows(ordinary), *_moves(ordinary, days)):
        is_over = day is not None and season.period.last is not None and season.period.last < day
        # Of two that share a day only one would be true.
        if not is_over and not any(_meet(season.period, other.period) for other in found):
            found.append(season)
    if not found:
        return Part({}, {})
    data = {"returnPolicySeasonalOverride": one_or_several([_override(each) for each in found])}
    return Part(data, {each.mark: each.is_whole for each in found})


def _windows(ordinary: Ordinary) -> Iterator[_Season]:
    """Yield the windows that stand above the ordinary one."""
    for rule in _of_seasons(ordinary):
        if rule is ordinary.window_rule:
            return
        if rule.within and rule.placed and not rule.after:
            data: dict[str, Any] = {"returnPolicyCategory": category(rule.within)}
            told = days_of(rule.within)
            if told is not None:
                data["merchantReturnDays"] = told
            yield _Season(rule.placed, data, (rule.id, "within", "within"), is_told_whole(rule.within))


def _moves(ordinary: Ordinary, days: int | None) -> Iterator[_Season]:
    """Yield what moves the ordinary window."""
    finite = {"returnPolicyCategory": term("MerchantReturnFiniteReturnWindow")}
    if ordinary.window is None or ordinary.window.is_unlimited:
        return
    for rule in _of_seasons(ordinary):
        if rule.placed is None:
            continue
        if rule.extend and rule.extend.until:
            # A date is the least that is granted: where the ordinary end is later, that one holds.
            until = {"merchantReturnDays": rule.extend.until.isoformat()}
            yield _Season(rule.placed, finite | until, (rule.id, "extend", "moves"), is_whole=False)
        elif rule.extend and rule.extend.days and days is not None:
            longer = {"merchantReturnDays": days + rule.extend.days}
            yield _Season(rule.placed, finite | longer, (rule.id, "extend", "moves"), is_whole=True)
        elif rule.defer and days is not None:
            until = {"merchantReturnDays": (rule.defer.to + timedelta(days=days)).isoformat()}
            yield _Season(rule.placed, finite | until, (rule.id, "defer", "moves"), is_whole=False)


def _of_seasons(ordinary: Ordinary) -> Iterator[Rule]:
    """Yield the rules that hold for every return of a season, and the one with the ordinary window."""
    for rule, reach in ordinary.pairs:
        if rule is ordinary.window_rule or (reach.is_season and ordinary.covers(rule)):
            yield rule


def _meet(one: Period, other: Period) -> bool:
    starts = max(one.first or date.min, other.first or date.min)
    return starts <= min(one.last or date.max, other.last or date.max)


def _override(season: _Season) -> dict[str, Any]:  # Any: as JSON-LD has it
    first, last = season.period.first, season.period.last
    dates = {"startDate": first, "endDate": last}
    shown = {key: day.isoformat() for key, day in dates.items() if day}
    return {"@type": "MerchantReturnPolicySeasonalOverride", **shown, **season.data}
