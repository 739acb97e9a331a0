"""Until: what staff read about windows that are moved, that follow one another, or that are not certain."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from returnkit import decide, explain, load_policy
from returnkit.facts import Order, ReturnRequest
from tests.builders import a_line, a_request, an_item, an_order

POLICY = load_policy("""\
policy: shop
timezone: America/Chicago
rules:
- {id: offers, offer: [refund, store_credit]}
- {id: late, offer: {late_credit: store_credit}, after: store_credit, within: 90 days of delivery}
- {id: gifts, placed: 2026-10-01..2026-12-31, extend: until 2026-12-20}
- {id: slow, for: refund, when: item.quantity > 1, within: "3 months of delivery, grace 3 days"}
- {id: maybe, for: refund, when: request.reason == "late", extend: 30 days}
- {id: everybody, within: "14 days of delivery, roll next_working_day"}
""")
AT = datetime(2026, 12, 1, tzinfo=UTC)


def windows(order: Order, request: ReturnRequest, locale: str = "en") -> list[str]:
    (item,) = explain(decide(POLICY, order, request, at=AT), audience="agent", locale=locale).items
    return [line.text for line in item.lines if line.label == ("window" if locale == "en" else "기한")]


ROLLED = "`everybody` 14 days of delivery, roll next_working_day (delivered 5 Nov 2026)"


def test_an_extension_is_told_with_the_end_it_gives() -> None:
    assert f"store credit: {ROLLED} → closes 20 Dec 2026 24:00 CST · extended until 2026-12-20" in windows(
        an_order(1), a_request()
    )


def test_a_rule_that_may_move_the_end_is_named() -> None:
    (refund, *_) = windows(an_order(1), a_request())

    assert refund.endswith("extended until 2026-12-20 · `maybe` may move it")


def test_an_offer_that_follows_another_says_when_it_opens() -> None:
    assert windows(an_order(1), a_request())[-1] == (
        "`late_credit`: `late` 90 days of delivery (delivered 5 Nov 2026) → closes 3 Feb 2027 24:00 CST"
        " · after `store_credit`: opens 20 Dec 2026 24:00 CST"
    )


def test_a_window_in_months_is_told_in_the_words_of_the_policy_with_its_grace() -> None:
    (refund, *_) = windows(an_order([a_line(quantity=2)]), a_request(an_item(quantity=2)))

    assert refund.startswith(
        "refund: `slow` 3 months of delivery, grace 3 days (delivered 5 Nov 2026)"
        " → closes 5 Feb 2027 24:00 CST · accepted until 8 Feb 2027 24:00 CST"
    )


def test_a_window_whose_event_is_not_known_says_how_long_it_is_open_at_least() -> None:
    assert windows(an_order(1, delivered_at=None), a_request())[1] == (
        "store credit: `everybody` 14 days of delivery, roll next_working_day → delivery not known:"
        " counted from the order it is open until at least 20 Dec 2026 24:00 CST · extended until 2026-12-20"
    )


def test_moves_are_told_in_korean() -> None:
    assert windows(an_order(1), a_request(), "ko")[1].endswith(
        "2026.12.20 24:00 CST 마감 · 연장 until 2026-12-20"
    )


DELIVERED = " (delivered 5 Nov 2026)"


@pytest.mark.parametrize(
    ("window", "follows"),
    [
        ("unlimited", " → never closes"),
        ("7 days of delivery, counting inclusive", DELIVERED),
        ("2 weeks of shipment", " (shipped 2 Nov 2026)"),
        ("5 days of collection else delivery", DELIVERED),
        ("30 days of invoice", " → invoice not known"),
        ("longest of (30 days of delivery; 45 days of order)", " → closes 14 Dec 2026"),
        ("(item.seller_window_days ?? 20) days of order", " (ordered 30 Oct 2026)"),
    ],
)
def test_every_kind_of_window_is_told(window: str, follows: str) -> None:
    policy = load_policy(f"policy: shop\nrules:\n- {{id: all, offer: refund, within: '{window}'}}\n")

    (item,) = explain(decide(policy, an_order(1), a_request(), at=AT), audience="agent").items

    (line,) = (line for line in item.lines if line.label == "window")
    assert line.text.startswith(f"`all` {window}{follows}")


def test_an_offer_after_one_that_never_closes_says_that_it_never_opens() -> None:
    policy = load_policy("""\
policy: shop
rules:
- {id: money, offer: refund, within: unlimited}
- {id: credit, offer: store_credit, after: refund, within: 90 days of order}
""")

    (item,) = explain(decide(policy, an_order(1), a_request(), at=AT), audience="agent").items

    assert [line.text for line in item.lines if line.label == "window"][1] == (
        "store credit: `credit` 90 days of order (ordered 30 Oct 2026) → closes 28 Jan 2027 24:00 UTC"
        " · after `refund`, which never closes"
    )
