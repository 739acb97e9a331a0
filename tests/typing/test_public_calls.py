"""Calls of the public interface that must type-check under `mypy --strict`, and hold when run."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import assert_type
from zoneinfo import ZoneInfo

from returnkit import (
    Answer,
    Decision,
    Money,
    Order,
    Policy,
    RequestedItem,
    ReturnRequest,
    Rule,
    Verdict,
    allow,
    decide,
    explain,
    load_policy,
    offer,
    only,
    refuse,
    review,
    rule,
    scope,
    verdict,
    when,
    withhold,
    within,
)
from returnkit.decision import Audience, Explanation, ItemExplanation, RuleExplanation
from returnkit.ids import PolicyId
from returnkit.messages import STANDARD, Catalogue
from tests.builders import an_order

AT = datetime(2026, 11, 20, tzinfo=UTC)


def test_a_policy_is_built_from_values() -> None:
    sale = rule(
        "sale", when("item.discount_percent >= 50") & ~when("item.is_gift_card"), refuse("Sold is sold.")
    )
    rules = (
        rule("vip", when('customer.tier == "vip"'), allow()),
        sale,
        rule("dear", when("item.unit_paid > 500"), review(), internal=True),
        rule("no-money", when('"gift" in order.tags'), withhold("refund")),
        rule("swap", when('"swap" in order.tags') | when("item.is_gift_card"), only("exchange")),
        rule("standard", offer("refund", "exchange", late="store_credit"), within("30 days of delivery")),
        rule("look", scope("late"), review("We look at it.")),
    )

    assert_type(sale, Rule)
    assert Policy(id=PolicyId("acme"), timezone="America/Chicago", rules=rules).rules[1] is sale


def test_a_policy_is_loaded_and_decides() -> None:
    policy = load_policy("policy: p\nrules:\n- {id: all, offer: refund, within: unlimited}\n", name="p.yaml")
    order = an_order()
    item = RequestedItem(line_id=order.lines[0].id, quantity=1, answers={"opened": True})
    request = ReturnRequest(items=(item,))

    decision = decide(policy, order, request, at=AT)
    answer = verdict(policy, order, item, request, at=AT.astimezone(ZoneInfo("Asia/Seoul")))

    assert_type(policy, Policy)
    assert_type(order, Order)
    assert_type(decision, Decision)
    assert_type(answer, Answer)
    assert_type(decision.items[0].verdict, Verdict)
    assert_type(decision.items[0].open_until, datetime | None)
    assert_type(order.total, Money)
    assert decision.items[0].verdict is answer.verdict is Verdict.ELIGIBLE


def test_an_explanation_is_data_and_text() -> None:
    order = an_order()
    policy = load_policy("policy: p\nrules:\n- {id: all, offer: refund, within: unlimited}\n", name="p.yaml")
    decision = decide(policy, order, ReturnRequest(items=(RequestedItem(line_id=order.lines[0].id),)), at=AT)
    ours = STANDARD.with_texts("ko", {"refused.perishable": "신선 식품입니다."})

    shopper = explain(decision)
    agent = explain(decision, audience=Audience.AGENT, locale="ko", catalogue=ours)
    staff = explain(decision, audience="agent")

    assert_type(ours, Catalogue)
    assert_type(shopper, Explanation)
    assert_type(agent.items, tuple[ItemExplanation, ...])
    assert_type(staff.items[0].rules, tuple[RuleExplanation, ...])
    assert str(shopper) == "Linen shirt can be returned at any time. You can get a refund."
