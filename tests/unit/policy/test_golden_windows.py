"""The worked examples of window arithmetic: every one, by its id."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from returnkit.policy import Clocks, Closing, Extension, Period, Window, civil_day, midnight, reckon
from returnkit.policy.civil import moved
from tests.repo.tracked import ROOT

Fields = dict[str, Any]  # Any: an example has its own shape

GOLDEN: list[Fields] = json.loads((ROOT / "tests/data/golden_windows.json").read_text(encoding="utf-8"))[
    "examples"
]
BERLIN = ZoneInfo("Europe/Berlin")


def noon(day: str, zone: ZoneInfo = BERLIN) -> datetime:
    return datetime.fromisoformat(f"{day}T12:00").replace(tzinfo=zone).astimezone(UTC)


def instant(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)


def delivered(day: str, zone: ZoneInfo = BERLIN) -> Clocks:
    return Clocks(zone, noon("2020-01-01", zone), delivery=noon(day, zone))


def closing_of(fields: Fields, clocks: Clocks, *extends: str) -> Closing:
    window = Window.model_validate({"of": "delivery"} | fields)
    return reckon(window, clocks, extends=map(Extension.model_validate, extends))


def last_day(fields: Fields, clocks: Clocks, *extends: str) -> str:
    return str(closing_of(fields, clocks, *extends).last_day)


def window_of(given: Fields) -> Fields:
    """Return the window that an example describes."""
    named = {"calendar": given["calendar"].split()[0]} if "calendar" in given else {}
    return {**given["period"], **named, **{key: given[key] for key in ("counting", "roll") if key in given}}


def plain(given: Fields, expected: Fields) -> None:
    window, clocks = window_of(given), delivered(given["delivered_on"], ZoneInfo(given["zone"]))

    assert last_day(window, clocks) == expected["last_day"]
    assert last_day(window | {"roll": "none"}, clocks) == expected.get(
        "nominal_last_day", expected["last_day"]
    )


def exclusive_end(given: Fields, expected: Fields) -> None:
    found = closing_of({"days": 0}, delivered(given["last_day"], ZoneInfo(given["zone"])))

    assert found.closes == instant(expected["exclusive_end"]) == instant(expected["exclusive_end_utc"])


def civil_dates(given: Fields, expected: Fields) -> None:
    scan = instant(given["delivered_at"])

    for name in given["zones"]:
        clocks = Clocks(ZoneInfo(name), scan, delivery=scan)
        assert last_day({"days": 0}, clocks) == expected["local_date"][name]
        assert (
            last_day({"days": 0, "zone": name}, replace(clocks, zone=ZoneInfo("UTC")))
            == (expected["local_date"][name])
        )


def countings(given: Fields, expected: Fields) -> None:
    window = {**given["period"], "roll": given["roll"]}
    found = {
        counting: last_day(window | {"counting": counting}, delivered(given["delivered_on"]))
        for counting in given["countings"]
    }

    assert found == expected["last_day"]


def one_month(given: Fields, expected: Fields) -> None:
    assert {start: last_day(given["period"], delivered(start)) for start in given["starts"]} == expected[
        "last_day"
    ]


def from_the_anchor(given: Fields, expected: Fields) -> None:
    once = last_day(given["total"], delivered(given["start"]))
    chained = last_day({"months": 1}, delivered(last_day({"months": 1}, delivered(given["start"]))))

    assert once == expected["two_months_from_anchor"]
    assert chained == expected["rejected_chained_result"]


def years(given: Fields, expected: Fields) -> None:
    starts, periods = [row["start"] for row in given["rows"]], given["periods"]
    names = {"years": "1 year", "days": "365 days"}

    assert expected == {
        start: {
            names[unit]: last_day({unit: amount}, delivered(start))
            for p in periods
            for unit, amount in p.items()
        }
        for start in starts
    }


def summer_time(given: Fields, expected: Fields) -> None:
    zone, start = ZoneInfo(given["zone"]), instant(given["start"])
    days, hours = (closing_of(period, Clocks(zone, start, delivery=start)) for period in given["periods"])
    same_wall_time = instant(expected["two_calendar_days_same_wall_time"])

    assert days.closes
    assert days.closes == midnight(civil_day(same_wall_time, zone) + 1, zone)
    assert moved(start, 2, zone) == same_wall_time
    assert hours.closes == instant(expected["forty_eight_hours"])


def elapsed(given: Fields, expected: Fields) -> None:
    first, second = (
        datetime.fromisoformat(given[key].split()[0]).replace(tzinfo=ZoneInfo(given[key].split()[1]))
        for key in ("a", "b")
    )
    true_hours = int(float(expected["true_elapsed_hours"]))
    clocks = Clocks(BERLIN, first.astimezone(UTC), delivery=first.astimezone(UTC))

    assert (second - first) / timedelta(hours=1) == float(expected["naive_same_tzinfo_difference_hours"])
    assert closing_of({"hours": true_hours}, clocks).closes == second.astimezone(UTC)


def two_parcels(given: Fields, expected: Fields) -> None:
    zone = ZoneInfo(given["zone"])
    first, last = (delivered(day, zone) for day in given["parcels_delivered_on"])
    window = window_of(given) | {"per": given["per"]}

    for line in (first, last):
        found = closing_of(window, replace(line, order_last=last, order_first=first))
        assert found.start == noon(expected["start"], zone)
        assert str(found.last_day) == expected["last_day"]


def holidays(given: Fields, expected: Fields) -> None:
    season = given["season"]
    period = Period.model_validate(f"{season['bought_from']}..{season['bought_to']}")
    found = {}
    for row in given["rows"]:
        bought = noon(row["bought_on"])
        extends = [f"until {season['until']}"] if period.holds(bought, BERLIN) else []
        window = {"days": row["window_days"], "of": "order", "roll": given["roll"]}
        found[row["row"]] = last_day(window, Clocks(BERLIN, bought), *extends)

    assert found == expected["last_day"]


def missing_delivery(given: Fields, expected: Fields) -> None:
    window = {
        "days": given["window_days"],
        "of": ["delivery", f"shipment + {given['assumed_transit_days']} days"],
        "roll": given["roll"],
    }
    shipped = noon(given["fulfilled_on"])

    found = closing_of(window, Clocks(BERLIN, noon("2026-04-30"), shipment=shipped))

    assert found.start == noon(expected["start"])
    assert found.assumed is expected["start_assumed"]
    assert found.is_certain
    assert str(found.last_day) == expected["last_day"]


def grace(given: Fields, expected: Fields) -> None:
    window = {"days": 0, "grace": f"{given['grace_days']} days"}
    found = closing_of(window, delivered(given["last_day"]))
    assert found.closes
    assert found.accepted_until

    for day in given["requests"]:
        at = noon(day)
        in_window, accepted = at < found.closes, at < found.accepted_until
        said = {"in_window": in_window, "in_grace": accepted and not in_window, "accepted": accepted}
        assert said == expected[day]


def twice(given: Fields, expected: Fields) -> None:
    zone = ZoneInfo(given["zone"])
    for fold in (0, 1):
        start = datetime.fromisoformat(given["local"]).replace(tzinfo=zone, fold=fold).astimezone(UTC)
        assert start == instant(expected["utc"][f"fold_{fold}"])
        assert closing_of({"hours": 1}, Clocks(zone, start, delivery=start)).closes == start + timedelta(
            hours=1
        )


CHECKS: dict[str, Callable[[Fields, Fields], None]] = {
    "W01": plain, "W02": plain, "W03": plain, "W04": plain, "W05": exclusive_end, "W06": civil_dates,
    "W07": countings, "W08": one_month, "W09": from_the_anchor, "W10": years, "W12": summer_time,
    "W13": elapsed, "W16": two_parcels, "W17": holidays, "W19": missing_delivery, "W20": grace, "W22": twice,
}  # fmt: skip


@pytest.mark.parametrize("example", GOLDEN, ids=[example["id"] for example in GOLDEN])
def test_the_example_comes_out_as_worked(example: Fields) -> None:
    CHECKS[example["id"]](example["input"], example["expected"])


def test_no_check_is_left_over() -> None:
    assert CHECKS.keys() == {example["id"] for example in GOLDEN}
