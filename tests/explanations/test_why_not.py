"""Every rule of a retailer can say why it did not decide, and what it says is so."""

from __future__ import annotations

from dataclasses import replace

import pytest

from returnkit.decision import Decision, Outcome, RuleExplanation, Truth, decide, explain, why_not
from returnkit.errors import DocumentError
from returnkit.ids import RuleId
from tests.explanations.told import IDS, decided
from tests.modes import size


def rules_of(decision: Decision) -> dict[RuleId, RuleExplanation]:
    explained = explain(decision, audience="auditor")
    return {rule.rule: rule for rule in (*explained.items[0].rules, *explained.rules)}


@pytest.mark.parametrize("id", IDS)
def test_every_rule_says_what_the_replay_says(id: str) -> None:
    decision = decided(id)
    rules = rules_of(decision)

    found = {written.id: why_not(decision, written.id) for written in decision.policy.rules}

    assert {name: answer.rule for name, answer in found.items()} == rules
    assert all(f"`{name}`" in answer.head for name, answer in found.items())


@pytest.mark.parametrize("id", IDS)
def test_a_silent_rule_names_known_parts_that_its_condition_follows_from(id: str) -> None:
    decision = decided(id)
    silent = [
        r for r in rules_of(decision).values() if r.outcome is Outcome.SILENT and not r.awaits_inspection
    ]

    told = [why_not(decision, each.rule) for each in silent]

    assert all(answer.lines for answer in told)
    assert {leaf.truth for each in silent for leaf in each.leaves if leaf.is_deciding} <= {
        Truth.TRUE,
        Truth.FALSE,
    }
    assert all(any(leaf.is_deciding for leaf in each.leaves) for each in silent)


@pytest.mark.parametrize("id", IDS)
def test_a_rule_that_was_not_needed_names_rules_above_it_that_spoke(id: str) -> None:
    decision = decided(id)
    rules, order = rules_of(decision), [written.id for written in decision.policy.rules]

    for each in rules.values():
        if each.outcome is Outcome.NOT_NEEDED:
            head = why_not(decision, each.rule).head

            assert all(f"`{name}`" in head for name in each.decided_by)
            assert all(rules[name].outcome is Outcome.SPOKE for name in each.decided_by)
            assert all(order.index(name) < order.index(each.rule) for name in each.decided_by)


@pytest.mark.parametrize("id", IDS[:: size(ci=6, full=1)])
def test_without_a_rule_that_did_not_decide_everything_is_as_before(id: str) -> None:
    decision = decided(id)
    idle = [r.rule for r in rules_of(decision).values() if r.outcome in (Outcome.SILENT, Outcome.NOT_NEEDED)]
    checked = 0

    for name in idle:
        less = tuple(written for written in decision.policy.rules if written.id != name)
        try:
            again = decide(
                decision.policy.evolve(rules=less),
                decision.order,
                decision.request,
                at=decision.at,
                history=decision.history,
                inspections=decision.inspections,
            )
        except DocumentError:
            continue  # something else speaks about what only this rule makes
        checked += 1

        items = [replace(item, doors=()) for item in again.items]  # a method that nothing else names is gone
        assert [(each.verdict, each.reason, each.offers) for each in items] == [
            (each.verdict, each.reason, each.offers) for each in decision.items
        ]

    assert checked or len(decision.policy.rules) < 3
