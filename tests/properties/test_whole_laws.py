"""Laws of decisions on whole returns: items together, demands, limits, sets, doors, terms, the return."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

import pytest
from hypothesis import given, settings

from returnkit.policy import TermKind, compile_policy
from tests import whole_comparison as comparison
from tests import whole_laws as laws
from tests.modes import size
from tests.whole_cases import WHOLE_SIZE, WholeCase, floor_case, floor_cases, whole_case, whole_cases

if TYPE_CHECKING:
    from tests.evidence import Evidence

MANY = settings(max_examples=WHOLE_SIZE)
MOST = settings(max_examples=size(ci=60, full=WHOLE_SIZE))
SOME = settings(max_examples=size(ci=60, full=5_000))
COMPARED = [
    comparison.law_parts_are_naive,
    comparison.law_verdicts_are_naive,
    comparison.law_offers_are_naive,
    comparison.law_terms_are_naive,
    comparison.law_demands_are_naive,
    comparison.law_questions_are_naive,
    comparison.law_the_return_is_naive,
]


@MANY
@given(case=whole_cases)
def test_decide_divides_a_request_as_the_naive_interpreter_does(case: WholeCase) -> None:
    comparison.law_parts_are_naive(case)


@MANY
@given(case=whole_cases)
def test_decide_judges_each_part_as_the_naive_interpreter_does(case: WholeCase) -> None:
    comparison.law_verdicts_are_naive(case)
    comparison.law_offers_are_naive(case)


@MANY
@given(case=whole_cases)
def test_decide_tells_the_terms_that_the_naive_interpreter_tells(case: WholeCase) -> None:
    comparison.law_terms_are_naive(case)


@MANY
@given(case=whole_cases)
def test_decide_asks_for_what_the_naive_interpreter_asks_for(case: WholeCase) -> None:
    comparison.law_demands_are_naive(case)
    comparison.law_questions_are_naive(case)


@MANY
@given(case=whole_cases)
def test_decide_says_of_the_return_what_the_naive_interpreter_says(case: WholeCase) -> None:
    comparison.law_the_return_is_naive(case)


@MANY
@given(case=floor_cases)
def test_decide_stands_on_floors_as_the_naive_interpreter_does(case: WholeCase) -> None:
    for law in COMPARED:
        law(case)


@MOST
@given(case=whole_cases)
def test_no_unit_is_lost(case: WholeCase) -> None:
    laws.law_no_unit_is_lost(case, laws.decided)


@MOST
@given(case=whole_cases)
def test_more_facts_never_widen_what_is_said_of_a_return(case: WholeCase) -> None:
    laws.law_more_facts_never_widen(case, laws.decided)


@MOST
@given(case=whole_cases)
def test_nothing_of_a_return_is_undecided_when_all_is_known(case: WholeCase) -> None:
    laws.law_known_is_certain(case, laws.decided)


@SOME
@given(case=whole_cases)
def test_a_limit_is_never_passed(case: WholeCase) -> None:
    laws.law_a_limit_is_never_passed(case, laws.decided)


@SOME
@given(case=whole_cases)
def test_a_set_comes_back_whole_or_not_at_all(case: WholeCase) -> None:
    laws.law_a_set_comes_back_whole(case, laws.decided)


@SOME
@given(case=whole_cases)
def test_a_closed_door_is_a_no(case: WholeCase) -> None:
    laws.law_a_closed_door_is_no(case, laws.decided)


@SOME
@given(case=whole_cases)
def test_a_demand_that_is_met_is_forgotten(case: WholeCase) -> None:
    laws.law_met_demands_are_forgotten(case, laws.decided)


@SOME
@given(case=whole_cases)
def test_a_demand_before_the_refund_waits_for_it(case: WholeCase) -> None:
    laws.law_demands_before_the_refund_wait_for_it(case, laws.decided)


@SOME
@given(case=whole_cases)
def test_a_term_moves_no_verdict(case: WholeCase) -> None:
    laws.law_terms_move_no_verdict(case, laws.decided)


@SOME
@given(case=whole_cases)
def test_the_first_rule_decides_a_term(case: WholeCase) -> None:
    laws.law_the_first_rule_decides_a_term(case, laws.decided)


@SOME
@given(case=whole_cases)
def test_without_limits_items_are_named_in_any_order(case: WholeCase) -> None:
    laws.law_items_without_limits_stand_in_any_order(case, laws.decided)


@SOME
@given(case=whole_cases)
def test_a_person_approves_what_is_in_doubt(case: WholeCase) -> None:
    laws.law_a_person_approves_what_is_reviewed(case, laws.decided)


@MOST
@given(case=floor_cases)
def test_nothing_of_a_policy_touches_its_floors(case: WholeCase) -> None:
    laws.law_nothing_touches_a_floor(case, laws.decided)
    laws.law_a_set_comes_back_whole(case, laws.decided)
    laws.law_a_closed_door_is_no(case, laws.decided)


# --- whether the cases reach what the laws are about ------------------------------------------------------


def test_the_whole_cases_reach_every_effect(evidence: Evidence) -> None:
    found: Counter[str] = Counter()
    for seed in range(WHOLE_SIZE):
        asked = whole_case(seed)
        compile_policy(asked.policy)  # raises where a generated policy has a fault
        found.update(edge for edge, is_reached in _edges(asked).items() if is_reached)
    shares = {edge: round(100 * count / WHOLE_SIZE) for edge, count in sorted(found.items())}

    rare = {edge for edge in _edges(whole_case(0)) if shares.get(edge, 0) < (4 if edge in RARE else 10)}
    assert not rare, shares
    evidence("whole-laws", {"cases": WHOLE_SIZE, "laws": 19, "percent": shares})


RARE: Final = {"withheld", "nothing_offered", "of the household"}
_CODES: Final = ("refused", "limit", "set", "method", "withheld", "window", "nothing_offered")


def _edges(asked: WholeCase) -> dict[str, bool]:
    said = laws.judged(asked)
    offers = [offer for part in said.parts for offer in part.offers]
    codes = {code for offer in offers for code, _ in offer.reasons}
    codes |= {code for part in said.parts for code, _ in part.reasons}
    verdicts = {part.verdict for part in said.parts}
    of_items = [each for offer in offers for each in offer.terms.items()]
    of_return = [each for terms in said.terms.values() for each in terms.items()]
    demands = [demand for part in said.parts for demand in part.demands]
    rules = asked.policy.rules
    edges = {code: code in codes for code in _CODES}
    edges |= {verdict: verdict in verdicts for verdict in ("eligible", "ineligible", "needs_info", "review")}
    edges |= {
        f"term {kind}": any(key.kind is kind for key, _ in (*of_items, *of_return)) for kind in TermKind
    }
    for where, terms in (("an item", of_items), ("the return", of_return)):
        edges[f"waived of {where}"] = any(
            effect is None and rule for _, term in terms for effect, rule in term
        )
        edges[f"uncertain term of {where}"] = any(len(term) > 1 for _, term in terms)
    return edges | {
        "several items": len(asked.request.items) > 1,
        "divided": len(said.parts) > len(asked.request.items),
        "a counter unknown": asked.history is None and any(rule.limit for rule in rules),
        "of the household": any(rule.limit and rule.limit.of == "household" for rule in rules),
        "a bundle": any(line.bundle for line in asked.order.lines),
        "parts named": any(item.components is not None for item in asked.request.items),
        "no method": asked.request.method is None,
        "unmet before the decision": any(d.before == "decision" and not d.is_met for d in demands),
        "met before the decision": any(d.before == "decision" and d.is_met for d in demands),
        "before the refund": any(d.before == "refund" for d in demands),
        "automatic": said.approval == "automatic",
        "when_any": any(rule.when_any for rule in rules),
        "when_all": any(rule.when_all for rule in rules),
        "acceptance unknown": any(p.may_be_accepted and not p.is_surely_accepted for p in said.parts),
        "nothing accepted": not any(part.may_be_accepted for part in said.parts),
        "a fact missing": any(part.missing for part in said.parts),
        "subject to inspection": any(part.subject_to for part in said.parts),
        "inspected": any(asked.inspections),
    }


@pytest.fixture(autouse=True, scope="module")
def _forget_the_cases() -> object:
    yield
    whole_case.cache_clear()
    floor_case.cache_clear()
