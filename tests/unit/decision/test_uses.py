"""Uses: what a request takes from the limits of its policy."""

from __future__ import annotations

from returnkit.decision import LimitUse, decide, limits_used
from returnkit.facts import Order, ReturnHistory, ReturnRequest
from returnkit.policy import Counted, Policy
from tests.builders import a_line, a_policy, a_request, an_item, an_order
from tests.settling import NOW

OFFERS = "{id: offers, offer: [refund, exchange], within: unlimited}"
THREE = "{id: three, limit: {units: 3, counter: shirts}}"


def used(
    policy: Policy,
    request: ReturnRequest,
    order: Order | None = None,
    history: ReturnHistory | None = None,
) -> list[tuple[str, str, int]]:
    decision = decide(policy, order or an_order([a_line(quantity=9)]), request, at=NOW, history=history)
    return [(each.counter, each.of.value, each.units) for each in limits_used(decision)]


def asked(units: int) -> ReturnRequest:
    return a_request(an_item("line-1", units))


def test_a_policy_without_limits_counts_nothing() -> None:
    assert used(a_policy(OFFERS), asked(2)) == []


def test_what_is_allowed_is_taken() -> None:
    assert used(a_policy(OFFERS, THREE), asked(2), history=ReturnHistory()) == [("shirts", "customer", 2)]


def test_what_the_limit_refuses_takes_nothing() -> None:
    policy = a_policy(OFFERS, THREE)
    before = ReturnHistory(counters={"shirts": 2})

    assert used(policy, asked(2), history=before) == [("shirts", "customer", 1)]
    assert used(policy, asked(2), history=ReturnHistory(counters={"shirts": 3})) == []


def test_of_a_past_that_is_not_known_the_most_is_taken() -> None:
    assert used(a_policy(OFFERS, THREE), asked(2)) == [("shirts", "customer", 2)]
    assert used(a_policy(OFFERS, THREE), asked(5)) == [("shirts", "customer", 3)]


def test_units_that_a_rule_refuses_take_nothing() -> None:
    policy = a_policy("{id: worn, when: request.reason == 'worn', refuse: Worn.}", OFFERS, THREE)
    items = (an_item("line-1", 1, reason="worn"), an_item("line-1", 2, reason="size"))

    assert used(policy, a_request(*items), history=ReturnHistory()) == [("shirts", "customer", 2)]


def test_units_that_are_refused_with_their_set_take_nothing() -> None:
    policy = a_policy(OFFERS, THREE, "{id: all, whole: line}")

    assert used(policy, asked(2), history=ReturnHistory()) == []
    assert used(policy, a_request(an_item("line-1", 9)), history=ReturnHistory()) == []


def test_units_that_are_refused_at_the_door_take_nothing() -> None:
    policy = a_policy(OFFERS, THREE, "{id: no-mail, not_by: mail}")
    request = a_request(an_item("line-1", 2), method="mail")

    assert used(policy, request, history=ReturnHistory()) == []


def test_items_without_a_limit_take_nothing() -> None:
    policy = a_policy(
        OFFERS, "{id: three, when: item.category == 'coats', limit: {units: 3, counter: coats}}"
    )

    assert used(policy, asked(2), history=ReturnHistory()) == []


def test_each_counter_is_told_with_whose_it_is_in_the_order_of_the_policy() -> None:
    policy = a_policy(
        OFFERS,
        "{id: home, limit: {units: 5, counter: shirts, of: household}}",
        "{id: own, for: exchange, limit: {units: 1, counter: swaps}}",
    )
    decision = decide(policy, an_order([a_line(quantity=9)]), asked(2), at=NOW, history=ReturnHistory())

    assert limits_used(decision) == (
        LimitUse("shirts", Counted.HOUSEHOLD, 2),
        LimitUse("swaps", Counted.CUSTOMER, 1),
    )
