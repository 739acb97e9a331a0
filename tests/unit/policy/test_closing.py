"""When windows close: clock, deferral, count, roll, extension, grace, and the way back of the goods."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from returnkit.errors import CalendarError
from returnkit.policy import (
    CALENDARS,
    ClockName,
    Clocks,
    Closing,
    DatedCalendar,
    Deferral,
    Extension,
    Per,
    StepCode,
    Unit,
    Window,
    civil_day,
    closing,
    first_of,
    last_of,
    reckon,
)
from returnkit.policy.civil import counted

BERLIN = ZoneInfo("Europe/Berlin")


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)


PLACED, DELIVERED = at("2026-06-01T10:00+02:00"), at("2026-06-03T15:00+02:00")
KNOWN = Clocks(BERLIN, PLACED, shipment=at("2026-06-02T08:00+02:00"), delivery=DELIVERED)
LOST = Clocks(BERLIN, PLACED)


def reckoned(
    window: object, clocks: Clocks = KNOWN, *, defers: Any = (), extends: Any = (), **more: Any
) -> Closing:
    return reckon(
        Window.model_validate(window),
        clocks,
        defers=[Deferral.model_validate(each) for each in defers],
        extends=[Extension.model_validate(each) for each in extends],
        **more,
    )


def last_day(window: object, clocks: Clocks = KNOWN, **more: Any) -> str:
    return str(reckoned(window, clocks, **more).last_day)


def codes(found: Closing) -> list[str]:
    return [step.code.value for step in found.steps]


# --- the clock ---------------------------------------------------------------------------------------


def test_the_first_event_that_is_known_counts_and_a_fallback_is_an_assumption() -> None:
    window = "30 days of delivery else shipment + 7 days else order + lead + transit"
    shipped = replace(KNOWN, delivery=None)
    promised = replace(LOST, lead_days=2, transit_days=5)

    found = [reckoned(window, clocks) for clocks in (KNOWN, shipped, promised, LOST)]

    assert [str(each.last_day) for each in found] == ["2026-07-03", "2026-07-09", "2026-07-08", "2026-07-01"]
    assert [(each.assumed, each.is_certain) for each in found] == [
        (False, True), (True, True), (True, True), (False, False),
    ]  # fmt: skip
    assert [str(each.clock) for each in found] == [
        "delivery",
        "shipment + 7 days",
        "order + lead + transit",
        "None",
    ]
    assert found[1].start == at("2026-06-09T08:00+02:00")
    assert found[3].start is None
    assert codes(found[3]) == ["no_clock", "counted"]


def test_an_addition_to_the_first_event_is_no_assumption() -> None:
    found = reckoned("3 days of shipment + 36 hours")

    assert (found.assumed, found.start) == (False, at("2026-06-03T20:00+02:00"))


def test_what_is_added_keeps_the_time_of_the_day_over_a_change_of_clocks() -> None:
    start = at("2026-03-28T02:30+01:00")
    clocks = Clocks(BERLIN, start)

    assert reckoned("1 hour of order + 1 day", clocks).start == at(
        "2026-03-29T03:30+02:00"
    )  # 02:30 is skipped
    assert reckoned("1 hour of order + 2 days", clocks).start == at("2026-03-30T02:30+02:00")
    assert reckoned("1 hour of order + 3 business days", clocks).start == at("2026-04-01T02:30+02:00")
    assert reckoned("1 hour of order + 2 business hours", clocks).start == at("2026-03-30T02:00+02:00")


def test_an_order_starts_with_the_first_or_the_last_of_its_lines() -> None:
    early, late = KNOWN, replace(KNOWN, delivery=DELIVERED + timedelta(days=6), transit_days=4)
    whole = replace(early, order_first=first_of([early, late]), order_last=last_of([early, late]))

    window = "14 days of delivery, per {}"
    found = [last_day(window.format(per), whole) for per in Per]

    assert found == ["2026-06-17", "2026-06-23", "2026-06-17"]
    assert last_day(window.format("order_last"), early) == "2026-06-17"


def test_an_event_of_one_line_that_is_not_known_is_not_known_of_the_last() -> None:
    lines = [replace(KNOWN, transit_days=3), replace(LOST, lead_days=1)]

    assert (last_of(lines).delivery, last_of(lines).transit_days) == (None, None)
    assert (first_of(lines).delivery, first_of(lines).transit_days) == (DELIVERED, 3)


def test_every_event_is_a_field_of_the_clocks() -> None:
    assert {clock.value for clock in ClockName} < {field.name for field in fields(Clocks)}
    assert KNOWN.start(ClockName.READY) is None


def test_a_zone_of_its_own_moves_the_days_of_a_window() -> None:
    late = replace(KNOWN, delivery=at("2026-06-03T23:30+02:00"))
    found = reckoned("7 days of delivery, zone Asia/Seoul", late)

    assert found.zone == ZoneInfo("Asia/Seoul")
    assert found.closes == at("2026-06-12T00:00+09:00")
    assert reckoned("7 days of delivery", late).closes == at("2026-06-11T00:00+02:00")


# --- deferral and extension --------------------------------------------------------------------------


def test_of_several_deferrals_the_latest_holds_and_one_in_the_past_does_nothing() -> None:
    found = reckoned("10 days of delivery", defers=["to 2026-06-10", "to 2026-06-20", "to 2026-05-01"])

    assert str(found.last_day) == "2026-06-30"
    assert codes(found) == ["clock", "deferred", "counted"]
    assert str(found.steps[1].by) == "to 2026-06-20"
    assert codes(reckoned("10 days of delivery", defers=["to 2026-05-01"])) == ["clock", "counted"]


def test_deferred_hours_elapse_from_the_beginning_of_the_day() -> None:
    assert reckoned("48 hours of delivery", defers=["to 2026-06-10"]).closes == at("2026-06-12T00:00+02:00")


def test_of_several_extensions_the_latest_holds_each_from_the_unextended_end() -> None:
    found = reckoned("10 days of delivery", extends=["5 days", "until 2026-06-20", "3 days", "6 days"])

    assert str(found.last_day) == "2026-06-20"
    assert found.steps[-1].by == "until 2026-06-20"
    assert last_day("10 days of delivery", extends=["5 days", "6 days"]) == "2026-06-19"
    assert last_day("10 days of delivery", extends=["until 2026-06-01"]) == "2026-06-13"
    assert last_day("unlimited", extends=["until 2026-06-01"]) == "None"


def test_an_extension_ends_with_the_day_of_its_zone() -> None:
    found = reckoned("10 days of delivery", extends=["until 2026-06-20 in America/Los_Angeles"])

    assert found.closes == at("2026-06-21T00:00-07:00")


def test_added_days_keep_the_hour_at_which_an_elapsed_window_ends() -> None:
    found = reckoned("48 hours of delivery", extends=["2 days"])

    assert found.closes == at("2026-06-07T15:00+02:00")


def test_an_extension_comes_after_the_roll() -> None:
    window = "10 days of delivery, roll next_working_day"  # the 13th is a Saturday

    assert codes(reckoned(window)) == ["clock", "counted", "rolled"]
    assert last_day(window) == "2026-06-15"
    assert last_day(window, extends=["until 2026-06-14"]) == "2026-06-15"
    assert last_day(window, extends=["until 2026-06-20"]) == "2026-06-20"  # a Saturday, as it says


# --- units -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("window", "day"),
    [
        ("2 weeks of delivery", "2026-06-17"),
        ("3 months of delivery", "2026-09-03"),
        ("1 year of delivery", "2027-06-03"),
        ("5 business days of delivery", "2026-06-10"),
        ("5 business days of delivery, counting inclusive", "2026-06-09"),
        ("1 business day of delivery, counting inclusive", "2026-06-03"),
        ("0 business days of delivery", "2026-06-03"),
        ("1 business day of delivery, calendar KR", "2026-06-04"),  # the 3rd is a day of elections
        ("1 business day of delivery, counting inclusive, calendar KR", "2026-06-04"),
        ("16 business hours of delivery", "2026-06-04"),
        ("48 business hours of delivery", "2026-06-05"),
        ("60 business hours of delivery", "2026-06-08"),
    ],
)
def test_each_unit_is_counted_in_its_way(window: str, day: str) -> None:
    assert last_day(window) == day


def test_a_month_counted_inclusively_ends_on_the_last_day_of_a_shorter_one() -> None:
    def ends(day: str, counting: str) -> str:
        clocks = Clocks(BERLIN, at(f"{day}T12:00+01:00"))
        return last_day(f"1 month of order, counting {counting}", clocks)

    assert [ends(f"2026-01-{day}", "inclusive") for day in (28, 29, 30, 31)] == [
        "2026-02-27", "2026-02-28", "2026-02-28", "2026-02-28",
    ]  # fmt: skip
    assert ends("2026-03-01", "inclusive") == "2026-03-31"
    assert ends("2026-01-31", "exclusive") == "2026-02-28"


def test_elapsed_hours_are_no_days() -> None:
    with pytest.raises(ValueError, match="`business hours` are no days"):
        counted(1, 1, Unit.BUSINESS_HOURS, is_working=bool)


# --- what is not known -------------------------------------------------------------------------------


def test_an_amount_that_is_not_known_counts_as_its_least() -> None:
    found = reckoned({"days": "seller.window_days", "of": "delivery", "at_least": 14})

    assert (str(found.last_day), found.is_certain) == ("2026-06-17", False)
    assert codes(found) == ["clock", "no_amount", "counted"]


def test_a_year_without_data_makes_the_closing_a_lower_bound() -> None:
    clocks = Clocks(ZoneInfo("Asia/Seoul"), at("2027-12-20T12:00+09:00"))

    inside = reckoned("5 business days of order, calendar KR", clocks)
    beyond = reckoned("14 days of order, calendar KR, roll next_working_day", clocks)

    assert (str(inside.last_day), inside.is_certain) == (
        "2027-12-28",
        True,
    )  # the 27th stands in for the 25th
    assert (str(beyond.last_day), beyond.is_certain) == ("2028-01-03", False)
    assert beyond.steps[-1].code is StepCode.NO_CALENDAR
    assert beyond.steps[-1].by == "KR 2028"


def test_the_calendars_that_were_asked_are_told_with_their_versions() -> None:
    assert reckoned("3 business days of delivery, calendar DE").calendars == ("DE 2026-11",)
    assert reckoned("3 days of delivery, calendar DE").calendars == ()
    assert reckoned({"longest": ["3 business days of order", "1 business day of order"]}).calendars == (
        "weekends 1",
    )


def test_a_calendar_of_ones_own_is_named_by_the_policy() -> None:
    ours = DatedCalendar("ours", "7", range(2026, 2027), frozenset({date(2026, 6, 4)}))
    window = "1 business day of delivery, calendar ours"

    found = reckoned(window, calendars={**CALENDARS, "ours": ours})

    assert (str(found.last_day), found.calendars) == ("2026-06-05", ("ours 7",))
    with pytest.raises(CalendarError, match="unknown calendar `ours`"):
        reckoned(window)


def test_what_is_open_for_ever_at_least_is_open_for_ever() -> None:
    found = reckoned("30 days of delivery", LOST, extends=["until 9999-12-31"])

    assert (found.closes, found.is_certain) == (None, True)


# --- combinations ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("window", "clocks", "day", "is_certain"),
    [
        ("longest of (30 days of delivery; 45 days of order)", KNOWN, "2026-07-16", True),
        ("shortest of (30 days of delivery; 45 days of order)", KNOWN, "2026-07-03", True),
        ("longest of (30 days of delivery; unlimited)", LOST, "None", True),
        ("shortest of (30 days of delivery; unlimited)", KNOWN, "2026-07-03", True),
        ("longest of (30 days of delivery; 45 days of order)", LOST, "2026-07-16", False),
        ("shortest of (30 days of delivery; 45 days of order)", LOST, "2026-07-01", False),
        ("shortest of (30 days of delivery; 20 days of order)", LOST, "2026-06-21", True),
        ("shortest of (30 days of delivery; 20 days of shipment)", LOST, "2026-06-21", False),
        ("shortest of (unlimited; unlimited)", KNOWN, "None", True),
    ],
)
def test_of_several_windows_one_counts(window: str, clocks: Clocks, day: str, is_certain: bool) -> None:
    found = reckoned(window, clocks)

    assert (str(found.last_day), found.is_certain) == (day, is_certain)
    assert codes(found)[-1] == "chosen"


def test_an_assumption_in_one_of_several_windows_is_one_of_the_whole() -> None:
    shipped = replace(LOST, shipment=PLACED)

    assert reckoned("longest of (3 days of delivery else shipment; 45 days of order)", shipped).assumed
    assert not reckoned("longest of (3 days of delivery else shipment; 45 days of order)").assumed


def test_deferrals_move_each_part_and_extensions_the_whole() -> None:
    window = (
        "shortest of (10 days of delivery; 30 days of order), grace 2 days, goods_back 3 days of delivery"
    )

    found = reckoned(window, defers=["to 2026-06-10"], extends=["1 day"])

    assert str(found.last_day) == "2026-06-21"
    assert found.accepted_until == at("2026-06-24T00:00+02:00")
    assert found.goods_back_by == found.closes
    assert codes(found)[-4:] == ["chosen", "extended", "grace", "goods_back"]


# --- grace and the way back --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("grace", "until"),
    [
        ("3 days", "2026-06-13T00:00+02:00"),
        ("12 hours", "2026-06-10T12:00+02:00"),
        ("4 business days", "2026-06-16T00:00+02:00"),
        ("1 month", "2026-07-10T00:00+02:00"),
    ],
)
def test_grace_follows_the_last_day(grace: str, until: str) -> None:
    found = reckoned(f"6 days of delivery, grace {grace}")  # to Tuesday, the 9th

    assert found.closes == at("2026-06-10T00:00+02:00")
    assert found.accepted_until == at(until)
    assert reckoned("6 days of delivery").accepted_until == at("2026-06-10T00:00+02:00")


def test_grace_follows_the_hour_at_which_an_elapsed_window_ends() -> None:
    assert reckoned("48 hours of delivery, grace 3 days").accepted_until == at("2026-06-08T15:00+02:00")


def test_a_year_without_data_that_only_grace_reaches_leaves_the_closing_certain() -> None:
    clocks = Clocks(BERLIN, at("2029-12-20T12:00+01:00"))
    found = reckoned("10 days of order, calendar DE, grace 5 business days", clocks)

    assert found.is_certain
    assert codes(found) == ["clock", "counted", "grace", "no_calendar"]


@pytest.mark.parametrize(
    ("goods_back", "by"),
    [
        ("7 days of request", "2026-06-12T00:00+02:00"),
        ("35 days of delivery", "2026-07-09T00:00+02:00"),
        ("35 days", "2026-07-09T00:00+02:00"),
        ("3 days of shipment", "2026-06-24T00:00+02:00"),  # no earlier than the request may come
        ("48 hours of request", "2026-06-06T12:00+02:00"),
        ("3 days of collection", None),
    ],
)
def test_goods_have_a_deadline_of_their_own(goods_back: str, by: str | None) -> None:
    asked = replace(KNOWN, request=at("2026-06-04T12:00+02:00"))

    found = reckoned(f"20 days of delivery, goods_back {goods_back}", asked)

    assert found.goods_back_by == (by and at(by))


def test_goods_are_counted_as_their_window_is() -> None:
    asked = replace(KNOWN, request=at("2026-06-05T12:00+02:00"))
    window = "20 days of delivery, counting inclusive, roll next_working_day, goods_back 2 days of request"

    assert reckoned(window, asked).goods_back_by == at("2026-06-09T00:00+02:00")  # the 6th is a Saturday
    assert reckoned(window, KNOWN).goods_back_by is None
    assert reckoned("unlimited, goods_back 2 days of request", asked).goods_back_by == at(
        "2026-06-08T00:00+02:00"
    )


# --- the ends of the calendar ------------------------------------------------------------------------


@pytest.mark.parametrize("zone", ["UTC", "Asia/Seoul", "America/Los_Angeles"])
@pytest.mark.parametrize(
    "amount",
    ["0 days", "3 weeks", "2 months", "1 year", "9 business days", "99 business hours", "99 hours", "1 day"],
)
def test_a_window_that_ends_after_the_calendar_never_ends(zone: str, amount: str) -> None:
    for text in ("9999-12-31T23:30Z", "9999-12-29T12:00Z"):
        clocks = Clocks(ZoneInfo(zone), at(text), request=at(text))
        for window in (
            f"{amount} of order",
            f"{amount} of order + 2 days",
            f"{amount} of order, goods_back 9 days",
        ):
            for extends in ((), ("2 days",), ("until 9999-12-31",)):
                found = reckoned(window, clocks, extends=extends, defers=["to 9999-12-31"])
                assert found.closes is None or found.closes > clocks.order


def test_what_follows_a_closing_may_pass_the_end_of_the_calendar() -> None:
    clocks = Clocks(ZoneInfo("UTC"), at("9999-12-20T12:00Z"), request=at("9999-12-30T12:00Z"))
    found = reckoned(
        "1 day of order, grace 60 days, goods_back 60 days of request", clocks, extends=["until 9999-12-31"]
    )

    assert found == replace(found, closes=None, accepted_until=None, goods_back_by=None)
    assert reckoned("1 day of order, grace 60 days", clocks).accepted_until is None
    assert reckoned("1 day of order", clocks, extends=["60 days"]).closes is None


def test_a_calendar_without_working_days_never_lets_a_window_end() -> None:
    never = DatedCalendar("never", "1", range(1, 10_000), rest=frozenset(range(7)))
    clocks = Clocks(ZoneInfo("UTC"), at("9998-12-20T12:00Z"))

    for amount in ("1 business day", "1 business hour"):
        assert (
            reckoned(f"{amount} of order, calendar never", clocks, calendars={"never": never}).closes is None
        )


# --- from a given start ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("window", "day"),
    [
        ("longest of (3 days of order; 1 week of delivery)", "2026-06-10"),
        ("shortest of (3 days of order; unlimited)", "2026-06-06"),
        ("3 days of order, roll next_working_day", "2026-06-08"),
        ("3 business days of order", "2026-06-08"),
        ("(seller.window_days) days of order, at_least 2", "2026-06-05"),
        ("7 days of delivery, counting inclusive", "2026-06-09"),
    ],
)
def test_closing_counts_from_the_start_it_is_given(window: str, day: str) -> None:
    closes = closing(Window.model_validate(window), DELIVERED, BERLIN)

    assert closes
    assert str(date.fromordinal(civil_day(closes - timedelta(microseconds=1), BERLIN))) == day


def test_closing_of_what_never_ends_is_none() -> None:
    assert (
        closing(Window.model_validate("longest of (3 days of order; unlimited)"), DELIVERED, BERLIN) is None
    )
    assert closing(Window.model_validate("shortest of (unlimited; unlimited)"), DELIVERED, BERLIN) is None
