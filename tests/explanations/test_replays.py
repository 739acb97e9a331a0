"""What is explained is what was decided: every explanation of a case has the verdicts of its decision."""

from __future__ import annotations

import pytest

from returnkit.decision import Audience, explain, verdict
from tests.explanations.told import IDS, decided


@pytest.mark.parametrize("audience", Audience)
@pytest.mark.parametrize("id", IDS)
def test_every_reader_is_told_the_verdict_of_the_decision(id: str, audience: Audience) -> None:
    decision = decided(id)
    (item,), (found,) = decision.request.items, decision.inspections

    explained = explain(decision, audience=audience)  # raises `ReplayError` where the replay differs

    bare = verdict(
        decision.policy,
        decision.order,
        item,
        decision.request,
        at=decision.at,
        history=decision.history,
        inspection=found,
    )
    assert [each.verdict for each in explained.items] == [each.verdict for each in decision.items]
    assert explained.items[0].verdict is bare.verdict
