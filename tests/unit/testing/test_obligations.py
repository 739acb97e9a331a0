"""What tests of a policy have to show: every kind, and nothing that no fact can be."""

from __future__ import annotations

import pickle
from datetime import datetime, timedelta
from decimal import Decimal

import pytest

from returnkit import load_policy
from returnkit.policy import Policy
from returnkit.testing.coverage import Obligation, ObligationKind, obligations
from returnkit.testing.coverage.feasible import infeasible
from returnkit.testing.coverage.obligations import Meets

ALL = "- {id: all, offer: refund, within: 30 days of delivery}\n"
FACTS = """\
facts:
  item.weight: {type: number}
  item.opened: {type: boolean}
  item.sealed: {type: boolean}
"""


def a_policy(rules: str, head: str = "") -> Policy:
    return load_policy(f"policy: shop\n{head}{FACTS}rules:\n{rules}{ALL}", name="shop.yaml")


def keys(rules: str, head: str = "", *, of: str = "r") -> list[str]:
    """Return what the rule is owed, without its id."""
    return [each.key.removeprefix(f"{of}/") for each in obligations(a_policy(rules, head)) if each.rule == of]


def a_rule(when: str, effect: str = "refuse: No.") -> str:
    return f"- {{id: r, when: '{when}', {effect}}}\n"


def boundaries(when: str, head: str = "") -> list[Obligation]:
    found = obligations(a_policy(a_rule(when), head))
    return [each for each in found if each.kind is ObligationKind.BOUNDARY]


def values(when: str, head: str = "") -> list[str]:
    return [each.key.rpartition("/")[2] for each in boundaries(when, head)]


def proved(when: str) -> set[str]:
    """Return what is proved never to be met of the condition of a rule, without the rule's id."""
    found = infeasible(a_policy(a_rule(when)))
    return {key.removeprefix("r/when/") for key in found if key.startswith("r/when/")}


# --- rules -------------------------------------------------------------------------------------------


def test_a_rule_without_a_condition_owes_that_it_speaks() -> None:
    assert keys("- {id: r, refuse: No.}\n") == ["speaks"]


@pytest.mark.parametrize(
    "effect",
    ["limit: {units: 2, counter: shoes}", "whole: bundle", "by: [mail]", "not_by: [store]"],
)
def test_what_can_be_in_the_way_owes_that_it_is_and_that_it_is_not(effect: str) -> None:
    assert keys(f"- {{id: r, {effect}}}\n") == ["speaks", "blocks", "passes"]


def test_a_limit_of_nothing_owes_no_pass() -> None:
    assert keys("- {id: r, limit: {units: 0, counter: shoes}}\n") == ["speaks", "blocks"]


def test_a_rule_that_leaves_offers_owes_that_one_stands() -> None:
    assert keys("- {id: r, only: refund}\n") == ["speaks", "leaves"]


def test_floors_owe_nothing() -> None:
    rule = "{id: right, offer: {law: refund}, within: 14 days of delivery}"
    floor = f"floor:\n- policy: law\n  rules:\n  - {rule}\n"

    assert {each.rule for each in obligations(a_policy("", floor))} == {"all"}


def test_an_internal_rule_owes_as_any_other() -> None:
    assert keys(a_rule("item.opened", "refuse: No., internal: true")) == keys(a_rule("item.opened"))


def test_obligations_come_rule_by_rule() -> None:
    found = [each.rule for each in obligations(a_policy(a_rule("item.opened")))]

    assert found == sorted(found, key=["r", "all"].index)


def test_obligations_can_be_handed_to_another_process() -> None:
    found = obligations(a_policy(a_rule("item.opened and order.total > 8")))

    assert pickle.loads(pickle.dumps(found)) == found


# --- conditions --------------------------------------------------------------------------------------


def test_every_leaf_owes_both_truths_by_its_place() -> None:
    found = keys(a_rule("item.opened and (item.sealed or not item.is_final_sale)"))

    assert found == [
        "speaks",
        *("when/0/true", "when/0/false", "when/1/0/true", "when/1/0/false"),
        *("when/1/1/0/true", "when/1/1/0/false"),
    ]


def test_a_condition_of_one_leaf_has_no_place() -> None:
    assert keys(a_rule("item.opened")) == ["speaks", "when/true", "when/false"]


def test_unless_is_a_part_of_the_condition() -> None:
    found = keys("- {id: r, when: item.opened, unless: item.sealed, refuse: No.}\n")

    assert found == ["speaks", "when/0/true", "when/0/false", "when/1/0/true", "when/1/0/false"]


def test_a_defined_name_is_looked_into() -> None:
    head = "define:\n  bad: item.opened or item.sealed\n"

    assert keys(a_rule("bad"), head)[1:] == [
        *("when/0/0/true", "when/0/0/false", "when/0/1/true", "when/0/1/false"),
    ]


def test_a_rule_about_the_return_owes_each_of_its_parts() -> None:
    rule = (
        "- {id: r, when: accepted.quantity > 1, when_any: item.opened, when_all: item.sealed,"
        " approve: automatic}\n"
    )

    assert keys(rule) == [
        "speaks",
        *("when/true", "when/false", "when/1", "when/0", "when/2"),
        *("when_any/true", "when_any/false", "when_all/true", "when_all/false"),
    ]


# --- boundaries --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("when", "expected"),
    [
        ("order.total > 800", ["800", "799.99", "800.01"]),
        ("800 < order.total", ["800", "799.99", "800.01"]),
        ("order.total == 800.50", ["800.50", "800.49", "800.51"]),
        ("item.quantity >= 3", ["3", "2", "4"]),
        ("item.weight > -5", ["-5", "-6", "-4"]),
        ("item.weight > 0.5", ["0.5", "0.4", "0.6"]),
    ],
)
def test_a_number_meets_its_constant_and_both_neighbours(when: str, expected: list[str]) -> None:
    assert values(when) == expected


def test_a_currency_without_decimals_has_neighbours_by_one() -> None:
    assert values("order.total > 800", "currency: JPY\n") == ["800", "799", "801"]


def test_a_constant_that_no_amount_can_be_has_its_two_neighbours() -> None:
    assert values("order.total > 80.005") == ["80.00", "80.01"]
    assert values("order.total > 80.5", "currency: JPY\n") == ["80", "81"]


def test_what_lies_beyond_the_bounds_of_a_name_is_not_owed() -> None:
    assert values("order.total >= 0") == ["0", "0.01"]
    assert values("item.discount_percent >= 100") == ["100", "99.9"]


def test_a_computed_side_has_no_boundary() -> None:
    assert values("item.weight * 2 > 8") == []


def test_every_choice_is_owed_and_a_single_one_is_not() -> None:
    assert values('item.category in ["shoes", "bags"]') == ["shoes", "bags"]
    assert values("item.weight in [1, 2.5]") == ["1", "2.5"]
    assert values("item.quantity in [0, 1, 2, 2.5]") == ["1", "2"]  # no order has the others
    assert values("order.total in [10, 10.005]") == ["10"]
    assert values('item.category == "shoes"') == []


def test_a_choice_that_is_called_as_a_truth_is_has_a_key_of_its_own() -> None:
    found = keys(a_rule('item.category in ["true", "false", "", "\\"true\\""]'))

    assert len(found) == len(set(found)) == 7


def test_an_instant_is_met_on_the_day_before_and_the_day_from() -> None:
    found = boundaries('order.placed_at >= d"2026-03-01T00:00:00+00:00"')

    first, second = (each.wants for each in found)

    assert isinstance(first, Meets)
    assert isinstance(second, Meets)
    assert isinstance(second.value, datetime)
    assert first.value == second.value - timedelta(days=1)


def test_a_period_owes_both_ends_of_it() -> None:
    rule = "- {id: r, placed: 2026-03-01..2026-03-31, refuse: No.}\n"
    head = "timezone: Europe/Berlin\n"

    found = [key for key in keys(rule, head) if "T" in key]

    assert found == [
        *("when/0/2026-02-27T23:00:00+00:00", "when/0/2026-02-28T23:00:00+00:00"),
        *("when/1/2026-03-30T22:00:00+00:00", "when/1/2026-03-31T22:00:00+00:00"),
    ]


def test_a_boundary_says_the_value_that_is_wanted() -> None:
    (first, *_) = boundaries("order.total > 800")

    assert isinstance(first.wants, Meets)
    assert (first.wants.fact, first.wants.value) == ("order.total", Decimal(800))
    assert first.text == "`order.total` is 800"


# --- windows and order -------------------------------------------------------------------------------


def test_a_window_owes_its_last_day_and_the_first_too_late() -> None:
    assert keys("", of="all") == ["speaks", "window/last", "window/late"]


def test_an_unlimited_window_owes_nothing() -> None:
    assert keys("- {id: r, offer: exchange, within: unlimited}\n") == ["speaks"]


def test_a_window_that_opens_later_owes_its_opening_as_well() -> None:
    found = keys("- {id: r, offer: exchange, after: refund, within: 60 days of delivery}\n")

    assert found == ["speaks", "window/early", "window/first", "window/last", "window/late"]


def test_two_rules_that_speak_of_one_thing_owe_their_order() -> None:
    rules = a_rule("item.opened") + "- {id: s, when: item.sealed, allow: true}\n"

    assert "above/s" in keys(rules)
    assert "above/r" not in keys(rules, of="s")


@pytest.mark.parametrize(
    "other",
    [
        "when: item.sealed, fee: {name: label, flat: 3, per: unit}",
        "when: not item.opened, allow: true",
        "when: item.sealed, approve: automatic",
    ],
)
def test_rules_of_other_things_or_other_facts_owe_no_order(other: str) -> None:
    other = other.replace("when: item", "when_any: item") if "approve" in other else other
    rules = a_rule("item.opened") + f"- {{id: s, {other}}}\n"

    assert [key for key in keys(rules) if key.startswith("above/s")] == []


# --- what is proved never to be met ------------------------------------------------------------------


def test_of_a_part_and_its_opposite_neither_is_ever_true_and_decides() -> None:
    assert proved("item.opened and not item.opened") == {"0/true", "1/0/false"}
    assert proved("item.opened or not item.opened") == {"0/false", "1/0/true"}


def test_a_weaker_part_never_decides_a_no() -> None:
    assert proved("order.total > 5 and order.total > 3") == {"1/false", "1/3", "1/2.99", "1/3.01"}


def test_a_weaker_part_of_an_or_never_decides_a_yes() -> None:
    assert proved("order.total > 5 or order.total > 3") == {"0/true", "0/4.99", "0/5", "0/5.01"}


def test_choices_that_another_part_rules_out_are_proved() -> None:
    assert proved('item.category in ["shoes", "bags"] and item.category != "bags"') == {"0/bags"}


def test_days_that_another_part_rules_out_are_proved() -> None:
    instant = 'd"2026-03-{:02}T00:00:00+00:00"'
    when = f"order.placed_at >= {instant.format(10)} and order.placed_at >= {instant.format(1)}"

    assert proved(when) == {"1/false", "1/2026-02-28T00:00:00+00:00", "1/2026-03-01T00:00:00+00:00"}


@pytest.mark.parametrize(
    "when",
    [
        "item.opened and item.sealed",
        "item.opened or item.sealed",
        "not (item.opened and item.sealed)",
        "item.opened ? item.sealed : item.is_final_sale",
        "order.total > 3 and order.total < 5",
        'item.category == "shoes" or item.opened',
    ],
)
def test_nothing_is_proved_of_what_can_be_met(when: str) -> None:
    assert proved(when) == set()
