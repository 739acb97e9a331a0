"""What no order can show is told apart, with the reason; what some order might show is not."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from itertools import product

import pytest

from returnkit import load_policy
from returnkit.decision import decide
from returnkit.policy import Policy
from returnkit.situations import decided, situation
from returnkit.testing.coverage import Coverage, met_by, obligations
from tests.builders import PLACED, a_request, an_item, an_order

OPEN = "- {id: all, offer: [refund, store_credit], within: 30 days of delivery}\n"
FINAL = "- {id: final, when: item.is_final_sale, refuse: No.}\n"
DEAR = "when: item.is_final_sale and order.total > 800"


def a_policy(rules: str) -> Policy:
    return load_policy(f"policy: shop\ntimezone: Europe/Berlin\nrules:\n{rules}{OPEN}", name="shop.yaml")


def never(rules: str) -> Mapping[str, str]:
    return Coverage(a_policy(rules)).infeasible


def of(rule: str, found: Mapping[str, str]) -> set[str]:
    return {key.removeprefix(f"{rule}/") for key in found if key.startswith(f"{rule}/")}


def test_a_rule_in_whose_every_case_one_above_decides_never_speaks() -> None:
    found = never(f"{FINAL}- {{id: dear, {DEAR}, refuse: Too dear.}}\n")

    assert found["dear/speaks"] == "wherever it could be seen, rules above have decided: `final`"


def test_its_condition_shows_only_where_the_rule_above_does_not_apply() -> None:
    found = of("dear", never(f"{FINAL}- {{id: dear, {DEAR}, refuse: Too dear.}}\n"))

    assert found - {"speaks"} == {
        "when/0/true",
        "when/1/true",
        "when/1/false",
        "when/1/799.99",
        "when/1/800",
        "when/1/800.01",
    }


def test_what_is_not_claimed_is_met_by_some_case() -> None:
    policy = a_policy(f"{FINAL}- {{id: dear, {DEAR}, refuse: Too dear.}}\n")
    given = [
        {"item.is_final_sale": final, "order.total": total, "at": at}
        for final, total, at in product(
            (True, False), ("799.99", "800", "800.01"), ("day 1", "day 30", "day 31")
        )
    ]

    met = {key for told in given for key in met_by(decided(policy, situation(policy, told)))}

    assert met == {each.key for each in obligations(policy)} - Coverage(policy).infeasible.keys()


def test_a_rule_above_that_says_less_does_not_decide_all() -> None:
    one_of_two = "- {id: final, when: item.is_final_sale, withhold: [refund]}\n"

    assert not of("dear", never(f"{one_of_two}- {{id: dear, {DEAR}, refuse: Too dear.}}\n"))


def test_two_rules_above_may_decide_it_together() -> None:
    both = (
        "- {id: money, when: item.is_final_sale, withhold: [refund]}\n"
        "- {id: credit, when: item.is_final_sale, withhold: [store_credit]}\n"
    )

    found = never(f"{both}- {{id: dear, {DEAR}, refuse: Too dear.}}\n")

    assert found["dear/speaks"] == "wherever it could be seen, rules above have decided: `money`, `credit`"


def test_a_review_above_decides_nothing() -> None:
    review = "- {id: look, when: item.is_final_sale, review: true}\n"

    assert not of("dear", never(f"{review}- {{id: dear, {DEAR}, refuse: Too dear.}}\n"))


def test_a_rule_that_also_moves_a_closing_is_seen_below_any_other() -> None:
    rates = "- {id: half, when: item.is_final_sale, rate: 50%}\n"
    moves = f"- {{id: dear, {DEAR}, rate: 40%, extend: {{until: 2026-12-31}}}}\n"

    assert not of("dear", never(rates + moves))
    assert "dear/speaks" in never(rates + moves.replace(", extend: {until: 2026-12-31}", ""))


def test_a_rule_above_that_may_be_unknown_where_this_one_applies_decides_nothing_for_sure() -> None:
    unknown = "- {id: opened, when: item.opened or not item.opened, refuse: No.}\n"
    policy = load_policy(
        "policy: shop\nfacts:\n  item.opened: {type: boolean, ask: shopper}\nrules:\n"
        f"{unknown}- {{id: dear, {DEAR}, refuse: Too dear.}}\n{OPEN}",
        name="shop.yaml",
    )

    assert not of("dear", Coverage(policy).infeasible)


def test_a_window_below_one_that_holds_wherever_it_would_never_ends_in_time() -> None:
    windows = "- {id: short, when: item.is_final_sale, within: 7 days of delivery}\n"

    found = of("dear", never(f"{windows}- {{id: dear, {DEAR}, within: 14 days of delivery}}\n"))

    assert {"speaks", "window/last"} <= found


def test_its_window_never_ends_where_only_something_else_is_left_to_say() -> None:
    windows = "- {id: short, when: item.is_final_sale, within: 7 days of delivery}\n"

    found = of("dear", never(f"{windows}- {{id: dear, {DEAR}, within: 14 days of delivery, rate: 50%}}\n"))

    assert found == {"window/last"}


def test_what_a_rule_would_say_of_another_item_is_not_shown_by_this_one() -> None:
    """The other item would leave this one its place within the limit."""
    policy = load_policy(
        "policy: shop\nfacts:\n"
        "  item.worn: {type: boolean, ask: shopper}\n  item.cut: {type: boolean, ask: shopper}\nrules:\n"
        "- {id: cut, when: item.cut and not item.worn, allow: true}\n"
        "- {id: both, when: item.worn and item.cut, refuse: No.}\n"
        "- {id: few, limit: {counter: shop, units: 1}}\n" + OPEN,
        name="shop.yaml",
    )
    order = an_order(lines=2)
    first, second = order.lines
    worn = an_item(first.id, answers={"worn": True, "cut": False})
    cut = an_item(second.id, answers={"worn": False, "cut": True})

    decision = decide(policy, order, a_request(worn, cut), at=PLACED + timedelta(days=10))

    assert "both/when/0/false" in Coverage(policy).infeasible
    assert "both/when/0/false" not in met_by(decision)
    assert "both/when/1/false" in met_by(decision)


def test_a_rule_that_never_applies_shows_nothing() -> None:
    asked = "when: order.total > 800 and order.total < 5"

    found = never(f"- {{id: odd, {asked}, refuse: No., limit: {{counter: odd, units: 1}}}}\n")

    assert found["odd/speaks"] == found["odd/passes"] == "its condition can never be true"
    assert found["odd/when/0/true"] == "what else the condition says rules it out"


def test_the_order_of_two_rules_shows_nothing_where_a_third_has_decided() -> None:
    rules = (
        f"{FINAL}"
        f"- {{id: dear, {DEAR}, refuse: Too dear.}}\n"
        "- {id: sofa, when: item.category == 'sofa', refuse: Too large.}\n"
    )

    found = never(rules)

    assert "dear/above/sofa" in found
    assert "final/above/sofa" not in found


def test_nor_does_it_where_the_lower_one_alone_has_nothing_left_to_say() -> None:
    rules = (
        f"{FINAL}"
        "- {id: sofa, when: item.category == 'sofa', refuse: Too large., rate: 50%}\n"
        f"- {{id: dear, {DEAR}, refuse: Too dear.}}\n"
    )

    found = never(rules)

    assert "sofa/above/dear" in found
    assert not of("sofa", found) - {"above/dear"}


@pytest.mark.parametrize("kind", ["any", "all"])
def test_rules_about_the_return_are_left_alone_where_others_apply_above(kind: str) -> None:
    rules = (
        "- {id: always, approve: automatic}\n"
        f"- {{id: manual, when_{kind}: item.is_final_sale, approve: manual}}\n"
    )

    assert not of("manual", never(rules))
