"""Which obligations a decision meets: a leaf that decides, of a rule that matters."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache

import pytest

from returnkit import load_policy
from returnkit.decision import Decision, decide
from returnkit.errors import ReplayError
from returnkit.facts import RequestedItem, ReturnHistory
from returnkit.policy import Policy, compile_policy, holding
from returnkit.situations import UNKNOWN, decided, situation
from returnkit.testing.coverage import met_by, obligations
from tests.builders import PLACED, a_line, a_request, an_item, an_order

ALL = "- {id: all, offer: refund, within: 30 days of delivery}\n"
FACTS = """\
facts:
  item.weight: {type: number}
  item.opened: {type: boolean, ask: shopper}
  item.sealed: {type: boolean, ask: shopper}
  item.grade: {type: [a, b], ask: inspection}
"""


@cache
def a_policy(rules: str, head: str = "", rest: str = ALL) -> Policy:
    return load_policy(f"policy: shop\n{head}{FACTS}rules:\n{rules}{rest}", name="shop.yaml")


def a_rule(when: str, effect: str = "refuse: No.") -> str:
    return f"- {{id: r, when: '{when}', {effect}}}\n"


def told(policy: Policy, **given: object) -> frozenset[str]:
    """Return what is met in the situation in which this is so; `__` is a dot."""
    names = {name.replace("__", "."): value for name, value in given.items()}
    return met_by(decided(policy, situation(policy, names)))


def of_rule(keys: frozenset[str], rule: str = "r") -> set[str]:
    return {key.removeprefix(f"{rule}/") for key in keys if key.startswith(f"{rule}/")}


def asked(policy: Policy, *items: RequestedItem, at: timedelta = timedelta(days=10)) -> Decision:
    order = an_order([a_line(item.line_id, quantity=3) for item in items])
    return decide(policy, order, a_request(*items), at=PLACED + at, history=ReturnHistory())


def an_opened(line: str, *, opened: bool = True, **fields: int) -> RequestedItem:
    return an_item(line, answers={"opened": opened}, **fields)


# --- leaves ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("opened", "sealed", "shown"),
    [
        (True, True, {"0/true", "1/true"}),
        (True, False, {"1/false"}),
        (False, True, {"0/false"}),
        (False, False, set()),
    ],
)
def test_a_leaf_decides_an_and_where_the_others_are_true(opened: bool, sealed: bool, shown: set[str]) -> None:
    found = of_rule(
        told(a_policy(a_rule("item.opened and item.sealed")), item__opened=opened, item__sealed=sealed)
    )

    assert found - {"speaks", "above/all"} == {f"when/{key}" for key in shown}


@pytest.mark.parametrize(
    ("opened", "sealed", "shown"),
    [
        (True, True, set()),
        (True, False, {"0/true"}),
        (False, True, {"1/true"}),
        (False, False, {"0/false", "1/false"}),
    ],
)
def test_a_leaf_decides_an_or_where_the_others_are_false(opened: bool, sealed: bool, shown: set[str]) -> None:
    found = of_rule(
        told(a_policy(a_rule("item.opened or item.sealed")), item__opened=opened, item__sealed=sealed)
    )

    assert found - {"speaks", "above/all"} == {f"when/{key}" for key in shown}


def test_the_test_of_a_choice_decides_where_its_outcomes_differ() -> None:
    policy = a_policy(a_rule("item.opened ? item.sealed : item.is_final_sale"))

    found = told(policy, item__opened=True, item__sealed=True)

    assert of_rule(found) >= {"when/0/true", "when/1/true"}
    assert "when/2/false" not in of_rule(found)


def test_a_leaf_that_is_not_known_shows_nothing() -> None:
    policy = a_policy(a_rule("item.opened and item.sealed"))

    found = told(policy, item__opened=True, item__sealed=UNKNOWN)

    assert of_rule(found) == set()


def test_beside_a_leaf_that_is_not_known_none_decides() -> None:
    policy = a_policy(a_rule("item.opened or item.sealed"))

    assert of_rule(told(policy, item__opened=False, item__sealed=UNKNOWN)) == set()
    assert "when/0/true" in of_rule(told(policy, item__opened=True, item__sealed=False))


def test_what_only_the_inspection_tells_shows_nothing_before_it() -> None:
    policy = a_policy(a_rule('item.grade == "b"'))

    assert of_rule(told(policy)) == set()
    assert "when/true" in of_rule(told(policy, item__grade="b"))


def test_a_rule_below_one_that_decides_does_not_matter() -> None:
    above = "- {id: above, when: item.is_final_sale, refuse: No.}\n"
    policy = a_policy(above + a_rule("item.opened"))

    found = told(policy, item__is_final_sale=True, item__opened=True)

    assert of_rule(found) == set()
    assert "when/true" in of_rule(found, "above")


def test_a_rule_whose_window_is_as_long_as_the_next_matters_as_the_one_that_is_named() -> None:
    policy = a_policy(
        a_rule("item.opened", "within: 14 days of delivery"),
        rest="- {id: all, offer: refund, within: 14 days of delivery}\n",
    )

    found = of_rule(told(policy, item__opened=True))

    # Which rule's window it is shows in the decision.
    assert "when/true" in found


def test_a_silent_rule_matters_where_it_would_have_spoken() -> None:
    policy = a_policy(a_rule("item.opened"))

    assert of_rule(told(policy, item__opened=False)) == {"when/false"}


def test_an_internal_rule_is_shown_as_any_other() -> None:
    policy = a_policy(a_rule("item.opened", "refuse: No., internal: true"))

    assert of_rule(told(policy, item__opened=True)) >= {"speaks", "when/true"}


def test_rules_of_floors_are_not_those_of_the_policy() -> None:
    floor = (
        "floor:\n- policy: law\n  rules:\n"
        "  - {id: r, limit: {units: 1, counter: shoes}}\n"
        "  - {id: all, offer: {law: refund}, within: 14 days of delivery}\n"
    )
    policy = a_policy("- {id: r, limit: {units: 5, counter: shoes}}\n", floor)

    found = told(policy, item__quantity=2, at="20 days after delivery")

    assert found == {"r/speaks", "r/passes", "all/speaks"}


def test_each_item_shows_what_it_is_alone() -> None:
    policy = a_policy(a_rule("item.opened"))

    both = met_by(asked(policy, an_opened("one", opened=True), an_opened("two", opened=False)))

    assert of_rule(both) >= {"when/true", "when/false"}


def test_an_item_shows_nothing_through_another() -> None:
    above = "- {id: above, when: item.quantity > 1, refuse: No.}\n"
    policy = a_policy(above + a_rule("item.opened") + "- {id: pay, approve: automatic}\n")

    found = met_by(asked(policy, an_opened("one", opened=True, quantity=2), an_opened("two", opened=False)))

    # That the second item would be refused changes who approves, and is nothing that the first one shows.
    assert of_rule(found) == {"when/false"}


# --- boundaries --------------------------------------------------------------------------------------


@pytest.mark.parametrize(("total", "key"), [(800, "800"), ("799.99", "799.99"), ("800.01", "800.01")])
def test_an_amount_meets_the_value_that_it_is(total: object, key: str) -> None:
    policy = a_policy(a_rule("order.total > 800"))

    found = of_rule(met_by(decided(policy, situation(policy, {"order.total": total}))))

    assert {each for each in found if "." in each or "8" in each} == {f"when/{key}"}


def test_a_currency_without_decimals_meets_whole_amounts() -> None:
    policy = a_policy(a_rule("order.total > 800"), "currency: JPY\n")

    assert "when/801" in of_rule(told(policy, order__total=801))


def test_a_boundary_where_another_part_decides_is_not_met() -> None:
    policy = a_policy(a_rule("order.total > 800 and item.opened"))

    assert "when/0/800" not in of_rule(told(policy, order__total=800, item__opened=False))
    assert "when/0/800" in of_rule(told(policy, order__total=800, item__opened=True))


def test_a_choice_is_met_where_it_is_the_one() -> None:
    policy = a_policy(a_rule('item.category in ["shoes", "bags"]'))

    assert of_rule(told(policy, item__category="bags")) >= {"when/bags", "when/true"}
    assert "when/shoes" not in of_rule(told(policy, item__category="bags"))


def test_a_choice_among_numbers_is_met_where_it_is_the_one() -> None:
    policy = a_policy(a_rule("item.weight in [1, 2.5]"))

    assert "when/2.5" in of_rule(told(policy, item__weight="2.5"))
    assert not {"when/1", "when/2.5"} & of_rule(told(policy, item__weight=2))


@pytest.mark.parametrize(
    ("placed", "key"),
    [
        ("2026-02-28 00:00", "2026-02-27T23:00:00+00:00"),
        ("2026-02-28 23:59", "2026-02-27T23:00:00+00:00"),
        ("2026-03-01 00:00", "2026-02-28T23:00:00+00:00"),
        ("2026-03-01 23:59", "2026-02-28T23:00:00+00:00"),
    ],
)
def test_a_day_beside_a_period_is_met_from_its_first_minute_to_its_last(placed: str, key: str) -> None:
    policy = a_policy("- {id: r, placed: 2026-03-01.., refuse: No.}\n", "timezone: Europe/Berlin\n")

    found = of_rule(told(policy, order__placed_at=placed))

    assert {each for each in found if "T" in each} == {f"when/{key}"}


def test_two_days_before_a_period_meets_no_boundary() -> None:
    policy = a_policy("- {id: r, placed: 2026-03-01.., refuse: No.}\n", "timezone: Europe/Berlin\n")

    assert of_rule(told(policy, order__placed_at="2026-02-27 23:59")) == {"when/false"}


# --- what rules do -----------------------------------------------------------------------------------


def test_a_limit_blocks_beyond_its_units_and_passes_within() -> None:
    policy = a_policy("- {id: r, limit: {units: 2, counter: shoes}}\n")

    assert of_rule(told(policy, counters__shoes=2)) == {"speaks", "blocks"}
    assert of_rule(told(policy, counters__shoes=1)) == {"speaks", "passes"}


def test_a_limit_that_divides_the_units_does_both() -> None:
    policy = a_policy("- {id: r, limit: {units: 2, counter: shoes}}\n")

    assert of_rule(told(policy, counters__shoes=1, item__quantity=3)) == {"speaks", "blocks", "passes"}


def test_a_limit_that_may_be_reached_does_neither() -> None:
    policy = a_policy("- {id: r, limit: {units: 2, counter: shoes}}\n")
    order, request = an_order(), a_request(an_item())

    found = met_by(decide(policy, order, request, at=PLACED + timedelta(days=10)))

    assert of_rule(found) == {"speaks"}


def test_what_a_rule_leaves_stands_where_no_rule_above_took_it() -> None:
    above = "- {id: sale, when: item.is_final_sale, withhold: refund}\n"
    both = ALL.replace("refund", "[refund, exchange]")
    policy = a_policy(above + a_rule("item.opened", "only: refund"), rest=both)

    assert of_rule(told(policy, item__opened=True)) >= {"speaks", "leaves"}
    assert "leaves" not in of_rule(told(policy, item__opened=False))
    assert "leaves" not in of_rule(told(policy, item__opened=True, at="day 31"))
    assert "leaves" not in of_rule(told(policy, item__opened=True, item__is_final_sale=True))


def test_a_door_blocks_a_method_and_passes_another() -> None:
    policy = a_policy("- {id: r, by: [mail]}\n")

    assert of_rule(told(policy, request__method="store")) == {"speaks", "blocks"}
    assert of_rule(told(policy, request__method="mail")) == {"speaks", "passes"}


def test_a_door_that_nobody_asks_for_passes_nothing() -> None:
    policy = a_policy("- {id: r, by: [mail]}\n")

    decision = decide(policy, an_order(), a_request(an_item(), method=None), at=PLACED + timedelta(days=10))

    assert of_rule(met_by(decision)) == {"speaks"}


def test_a_set_blocks_where_a_part_stays_with_the_customer() -> None:
    policy = a_policy("- {id: r, whole: line}\n")

    assert "blocks" in of_rule(told(policy, item__is_returned_in_full=False))
    assert "passes" in of_rule(told(policy, item__is_returned_in_full=True))


def test_one_item_passes_and_another_is_not_what_the_rule_speaks_of() -> None:
    policy = a_policy(a_rule("item.opened", "limit: {units: 1, counter: shoes}"))

    found = met_by(asked(policy, an_opened("one", quantity=1), an_opened("two", opened=False)))
    none = met_by(asked(policy, an_opened("two", opened=False)))

    assert "passes" in of_rule(found)
    assert "passes" not in of_rule(none)


# --- windows -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("at", "sides"),
    [
        ("day 29, 23:59", set()),
        ("day 30, 00:00", {"last"}),
        ("day 30, 23:59", {"last"}),
        ("day 31, 00:00", {"late"}),
        ("day 31, 23:59", {"late"}),
        ("day 32, 00:00", set()),
    ],
)
def test_a_window_of_days_is_met_on_its_last_day_and_the_first_too_late(at: str, sides: set[str]) -> None:
    found = of_rule(told(a_policy(""), at=at), "all")

    assert {key for key in found if key.startswith("window")} == {f"window/{side}" for side in sides}


@pytest.mark.parametrize(
    ("at", "sides"),
    [
        ("46 hours after delivery", set()),
        ("47 hours after delivery", {"last"}),
        ("48 hours after delivery", {"late"}),
        ("49 hours after delivery", set()),
    ],
)
def test_a_window_of_hours_is_met_within_an_hour(at: str, sides: set[str]) -> None:
    policy = a_policy("", rest="- {id: all, offer: refund, within: 48 hours of delivery}\n")

    found = of_rule(told(policy, at=at), "all")

    assert {key for key in found if key.startswith("window")} == {f"window/{side}" for side in sides}


@pytest.mark.parametrize(("delivered", "hours"), [("2026-02-27 12:00", 23), ("2026-09-25 12:00", 25)])
def test_a_last_day_is_that_of_the_calendar_where_clocks_change(delivered: str, hours: int) -> None:
    policy = a_policy("", "timezone: Europe/Berlin\n")
    given: dict[str, object] = {"order.placed_at": delivered, "order.delivered_at": delivered}
    ends = decided(policy, situation(policy, given)).items[0].offers[0].accepted_until
    assert ends is not None
    first = ends - timedelta(hours=hours)

    sides = []
    for at in (first - timedelta(minutes=1), first):
        keys = met_by(decided(policy, situation(policy, given | {"at": at})))
        sides.append("all/window/last" in keys)

    assert (ends.astimezone(policy.zone).hour, first.astimezone(policy.zone).hour) == (0, 0)
    assert sides == [False, True]


@pytest.mark.parametrize(
    ("at", "met"),
    [
        ("2026-04-22 23:59", set()),
        ("2026-04-23 00:30", {"window/last"}),
        ("2026-04-24 01:30", {"window/late"}),
        ("2026-04-25 00:30", set()),
    ],
)
def test_a_day_that_begins_an_hour_late_is_a_day(at: str, met: set[str]) -> None:
    policy = load_policy(
        "policy: shop\ntimezone: Africa/Cairo\nrules:\n"  # where the clock skips that midnight
        "- {id: all, offer: refund, within: 10 days of delivery}\n"
    )

    found = told(policy, order__delivered_at="2026-04-13 12:00", at=at)

    assert {key for key in of_rule(found, "all") if key.startswith("window")} == met


def test_the_window_of_another_rule_is_not_met() -> None:
    policy = a_policy(a_rule("item.opened", "within: 14 days of delivery"))

    found = told(policy, item__opened=True, at="day 14")

    assert "window/last" in of_rule(found)
    assert "window/last" not in of_rule(found, "all")


def test_a_window_that_ends_where_something_else_closes_it_anyway_is_not_met() -> None:
    policy = a_policy(a_rule("item.opened"))

    assert "window/late" in of_rule(told(policy, at="day 31"), "all")
    assert "window/late" not in of_rule(told(policy, item__opened=True, at="day 31"), "all")


def test_an_offer_after_another_is_met_around_its_opening() -> None:
    policy = a_policy("- {id: r, offer: exchange, after: refund, within: 60 days of delivery}\n")

    found = [of_rule(told(policy, at=at)) for at in ("day 30", "day 31")]

    assert [{key for key in each if key.startswith("window")} for each in found] == [
        {"window/early"},
        {"window/first"},
    ]


# --- the order of rules ------------------------------------------------------------------------------

TWO = a_rule("item.opened") + "- {id: s, when: item.sealed, allow: true}\n"


def test_an_order_is_met_where_both_rules_apply() -> None:
    policy = a_policy(TWO)

    assert "above/s" in of_rule(told(policy, item__opened=True, item__sealed=True))
    for given in ({"item__opened": False}, {"item__sealed": False}):
        both: dict[str, object] = {"item__opened": True, "item__sealed": True}
        assert "above/s" not in of_rule(told(policy, **both | given))


def test_an_order_is_not_met_below_a_rule_that_decides() -> None:
    policy = a_policy("- {id: top, when: item.is_final_sale, refuse: No.}\n" + TWO)

    found = told(policy, item__opened=True, item__sealed=True, item__is_final_sale=True)

    assert of_rule(found) == set()


def test_what_stands_between_two_rules_is_no_part_of_their_order() -> None:
    rules = (
        a_rule("item.opened", "fee: {name: label, flat: 3, per: unit}")
        + "- {id: between, when: item.is_final_sale, refuse: No.}\n"
        + "- {id: s, when: item.sealed, allow: true, waive: label}\n"
    )
    policy = a_policy("- {id: top, when: item.weight > 5, waive: label}\n" + rules)

    found = told(policy, item__opened=True, item__sealed=True, item__is_final_sale=True, item__weight=9)

    # The allow would win over the refusal that is between; the fee is waived wherever it stands.
    assert "between/above/s" in found
    assert "r/above/s" not in found


# --- rules about the whole return --------------------------------------------------------------------


def test_totals_of_a_return_are_met_at_their_constants() -> None:
    policy = a_policy("- {id: r, when: accepted.quantity > 1, approve: automatic}\n")

    assert of_rule(told(policy, item__quantity=1)) == {"when/false", "when/1"}
    assert of_rule(told(policy, item__quantity=2)) == {"speaks", "when/true", "when/2"}


def test_of_several_items_one_shows_a_when_any_and_all_show_its_no() -> None:
    policy = a_policy("- {id: r, when_any: item.opened, approve: automatic}\n")
    yes, no = an_opened("one"), an_opened("two", opened=False)

    assert of_rule(met_by(asked(policy, yes, no))) == {"speaks", "when_any/true"}
    assert of_rule(met_by(asked(policy, no, an_opened("three", opened=False)))) == {"when_any/false"}
    assert of_rule(met_by(asked(policy, yes, an_opened("three")))) == {"speaks"}


def test_of_several_items_all_show_a_when_all_and_one_shows_its_no() -> None:
    policy = a_policy("- {id: r, when_all: item.opened, approve: automatic}\n")
    yes, no = an_opened("one"), an_opened("two", opened=False)

    assert of_rule(met_by(asked(policy, yes, an_opened("three")))) == {"speaks", "when_all/true"}
    assert of_rule(met_by(asked(policy, yes, no))) == {"when_all/false"}
    assert of_rule(met_by(asked(policy, no, an_opened("three", opened=False)))) == set()


def test_a_part_that_is_not_known_leaves_the_others_as_they_are() -> None:
    policy = a_policy("- {id: r, when_any: item.opened, approve: automatic}\n")
    unknown = an_item("two")

    found = met_by(asked(policy, an_opened("one"), unknown))

    assert of_rule(found) == {"speaks"}  # were the first not opened, it would not be known


def test_parts_of_a_rule_decide_where_the_others_hold() -> None:
    rule = "- {id: r, when: order.total > 8, when_any: item.opened, approve: automatic}\n"
    policy = a_policy(rule)

    assert {"when/true", "when_any/true"} <= of_rule(told(policy, order__total=20, item__opened=True))
    assert of_rule(told(policy, order__total=20, item__opened=False)) == {"when_any/false"}
    assert of_rule(told(policy, order__total=5, item__opened=False)) == set()


def test_where_nothing_is_accepted_nothing_is_asked_of_the_return() -> None:
    refusing = "- {id: no, when: item.is_final_sale, refuse: No.}\n"
    policy = a_policy(refusing + "- {id: r, when_any: item.opened, approve: automatic}\n")

    assert of_rule(told(policy, item__is_final_sale=True, item__opened=True)) == set()


# --- asking ------------------------------------------------------------------------------------------


def test_a_decision_that_its_policy_does_not_give_is_refused() -> None:
    policy = a_policy(a_rule("item.opened"))
    decision = decided(policy, situation(policy, {"item.opened": True}))
    order = decision.order.evolve(placed_at=datetime(2020, 1, 1, tzinfo=UTC))

    with pytest.raises(ReplayError):
        met_by(replace(decision, order=order))


def test_asking_for_some_keys_gives_those_that_are_met_of_them() -> None:
    policy = a_policy(a_rule("item.opened and item.sealed"))
    decision = decided(policy, situation(policy, {"item.opened": True, "item.sealed": False}))
    every = met_by(decision)

    for each in obligations(policy):
        assert met_by(decision, among=(each.key,)) == every & {each.key}


def test_a_copy_for_deciding_keeps_nothing_of_the_policy_it_was_made_of() -> None:
    policy = a_policy(a_rule("item.opened"))
    decision = decided(policy, situation(policy, {"item.opened": False}))
    met_by(decision)

    always = holding(policy, 0, truth=True)

    assert compile_policy(always) is not compile_policy(policy)
    assert "r/when/true" in met_by(decided(always, situation(policy, {"item.opened": False})))
