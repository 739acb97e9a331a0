"""Policies of real retailers decide their published cases.

Whatever a case expects is asserted, but for amounts: no rule can name a fee yet. They are counted instead,
and told in the last lines of a run.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from copy import deepcopy
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any, Final

import pytest
from pydantic import ValidationError

from returnkit.decision import (
    Answer,
    ItemDecision,
    OfferDecision,
    ReasonCode,
    Verdict,
    decide,
    explain,
    verdict,
)
from returnkit.errors import DocumentError
from returnkit.policy import Policy, Rule, load_policy
from tests.evidence import Evidence
from tests.repo.tracked import ROOT
from tests.retailers import Case, facts_of, judged

FOLDER: Final = ROOT / "examples" / "policies"
EXAMPLES: Final = sorted(FOLDER.glob("*.yaml"))
FILES: Final = {
    "2023-09": "bestbuy-2023",
    "2023-holiday": "bestbuy-2023",
    "be": "ikea-be",
    "us-older": "ikea-us-older",
}
"""The file of a version; of every other it is the retailer's name."""
AMOUNTS: Final = ("fee", "fee_unrounded", "refund", "fee_settlement")
ASSERTED: Final = (
    "eligible", "denied_by", "deadline", "deadline_at", "offered_resolutions", "refund_method",
)  # fmt: skip
VERDICTS: Final = {Verdict.ELIGIBLE: True, Verdict.INELIGIBLE: False, Verdict.REVIEW: "manual_review"}
OFFERS: Final = {"original_payment": "refund"}
"""The offer of a way to be paid back; of every other it is its name."""


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
    expected = dict(case["expected"])
    item, wish = judged(policy, case), facts_of(case, policy)["request"].resolution
    which = expected.pop("deadline_of", None)
    for key, value in expected.items():
        if key == "eligible":
            assert VERDICTS.get(item.verdict) == value
        elif key == "denied_by":
            assert denied_by(policy, item) == value
        elif key == "deadline":
            last = closing(item, which) - timedelta(microseconds=1)
            assert str(last.astimezone(policy.zone).date()) == value
        elif key == "deadline_at":
            assert closing(item, which) == datetime.fromisoformat(value)
        elif key == "offered_resolutions":
            assert [offer.gives for offer in item.open_offers] == value
        elif key == "refund_method":
            taken = min(item.open_offers, key=lambda offer: offer.gives != wish)
            assert taken.name == OFFERS.get(value, value)
        else:
            assert key in AMOUNTS, "the check knows nothing of this"


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
    return refusal.code if item.reason.code is ReasonCode.REFUSED and refusal else item.reason.code.value


@by_case
def test_a_retailer_decides_its_cases(name: str, case: Case) -> None:
    check(policy_of(name), case)


def wrong(key: str, value: Any) -> Any:  # Any: JSON
    """Return another *value*, as near to it as can be."""
    if key == "deadline":
        return str((datetime.fromisoformat(value) + timedelta(days=1)).date())
    if key == "deadline_at":
        return (datetime.fromisoformat(value) + timedelta(microseconds=1)).isoformat()
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
    item, more = judged(policy, case), {"at": facts["at"], "history": facts["history"]}

    found = verdict(policy, order, request.items[0], request, inspection=inspection, **more)

    assert found == Answer(item.verdict, item.reason)


@by_case
def test_a_wrong_expectation_is_noticed(name: str, case: Case) -> None:
    planted = {key: wrong(key, value) for key, value in case["expected"].items() if key in ASSERTED}
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


ON_EVE = {"order.ordered_on": "2018-11-30", "order.delivered_on": "2018-11-30"}
IN_SEASON = {**ON_EVE, "order.is_holiday_order": True, "request.requested_on": "2019-01-05"}
VARIANTS: Final[tuple[tuple[str, str, dict[str, Any], dict[str, Any]], ...]] = (
    ("bestbuy-2018", "BB1", IN_SEASON, {"eligible": True, "deadline": "2019-01-12"}),
    ("bestbuy-2018", "BB1", IN_SEASON | {"customer.tier": "elite"}, {"deadline": "2019-01-27"}),
    ("bestbuy-2018", "BB1", IN_SEASON | {"customer.tier": "elite_plus"}, {"deadline": "2019-02-11"}),
    ("bestbuy-2018", "BB1", {"customer.tier": "elite_plus"}, {"deadline": "2026-04-16"}),
    ("bestbuy-2019", "BB1", {"customer.tier": "elite"}, {"deadline": "2026-04-01"}),
    ("bestbuy-2019", "BB1", {"customer.tier": "elite_plus"}, {"deadline": "2026-04-16"}),
    (
        "bestbuy-2019",
        "BB1",
        {"customer.tier": "elite_plus", "item.category": "major_appliance"},
        {"deadline": "2026-03-17"},
    ),
    ("bestbuy-2019", "BB1", {"item.category": "media"}, {"offered_resolutions": ["exchange"]}),
    ("bestbuy-2023", "BB3", {"item.category": "activatable_device"}, {"deadline": "2026-03-16"}),
    ("bestbuy-2023", "BB3", {"item.category": "holiday_decoration"}, {"deadline": "2026-03-17"}),
    ("bestbuy-2023", "BB1", {"item.category": "digital"}, {"denied_by": "category"}),
    ("bestbuy-2023", "BB11", {"item.category": "applecare"}, {"eligible": False}),
    ("hm", "HM1", {"item.category": "underwear"}, {"denied_by": "hygiene"}),
    ("hm", "HM2", {"item.category": "furniture"}, {"denied_by": "channel"}),
    ("hm", "HM2", {"request.reason": "wrong_item"}, {"denied_by": "channel"}),
    ("hm", "HM1", {"request.reason": "wrong_item"}, {"eligible": True}),
    ("homedepot", "HD1", {"item.category": "gift_card"}, {"denied_by": "category"}),
    ("homedepot", "HD1", {"item.category": "tv"}, {"denied_by": "window", "deadline": "2026-03-31"}),
    ("homedepot", "HD1", {"customer.proof_of_purchase": False}, {"offered_resolutions": ["store_credit"]}),
    (
        "homedepot",
        "HD6",
        {"item.category": "custom_blinds", "request.requested_on": "2026-03-16"},
        {"offered_resolutions": ["replace"], "deadline": "2026-03-16"},
    ),
    ("ikea-be", "IK2", {"item.category": "food"}, {"refund_method": "voucher"}),
    ("ikea-be", "IK1", {"item.is_from_bargain_corner": True}, {"refund_method": "voucher"}),
    ("ikea-be", "IK1", {"item.damaged": True}, {"denied_by": "condition"}),
    ("ikea-us-older", "IK4", {"item.stained": True}, {"denied_by": "condition"}),
    ("ikea-us-older", "IK4", {"customer.photo_id": False}, {"eligible": "manual_review"}),
    ("ikea-us-older", "IK2", {"customer.proof_of_purchase": False}, {"refund_method": "merchandise_credit"}),
    ("sephora", "SE1", {"item.condition": "used_up"}, {"denied_by": "condition"}),
    ("target", "TG3", {"item.category": "phone"}, {"deadline": "2026-03-15"}),
    ("target", "TG3", {"item.brand": "apple"}, {"deadline": "2026-03-16"}),
    ("target", "TG3", {"order.paid_with": "store_card"}, {"eligible": True, "deadline": "2026-04-30"}),
    ("target", "TG1", {"item.opened": True, "item.category": "media"}, {"offered_resolutions": ["exchange"]}),
    ("wayfair", "WF1", {"item.category": "mattress", "item.condition": "used"}, {"deadline": "2026-06-09"}),
    (
        "wayfair",
        "WF1",
        {"item.category": "mattress", "customer.prior_mattress_returns": 1},
        {"denied_by": "limit"},
    ),
    ("wayfair", "WF1", {"item.condition": "assembled"}, {"denied_by": "condition"}),
    ("wayfair", "WF3", {"request.returned_components": ["table", "chair"]}, {"eligible": True}),
    ("wayfair", "WF1", {"item.category": "plant"}, {"denied_by": "category"}),
    ("zalando", "ZA1", {"item.category": "beauty", "item.opened": True}, {"denied_by": "hygiene"}),
    ("bestbuy-2018", "BB1", {"item.is_final_sale": True}, {"denied_by": "final_sale"}),
    ("bestbuy-2019", "BB1", {"item.is_final_sale": True}, {"denied_by": "final_sale"}),
    ("bestbuy-2023", "BB1", {"item.is_final_sale": True}, {"denied_by": "final_sale"}),
    ("bestbuy-2018", "BB1", {"item.category": "digital"}, {"denied_by": "category"}),
    ("bestbuy-2019", "BB1", {"item.category": "digital"}, {"denied_by": "category"}),
    ("bestbuy-2018", "BB8", {}, {"deadline": "2026-03-16"}),
    ("bestbuy-2019", "BB8", {}, {"deadline": "2026-03-16"}),
    ("bestbuy-2018", "BB9", {}, {"deadline": "2026-04-01"}),
    ("bestbuy-2019", "BB9", {}, {"deadline": "2026-04-01"}),
    ("bestbuy-2018", "BB1", {"item.category": "media"}, {"offered_resolutions": ["exchange"]}),
    ("bestbuy-2018", "BB1", {"customer.tier": "elite"}, {"deadline": "2026-04-01"}),
    (
        "bestbuy-2018",
        "BB1",
        {"customer.tier": "elite", "item.category": "major_appliance"},
        {"deadline": "2026-03-17"},
    ),
    ("hm", "HM1", {"item.category": "swimwear", "item.tag_missing": True}, {"denied_by": "hygiene"}),
    ("hm", "HM1", {"item.category": "furniture", "item.is_assembled": True}, {"denied_by": "condition"}),
    ("hm", "HM1", {"item.is_collaboration": True}, {"eligible": "manual_review"}),
    (
        "homedepot",
        "HD6",
        {"item.category": "custom_blinds", "customer.prior_blind_remakes": 1},
        {"denied_by": "limit"},
    ),
    (
        "homedepot",
        "HD6",
        {"item.is_flammable": True, "request.return_channel": "mail"},
        {"denied_by": "channel"},
    ),
    ("homedepot", "HD6", {"order.channel": "design_center"}, {"denied_by": "channel"}),
    ("rei", "RE1", {"item.condition": "worn_out"}, {"denied_by": "condition"}),
    (
        "rei",
        "RE2",
        {"item.condition": "used", "request.requested_on": "2026-02-01"},
        {"denied_by": "condition"},
    ),
    (
        "wayfair",
        "WF1",
        {"item.category": "large_appliance", "item.is_installed": True},
        {"denied_by": "condition"},
    ),
    (
        "wayfair",
        "WF1",
        {"item.category": "large_appliance", "item.is_installed": False},
        {"denied_by": "window"},
    ),
)
"""What a retailer promises and no case of it asks: a case of any retailer, changed, and what then holds."""


def variant(id: str, changes: dict[str, Any], expected: dict[str, Any]) -> Case:
    case = deepcopy(next(dict(case) for *_, case in CASES if case["id"] == id))
    for path, value in changes.items():
        part, key = path.split(".")
        case[part][key] = value
    return {**case, "expected": expected}


@pytest.mark.parametrize(("name", "id", "changes", "expected"), VARIANTS)
def test_a_retailer_keeps_its_other_promises(
    name: str, id: str, changes: dict[str, Any], expected: dict[str, Any]
) -> None:
    check(policy_of(name), variant(id, changes, expected))


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_no_rule_of_an_example_is_idle(path: Path) -> None:
    policy = policy_of(path.stem)
    cases = [case for _, name, case in CASES if name == path.stem]
    cases += [variant(id, *rest) for name, id, *rest in VARIANTS if name == path.stem]

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
    later = {key: keys[key] for key in AMOUNTS}
    retailers = Counter(retailer for retailer, *_ in CASES)

    assert set(keys) == {*ASSERTED, *AMOUNTS, "deadline_of"}
    evidence(
        "retailers",
        {
            "cases": dict(retailers),
            "asserted": sum(keys[key] for key in ASSERTED),
            "asserted_when_amounts_are_settled": later,
        },
    )
