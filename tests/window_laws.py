"""The laws of windows. Each raises AssertionError when it does not hold for a case.

Behind each law stands a bug that breaks it; `tests/planted/test_windows_planted.py` plants them.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from importlib import import_module
from random import Random
from typing import Any, Final
from zoneinfo import ZoneInfo

from returnkit.policy import CALENDARS, Closing, Deferral, Extension, Unit, Window
from tests.day_walker import NEVER, walked
from tests.window_cases import WindowCase

# The packages give the functions of these names; bugs are planted in the modules.
reckoning: Any = import_module("returnkit.policy.reckoning")

_DATED: Final = {Unit.DAYS, Unit.WEEKS}


def reckoned(case: WindowCase) -> Closing:
    found: Closing = reckoning.reckon(case.window, case.clocks, defers=case.defers, extends=case.extends)
    return found


def closes(case: WindowCase) -> datetime:
    """The closing; never is after every other."""
    return reckoned(case).closes or NEVER


def is_single(case: WindowCase) -> bool:
    return case.window.unit is not None


def law_reckoning_is_walking(case: WindowCase) -> None:
    """Broken by: months that are chained; a roll that stops on a holiday; extensions that are added up."""
    found = reckoned(case)

    assert (found.closes or NEVER, found.is_certain) == walked(case)


def law_a_longer_amount_never_closes_earlier(case: WindowCase) -> None:
    """Broken by: amounts that wrap around."""
    amount = case.window.amount
    if amount is not None and case.window.unit:
        more = case.of(**{case.window.unit.value: amount + Random(case.seed).choice((1, 2, 30))})
        assert closes(more) >= closes(case)


def law_an_extension_never_shortens(case: WindowCase) -> None:
    """Broken by: an extension that replaces the end."""
    for extension in case.extends or (Extension(until=date(2001, 1, 1)),):
        less = replace(case, extends=tuple(each for each in case.extends if each is not extension))
        assert closes(replace(case, extends=(*less.extends, extension))) >= closes(less)


def law_the_order_of_seasons_is_no_matter(case: WindowCase) -> None:
    """Broken by: the first extension holds."""
    turned = replace(case, extends=case.extends[::-1], defers=case.defers[::-1])

    assert closes(turned) == closes(case)


def law_a_deferral_never_shortens(case: WindowCase) -> None:
    """Broken by: a deferral that sets the clock back."""
    for defer in (*case.defers, Deferral(to=case.clocks.order.date())):
        less = replace(case, defers=tuple(each for each in case.defers if each is not defer))
        assert closes(replace(case, defers=(*less.defers, defer))) >= closes(less)


def law_a_roll_ends_on_a_working_day_and_never_shortens(case: WindowCase) -> None:
    """Broken by: a roll to the day before."""
    if not is_single(case) or case.window.unit in (Unit.HOURS, Unit.BUSINESS_HOURS):
        return
    bare = replace(case, extends=())
    plain, rolled = bare.of(roll="none"), reckoned(bare.of(roll="next_working_day"))

    assert rolled.closes is not None
    assert rolled.closes >= closes(plain)
    calendar, last = CALENDARS[case.window.calendar or "weekends"], rolled.last_day
    # A day that a zone skips is no day of its wall, though it may be the last that is counted.
    if rolled.is_certain and last and last.year in calendar.years and "Apia" not in str(rolled.zone):
        assert calendar.is_working_day(last)


def law_inclusive_days_are_one_less(case: WindowCase) -> None:
    """Broken by: inclusive counting that counts the day of the event twice."""
    if not is_single(case) or case.window.unit in (Unit.HOURS, Unit.BUSINESS_HOURS):
        return
    bare = replace(case, extends=()).of(roll=None)
    inclusive, exclusive = reckoned(bare.of(counting="inclusive")), reckoned(bare.of(counting="exclusive"))
    assert inclusive.closes
    assert exclusive.closes
    days = round((exclusive.closes - inclusive.closes) / timedelta(days=1))

    if case.window.computed is None and case.window.unit in _DATED and "Apia" not in str(inclusive.zone):
        assert days == 1
    else:
        assert days >= 0


def law_longest_is_after_shortest(case: WindowCase) -> None:
    """Broken by: combinations that are swapped."""
    bare = replace(case, extends=())
    parts = bare.fields.get("longest") or bare.fields.get("shortest")
    if parts:
        ends = [closes(replace(bare, fields=part)) for part in parts]
        longest, shortest = (closes(replace(bare, fields={how: parts})) for how in ("longest", "shortest"))
        assert (longest, shortest) == (max(ends), min(ends))


def law_what_is_not_known_closes_no_later(case: WindowCase) -> None:
    """Broken by: a missing clock that counts from the last event that is known."""
    hidden = case.with_clocks(
        **dict.fromkeys(("delivery", "shipment", "collection", "ready", "invoice"), None)
    )

    if not reckoned(hidden).assumed:
        assert closes(hidden) <= closes(case) or reckoned(case).assumed


def law_a_text_says_the_window(case: WindowCase) -> None:
    """Broken by: a text that leaves out how days are counted."""
    window = case.window

    assert Window.model_validate(str(window)) == window
    assert Window.model_validate_json(window.model_dump_json()) == window
    assert window.evolve() == window


def law_grace_moves_only_what_is_accepted(case: WindowCase) -> None:
    """Broken by: grace that moves the closing."""
    bare, graced = case.of(grace=None), case.of(grace="3 days") if case.fields else case
    found = reckoned(graced)

    assert found.closes == reckoned(bare).closes
    if found.closes and case.fields:
        assert found.accepted_until
        waited = found.accepted_until - found.closes
        assert timedelta(days=2, hours=22) <= waited <= timedelta(days=3, hours=2) or _skips(found)


def _skips(found: Closing) -> bool:
    return (
        found.zone == ZoneInfo("Pacific/Apia") and found.last_day is not None and found.last_day.year == 2011
    )


def law_the_last_day_is_inside(case: WindowCase) -> None:
    """Broken by: a last day that is the day of the closing."""
    found = reckoned(case)

    assert (found.last_day is None) is (found.closes is None)
    if found.last_day and found.closes:
        ends = datetime.combine(found.last_day, datetime.min.time(), found.zone).astimezone(UTC)
        assert ends < found.closes <= ends + timedelta(hours=25)
