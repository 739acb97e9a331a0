"""Moves: extensions and deferrals that move nothing, or windows that their season was not meant for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final, TypeAlias

from ..document import Fault
from ..rules import Rule
from ..windows import Window, written
from .lengths import ENDLESS, clockworks, least_days
from .survey import Survey, warning

_APART: Final = 3
"""How many days one and the same date of two zones can lie apart, with a day to spare."""


def windows_of(found: Survey, number: int) -> dict[int, Window]:
    """Return the windows that may hold for offers of the rule *number* where it applies, by their rules."""
    windows: dict[int, Window] = {}
    for offer in found.offers_of(number):
        windows |= found.windows_for(offer, number)
    return dict(sorted(windows.items()))


def never_moves(found: Survey) -> Iterator[Fault]:
    """Yield the extensions and deferrals after which no window closes later than before."""
    for number, rule in found.speaking:
        windows = windows_of(found, number)
        for key in ("extend", "defer") if windows else ():
            why = _why_nothing_moves(found, number, key, windows) if rule.does(key) else None
            if why is not None:
                message, help_ = f"`{key}` moves nothing: {why}", "check its date, or drop it"
                yield warning(("rules", number, key), "policy.never_moves", message, help_)


def _why_nothing_moves(found: Survey, number: int, key: str, windows: dict[int, Window]) -> str | None:
    rule, lasts = found.policy.rules[number], min(map(least_days, windows.values()))
    if lasts >= ENDLESS:
        return f"{found.named(windows)} {'gives' if len(windows) == 1 else 'give'} no window that closes"
    first, margin = rule.placed.first if rule.placed else None, _margin(rule, windows.values())
    if key == "defer":
        to = rule.defer.to if rule.defer else date.max
        is_early = first is not None and _later(to, margin) <= first
        return f"no order of the period starts a clock before {to}" if is_early else None
    until = rule.extend.until if rule.extend else None
    if until is None:
        return None
    far = _later(until, margin)
    if first is not None and far <= _later(first, lasts):
        return f"no window of an order of the period closes before the end of {until}"
    deferring = _deferred_past(found, number, far, lasts)
    if deferring is None:
        return None
    return f"{found.named((deferring,))} defers the same windows, none of which then closes before {until}"


def _deferred_past(found: Survey, number: int, until: date, lasts: int) -> int | None:
    """Return a rule that defers all that the rule *number* extends, whenever it does, as far as *until*."""
    offers = set(found.offers_of(number))
    for n, rule in found.speaking:
        if rule.defer is None or not found.implies(number, n) or not offers <= set(found.offers_of(n)):
            continue
        if until <= _later(rule.defer.to, lasts):
            return n
    return None


def _margin(rule: Rule, windows: Iterable[Window]) -> int:
    """Return how many days earlier a day has to be to be no later in any zone that is in play."""
    zones = [part.zone for window in windows for part in (window, *window.parts)]
    zones += [rule.extend.zone if rule.extend else None]
    return _APART if any(zones) else 0


def _later(day: date, days: int) -> date:
    """Return the day *days* after *day*, or the first or last of the calendar."""
    return date.fromordinal(max(1, min(day.toordinal() + days, date.max.toordinal())))


def defer_reaches(found: Survey) -> Iterator[Fault]:
    """Yield the deferrals that reach windows, or as far, as a season is hardly meant to."""
    for number, rule in found.speaking:
        if rule.defer is None:
            continue
        windows = windows_of(found, number)
        reached = {
            **_long_enough(rule, windows),
            **_of_another_kind(found, windows),
            **_combined(windows),
        }
        for n in sorted(reached.keys() - {number}):  # its own window is meant
            what, help_ = reached[n]
            message = f"`defer` {what.format(found.named((n,)))}"
            yield warning(("rules", number, "defer"), "policy.defer_reaches", message, help_)
        if any(least_days(window) < ENDLESS for window in windows.values()):
            yield from _on_top(found, number)


_Reached: TypeAlias = dict[int, tuple[str, str]]
"""What a deferral does to windows, by their rules, with a place for the rule's name; and the help."""


def _long_enough(rule: Rule, windows: dict[int, Window]) -> _Reached:
    """Return the windows that by themselves outlast what the deferral gives the shortest."""
    days = [w.days_inside for w in windows.values() if w.days_inside is not None]
    if rule.defer is None or rule.placed is None or rule.placed.first is None or not days:
        return {}
    first, enough = rule.placed.first, _later(rule.defer.to, min(days))
    help_ = f"write `extend: until {enough}`, which moves only the windows that close before"
    return {
        n: (f"also moves the {_text(w)} of {{}}, which last by themselves until {enough} or later", help_)
        for n, w in windows.items()
        if min(days) < least_days(w) < ENDLESS and _later(first, least_days(w)) >= enough
    }


def _of_another_kind(found: Survey, windows: dict[int, Window]) -> _Reached:
    """Return the windows whose clock is unlike that of the last, which is the general one."""
    works = {n: next(iter(kinds)) for n, w in windows.items() if len(kinds := clockworks(w)) == 1}
    if not works:
        return {}
    general = max(works)
    other = f"the {_text(windows[general])} of {found.named((general,))}"
    help_ = "leave its goods out with `unless`, or its offers with `for`, if they are not meant"
    return {
        n: (f"also moves the {_text(windows[n])} of {{}}, whose clock is unlike {other}", help_)
        for n, work in works.items()
        if work != works[general]
    }


def _combined(windows: dict[int, Window]) -> _Reached:
    """Return the windows that combine clocks, all of which then start on the same day."""
    help_ = "write `extend: until` a day, or give the season a window of its own"
    return {
        n: (f"starts all clocks of {{}} on one day: {_text(window)}", help_)
        for n, window in windows.items()
        if len(clockworks(window)) > 1
    }


def _text(window: Window) -> str:
    return written(window).replace("{", "{{").replace("}", "}}")  # an amount may be any expression


def _on_top(found: Survey, number: int) -> Iterator[Fault]:
    """Yield where an extension by days comes on top of the deferral, wherever one of the two applies."""
    offers = set(found.offers_of(number))
    for n, other in found.speaking:
        if other.extend is None or other.extend.days is None or offers.isdisjoint(found.offers_of(n)):
            continue
        if found.implies(number, n) or found.implies(n, number):
            by = "" if n == number else f" of {found.named((n,))}"
            message = f"`defer` and the {other.extend}{by} add up: the days count from the deferred end"
            help_ = "say one of the two, if not both are meant"
            yield warning(("rules", number, "defer"), "policy.defer_reaches", message, help_)
