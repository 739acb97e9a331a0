"""Conditions and parts of them that decide nothing: where they are told, and where not."""

from __future__ import annotations

import pytest

from tests.unit.policy.warnings.warned import ALL, HEAD, found_in, told, warned

CONSTANT = [
    ("when: item.is_opened or not item.is_opened", "when", "`when` is always true"),
    ("when: item.quantity >= 1", "when", "`when` is always true"),
    ("unless: item.quantity < 1", "unless", "`unless` is always false"),
    (
        "when: 'item.quantity >= 1 and item.is_opened'",
        "when",
        "`item.quantity >= 1` in `when` is always true",
    ),
    (
        "when: item.unit_paid > 100 and item.unit_paid > 50",
        "when",
        "`item.unit_paid > 50` in `when` is always true where it is asked",
    ),
    (
        "when: item.unit_paid > 100 or item.unit_paid > 50",
        "when",
        "`item.unit_paid > 100` in `when` is always false where it is asked",
    ),
    (
        "when: customer.tier == 'plus', unless: customer.tier == 'gold'",
        "unless",
        "`unless` is always false beside `when`",
    ),
    (
        "when: member, unless: customer.tier != 'plus'",
        "when",
        "`when` is always true beside `unless`",
    ),
    (
        "when: item.is_opened, unless: not item.is_opened and item.quantity > 2",
        "unless",
        "`unless` is always false beside `when`",
    ),
    (
        "when: item.grade == 'new', unless: item.quantity > 2 and item.grade == 'new'",
        "unless",
        '`item.grade == "new"` in `unless` is always true where it is asked',
    ),
    (  # `when` says the same of `unless`: one of the two is left
        "when: item.is_opened, unless: item.quantity > 2 or not item.is_opened",
        "unless",
        "`not item.is_opened` in `unless` is always false where it is asked",
    ),
]


@pytest.mark.parametrize(("condition", "key", "message"), CONSTANT)
def test_a_part_that_is_always_the_same_is_told(condition: str, key: str, message: str) -> None:
    assert told(f"{{id: a, {condition}, refuse: No.}}", ALL) == {f"constant_part rules[0].{key}": message}


@pytest.mark.parametrize(
    "condition",
    [
        "when: true",
        "unless: false",
        "when: item.is_opened or not member",
        "when: item.quantity > 1",
        "when: item.unit_paid > 50 and item.unit_paid < 100",
        "when: customer.tier == 'plus', unless: item.is_opened",
        "when: member, unless: customer.tier == 'plus'",
    ],
)
def test_a_condition_whose_parts_all_decide_is_not_told(condition: str) -> None:
    found = warned(f"{{id: a, {condition}, extend: 2 days}}", ALL)

    assert [where for where in found if where.startswith("constant_part")] == []


def test_a_rule_that_never_applies_is_told_as_that_alone() -> None:
    never = "{id: a, when: item.unit_paid > 9 and item.unit_paid < 3 and item.quantity > 0, refuse: No.}"

    assert warned(never, ALL) == ["never_true rules[0].when"]


@pytest.mark.parametrize("key", ["when_any", "when_all"])
def test_what_is_asked_of_accepted_items_is_looked_into(key: str) -> None:
    rule = f"{{id: a, {key}: item.is_opened and item.quantity > 0, approve: automatic}}"

    assert warned(rule, ALL) == [f"constant_part rules[0].{key}"]


def test_a_constant_definition_is_told_once_where_it_is_defined() -> None:
    head = f"{HEAD}  some: item.quantity > 0\n  free: item.unit_paid * 0\n"
    rules = ["{id: a, when: some and item.is_opened, refuse: No.}", "{id: b, when: some, rate: free}", ALL]

    assert told(*rules, head=head) == {"constant_part define.some": "`some` is always true"}


def test_a_part_of_a_definition_is_told_at_the_definition() -> None:
    head = f"{HEAD}  dear: item.unit_paid > 9 and item.unit_paid > 3\n"

    assert found_in("{id: a, when: dear, refuse: No.}", ALL, head=head) == [
        (
            "constant_part define.dear",
            "`item.unit_paid > 3` in `dear` is always true where it is asked",
        )
    ]
