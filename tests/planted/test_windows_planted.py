"""Bugs planted into the arithmetic of windows: the laws must notice each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from importlib import import_module
from typing import Any

import pytest

from returnkit.policy import Clocks, Span, Unit
from tests import window_laws as laws
from tests.window_cases import WindowCase, window_case

pytestmark = pytest.mark.fuzz

Patch = pytest.MonkeyPatch
# Any, below: what is planted has the signature of what it replaces.

# The packages give some functions of these names; bugs are planted in the modules.
civil: Any = import_module("returnkit.policy.civil")
clocks: Any = import_module("returnkit.policy.clocks")
closings: Any = import_module("returnkit.policy.closings")
counting: Any = import_module("returnkit.policy.counting")
periods: Any = import_module("returnkit.policy.periods")
windows: Any = import_module("returnkit.policy.windows")
reckoning = laws.reckoning


def noticed(law: Callable[[WindowCase], None], *, tries: int = 600) -> bool:
    """Whether *law* fails for one of the first cases."""
    for seed in range(tries):
        try:
            law(window_case(seed))
        except AssertionError:
            return True
    return False


def wrap(patch: Patch, module: Any, name: str, wrong: Callable[..., Any]) -> None:
    """Replace a function by *wrong*, which is given the right one first."""
    right = getattr(module, name)
    patch.setattr(module, name, lambda *args, **more: wrong(right, *args, **more))


# --- counting ----------------------------------------------------------------------------------------


def months_are_chained(patch: Patch) -> None:
    right = civil._months_after

    def wrong(day: int, months: int, *, inclusive: bool) -> int:
        for _ in range(months):
            day = right(day, 1, inclusive=False)
        return day - inclusive

    patch.setattr(civil, "_months_after", wrong)


def a_year_is_365_days(patch: Patch) -> None:
    def wrong(right: Any, day: int, amount: int, unit: Unit, **more: Any) -> Any:
        return (
            right(day, 365 * amount, Unit.DAYS, **more)
            if unit is Unit.YEARS
            else right(day, amount, unit, **more)
        )

    wrap(patch, counting, "counted", wrong)


def days_are_24_hours(patch: Patch) -> None:
    def wrong(right: Any, span: Span, start: datetime, *args: Any, **more: Any) -> Any:
        if span.unit is Unit.DAYS:
            return start + timedelta(days=span.amount)
        return right(span, start, *args, **more)

    wrap(patch, reckoning, "ends", wrong)


def hours_are_counted_by_the_wall(patch: Patch) -> None:
    def wrong(right: Any, span: Span, start: datetime, zone: Any, *args: Any, **more: Any) -> Any:
        if span.unit is Unit.HOURS:
            return (start.astimezone(zone) + timedelta(hours=span.amount)).astimezone(start.tzinfo)
        return right(span, start, zone, *args, **more)

    wrap(patch, reckoning, "ends", wrong)


def amounts_wrap_around(patch: Patch) -> None:
    def wrong(right: Any, day: int, amount: int, *args: Any, **more: Any) -> Any:
        return right(day, amount % 32, *args, **more)

    wrap(patch, counting, "counted", wrong)


def inclusive_takes_two_days(patch: Patch) -> None:
    def wrong(right: Any, *args: Any, inclusive: bool = False, **more: Any) -> Any:
        return right(*args, inclusive=inclusive, **more) - inclusive

    wrap(patch, counting, "counted", wrong)


def inclusive_is_exclusive(patch: Patch) -> None:
    wrap(patch, counting, "counted", lambda right, *args, inclusive=False, **more: right(*args, **more))


def the_last_day_is_missed(patch: Patch) -> None:
    wrap(patch, counting, "counted", lambda right, *args, **more: right(*args, **more) - 1)


def business_days_are_days(patch: Patch) -> None:
    wrap(
        patch,
        counting,
        "counted",
        lambda right, *args, is_working, **more: right(*args, is_working=bool, **more),
    )


def business_hours_pass_on_holidays(patch: Patch) -> None:
    wrap(patch, counting, "business_hours", lambda right, *args: right(*args[:-1], lambda _: True))


# --- rolling -----------------------------------------------------------------------------------------


def a_roll_stops_on_a_holiday(patch: Patch) -> None:
    wrap(
        patch, counting, "next_working", lambda right, day, _: right(day, lambda each: each % 7 not in (6, 0))
    )


def a_roll_goes_back(patch: Patch) -> None:
    def wrong(right: Any, day: int, is_working: Any) -> int:
        while not is_working(day):
            day -= 1
        return day

    wrap(patch, counting, "next_working", wrong)


def years_without_data_have_weekends(patch: Patch) -> None:
    right = reckoning.WorkingDays.__call__
    patch.setattr(
        reckoning.WorkingDays, "__call__", lambda self, day: right(self, day) and day % 7 not in (6, 0)
    )


def years_without_data_are_certain(patch: Patch) -> None:
    patch.setattr(reckoning, "_doubt_missing_years", lambda course: course.working[0].missing.clear())


# --- clocks and seasons ------------------------------------------------------------------------------


def a_fallback_goes_before_the_event(patch: Patch) -> None:
    right = windows.Window.chain.func
    patch.setattr(windows.Window, "chain", property(lambda self: right(self)[::-1]))


def a_missing_clock_counts_from_the_last_event(patch: Patch) -> None:
    right = reckoning._begin

    def wrong(course: Any, known: Clocks) -> datetime:
        begun: datetime = right(course, known)
        events = [at for name in clocks._EVENTS[:7] if (at := getattr(known, name))]
        return begun if course.clock else max([begun, *events])

    patch.setattr(reckoning, "_begin", wrong)


def a_missing_clock_is_certain(patch: Patch) -> None:
    def wrong(right: Any, course: Any, known: Clocks) -> Any:
        begun = right(course, known)
        course.is_certain = True
        return begun

    wrap(patch, reckoning, "_begin", wrong)


def what_is_added_is_24_hours_a_day(patch: Patch) -> None:
    patch.setattr(counting, "moved", lambda instant, days, zone: instant + timedelta(days=days))


def the_first_deferral_holds(patch: Patch) -> None:
    wrap(patch, reckoning, "_count", lambda right, course, known, defers: right(course, known, defers[:1]))


def a_deferral_sets_the_clock(patch: Patch) -> None:
    right = reckoning._count

    def wrong(course: Any, known: Clocks, defers: Any) -> None:
        if defers:
            latest = max(civil.midnight(each.to.toordinal(), course.zone) for each in defers)
            gone = dict.fromkeys(clocks._EVENTS[:7], latest)
            known = replace(known, order=latest, **gone)
        right(course, known, ())

    patch.setattr(reckoning, "_count", wrong)


def an_extension_is_the_end(patch: Patch) -> None:
    def wrong(right: Any, course: Any, extends: Any) -> None:
        for each in tuple(extends)[-1:]:
            course.closes = course.closes and reckoning._extended(course.closes, each, course)

    wrap(patch, reckoning, "_extend", wrong)


def the_first_extension_holds(patch: Patch) -> None:
    wrap(patch, reckoning, "_extend", lambda right, course, extends: right(course, tuple(extends)[:1]))


def extensions_add_up(patch: Patch) -> None:
    def wrong(right: Any, course: Any, extends: Any) -> None:
        for each in extends:
            right(course, [each])

    wrap(patch, reckoning, "_extend", wrong)


def an_extension_forgets_its_zone(patch: Patch) -> None:
    def wrong(right: Any, closes: datetime, extension: Any, course: Any) -> Any:
        return right(closes, extension.model_copy(update={"zone": None}), course)

    wrap(patch, reckoning, "_extended", wrong)


# --- the rest ----------------------------------------------------------------------------------------


def combinations_are_swapped(patch: Patch) -> None:
    latest, earliest = reckoning.latest, reckoning.earliest
    patch.setattr(reckoning, "latest", earliest)
    patch.setattr(reckoning, "earliest", latest)


def combinations_are_always_certain(patch: Patch) -> None:
    patch.setattr(reckoning, "_is_settled", lambda window, parts: True)


def grace_moves_the_closing(patch: Patch) -> None:
    def wrong(right: Any, course: Any) -> Any:
        course.closes = right(course)
        return course.closes

    wrap(patch, reckoning, "_accepted_until", wrong)


def the_last_day_is_that_of_the_closing(patch: Patch) -> None:
    patch.setattr(closings, "LEAST", timedelta(0))


def a_text_leaves_out_the_counting(patch: Patch) -> None:
    clauses = windows.clauses
    patch.setattr(windows, "clauses", lambda window: [c for c in clauses(window) if "counting" not in c])


def a_text_leaves_out_the_fallbacks(patch: Patch) -> None:
    right = windows.Window.chain.func
    patch.setattr(windows.Window, "chain", property(lambda self: right(self)[:1]))


WALKING = laws.law_reckoning_is_walking
BUGS: list[tuple[Callable[[Patch], None], Callable[[WindowCase], None]]] = [
    (months_are_chained, WALKING),
    (a_year_is_365_days, WALKING),
    (days_are_24_hours, WALKING),
    (hours_are_counted_by_the_wall, WALKING),
    (amounts_wrap_around, laws.law_a_longer_amount_never_closes_earlier),
    (inclusive_takes_two_days, laws.law_inclusive_days_are_one_less),
    (inclusive_is_exclusive, laws.law_inclusive_days_are_one_less),
    (the_last_day_is_missed, WALKING),
    (business_days_are_days, WALKING),
    (business_hours_pass_on_holidays, WALKING),
    (a_roll_stops_on_a_holiday, WALKING),
    (a_roll_stops_on_a_holiday, laws.law_a_roll_ends_on_a_working_day_and_never_shortens),
    (a_roll_goes_back, laws.law_a_roll_ends_on_a_working_day_and_never_shortens),
    (years_without_data_have_weekends, WALKING),
    (years_without_data_are_certain, WALKING),
    (a_fallback_goes_before_the_event, WALKING),
    (a_missing_clock_counts_from_the_last_event, laws.law_what_is_not_known_closes_no_later),
    (a_missing_clock_is_certain, WALKING),
    (what_is_added_is_24_hours_a_day, WALKING),
    (the_first_deferral_holds, laws.law_the_order_of_seasons_is_no_matter),
    (a_deferral_sets_the_clock, laws.law_a_deferral_never_shortens),
    (an_extension_is_the_end, laws.law_an_extension_never_shortens),
    (the_first_extension_holds, laws.law_the_order_of_seasons_is_no_matter),
    (extensions_add_up, WALKING),
    (an_extension_forgets_its_zone, WALKING),
    (combinations_are_swapped, laws.law_longest_is_after_shortest),
    (combinations_are_always_certain, WALKING),
    (grace_moves_the_closing, laws.law_grace_moves_only_what_is_accepted),
    (the_last_day_is_that_of_the_closing, laws.law_the_last_day_is_inside),
    (a_text_leaves_out_the_counting, laws.law_a_text_says_the_window),
    (a_text_leaves_out_the_fallbacks, laws.law_a_text_says_the_window),
]


@pytest.mark.parametrize(
    ("plant", "law"), BUGS, ids=[f"{plant.__name__}-{law.__name__}" for plant, law in BUGS]
)
def test_a_planted_bug_is_noticed(
    plant: Callable[[Patch], None], law: Callable[[WindowCase], None], monkeypatch: Patch
) -> None:
    plant(monkeypatch)

    assert noticed(law)


def test_every_law_has_a_bug_that_breaks_it() -> None:
    stated = {law for name, law in vars(laws).items() if name.startswith("law_")}

    assert stated == {law for _, law in BUGS}
