"""Publishing laws: what holds of the page and the structured data of every policy."""

from __future__ import annotations

import json
from typing import Final

from returnkit import Policy, Rule
from returnkit.publishing import Page, html, json_ld, markdown, merchant_return_policy, policy_page
from tests.schema_org import faults_of

LOCALES = ("en", "ko")


def law_everything_public_is_on_the_page_and_traced(policy: Policy) -> None:
    """Every public rule has a sentence, and every sentence a rule or a key of the head.

    Planted bug: sentences of one topic are left out.
    """
    public = {rule.id for rule in _rules(policy) if not rule.internal}
    for locale in LOCALES:
        page = policy_page(policy, locale)
        own = [each for each in page.sentences if each.policy == policy.id]
        assert {name for each in own for name in each.rules} == public
        assert all(bool(each.rules) is not bool(each.head) for each in page.sentences)
        assert all(each.text.strip() for each in page.sentences)
        _it_is_rendered(page)


def law_an_internal_rule_leaves_no_trace_but_its_words(policy: Policy) -> None:
    """Another condition and id of internal rules give the same page.

    Planted bug: an internal rule is said as any other.
    """
    changed = policy.evolve(
        rules=(*policy.overriding, *(_hidden(number, rule) for number, rule in enumerate(_rules(policy))))
    )

    for locale in LOCALES:
        assert policy_page(policy, locale) == policy_page(changed, locale)


def law_what_is_not_in_the_data_is_unsaid(policy: Policy) -> None:
    """The data are valid, hold no float, and leave no effect unmentioned that has a condition.

    Planted bug: a fee for some offers only is told as that of all returns.
    """
    found = merchant_return_policy(policy)

    assert faults_of(found.data) == []
    assert json.loads(json_ld(found), parse_float=_refuse) == found.data
    unsaid = {(each.rule, each.effect) for each in found.unsaid}
    for rule in _rules(policy):
        texts = (rule.when, rule.unless, rule.when_any, rule.when_all)
        has_condition = any(text is not None and text not in ("true", "True") for text in texts)
        if rule.internal or (has_condition and not _may_be_certain(rule, policy)):
            assert {(rule.id, effect) for effect in rule.effects} <= unsaid


LAWS: Final = (
    law_everything_public_is_on_the_page_and_traced,
    law_an_internal_rule_leaves_no_trace_but_its_words,
    law_what_is_not_in_the_data_is_unsaid,
)


def _rules(policy: Policy) -> tuple[Rule, ...]:
    return policy.rules[len(policy.overriding) :]


def _hidden(number: int, rule: Rule) -> Rule:
    is_always = rule.when in (None, "true") and rule.unless is None and rule.placed is None
    if not rule.internal or is_always:  # without it an offer may lack a window
        return rule
    never = {"unless": None, "placed": None, "when_any": None, "when_all": None}
    return rule.evolve(id=f"hidden-{number}", when='order.number == "another"', **never)


def _may_be_certain(rule: Rule, policy: Policy) -> bool:
    """Return whether names alone may make the condition of *rule* true for every return."""
    texts = " ".join(text for text in (rule.when, rule.unless, rule.when_any, rule.when_all) if text)
    words = ("request.fault", "true", "false", *policy.define)
    return any(word in texts for word in words)


def _it_is_rendered(page: Page) -> None:
    assert len(markdown(page).splitlines()) >= len(page.sentences)
    assert html(page).count("<li>") + html(page).count("<p>") == len(page.sentences)


def _refuse(text: str) -> float:
    raise AssertionError(text)
