"""A policy sorted by its things, and the faults of one that was built in Python."""

from __future__ import annotations

import pytest

from returnkit.errors import DocumentError
from returnkit.facts import Declaration, Resolution
from returnkit.ids import PolicyId
from returnkit.policy import (
    Policy,
    Rule,
    Standing,
    allow,
    compile_policy,
    examine,
    offer,
    only,
    refuse,
    review,
    rule,
    scope,
    when,
    withhold,
    within,
)

LAST = rule("last", within("30 days of delivery"))


def a_policy(*rules: Rule) -> Policy:
    return Policy(id=PolicyId("shop"), rules=rules)


def test_each_search_holds_the_rules_that_speak_about_its_thing_in_order() -> None:
    policy = a_policy(
        rule("gifts", when("item.is_gift_card"), refuse()),
        rule("keep-it", when("customer.is_guest"), allow(), scope("exchange")),
        rule("look", when("customer.is_guest"), review(), scope("refund")),
        rule("credit-only", when("customer.is_guest"), only("late")),
        rule("no-late", withhold("late")),
        rule("offers", offer("refund", "exchange", late="store_credit")),
        rule("short", when("customer.is_guest"), within("3 days of order"), scope("refund")),
        LAST,
    )

    refund, exchange, late = compile_policy(policy).offers

    assert [condition.rule for condition in refund.standing.conditions] == ["gifts", "credit-only"]
    assert [condition.rule for condition in exchange.standing.conditions] == [
        "gifts",
        "keep-it",
        "credit-only",
    ]
    assert exchange.standing.effects == (Standing.REFUSED, Standing.ALLOWED, Standing.WITHHELD)
    assert [condition.rule for condition in late.standing.conditions] == ["gifts", "no-late"]
    assert [condition.rule for condition in refund.reviews] == ["look"]
    assert late.reviews == ()
    assert [condition.rule for condition in refund.window.conditions] == ["short", "last"]
    assert exchange.window is late.window
    assert late.gives is Resolution.STORE_CREDIT


def test_offers_stand_in_the_order_in_which_they_first_appear() -> None:
    policy = a_policy(
        rule("a", when("customer.is_guest"), offer("keep")), rule("b", offer("refund", "keep")), LAST
    )

    assert [made.name for made in compile_policy(policy).offers] == ["keep", "refund"]
    assert [condition.rule for condition in compile_policy(policy).offers[0].exists.conditions] == ["a", "b"]


def test_when_and_unless_join() -> None:
    both = Rule.model_validate(
        {"id": "a", "when": "customer.is_guest", "unless": "item.is_gift_card", "refuse": {}}
    )
    never = Rule.model_validate({"id": "b", "unless": "item.is_gift_card", "refuse": {}})
    always = Rule.model_validate({"id": "c", "when": True, "refuse": {}})

    compiled = compile_policy(a_policy(both, never, always, rule("d", offer("refund")), LAST))

    guest = (False, True)
    for is_guest in guest:
        for is_gift in guest:
            views = {"customer": _view(is_guest=is_guest), "item": _view(is_gift_card=is_gift)}
            ordered = tuple(views.get(root) for root in compiled.roots)
            asked = [condition.ask(ordered) for condition in compiled.conditions[:3]]
            assert asked == [is_guest and not is_gift, not is_gift, True]


def _view(**values: bool) -> object:
    return type("View", (), values)()


def test_the_names_and_windows_of_a_policy_are_each_there_once() -> None:
    compiled = compile_policy(
        a_policy(
            rule("a", when("customer.is_guest and item.is_gift_card"), refuse()),
            rule("b", when("customer.is_guest"), within("30 days of delivery")),
            rule("c", offer("refund")),
            LAST,
        )
    )

    assert compiled.names == {"customer.is_guest", "item.is_gift_card"}
    assert [str(window) for window in compiled.windows] == ["30 days of delivery"]


def test_a_policy_built_in_python_tells_its_faults_by_path() -> None:
    policy = Policy(
        id=PolicyId("shop"),
        facts={"item.grade": Declaration(type="numbr")},
        define={"vip": "customer.teir"},
        rules=(
            rule("a", when("item.categry == 1 and nope"), offer("refund")),
            rule("a", withhold("refnd")),
        ),
    )

    with pytest.raises(DocumentError) as refused:
        compile_policy(policy)

    faults = refused.value.faults
    assert [(fault.code, fault.path) for fault in faults] == [
        ("facts.unknown_type", 'facts["item.grade"].type'),
        ("expr.unknown_name", "define.vip"),
        ("expr.unknown_name", "rules[0].when"),
        ("expr.unknown_name", "rules[0].when"),
        ("policy.duplicate_rule", "rules[1].id"),
        ("policy.unknown_offer", "rules[1].withhold"),
        ("policy.no_window", "rules[0].offer"),
    ]
    assert all(fault.span is None for fault in faults)
    assert str(refused.value).startswith('shop  facts["item.grade"].type: unknown type `numbr`')


def test_a_policy_without_faults_is_examined_to_its_compiled_form() -> None:
    compiled, faults = examine(a_policy(rule("a", offer("refund")), LAST))

    assert faults == ()
    assert compiled is not None


def test_a_window_of_its_own_closes_the_list_for_its_offer_only() -> None:
    _, faults = examine(
        a_policy(
            rule("a", offer("refund"), within("3 days of order")),
            rule("b", offer("keep")),
            rule("c", when("customer.is_guest"), within("5 days of order")),
            LAST,
        )
    )

    assert faults == ()


@pytest.mark.parametrize("given", ["true", " true ", True])
def test_a_window_that_is_always_true_is_unconditional(given: object) -> None:
    always = Rule.model_validate({"id": "w", "when": given, "within": "3 days of order"})

    _, faults = examine(a_policy(rule("a", offer("refund")), always))
    assert faults == ()

    _, faults = examine(a_policy(rule("a", offer("refund")), always, LAST))
    assert [fault.code for _, fault in faults] == ["policy.dead_window"]
