from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Final

import pytest
from pydantic import Field

from returnkit.decision import Verdict
from returnkit.errors import SituationError
from returnkit.expr.schema import is_unknown
from returnkit.facts import STANDARD, LineItem, vocabulary_of
from returnkit.policy import load_policy
from returnkit.situations import UNKNOWN, After, Given, decided, facts_in, situation, spread

TEXT = """
policy: shop
currency: USD
timezone: America/Chicago
facts:
  item.grade: {type: [fine, torn], ask: shopper}
  item.seal: {type: boolean, ask: staff}
  item.found: {type: [clean, dirty], ask: inspection}
  item.volume: {type: number}
  customer.score: {type: number, default: 5}
  history.swaps: {type: number, default: 0}
  history.household_swaps: {type: number, default: 0}
rules:
- {id: torn, when: item.grade == "torn", refuse: {code: condition}}
- {id: often, when: history.return_rate_90d > 0.5 or history.returns_90d > 3, review: true}
- {id: proof, ask: {photo: 1, serial: What is its number?, before: decision}, when: item.unit_paid > 500}
- {id: all, offer: refund, within: 30 days of delivery}
"""
POLICY = load_policy(TEXT, name="shop.yaml")


def verdict(given: Mapping[str, object]) -> Verdict:
    return decided(POLICY, situation(POLICY, given)).items[0].verdict


def test_the_typical_situation_is_one_unit_delivered_and_asked_back_in_time() -> None:
    found = situation(POLICY)

    parcel = found.order.fulfillments[0]
    assert found.order.placed_at == datetime(2026, 3, 3, 18, tzinfo=UTC)
    assert parcel.shipped_at == found.order.placed_at + timedelta(days=1)
    assert parcel.delivered_at == found.order.placed_at + timedelta(days=3)
    assert found.at == found.order.placed_at + timedelta(days=4)
    assert found.request.items[0].quantity == found.order.lines[0].quantity == 1
    assert decided(POLICY, found).items[0].verdict is Verdict.ELIGIBLE


def test_everything_that_can_be_asked_at_the_request_is_answered_typically() -> None:
    found = decided(POLICY, situation(POLICY))

    assert found.items[0].missing == ()
    assert facts_in(POLICY, situation(POLICY), ["item.grade", "item.seal", "item.volume"]) == {
        "item.grade": "fine",
        "item.seal": False,
        "item.volume": 1,
    }


def test_a_declared_name_is_written_where_its_reader_looks() -> None:
    told: dict[str, Given] = {
        "item.grade": "torn",
        "item.seal": True,
        "item.found": "dirty",
        "item.volume": Decimal("2.5"),
        "customer.score": Decimal(7),
        "history.swaps": Decimal(3),
        "history.household_swaps": Decimal(4),
    }

    found = situation(POLICY, told)

    assert facts_in(POLICY, found, told) == told
    assert found.request.items[0].staff_answers == {"seal": True}
    assert found.inspections[0] is not None
    assert found.history is not None
    assert found.history.household_counters == {"swaps": 4}


@pytest.mark.parametrize("path", STANDARD.schema.paths)
def test_every_standard_name_is_read_as_it_is_told(path: str) -> None:
    typical = STANDARD.schema[path].typical
    value: Given = Decimal(typical) if type(typical) is int else typical  # type: ignore[assignment]
    whole = {"order.currency": POLICY.currency}

    found = situation(POLICY, {path: whole.get(path, value)})

    read = facts_in(POLICY, found, [path])[path]
    assert isinstance(read, frozenset) or read == value
    assert not isinstance(read, frozenset) or (isinstance(value, frozenset) and value <= read)


OTHERWISE: Final[tuple[tuple[str, object], ...]] = (
    ("item.is_add_on", True),
    ("item.is_returned_in_full", False),
    ("request.is_bundle_complete", False),
    ("order.has_discount", True),
    ("order.paid_by", frozenset({"gift_card", "cash"})),
    ("order.paid_by", frozenset({"store_card"})),
    ("order.paid_by", frozenset()),
    ("order.paid_by_gift_card_only", True),
    ("order.quantity_ordered", 5),
    ("item.quantity_left", 3),
    ("item.quantity_shipped", 0),
    ("request.quantity", 3),
    ("request.value", "99.00"),
    ("request.fault", "merchant"),
    ("request.fault", "carrier"),
    ("request.fault", None),
    ("request.reason_parent", "fit"),
    ("request.has_wardrobing_signs", True),
    ("inspection.is_weight_off", None),
    ("history.is_bracketing", True),
    ("history.return_rate_365d", "0.4321"),
    ("history.returned_value_1d_max_90d", "1200.50"),
    ("customer.registered_at", "2020-01-01"),
    ("customer.registered_at", "10 days before order"),
    ("order.country", None),
    ("request.region", "OH"),
)


@pytest.mark.parametrize(("path", "given"), OTHERWISE)
def test_what_follows_from_other_facts_is_read_as_it_is_told(path: str, given: object) -> None:
    found = situation(POLICY, {path: given})

    read, told = facts_in(POLICY, found, [path])[path], found.given[path]
    if path == "order.paid_by":
        assert isinstance(read, frozenset)
        assert isinstance(told, frozenset)
        assert told <= read
    elif given != "10 days before order":
        assert read == told
    else:
        assert read == found.order.placed_at - timedelta(days=10)


def test_a_price_follows_from_what_is_told_of_it() -> None:
    for told in (
        {"item.unit_price": "50.00", "item.unit_paid": "35.00"},
        {"item.unit_price": "50.00", "item.discount_percent": "30"},
        {"item.unit_paid": "35.00", "item.discount_percent": "30"},
    ):
        line = situation(POLICY, told).order.lines[0]

        assert (line.unit_price.minor, line.discount.minor) == (5000, 1500)


def test_an_event_moves_those_that_follow_it() -> None:
    found = situation(POLICY, {"order.delivered_at": "2027-06-10"})

    assert found.order.placed_at == datetime(2027, 6, 7, 17, tzinfo=UTC)
    assert found.at == datetime(2027, 6, 11, 17, tzinfo=UTC)


def test_an_event_may_be_told_by_the_request() -> None:
    found = situation(POLICY, {"at": "2026-06-20", "order.delivered_at": "14 days before request"})

    assert found.order.fulfillments[0].delivered_at == datetime(2026, 6, 6, 17, tzinfo=UTC)


def test_a_window_ends_where_the_situation_says() -> None:
    assert verdict({"at": "day 30, 23:59:59"}) is Verdict.ELIGIBLE
    assert verdict({"at": "day 31, 00:00"}) is Verdict.INELIGIBLE


def test_what_is_not_known_stays_open() -> None:
    assert verdict({"item.grade": "unknown"}) is Verdict.NEEDS_INFO
    assert verdict({"item.grade": UNKNOWN}) is Verdict.NEEDS_INFO
    assert situation(POLICY, {"history": "unknown"}).history is None
    assert situation(POLICY, {"history.returns_90d": UNKNOWN}).history is None
    assert situation(POLICY, {"order.delivered_at": UNKNOWN}).order.fulfillments[0].delivered_at is None
    assert is_unknown(facts_in(POLICY, situation(POLICY, {"item.tags": UNKNOWN}), ["item.tags"])["item.tags"])


def test_what_the_facts_compute_can_be_told_all_the_same() -> None:
    assert verdict({"history.return_rate_90d": "0.51"}) is Verdict.REVIEW
    assert verdict({"history.return_rate_90d": "0.50"}) is Verdict.ELIGIBLE
    assert verdict({"history.returns_90d": 4}) is Verdict.REVIEW


def test_evidence_and_answers_are_handed_in() -> None:
    asked = {"item.unit_paid": "501.00"}

    assert verdict(asked) is Verdict.NEEDS_INFO
    assert verdict({**asked, "evidence.photo": 1, "answers.serial": "A1"}) is Verdict.ELIGIBLE


def test_all_that_cannot_be_is_told_at_once_each_with_its_key() -> None:
    with pytest.raises(SituationError) as refused:
        situation(POLICY, {"item.categroy": "x", "item.unit_paid": "much"})

    faults = {fault.path: fault for fault in refused.value.faults}
    assert faults["item.categroy"].help == "did you mean `item.category`?"
    assert faults["item.unit_paid"].code == "situation.value"


@pytest.mark.parametrize(
    ("told", "path"),
    [
        ({"request.photos": 3, "evidence.photo": 2}, "request.photos"),
        ({"request.reason": "defective", "request.fault": "shopper"}, "request.fault"),
        ({"item.quantity": 3, "item.quantity_ordered": 2}, "item.quantity"),
        ({"item.unit_paid": "50.00", "item.unit_price": "40.00"}, "item.unit_paid"),
        ({"order.paid_by": ["cash"], "order.paid_by_gift_card_only": True}, "order.paid_by_gift_card_only"),
    ],
)
def test_what_else_is_told_and_contradicts_it_is_refused(told: Mapping[str, object], path: str) -> None:
    with pytest.raises(SituationError) as refused:
        situation(POLICY, told)

    assert [(fault.code, fault.path) for fault in refused.value.faults] == [("situation.contradiction", path)]


@pytest.mark.parametrize("path", ["at", "customer.registered_at"])
def test_an_event_that_another_tells_which_is_not_known_is_refused(path: str) -> None:
    with pytest.raises(SituationError) as refused:
        situation(POLICY, {"order.delivered_at": UNKNOWN, path: "day 30"})

    assert [(fault.code, fault.path) for fault in refused.value.faults] == [("situation.event", path)]


def test_returns_of_the_order_are_among_those_of_a_span() -> None:
    told = {"history.returns_of_order": 1, "history.returns_90d": 1}

    history = situation(POLICY, told).history

    assert history is not None
    assert len(history.returns) == 1


def test_returns_of_the_order_were_asked_since_it_was_placed() -> None:
    told = {"order.placed_at": "60 days before request", "at": "2026-06-01"}
    counted = {"history.returns_of_order": 2, "history.returns_90d": 2, "history.returns_7d": 0}

    found = situation(POLICY, {**told, **counted})

    assert found.history is not None
    assert all(found.order.placed_at < each.requested_at < found.at for each in found.history.returns)


@pytest.mark.parametrize("counted", [{"history.returns_90d": 1}, {"history.returns_7d": 1}])
def test_more_returns_of_the_order_than_of_a_span_since_then_are_refused(counted: Mapping[str, int]) -> None:
    with pytest.raises(SituationError) as refused:
        situation(POLICY, {"history.returns_of_order": 2, **counted})

    assert [(fault.code, fault.path) for fault in refused.value.faults] == [
        ("situation.contradiction", next(iter(counted)))
    ]


def test_counters_of_the_customer_and_of_the_household_stay_apart() -> None:
    told = {"counters.household_swaps": 1, "household_counters.swaps": 2, "counters.swaps": 3}

    history = situation(POLICY, told).history

    assert history is not None
    assert history.counters == {"household_swaps": 1, "swaps": 3}
    assert history.household_counters == {"swaps": 2}


def test_a_truth_that_the_history_cannot_count_is_refused() -> None:
    text = TEXT.replace(
        "history.swaps: {type: number, default: 0}", "history.flag: {type: boolean, default: false}"
    )
    policy = load_policy(text, name="shop.yaml")

    with pytest.raises(SituationError) as refused:
        situation(policy, {"history.flag": True})

    assert [(fault.code, fault.path) for fault in refused.value.faults] == [
        ("situation.contradiction", "history.flag")
    ]


def test_what_no_model_takes_is_refused() -> None:
    for path, value in (
        ("order.country", "Germany"),
        ("request.country", "Germany"),
        ("item.seller_country", "Germany"),
        ("order.number", '""'),
        ("item.sku", '""'),
        ("order.paid_by", [""]),
        ("item.quantity_shipped", 5),
    ):
        with pytest.raises(SituationError) as refused:
            situation(POLICY, {"item.category": "boots", path: value, "request.method": "store"})

        assert [(fault.code, fault.path) for fault in refused.value.faults] == [
            ("situation.impossible", path)
        ]


def test_all_that_no_model_takes_is_told_at_once_and_nothing_else() -> None:
    told = {
        "order.currency": "KWD",
        "item.unit_paid": "1.234",
        "order.country": "Germany",
        "request.country": "France",
        "order.number": '""',
        "order.channel": '""',
        "at": "2026-06-01",
    }

    with pytest.raises(SituationError) as refused:
        situation(POLICY, told)

    assert {fault.path for fault in refused.value.faults} == {
        *("order.country", "request.country", "order.number", "order.channel")
    }


def test_a_currency_that_there_is_not_is_refused_under_its_own_name() -> None:
    with pytest.raises(SituationError) as refused:
        situation(POLICY, {"item.unit_paid": 3, "order.currency": "XXX"})

    assert [(fault.code, fault.path) for fault in refused.value.faults] == [
        ("situation.value", "order.currency")
    ]


@pytest.mark.parametrize(
    ("told", "path"),
    [
        ({"at": "99999 days before order"}, "at"),
        ({"customer.registered_at": "99999 days before order"}, "customer.registered_at"),
        ({"item.category": "boots", "at": "1900-01-01"}, "at"),
        ({"order.shipped_at": "9000-12-31"}, "order.shipped_at"),
        ({"order.delivered_at": "9000-12-31"}, "order.delivered_at"),
        ({"order.placed_at": "9000-12-31"}, "order.placed_at"),
    ],
)
def test_an_event_outside_the_years_we_count_in_is_refused(told: Mapping[str, object], path: str) -> None:
    with pytest.raises(SituationError) as refused:
        situation(POLICY, told)

    assert [(fault.code, fault.path) for fault in refused.value.faults] == [("situation.value", path)]


def test_long_numbers_are_told_exactly() -> None:
    line = situation(
        POLICY, {"item.unit_paid": 10**27, "item.quantity": 10**27, "item.discount_percent": "33.3"}
    ).order.lines[0]

    assert line.unit_price.minor == 149925037481259370314842578711  # 10**29 / 0.667, rounded
    assert situation(POLICY, {"evidence.photo": "1e2"}).request.items[0].evidence == {"photo": 100}


def test_an_amount_that_the_currency_does_not_have_is_refused() -> None:
    with pytest.raises(SituationError) as refused:
        situation(POLICY, {"item.unit_paid": "1.999"})

    assert refused.value.faults[0].path == "item.unit_paid"


SHOES: Final = """
policy: shoes
rules:
- {id: high, when: item.heel_height > 5, refuse: {code: heel}}
- {id: all, offer: refund, within: 30 days of delivery}
"""


class Shoe(LineItem):
    """A line of a shop that sells shoes."""

    heel_height: int = Field(default=0, description="Height of the heel.", examples=[3])
    soled_at: datetime | None = Field(default=None, description="When it got its sole.")
    words: str = Field(default="", description="What is written on it.", examples=["none"])


def test_the_names_of_a_shop_are_typical_or_as_they_are_told() -> None:
    policy = load_policy(SHOES, name="shoes.yaml", vocabulary=vocabulary_of(line_type=Shoe))

    assert decided(policy, situation(policy)).items[0].verdict is Verdict.ELIGIBLE
    high = situation(policy, {"item.heel_height": 6})
    assert decided(policy, high).items[0].verdict is Verdict.INELIGIBLE


def test_an_instant_of_a_shop_may_be_told_by_an_event() -> None:
    policy = load_policy(SHOES, name="shoes.yaml", vocabulary=vocabulary_of(line_type=Shoe))

    found = situation(policy, {"item.soled_at": "10 days before order"})

    soled = found.order.placed_at - timedelta(days=10)
    assert facts_in(policy, found, ["item.soled_at"]) == {"item.soled_at": soled}
    assert found.given == {"item.soled_at": After(-10, "days", "order")}


def test_what_an_attribute_cannot_hold_is_refused() -> None:
    policy = load_policy(SHOES, name="shoes.yaml", vocabulary=vocabulary_of(line_type=Shoe))

    with pytest.raises(SituationError) as refused:
        situation(policy, {"item.words": "x" * 2000})

    assert [(fault.code, fault.path) for fault in refused.value.faults] == [
        ("situation.impossible", "item.words")
    ]


def test_an_amount_is_of_the_currency_of_the_policy() -> None:
    policy = POLICY.evolve(currency="KRW")

    found = situation(policy, {"item.unit_paid": 39000})

    assert str(found.order.lines[0].unit_price) == "39000 KRW"


def test_the_spread_begins_with_the_typical_and_has_each_side_of_every_constant() -> None:
    found = spread(POLICY)

    assert found["item.grade"][:3] == ("fine", "torn", found["item.grade"][2])
    assert is_unknown(found["item.grade"][-1])
    assert found["item.unit_paid"] == (Decimal("40.00"), *map(Decimal, ("500", "499.99", "500.01")))
    assert set(found) == {"item.grade", "history.return_rate_90d", "history.returns_90d", "item.unit_paid"}


def test_the_spread_of_amounts_steps_by_the_minor_unit_of_the_currency() -> None:
    found = spread(POLICY.evolve(currency="KRW"))

    assert found["item.unit_paid"] == (Decimal(40), *map(Decimal, ("500", "499", "501")))


def test_every_value_of_a_spread_can_be_told() -> None:
    for path, values in spread(POLICY).items():
        for value in values:
            assert decided(POLICY, situation(POLICY, {path: value})).items
