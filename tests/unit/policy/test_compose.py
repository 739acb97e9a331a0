"""Policies are values that combine: added, replaced, scoped, overridden."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from pydantic import ValidationError

from returnkit.decision import Verdict, decide
from returnkit.errors import DocumentError, ExpressionError, InstantError, UnknownRuleError
from returnkit.facts import Declaration
from returnkit.ids import PolicyId
from returnkit.policy import (
    Override,
    Period,
    Policy,
    Rule,
    Version,
    allow,
    approve,
    compile_policy,
    fee,
    in_force,
    load_policy,
    offer,
    overridden,
    override,
    refuse,
    replace,
    review,
    rule,
    scoped,
    shipping,
    waive,
    when,
    when_all,
    when_any,
    within,
    write_policy,
)
from tests.builders import a_request, an_order

UNTIL = datetime(2026, 12, 24, tzinfo=UTC)
AT = datetime(2026, 12, 20, tzinfo=UTC)
OPEN = rule("open", offer("refund"), within("30 days of delivery"))
SALE = rule("sale", when("item.discount_percent > 50"), refuse("Sold is sold."))
GIFTS = rule("gifts", when("item.is_gift_card"), refuse())
LAST = rule("last", within("unlimited"))


def a_policy(*rules: Rule, id: str = "shop", **fields: object) -> Policy:
    return Policy.model_validate({"id": PolicyId(id), "rules": rules or (OPEN,)} | fields)


def codes_of(refused: pytest.ExceptionInfo[DocumentError]) -> list[tuple[str, str]]:
    return [(fault.code, fault.path) for fault in refused.value.faults]


# --- addition ----------------------------------------------------------------------------------------


def test_rules_of_the_left_stand_above_those_of_the_right() -> None:
    assert (SALE + a_policy()).rules == (SALE, OPEN)
    assert (a_policy() + GIFTS).rules == (OPEN, GIFTS)
    assert (a_policy(SALE, GIFTS) + a_policy()).rules == (SALE, GIFTS, OPEN)


def test_settings_are_those_of_the_left_policy() -> None:
    left = a_policy(
        SALE, id="left", timezone="Asia/Seoul", version=Version(orders=Period(first=date(2026, 11, 1)))
    )
    right = a_policy(id="right", timezone="UTC")

    both = left + right

    assert (both.id, both.timezone, both.version) == ("left", "Asia/Seoul", left.version)
    assert (GIFTS + right).id == "right"


def test_floors_facts_and_definitions_add_up() -> None:
    opened, sealed = Declaration(type="boolean", ask="shopper"), Declaration(type="boolean", ask="staff")
    left = a_policy(SALE, floor=("statute",), facts={"item.opened": opened}, define={"a": "item.opened"})
    right = a_policy(
        floor=("strict", "statute"),
        facts={"item.opened": opened, "item.sealed": sealed},
        define={"b": "true"},
    )

    both = left + right

    assert both.floor == ("statute", "strict")
    assert dict(both.facts) == {"item.opened": opened, "item.sealed": sealed}
    assert dict(both.define) == {"a": "item.opened", "b": "true"}


def test_what_contradicts_is_told_at_once() -> None:
    left = a_policy(
        OPEN, facts={"item.x": Declaration(type="boolean")}, define={"a": "true"}, currency="EUR", id="left"
    )
    right = a_policy(OPEN, facts={"item.x": Declaration(type="number")}, define={"a": "false"}, id="right")

    with pytest.raises(DocumentError) as refused:
        left + right

    assert codes_of(refused) == [
        ("policy.duplicate_rule", "rules[0].id"),
        ("policy.fact_differs", 'facts["item.x"]'),
        ("policy.definition_differs", "define.a"),
        ("policy.currency_differs", "currency"),
    ]
    assert "`replace` puts one rule in the place of the other" in str(refused.value)


@pytest.mark.parametrize("other", [3, "rule", None, (OPEN,)])
def test_only_policies_and_rules_add_up(other: object) -> None:
    with pytest.raises(TypeError):
        a_policy() + other
    with pytest.raises(TypeError):
        other + a_policy()


def test_two_rules_are_no_policy() -> None:
    with pytest.raises(TypeError):
        SALE + OPEN  # type: ignore[operator]  # what is tested


def test_the_totality_of_windows_is_checked_on_the_whole() -> None:
    offers = a_policy(rule("offers", offer("refund")))

    compile_policy(offers + LAST)
    with pytest.raises(DocumentError, match="can be on offer without a window"):
        compile_policy(offers)


# --- replacement -------------------------------------------------------------------------------------


def test_a_rule_takes_the_place_of_the_one_with_its_id() -> None:
    mild = rule("sale", when("item.discount_percent > 70"), refuse("Sold is sold."))

    assert replace(a_policy(GIFTS, SALE, OPEN), mild).rules == (GIFTS, mild, OPEN)


def test_a_rule_that_is_not_there_is_not_replaced() -> None:
    with pytest.raises(UnknownRuleError, match="`shop` has no rule `sal`") as refused:
        replace(a_policy(SALE, OPEN), rule("sal", allow()))

    assert refused.value.help == "did you mean `sale`?"


# --- scope -------------------------------------------------------------------------------------------


def test_a_scope_joins_the_condition_of_every_rule() -> None:
    policy = a_policy(SALE, rule("or", when("item.is_gift_card or item.quantity > 2"), review()), OPEN)

    narrowed = scoped(policy, when('order.market == "eu"'))

    assert [each.when for each in narrowed.rules] == [
        '(order.market == "eu") and (item.discount_percent > 50)',
        '(order.market == "eu") and (item.is_gift_card or item.quantity > 2)',
        'order.market == "eu"',
    ]


def test_a_scope_leaves_periods_and_exceptions() -> None:
    odd = Rule.model_validate(
        {"id": "odd", "placed": "2026-11-01..", "unless": "item.is_gift_card", "within": "5 days of order"}
    )

    narrowed = scoped(a_policy(odd, OPEN), "item.quantity > 1").rules[0]

    assert (narrowed.placed, narrowed.unless, narrowed.when) == (odd.placed, odd.unless, "item.quantity > 1")


def test_a_scope_that_is_always_true_changes_nothing() -> None:
    policy = a_policy(SALE, OPEN, floor=("statute",))

    assert scoped(policy, "true") is policy


def test_a_scope_may_use_the_names_of_the_policy() -> None:
    policy = a_policy(
        facts={"item.opened": Declaration(type="boolean", ask="shopper")}, define={"a": "item.opened"}
    )

    assert scoped(policy, "a").rules[0].when == "a"


@pytest.mark.parametrize("condition", ["order.markt == 1", "accepted.value > 3", "order.market =="])
def test_a_scope_is_a_condition_that_the_policy_can_read(condition: str) -> None:
    with pytest.raises(ExpressionError):
        scoped(a_policy(), condition)


AUTOMATIC = rule("automatic", when("accepted.value < 100"), approve("automatic"))
ANY = rule("any", when_any("item.quantity > 1"), shipping("refund_paid"))
ALL = rule("all", when_all("item.is_returned_in_full"), waive("label"))
LABEL = rule("label", fee("label", flat="6.50", per="return"))


def test_a_scope_about_the_order_joins_the_condition_of_rules_about_the_return() -> None:
    narrowed = scoped(a_policy(AUTOMATIC, ANY, ALL, LABEL, OPEN), 'order.market == "eu"')

    assert [(each.when, each.when_any, each.when_all) for each in narrowed.rules[:4]] == [
        ('(order.market == "eu") and (accepted.value < 100)', None, None),
        ('order.market == "eu"', "item.quantity > 1", None),
        ('order.market == "eu"', None, "item.is_returned_in_full"),
        ('order.market == "eu"', None, None),
    ]
    compile_policy(narrowed + LAST)


def test_a_scope_about_items_is_asked_of_every_accepted_item() -> None:
    narrowed = scoped(a_policy(AUTOMATIC, ANY, ALL, LABEL, OPEN), 'item.category == "shoes"')

    assert [(each.when, each.when_any, each.when_all) for each in narrowed.rules] == [
        ("accepted.value < 100", None, 'item.category == "shoes"'),
        (None, "item.quantity > 1", 'item.category == "shoes"'),
        (None, None, '(item.category == "shoes") and (item.is_returned_in_full)'),
        (None, None, 'item.category == "shoes"'),
        ('item.category == "shoes"', None, None),
    ]
    compile_policy(narrowed + LAST)


def test_a_policy_with_floors_is_not_scoped() -> None:
    with pytest.raises(ValueError, match="the floors of `shop` hold for all orders"):
        scoped(a_policy(floor=("statute",)), "item.quantity > 1")


def test_two_scoped_policies_are_one() -> None:
    eu = scoped(a_policy(rule("eu", offer("refund"), within("60 days of delivery"))), 'order.market == "eu"')
    policy = eu + scoped(a_policy(OPEN), 'order.market != "eu"') + LAST

    for market, days in (("eu", 60), ("us", 30)):
        found = decide(policy, an_order(market=market), a_request(), at=AT).items[0].offers[0]
        assert found.closes == datetime(2026, 11, 6, tzinfo=UTC) + timedelta(days=days)


# --- overrides ---------------------------------------------------------------------------------------

KIND = rule("kind", allow())


def test_an_override_stands_above_all_and_tells_who_and_why() -> None:
    policy = override(a_policy(SALE, OPEN), [KIND], who="kim", why="Broken in our store.", until=UNTIL)

    assert policy.rules == (KIND, SALE, OPEN)
    assert policy.overrides == (Override(who="kim", why="Broken in our store.", until=UNTIL, rules=(KIND,)),)


def test_an_override_may_open_a_window_that_closes_all_others() -> None:
    """For one return it is no fault that the windows below can never hold."""
    late = rule("late", within("unlimited"))
    order = an_order()

    policy = override(a_policy(SALE, OPEN), [late], who="kim", why="Ill for weeks.", until=UNTIL)

    at = AT + timedelta(days=300)
    assert decide(a_policy(SALE, OPEN), order, a_request(), at=at).items[0].verdict is Verdict.INELIGIBLE
    assert decide(policy, order, a_request(), at=at).items[0].verdict is Verdict.ELIGIBLE
    with pytest.raises(DocumentError, match="the window can never hold"):
        compile_policy(late + a_policy(SALE, OPEN))


def test_an_override_may_offer_what_its_own_window_closes() -> None:
    rules = [rule("credit", offer("store_credit")), rule("long", within("90 days of delivery"))]

    compile_policy(override(a_policy(), rules, who="kim", why="Kindness.", until=UNTIL))


def test_the_latest_override_stands_on_top() -> None:
    first = override(a_policy(), [KIND], who="kim", why="One.", until=UNTIL)
    second = override(first, [GIFTS], who="lee", why="Two.", until=UNTIL + timedelta(days=9))

    assert second.rules == (GIFTS, KIND, OPEN)
    assert in_force(second, at=UNTIL) == override(
        a_policy(), [GIFTS], who="lee", why="Two.", until=UNTIL + timedelta(days=9)
    )


@pytest.mark.parametrize(("at", "holds"), [(UNTIL - timedelta(microseconds=1), True), (UNTIL, False)])
def test_an_override_ends_at_its_instant(at: datetime, holds: bool) -> None:
    given = Override(who="kim", why="Kindness.", until=UNTIL, rules=(KIND,))

    policy = overridden(a_policy(), given, at=at)

    assert (KIND in policy.rules) is holds
    assert policy == in_force(overridden(a_policy(), given, at=AT), at=at)


def test_an_overridden_policy_is_written_and_loaded_again() -> None:
    policy = override(a_policy(SALE, OPEN), [KIND], who="kim", why="Kindness.", until=UNTIL)

    assert load_policy(write_policy(policy)) == policy


def test_an_override_keeps_ids_apart() -> None:
    with pytest.raises(DocumentError) as refused:
        override(a_policy(), [OPEN], who="kim", why="Kindness.", until=UNTIL)

    assert codes_of(refused) == [("policy.duplicate_rule", "rules[0].id")]


def test_nothing_is_put_above_an_override() -> None:
    policy = override(a_policy(), [KIND], who="kim", why="Kindness.", until=UNTIL)

    with pytest.raises(DocumentError) as refused:
        SALE + policy
    assert codes_of(refused) == [("policy.override_below", "")]
    with pytest.raises(ValidationError, match="the rules of its overrides are not the first of its rules"):
        policy.evolve(rules=(SALE, *policy.rules))
    assert (policy + SALE).rules == (KIND, OPEN, SALE)


def test_a_scope_narrows_an_override_too() -> None:
    policy = override(a_policy(), [KIND], who="kim", why="Kindness.", until=UNTIL)

    narrowed = scoped(policy, "item.quantity > 1")

    assert narrowed.overrides[0].rules == narrowed.rules[:1]


@pytest.mark.parametrize(
    ("who", "why", "rules", "until"),
    [
        ("", "Why.", [KIND], UNTIL),
        ("kim", "", [KIND], UNTIL),
        ("kim", "Why.", [], UNTIL),
        ("kim", "Why.", [KIND], datetime(2026, 12, 24)),  # noqa: DTZ001 - what is refused
    ],
)
def test_an_override_says_who_why_what_and_until_when(
    who: str, why: str, rules: list[Rule], until: datetime
) -> None:
    with pytest.raises(ValidationError):
        override(a_policy(), rules, who=who, why=why, until=until)


def test_an_instant_without_a_zone_is_refused() -> None:
    with pytest.raises(InstantError):
        in_force(a_policy(), at=datetime(2026, 12, 24))  # noqa: DTZ001 - what is refused
