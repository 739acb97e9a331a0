"""Laws of policies put together, compared and named, asked of generated policies and orders."""

from __future__ import annotations

from collections import Counter
from random import Random
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings

from returnkit.policy import less_generous
from tests import policy_laws as laws
from tests.cases import Case, case, cases
from tests.modes import size
from tests.revisions import CHANGES, MONEY_CHANGES, a_revision
from tests.whole_cases import WholeCase, whole_case, whole_cases

if TYPE_CHECKING:
    from tests.evidence import Evidence

SOME = settings(max_examples=size(ci=80, full=5_000))
FEW = settings(max_examples=size(ci=30, full=2_000))
REVISIONS = size(ci=250, full=2_000)


@settings(max_examples=size(ci=30, full=20_000))
@given(case=cases)
def test_policies_add_up_in_any_grouping(case: Case) -> None:
    laws.law_addition_is_associative(case)


@SOME
@given(case=cases)
def test_a_scoped_policy_is_the_policy_inside_its_scope_and_nothing_outside(case: Case) -> None:
    laws.law_a_scope_is_a_condition_of_every_rule(case)


@FEW
@given(case=cases)
def test_a_replaced_rule_keeps_its_place(case: Case) -> None:
    laws.law_a_replaced_rule_keeps_its_place(case)


@FEW
@given(case=cases)
def test_an_override_that_ended_leaves_no_trace(case: Case) -> None:
    laws.law_an_ended_override_leaves_no_trace(case)


@settings(max_examples=size(ci=100, full=3_000))
@given(case=cases)
def test_a_revision_that_passes_takes_nothing_from_anybody(case: Case) -> None:
    laws.law_a_revision_that_passes_takes_nothing(case)


@settings(max_examples=size(ci=100, full=5_000))
@given(case=whole_cases)
def test_a_revision_that_passes_takes_nothing_from_a_whole_return(case: WholeCase) -> None:
    laws.law_a_revision_that_passes_takes_nothing_from_a_whole_return(case)


@FEW
@given(case=cases)
def test_a_policy_has_one_hash_in_every_notation(case: Case) -> None:
    laws.law_one_hash_in_every_notation(case)


@SOME
@given(case=cases)
def test_windows_count_where_the_goods_arrived_and_periods_in_the_shop(case: Case) -> None:
    laws.law_windows_count_where_the_goods_arrived(case)


def test_revisions_pass_and_fail_by_every_change(evidence: Evidence) -> None:
    passed, refused, whole = Counter[str](), Counter[str](), 0
    for seed in range(REVISIONS):
        for policy, money in ((case(seed).policy, False), (whole_case(seed).policy, True)):
            revised, names = a_revision(Random(f"{seed} revised"), policy, money=money)
            is_told = bool(less_generous(policy, revised))
            whole += bool(names) and not is_told
            for name in dict.fromkeys(names):
                (refused if is_told else passed)[name] += 1

    known = {change.__name__ for change in (*CHANGES, *MONEY_CHANGES)}
    taking = {"shorter_window", "new_refusal", "new_window", "swapped", "other_condition"}
    assert passed.keys() | refused.keys() == known
    assert passed.keys() >= known - taking - {"gone", "no_waive", "no_demand"}
    assert whole >= REVISIONS // 5
    evidence("revisions", {"revisions": 2 * REVISIONS, "surely not less generous": whole})


@pytest.fixture(autouse=True, scope="module")
def _forget_the_cases() -> object:
    yield
    case.cache_clear()
    whole_case.cache_clear()
