"""Forms: a page that knows no policy comes to a certain verdict, and asks nothing that cannot matter."""

from __future__ import annotations

import pytest

from returnkit.decision import Decision, Verdict, decide
from tests.evidence import Evidence
from tests.forms import bare, can_move, fewest, filled_in, told_by
from tests.retailers import Case, facts_of
from tests.unit.policy.test_retailers import policy_of, read

CASES = list(read())


def decisions(name: str, case: Case) -> tuple[Decision, Decision]:
    """Return the decision of *case*, and that of the same request with nothing said."""
    policy = policy_of(name)
    facts = facts_of(case, policy)
    whole = decide(policy, **facts)
    return whole, decide(policy, **facts | {"request": bare(facts["request"])})


@pytest.mark.parametrize(("retailer", "name", "case"), CASES, ids=[case["id"] for *_, case in CASES])
def test_questions_alone_lead_to_the_verdict_of_a_case(retailer: str, name: str, case: Case) -> None:
    whole, start = decisions(name, case)

    end, asked = filled_in(start, told_by(whole.request))

    assert [item.verdict for item in end.items] == [item.verdict for item in whole.items]
    assert all(item.verdict is not Verdict.NEEDS_INFO for item in end.items)
    for decision, question in asked:
        assert can_move(decision, question), question.key


def test_few_more_questions_are_asked_than_could_do(evidence: Evidence) -> None:
    asked = least = longest = 0
    for _, name, case in CASES:
        whole, start = decisions(name, case)
        tell = told_by(whole.request)
        _, found = filled_in(start, tell)
        fewer = fewest(start, tell)
        assert len(found) >= fewer
        asked, least, longest = asked + len(found), least + fewer, max(longest, len(found))

    assert asked <= least + len(CASES) // 10
    counts = {"cases": len(CASES), "questions": asked, "fewest possible": least, "longest form": longest}
    evidence("questions", counts)
