"""Policies of real retailers decide their published cases."""

from __future__ import annotations

import json
from copy import deepcopy
from datetime import timedelta
from typing import Any

import pytest

from returnkit.decision import ReasonCode, Verdict, decide
from returnkit.policy import Policy, load_policy
from tests.repo.tracked import ROOT
from tests.retailers import Case, facts_of

REI: list[dict[str, Any]] = json.loads(
    (ROOT / "tests/data/retailers/rei.cases.json").read_text(encoding="utf-8")
)["cases"]
VERDICTS = {Verdict.ELIGIBLE: True, Verdict.INELIGIBLE: False, Verdict.REVIEW: "manual_review"}


@pytest.fixture(scope="module")
def policy() -> Policy:
    path = ROOT / "examples/policies/rei.yaml"
    return load_policy(path.read_text(encoding="utf-8"), name=path.name)


def check(policy: Policy, case: Case) -> None:
    """Compare what the policy says with what the case expects; each expectation is looked at once."""
    order, request, at = facts_of(case, policy.zone)
    expected = dict(case["expected"])
    (item,) = decide(policy, order, request, at=at).items

    assert VERDICTS.get(item.verdict) == expected.pop("eligible")
    if "denied_by" in expected:
        assert item.reason is not None
        assert denied_by(policy, item.reason.code, item.reason.rule) == expected.pop("denied_by")
    if "deadline" in expected:
        closings = {offer.closes for offer in item.offers}
        last_days = {
            str((closes - timedelta(microseconds=1)).astimezone(policy.zone).date()) if closes else None
            for closes in closings
        }
        assert last_days == {expected.pop("deadline")}
    assert not expected, "the check knows nothing of these"


def denied_by(policy: Policy, code: ReasonCode, rule: str | None) -> str:
    refusal = next((each.refuse for each in policy.rules if each.id == rule), None)
    return refusal.code if code is ReasonCode.REFUSED and refusal else code.value


@pytest.mark.parametrize("case", REI, ids=[case["id"] for case in REI])
def test_rei_decides_its_cases(policy: Policy, case: Case) -> None:
    check(policy, case)


def test_there_are_six_cases() -> None:
    assert len(REI) == 6


@pytest.mark.parametrize(
    ("id", "key", "wrong"),
    [
        ("RE1", "eligible", False),
        ("RE1", "deadline", "2027-01-09"),
        ("RE2", "denied_by", "condition"),
        ("RE2", "eligible", True),
        ("RE3", "deadline", None),
        ("RE4", "denied_by", "category"),
        ("RE6", "fee", "5.00"),
    ],
)
def test_a_wrong_expectation_is_noticed(policy: Policy, id: str, key: str, wrong: object) -> None:
    case = deepcopy(next(case for case in REI if case["id"] == id))
    case["expected"][key] = wrong

    with pytest.raises(AssertionError):
        check(policy, case)


@pytest.mark.parametrize("id", [case["id"] for case in REI])
def test_the_facts_of_a_case_do_not_depend_on_what_is_expected(policy: Policy, id: str) -> None:
    case = next(case for case in REI if case["id"] == id)
    blind = {key: value for key, value in case.items() if key != "expected"}

    assert facts_of(blind, policy.zone) == facts_of(case, policy.zone)
