"""Offers that open after others: windows that are over by then, and the nearest that are not."""

from __future__ import annotations

import pytest

from tests.unit.policy.warnings.warned import told, warned

HEAD = "policy: shop\nfacts:\n  item.days: {type: number}\n"


def rungs(upper: str, lower: str, *rules: str) -> list[str]:
    """Return what is warned of where store credit is there *lower* after refunds *upper*."""
    ladder = (
        f"{{id: money, offer: refund, within: '{upper}'}}",
        f"{{id: credit, offer: store_credit, after: refund, within: '{lower}'}}",
    )
    found = warned(
        *rules, *ladder, head=HEAD, names="{id: names, when: item.days > 3, ask: {photo: 1, before: refund}}"
    )
    return [where for where in found if where.startswith("closes")]


CLOSED = [
    ("30 days of delivery", "14 days of delivery", "31 days of delivery"),
    ("30 days of delivery", "30 days of delivery", "31 days of delivery"),
    ("30 days of delivery", "4 weeks of delivery", "5 weeks of delivery"),
    ("4 weeks of delivery", "28 days of delivery", "29 days of delivery"),
    ("1 month of delivery", "28 days of delivery", "29 days of delivery"),
    ("31 days of delivery", "1 month of delivery", "2 months of delivery"),
    ("2 months of delivery", "2 months of delivery", "3 months of delivery"),
    ("1 year of delivery", "365 days of delivery", "366 days of delivery"),
    ("14 business days of delivery", "14 days of delivery", "15 days of delivery"),
    ("14 business days of delivery", "14 business days of delivery", "15 business days of delivery"),
    ("100 hours of delivery", "100 hours of delivery", "101 hours of delivery"),
    ("100 hours of delivery", "2 days of delivery", "3 days of delivery"),
    ("30 days of delivery", "31 days of delivery, counting inclusive", "31 days of delivery"),
    ("30 days of delivery else order", "9 days of delivery else order", "9 days of delivery"),
    ("unlimited", "9 days of order", ""),
    ("30 days of delivery, roll next_working_day", "30 days of delivery, roll next_working_day", ""),
    ("30 days of delivery, roll next_working_day", "30 days of delivery", ""),
    ("30 days of delivery, grace 3 days", "30 days of delivery", "30 days of delivery, grace 3 days"),
    ("(item.days) days of delivery, at_least 9", "9 days of delivery", "10 days of delivery"),
    ("9 days of order", "(item.days) days of order, at_most 9", "(item.days) days of order, at_most 10"),
    ("(item.days) days of delivery", "(item.days) days of delivery", "(item.days + 1) days of delivery"),
]  # fmt: skip


@pytest.mark.parametrize(("upper", "closed", "open_"), CLOSED)
def test_a_window_that_closes_no_later_than_the_one_above_is_told(
    upper: str, closed: str, open_: str
) -> None:
    assert rungs(upper, closed) == ["closes_before_it_opens rules[1].within"]
    assert not open_ or rungs(upper, open_) == []


@pytest.mark.parametrize(
    ("upper", "lower"),
    [
        ("30 days of delivery", "14 days of shipment"),
        ("30 days of delivery", "14 days of delivery, per order_last"),
        ("30 days of delivery", "14 days of delivery, zone Asia/Seoul"),
        ("30 days of delivery", "30 days of delivery, roll next_working_day"),
        ("9 days of order, roll next_working_day", "9 days of order, roll next_working_day, calendar KR"),
        ("2 months of delivery, counting inclusive", "2 months of delivery"),
        ("1 month of delivery", "2 months of delivery, counting inclusive"),
        ("30 days of delivery", "14 days of delivery else order"),
        ("9 days of delivery", "unlimited"),
        ("14 days of delivery", "14 business days of delivery"),
        ("longest of (9 days of delivery; 9 days of order)", "9 days of delivery"),
    ],
)  # fmt: skip
def test_windows_that_cannot_be_compared_are_not_told(upper: str, lower: str) -> None:
    assert rungs(upper, lower) == []


@pytest.mark.parametrize(
    ("move", "is_told"),
    [
        ("{id: m, extend: 9 days}", True),
        ("{id: m, for: refund, extend: 9 days}", True),
        ("{id: m, for: store_credit, extend: 9 days}", False),
        ("{id: m, for: store_credit, defer: to 2027-01-02}", False),
        ("{id: m, defer: to 2027-01-02}", True),
    ],
)
def test_what_moves_the_lower_window_alone_may_keep_it_open(move: str, is_told: bool) -> None:
    assert bool(rungs("30 days of delivery", "14 days of delivery", move)) is is_told


def test_every_window_that_the_upper_offer_may_have_counts() -> None:
    short = "{id: short, for: refund, when: item.is_gift_card, within: 9 days of delivery}"
    ladder = (
        "{id: money, offer: refund}",
        "{id: next, unless: item.is_gift_card, offer: store_credit, after: refund, within: 9 days of order}",
        "{id: last, within: 30 days of order}",
    )

    assert rungs("30 days of delivery", "14 days of delivery", short) == []
    assert warned(short, *ladder, names="", head=HEAD)[0] == "closes_before_it_opens rules[2].within"


def test_what_is_above_is_named() -> None:
    ladder = (
        "{id: money, offer: refund}",
        "{id: credit, offer: store_credit, after: refund, within: 14 days of delivery}",
        "{id: gold, for: refund, when: item.is_gift_card, within: unlimited}",
        "{id: last, within: 30 days of delivery}",
    )
    never = [*ladder[:3], "{id: last, within: unlimited}"]
    key = "closes_before_it_opens rules[1].within"

    assert told(*ladder, head="policy: shop\n", names="")[key] == (
        "`14 days of delivery` never opens while `refund` stands: "
        "its windows in `gold` and `last` close no earlier"
    )
    assert told(*never, head="policy: shop\n", names="")[key].endswith(
        "its windows in `gold` and `last` never close"
    )


def test_an_offer_that_is_never_there_delays_nothing() -> None:
    rules = (
        "{id: money, when: item.is_gift_card, offer: refund}",
        "{id: next, unless: item.is_gift_card, offer: store_credit, after: refund, within: 9 days of order}",
        "{id: last, within: 30 days of order}",
    )

    assert warned(*rules, head="policy: shop\n", names="") == ["never_offered rules[1].after"]
