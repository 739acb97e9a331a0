"""How windows, seasons and lengths of time are written, and what is said of those that are none."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from pydantic import TypeAdapter, ValidationError

from returnkit.errors import DocumentError
from returnkit.policy import (
    ClockName,
    Counting,
    Deferral,
    Extension,
    GoodsBack,
    Per,
    Period,
    Roll,
    Span,
    Start,
    Unit,
    Window,
    least,
    load_policy,
    resolved,
)

COMPUTED: dict[str, Any] = {"days": "seller.window_days", "of": "delivery", "at_least": 14, "at_most": 60}


def refused(model: Any, given: object) -> str:
    with pytest.raises(ValidationError) as found:
        TypeAdapter(model).validate_python(given)
    return " | ".join(error["msg"] for error in found.value.errors())


# --- windows -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("given", "text"),
    [
        ("2 weeks of order", "2 weeks of order"),
        ("1 month of invoice", "1 month of invoice"),
        ("1 years of collection", "1 year of collection"),
        ("5 business days of delivery", "5 business days of delivery"),
        ("24  business  hours of ready", "24 business hours of ready"),
        ("30 days of delivery else shipment+7 days", "30 days of delivery else shipment + 7 days"),
        ({"days": 3, "of": "order + lead + transit"}, "3 days of order + lead + transit"),
        (
            {"days": 30, "of": ["delivery", "last_scan", "order + 10 days"]},
            "30 days of delivery else last_scan else order + 10 days",
        ),
        (
            {"days": 7, "of": "delivery", "counting": "inclusive", "goods_back": "7 days of request"},
            "7 days of delivery, counting inclusive, goods_back 7 days of request",
        ),
        (
            {"days": 14, "of": "delivery", "roll": "next_working_day", "calendar": "DE", "per": "order_last"},
            "14 days of delivery, per order_last, calendar DE, roll next_working_day",
        ),
        (
            {"days": 14, "of": "delivery", "zone": "Asia/Seoul", "grace": "3 days", "goods_back": "35 days"},
            "14 days of delivery, zone Asia/Seoul, grace 3 days, goods_back 35 days",
        ),
        (COMPUTED, "(seller.window_days) days of delivery, at_least 14, at_most 60"),
        (
            {"longest": ["30 days of delivery", "45 days of order"]},
            "longest of (30 days of delivery; 45 days of order)",
        ),
        (
            {"shortest": [COMPUTED, "unlimited"]},
            "shortest of ((seller.window_days) days of delivery, at_least 14, at_most 60; unlimited)",
        ),
        ({"goods_back": "7 days of request"}, "unlimited, goods_back 7 days of request"),
        (
            {"days": 7, "of": ClockName.ORDER, "counting": Counting.INCLUSIVE, "goods_back": "9 days"},
            "7 days of order, counting inclusive, goods_back 9 days",
        ),
    ],
)  # fmt: skip
def test_a_window_is_written_as_one_text_that_says_it_all(given: object, text: str) -> None:
    window = Window.model_validate(given)

    assert str(window) == text
    assert Window.model_validate(text) == window
    assert window.model_dump_json() == json.dumps(text)
    assert window.evolve() == window


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ("unlimted", "`unlimted` is not a window: did you mean `unlimited`?"),
        ("3 days of order, coutning inclusive", "`coutning inclusive` says nothing about a window: did you"),
        ("3 days of order, inclusive", "after a comma goes one of `at_least`, `at_most`, `per`"),
        ("3 days of order, counting", "`counting` says nothing about a window: after a comma"),
        ("3 days of order + tranzit", "`tranzit` cannot be added to an event: did you mean `transit`?"),
        ("3 days of order + soon", "add a length such as `7 days`, `transit` or `lead`"),
        ("3 days of order + 3 dayz", "unknown unit `dayz`"),
        ("3 days of order else", "unknown event ``"),
        ("3 days of order, counting incl", "is not one of `exclusive`, `inclusive`: did you mean"),
        ("3 days of order, roll back", "`back` is not one of `none`, `next_working_day`"),
        ("3 days of order, zone Mars/X", "unknown zone `Mars/X`"),
        ("3 days of order, at_least x", "valid integer"),
        ("1001 business days of order", "`1001 business days of order` is longer than 1,000 business days"),
        ({"months": 1201, "of": "order"}, "`1201 months` is longer than a hundred years: write `unlimited`"),
        ({"business_hours": 0, "of": "order"}, "`0 business hours` ends as it begins"),
        ({"days": 1, "of": []}, "an event is a text such as `delivery`"),
        ({"days": 1, "of": ["order", 3]}, "an event is a text such as `delivery`"),
        ({"days": 1, "of": "odrer"}, "unknown event `odrer`: did you mean `order`?"),
        ({"days": "x", "weeks": 1, "of": "order"}, "a window counts weeks or days, not both"),
        ({"longest": ["unlimited", "1 day of order"], "days": 1, "of": "order"}, "days or longest, not both"),
        ({"longest": ["unlimited"]}, "`longest` is of two windows or more"),
        ({"shortest": ["unlimited", {"longest": ["unlimited"] * 2}]}, "is no combination itself"),
        ({"shortest": ["unlimited", "1 day of order, grace 1 day"]}, "`grace` belongs beside `shortest`"),
        ({"shortest": ["unlimited"] * 2, "roll": "next_working_day"}, "`roll` belongs to each window inside"),
        ({"longest": ["unlimited"] * 2, "goods_back": "3 days"}, "say what `goods_back` counts from"),
        ({"grace": "3 days"}, "an unlimited window has no `grace`"),
        ("3 hours of order, counting inclusive", "hours are elapsed time: `counting` is for days"),
        ("3 business hours of order, roll next_working_day", "hours are elapsed time: `roll` is for days"),
        ("0 days of order, counting inclusive", "an inclusive window has at least one"),
        ({"days": 3, "of": "order", "at_most": 3}, "`at_most` bounds an amount that is computed"),
        (COMPUTED | {"at_least": 61}, "`at_least` 61 is above `at_most` 60"),
        (COMPUTED | {"days": ""}, "at least 1 character"),
        ({"days": 3, "of": "order", "goods_back": "3 days of requst"}, "did you mean `request`?"),
        ({"days": 3, "of": "order", "goods_back": 3}, "GoodsBack"),
        ({"days": 3, "of": "order", "grace": 3}, "`3` is no length of time: write it as `3 days`"),
        ({"days": 3, "of": "order", "counting": 3}, "Input should be"),
        (["3 days of order"], "valid dictionary or instance of Window"),
    ],
)  # fmt: skip
def test_what_is_no_window_is_refused_with_the_way_out(given: object, sentence: str) -> None:
    assert sentence in refused(Window, given)


@pytest.mark.parametrize(
    ("within", "place", "message"),
    [
        ("{dayz: 7, of: delivery}", "dayz", "unknown key `dayz`"),
        ("{days: 7, of: delivry}", "of", "unknown event `delivry`: did you mean `delivery`?"),
        ("{longest: [unlimited, 3 dayz of order]}", "longest[1]", "unknown unit `dayz`: did you mean `day`?"),
        ("{days: 7, of: delivery, grace: 3}", "grace", "`3` is no length of time: write it as `3 days`"),
    ],
)
def test_a_fault_in_a_document_is_told_at_its_place(within: str, place: str, message: str) -> None:
    with pytest.raises(DocumentError) as found:
        load_policy(f"policy: shop\nrules:\n- {{id: a, offer: refund, within: {within}}}\n")

    assert [(fault.path, fault.message) for fault in found.value.faults if place in fault.path] == [
        (f"rules[0].within.{place}", message)
    ]


@pytest.mark.parametrize(
    ("text", "is_plain", "days_inside"),
    [
        ("30 days of delivery", True, 30),
        ("2 weeks of shipment", True, 14),
        ("7 days of delivery, counting inclusive", True, 6),
        ("48 hours of delivery", True, None),
        ("unlimited", True, None),
        ("30 days of delivery, goods_back 7 days of request", True, 30),
        ("30 days of invoice", False, 30),
        ("1 month of delivery", False, None),
        ("5 business days of delivery", False, None),
        ("30 days of delivery else order", False, 30),
        ("30 days of order + 3 days", False, 30),
        ("30 days of delivery, per order_last", False, 30),
        ("30 days of delivery, zone Asia/Seoul", False, 30),
        ("30 days of delivery, roll next_working_day", False, 30),
        ("30 days of delivery, grace 3 days", False, 30),
        ("longest of (1 day of order; 2 days of order)", False, None),
        ("(seller.window_days) days of delivery", False, None),
    ],
)
def test_a_plain_window_is_decided_by_time_since_one_event(
    text: str, is_plain: bool, days_inside: int | None
) -> None:
    window = Window.model_validate(text)

    assert (window.is_plain, window.days_inside) == (is_plain, days_inside)


def test_a_window_tells_what_it_is_made_of() -> None:
    window = Window.model_validate(
        {"days": 3, "of": ["delivery", "shipment + transit"], "per": "order_last", "roll": "next_working_day"}
    )
    both = Window.model_validate({"longest": ["unlimited", "3 days of order"]})

    assert (window.unit, window.amount, window.of) == (Unit.DAYS, 3, ClockName.DELIVERY)
    assert list(map(str, window.chain)) == ["delivery", "shipment + transit"]
    assert (window.per, window.roll, window.counting) == (
        Per.ORDER_LAST,
        Roll.NEXT_WORKING_DAY,
        Counting.EXCLUSIVE,
    )
    assert (both.unit, both.amount, both.span, both.chain, both.is_unlimited) == (None, None, None, (), False)
    assert (len(both.parts), both.parts[0].is_unlimited) == (2, True)


# --- computed amounts --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("number", "days"),
    [(30, 30), (5, 14), (90, 60), (Decimal("20.1"), 21), (-4, 14), (10**30, 60)],
)
def test_a_computed_amount_is_bounded_and_rounded_up(number: int | Decimal, days: int) -> None:
    window = Window.model_validate(COMPUTED)

    found = resolved(window, {"seller.window_days": number}.get)

    assert found == Window.model_validate(f"{days} days of delivery")


@pytest.mark.parametrize("number", [None, Decimal("NaN"), Decimal("Infinity")])
def test_an_amount_that_is_not_known_stays_computed(number: Decimal | None) -> None:
    window = Window.model_validate(COMPUTED)

    assert resolved(window, lambda _: number) is window


def test_a_computed_amount_without_bounds_is_within_what_a_window_can_be() -> None:
    def found(number: int, **more: Any) -> int | None:
        window = Window.model_validate({"days": "x", "of": "order"} | more)
        return resolved(window, lambda _: number).amount

    assert found(-1) == 0
    assert found(10**9) == 36_525
    assert found(0, counting="inclusive") == 1
    assert found(9, counting="inclusive", at_most=0) == 1
    assert resolved(Window.model_validate({"hours": "x", "of": "order"}), lambda _: 0).amount == 1


def test_the_parts_of_a_combination_are_resolved_each() -> None:
    both = Window.model_validate({"longest": [COMPUTED, {"weeks": "x + 1", "of": "order"}], "grace": "1 day"})
    plain = Window.model_validate({"shortest": ["1 day of order", "2 days of order"]})

    found = resolved(both, {"seller.window_days": 20}.get)

    assert both.expressions == ("seller.window_days", "x + 1")
    assert found.expressions == ("x + 1",)
    assert str(found) == "longest of (20 days of delivery; (x + 1) weeks of order), grace 1 day"
    assert str(least(both)) == "longest of (14 days of delivery; 0 weeks of order), grace 1 day"
    assert resolved(plain, lambda _: 3) is plain


# --- lengths, starts, seasons ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("model", "text"),
    [
        (Span, "1 day"),
        (Span, "5 business days"),
        (Start, "order + lead + 2 weeks"),
        (Start, "delivery"),
        (GoodsBack, "7 days of request"),
        (GoodsBack, "35 days of delivery"),
        (GoodsBack, "35 days"),
        (Period, "2026-11-01..2026-12-31"),
        (Period, "2026-11-01.."),
        (Period, "..2026-12-31"),
        (Extension, "until 2027-01-15"),
        (Extension, "until 2027-01-15 in Asia/Seoul"),
        (Extension, "1 day"),
        (Extension, "20 days"),
        (Deferral, "to 2027-01-02"),
    ],
)
def test_a_text_comes_back_as_it_was_written(model: Any, text: str) -> None:
    value = model.model_validate(text)

    assert str(value) == value.model_dump() == text
    assert model.model_validate(value.__dict__) == value.evolve() == value


@pytest.mark.parametrize(
    ("model", "given", "sentence"),
    [
        (Span, "three days", "`three days` is no length of time"),
        (Span, "40000 days", "`40000 days` is longer than a hundred years"),
        (Span, True, "valid dictionary"),
        (Period, "2026-11-01", "`2026-11-01` is not a period: write it as `2026-11-01..2026-12-31`"),
        (Period, "2026-11-01...2026-11-03", "is not a period"),
        (Period, "2026-11-31..", "`2026-11-31` is not a date of the calendar"),
        (Period, "1.11.2026..", "`1.11.2026` is not a date: write it as `2026-11-01`"),
        (Period, "..", "a period has a first or a last date"),
        (Period, "2026-12-31..2026-11-01", "ends on 2026-11-01, before it begins on 2026-12-31"),
        (Period, 2026, "valid dictionary"),
        (Extension, "2027-01-15", "extends nothing: write it as `until 2027-01-15` or `20 days`"),
        (Extension, "until 2027-02-30", "`2027-02-30` is not a date of the calendar"),
        (Extension, "until 2027-01-15 in Mars/X", "unknown zone `Mars/X`"),
        (Extension, "0 days", "greater than or equal to 1"),
        (Extension, {}, "an extension is `until` a date or by a number of `days`"),
        (Extension, {"until": date(2027, 1, 1), "days": 3}, "an extension is `until` a date or"),
        (Extension, {"days": 3, "zone": "UTC"}, "`zone` tells whose day `until` is"),
        (Extension, 3, "valid dictionary"),
        (Deferral, "2027-01-02", "defers nothing: write it as `to 2027-01-02`"),
        (Deferral, 3, "valid dictionary"),
    ],
)
def test_what_is_no_length_or_season_is_refused(model: Any, given: object, sentence: str) -> None:
    assert sentence in refused(model, given)


def test_seasons_are_read_from_mappings_too() -> None:
    assert str(Extension.model_validate({"until": "2027-01-15", "zone": "UTC"})) == "until 2027-01-15 in UTC"
    assert str(Extension.model_validate({"days": 20})) == "20 days"
    assert str(Deferral.model_validate({"to": "2027-01-02"})) == "to 2027-01-02"


def test_both_ends_of_a_period_are_inside_by_the_days_of_the_zone() -> None:
    zone, period = ZoneInfo("America/Chicago"), Period.model_validate("2026-11-01..2026-12-31")
    edges = {
        "2026-11-01T04:59:59Z": False,  # 31 October, 23:59:59
        "2026-11-01T05:00:00Z": True,
        "2027-01-01T05:59:59Z": True,
        "2027-01-01T06:00:00Z": False,
    }

    found = {text: period.holds(datetime.fromisoformat(text).astimezone(UTC), zone) for text in edges}

    assert found == edges
    assert date(1999, 1, 1) in Period.model_validate("..2026-12-31")
    assert date(2999, 1, 1) in Period.model_validate("2026-12-31..")
