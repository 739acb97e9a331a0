"""Decided: decisions that tests in Python ask for, and what they are compared with."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from returnkit import testing
from returnkit.decision import Verdict
from returnkit.errors import CasesError, DocumentError, SituationError
from returnkit.policy import load_policy
from returnkit.testing import decide_case, expects
from returnkit.testing.tables import typical_order, typical_request
from returnkit.testing.tables.decided import lines_of_difference
from tools import cases

POLICY = load_policy(cases.POLICY)


def test_a_decision_answers_for_what_can_be_expected() -> None:
    found = decide_case(POLICY, {"item.category": "boots"}, at="day 30")
    refused = decide_case(POLICY, item_is_final_sale=True)

    assert found.verdict is Verdict.ELIGIBLE
    assert found.offers == ("refund", "exchange")
    assert found.until == {"refund": "2026-04-05", "exchange": "2026-04-05"}
    assert found.rules == ("restocking", "offers", "standard")
    assert found.terms["refund"] == {"restocking": "15 % of paid"}
    assert (found.reason, found.asks) == (None, ())
    assert refused.reason == "final_sale"


def test_it_equals_expectations_that_it_meets_on_either_side() -> None:
    found = decide_case(POLICY, at="day 31")

    assert found == expects(verdict="ineligible", reason="window")
    assert expects(reason="window") == found
    assert found.decision == expects(reason="window")
    assert found != expects(verdict="eligible")


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({}, "cases.nothing_expected"),
        ({"verdict": "eligible", "reason": "window"}, "cases.contradiction"),
        ({"rule": "standart"}, "cases.unknown_rule"),
    ],
)
def test_what_could_never_be_met_is_an_error(said: dict[str, Any], code: str) -> None:
    found = decide_case(POLICY)

    with pytest.raises(CasesError) as raised:
        assert found != expects(**said)

    assert [fault.code for fault in raised.value.faults] == [code]


def test_an_expectation_of_another_kind_is_refused() -> None:
    with pytest.raises(DocumentError, match="`elegible` is no verdict"):
        expects(verdict="elegible")


def test_keywords_stand_for_keys_with_a_dot() -> None:
    policy = load_policy("""
policy: shop
rules:
- {id: few, limit: {units: 1, counter: shirts, of: household}}
- {id: all, offer: refund, within: 30 days of delivery}
""")

    found = decide_case(policy, at="day 2", household_counters_shirts=1)

    assert found.reason == "limit"
    with pytest.raises(SituationError, match=r"unknown name `item\.catgory`"):
        decide_case(policy, item_catgory="boots")


def test_what_is_told_by_its_key_is_not_told_as_a_keyword_too() -> None:
    with pytest.raises(CasesError, match=r"`item\.category` is told twice"):
        decide_case(POLICY, {"item.category": "boots"}, item_category="shoes")


def test_what_the_policy_does_not_ask_for_is_an_unknown_name() -> None:
    with pytest.raises(SituationError, match=r"unknown name `evidence\.foto`"):
        decide_case(POLICY, evidence_foto=1)

    assert decide_case(POLICY, evidence_photo=1).verdict is Verdict.ELIGIBLE


def test_a_policy_may_be_its_file(tmp_path: Path) -> None:
    (tmp_path / "shop.yaml").write_text(cases.POLICY, encoding="utf-8")

    assert decide_case(tmp_path / "shop.yaml").offers == ("refund", "exchange")


def test_facts_are_typical_but_for_what_is_told() -> None:
    order = typical_order({"item.category": "boots"}, order_country="DE")
    request = typical_request(item_quantity=2, request_reason="defective")
    krone = typical_order(policy=load_policy(cases.POLICY.replace("rules:", "currency: DKK\nrules:")))

    assert order.lines[0].category == "boots"
    assert order.shipping_address is not None
    assert order.shipping_address.country == "DE"
    assert (request.items[0].quantity, request.items[0].reason) == (2, "defective")
    assert (order.total.currency, krone.total.currency) == ("USD", "DKK")


def test_a_difference_is_explained_whichever_stands_left() -> None:
    found, expected = decide_case(POLICY, at="day 31"), expects(verdict="eligible")

    lines = list(lines_of_difference(found, expected))

    assert lines == list(lines_of_difference(expected, found))
    assert lines[0] == "the decision is not as expected"
    assert "  verdict  expected `eligible`, found `ineligible` (`window` by `standard`)" in lines
    assert list(lines_of_difference(1, expected)) == []


def test_its_names_stand_in_the_front_door_of_the_room() -> None:
    assert {"Decided", "decide_case", "expects"} <= set(testing.__all__)
    assert testing.Decided.__module__ == "returnkit.testing.tables.decided"
