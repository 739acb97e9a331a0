"""Generated windows, clocks, deferrals and extensions, around every change of clocks and calendar."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any, Final
from zoneinfo import ZoneInfo

from returnkit.policy import ClockName, Clocks, Deferral, Extension, Unit, Window

CALENDARS: Final = (None, "weekends", "DE", "FR", "KR")
# Where clocks change over midnight, a day is skipped, a month or a calendar ends, or nothing happens.
_PLACES: Final = (
    ("UTC", "2026-01-31T12:00Z"),
    ("Europe/Berlin", "2026-03-27T22:30Z"),
    ("Europe/Berlin", "2025-12-12T11:00Z"),
    ("America/New_York", "2026-10-30T03:59Z"),
    ("Asia/Seoul", "2027-12-20T15:30Z"),
    ("Asia/Seoul", "2026-09-22T14:45Z"),
    ("Europe/Paris", "2028-02-28T23:15Z"),
    ("America/Sao_Paulo", "2018-11-02T02:30Z"),
    ("America/St_Johns", "2010-11-07T02:45Z"),
    ("Pacific/Apia", "2011-12-28T23:00Z"),
)
_ZONES: Final = tuple(dict.fromkeys(zone for zone, _ in _PLACES))
_MOST: Final = {
    Unit.DAYS: 40, Unit.HOURS: 100, Unit.WEEKS: 6, Unit.MONTHS: 15, Unit.YEARS: 4, Unit.BUSINESS_DAYS: 25,
    Unit.BUSINESS_HOURS: 40,
}  # fmt: skip
_ADDED: Final = ("1 day", "3 days", "2 weeks", "5 hours", "2 business days", "1 month", "transit", "lead")
_EVENTS: Final = tuple(clock for clock in ClockName if clock is not ClockName.ORDER)


@dataclass(frozen=True)
class WindowCase:
    """A window, the clocks it may count from, and what moves it.

    Attributes:
        fields: The window as a mapping of a document.
    """

    fields: dict[str, Any]  # Any: what a document holds
    clocks: Clocks
    defers: tuple[Deferral, ...]
    extends: tuple[Extension, ...]
    seed: int

    @property
    def window(self) -> Window:
        return Window.model_validate(self.fields)

    def of(self, **changes: Any) -> WindowCase:
        """Return the case with another window; None takes a field away."""
        fields = {name: value for name, value in (self.fields | changes).items() if value is not None}
        return replace(self, fields=fields)

    def with_clocks(self, **changes: Any) -> WindowCase:
        return replace(self, clocks=replace(self.clocks, **changes))


def window_case(seed: int) -> WindowCase:
    random = Random(seed)
    zone, near = random.choice(_PLACES)
    placed = datetime.fromisoformat(near).astimezone(UTC) + timedelta(minutes=random.randrange(3 * 24 * 60))
    known = {
        event.value: placed + timedelta(minutes=random.randrange(8 * 24 * 60))
        for event in _EVENTS
        if random.random() < 0.6
    }
    promised = {name: random.randrange(6) for name in ("transit_days", "lead_days") if random.random() < 0.5}
    clocks = Clocks(ZoneInfo(zone), placed, **known, **promised)  # type: ignore[arg-type]  # chosen by name
    days = [placed.date() + timedelta(days=random.randrange(-10, 60)) for _ in range(4)]
    defers = tuple(Deferral(to=day) for day in days[:2] if random.random() < 0.3)
    extends = tuple(_extension(random, day) for day in days[2:] if random.random() < 0.4)
    if random.random() < 0.25:
        parts = [single(random) for _ in range(random.choice((2, 2, 3)))]
        fields: dict[str, Any] = {random.choice(("longest", "shortest")): parts}
    else:
        fields = single(random)
    if random.random() < 0.2 and fields:
        fields["grace"] = random.choice(("3 days", "2 business days", "12 hours"))
    return WindowCase(fields, clocks, defers, extends, seed)


def single(random: Random) -> dict[str, Any]:  # Any: what a document holds
    """Return a window that is no combination, as a document writes it."""
    if random.random() < 0.05:
        return {}
    unit = random.choice(tuple(Unit))
    fields: dict[str, Any] = {unit.value: random.randrange(1, _MOST[unit])}
    if random.random() < 0.1:
        fields |= {unit.value: 'item.size == "a; b" ? 3 : 4', "at_least": random.randrange(1, 9)}
    fields["of"] = [_start(random) for _ in range(random.choice((1, 1, 2, 3)))]
    if random.random() < 0.5:
        fields["calendar"] = random.choice(CALENDARS[1:])
    if random.random() < 0.2:
        fields["zone"] = random.choice(_ZONES)
    if not unit.is_elapsed and random.random() < 0.3:
        fields["counting"] = "inclusive"
    if not unit.is_elapsed and random.random() < 0.4:
        fields["roll"] = "next_working_day"
    return fields


def _start(random: Random) -> str:
    added = [random.choice(_ADDED) for _ in range(random.choice((0, 0, 1, 2)))]
    return " + ".join([random.choice(tuple(ClockName)).value, *added])


def _extension(random: Random, day: date) -> Extension:
    if random.random() < 0.3:
        return Extension(days=random.randrange(1, 40))
    return Extension(until=day, zone=random.choice(_ZONES) if random.random() < 0.3 else None)
