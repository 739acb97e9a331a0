"""A policy is an immutable value; a rule says something, and nothing twice."""

from __future__ import annotations

import copy
import pickle
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from returnkit.decision import decide
from returnkit.policy import Policy, Rule, compile_policy, load_policy
from tests.builders import DELIVERED, a_request, an_order

REI = Path(__file__).parents[3] / "examples" / "policies" / "rei.yaml"

TEXT = """\
returnkit: 1
policy: shop
timezone: America/Chicago
facts:
  item.opened: {type: boolean, ask: shopper}
define:
  gift: item.is_gift_card
rules:
- {id: gifts, when: gift, refuse: {code: category, say: No gift cards.}}
- {id: opened, when: item.opened, review: true}
- {id: all, offer: {refund: refund, late: store_credit}, within: 30 days of delivery}
"""


def a_rule(**fields: Any) -> Rule:
    return Rule.model_validate({"id": "a"} | fields, strict=False)


def test_a_policy_cannot_be_changed() -> None:
    policy = load_policy(TEXT)

    with pytest.raises(ValidationError, match="frozen"):
        policy.currency = "EUR"  # type: ignore[misc]  # what is tested
    with pytest.raises(TypeError):
        policy.define["gift"] = "true"  # type: ignore[index]  # what is tested


def test_policies_are_equal_by_what_they_say() -> None:
    policy = load_policy(TEXT)

    assert policy == load_policy(TEXT)
    assert policy != load_policy(TEXT.replace("30 days", "31 days"))
    assert policy.evolve(rules=policy.rules[::-1]) != policy


def test_a_policy_made_ready_is_equal_to_one_that_is_not() -> None:
    policy, again = load_policy(TEXT), load_policy(TEXT).evolve()

    assert policy == again
    assert compile_policy(again) is compile_policy(again)
    assert policy == again


def test_a_bare_truth_or_number_is_its_text() -> None:
    """A whole number formatted as a fraction went through a float and lost its last digits."""
    assert a_rule(when=True, allow=True).when == "true"
    assert a_rule(unless=False, allow=True).unless == "false"
    assert a_rule(when=12345678901234567, allow=True).when == "12345678901234567"
    assert a_rule(when=Decimal("1E+2"), allow=True).when == "100"
    assert a_rule(when=Decimal("0.50"), allow=True).when == "0.50"


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({}, "the rule does nothing"),
        ({"when": "true", "internal": True}, "the rule does nothing"),
        ({"scope": ("refund",)}, "the rule does nothing"),
        ({"refuse": {}, "withhold": "refund"}, "`refuse` and `withhold` in one rule contradict"),
        ({"allow": True, "only": "refund"}, "`only` and `allow` in one rule contradict"),
        ({"allow": True, "id": "no spaces"}, "should match pattern"),
        ({"allow": True, "id": "x" * 101}, "at most 100"),
        ({"allow": True, "fees": 3}, "Extra inputs"),
        ({"allow": True, "say": "No."}, "`say` is for `limit`"),
        ({"by": "mail", "not_by": "store"}, "`by` closes every other method"),
        ({"scope": ("refund",), "by": "mail"}, "`by` is not about an offer"),
        ({"fee": {"name": "a", "flat": 1}}, "say what a flat fee is charged per"),
        ({"fee": {"name": "a", "percent": 5}}, "a percentage is of something"),
        ({"fee": {"name": "a", "percent": 5, "of": "label", "per": "unit"}}, "a label is not of one line"),
        ({"fee": {"name": "a", "percent": 5, "of": "paid", "per": "return"}}, "is of goods"),
        ({"fee": {"name": "a", "of": "paid"}}, "give the fee a `percent`"),
        ({"fee": {"name": "a", "per": "line"}}, "a fee is `flat`, or a `percent`"),
        ({"fee": {"name": "a", "flat": 1, "per": "line", "at_least": 3, "at_most": 2}}, "is above `at_most`"),
        ({"fee": {"name": "a", "flat": 1, "per": "line"}, "waive": "a"}, "the fee `a` twice"),
        ({"bonus": {"at_most": 3}}, "a bonus is `flat`, or a `percent`"),
        ({"rate": "120 %"}, "120 is above 100"),
        ({"rate": -1}, "`-1` is below 0"),
        ({"rate": 1.5}, "no exact number"),
        ({"ask": {"photo": "1..5"}}, "say by when"),
        ({"ask": {"before": "decision"}}, "name what is asked for"),
        ({"ask": {"photo": "5..1", "before": "refund"}}, "ends before it begins"),
        ({"ask": {"photo": True, "before": "refund"}}, "is how many"),
        ({"whole": "box"}, "`box` is not one of"),
        ({"shipping": "all"}, "`all` is not one of"),
    ],
)
def test_what_is_no_rule_is_refused(fields: dict[str, Any], sentence: str) -> None:
    with pytest.raises(ValidationError) as refused:
        a_rule(**fields)

    assert sentence in str(refused.value)


def test_a_rule_binds_its_scope_else_what_it_offers_else_everything() -> None:
    assert a_rule(scope="keep", offer="refund").binds == ("keep",)
    assert a_rule(offer=["refund", "keep"]).binds == ("refund", "keep")
    assert a_rule(allow=True).binds == ()


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"timezone": "Mars/Base"}, "unknown zone `Mars/Base`"),
        ({"timezone": "../etc"}, "unknown zone"),
        ({"timezone": ""}, "unknown zone"),
        ({"currency": "XXQ"}, "unknown currency"),
        ({"returnkit": 2}, "should be 1"),
        ({"rules": ()}, "at least 1"),
    ],
)
def test_what_is_no_policy_is_refused(fields: dict[str, Any], sentence: str) -> None:
    with pytest.raises(ValidationError) as refused:
        Policy.model_validate({"id": "shop", "rules": (a_rule(refuse={}),)} | fields)

    assert sentence in str(refused.value)


def test_a_policy_counts_days_in_its_zone() -> None:
    assert load_policy(TEXT).zone.key == "America/Chicago"


def test_a_policy_is_written_as_json_that_loads_to_an_equal_one() -> None:
    policy = load_policy(REI.read_text(encoding="utf-8"), name="rei.yaml")

    written = policy.model_dump_json(by_alias=True, exclude_defaults=True)

    assert load_policy(written, name="again.json") == policy


def test_a_policy_travels_to_another_process_and_decides_alike() -> None:
    policy = load_policy(REI.read_text(encoding="utf-8"), name="rei.yaml")
    asked = (an_order(), a_request())
    said = decide(policy, *asked, at=DELIVERED)

    there = pickle.loads(pickle.dumps(policy))

    assert there == policy
    assert decide(there, *asked, at=DELIVERED).items == said.items
    assert pickle.loads(pickle.dumps(said)) == said
    assert copy.deepcopy(policy) is policy
