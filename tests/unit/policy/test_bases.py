"""A policy may change another: its rules stand above, and what it does not say is as there."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from returnkit.errors import DocumentError
from returnkit.ids import PolicyId
from returnkit.policy import Policy, allow, compile_policy, load_policy, offer, override, rule, within

EU = load_policy("""\
policy: eu-shop
version: {orders: 2026-11-01.., revision: 1}
currency: EUR
timezone: Europe/Berlin
floor: statute
facts:
  item.opened: {type: boolean, ask: shopper, doc: Whether it was opened.}
define:
  gift: item.is_gift_card
rules:
- {id: gifts, when: gift, refuse: No gift cards.}
- {id: all, offer: refund, within: 30 days of delivery}
""")
LIBRARY = {"eu-shop": EU}
REVIEW = "rules: [{id: opened, when: item.opened and not gift, review: true}]\n"


def loaded(head: str, rules: str = REVIEW) -> Policy:
    return load_policy(f"policy: de-shop\nbase: eu-shop\n{head}{rules}", library=LIBRARY)


def faults_of(head: str, rules: str = REVIEW, **library: Policy) -> list[tuple[str, str, str]]:
    with pytest.raises(DocumentError) as refused:
        load_policy(f"policy: de-shop\n{head}{rules}", library=LIBRARY | library)
    assert all(fault.span for fault in refused.value.faults)
    return [(fault.code, fault.path, fault.message) for fault in refused.value.faults]


def test_the_rules_stand_above_those_of_the_base() -> None:
    policy = loaded("")

    assert [each.id for each in policy.rules] == ["opened", "gifts", "all"]
    assert (policy.id, policy.base) == ("de-shop", None)
    assert (policy.facts, policy.define) == (EU.facts, EU.define)


def test_what_a_document_does_not_say_is_as_in_its_base() -> None:
    policy = loaded("")

    assert (policy.currency, policy.timezone, policy.floor) == ("EUR", "Europe/Berlin", ("statute",))
    assert policy.version is None


def test_what_a_document_says_is_its_own_and_floors_add_up() -> None:
    policy = loaded("timezone: UTC\nversion: {orders: 2027-01-01..}\n")

    assert policy.timezone == "UTC"
    assert str(policy.version) == "orders 2027-01-01.., revision 1"

    law = load_policy(
        "policy: law\ncurrency: EUR\nrules: [{id: a, offer: {law: refund}, within: unlimited}]\n"
    )
    both = load_policy(
        f"policy: de-shop\nbase: eu-shop\nfloor: law\n{REVIEW}", library=LIBRARY | {"law": law}
    )
    assert both.floor == (law, "statute")


def test_facts_and_definitions_of_both_are_known() -> None:
    policy = loaded(
        "facts: {item.sealed: {type: boolean, ask: staff}}\n"
        "define: {new: not item.opened, gift: item.is_gift_card}\n",
        "rules: [{id: a, when: new and item.sealed, allow: true}]\n",
    )

    assert [*policy.facts] == ["item.opened", "item.sealed"]
    assert [*policy.define] == ["gift", "new"]


def test_a_fact_told_in_other_words_is_the_same_fact() -> None:
    policy = loaded("facts: {item.opened: {type: boolean, ask: shopper, doc: Opened?}}\n")

    assert policy.facts["item.opened"].doc == "Opened?"


def test_a_base_loads_again_from_what_it_became() -> None:
    policy = loaded("")

    assert load_policy(policy.model_dump_json(by_alias=True, exclude_defaults=True), name="a.json") == policy


@pytest.mark.parametrize(
    ("head", "rules", "code", "path"),
    [
        ("currency: USD\n", REVIEW, "policy.currency_differs", "currency"),
        (
            "facts: {item.opened: {type: boolean, ask: staff}}\n",
            REVIEW,
            "policy.fact_differs",
            'facts["item.opened"]',
        ),
        ("define: {gift: item.opened}\n", REVIEW, "policy.definition_differs", "define.gift"),
        ("", "rules: [{id: all, review: true}]\n", "policy.duplicate_rule", "rules[0].id"),
        ("", "rules: [{id: a, within: 60 days of delivery}]\n", "policy.dead_window", "base"),
        ("define: {a: item.opend}\n", REVIEW, "expr.unknown_name", "define.a"),
        ("", "rules: [{id: a, when: item.opend, review: true}]\n", "expr.unknown_name", "rules[0].when"),
    ],
)
def test_a_contradiction_is_told_once_and_in_the_document(
    head: str, rules: str, code: str, path: str
) -> None:
    ((found, where, _),) = faults_of(f"base: eu-shop\n{head}", rules)

    assert (found, where) == (code, path)


def test_what_goes_wrong_in_the_base_is_told_of_its_rule() -> None:
    ((_, _, message),) = faults_of("base: eu-shop\n", "rules: [{id: a, within: 60 days of delivery}]\n")

    assert (
        message
        == "`all` of `eu-shop`, under these rules: the window can never hold: `a` above it always does"
    )


def test_an_unknown_base_is_told_alone() -> None:
    """Without the names of its base nothing else can be judged."""
    assert faults_of("base: eu-sop\n") == [("policy.unknown_base", "base", "no policy `eu-sop` is at hand")]


def test_faults_of_shape_are_told_with_those_of_conditions_that_read_the_base() -> None:
    found = faults_of(
        "base: eu-shop\ntimezone: Mars/Base\n", "rules: [{id: a, when: gift and itm.x, review: true}]\n"
    )

    assert [(code, path) for code, path, _ in found] == [
        ("document.value", "timezone"),
        ("expr.unknown_name", "rules[0].when"),
    ]


@pytest.mark.parametrize("base", ["base: eu-sop\n", "base: 3\n"])
def test_without_its_base_no_condition_of_a_faulty_shape_is_judged(base: str) -> None:
    found = faults_of(f"{base}timezone: Mars/Base\n", "rules: [{id: a, when: gift, review: true}]\n")

    assert [path for _, path, _ in found] == ["base", "timezone"]


def test_an_overridden_policy_is_no_base() -> None:
    until = datetime(2027, 1, 1, tzinfo=UTC)
    kind = override(EU, [rule("kind", allow())], who="kim", why="Broken in our store.", until=until)

    ((code, path, _),) = faults_of("base: kind\n", kind=kind)

    assert (code, path) == ("policy.override_below", "base")


def test_a_base_is_followed_only_when_a_document_is_loaded() -> None:
    policy = Policy(id=PolicyId("a"), base="b", rules=(rule("all", offer("refund"), within("unlimited")),))

    with pytest.raises(DocumentError, match="no policy `b` is at hand"):
        compile_policy(policy)
