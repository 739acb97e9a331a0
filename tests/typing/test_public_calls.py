"""Calls of the public interface that must type-check under `mypy --strict`, and hold when run."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from typing import assert_type
from zoneinfo import ZoneInfo

from returnkit import (
    Answer,
    Decision,
    Money,
    Order,
    Override,
    Policy,
    PolicyBook,
    RequestedItem,
    ReturnRequest,
    Rule,
    Verdict,
    Version,
    allow,
    answer,
    approve,
    bonus,
    check_policy,
    content_hash,
    counterfactuals,
    decide,
    entry,
    explain,
    fee,
    in_force,
    load_policy,
    offer,
    only,
    over,
    overridden,
    override,
    questions,
    refuse,
    replace,
    review,
    rule,
    scope,
    scoped,
    verdict,
    when,
    why_not,
    withhold,
    within,
)
from returnkit.decision import (
    Audience,
    Choice,
    Counterfactual,
    Explanation,
    ItemExplanation,
    OpenQuestion,
    RuleExplanation,
    WhyNot,
)
from returnkit.facts import Vocabulary, vocabulary_of
from returnkit.ids import PolicyId
from returnkit.messages import STANDARD, Catalogue
from returnkit.publishing import Sentence, Unsaid, markdown, merchant_return_policy, policy_page
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


def test_a_policy_is_put_over_a_vocabulary() -> None:
    shop = vocabulary_of()
    text = "policy: p\nrules:\n- {id: all, offer: refund, within: unlimited}\n"

    loaded = load_policy(text, name="p.yaml", vocabulary=shop)

    assert_type(over(loaded, shop), Policy)
    assert_type(loaded.vocabulary, Vocabulary)
    assert_type(loaded.evolve(id="q"), Policy)
    assert check_policy(text, vocabulary=shop) == ()


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


def test_policies_combine_and_are_kept_in_a_book() -> None:
    fees = rule(
        "fees",
        fee("restocking", percent=15, of="paid"),
        fee("late", flat=Decimal("2.50"), per="unit", at_most="10.00"),
        bonus(percent="10 %", at_most="25.00"),
    )
    standard = Policy(id=PolicyId("acme"), rules=(rule("all", offer("refund"), within("unlimited")),))
    policy = fees + standard + rule("trusted", when("accepted.value < 100"), approve("automatic"))
    others = standard.evolve(id="others")
    kind = override(policy, [rule("kind", allow())], who="kim", why="Kindness.", until=AT)
    book = PolicyBook.of(entry(policy, market=("de", "at")), entry(others, not_market=("de", "at")))

    assert_type(policy, Policy)
    assert_type(scoped(policy, when("item.quantity > 1")), Policy)
    assert_type(replace(policy, fees), Policy)
    assert_type(kind.overrides, tuple[Override, ...])
    assert_type(in_force(kind, at=AT), Policy)
    assert_type(overridden(policy, kind.overrides[0], at=AT), Policy)
    assert_type(book.for_order(an_order(market="us"), at=AT), Policy)
    assert_type(book.get("acme", policy.version), Policy)
    assert_type(policy.version, Version | None)
    assert_type(content_hash(policy), str)


def test_a_decision_is_asked_on_and_published() -> None:
    policy = Policy(
        id=PolicyId("acme"),
        rules=(
            rule("opened", when("request.is_opened"), refuse("Opened goods stay.")),
            rule("all", offer("refund"), within("30 days of delivery")),
        ),
    )
    order = an_order()
    request = ReturnRequest(items=(RequestedItem(line_id=order.lines[0].id),))
    decision = decide(policy, order, request, at=AT)
    (question,) = questions(decision, of="shopper", locale="ko")
    answered = answer(decision, {question.key: True})

    assert_type(question, OpenQuestion)
    assert_type(question.choices, tuple[Choice, ...])
    assert_type(answered, Decision)
    assert_type(counterfactuals(answered, audience="agent").ways, tuple[Counterfactual, ...])
    assert_type(why_not(answered, "all"), WhyNot)
    assert_type(policy_page(policy).sentences, tuple[Sentence, ...])
    assert_type(markdown(policy_page(policy, locale="ko")), str)
    assert_type(merchant_return_policy(policy, country="US").unsaid, tuple[Unsaid, ...])
    assert answered.items[0].verdict is Verdict.INELIGIBLE
