"""Windows are counted in the first zone that is known, periods in the last: the shop's."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from pydantic import ValidationError

from returnkit.decision import decide, explain
from returnkit.facts import Address, Order
from returnkit.ids import PolicyId
from returnkit.policy import (
    Policy,
    Rule,
    load_policy,
    offer,
    placed,
    rule,
    within,
    write_policy,
    zone_of_windows,
)
from tests.builders import a_request, an_order

RULES = (rule("standard", offer("refund"), within("30 days of delivery")),)
# Where it was 5 November 15:30 UTC: in Seoul the sixth, in Chicago the fifth.
ABROAD = Address(country="KR", timezone="Asia/Seoul")


def a_policy(timezone: Any, *rules: Rule) -> Policy:
    return Policy(id=PolicyId("shop"), timezone=timezone, rules=rules or RULES)


def closing_of(policy: Policy, order: Order) -> datetime | None:
    decision = decide(policy, order, a_request(), at=datetime(2026, 11, 20, tzinfo=UTC))
    return decision.items[0].offers[0].closes


@pytest.mark.parametrize(
    ("timezone", "address", "zone"),
    [
        ("America/Chicago", ABROAD, "America/Chicago"),
        (("destination", "America/Chicago"), ABROAD, "Asia/Seoul"),
        (("destination", "America/Chicago"), Address(country="KR"), "America/Chicago"),
        (("destination", "America/Chicago"), None, "America/Chicago"),
        (("destination", "Europe/Berlin", "America/Chicago"), None, "Europe/Berlin"),
        (("Europe/Berlin", "America/Chicago"), ABROAD, "Europe/Berlin"),
    ],
)
def test_windows_count_in_the_first_zone_that_is_known(
    timezone: Any, address: Address | None, zone: str
) -> None:
    policy, order = a_policy(timezone), an_order(shipping_address=address)

    assert zone_of_windows(policy.timezone, order).key == zone
    assert policy.zone.key == "America/Chicago"


def test_a_window_closes_at_midnight_of_the_destination() -> None:
    order = an_order(shipping_address=ABROAD)

    assert closing_of(a_policy(("destination", "America/Chicago")), order) == datetime(
        2026, 12, 6, 15, tzinfo=UTC
    )
    assert closing_of(a_policy("America/Chicago"), order) == datetime(2026, 12, 6, 6, tzinfo=UTC)


def test_a_period_is_of_the_shop_also_where_windows_are_not() -> None:
    """1 November in Seoul, still October in Chicago."""
    order = an_order(shipping_address=ABROAD, placed_at=datetime(2026, 10, 31, 16, tzinfo=UTC))
    season = rule("season", placed("2026-11-01.."), within("90 days of delivery"))

    closes = closing_of(a_policy(("destination", "America/Chicago"), season, *RULES), order)

    assert closes == datetime(2026, 12, 6, 15, tzinfo=UTC)


def test_readers_see_the_days_of_the_zone_in_which_windows_were_counted() -> None:
    order = an_order(shipping_address=ABROAD)
    policy = a_policy(("destination", "America/Chicago"))
    decision = decide(policy, order, a_request(), at=datetime(2026, 11, 20, tzinfo=UTC))

    assert "until 6 December" in str(explain(decision)).replace("until the end of", "until")
    assert "Seoul" in str(explain(decision, audience="agent"))


@pytest.mark.parametrize(
    ("timezone", "sentence"),
    [
        ("destination", "the destination may not be known: end with the zone of the shop"),
        (("UTC", "destination"), "the destination may not be known: end with the zone of the shop"),
        ((), "at least 1"),
        (("destination", "destination", "UTC"), "`destination` stands twice"),
        (("UTC", "Asia/Seoul", "UTC"), "`Asia/Seoul` is never used: `UTC` before it is always known"),
        (("UTC", "destination", "UTC"), "`destination` is never used: `UTC` before it is always known"),
        (("destination", "Mars/Base"), "unknown zone `Mars/Base`"),
        (("destination", 3), "should be a valid string"),
    ],
)
def test_what_tells_no_zone_of_the_shop_is_refused(timezone: Any, sentence: str) -> None:
    with pytest.raises(ValidationError) as refused:
        a_policy(timezone)

    assert sentence in str(refused.value)


def test_an_address_names_a_zone_that_there_is() -> None:
    with pytest.raises(ValidationError, match="unknown zone `KST`"):
        Address(country="KR", timezone="KST")


@pytest.mark.parametrize(
    "written", ["America/Chicago", "[America/Chicago]", "[destination, America/Chicago]"]
)
def test_a_zone_is_written_as_it_was_read(written: str) -> None:
    policy = load_policy(
        f"policy: shop\ntimezone: {written}\nrules: [{{id: a, offer: refund, within: unlimited}}]\n"
    )

    again = policy.model_dump_json(by_alias=True, exclude_defaults=True)

    assert isinstance(policy.timezone, str) is (written[0] != "[")
    assert load_policy(again, name="again.json") == policy
    assert f"timezone: {written}\n" in write_policy(policy)
    assert load_policy(write_policy(policy)) == policy
