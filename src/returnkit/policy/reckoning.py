"""Reckoning: from a window and the clocks of an item to the instant at which it closes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

from .amounts import least
from .calendars import CALENDARS, Calendar, WorkingDays, calendar_of
from .civil import civil_day, midnight
from .clocks import Clocks, Start
from .closings import Closing, Step, StepCode
from .counting import after, after_end, earliest, ends, latest
from .periods import Deferral, Extension
from .spans import Span, Unit
from .windows import Window


def reckon(
    window: Window,
    clocks: Clocks,
    *,
    defers: Iterable[Deferral] = (),
    extends: Iterable[Extension] = (),
    calendars: Mapping[str, Calendar] = CALENDARS,
) -> Closing:
    """Return when *window* closes for the item of *clocks*.

    Clock, latest deferral, count, roll, latest extension, each from the unextended end. Whatever is not
    known makes the closing a lower bound: an event counts from the order, an amount as its least, a year
    without data as if every day were worked.

    Args:
        window: The window.
        clocks: The instants it may count from.
        defers: The deferrals of the rules that apply, in any order.
        extends: The extensions of the rules that apply, in any order.
        calendars: The calendars by the names that windows give them.

    Raises:
        CalendarError: The window names a calendar that is not among *calendars*.
    """
    course = _whole(window, clocks, tuple(defers), calendars)
    _extend(course, extends)
    is_certain = course.is_certain or course.closes is None  # nothing is later than never
    accepted, goods = _accepted_until(course), _goods_back_by(course, clocks)
    _doubt_missing_years(course)  # of what follows the closing, which stays as certain as it is
    asked = (each.calendar for each in course.working if each.was_asked)
    return Closing(
        closes=course.closes,
        is_certain=is_certain,
        assumed=course.assumed,
        zone=course.zone,
        clock=course.clock,
        start=course.start,
        accepted_until=accepted,
        goods_back_by=goods,
        calendars=tuple(dict.fromkeys(f"{calendar.name} {calendar.version}" for calendar in asked)),
        steps=tuple(course.steps),
    )


@dataclass(slots=True)
class _Course:
    """A window on its way to its closing; of a combination the working days of every part."""

    window: Window
    zone: ZoneInfo
    working: tuple[WorkingDays, ...]
    closes: datetime | None = None
    clock: Start | None = None
    start: datetime | None = None
    is_certain: bool = True
    assumed: bool = False
    steps: list[Step] = field(default_factory=list)

    def note(self, code: StepCode, by: object, at: datetime | None) -> None:
        self.steps.append(Step(code, str(by), at))


def _whole(
    window: Window, clocks: Clocks, defers: tuple[Deferral, ...], calendars: Mapping[str, Calendar]
) -> _Course:
    """Return *window* up to its unextended end; of a combination the part that counts."""
    zone = ZoneInfo(window.zone) if window.zone else clocks.zone
    course = _Course(window, zone, (WorkingDays(calendar_of(window.calendar, calendars)),))
    if not window.parts:
        _count(course, clocks.seen(window.per), defers)
        return course
    parts = [_whole(part, clocks, defers, calendars) for part in window.parts]
    course.closes = (latest if window.longest else earliest)([part.closes for part in parts])
    course.is_certain = _is_settled(window, parts)
    course.assumed = any(part.assumed for part in parts)
    course.working += tuple(working for part in parts for working in part.working)
    course.steps += [step for part in parts for step in part.steps]
    chosen = next(part for part in parts if part.closes == course.closes)
    course.note(StepCode.CHOSEN, chosen.window, course.closes)
    return course


def _is_settled(window: Window, parts: list[_Course]) -> bool:
    """Return whether a combination surely closes when its parts say, some of which may close later."""
    sure = [part.closes for part in parts if part.is_certain]
    unsure = [part.closes for part in parts if not part.is_certain]
    if window.longest:
        return not unsure or None in sure
    return not unsure or (bool(sure) and earliest([*sure, *unsure]) == earliest(sure))


def _count(course: _Course, clocks: Clocks, defers: tuple[Deferral, ...]) -> None:
    """Take the steps from the clock to the unextended end."""
    window, working, zone = course.window, course.working[0], course.zone
    span = least(window).span
    if span is None:
        return
    try:
        start = _begin(course, clocks)
        for defer in sorted(defers, key=lambda each: each.to)[-1:]:
            if civil_day(start, zone) < defer.to.toordinal():
                start = midnight(defer.to.toordinal(), zone)
                course.note(StepCode.DEFERRED, defer, start)
        course.start = None if course.clock is None else start
        if window.computed:
            course.is_certain = False
            course.note(StepCode.NO_AMOUNT, window.computed.text, start)
        inclusive = window.counts_inclusively
        course.closes = ends(span, start, zone, working, inclusive=inclusive)
        course.note(StepCode.COUNTED, span, course.closes)
        if window.rolls:
            rolled = ends(span, start, zone, working, inclusive=inclusive, rolls=True)
            if rolled != course.closes:
                course.note(StepCode.ROLLED, working.calendar.name, rolled)
            course.closes = rolled
    except OverflowError:
        course.closes = None
        course.note(StepCode.COUNTED, span, None)
    _doubt_missing_years(course)


def _begin(course: _Course, clocks: Clocks) -> datetime:
    """Return the start of the clock: the first event of the chain that is known, else the order."""
    for place, start in enumerate(course.window.chain):
        instant = _instant(start, clocks, course)
        if instant is not None:
            course.clock, course.assumed = start, place > 0
            course.note(StepCode.CLOCK, start, instant)
            return instant
    # The event is some instant not before the order was placed, so the window closes no earlier.
    course.is_certain = False
    course.note(StepCode.NO_CLOCK, " else ".join(map(str, course.window.chain)), clocks.order)
    return clocks.order


def _instant(start: Start, clocks: Clocks, course: _Course) -> datetime | None:
    """Return the instant of *start*, or None when its event or a promised time is not known."""
    instant = clocks.start(start.event)
    for plus in start.plus:
        span = plus if isinstance(plus, Span) else _promised(plus, clocks)
        if instant is None or span is None:
            return None
        instant = after(instant, span, course.zone, course.working[0])
    return instant


def _promised(plus: str, clocks: Clocks) -> Span | None:
    days = clocks.transit_days if plus == "transit" else clocks.lead_days
    return None if days is None else _days(days)


def _days(amount: int) -> Span:
    return Span.model_construct(amount=amount, unit=Unit.DAYS)  # a promise may be longer than a window


def _extend(course: _Course, extends: Iterable[Extension]) -> None:
    """Move the closing to the latest extension, each computed from the unextended end."""
    unextended = course.closes
    if unextended is None:
        return
    holds: Extension | None = None
    for extension in extends:
        extended = _extended(unextended, extension, course)
        if latest([course.closes, extended]) != course.closes:
            course.closes, holds = extended, extension
    if holds is not None:
        course.note(StepCode.EXTENDED, holds, course.closes)


def _extended(closes: datetime, extension: Extension, course: _Course) -> datetime | None:
    zone = ZoneInfo(extension.zone) if extension.zone else course.zone
    try:
        if extension.until is not None:
            return midnight(extension.until.toordinal() + 1, zone)
        return after_end(closes, _days(extension.days or 0), zone, course.working[0])
    except OverflowError:
        return None


def _accepted_until(course: _Course) -> datetime | None:
    grace = course.window.grace
    if grace is None or course.closes is None:
        return course.closes
    try:
        until = after_end(course.closes, grace, course.zone, course.working[0])
    except OverflowError:
        return None
    course.note(StepCode.GRACE, grace, until)
    return until


def _goods_back_by(course: _Course, clocks: Clocks) -> datetime | None:
    window, goods_back = course.window, course.window.goods_back
    if goods_back is None:
        return None
    if goods_back.of == "request":
        start = clocks.request
    elif goods_back.of is None:
        start = course.start
    else:
        start = clocks.seen(window.per).start(goods_back.of)
    if start is None:
        return None
    inclusive, rolls, working = window.counts_inclusively, window.rolls, course.working[0]
    try:
        by: datetime | None = ends(
            goods_back.span, start, course.zone, working, inclusive=inclusive, rolls=rolls
        )
    except OverflowError:
        by = None
    if goods_back.of != "request":
        by = latest([by, course.closes])  # nothing is due before it can be asked for
    course.note(StepCode.GOODS_BACK, goods_back, by)
    return by


def _doubt_missing_years(course: _Course) -> None:
    """Note the years that the calendar has no data for; the closing may be later."""
    working = course.working[0]
    for year in sorted(working.missing):
        course.is_certain = False
        course.note(StepCode.NO_CALENDAR, f"{working.calendar.name} {year}", course.closes)
    working.missing.clear()
