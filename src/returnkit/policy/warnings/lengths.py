"""Lengths: how long a window lasts at least, and what its clocks have in common."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from typing import Final, NamedTuple

from ..amounts import least
from ..clocks import ClockName
from ..spans import MAX_DAYS, Unit
from ..windows import Window

ENDLESS: Final = 10 * MAX_DAYS
"""The length of a window that never closes."""

# The fewest civil days after the day of its event for which a window of one of these is open. An hour of a
# working day takes an hour at least; a day changes by an hour or two where clocks do.
_LEAST_DAYS: Final[dict[Unit, Callable[[int], int]]] = {
    Unit.DAYS: lambda amount: amount,
    Unit.HOURS: lambda amount: amount // 24 - 2,
    Unit.WEEKS: lambda amount: 7 * amount,
    Unit.MONTHS: lambda amount: 28 * amount,
    Unit.YEARS: lambda amount: 365 * amount,
    Unit.BUSINESS_DAYS: lambda amount: amount,
    Unit.BUSINESS_HOURS: lambda amount: amount // 24 - 2,
}


def least_days(window: Window) -> int:
    """Return for how many civil days after the day of its event *window* is open at least."""
    if window.parts:
        return (max if window.longest else min)(map(least_days, window.parts))
    if window.unit is None:
        return ENDLESS
    return _LEAST_DAYS[window.unit](least(window).amount or 0) - window.counts_inclusively


_MOST_DAYS: Final[dict[Unit, int]] = {Unit.DAYS: 1, Unit.WEEKS: 7, Unit.MONTHS: 31, Unit.YEARS: 366}
"""The most civil days that one of these has."""


def most_days(window: Window) -> int | None:
    """Return for how many civil days after the day of its event *window* is open at most.

    None is not told by days: it is none of them, a combination, or of no greatest length.
    """
    amount = window.at_most if window.computed else window.amount
    if window.unit not in _MOST_DAYS or amount is None or window.rolls:
        return None
    return _MOST_DAYS[window.unit] * amount - window.counts_inclusively


class Pace(StrEnum):
    """How the time of a window passes."""

    DAYS = "days"
    WORKING_DAYS = "working days"
    HOURS = "hours"


class Stage(StrEnum):
    """Where in the life of an order a clock starts; those of one stage are about the same day."""

    SALE = "sale"
    SHIPPING = "shipping"
    ARRIVAL = "arrival"


_STAGES: Final = {
    ClockName.ORDER: Stage.SALE,
    ClockName.INVOICE: Stage.SALE,
    ClockName.SHIPMENT: Stage.SHIPPING,
    ClockName.LAST_SCAN: Stage.SHIPPING,
    ClockName.READY: Stage.ARRIVAL,
    ClockName.COLLECTION: Stage.ARRIVAL,
    ClockName.DELIVERY: Stage.ARRIVAL,
}


class Clockwork(NamedTuple):
    """What the clock of a window has in common with those of other windows."""

    pace: Pace
    stage: Stage


def clockworks(window: Window) -> frozenset[Clockwork]:
    """Return the clockworks of *window*: of a combination one a part, of an unlimited one none."""
    if window.parts:
        return frozenset().union(*map(clockworks, window.parts))
    if window.unit is None or window.of is None:
        return frozenset()
    is_worked = window.unit is Unit.BUSINESS_DAYS
    pace = Pace.HOURS if window.unit.is_elapsed else Pace.WORKING_DAYS if is_worked else Pace.DAYS
    return frozenset({Clockwork(pace, _STAGES[window.of])})
