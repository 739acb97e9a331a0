"""Bugs planted into coverage and generating: the laws must notice each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from functools import partial
from importlib import import_module
from typing import Any

import pytest

from returnkit.expr.ir import And, Or
from returnkit.expr.schema import is_unknown
from tests.coverage_laws import (
    law_a_decision_meets_what_a_plain_reader_sees,
    law_asking_for_some_is_all_but_for_the_others,
    law_generated_cases_show_what_they_claim,
    law_what_is_infeasible_is_never_met,
)
from tests.modes import size

pytestmark = pytest.mark.fuzz

Patch = pytest.MonkeyPatch
Law = Callable[[int], object]
# Any, below: what is planted has the signature of what it replaces.

meeting: Any = import_module("returnkit.testing.coverage.meeting")
seeing: Any = import_module("returnkit.testing.coverage.seen")
proving: Any = import_module("returnkit.testing.coverage.feasible")
searching: Any = import_module("returnkit.testing.generating.search")
suites: Any = import_module("returnkit.testing.generating.suites")

plainly: Law = partial(law_a_decision_meets_what_a_plain_reader_sees, seen=Counter[str]())


# --- what decisions meet -----------------------------------------------------------------------------


def leaves_count_that_do_not_decide(patch: Patch) -> None:
    patch.setattr(seeing.Seen, "_turns", lambda self, path: not is_unknown(self._truths[path]))


def what_is_not_known_is_false(patch: Patch) -> None:
    gather = seeing._gather

    def wrong(node: Any, path: Any, outcomes: Any, truths: Any) -> None:
        gather(node, path, outcomes, truths)
        truths |= {path: False for path, truth in truths.items() if is_unknown(truth)}

    patch.setattr(seeing, "_gather", wrong)


def whether_a_rule_matters_is_not_asked(patch: Patch) -> None:
    patch.setattr(meeting._Meeting, "_matters", lambda self, number, place: True)


def a_rule_that_applies_matters(patch: Patch) -> None:
    matters = meeting._Meeting._matters

    def wrong(self: Any, number: int, place: int) -> bool:
        return self._asked(number, place) is True or bool(matters(self, number, place))

    patch.setattr(meeting._Meeting, "_matters", wrong)


def a_silent_rule_never_matters(patch: Patch) -> None:
    matters = meeting._Meeting._matters

    def wrong(self: Any, number: int, place: int) -> bool:
        return self._asked(number, place) is not False and bool(matters(self, number, place))

    patch.setattr(meeting._Meeting, "_matters", wrong)


def other_items_are_compared(patch: Patch) -> None:
    patch.setattr(meeting, "_about", lambda decision, replay: decision.items)


def whether_a_rule_matters_to_the_return_is_not_asked(patch: Patch) -> None:
    patch.setattr(meeting._Meeting, "_matters_to_return", lambda self, number: True)


def every_part_turns_the_rule(patch: Patch) -> None:
    patch.setattr(meeting, "_turns", lambda whole, rule, key, views: True)


def what_may_be_refused_is_surely_accepted(patch: Patch) -> None:
    turns = meeting._turns

    def wrong(whole: Any, *given: Any) -> bool:
        sure = tuple((views, True) for views, _ in whole.items)
        return bool(turns(type(whole)(whole.compiled, whole.views, sure), *given))

    patch.setattr(meeting, "_turns", wrong)


def neighbours_are_the_value(patch: Patch) -> None:
    def wrong(self: Any, wants: Any, truth: Any) -> bool:
        value = self._value_of(wants.fact)
        return bool(value >= wants.value)

    patch.setattr(seeing.Seen, "_has", wrong)


def a_day_beside_an_instant_is_two(patch: Patch) -> None:
    patch.setattr(seeing, "DAY", timedelta(days=2))


def a_window_is_a_day_longer(patch: Patch) -> None:
    is_beside = meeting._is_beside

    def wrong(offer: Any, ends: Any, at: Any, zone: Any) -> bool:
        return bool(is_beside(offer, ends, at + timedelta(days=1), zone))

    patch.setattr(meeting, "_is_beside", wrong)


def every_day_has_24_hours(patch: Patch) -> None:
    patch.setattr(meeting, "moved", lambda instant, days, zone: instant + timedelta(days=days))


def what_another_reason_closes_is_too_late(patch: Patch) -> None:
    is_beside, late = meeting._is_beside, meeting.Side.LATE

    def wrong(offer: Any, ends: Any, at: Any, zone: Any) -> bool:
        end = offer.accepted_until
        is_late = ends.side is late and end is not None and end <= at < end + ends.unit
        return is_late or bool(is_beside(offer, ends, at, zone))

    patch.setattr(meeting, "_is_beside", wrong)


def the_window_of_any_rule_counts(patch: Patch) -> None:
    def wrong(self: Any, rule: Any, ends: Any) -> bool:
        return any(
            meeting._is_beside(offer, ends, self.decision.at, self.policy.zone)
            for item in self.decision.items
            for offer in item.offers
        )

    patch.setattr(meeting._Meeting, "_ends", wrong)


def one_rule_of_two_is_enough_for_an_order(patch: Patch) -> None:
    def wrong(self: Any, upper: int, lower: int) -> bool:
        above = self._under(meeting._raised(self.policy, lower, upper))
        return bool(above.items != self.decision.items)

    patch.setattr(meeting._Meeting, "_precedes", wrong)


def every_order_of_two_that_apply_is_met(patch: Patch) -> None:
    def wrong(self: Any, upper: int, lower: int) -> bool:
        places = range(len(self.again))
        return any(self._asked(upper, n) is True is self._asked(lower, n) for n in places)

    patch.setattr(meeting._Meeting, "_precedes", wrong)


def what_stands_between_counts(patch: Patch) -> None:
    raised = meeting._raised

    def wrong(policy: Any, lower: int, upper: int) -> Any:
        return raised(policy, lower, 0 if upper == 0 else upper - 1)

    patch.setattr(meeting, "_raised", wrong)


def rules_that_are_silenced_speak(patch: Patch) -> None:
    def wrong(self: Any) -> frozenset[str]:
        rules = [rule for replay in self.again for rule in replay.rules]
        return frozenset(rule.rule for rule in rules if rule.outcome is not meeting.Outcome.SPOKE)

    patch.setattr(meeting._Meeting, "_spoke", property(wrong))


def what_is_left_need_not_stand(patch: Patch) -> None:
    patch.setattr(meeting, "_leaves", lambda replay, number, only: meeting._spoke_in(replay, number))


def rules_about_the_return_never_speak(patch: Patch) -> None:
    patch.setattr(meeting, "rules_of_return", lambda decision, again: iter(()))


# --- among, infeasible, generated --------------------------------------------------------------------


def what_is_of_interest_is_not_looked_at(patch: Patch) -> None:
    met = meeting._Meeting.met
    patch.setattr(meeting._Meeting, "met", lambda self, among: met(self, None))


def an_or_is_taken_for_an_and(patch: Patch) -> None:
    beside = proving.needed_beside

    def as_and(node: Any) -> Any:
        return And(node.terms) if isinstance(node, Or) else node

    patch.setattr(proving, "needed_beside", lambda node, path: beside(as_and(node), path))


def what_stands_beside_is_false(patch: Patch) -> None:
    beside = proving.needed_beside

    def wrong(node: Any, path: Any) -> Any:
        found = beside(node, path)
        return found and tuple(proving.Not(each) for each in found)

    patch.setattr(proving, "needed_beside", wrong)


def one_value_that_is_ruled_out_rules_out_all(patch: Patch) -> None:
    shown = proving._shown

    def wrong(wants: Any) -> Any:
        return (proving.Not(wants.leaf),) if isinstance(wants, proving.Meets) else shown(wants)

    patch.setattr(proving, "_shown", wrong)


def rules_below_decide_as_well(patch: Patch) -> None:
    decide_first = proving._Rules.decide_first
    patch.setattr(
        proving._Rules,
        "decide_first",
        lambda self, number, needed, *, above, only=None: decide_first(
            replace(self, speakers={k: [n for n in v if n != number] for k, v in self.speakers.items()}),
            number,
            needed,
            above=len(self.numbers),
            only=only,
        ),
    )


def a_rule_above_that_may_apply_decides(patch: Patch) -> None:
    patch.setattr(proving.Proposition, "implies", lambda self, other: not self.excludes(other))


def one_thing_that_is_decided_decides_all(patch: Patch) -> None:
    decide_first = proving._Rules.decide_first

    def wrong(self: Any, number: int, *given: Any, **named: Any) -> Any:
        found = [
            decide_first(replace(self, said={number: (said,)}), number, *given, **named)
            for said in self.said.get(number, ())
        ]
        return next((deciding for deciding in found if deciding), ())

    patch.setattr(proving._Rules, "decide_first", wrong)


def the_truth_of_a_leaf_is_turned_round(patch: Patch) -> None:
    shown = proving._shown

    def wrong(wants: Any) -> Any:
        return (proving.Not(shown(wants)[0]),) if isinstance(wants, proving.Decides) else shown(wants)

    patch.setattr(proving, "_shown", wrong)


def a_case_is_left_out(patch: Patch) -> None:
    needed = suites._needed
    patch.setattr(suites, "_needed", lambda found, wanted: needed(found, wanted)[1:])


def cases_are_not_decided_before_they_are_told(patch: Patch) -> None:
    patch.setattr(searching.Searcher, "meets", lambda self, told, wanted: self.decide(told) is not None)


def cases_show_what_they_are_meant_to(patch: Patch) -> None:
    met_by = suites.met_by
    patch.setattr(suites, "met_by", lambda decision: met_by(decision) | {"r0/speaks", "r0/when/true"})


def what_is_missing_is_not_told(patch: Patch) -> None:
    suite = suites.Suite
    patch.setattr(suites, "Suite", lambda policy, level, cases, missing: suite(policy, level, cases, ()))


PLANTED: list[tuple[Callable[[Patch], None], Law]] = [
    (leaves_count_that_do_not_decide, plainly),
    (what_is_not_known_is_false, plainly),
    (whether_a_rule_matters_is_not_asked, plainly),
    (a_rule_that_applies_matters, plainly),
    (a_silent_rule_never_matters, plainly),
    (other_items_are_compared, plainly),
    (whether_a_rule_matters_to_the_return_is_not_asked, plainly),
    (every_part_turns_the_rule, plainly),
    (what_may_be_refused_is_surely_accepted, plainly),
    (neighbours_are_the_value, plainly),
    (a_day_beside_an_instant_is_two, plainly),
    (a_window_is_a_day_longer, plainly),
    (every_day_has_24_hours, plainly),
    (what_another_reason_closes_is_too_late, plainly),
    (the_window_of_any_rule_counts, plainly),
    (one_rule_of_two_is_enough_for_an_order, plainly),
    (every_order_of_two_that_apply_is_met, plainly),
    (what_stands_between_counts, plainly),
    (rules_that_are_silenced_speak, plainly),
    (what_is_left_need_not_stand, plainly),
    (rules_about_the_return_never_speak, plainly),
    (what_is_of_interest_is_not_looked_at, law_asking_for_some_is_all_but_for_the_others),
    (an_or_is_taken_for_an_and, law_what_is_infeasible_is_never_met),
    (what_stands_beside_is_false, law_what_is_infeasible_is_never_met),
    (one_value_that_is_ruled_out_rules_out_all, law_what_is_infeasible_is_never_met),
    (rules_below_decide_as_well, law_what_is_infeasible_is_never_met),
    (a_rule_above_that_may_apply_decides, law_what_is_infeasible_is_never_met),
    (one_thing_that_is_decided_decides_all, law_what_is_infeasible_is_never_met),
    (the_truth_of_a_leaf_is_turned_round, law_what_is_infeasible_is_never_met),
    (a_case_is_left_out, law_generated_cases_show_what_they_claim),
    (cases_are_not_decided_before_they_are_told, law_generated_cases_show_what_they_claim),
    (cases_show_what_they_are_meant_to, law_generated_cases_show_what_they_claim),
    (what_is_missing_is_not_told, law_generated_cases_show_what_they_claim),
]
ENOUGH = size(ci=60, full=400)
"""How many policies are asked until a bug is noticed."""


@pytest.mark.parametrize(("plant", "law"), PLANTED, ids=lambda each: getattr(each, "__name__", ""))
def test_a_planted_bug_is_caught(plant: Callable[[Patch], None], law: Law, monkeypatch: Patch) -> None:
    plant(monkeypatch)

    assert any(_fails(law, seed) for seed in range(ENOUGH))


def _fails(law: Law, seed: int) -> bool:
    try:
        law(seed)
    except AssertionError:
        return True
    return False
