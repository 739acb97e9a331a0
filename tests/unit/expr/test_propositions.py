"""Propositions: what is proved to follow, and the nearest that does not."""

from __future__ import annotations

from decimal import Decimal

import pytest

from returnkit.expr.compile import define, read
from returnkit.expr.ir import Comparison, Kind, Node
from returnkit.expr.propositions import MAX_WAYS, Proposition
from returnkit.expr.ranges import Values
from returnkit.expr.schema import Name, Schema
from tests.unit.expr import vocabulary

SCHEMA = Schema(
    [
        *vocabulary.SCHEMA,
        Name(path="history.rate", kind=Kind.NUMBER, minimum=Decimal(0), maximum=Decimal(1)),
    ]
)

ABOVE_FIVE = Values.beside(Comparison.GT, Decimal(5))


def said(text: str | None, names: dict[str, Node] | None = None) -> Proposition:
    return Proposition.of(None if text is None else read(text, SCHEMA, names), SCHEMA)


FOLLOWS = [
    ('item.sku == "a"', None),
    ('item.sku == "a"', "true"),
    ("false", 'item.sku == "a"'),
    ('item.sku == "a" and item.sealed', 'item.sku == "a"'),
    ('item.sku == "a"', 'item.sku == "a" or item.sealed'),
    ('item.sku == "a"', 'item.sku in ["a", "b"]'),
    ('item.sku in ["a", "b"]', 'item.sku == "a" or item.sku == "b"'),
    ('item.sku in ["a", "b"]', 'item.sku != "c"'),
    ('item.sku == "a" or item.sku == "b"', 'item.sku not in ["c", "d"]'),
    ("item.price > 100", "item.price > 50"),
    ("item.price > 100", "item.price >= 100"),
    ("100 < item.price", "item.price > 100"),
    ("item.price == 100", "item.price >= 100"),
    ("item.price == 100", "item.price < 101 and item.price > 99"),
    ("item.price in [60, 70]", "item.price > 50"),
    ("item.price > 1 and item.price < 3", "item.price > 0"),
    ("not (item.price <= 1)", "item.price > 1"),
    ("item.price * 2 > 10", "item.price * 2 > 5"),
    ("item.price > item.quantity", "item.quantity < item.price"),
    ("item.price > item.quantity", "not (item.price <= item.quantity)"),
    ('order.placed_at >= d"2026-11-10T00:00:00Z"', 'order.placed_at > d"2026-11-01T00:00:00Z"'),
    ('order.age < t"P10D"', 'order.age < t"P20D"'),
    ("item.sealed", "item.sealed == true"),
    ("item.sealed != true", "not item.sealed"),
    ("item.gift == true", "(item.gift ?? false)"),
    ("(item.gift ?? false)", "item.gift == true"),
    ("not (item.gift ?? true)", "item.gift == false"),
    ("item.weight == null", "(item.weight ?? 0) < 5"),
    ("(item.weight ?? 9) < 5", "item.weight != null"),
    ('item.brand == "a"', 'item.brand != "b"'),
    ("item.brand == null", 'item.brand != "b"'),
    ('item.category != "bags"', 'item.category in ["shirts", "shoes"]'),
    ('item.category in ["shirts", "bags", "shoes"]', 'item.category == "bags" or item.category != "bags"'),
    ("item.sealed ? item.price > 5 : item.price > 6", "item.price > 5"),
    ("item.sealed and item.price > 5", "item.sealed ? item.price > 5 : item.price > 6"),
    ("item.price > 6", "item.sealed ? item.price > 5 : item.price > 6"),
    ('"a" in item.tags', '"a" in item.tags or item.sealed'),
    ('item.sku =~ "a" and item.sealed', 'item.sku =~ "a"'),
    ("history.rate > 0.5", "history.rate <= 1"),
]

DOES_NOT_FOLLOW = [
    (None, 'item.sku == "a"'),
    # Not known, it is not true, whatever it is.
    (None, "item.sealed or not item.sealed"),
    ("item.price > 0", "item.sealed or not item.sealed"),
    (None, "history.rate <= 1"),
    ('item.sku == "a"', 'item.sku == "a" and item.sealed'),
    ('item.sku == "a" or item.sealed', 'item.sku == "a"'),
    ('item.sku in ["a", "b"]', 'item.sku == "a"'),
    ("item.price > 50", "item.price > 100"),
    ("item.price >= 100", "item.price > 100"),
    ("item.price > 50", "item.quantity > 50"),
    ("item.price > item.quantity", "item.quantity > item.price"),
    ('item.brand != "b"', 'item.brand == "a" or item.brand == "c"'),
    ('item.brand in ["a", "b"]', "item.brand == null"),
    ('item.brand != "b"', "item.brand != null"),
    ('item.category != "bags"', 'item.category == "shirts"'),
    ("item.sealed ? item.price > 5 : item.price > 6", "item.price > 6"),
    ("item.sealed ? item.price > 5 : item.price > 6", "item.sealed"),
    ("item.price * 2 > 10", "item.price > 5"),
]


@pytest.mark.parametrize(("first", "second"), FOLLOWS)
def test_what_follows_is_proved(first: str, second: str | None) -> None:
    assert said(first).implies(said(second))


@pytest.mark.parametrize(("first", "second"), DOES_NOT_FOLLOW)
def test_what_does_not_follow_is_not_proved(first: str | None, second: str) -> None:
    assert not said(first).implies(said(second))


@pytest.mark.parametrize(
    "text",
    [
        "false",
        "not true",
        'item.sku == "a" and item.sku == "b"',
        'item.sku == "a" and item.sku != "a"',
        "item.price > 3 and item.price < 3",
        "item.price > 3 and item.price <= 3",
        "item.sealed and not item.sealed",
        "item.brand == null and item.brand != null",
        'item.category not in ["shirts", "shoes", "bags"]',
        "history.rate > 60",
        "history.rate < 0",
        '(item.sku == "a" or item.sku == "b") and item.sku == "c"',
        "item.price > item.quantity and item.price <= item.quantity",
        'item.sku =~ "a" and item.sku !~ "a"',
        "item.sealed ? false : item.sealed",
    ],
)
def test_what_can_never_be_true_is_proved(text: str) -> None:
    assert said(text).is_never_true


@pytest.mark.parametrize(
    "text",
    [
        "item.price >= 3 and item.price <= 3",
        'item.brand not in ["a"] and item.brand not in ["b"]',
        'item.category not in ["shirts", "shoes"]',
        "history.rate >= 1",
        "item.price > 3 and item.quantity < 3",
        'item.sku == "a" and item.brand == "b"',
        "item.weight != 3 and item.weight == null",
    ],
)
def test_what_can_be_true_is_left_alone(text: str) -> None:
    assert not said(text).is_never_true


def test_defined_names_are_looked_through() -> None:
    names = define(
        {"dear": "item.price > limit", "limit": "100", "few": '["a", "b"]', "never": "item.sku in few"},
        SCHEMA,
    )

    assert said("dear", names).implies(said("item.price > 50"))
    assert said("item.price > 101").implies(said("dear", names))
    assert said('item.sku == "b"').implies(said("never", names))
    assert said("limit < 50", names).is_never_true
    assert said("limit > 50", names).is_always_true


def test_conditions_exclude_each_other_where_no_facts_fit_both() -> None:
    assert said("item.sealed").excludes(said("not item.sealed"))
    assert said('item.sku == "a"').excludes(said('item.sku in ["b", "c"]'))
    assert not said('item.sku == "a"').excludes(said('item.brand == "b"'))
    assert (said("item.price > 1") & said("item.price < 3")).implies(said("item.price < 4"))


def test_a_condition_with_too_many_ways_is_left_alone() -> None:
    ways = " and ".join(
        f'(item.sku != "{number}" or item.price * {number + 2} > 1 or item.sealed)' for number in range(9)
    )

    assert MAX_WAYS < 3**9
    assert not said(ways).is_never_true
    assert not said(ways).implies(said('item.sku != "0" or item.price * 2 > 1 or item.sealed'))


def test_a_choice_inside_a_choice_is_one_leaf() -> None:
    text = "item.sealed ? (item.price > 1 ? item.gift == true : false) : item.price > 2"

    assert said(f"({text}) and item.price < 9").implies(said(text))
    assert not said(text).implies(said("item.price > 1"))


BOUNDS = [
    ('item.sku == "a" and item.price > 5', {"item.sku": Values.of(("a",)), "item.price": ABOVE_FIVE}),
    ('item.sku == "a" or item.sku == "b"', {"item.sku": Values.of(("a", "b"))}),
    ('item.sku == "a" and item.price > 5 or item.sku == "b"', {"item.sku": Values.of(("a", "b"))}),
    ('item.sku == "a" or item.price > 5', {}),
    ("true", {}),
    ("1 < 2 and item.price > 5", {"item.price": ABOVE_FIVE}),
]


@pytest.mark.parametrize(("text", "expected"), BOUNDS)
def test_bounds_are_of_what_every_way_to_be_true_asks_of(text: str, expected: dict[str, Values]) -> None:
    found = said(text).bounds

    assert found == {vocabulary.field(path): values for path, values in expected.items()}


def test_too_many_ways_have_no_bounds() -> None:
    either = (f"(item.price * {n} > 1 or item.quantity * {n} > 1)" for n in range(2, 11))

    assert said(" and ".join(either)).bounds is None


def test_the_subjects_are_all_that_is_asked_of() -> None:
    found = said('item.sku == "a" or (item.price > 5 and not item.sealed)').subjects

    assert found == {vocabulary.field(path) for path in ("item.sku", "item.price", "item.sealed")}
