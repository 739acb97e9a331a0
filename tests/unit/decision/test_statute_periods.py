"""The periods of statutes: their last minute, and what moves it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import timedelta
from typing import Any, Final

import pytest

from returnkit.decision import ReasonCode, Verdict
from returnkit.facts import Address
from returnkit.policy.statutes import STATUTES
from tests.builders import a_line, a_shipment
from tests.repo.tracked import ROOT
from tests.unit.decision.statute_orders import bought, decided, local, noon, offer, recorded

GOLDEN: Final[dict[str, dict[str, Any]]] = {  # Any: JSON
    example["id"]: example
    for example in json.loads((ROOT / "tests/data/golden_windows.json").read_text(encoding="utf-8"))[
        "examples"
    ]
}
MINUTE: Final = timedelta(minutes=1)


@pytest.mark.parametrize("id", ["W01", "W02", "W03", "W04", "W16"])
def test_a_worked_example_of_the_law_comes_out_as_worked(id: str) -> None:
    given, expected = GOLDEN[id]["input"], GOLDEN[id]["expected"]
    country, zone = given["calendar"].split()[0], given["zone"]
    days = given.get("parcels_delivered_on") or [given["delivered_on"]]
    lines = [a_line(f"line-{number}") for number in range(1, len(days) + 1)]
    parcels = tuple(
        a_shipment([line], f"parcel-{line.id}", delivered_at=noon(day, zone))
        for line, day in zip(lines, days, strict=True)
    )
    order = bought(country, noon(days[0], zone), lines=lines, fulfillments=parcels)
    ends = local(f"{expected['last_day']}T00:00", zone) + timedelta(days=1)

    for line in lines:
        assert offer(decided(country, order, ends - MINUTE, line=line)).closes == ends
        assert decided(country, order, ends - MINUTE, line=line).verdict is Verdict.ELIGIBLE
        late = decided(country, order, ends, line=line)
        assert late.verdict is Verdict.INELIGIBLE
        assert late.reason
        assert late.reason.code is ReasonCode.WINDOW


@pytest.mark.parametrize(
    ("statute", "country", "delivered", "last_day"),
    [
        ("DE", "DE", "2026-03-03", "2026-03-17"),
        ("DE", "DE", "2026-04-17", "2026-05-04"),  # 1 May, then Saturday and Sunday
        ("FR", "FR", "2026-04-24", "2026-05-11"),  # 8 May, then Saturday and Sunday
        ("EU-CRD-NL", "NL", "2026-03-07", "2026-03-23"),  # a Saturday
        ("EU-CRD-NL", "NL", "2026-04-13", "2026-04-27"),  # a public holiday there, which is not known
        ("KR", "KR", "2026-03-03", "2026-03-10"),
        ("KR", "KR", "2026-09-17", "2026-09-28"),  # three days of Chuseok, the last a Saturday, then Sunday
    ],
)
def test_the_last_minute_of_the_last_day_is_in_time_and_the_next_is_not(
    statute: str, country: str, delivered: str, last_day: str
) -> None:
    policy = STATUTES[statute].policy
    order = bought(country, noon(delivered, policy.zone.key))
    ends = local(f"{last_day}T23:59", policy.zone.key) + MINUTE

    assert offer(decided(statute, order, ends - MINUTE, reason="unwanted")).closes == ends
    assert decided(statute, order, ends - MINUTE, reason="unwanted").verdict is Verdict.ELIGIBLE
    assert decided(statute, order, ends, reason="unwanted").verdict is Verdict.INELIGIBLE


@pytest.mark.parametrize(
    ("statute", "country", "postal_code", "zone"),
    [
        ("EU-CRD-ES", "ES", "28013", "Europe/Madrid"),
        ("EU-CRD-ES", "ES", "35001", "Atlantic/Canary"),
        ("EU-CRD-PT", "PT", "9000-055", "Europe/Lisbon"),
        ("EU-CRD-PT", "PT", "9500-150", "Atlantic/Azores"),
        ("EU-CRD-PT", "PT", None, "Europe/Lisbon"),
        ("EU-CRD-FI", "FI", None, "Europe/Helsinki"),
    ],
)
def test_the_last_day_is_one_of_the_place_where_the_goods_went(
    statute: str, country: str, postal_code: str | None, zone: str
) -> None:
    address = Address(country=country, postal_code=postal_code)
    order = bought(country, noon("2026-03-03", zone), shipping_address=address)

    found = offer(decided(statute, order, noon("2026-03-04", zone)))

    assert found.closes == local("2026-03-18T00:00", zone)


def test_an_order_that_has_not_all_arrived_can_be_withdrawn_from() -> None:
    lines = [a_line("line-1"), a_line("line-2")]
    arrived = a_shipment(lines[:1], "first", delivered_at=noon("2026-03-03", "Europe/Berlin"))
    under_way = a_shipment(lines[1:], "second", delivered_at=None)
    placed = noon("2026-03-01", "Europe/Berlin")
    order = bought("DE", None, lines=lines, fulfillments=(arrived, under_way), placed_at=placed)

    early, later = (decided("DE", order, noon(day, "Europe/Berlin")) for day in ("2026-03-10", "2026-03-20"))

    assert early.verdict is Verdict.ELIGIBLE
    assert later.verdict is not Verdict.INELIGIBLE
    assert not offer(early).is_closing_certain


def test_goods_that_were_collected_count_from_the_collection() -> None:
    line, collected = a_line(), noon("2026-03-03", "Europe/Berlin")
    parcel = a_shipment([line], delivered_at=None).evolve(collected_at=collected)

    found = offer(decided("DE", bought("DE", None, lines=[line], fulfillments=(parcel,)), collected))

    assert found.closes == local("2026-03-18T00:00", "Europe/Berlin")
    assert found.assumed


@pytest.mark.parametrize(("statute", "country", "days"), [("DE", "DE", 14), ("KR", "KR", 7)])
def test_a_service_counts_from_the_order(statute: str, country: str, days: int) -> None:
    zone = STATUTES[statute].policy.zone.key
    line = a_line(requires_shipping=False)
    order = bought(country, None, lines=[line], fulfillments=(), placed_at=noon("2026-03-03", zone))

    found = offer(decided(statute, order, noon("2026-03-04", zone)))

    assert found.closes == local("2026-03-04T00:00", zone) + timedelta(days=days)


def test_goods_are_to_be_sent_back_within_14_days_of_the_withdrawal() -> None:
    order = bought("DE", noon("2026-03-03", "Europe/Berlin"))

    found = offer(decided("DE", order, noon("2026-03-10", "Europe/Berlin")))

    assert found.goods_back_by == local("2026-03-25T00:00", "Europe/Berlin")


@pytest.mark.parametrize(
    ("attributes", "last_day"),
    [
        ({}, "2026-03-17"),
        ({"is_informed_of_withdrawal": False}, "2027-03-17"),
        ({"informed_late_days": 31}, "2026-04-14"),  # told on 31 March
        ({"informed_late_days": 1}, "2026-03-17"),  # told before the goods came
        ({"informed_late_days": 31, "is_informed_of_withdrawal": False}, "2026-04-14"),
    ],
)
def test_who_was_not_informed_has_longer(attributes: Mapping[str, bool | int], last_day: str) -> None:
    zone = "Europe/Berlin"
    order = bought(
        "DE",
        noon("2026-03-03", zone),
        placed_at=noon("2026-02-28", zone),
        shipped_at=noon("2026-03-01", zone),
        attributes=recorded(**attributes),
    )

    found = offer(decided("DE", order, noon("2026-03-05", zone)))

    assert found.closes == local(f"{last_day}T00:00", zone) + timedelta(days=1)


@pytest.mark.parametrize(
    ("known", "last_day"),
    [
        (None, "2026-06-04"),  # 3 months end on 3 June, the day of local elections
        (0, "2026-04-02"),
        (5, "2026-04-07"),
        (-4, "2026-04-02"),  # nobody knows of it before the goods are there
        (80, "2026-06-04"),
    ],
)
def test_a_mismatch_in_korea_ends_with_the_first_of_two_periods(known: int | None, last_day: str) -> None:
    zone, answers = "Asia/Seoul", {} if known is None else {"mismatch_known_days": known}
    order = bought("KR", noon("2026-03-03", zone))

    found = decided(
        "KR", order, noon("2026-03-12", zone), reason="defective", staff_answers=recorded(**answers)
    )

    assert found.verdict is Verdict.ELIGIBLE
    assert offer(found, "mismatch").closes == local(f"{last_day}T00:00", zone) + timedelta(days=1)


def test_after_the_7_days_the_reason_decides_in_korea_and_is_asked_for() -> None:
    order, at = bought("KR", noon("2026-03-03", "Asia/Seoul")), noon("2026-03-20", "Asia/Seoul")

    unstated = decided("KR", order, at)

    assert unstated.verdict is Verdict.NEEDS_INFO
    assert unstated.missing == ("request.fault",)
    assert decided("KR", order, at, reason="unwanted").verdict is Verdict.INELIGIBLE
    assert decided("KR", order, at, reason="wrong_item").verdict is Verdict.ELIGIBLE


def test_a_hindrance_in_korea_moves_the_start() -> None:
    zone = "Asia/Seoul"
    order = bought(
        "KR",
        noon("2026-03-03", zone),
        placed_at=noon("2026-02-28", zone),
        shipped_at=noon("2026-03-01", zone),
        attributes=recorded(hindered_days=20),
    )

    found = offer(decided("KR", order, noon("2026-03-05", zone), reason="unwanted"))

    assert found.closes == local("2026-03-28T00:00", zone)  # it ended on 20 March


def test_in_korea_each_line_counts_by_itself() -> None:
    lines = [a_line("line-1"), a_line("line-2")]
    days = ("2026-03-03", "2026-03-05")
    parcels = tuple(
        a_shipment([line], f"parcel-{line.id}", delivered_at=noon(day, "Asia/Seoul"))
        for line, day in zip(lines, days, strict=True)
    )
    order = bought("KR", noon(days[0], "Asia/Seoul"), lines=lines, fulfillments=parcels)

    closes = [
        offer(decided("KR", order, noon("2026-03-06", "Asia/Seoul"), line=line)).closes for line in lines
    ]

    assert closes == [local(f"2026-03-{day}T00:00", "Asia/Seoul") for day in (11, 13)]
