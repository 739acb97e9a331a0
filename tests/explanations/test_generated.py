"""Generated decisions: each is explained to every reader, and each rule can say why it did not decide."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from returnkit.decision import Audience, Decision, Outcome, decide, explain, why_not
from tests.cases import case
from tests.modes import size
from tests.whole_cases import floor_case, whole_case

COUNT = size(ci=40, full=1_000)


def decisions() -> Iterator[Decision]:
    for seed in range(COUNT):
        one = case(seed)
        inspections = (one.inspection,) if one.inspection else ()
        yield decide(
            one.policy, one.order, one.request, at=one.at, history=one.history, inspections=inspections
        )
        for many in (whole_case(seed), floor_case(seed)):
            policy = many.policy.evolve(floor=many.floors) if many.floors else many.policy
            yield decide(
                policy,
                many.order,
                many.request,
                at=many.at,
                history=many.history,
                inspections=many.inspections,
            )


@pytest.mark.fuzz
def test_whatever_is_decided_is_explained_to_every_reader() -> None:
    for decision in decisions():
        for audience in Audience:
            found = explain(decision, audience=audience)

            assert [item.verdict for item in found.items] == [item.verdict for item in decision.items]
            assert str(found)


@pytest.mark.fuzz
def test_every_rule_of_whatever_is_decided_says_why_it_did_not_decide() -> None:
    met: set[Outcome] = set()
    for decision in decisions():
        audit = explain(decision, audience="auditor")
        rules = {rule.rule for rule in (*audit.items[0].rules, *audit.rules) if rule.floor is None}
        assert rules == {rule.id for rule in decision.policy.rules}

        for name in [rule.id for rule in decision.policy.rules][:: size(ci=3, full=1)]:
            found = why_not(decision, name)

            met.add(found.rule.outcome)
            assert found.head
            if found.rule.outcome is Outcome.SILENT:
                assert any(leaf.is_deciding for leaf in found.rule.leaves)
            if found.rule.outcome is Outcome.NOT_NEEDED and found.lines:
                assert name not in found.rule.decided_by
    assert met == {*Outcome}
