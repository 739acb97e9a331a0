"""Bugs planted into decisions on whole returns: the laws must notice each."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests import part_bugs, whole_bugs
from tests import whole_comparison as comparison
from tests import whole_laws as laws
from tests.whole_cases import WholeCase, floor_case, whole_case

pytestmark = pytest.mark.fuzz

Patch = pytest.MonkeyPatch
Plant = Callable[[Patch], None]
Law = Callable[..., None]
Making = Callable[[int], WholeCase]

TRIES = 300

WIDENING = laws.law_more_facts_never_widen
CERTAIN = laws.law_known_is_certain
LIMITED = laws.law_a_limit_is_never_passed
WHOLE = laws.law_a_set_comes_back_whole
SHUT = laws.law_a_closed_door_is_no
MET = laws.law_met_demands_are_forgotten
FIRST = laws.law_the_first_rule_decides_a_term
TURNED = laws.law_items_without_limits_stand_in_any_order
APPROVED = laws.law_a_person_approves_what_is_reviewed
BARE = laws.law_nothing_touches_a_floor

PARTS = comparison.law_parts_are_naive
VERDICTS = comparison.law_verdicts_are_naive
OFFERS = comparison.law_offers_are_naive
TERMS = comparison.law_terms_are_naive
DEMANDS = comparison.law_demands_are_naive
QUESTIONS = comparison.law_questions_are_naive
RETURN = comparison.law_the_return_is_naive

BUGS: list[tuple[Plant, Law]] = [
    (part_bugs.a_division_that_drops_what_a_limit_leaves_over, laws.law_no_unit_is_lost),
    (part_bugs.an_unknown_counter_taken_for_zero, WIDENING),
    (part_bugs.a_set_that_falls_for_a_maybe, WIDENING),
    (whole_bugs.a_condition_guessed, WIDENING),
    (whole_bugs.a_search_that_goes_on_below_a_true_rule, CERTAIN),
    (part_bugs.a_counter_that_is_not_there_taken_for_unknown, CERTAIN),
    (part_bugs.a_counter_that_starts_anew_at_each_item, LIMITED),
    (part_bugs.the_past_forgotten, LIMITED),
    (part_bugs.a_household_counted_for_the_customer, LIMITED),
    (part_bugs.a_member_that_is_no_and_does_not_count, WHOLE),
    (part_bugs.lines_that_were_not_asked_back_left_out, WHOLE),
    (part_bugs.components_that_stay_and_are_not_missed, WHOLE),
    (part_bugs.a_set_that_falls_for_a_maybe, WHOLE),
    (part_bugs.a_door_that_closes_for_those_who_did_not_say_how, SHUT),
    (whole_bugs.evidence_that_is_counted_for_the_item_only, MET),
    (whole_bugs.an_answer_for_the_whole_return_that_is_not_read, MET),
    (whole_bugs.a_range_that_asks_for_its_most, MET),
    (
        whole_bugs.a_demand_before_the_refund_that_leaves_the_verdict_open,
        laws.law_demands_before_the_refund_wait_for_it,
    ),
    (whole_bugs.a_rule_that_charges_and_thereby_allows, laws.law_terms_move_no_verdict),
    (whole_bugs.the_last_rule_wins_a_term, FIRST),
    (whole_bugs.a_waiver_taken_for_silence, FIRST),
    (part_bugs.a_set_that_is_judged_while_it_is_passed, TURNED),
    (whole_bugs.totals_of_the_first_item_only, TURNED),
    (whole_bugs.an_item_that_has_the_events_of_the_one_above, TURNED),
    (whole_bugs.a_plain_offer_known_by_its_rules_and_not_by_its_event, TURNED),
    (whole_bugs.an_approval_that_does_not_look_at_reviews, APPROVED),
    (whole_bugs.nothing_accepted_and_yet_approved, APPROVED),
    (part_bugs.units_taken_by_offers_that_are_no, PARTS),
    (part_bugs.a_counter_that_starts_anew_at_each_item, PARTS),
    (whole_bugs.codes_told_in_another_order, VERDICTS),
    (whole_bugs.evidence_of_an_internal_rule_that_asks_the_shopper, VERDICTS),
    (part_bugs.a_set_that_falls_for_a_maybe, OFFERS),
    (part_bugs.a_limit_of_another_offer, OFFERS),
    (part_bugs.a_second_kind_of_set_that_is_not_asked, OFFERS),
    (part_bugs.a_list_of_doors_that_closes_no_other, OFFERS),
    (whole_bugs.an_item_that_has_the_events_of_the_one_above, OFFERS),
    (whole_bugs.the_last_rule_wins_a_term, TERMS),
    (whole_bugs.a_waiver_taken_for_silence, TERMS),
    (whole_bugs.a_rate_of_an_offer_that_is_not_bound, TERMS),
    (whole_bugs.a_term_known_by_its_name_and_not_by_its_rules, TERMS),
    (whole_bugs.evidence_that_is_counted_for_the_item_only, DEMANDS),
    (whole_bugs.an_answer_of_the_staff_that_is_not_read, DEMANDS),
    (whole_bugs.a_range_that_asks_for_its_most, DEMANDS),
    (whole_bugs.facts_that_move_only_a_fee_told_as_leaving_the_verdict_open, QUESTIONS),
    (whole_bugs.a_condition_guessed, QUESTIONS),
    (whole_bugs.an_inspection_of_the_item_at_the_other_end, QUESTIONS),
    (whole_bugs.totals_over_what_is_refused, RETURN),
    (whole_bugs.when_all_taken_for_when_any, RETURN),
    (whole_bugs.a_maybe_that_approves, RETURN),
]
ON_FLOORS: list[tuple[Plant, Law]] = [
    (part_bugs.a_door_that_reaches_a_floor, SHUT),
    (part_bugs.a_door_that_reaches_a_floor, BARE),
    (part_bugs.a_set_that_reaches_a_floor, BARE),
    (part_bugs.a_limit_that_reaches_a_floor, BARE),
    (part_bugs.a_refusal_that_reaches_a_floor, BARE),
    (part_bugs.a_demand_that_reaches_a_floor, BARE),
    (part_bugs.a_door_that_reaches_a_floor, OFFERS),
    (part_bugs.a_floor_that_forgets_the_past, OFFERS),
]


def holds(law: Law, case: WholeCase) -> bool:
    try:
        law(case, laws.decided) if law.__module__ == laws.__name__ else law(case)
    except AssertionError:
        return False
    return True


def assert_is_noticed(plant: Plant, law: Law, make: Any, patch: Patch) -> None:  # Any: a cached function
    """Assert that *law* fails for an early case under the bug, each made anew, and without the bug holds."""
    plant(patch)
    seed = next((seed for seed in range(TRIES) if not holds(law, make.__wrapped__(seed))), None)
    assert seed is not None

    patch.undo()
    assert holds(law, make.__wrapped__(seed))


def _ids(pairs: list[tuple[Plant, Law]]) -> list[str]:
    return [f"{plant.__name__}-{law.__name__}" for plant, law in pairs]


@pytest.mark.parametrize(("plant", "law"), BUGS, ids=_ids(BUGS))
def test_a_planted_bug_is_noticed(plant: Plant, law: Law, monkeypatch: Patch) -> None:
    assert_is_noticed(plant, law, whole_case, monkeypatch)


@pytest.mark.parametrize(("plant", "law"), ON_FLOORS, ids=_ids(ON_FLOORS))
def test_a_planted_bug_is_noticed_on_floors(plant: Plant, law: Law, monkeypatch: Patch) -> None:
    assert_is_noticed(plant, law, floor_case, monkeypatch)


STATED = {
    law for module in (laws, comparison) for name, law in vars(module).items() if name.startswith("law_")
}


def test_every_law_has_a_bug_that_breaks_it() -> None:
    assert {law for _, law in (*BUGS, *ON_FLOORS)} == STATED


def test_every_bug_that_a_law_names_is_planted() -> None:
    planted = {(law, plant.__name__) for plant, law in (*BUGS, *ON_FLOORS)}
    named = {(law, bug) for law in STATED for bug in _named(law)}

    assert named == planted


def _named(law: Law) -> list[str]:
    """Return the bugs that the docstring of *law* names, as functions are called."""
    said = " ".join((law.__doc__ or "").split()).removeprefix("Broken by: ").removesuffix(".")
    return [bug.replace(" ", "_").replace("`", "") for bug in said.split("; ")]


@pytest.fixture(autouse=True, scope="module")
def _forget_the_cases() -> object:
    yield
    whole_case.cache_clear()
    floor_case.cache_clear()
