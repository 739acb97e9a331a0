"""Extensions and deferrals that move nothing, or more than a season means: each with the nearest good one."""

from __future__ import annotations

import pytest

from returnkit.policy import Window
from returnkit.policy.warnings.lengths import ENDLESS, clockworks, least_days
from tests.unit.policy.warnings.warned import found_in, warned

SEASON = "placed: 2026-11-01..2026-12-31"
DEFER = f"{{id: season, {SEASON}, defer: to 2027-01-02}}"
STANDARD = "{id: all, offer: [refund, exchange], within: 30 days of delivery}"


def of_season(*rules: str) -> list[str]:
    """Return the messages about moves of the policy with *rules*."""
    return [
        message for where, message in found_in(*rules, head="policy: shop\n", names="") if "move" in where
    ]


def reaches(*rules: str) -> list[str]:
    """Return what the deferrals of the policy with *rules* reach."""
    found = found_in(*rules, head="policy: shop\n", names="")
    return [message for where, message in found if where.startswith("defer_reaches")]


# --- what moves nothing ----------------------------------------------------------------------------

EARLY = [
    (f"{SEASON}, extend: until 2026-01-15", f"{SEASON}, extend: until 2027-01-15"),
    # Bought and brought on 1 November, thirty days end with 1 December.
    (f"{SEASON}, extend: until 2026-12-01", f"{SEASON}, extend: until 2026-12-02"),
    (f"{SEASON}, defer: to 2026-11-01", f"{SEASON}, defer: to 2026-11-02"),
    (f"{SEASON}, defer: to 2026-01-02", "placed: ..2026-12-31, defer: to 2026-01-02"),
    (f"{SEASON}, extend: until 2026-01-15", "placed: ..2026-12-31, extend: until 2026-01-15"),
]


@pytest.mark.parametrize(("early", "later"), EARLY)
def test_a_move_to_before_its_period_moves_nothing(early: str, later: str) -> None:
    key = "extend" if "extend" in early else "defer"

    assert warned(f"{{id: a, {early}}}", STANDARD) == [f"never_moves rules[0].{key}"]
    assert warned(f"{{id: a, {later}}}", STANDARD) == []


@pytest.mark.parametrize(
    ("within", "is_told"),
    [
        ("30 days of delivery", True),
        ("29 days of delivery", False),
        ("5 weeks of order", True),
        ("2 months of shipment", True),
        ("1 month of shipment", False),  # at least 28 days
        ("1 year of order", True),
        ("25 business days of delivery", False),
        ("31 days of delivery, counting inclusive", True),
        ("30 days of delivery, counting inclusive", False),
        ("800 hours of delivery", True),
        ("740 hours of delivery", False),
        ("longest of (3 days of delivery; 30 days of order)", True),
        ("shortest of (3 days of delivery; 30 days of order)", False),
        ("(item.quantity) days of delivery, at_least 30", True),
        ("(item.quantity) days of delivery, at_most 30", False),
        # In another zone the last day may end a day earlier or later.
        ("30 days of delivery, zone Asia/Seoul", False),
        ("33 days of delivery, zone Asia/Seoul", True),
    ],
)
def test_an_extension_moves_nothing_where_every_window_lasts_that_long(within: str, is_told: bool) -> None:
    extend = f"{{id: a, {SEASON}, extend: until 2026-12-01}}"
    window = f"{{id: all, offer: refund, within: '{within}'}}"

    assert (warned(extend, window) == ["never_moves rules[0].extend"]) is is_told


def test_of_several_windows_the_shortest_tells() -> None:
    extend = f"{{id: a, {SEASON}, extend: until 2026-12-01}}"
    phones = "{id: phones, when: item.category == 'phone', within: 14 days of delivery}"
    phoneless = extend.replace("extend", "unless: item.category == 'phone', extend")

    assert warned(extend, phones, STANDARD) == []
    assert warned(phoneless, phones, STANDARD) == ["never_moves rules[0].extend"]


@pytest.mark.parametrize("move", ["extend: until 2027-01-15", "extend: 5 days", "defer: to 2027-01-02"])
def test_a_move_of_what_never_closes_moves_nothing(move: str) -> None:
    rules = (
        "{id: money, offer: refund, within: 30 days of delivery}",
        "{id: late, offer: {credit: store_credit}, within: unlimited}",
    )

    assert of_season(f"{{id: a, for: credit, {move}}}", *rules) == [
        f"`{move.partition(':')[0]}` moves nothing: `late` gives no window that closes"
    ]
    assert of_season(f"{{id: a, {move}}}", *rules) == []


def test_a_deferral_can_leave_an_extension_nothing_to_move() -> None:
    extend = f"{{id: e, {SEASON}, when: item.quantity > 1, extend: until 2027-02-01}}"
    later = extend.replace("2027-02-01", "2027-02-02")
    refunds = DEFER.replace("{", "{for: refund, ")
    some = DEFER.replace("defer", "when: item.quantity > 2, defer")

    assert warned(extend, DEFER, STANDARD) == ["never_moves rules[0].extend"]
    assert warned(later, DEFER, STANDARD) == []
    assert warned(extend, refunds, STANDARD) == []
    assert warned(extend, some, STANDARD) == []


def test_an_extension_and_a_deferral_of_one_rule_are_compared_too() -> None:
    both = f"{{id: a, {SEASON}, defer: to 2027-01-02, extend: until 2027-01-15}}"
    short = STANDARD.replace("30", "7")

    assert of_season(both, STANDARD) == [
        "`extend` moves nothing: `a` defers the same windows, none of which then closes before 2027-01-15"
    ]
    assert of_season(both, short) == []


# --- what a deferral reaches -----------------------------------------------------------------------

UNLIKE = "whose clock is unlike the 30 days of delivery of `all`"
OTHER_CLOCKS = [
    "48 hours of delivery",
    "5 business days of delivery",
    "20 business hours of delivery",
    "30 days of order",
    "10 days of shipment",
    "7 days of last_scan",
]


@pytest.mark.parametrize("within", OTHER_CLOCKS)
def test_a_deferral_that_moves_a_window_on_another_clock_is_told(within: str) -> None:
    special = f"{{id: fridges, when: item.category == 'fridge', within: {within}}}"

    assert reaches(DEFER, special, STANDARD) == [f"`defer` also moves the {within} of `fridges`, {UNLIKE}"]


@pytest.mark.parametrize(
    "within",
    ["10 days of delivery", "2 weeks of delivery", "1 month of collection", "14 days of ready", "unlimited"],
)
def test_windows_of_one_clock_are_moved_together(within: str) -> None:
    special = f"{{id: fridges, when: item.category == 'fridge', within: {within}}}"

    assert reaches(DEFER, special, STANDARD) == []


def test_a_window_that_the_deferral_leaves_out_is_not_reached() -> None:
    special = "{id: fridges, when: item.category == 'fridge', within: 48 hours of delivery}"
    others = DEFER.replace("defer", "unless: item.category == 'fridge', defer")
    exchanges = "{id: swaps, for: exchange, when: item.category == 'fridge', within: 48 hours of delivery}"
    refunds = DEFER.replace("{", "{for: refund, ")

    assert reaches(others, special, STANDARD) == []
    assert len(reaches(DEFER, exchanges, STANDARD)) == 1
    assert reaches(refunds, exchanges, STANDARD) == []


def test_a_window_below_one_that_holds_is_not_reached() -> None:
    phones = "{id: phones, when: item.category == 'phone', within: 14 days of delivery}"
    old = "{id: old, when: item.quantity > 3, within: 48 hours of delivery}"
    of_phones = DEFER.replace("defer", "when: item.category == 'phone', defer")

    assert reaches(of_phones, phones, old, STANDARD) == []
    assert len(reaches(of_phones, old, phones, STANDARD)) == 1
    assert len(reaches(DEFER, phones, old, STANDARD)) == 1


def test_the_window_of_the_deferring_rule_itself_is_meant() -> None:
    rule = DEFER.replace("defer", "when: item.category == 'fridge', within: 48 hours of delivery, defer")

    assert reaches(rule, STANDARD) == []


def test_a_deferral_that_starts_combined_clocks_on_one_day_is_told() -> None:
    both = "longest of (30 days of delivery; 45 days of order)"
    alike = "longest of (30 days of delivery; 45 days of ready)"

    assert reaches(DEFER, f"{{id: two, offer: refund, within: {both}}}") == [
        f"`defer` starts all clocks of `two` on one day: {both}"
    ]
    assert reaches(DEFER, f"{{id: two, offer: refund, within: {alike}}}") == []


def test_a_deferral_of_windows_that_outlast_the_season_by_themselves_is_told() -> None:
    # Bought on 1 November, ninety days last until 30 January; fifteen from 2 January until the 17th.
    phones = "{id: phones, when: item.category == 'phone', within: 15 days of delivery}"
    long, shorter = STANDARD.replace("30 days", "90 days"), STANDARD.replace("30 days", "76 days")

    (message,) = reaches(DEFER, phones, long)

    assert message.startswith("`defer` also moves the 90 days of delivery of `all`, ")
    assert message.endswith("which last by themselves until 2027-01-17 or later")
    assert reaches(DEFER, phones, shorter) == []
    assert len(reaches(DEFER, phones, STANDARD.replace("30 days", "77 days"))) == 1
    assert reaches(DEFER, long) == []
    assert reaches(DEFER.replace("2026-11-01", ""), phones, long) == []


def test_a_rung_of_a_ladder_is_reached_as_other_windows_are() -> None:
    credit = "{id: credit, offer: {credit: store_credit}, after: refund, within: 90 days of delivery}"
    short = STANDARD.replace("30 days", "14 days")

    assert len(reaches(DEFER, credit, short)) == 1
    assert reaches(DEFER.replace("{", "{for: [refund, exchange], "), credit, short) == []
    assert reaches(DEFER, credit.replace("90", "60"), short) == []


def test_an_extension_by_days_on_top_of_a_deferral_is_told() -> None:
    days = f"{{id: days, {SEASON}, when: item.quantity > 1, extend: 20 days}}"
    strangers = "{id: days, placed: 2026-10-01..2026-10-31, extend: 20 days}"
    always = "{id: days, extend: 20 days}"
    perhaps = "{id: days, when: item.quantity > 1, extend: 20 days}"
    other = "{id: days, for: exchange, extend: 20 days}"
    message = "`defer` and the 20 days of `days` add up: the days count from the deferred end"

    assert reaches(DEFER, days, STANDARD) == [message]
    assert reaches(always, DEFER, STANDARD) == [message]
    assert reaches(DEFER, strangers, STANDARD) == []
    assert reaches(DEFER, perhaps, STANDARD) == []
    assert reaches(DEFER.replace("{", "{for: refund, "), other, STANDARD) == []


def test_an_extension_by_days_of_the_same_rule_is_told() -> None:
    both = f"{{id: season, {SEASON}, defer: to 2027-01-02, extend: 20 days}}"

    assert reaches(both, STANDARD) == ["`defer` and the 20 days add up: the days count from the deferred end"]
    assert reaches(both.replace("20 days", "until 2027-03-01"), STANDARD) == []


def test_an_expression_in_a_window_is_shown_as_it_is_written() -> None:
    window = '(item.sku in {"a", "b"} ? 1 : 2) business days of order'
    special = f"{{id: some, when: item.quantity > 3, within: '{window}'}}"

    assert reaches(DEFER, special, STANDARD) == [f"`defer` also moves the {window} of `some`, {UNLIKE}"]


# --- lengths ---------------------------------------------------------------------------------------


def test_what_never_closes_is_endless_and_has_no_clock() -> None:
    endless = Window.model_validate("unlimited")
    either = Window.model_validate({"longest": ["unlimited", "3 days of order"]})

    assert least_days(endless) == least_days(either) == ENDLESS
    assert clockworks(endless) == frozenset()
    assert len(clockworks(either)) == 1
