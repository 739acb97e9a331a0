"""Windows end when they say, in every zone and over every change of clocks."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from pydantic import ValidationError

from returnkit.policy import ClockName, Clocks, Window, civil_day, closing, midnight
from tests.repo.tracked import ROOT

GOLDEN: dict[str, Any] = {
    example["id"]: example
    for example in json.loads((ROOT / "tests/data/golden_windows.json").read_text(encoding="utf-8"))[
        "examples"
    ]
}
# What each of the others needs before it can be written as a window.
WAITING = {
    "W02": "roll", "W03": "roll", "W04": "calendar", "W08": "months", "W09": "months", "W10": "years",
    "W17": "extend", "W19": "fallback clocks", "W20": "grace",
}  # fmt: skip
HERE = {"W01", "W05", "W06", "W07", "W12", "W13", "W16", "W22"}

BERLIN = ZoneInfo("Europe/Berlin")


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)


def noon(day: str, zone: ZoneInfo) -> datetime:
    return datetime.fromisoformat(f"{day}T12:00").replace(tzinfo=zone).astimezone(UTC)


def days(count: int, of: str = "delivery") -> Window:
    return Window(days=count, of=ClockName(of))


def last_day(window: Window, start: datetime, zone: ZoneInfo) -> str:
    closes = closing(window, start, zone)
    assert closes is not None
    return date.fromordinal(civil_day(closes - timedelta(microseconds=1), zone)).isoformat()


# --- the golden examples -----------------------------------------------------------------------------


def test_every_golden_example_is_checked_or_waits_with_a_reason() -> None:
    assert HERE | WAITING.keys() == GOLDEN.keys()


@pytest.mark.parametrize("id", ["W01", "W16"])
def test_days_after_delivery_are_counted_from_the_next_day(id: str) -> None:
    given, expected = GOLDEN[id]["input"], GOLDEN[id]["expected"]
    start = expected.get("start") or given["delivered_on"]

    assert last_day(days(given["period"]["days"]), noon(start, BERLIN), BERLIN) == expected["last_day"]


def test_a_window_ends_when_the_day_after_its_last_begins() -> None:
    expected = GOLDEN["W05"]["expected"]
    day = date.fromisoformat(GOLDEN["W05"]["input"]["last_day"])

    closes = closing(days(0), noon(day.isoformat(), BERLIN), BERLIN)

    assert closes == at(expected["exclusive_end"]) == at(expected["exclusive_end_utc"])


def test_the_day_of_an_event_depends_on_the_zone() -> None:
    scanned = at(GOLDEN["W06"]["input"]["delivered_at"])

    found = {
        zone: date.fromordinal(civil_day(scanned, ZoneInfo(zone))).isoformat()
        for zone in GOLDEN["W06"]["input"]["zones"]
    }

    assert found == GOLDEN["W06"]["expected"]["local_date"]


def test_the_day_of_the_event_is_not_counted() -> None:
    given = GOLDEN["W07"]["input"]

    found = last_day(days(given["period"]["days"]), noon(given["delivered_on"], BERLIN), BERLIN)

    assert found == GOLDEN["W07"]["expected"]["last_day"]["exclusive"]


def test_hours_elapse_and_days_are_civil_over_the_start_of_summer_time() -> None:
    given, expected = GOLDEN["W12"]["input"], GOLDEN["W12"]["expected"]
    start = at(given["start"])

    assert closing(Window(hours=48, of=ClockName.DELIVERY), start, BERLIN) == at(
        expected["forty_eight_hours"]
    )
    assert last_day(days(2), start, BERLIN) == expected["two_calendar_days_same_wall_time"][:10]


def test_a_civil_day_over_the_start_of_summer_time_has_23_hours() -> None:
    first, second = (
        midnight(civil_day(at(f"2026-03-{day}T10:00+02:00"), BERLIN), BERLIN) for day in ("29", "30")
    )
    hours = (second - first) / timedelta(hours=1)

    assert hours == float(GOLDEN["W13"]["expected"]["true_elapsed_hours"])


def test_hours_from_an_hour_that_happens_twice_count_from_the_one_that_was() -> None:
    zone = ZoneInfo(GOLDEN["W22"]["input"]["zone"])
    local = datetime.fromisoformat(GOLDEN["W22"]["input"]["local"])

    for fold in (0, 1):
        start = local.replace(tzinfo=zone, fold=fold).astimezone(UTC)
        assert start == at(GOLDEN["W22"]["expected"]["utc"][f"fold_{fold}"])
        assert closing(Window(hours=1, of=ClockName.ORDER), start, zone) == start + timedelta(hours=1)
        assert last_day(days(0), start, zone) == "2026-11-01"


# --- midnights that are not where one expects them ----------------------------------------------------


@pytest.mark.parametrize(
    ("zone", "day", "begins"),
    [
        ("America/Sao_Paulo", "2018-11-04", "2018-11-04T03:00Z"),  # 00:00 to 00:59 do not exist
        ("Africa/Cairo", "2026-04-24", "2026-04-23T22:00Z"),
        ("America/St_Johns", "2010-11-07", "2010-11-07T02:30Z"),  # midnight comes twice; the first counts
        ("Pacific/Apia", "2011-12-30", "2011-12-30T10:00Z"),  # the day does not exist
        ("Pacific/Apia", "2011-12-31", "2011-12-30T10:00Z"),
        ("America/Nuuk", "2024-10-27", "2024-10-27T02:00Z"),  # set back from midnight to 23:00
        ("UTC", "2026-01-01", "2026-01-01T00:00Z"),
    ],
)
def test_a_day_begins_where_the_zone_begins_it(zone: str, day: str, begins: str) -> None:
    assert midnight(date.fromisoformat(day).toordinal(), ZoneInfo(zone)) == at(begins)


@pytest.mark.parametrize(
    ("zone", "instant", "day"),
    [
        ("America/Sao_Paulo", "2018-11-04T02:59:59Z", "2018-11-03"),
        ("America/Sao_Paulo", "2018-11-04T03:00:00Z", "2018-11-04"),
        ("America/St_Johns", "2010-11-07T02:29:59Z", "2010-11-06"),
        ("America/St_Johns", "2010-11-07T02:30:30Z", "2010-11-07"),
        ("America/St_Johns", "2010-11-07T02:45:00Z", "2010-11-07"),  # the wall shows the 6th again
        ("America/St_Johns", "2010-11-07T03:30:00Z", "2010-11-07"),
        ("Pacific/Apia", "2011-12-30T09:59:59Z", "2011-12-29"),
        ("Pacific/Apia", "2011-12-30T10:00:00Z", "2011-12-31"),
    ],
)
def test_a_day_that_has_ended_does_not_come_back(zone: str, instant: str, day: str) -> None:
    assert date.fromordinal(civil_day(at(instant), ZoneInfo(zone))).isoformat() == day


def test_a_skipped_day_counts_as_a_day() -> None:
    apia, start = ZoneInfo("Pacific/Apia"), at("2011-12-29T20:00Z")  # the 29th, 10:00

    assert closing(days(0), start, apia) == closing(days(1), start, apia) == at("2011-12-30T10:00Z")
    assert closing(days(2), start, apia) == at("2011-12-31T10:00Z")


@pytest.mark.parametrize("zone", ["UTC", "America/St_Johns", "America/Nuuk", "Pacific/Apia", "Africa/Cairo"])
def test_a_later_start_never_closes_earlier(zone: str) -> None:
    """What the lower bound for a missing clock rests on."""
    where = ZoneInfo(zone)
    for first in ("2010-11-06T12:00Z", "2011-12-28T12:00Z", "2024-10-25T12:00Z", "2026-04-22T12:00Z"):
        starts = [at(first) + timedelta(minutes=20 * step) for step in range(250)]
        closings = [closing(days(1), start, where) or start for start in starts]
        assert closings == sorted(closings)
        assert all(closes > start for closes, start in zip(closings, starts, strict=True))


@pytest.mark.parametrize("zone", ["UTC", "Asia/Tokyo", "America/New_York"])
@pytest.mark.parametrize(
    "window", ["0 days of order", "1 day of order", "36525 days of order", "30 hours of order"]
)
@pytest.mark.parametrize("start", ["9999-12-30T23:30Z", "9999-12-31T23:30Z"])
def test_a_window_that_ends_after_the_calendar_never_ends(zone: str, window: str, start: str) -> None:
    """The calendar ends with a fault of three different kinds, depending on who counts."""
    where, begins = ZoneInfo(zone), at(start)

    closes = closing(Window.model_validate(window), begins, where)

    assert closes is None or closes > begins


def test_an_unlimited_window_never_ends() -> None:
    assert closing(Window(), at("2026-01-01T00:00Z"), BERLIN) is None


# --- how a window is written --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "window"),
    [
        ("30 days of delivery", days(30)),
        ("1 day of order", days(1, "order")),
        ("  0 days  of  shipment ", days(0, "shipment")),
        ("48 hours of delivery", Window(hours=48, of=ClockName.DELIVERY)),
        ("1 hour of order", Window(hours=1, of=ClockName.ORDER)),
        ("36525 days of order", days(36_525, "order")),
        ("unlimited", Window()),
    ],
)
def test_a_text_is_read_as_the_window_it_says(text: str, window: Window) -> None:
    assert Window.model_validate(text) == window
    assert Window.model_validate(str(window)) == window


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ("a month", "`a month` is not a window: write it as `30 days of delivery` or `unlimited`"),
        (30, "`30` is not a window"),
        ("-3 days of order", "is not a window"),
        ("30 dys of order", "unknown unit `dy`: did you mean `day`?"),
        ("2 moons of order", "unknown unit `moon`: did you mean `month`?"),
        ("2 eons of order", "unknown unit `eon`: use one of `days`, `hours`, "),
        ("3 days of delivry", "unknown event `delivry`: did you mean `delivery`?"),
        ("3 days of birthday", "unknown event `birthday`: use one of `order`, `invoice`, `shipment`, "),
        ("36526 days of order", "`36526 days of order` is longer than a hundred years: write `unlimited`"),
        ("999999 hours of order", "is longer than a hundred years"),
        ("0 hours of order", "write at least one hour"),
        ({"days": 3, "hours": 2, "of": ClockName.ORDER}, "days or hours, not both"),
        ({"days": 3}, "an amount and an event"),
        ({"of": ClockName.ORDER}, "an amount and an event"),
    ],
)
def test_what_is_no_window_is_refused_with_the_way_out(given: object, sentence: str) -> None:
    with pytest.raises(ValidationError) as refused:
        Window.model_validate(given)

    assert sentence in str(refused.value)


def test_a_window_is_written_as_its_text() -> None:
    assert Window(hours=1, of=ClockName.ORDER).model_dump_json() == '"1 hour of order"'
    assert Window().model_dump_json() == '"unlimited"'


def test_each_clock_gives_its_own_instant() -> None:
    order, shipment, delivery = (at(f"2026-01-0{day}T00:00Z") for day in (1, 2, 3))

    clocks = Clocks(BERLIN, order, shipment, delivery)

    names = (ClockName.ORDER, ClockName.SHIPMENT, ClockName.DELIVERY)

    assert [clocks.start(name) for name in names] == [order, shipment, delivery]
    assert Clocks(BERLIN, order).start(ClockName.DELIVERY) is None
