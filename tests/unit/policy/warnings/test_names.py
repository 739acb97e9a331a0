"""Names that nothing uses, and names that something does."""

from __future__ import annotations

import pytest

from tests.unit.policy.warnings.warned import ALL, told

DEFINE = "policy: shop\ndefine: {rare: item.quantity > 9}\n"
FACT = "policy: shop\nfacts: {item.grade: {type: number}}\n"


def test_a_definition_that_no_rule_uses_is_told() -> None:
    used = "{id: a, when: rare and item.is_gift_card, refuse: No.}"

    assert told(ALL, head=DEFINE, names="") == {"unused_name define.rare": "no rule uses `rare`"}
    assert told(used, ALL, head=DEFINE, names="") == {}


def test_a_definition_that_another_uses_is_used_with_it() -> None:
    head = "policy: shop\ndefine: {odd: rare or item.is_gift_card, rare: item.quantity > 9}\n"

    assert told("{id: a, when: odd, refuse: No.}", ALL, head=head, names="") == {}
    assert list(told(ALL, head=head, names="")) == ["unused_name define.odd", "unused_name define.rare"]


@pytest.mark.parametrize(
    "rule",
    [
        "{id: a, when: item.grade > 3, refuse: No.}",
        "{id: a, unless: item.grade > 3, refuse: No.}",
        '{id: a, when: "true", within: {days: item.grade, of: delivery}, for: refund}',
        "{id: a, fee: {name: label, flat: item.grade * 2, per: line}}",
        "{id: a, rate: item.grade}",
        "{id: a, when_any: item.grade > 3, approve: automatic}",
    ],
)
def test_a_declared_fact_that_something_reads_is_used(rule: str) -> None:
    assert told(rule.replace('"true"', "item.is_gift_card"), ALL, head=FACT, names="") == {}


def test_a_declared_fact_that_nothing_reads_is_told() -> None:
    assert told(ALL, head=FACT, names="") == {
        'unused_name facts["item.grade"]': "no condition reads `item.grade`"
    }


def test_a_fact_of_an_unused_definition_is_not_told_as_well() -> None:
    head = f"{FACT}define: {{good: item.grade > 3}}\n"

    assert list(told(ALL, head=head, names="")) == ["unused_name define.good"]
