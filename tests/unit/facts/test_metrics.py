"""Metrics: what a history amounts to, each at its boundary."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from math import sqrt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from returnkit.facts import Inspection, PastItem, PastOutcome, PastReturn, ReturnHistory
from returnkit.facts.metrics import share, wilson_low
from returnkit.money import Money
from tests.builders import PLACED, a_past_order, a_past_return
from tests.unit.facts.reading import code, value

MOMENT = 1 / 86_400_000_000  # a microsecond in days


def read(path: str, history: ReturnHistory | None, *, currency: str = "USD", **more: Any) -> object:
    return value(f"history.{path}", history=history, at=PLACED, currency=currency, **more)


def returned(*returns: PastReturn, **fields: Any) -> ReturnHistory:
    return ReturnHistory(returns=returns, **fields)


def ordered(*days_ago: float, returns: tuple[PastReturn, ...] = ()) -> ReturnHistory:
    orders = tuple(a_past_order(f"past-{number}", days_ago=days) for number, days in enumerate(days_ago))
    return ReturnHistory(orders=orders, returns=returns)


@pytest.mark.parametrize("days", [7, 30, 90, 365])
def test_a_return_counts_for_exactly_so_many_days(days: int) -> None:
    def count(days_ago: float) -> object:
        return read(f"returns_{days}d", returned(a_past_return(days_ago=days_ago)))

    assert count(days - MOMENT) == 1
    assert count(days) == 0
    assert count(0) == 1
    assert count(-MOMENT) == 0


@pytest.mark.parametrize(
    ("outcome", "counts"), [(outcome, outcome is not PastOutcome.CANCELLED) for outcome in PastOutcome]
)
def test_a_return_counts_unless_it_was_wholly_cancelled(outcome: PastOutcome, counts: bool) -> None:
    cancelled = PastItem(value=Money.of("1", "USD"), outcome=PastOutcome.CANCELLED)
    item = PastItem(value=Money.of("1", "USD"), outcome=outcome)

    assert read("returns_365d", returned(a_past_return("past-1", cancelled, item))) == int(counts)


def test_orders_of_a_year_are_counted() -> None:
    history = ordered(365, 365 - MOMENT, 30, 30 - MOMENT, 0, -MOMENT)

    assert read("orders_365d", history) == 4
    assert read("settled_orders_365d", history) == 2


def test_the_return_rate_is_by_value_over_settled_orders() -> None:
    orders = tuple(a_past_order(f"o{n}", days_ago=40 + n, value="100.00") for n in range(5))
    young = a_past_order("young", days_ago=10, value="900.00")
    history = ReturnHistory(
        orders=(*orders, young),
        returns=(
            a_past_return("o0", value="60.00"),
            a_past_return("o1", value="15.55", outcome=PastOutcome.KEPT),
            a_past_return("o2", value="100.00", outcome=PastOutcome.REJECTED),
            a_past_return("o3", value="100.00", outcome=PastOutcome.OPEN),
            a_past_return("o4", value="100.00", days_ago=-MOMENT),
            a_past_return("young", value="900.00", days_ago=5),
            a_past_return("unheard-of", value="900.00"),
        ),
    )

    assert read("return_rate_365d", history) == Decimal("0.1511")


def test_the_return_rate_is_zero_below_five_settled_orders() -> None:
    back = (a_past_return("past-0", value="100.00"),)

    assert read("return_rate_365d", ordered(*[50] * 4, returns=back)) == 0
    assert read("return_rate_365d", ordered(*[50] * 4, 30 - MOMENT, returns=back)) == 0
    assert read("return_rate_365d", ordered(*[50] * 4, 30, returns=back)) == Decimal("0.2000")


@pytest.mark.parametrize("days", [90, 180, 270, 365])
def test_the_return_rate_looks_back_so_many_days(days: int) -> None:
    back = (a_past_return("past-4", value="100.00"),)

    assert read(f"return_rate_{days}d", ordered(*[40] * 4, days, returns=back)) == 0
    assert read(f"return_rate_{days}d", ordered(*[40] * 4, days - MOMENT, returns=back)) == Decimal("0.2000")


def test_the_least_plausible_rate_needs_many_orders() -> None:
    def low(orders: int, returns: int) -> object:
        back = tuple(a_past_return(f"past-{number}", value="1.00") for number in range(returns))
        return read("return_rate_low_365d", ordered(*[50] * orders, returns=back + back))

    assert low(3, 2) == Decimal("0.2076")
    assert low(30, 20) == Decimal("0.4878")
    assert low(3, 0) == 0
    assert low(0, 0) == 0
    assert low(1, 1) == Decimal("0.2065")


@given(trials=st.integers(1, 500), share_=st.floats(0, 1))
def test_the_wilson_bound_is_the_textbooks(trials: int, share_: float) -> None:
    hits = round(trials * share_)
    z, p = 1.959963984540054, hits / trials
    centre, spread = p + z * z / (2 * trials), z * sqrt(p * (1 - p) / trials + z * z / (4 * trials * trials))
    expected = (centre - spread) / (1 + z * z / trials)

    low = wilson_low(hits, trials)

    assert 0 <= low <= Decimal(hits) / trials
    assert -1e-9 <= expected - float(low) <= 1e-4 + 1e-9


@pytest.mark.parametrize(
    ("part", "whole", "found"),
    [
        (1, 3, "0.3333"),
        (2, 3, "0.6667"),
        (1, 20_000, "0.0001"),
        (1, 20_001, "0.0000"),
        (5, 4, "1"),
        (0, 0, "0"),
    ],
)
def test_a_share_is_rounded_half_up_and_at_most_one(part: int, whole: int, found: str) -> None:
    assert share(part, whole) == Decimal(found)


def test_value_of_a_day_is_the_most_within_24_hours() -> None:
    def most(*days_ago: float) -> object:
        return read(
            "returned_value_1d_max_90d", returned(*(a_past_return(days_ago=days) for days in days_ago))
        )

    assert most() == Decimal("0.00")
    assert most(10) == Decimal("40.00")
    assert most(10, 11 - MOMENT) == Decimal("80.00")
    assert most(10, 11) == Decimal("40.00")
    assert most(10, 10.5, 10.9, 11.2, 11.3) == Decimal("160.00")
    assert most(90 - MOMENT) == Decimal("40.00")
    assert most(90) == Decimal("0.00")


def test_value_concentration_needs_three_returns() -> None:
    two = (a_past_return(value="300.00"), a_past_return(value="50.00"))
    rejected = a_past_return(value="50.00", outcome=PastOutcome.REJECTED)
    cancelled = a_past_return(value="900.00", outcome=PastOutcome.CANCELLED)

    assert read("value_concentration_365d", returned(*two)) == 0
    assert read("value_concentration_365d", returned(*two, cancelled)) == 0
    assert read("value_concentration_365d", returned(*two, rejected)) == Decimal("0.7500")


def test_split_returns_are_those_after_the_first_of_an_order() -> None:
    history = returned(
        a_past_return("a"),
        a_past_return("a"),
        a_past_return("a", days_ago=365),
        a_past_return("b"),
        a_past_return("b", outcome=PastOutcome.CANCELLED),
    )

    assert read("split_returns_365d", history) == 1


def test_earlier_returns_of_the_order_are_counted_whenever_they_were() -> None:
    history = returned(
        a_past_return("order-1", days_ago=900),
        a_past_return("order-1", days_ago=1, outcome=PastOutcome.REJECTED),
        a_past_return("order-1", days_ago=1, outcome=PastOutcome.CANCELLED),
        a_past_return("order-1", days_ago=-1),
        a_past_return("order-2"),
    )

    assert read("returns_of_order", history) == 2


@pytest.mark.parametrize(
    ("path", "fields"),
    [
        ("kept_items_365d", {"outcome": PastOutcome.KEPT}),
        ("rejected_items_365d", {"outcome": PastOutcome.REJECTED}),
        ("worn_items_365d", {"inspection": Inspection(is_worn=True)}),
        ("worn_items_365d", {"inspection": Inspection(is_tag_missing=True)}),
        ("incomplete_items_365d", {"inspection": Inspection(has_missing_parts=True)}),
        ("unconfirmed_items_365d", {"inspection": Inspection(is_reason_confirmed=False)}),
    ],
)
def test_units_of_a_year_are_counted_by_what_became_of_them(path: str, fields: dict[str, Any]) -> None:
    sign = {"quantity": 2, **fields}
    history = returned(
        a_past_return(days_ago=365 - MOMENT, **sign),
        a_past_return(days_ago=365, **sign),
        a_past_return(),
        a_past_return(inspection=Inspection(is_reason_confirmed=True, is_worn=False)),
        a_past_return(**sign | {"outcome": PastOutcome.CANCELLED}),
    )

    assert read(path, history) == 2


def test_claims_that_nothing_arrived_are_counted_by_the_group_of_their_reason() -> None:
    history = returned(
        a_past_return(reason="never_arrived"),
        a_past_return(reason="empty_package", days_ago=365 - MOMENT),
        a_past_return(reason="not_arrived", days_ago=365),
        a_past_return(reason="not_arrived"),
        a_past_return(reason="late"),
        a_past_return(reason="lost_in_space"),
        a_past_return(),
    )

    assert read("not_arrived_claims_365d", history) == 3


@pytest.mark.parametrize(
    "path", ["return_rate_365d", "value_concentration_365d", "returned_value_1d_max_90d"]
)
def test_amounts_in_several_currencies_make_no_sum(path: str) -> None:
    history = ReturnHistory(orders=(a_past_order(currency="EUR"),), returns=(a_past_return(),))

    assert code(read(path, history)) == "foreign_currency"


def test_a_share_does_not_ask_for_the_policys_currency_but_an_amount_does() -> None:
    history = returned(a_past_return())

    assert read("return_rate_365d", history, currency="EUR") == 0
    assert code(read("returned_value_1d_max_90d", history, currency="EUR")) == "foreign_currency"


def test_what_comes_later_changes_nothing() -> None:
    history = ordered(40, 50, 60, 70, 80, returns=(a_past_return("past-0"),))
    longer = history.evolve(
        orders=(*history.orders, a_past_order("later", days_ago=-1)),
        returns=(
            *history.returns,
            a_past_return("past-0", days_ago=-1),
            a_past_return("past-1", days_ago=-2),
        ),
    )

    names = [name for name in longer_names() if read(name, history) != read(name, longer)]

    assert names == []


def longer_names() -> list[str]:
    from returnkit.facts import STANDARD

    return [name.attribute for name in STANDARD.schema if name.root == "history"]


@pytest.mark.parametrize("name", longer_names())
def test_a_history_that_was_not_supplied_is_unknown(name: str) -> None:
    assert code(read(name, None)) == "not_supplied"
    assert code(value(f"history.{name}", history=ReturnHistory())) == "not_supplied"


def test_an_order_is_in_a_history_once() -> None:
    with pytest.raises(ValidationError, match="`past-1` is there twice"):
        ReturnHistory(orders=(a_past_order(), a_past_order()))


def test_a_history_is_a_value() -> None:
    history = returned(
        a_past_return(inspection=Inspection(answers={"stain": True})), counters={"b": 1, "a": 2}
    )

    assert history == returned(
        a_past_return(inspection=Inspection(answers={"stain": True})), counters={"a": 2, "b": 1}
    )
    assert len({history, ReturnHistory.model_validate_json(history.model_dump_json())}) == 1
    assert history.returns[0].requested_at == PLACED - timedelta(days=50)
