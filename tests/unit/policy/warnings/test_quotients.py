"""Quotients that are asked for exactly, and those that are not, or are exact."""

from __future__ import annotations

import pytest

from returnkit.policy import check_policy
from tests.unit.policy.warnings.warned import ALL, HEAD, told, warned

SUSPICIOUS = [
    "order.total / 3 == 5",
    "order.total / 3 != 5",
    "5 == order.total / 3",
    "order.total / 3 * 3 == order.total",
    "-(order.total / 3) == 5",
    "order.total / item.quantity == 5",
    "order.total / item.quantity in [5, 6]",
    "(order.total / item.quantity) % 1 == 0",
    "(member ? order.total / 3 : 4) == 5",
    "order.total * (1 / 3) == 5",
    "order.total / (item.quantity + 1) - 2 == 5",
    "item.is_opened and not (order.total / 7 == 5)",
]
SOUND = [
    "order.total / 3 >= 5",
    "order.total / 3 < 5",
    "order.total / 8 == 5",
    "order.total / 0.04 == 5",
    "order.total / 10 % 1 == 0",
    "order.total // 3 == 5",
    "order.total % 3 == 0",
    "(order.total / 3).floor == 5",
    "order.total * 3 == 5",
    "order.total == 0.3333",
    "order.total / 4 in [5, 6]",
]


@pytest.mark.parametrize("condition", SUSPICIOUS)
def test_a_rounded_quotient_that_is_asked_for_exactly_is_told(condition: str) -> None:
    assert warned(f"{{id: a, when: '{condition}', review: true}}", ALL) == [
        "equality_after_division rules[0].when"
    ]


@pytest.mark.parametrize("condition", SOUND)
def test_what_is_ordered_or_exact_is_not_told(condition: str) -> None:
    assert warned(f"{{id: a, when: '{condition}', review: true}}", ALL) == []


def test_quotients_in_definitions_and_amounts_are_told_where_they_are_asked_for() -> None:
    head = f"{HEAD}  share: order.total / item.quantity\n  third: share == 5\n"
    rules = (
        "{id: a, when: third, review: true}",
        "{id: b, when: share != 7, extend: 2 days}",
        '{id: c, rate: "share == 9 ? 50 : 80"}',
    )

    assert warned(*rules, ALL, head=head) == [
        "equality_after_division define.third",
        "equality_after_division rules[1].when",
        "equality_after_division rules[2].rate",
    ]


@pytest.mark.parametrize(
    ("condition", "way_out"),
    [
        ("order.total / 3 == 5", "multiply instead: `order.total == (5 * 3)`"),
        (
            "5 != order.total / item.quantity",
            "multiply instead: `order.total != (5 * item.quantity)`",
        ),
        ("order.total / 3 + 1 == 5", "ask with `>=` or `<=`, or multiply instead of dividing"),
    ],
)
def test_the_way_out_is_told(condition: str, way_out: str) -> None:
    rule = f"- {{id: a, when: '{condition}', review: true}}\n"
    (found,) = check_policy(f"policy: shop\nrules:\n{rule}- {ALL}\n")

    assert found.help == way_out


def test_a_condition_is_told_once() -> None:
    asked = "{id: a, when: order.total / 3 == 5 or order.total / 3 == 6, review: true}"

    assert told(asked, ALL) == {
        "equality_after_division rules[0].when": (
            "`(order.total / 3) == 5` asks for one number of a quotient, which is rounded"
        )
    }
