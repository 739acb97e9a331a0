"""Policies of real retailers decide their published cases.

Whatever a case expects is asserted, but for amounts. Of a fee it is asserted that the terms say it: none,
or one of which the figure follows. What only settlement can tell is counted, and told in the last lines of
a run.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from copy import deepcopy
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from pathlib import Path
from typing import Any, Final

import pytest
from pydantic import ValidationError

from returnkit.decision import (
    Answer,
    Decision,
    Effect,
    ItemDecision,
    OfferDecision,
    ReasonCode,
    Verdict,
    decide,
    explain,
    verdict,
)
from returnkit.errors import DocumentError
from returnkit.facts import Order, Resolution
from returnkit.policy import DecidedBy, Fee, FeeBase, Policy, Rule, load_policy
from tests.evidence import Evidence
from tests.promises import PROMISES
from tests.repo.tracked import ROOT
from tests.retailers import Case, facts_of

FOLDER: Final = ROOT / "examples" / "policies"
EXAMPLES: Final = sorted(FOLDER.glob("*.yaml"))
FILES: Final = {
    "2023-09": "bestbuy-2023",
    "2023-holiday": "bestbuy-2023",
    "be": "ikea-be",
    "us-older": "ikea-us-older",
}
"""The file of a version; of every other it is the retailer's name."""
ASSERTED: Final = (
    "eligible", "denied_by", "deadline", "deadline_at", "offered_resolutions", "refund_method",
)  # fmt: skip
OF_TERMS: Final = ("fee", "fee_unrounded")
"""Amounts that follow from the terms; that settlement gives them too is asserted where it is tested."""
NOTICED: Final = (*ASSERTED, *OF_TERMS)
SETTLED: Final = (*OF_TERMS, "refund", "fee_settlement")
VERDICTS: Final = {
    Verdict.ELIGIBLE: True,
    Verdict.INELIGIBLE: False,
    Verdict.REVIEW: "manual_review",
    Verdict.NEEDS_INFO: "pending_evidence",
}
DENIED_BY: Final = {ReasonCode.METHOD: "channel", ReasonCode.SET: "bundle"}
"""The cases' words for reasons without a refusal; of every other it is its code."""
OFFERS: Final = {"original_payment": "refund"}
"""The offer of a way to be paid back; of every other it is its name."""
MONEY: Final = ("original_payment", "cheque")
"""The ways to be paid back that are money rather than credit."""


def read() -> Iterator[tuple[str, str, Case]]:
    """Yield every case with its retailer and the name of the policy that is to decide it."""
    for path in sorted((ROOT / "tests" / "data" / "retailers").glob("*.cases.json")):
        data, retailer = json.loads(path.read_text(encoding="utf-8")), path.name.removesuffix(".cases.json")
        for case in data["cases"]:
            version = case.get("policy_version", data["default_policy_version"])
            yield retailer, FILES.get(version, retailer), case


CASES: Final = tuple(read())
by_case = pytest.mark.parametrize(
    ("name", "case"), [(name, case) for _, name, case in CASES], ids=[case["id"] for *_, case in CASES]
)


@cache
def policy_of(name: str) -> Policy:
    path = FOLDER / f"{name}.yaml"
    return load_policy(path.read_text(encoding="utf-8"), name=path.name)


def check(policy: Policy, case: Case) -> None:
    """Compare what the policy says with what the case expects; every expectation is looked at."""
    expected, given = dict(case["expected"]), facts_of(case, policy)
    decision, order = decide(policy, **given), given["order"]
    item, which = decision.items[0], expected.pop("deadline_of", None)
    for key, value in expected.items():
        if key == "eligible":
            assert VERDICTS[item.verdict] == value
        elif key == "denied_by":
            assert denied_by(policy, item) == value
        elif key == "deadline":
            last = closing(item, which) - timedelta(microseconds=1)
            assert str(last.astimezone(policy.zone).date()) == value
        elif key == "deadline_at":
            assert closing(item, which) == datetime.fromisoformat(value)
        elif key == "offered_resolutions":
            assert [offer.gives for offer in item.open_offers] == value
        elif key == "units":
            assert sum(i.item.quantity for i in decision.items if i.verdict is Verdict.ELIGIBLE) == value
        elif key == "terms":
            assert {name: str(effect) for name, effect in terms(decision).items()} == value
        elif key == "refund_method":
            paid_as = terms(decision).get("to", taken(decision).name)
            assert paid_as == OFFERS.get(value, value)
            assert (taken(decision).gives is Resolution.STORE_CREDIT) == (value not in MONEY)
        elif key in OF_TERMS:
            fees = [effect for effect in terms(decision).values() if isinstance(effect, Fee)]
            assert len(fees) == (1 if Decimal(value) else 0)
            for charge in (charged(fee, order) for fee in fees):
                exact = key == "fee_unrounded"
                assert (charge if exact else charge.quantize(Decimal(value), ROUND_HALF_UP)) == Decimal(value)
        else:
            assert key in SETTLED, "the check knows nothing of this"


def taken(decision: Decision) -> OfferDecision:
    """Return the open offer that is wished for, or the first."""
    return min(decision.items[0].open_offers, key=lambda offer: offer.gives != decision.request.resolution)


def terms(decision: Decision) -> dict[str, Effect]:
    """Return what the offer that is taken costs and gives, by kind and name, those of the return included."""
    offer = taken(decision)
    stated = (*offer.terms, *(each.term for each in decision.terms if each.offer == offer.name))
    assert all(len(term.possible) == 1 for term in stated)
    said = {f"{term.kind} {term.name}".strip(): term.possible[0].effect for term in stated}
    return {name: effect for name, effect in said.items() if effect is not None}


def charged(fee: Fee, order: Order) -> Decimal:
    """Return what *fee* is for one unit in one parcel, unrounded; its figures are numbers or the order's."""
    assert (fee.at_least, fee.at_most, fee.decided) == (None, None, DecidedBy.REQUEST)
    flat, percent = (
        Decimal(str(order.attributes[each.removeprefix("order.")])) if isinstance(each, str) else each
        for each in (fee.flat, fee.percent)
    )
    is_label = fee.of is FeeBase.LABEL
    base = Decimal(str(order.attributes["label_cost"])) if is_label else order.lines[0].unit_price.decimal
    return (flat or Decimal(0)) + (percent or Decimal(0)) / 100 * base


def closing(item: ItemDecision, which: str | None) -> datetime:
    """Return when the last offer that is not refused closes, or the one of the name *which*."""
    offers = [offer for offer in item.offers if stands(offer)]
    if which is not None:
        offers = [offer for offer in offers if offer.name == OFFERS.get(which, which)]
    assert all(offer.is_closing_certain for offer in offers)
    return max(offer.closes for offer in offers if offer.closes is not None)


def stands(offer: OfferDecision) -> bool:
    return {reason.code for reason in offer.reasons}.isdisjoint({ReasonCode.REFUSED, ReasonCode.WITHHELD})


def denied_by(policy: Policy, item: ItemDecision) -> str | None:
    if item.reason is None:
        return None
    refusal = next((each.refuse for each in policy.rules if each.id == item.reason.rule), None)
    if item.reason.code is ReasonCode.REFUSED and refusal:
        return refusal.code
    return DENIED_BY.get(item.reason.code, item.reason.code.value)


@by_case
def test_a_retailer_decides_its_cases(name: str, case: Case) -> None:
    check(policy_of(name), case)


def wrong(key: str, value: Any) -> Any:  # Any: JSON
    """Return another *value*, as near to it as can be."""
    if key == "deadline":
        return str((datetime.fromisoformat(value) + timedelta(days=1)).date())
    if key == "deadline_at":
        return (datetime.fromisoformat(value) + timedelta(microseconds=1)).isoformat()
    if key in OF_TERMS:
        return str(Decimal(value) + Decimal(1).scaleb(-len(value.partition(".")[2])))
    return {
        "eligible": not value,
        "denied_by": "window" if value != "window" else "condition",
        "offered_resolutions": [],
        "refund_method": "original_payment" if value != "original_payment" else "store_credit",
    }[key]


@by_case
def test_the_bare_verdict_is_that_of_the_whole_decision(name: str, case: Case) -> None:
    policy, facts = policy_of(name), facts_of(case, policy_of(name))
    order, request, (inspection,) = facts["order"], facts["request"], facts["inspections"]
    item, more = decide(policy, **facts).items[0], {"at": facts["at"], "history": facts["history"]}

    found = verdict(policy, order, request.items[0], request, inspection=inspection, **more)

    assert found == Answer(item.verdict, item.reason)


@by_case
def test_a_wrong_expectation_is_noticed(name: str, case: Case) -> None:
    planted = {key: wrong(key, value) for key, value in case["expected"].items() if key in NOTICED}
    assert planted

    for key, value in planted.items():
        other = deepcopy(dict(case))
        other["expected"][key] = value
        with pytest.raises(AssertionError):
            check(policy_of(name), other)


def test_an_expectation_that_the_check_does_not_know_is_noticed() -> None:
    _, name, case = CASES[0]

    with pytest.raises(AssertionError, match="knows nothing"):
        check(policy_of(name), {**case, "expected": {"feee": "0.00"}})


@by_case
def test_the_facts_of_a_case_do_not_depend_on_what_is_expected(name: str, case: Case) -> None:
    blind = {key: value for key, value in case.items() if key != "expected"}

    assert facts_of(blind, policy_of(name)) == facts_of(case, policy_of(name))


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_every_example_loads_and_is_about_a_retailer(path: Path) -> None:
    retailers = {retailer for retailer, *_ in CASES}

    assert f"({path.name})" in (FOLDER / "README.md").read_text(encoding="utf-8")
    assert policy_of(path.stem).id.partition("-")[0] in retailers
    assert path.stem.partition("-")[0] in retailers


def variant(id: str, changes: dict[str, Any], expected: dict[str, Any]) -> Case:
    case = deepcopy(next(dict(case) for *_, case in CASES if case["id"] == id))
    for path, value in changes.items():
        part, key = path.split(".")
        case[part][key] = value
    return {**case, "expected": expected}


@pytest.mark.parametrize(("name", "id", "changes", "expected"), PROMISES)
def test_a_retailer_keeps_its_other_promises(
    name: str, id: str, changes: dict[str, Any], expected: dict[str, Any]
) -> None:
    check(policy_of(name), variant(id, changes, expected))


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_no_rule_of_an_example_is_idle(path: Path) -> None:
    policy = policy_of(path.stem)
    cases = [case for _, name, case in CASES if name == path.stem]
    cases += [variant(id, *rest) for name, id, *rest in PROMISES if name == path.stem]

    def is_missed(without: Rule) -> bool:
        try:
            less = policy.evolve(rules=tuple(rule for rule in policy.rules if rule is not without))
            for case in cases:
                check(less, case)
        except (AssertionError, DocumentError, ValidationError):
            return True
        return False

    assert [rule.id for rule in policy.rules if not is_missed(rule)] == []


@by_case
@pytest.mark.parametrize("locale", ["en", "ko"])
def test_a_case_is_explained_to_everybody(name: str, case: Case, locale: str) -> None:
    policy = policy_of(name)
    decision = decide(policy, **facts_of(case, policy))

    staff = str(explain(decision, audience="agent", locale=locale))

    assert str(explain(decision, locale=locale))
    for offer in decision.items[0].offers:
        assert offer.closes is None or f"`{offer.window_rule}`" in staff


def test_what_is_not_asserted_yet_is_counted(evidence: Evidence) -> None:
    keys = Counter(key for *_, case in CASES for key in case["expected"])
    retailers = Counter(retailer for retailer, *_ in CASES)

    assert set(keys) == {*ASSERTED, *SETTLED, "deadline_of"}
    evidence(
        "retailers",
        {
            "cases": dict(retailers),
            "asserted": sum(keys[key] for key in ASSERTED),
            "asserted_of_terms": {key: keys[key] for key in OF_TERMS},
            "asserted_when_amounts_are_settled": {key: keys[key] for key in SETTLED},
        },
    )
