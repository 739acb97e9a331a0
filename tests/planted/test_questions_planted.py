"""Bugs planted into questions and counterfactuals: forms and brute force must notice each."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any

import pytest

from returnkit.decision import Verdict
from tests.forms import can_move, filled_in, told_by
from tests.policies.test_forms import CASES, decisions
from tests.small_policies import law_counterfactuals_are_the_smallest, searching
from tests.unit.decision.test_questions import decided

pytestmark = pytest.mark.fuzz

Patch = pytest.MonkeyPatch
# Any, below: what is planted has the signature of what it replaces.

moving: Any = import_module("returnkit.decision.moves")


def law_a_form_ends_and_asks_nothing_in_vain() -> None:
    """Broken by: what is not missing is asked; facts that matter only together are left out."""
    for _, name, case in CASES:
        whole, start = decisions(name, case)
        end, asked = filled_in(start, told_by(whole.request))
        assert [item.verdict for item in end.items] == [item.verdict for item in whole.items]
        assert all(can_move(decision, question) for decision, question in asked)
    together = decided(
        "- {id: one, when: item.fit == 'tight' and item.is_listed, refuse: No.}\n"
        "- {id: two, when: item.fit == 'loose' and not item.is_listed, refuse: No.}\n"
    )
    end, _ = filled_in(together, lambda asked: {"item.fit": "loose", "item.is_listed": True}[asked.key[9:]])
    assert end.items[0].verdict is Verdict.ELIGIBLE


def every_fact_is_asked(patch: Patch) -> None:
    patch.setattr(moving, "_moves_a_verdict", lambda decision, asked, among: True)


def facts_are_tried_one_by_one(patch: Patch) -> None:
    def alone(decision: Any, asked: Any, among: Any) -> bool:
        found = [moving.again(decision, asked.says(decision.request, value)) for value in asked.values]
        return len({tuple(item.verdict for item in each.items) for each in found}) > 1

    patch.setattr(moving, "_moves_a_verdict", alone)


def evidence_is_not_handed_in(patch: Patch) -> None:
    patch.setattr("returnkit.decision.answers.hands_in", lambda request, *_: request)


@pytest.mark.parametrize(
    "bug",
    [every_fact_is_asked, facts_are_tried_one_by_one, evidence_is_not_handed_in],
)
def test_a_bug_in_questions_is_noticed(bug: Callable[[Patch], None], monkeypatch: Patch) -> None:
    bug(monkeypatch)

    with pytest.raises(AssertionError):
        law_a_form_ends_and_asks_nothing_in_vain()


def two_flips_come_before_one(patch: Patch) -> None:
    combinations = searching.combinations
    patch.setattr(
        searching, "combinations", lambda options, size: combinations(options, 3 - size if size < 3 else size)
    )


def the_first_way_is_enough(patch: Patch) -> None:
    smallest = searching._smallest
    patch.setattr(searching, "_smallest", lambda *given: (smallest(*given)[0][:1], True))


def flips_are_not_decided_again(patch: Patch) -> None:
    smallest = searching._smallest

    def anything(decision: Any, place: int, options: Any, most: int) -> Any:
        found, _ = smallest(decision, place, options, most)
        flips = [(searching.Flip(option.name, option.values[0]),) for option in options if option.values]
        return [*found, *flips], True

    patch.setattr(searching, "_smallest", anything)


@pytest.mark.parametrize(
    "bug", [two_flips_come_before_one, the_first_way_is_enough, flips_are_not_decided_again]
)
def test_a_bug_in_counterfactuals_is_noticed(bug: Callable[[Patch], None], monkeypatch: Patch) -> None:
    bug(monkeypatch)

    with pytest.raises(AssertionError):
        sum(map(law_counterfactuals_are_the_smallest, range(100)))


def test_without_a_bug_both_laws_hold() -> None:
    law_a_form_ends_and_asks_nothing_in_vain()
    assert sum(map(law_counterfactuals_are_the_smallest, range(30)))
