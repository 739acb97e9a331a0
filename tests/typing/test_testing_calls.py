"""Calls of builders and strategies that must type-check under `mypy --strict`, and hold when run."""

from __future__ import annotations

from typing import assert_type

from hypothesis.strategies import SearchStrategy

from returnkit import Order, Policy, ReturnHistory, ReturnRequest
from returnkit.situations import Situation
from returnkit.testing import (
    DELIVERED,
    a_policy,
    a_request,
    an_order,
    cases,
    conditions,
    histories,
    orders,
    policies,
    requests,
)


def test_builders_give_facts_and_policies() -> None:
    assert_type(an_order(), Order)
    assert_type(a_request(), ReturnRequest)
    assert_type(a_policy(timezone="Asia/Seoul"), Policy)


def test_strategies_say_what_they_draw() -> None:
    policy = a_policy()

    assert_type(cases(policy), SearchStrategy[Situation])
    assert_type(orders(policy), SearchStrategy[Order])
    assert_type(requests(policy, an_order()), SearchStrategy[ReturnRequest])
    assert_type(histories(policy, at=DELIVERED), SearchStrategy[ReturnHistory | None])
    assert_type(policies(max_rules=3), SearchStrategy[Policy])
    assert_type(conditions(policy, "item.category"), SearchStrategy[str])
