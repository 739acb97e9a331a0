"""Laws of decisions, asked of generated policies, orders, unknown facts and lost clocks."""

from __future__ import annotations

import os
import subprocess
import sys
from collections import Counter
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings

from returnkit.decision import Verdict
from returnkit.decision.prepare import prepare
from returnkit.policy import compile_policy
from tests import decision_laws as laws
from tests.cases import LEAST, SIZE, Case, case, cases
from tests.modes import size

if TYPE_CHECKING:
    from tests.evidence import Evidence

MANY = settings(max_examples=SIZE)
SOME = settings(max_examples=size(ci=80, full=20_000))


@MANY
@given(case=cases)
def test_decide_says_what_the_naive_interpreter_says(case: Case) -> None:
    laws.law_decide_is_naive(case)


@MANY
@given(case=cases)
def test_verdict_says_what_decide_says(case: Case) -> None:
    laws.law_verdict_is_decide(case)


@SOME
@given(case=cases)
def test_nothing_is_undecided_when_all_is_known(case: Case) -> None:
    laws.law_known_is_certain(case)


@SOME
@given(case=cases)
def test_more_facts_never_widen_and_the_truth_is_never_outside(case: Case) -> None:
    laws.law_more_facts_never_widen(case)


@SOME
@given(case=cases)
def test_the_same_question_has_the_same_answer(case: Case) -> None:
    laws.law_same_question_same_answer(case)


@SOME
@given(case=cases)
def test_a_no_is_final(case: Case) -> None:
    laws.law_a_no_is_final(case)


@SOME
@given(case=cases)
def test_rules_about_different_things_may_swap(case: Case) -> None:
    laws.law_strangers_may_swap(case)


@SOME
@given(case=cases)
def test_widening_a_window_never_closes_an_offer(case: Case) -> None:
    laws.law_widening_never_closes(case)


@settings(max_examples=size(ci=30, full=20_000))
@given(case=cases)
def test_of_several_moves_the_latest_holds_in_any_order(case: Case) -> None:
    laws.law_moves_commute(case)


@SOME
@given(case=cases)
def test_a_move_never_shortens_and_a_maybe_is_both(case: Case) -> None:
    laws.law_the_latest_move_holds(case)


@settings(max_examples=size(ci=60, full=20_000))
@given(case=cases)
def test_a_silent_rung_delays_nothing(case: Case) -> None:
    laws.law_a_silent_rung_delays_nothing(case)


@settings(max_examples=size(ci=60, full=20_000))
@given(case=cases)
def test_rungs_are_written_in_any_order(case: Case) -> None:
    laws.law_rungs_in_any_order(case)


@settings(max_examples=size(ci=30, full=5_000))
@given(case=cases)
def test_yaml_toml_json_and_python_agree(case: Case) -> None:
    laws.law_notations_agree(case)


def test_the_answer_does_not_depend_on_the_seed_of_hashes() -> None:
    def said(seed: str) -> str:
        child = [sys.executable, "-c", _CHILD]
        environment = os.environ | {"PYTHONHASHSEED": seed}
        return subprocess.run(child, env=environment, check=True, capture_output=True, text=True).stdout

    assert said("1") == said("2")


_CHILD = """
from tests.cases import case
from tests.decision_laws import item_of
for seed in range(20):
    print(item_of(case(seed)))
"""


def test_the_cases_reach_the_edges(evidence: Evidence) -> None:
    found: Counter[str] = Counter()
    for seed in range(SIZE):
        asked = case(seed)
        item = laws.item_of(asked)
        found[item.verdict] += 1
        found.update(edge for edge, reached in _edges(asked).items() if reached)
        found["subject to inspection"] += bool(item.subject_to)
    shares = {edge: round(100 * count / SIZE) for edge, count in sorted(found.items())}

    expected = {*map(str, Verdict), *_edges(case(0)), "subject to inspection"}
    rare = {edge for edge in expected if shares.get(edge, 0) < (4 if edge in RARE else 10)}
    assert not rare, shares
    evidence("decision-laws", {"cases": SIZE, "laws": 13, "percent": shares})


RARE = {Verdict.NEEDS_INFO.value, "before the order", "assumed", "opens later", "grace"}


def _edges(asked: Case) -> dict[str, bool]:
    closings = {offer.closes_earliest for offer in laws.item_of(asked).offers}
    rules, offers = asked.policy.rules, laws.item_of(asked).offers
    compiled = compile_policy(asked.policy)
    facts = prepare(
        compiled,
        asked.order,
        asked.item,
        asked.request,
        asked.at,
        history=asked.history,
        inspection=asked.inspection,
    )
    return {
        "a clock missing": any(offer.closes is None for offer in laws.item_of(asked).offers),
        "a fact unknown": any(condition.missing(facts.views) for condition in compiled.conditions),
        "beside a closing": bool({asked.at, asked.at - LEAST, asked.at + LEAST} & closings),
        "long": len(asked.policy.rules) > 40,
        "several units": asked.order.lines[0].quantity > 1,
        "moved": any(rule.extend or rule.defer for rule in rules),
        "a ladder": any(rule.after for rule in rules),
        "opens later": any(offer.opens != asked.order.placed_at for offer in offers),
        "a period": any(rule.placed for rule in rules),
        "a computed amount": any(window.expressions for window in compiled.windows),
        "assumed": any(offer.assumed for offer in offers),
        "grace": any(offer.accepted_until != offer.closes for offer in offers),
        "a history": asked.history is not None,
        "inspected": asked.inspection is not None,
        "before the order": asked.at < asked.order.placed_at,
    }


@pytest.fixture(autouse=True, scope="module")
def _forget_the_cases() -> object:
    yield
    case.cache_clear()
