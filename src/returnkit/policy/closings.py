"""Closings: when a window closes, and the steps that led there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from .civil import civil_day
from .clocks import Start
from .counting import LEAST


class StepCode(StrEnum):
    """The steps of a reckoning, in the order in which they are taken."""

    CLOCK = "clock"  # by: the event that it counts from
    NO_CLOCK = "no_clock"  # by: the events that are not known; the order is the earliest start
    DEFERRED = "deferred"  # by: the deferral that holds
    NO_AMOUNT = "no_amount"  # by: the expression that is not known; the least is counted
    COUNTED = "counted"  # by: the amount
    ROLLED = "rolled"  # by: the calendar
    NO_CALENDAR = "no_calendar"  # by: the calendar and the year it has no data for; its days count as worked
    CHOSEN = "chosen"  # by: the window of the combination that counts
    EXTENDED = "extended"  # by: the extension that holds
    GRACE = "grace"  # by: the grace
    GOODS_BACK = "goods_back"  # by: the second deadline


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a reckoning.

    Attributes:
        code: What was done.
        by: What did it, in the words of the policy.
        at: The instant it leads to, UTC; None is never.
    """

    code: StepCode
    by: str
    at: datetime | None


@dataclass(frozen=True, slots=True)
class Closing:
    """When a window closes.

    Attributes:
        closes: The exclusive instant, UTC; None is never. If not certain, it is open until then at least.
        is_certain: Whether it closes then; else it may be later, or never. A missing year of the calendar
            that only grace or the way back reaches is told by a step.
        assumed: Whether a fallback stands in for the event.
        zone: Whose civil days were counted.
        clock: What it counts from; None when not known, unlimited or a combination.
        start: The instant of that, deferred; None likewise.
        accepted_until: The exclusive instant until which a request is accepted: closing and grace.
        goods_back_by: The exclusive instant by which goods have to arrive; None is no such deadline, or
            none yet because the return was not asked for.
        calendars: Name and version of each calendar that was asked.
        steps: How it came to that, in order.
    """

    closes: datetime | None
    is_certain: bool
    assumed: bool
    zone: ZoneInfo
    clock: Start | None = None
    start: datetime | None = None
    accepted_until: datetime | None = None
    goods_back_by: datetime | None = None
    calendars: tuple[str, ...] = ()
    steps: tuple[Step, ...] = ()

    @property
    def last_day(self) -> date | None:
        """The last local day on which it is open; None is never."""
        if self.closes is None:
            return None
        return date.fromordinal(civil_day(self.closes - LEAST, self.zone))
