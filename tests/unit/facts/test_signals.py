"""Signals of abuse, each at its boundary."""

from __future__ import annotations

from typing import Any

import pytest

from returnkit.facts import Inspection, Order, PastOutcome, ReturnHistory
from tests.builders import PLACED, a_line, a_past_return, a_request, an_item, an_order
from tests.unit.facts.reading import code, value


def variants(*ids: str | None, product: str | None = "p-1") -> Order:
    return an_order([a_line(f"line-{n}", product_id=product, variant_id=id) for n, id in enumerate(ids, 1)])


def bracketing(order: Order, *lines: str, history: ReturnHistory | None = None) -> object:
    request = a_request(*(an_item(line) for line in lines))
    return value(
        "history.is_bracketing", order, request=request, history=history or ReturnHistory(), at=PLACED
    )


@pytest.mark.parametrize(
    ("order", "lines", "found"),
    [
        (variants("s", "m", "l"), ("line-1", "line-2"), True),
        (variants("s", "m", "l"), ("line-1",), False),
        (variants("s", "m", "m"), ("line-1", "line-2"), False),
        (variants("s", "m", None), ("line-1", "line-2"), False),
        (variants("s", "m", "l", "m"), ("line-2", "line-4"), False),
        (variants("s", "m", "l", None), ("line-1", "line-4"), False),
        (variants("s", "m", "l", product=None), ("line-1", "line-2"), False),
    ],
)
def test_bracketing_is_three_variants_bought_and_two_asked_back(
    order: Order, lines: tuple[str, ...], found: bool
) -> None:
    assert bracketing(order, *lines) is found


@pytest.mark.parametrize(
    ("fields", "found"),
    [
        ({}, True),
        ({"variant_id": "s"}, False),
        ({"product_id": "p-2"}, False),
        ({"outcome": PastOutcome.REJECTED}, False),
        ({"outcome": PastOutcome.CANCELLED}, False),
        ({"order": "order-2"}, False),
        ({"days_ago": -1}, False),
    ],
)
def test_variants_returned_earlier_count_for_bracketing(fields: dict[str, Any], found: bool) -> None:
    earlier = a_past_return(**{"order": "order-1", "product_id": "p-1", "variant_id": "m"} | fields)

    assert bracketing(variants("s", "m", "l"), "line-1", history=ReturnHistory(returns=(earlier,))) is found


@pytest.mark.parametrize(
    ("category", "condition", "found"),
    [
        ("dresses", "worn", True),
        ("dresses", "unused", False),
        ("dresses", None, "not_asked"),
        ("shirts", "worn", False),
        (None, None, False),
    ],
)
def test_wardrobing_shows_in_the_stated_condition(
    category: str | None, condition: str | None, found: object
) -> None:
    read = value(
        "request.has_wardrobing_signs", an_order([a_line(category=category)]), an_item(condition=condition)
    )

    assert (code(read) if found == "not_asked" else read) == found


@pytest.mark.parametrize(
    ("category", "is_worn", "is_tag_missing", "found"),
    [
        ("suits", True, None, True),
        ("suits", None, True, True),
        ("suits", False, False, False),
        ("suits", False, None, "not_asked"),
        ("suits", None, None, "not_asked"),
        ("shirts", True, True, False),
    ],
)
def test_wardrobing_shows_at_the_inspection(
    category: str, is_worn: bool | None, is_tag_missing: bool | None, found: object
) -> None:
    inspection = Inspection(is_worn=is_worn, is_tag_missing=is_tag_missing)

    read = value(
        "inspection.has_wardrobing_signs", an_order([a_line(category=category)]), inspection=inspection
    )

    assert (code(read) if found == "not_asked" else read) == found


def test_wardrobing_is_not_known_before_the_inspection() -> None:
    order = an_order([a_line(category="suits")])

    assert code(value("inspection.has_wardrobing_signs", order)) == "not_asked"
    assert value("inspection.has_wardrobing_signs") is False


@pytest.mark.parametrize(
    ("weight", "quantity", "received", "found"),
    [
        (100, 1, 150, False),  # off by 50 g exactly
        (100, 1, 151, True),
        (100, 1, 49, True),
        (1000, 1, 1200, False),  # off by 20 % exactly
        (1000, 1, 1201, True),
        (1000, 1, 800, False),
        (1000, 1, 799, True),
        (1000, 2, 1601, False),
        (1000, 2, 1599, True),
        (None, 1, 100, None),
        (100, 1, None, "not_asked"),
    ],
)
def test_a_weight_is_off_by_more_than_50_grams_and_20_percent(
    weight: int | None, quantity: int, received: int | None, found: object
) -> None:
    order = an_order([a_line(weight_grams=weight, quantity=quantity)])
    inspection = Inspection(weight_grams=received)

    read = value("inspection.is_weight_off", order, an_item(quantity=quantity), inspection=inspection)

    assert (code(read) if found == "not_asked" else read) == found


def test_no_weight_is_off_before_the_inspection() -> None:
    assert code(value("inspection.is_weight_off", an_order([a_line(weight_grams=100)]))) == "not_asked"
