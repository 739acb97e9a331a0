"""What is said twice, and what is said only nearly twice."""

from __future__ import annotations

import pytest

from tests.unit.policy.warnings.warned import ALL, told, warned

ALIKE = [
    ("when: item.is_opened, refuse: No.", "when: item.is_opened, refuse: No."),
    ("when: item.is_opened, refuse: No.", "when: item.is_opened == true, refuse: No."),
    ("when: item.is_opened, refuse: No.", "unless: not item.is_opened, refuse: No."),
    ("review: true", "review: true"),
    ("when: member, extend: 5 days", 'when: \'customer.tier in ["total", "plus"]\', extend: 5 days'),
    ("when: member, defer: to 2027-01-02", "when: member, defer: to 2027-01-02"),
    ("for: refund, rate: 50", "for: refund, rate: 50.0"),
    ("when: member, rate: 50, extend: 5 days", "when: member, rate: 50, extend: 5 days"),
    ("placed: 2026-11-01.., fee: {name: a, flat: 5, per: line}",) * 2,
]


@pytest.mark.parametrize(("above", "below"), ALIKE)
def test_a_rule_that_says_what_one_above_says_is_told_as_a_whole(above: str, below: str) -> None:
    assert told(f"{{id: a, {above}}}", f"{{id: b, {below}}}", ALL) == {
        "written_twice rules[1].id": "`a` above says the same under the same condition"
    }


NEARLY = [
    ("when: member, extend: 5 days", "when: member, extend: 6 days"),
    ("when: member, extend: 5 days", "when: customer.tier == 'plus', extend: 5 days"),
    ("when: customer.tier == 'plus', extend: 5 days", "when: member, extend: 5 days"),
    ("for: refund, extend: 5 days", "for: exchange, extend: 5 days"),
    ("for: refund, extend: 5 days", "extend: 5 days"),
    ("when: member, review: true", "when: member, internal: true, review: true"),
    ("when: member, review: true", "when: member, review: Look."),
]


@pytest.mark.parametrize(("above", "below"), NEARLY)
def test_what_is_said_of_more_or_otherwise_is_no_repetition(above: str, below: str) -> None:
    found = warned(f"{{id: a, {above}}}", f"{{id: b, {below}}}", ALL)

    assert [where for where in found if where.startswith("written_twice")] == []


def test_an_effect_that_adds_to_others_is_told_by_itself() -> None:
    rules = (
        "{id: a, when: item.is_opened, extend: 5 days, refuse: No.}",
        "{id: b, for: refund, unless: not item.is_opened, extend: 5 days, rate: 50}",
    )

    assert told(*rules, ALL) == {
        "written_twice rules[1].extend": "`a` above says the same `extend` under the same condition"
    }


def test_a_rule_that_says_something_else_of_the_same_is_told_as_never_counting_alone() -> None:
    rules = ("{id: a, when: member, rate: 50}", "{id: b, when: member, rate: 60}")

    assert warned(*rules, ALL) == ["never_speaks rules[1].rate"]


def test_of_three_that_say_the_same_two_are_told_with_the_first() -> None:
    rules = [f"{{id: {name}, when: item.is_opened, review: true}}" for name in "abc"]

    assert told(*rules, ALL) == {
        f"written_twice rules[{n}].id": "`a` above says the same under the same condition" for n in (1, 2)
    }


@pytest.mark.parametrize("word", ["and", "or"])
def test_a_term_that_stands_twice_is_told_once(word: str) -> None:
    condition = f"item.is_opened {word} item.quantity > 2 {word} item.is_opened"

    assert told(f"{{id: a, when: {condition}, review: true}}", ALL) == {
        "written_twice rules[0].when": "`when` says `item.is_opened` twice"
    }
