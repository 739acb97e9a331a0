"""Nothing of an internal rule reaches the shopper but what it says there."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import product
from typing import Any

import pytest

from returnkit.decision import (
    Decision,
    Explanation,
    Outcome,
    Verdict,
    counterfactuals,
    decide,
    explain,
    questions,
)
from returnkit.facts import Attributes, Declaration
from returnkit.ids import PolicyId
from returnkit.policy import Policy, allow, offer, only, refuse, review, rule, scope, when, withhold, within
from tests.builders import a_line, a_request, an_item, an_order
from tests.modes import size
from tests.planted_secrets import (
    SCORES,
    SECRETS,
    kinds,
    scored,
    secrets_in,
    with_each_rule_secret,
    with_secret,
)
from tests.retailers import Case, facts_of
from tests.unit.decision.situations import AT, OPEN_30_DAYS
from tests.unit.policy.test_retailers import CASES, policy_of

LOCALES = ("en", "ko")
POLICIES = sorted({name for _, name, _ in CASES})
EFFECTS = {
    "refuse": refuse(code="quagga_code"),
    "refuse one": refuse(code="quagga_code") | scope("refund"),
    "review": review(),
    "review one": review() | scope("refund"),
    "withhold": withhold("refund"),
    "only": only("exchange"),
    "allow": allow(),
    "window": within("3 days of delivery"),
    "hours": within("7777 hours of order"),
    "offer": offer(quagga_offer="store_credit") | within("90 days of delivery"),
}
SHOPPER_CAN_SAY = Declaration(type="number", ask="shopper", doc="tapir")
SHOP_KNOWS = Declaration(type="number", nullable=True, doc="tapir")
INSPECTED = Declaration(type="number", ask="inspection", doc="tapir")


def explained(effect: str, score: int | None, fact: Declaration, locale: str) -> tuple[Verdict, Explanation]:
    condition = when(
        "(item.okapi_score ?? 0) > limit_tapir" if fact.nullable else "item.okapi_score > limit_tapir"
    )
    secret = rule("zebra-rule", condition, EFFECTS[effect], internal=True)
    policy = Policy(
        id=PolicyId("acme"),
        rules=(secret, OPEN_30_DAYS),
        facts={"item.okapi_score": fact},
        define={"limit_tapir": "7777"},
    )
    scores = Attributes({} if score is None else {"okapi_score": score})
    decision = decide(policy, an_order([a_line(attributes=scores)]), a_request(an_item()), at=AT)
    return decision.items[0].verdict, explain(decision, locale=locale)


@pytest.mark.parametrize("locale", ["en", "ko"])
@pytest.mark.parametrize(
    "fact", [SHOPPER_CAN_SAY, SHOP_KNOWS, INSPECTED], ids=["asked", "known", "inspected"]
)
@pytest.mark.parametrize("score", [None, 7776, 7778])
@pytest.mark.parametrize("effect", EFFECTS)
def test_no_secret_of_an_internal_rule_is_in_what_the_shopper_gets(
    effect: str, score: int | None, fact: Declaration, locale: str
) -> None:
    _, explanation = explained(effect, score, fact, locale)

    assert secrets_in(explanation) == []


def test_the_secrets_are_there_to_be_found() -> None:
    """The test above must be able to fail: staff do see them, and every verdict is reached."""
    facts, scores = (SHOPPER_CAN_SAY, SHOP_KNOWS, INSPECTED), (None, 7776, 7778)
    verdicts = {
        explained(effect, score, fact, "en")[0] for effect in EFFECTS for score in scores for fact in facts
    }
    policy = Policy(
        id=PolicyId("acme"),
        rules=(
            rule("zebra-rule", when("item.unit_paid > 7"), EFFECTS["refuse"], internal=True),
            OPEN_30_DAYS,
        ),
    )
    agent = explain(decide(policy, an_order(), a_request(), at=AT), audience="agent")

    assert verdicts == {Verdict.INELIGIBLE, Verdict.REVIEW, Verdict.ELIGIBLE}
    assert "zebra-rule" in str(agent)
    assert "quagga_code" in str(agent)


def test_an_internal_rule_says_its_sentence_and_no_more() -> None:
    secret = rule("zebra", when("item.unit_paid > 7"), refuse("We can't take this back."), internal=True)
    policy = Policy(id=PolicyId("acme"), rules=(secret, OPEN_30_DAYS))

    shown = str(explain(decide(policy, an_order(), a_request(), at=AT)))

    assert shown == "Linen shirt can't be returned. We can't take this back."


def test_an_internal_review_that_only_may_apply_says_nothing() -> None:
    secret = rule("zebra", when('request.reason == "x"'), review("Fraud desk."), internal=True)
    policy = Policy(id=PolicyId("acme"), rules=(secret, OPEN_30_DAYS))

    decision = decide(policy, an_order(), a_request(), at=AT)

    assert decision.items[0].verdict is Verdict.REVIEW
    assert "Fraud" not in str(explain(decision))


def test_the_end_of_an_internal_window_is_not_told_once_it_is_over() -> None:
    secret = rule("zebra", when("item.unit_paid > 7"), within("3 days of delivery"), internal=True)
    policy = Policy(id=PolicyId("acme"), rules=(secret, OPEN_30_DAYS))

    shown = str(explain(decide(policy, an_order(), a_request(), at=AT)))

    assert shown == "Linen shirt can no longer be returned: the time for it is over."


def test_a_question_of_an_internal_rule_is_not_counted_among_the_open_ones() -> None:
    secret = rule("zebra", when('request.reason == "x"'), refuse(), internal=True)
    policy = Policy(id=PolicyId("acme"), rules=(secret, OPEN_30_DAYS))

    shown = str(explain(decide(policy, an_order(), a_request(), at=AT)))

    assert "question" not in shown
    assert shown.startswith("Linen shirt: we have to look at this return")


def test_an_internal_rule_that_waits_for_the_inspection_says_nothing_yet() -> None:
    secret = rule("zebra", when("item.okapi_score > 7777"), refuse("Fraud desk."), internal=True)
    policy = Policy(id=PolicyId("acme"), rules=(secret, OPEN_30_DAYS), facts={"item.okapi_score": INSPECTED})

    decision = decide(policy, an_order(), a_request(), at=AT)

    assert decision.items[0].subject_to == ("zebra",)
    assert str(explain(decision)) == (
        "Linen shirt can be returned until 5 December 2026. You can choose a refund or an exchange."
    )


# --- real policies -------------------------------------------------------------------------------------


@cache
def cases_of(name: str) -> tuple[Case, ...]:
    return tuple(case for _, other, case in CASES if other == name)


def decided(policy: Policy, case: Case, score: int | None) -> Decision:
    facts: dict[str, Any] = facts_of(case, policy)
    return decide(policy, **{**facts, "order": scored(facts["order"], score)})


def planted(name: str, kind: str) -> Iterator[tuple[Decision, str]]:
    """Yield the cases of a retailer under a policy with the secret rule *kind* above all, and a language.

    Every case is decided with one of the scores in turn, at full size with each.
    """
    policy = with_secret(policy_of(name), kind)
    every = list(product(SCORES, LOCALES))
    for number, case in enumerate(cases_of(name)):
        for score, locale in size(ci=[every[number % len(every)]], full=every):
            yield decided(policy, case, score), locale


def read_by_the_shopper(decision: Decision, locale: str) -> tuple[object, ...]:
    """Return all that a shopper is told of *decision*: why, what is asked, and what could be otherwise."""
    return (
        explain(decision, locale=locale),
        questions(decision, of="shopper", locale=locale),
        counterfactuals(decision, locale=locale),
    )


@pytest.mark.parametrize("kind", kinds())
@pytest.mark.parametrize("name", POLICIES)
def test_no_secret_planted_into_the_policy_of_a_retailer_is_told(name: str, kind: str) -> None:
    for decision, locale in planted(name, kind):
        assert [secrets_in(each) for each in read_by_the_shopper(decision, locale)] == [[]] * 3


@pytest.mark.parametrize("name", POLICIES)
def test_no_secret_of_a_rule_that_a_retailer_would_hide_is_told(name: str) -> None:
    policies = list(with_each_rule_secret(policy_of(name)))
    chosen = size(ci=cases_of(name)[:2], full=cases_of(name))

    assert len(policies) > len(policy_of(name).rules) / 2
    for policy in policies:
        for case in chosen:
            decision = decided(policy, case, None)
            for locale in LOCALES:
                assert [secrets_in(each) for each in read_by_the_shopper(decision, locale)] == [[]] * 3


@pytest.mark.parametrize("kind", kinds())
def test_the_planted_secrets_are_there_to_be_found(kind: str) -> None:
    """Auditors read them all, and the secret rule speaks, may speak and is silent."""
    decisions = [decision for decision, _ in planted("bestbuy-2023", kind)]

    explained = [explain(each, audience="auditor") for each in decisions]

    rules = [r for each in explained for r in (*each.rules, *each.items[0].rules) if r.rule == "zebra-rule"]
    found = {secret for each in explained for secret in secrets_in(each)}
    assert {rule.outcome for rule in rules} >= {Outcome.SILENT, Outcome.SPOKE}
    assert found >= {*SECRETS} - {"quagga", "77.77"}
    assert ("77.77" in found) == (kind == "rate")
