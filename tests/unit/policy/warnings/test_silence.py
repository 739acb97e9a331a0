"""Rules that never apply or never speak: each with the nearest one that does."""

from __future__ import annotations

import pytest

from tests.unit.policy.warnings.warned import ALL, NAMES, told, warned

SPEAKS_LATE = [
    # effect, rule above, the rule it silences, the nearest rule that speaks
    (
        "within",
        "{id: a, when: item.quantity > 2, within: 20 days of delivery}",
        "{id: b, when: item.quantity > 4, within: 10 days of delivery}",
        "{id: b, when: item.quantity > 1, within: 10 days of delivery}",
    ),
    (
        "refuse",
        '{id: a, when: item.category == "food", allow: true}',
        '{id: b, when: item.category == "food" and item.is_opened, refuse: Opened.}',
        '{id: b, when: item.category == "food" or item.is_opened, refuse: Opened.}',
    ),
    (
        "withhold",
        "{id: a, when: member, only: exchange}",
        "{id: b, when: customer.tier == 'plus', withhold: refund}",
        "{id: b, when: customer.tier == 'plus', withhold: exchange}",
    ),
    (
        "only",
        "{id: a, when: item.is_opened, refuse: Opened.}",
        "{id: b, when: item.is_opened, only: exchange}",
        "{id: b, only: exchange}",
    ),
    (
        "allow",
        "{id: a, when: item.is_opened, withhold: [refund, exchange]}",
        "{id: b, when: item.is_opened and member, allow: true}",
        "{id: b, when: member, allow: true}",
    ),
    (
        "review",
        "{id: a, when: member, allow: true}",
        "{id: b, when: member and item.is_opened, review: true}",
        "{id: b, when: item.is_opened, review: true}",
    ),
    (
        "rate",
        "{id: a, for: refund, rate: 50}",
        "{id: b, for: refund, when: member, rate: 80}",
        "{id: b, when: member, rate: 80}",
    ),
    ("value", "{id: a, value: price}", "{id: b, when: member, value: paid}", "{id: b, rate: 9}"),
    (
        "bonus",
        "{id: a, when: member, bonus: 10 %}",
        "{id: b, when: member and item.quantity > 1, bonus: 20 %}",
        "{id: b, when: item.quantity > 1, bonus: 20 %}",
    ),
    ("to", "{id: a, to: gift_card}", "{id: b, when: member, to: cash}", "{id: b, when: member, rate: 9}"),
    (
        "fee",
        "{id: a, fee: {name: label, flat: 5, per: line}}",
        "{id: b, when: member, fee: {name: label, flat: 2, per: line}}",
        "{id: b, when: member, fee: {name: handling, flat: 2, per: line}}",
    ),
    (
        "waive",
        "{id: a, fee: {name: label, flat: 5, per: line}}",
        "{id: b, when: member, waive: label}",
        "{id: b, when: member, rate: 9}",
    ),
    (
        "ask",
        "{id: a, ask: {photo: 1, before: refund}}",
        "{id: b, when: member, ask: {photo: 1..5, before: decision}}",
        "{id: b, when: member, ask: {video: 1..5, before: decision}}",
    ),
    ("by", "{id: a, by: [mail, store]}", "{id: b, when: member, by: store}", "{id: b, rate: 9}"),
    ("not_by", "{id: a, by: mail}", "{id: b, when: member, not_by: mail}", "{id: b, rate: 9}"),
    (
        "limit",
        "{id: a, limit: {units: 1, counter: swaps}}",
        "{id: b, when: member, limit: {units: 3, counter: swaps}}",
        "{id: b, when: member, limit: {units: 3, counter: remakes}}",
    ),
    ("whole", "{id: a, whole: bundle}", "{id: b, when: member, whole: bundle}", "{id: b, whole: line}"),
    (
        "approve",
        "{id: a, when: history.returns_365d < 9, approve: manual}",
        "{id: b, when: history.returns_365d < 3, approve: automatic}",
        "{id: b, when: history.returns_365d < 10, approve: automatic}",
    ),
    (
        "shipping",
        "{id: a, shipping: refund_paid}",
        "{id: b, when: member, shipping: refund_standard}",
        "{id: b, when: member, approve: automatic}",
    ),
    (
        "offer",
        "{id: a, offer: keep, within: 9 days of order}",
        "{id: b, when: member, offer: keep}",
        "{id: b, when: member, offer: repair, within: 9 days of order}",
    ),
]  # fmt: skip


@pytest.mark.parametrize(
    ("effect", "above", "below", "nearest"), SPEAKS_LATE, ids=[each[0] for each in SPEAKS_LATE]
)
def test_an_effect_below_one_that_has_always_spoken_never_counts(
    effect: str, above: str, below: str, nearest: str
) -> None:
    late = {where for where in warned(above, below, ALL) if where.startswith("never_speaks")}
    speaking = {where for where in warned(above, nearest, ALL) if where.startswith("never_speaks")}

    assert late == {f"never_speaks rules[1].{effect}"}
    assert speaking == set()


IMPLIED = [
    ("", ", when: item.is_opened"),
    (", when: item.is_opened", ", when: item.is_opened"),
    (", when: item.is_opened", ", when: item.is_opened and member"),
    (", when: item.is_opened or member", ", when: item.is_opened"),
    (", unless: item.is_opened", ", when: member, unless: item.is_opened"),
    (", unless: member and item.is_opened", ", unless: item.is_opened"),
    (", when: member", ", when: customer.tier == 'total'"),
    (', when: \'item.category in ["tv", "camera"]\'', ", when: item.category == 'tv'"),
    (", when: item.unit_paid > 50", ", when: item.unit_paid > 100"),
    (", when: item.unit_paid > 50", ", when: item.unit_paid == 100"),
    (", placed: 2026-11-01..2026-12-31", ", placed: 2026-11-10..2026-11-30"),
    (", placed: 2026-11-01..", ", placed: 2026-11-01..2026-12-31, when: member"),
    (", when: item.grade != 'dirty'", ", when: 'item.grade in [\"new\"]'"),
]


@pytest.mark.parametrize(("above", "below"), IMPLIED)
def test_what_follows_from_a_condition_is_found(above: str, below: str) -> None:
    rules = [f"{{id: a{above}, refuse: No.}}", f"{{id: b{below}, refuse: Never.}}"]

    assert "never_speaks rules[1].refuse" in warned(*rules, ALL)
    if above != below:
        assert "never_speaks rules[1].refuse" not in warned(*reversed(rules), ALL)


def test_periods_that_overlap_are_not_in_each_other() -> None:
    rules = [
        "{id: a, placed: 2026-11-01..2026-12-31, refuse: No.}",
        "{id: b, placed: 2026-12-31..2027-01-05, refuse: Never.}",
    ]

    assert warned(*rules, ALL) == []


def test_an_effect_of_which_a_part_still_counts_is_left_alone() -> None:
    refunds = "{id: a, for: refund, when: member, within: 10 days of delivery}"
    both = "{id: b, when: member, within: 20 days of delivery}"
    refund = "{id: b, for: refund, when: member, within: 20 days of delivery}"

    assert warned(refunds, both, ALL) == []
    assert warned(refunds, refund, ALL) == ["never_speaks rules[1].within"]


def test_several_rules_above_may_share_what_is_said() -> None:
    rules = (
        "{id: a, for: refund, within: 10 days of delivery}",
        "{id: b, for: exchange, when: member, within: 20 days of delivery}",
        "{id: c, when: member and item.is_opened, within: 5 days of delivery}",
    )

    message = told(*rules, ALL)["never_speaks rules[2].within"]

    assert message == "`within` never counts: where this rule applies, `a` and `b` above have spoken already"


def test_of_several_names_those_that_never_count_are_told() -> None:
    rules = (
        "{id: a, fee: {name: label, flat: 5, per: line}}",
        "{id: b, when: member, fee: [{name: label, flat: 1, per: line}, {name: late, flat: 2, per: line}]}",
    )

    assert told(*rules, ALL) == {
        "never_speaks rules[1].fee": "what `fee` says of `label` never counts: `a` above always speaks first"
    }


def test_each_dead_effect_of_a_rule_is_told_and_the_living_are_not() -> None:
    rules = (
        "{id: a, refuse: No.}",
        "{id: b, rate: 50}",
        "{id: c, when: member, refuse: Never., rate: 9, to: cash}",
    )

    assert [where for where in warned(*rules, ALL) if "rules[2]" in where] == [
        "never_speaks rules[2].refuse",
        "never_speaks rules[2].rate",
    ]


def test_an_offer_that_says_what_the_rest_of_its_rule_is_about_is_no_repetition() -> None:
    seller = "{id: seller, offer: refund, when: member, within: 60 days of delivery}"
    first = "{id: first, offer: refund, within: 10 days of delivery, when: item.is_opened}"
    every = "{id: every, offer: refund}"

    assert warned(first, every, seller, ALL) == []
    assert warned(every, "{id: again, offer: refund, when: member}", ALL) == ["never_speaks rules[1].offer"]
    assert warned(every, "{id: more, offer: refund, when: member, extend: 3 days}", ALL) == []


def test_only_the_word_of_offers_that_can_be_there_counts() -> None:
    rules = (
        "{id: money, unless: member, offer: refund}",
        "{id: credit, when: member, offer: store_credit}",
        "{id: a, for: store_credit, rate: 90}",
        "{id: b, when: member, rate: 80}",
        "{id: c, within: 9 days of order}",
    )

    assert warned(*rules) == ["never_speaks rules[3].rate"]


def test_a_refusal_counts_even_of_offers_that_are_not_there() -> None:
    rules = (
        "{id: money, unless: member, offer: refund}",
        "{id: credit, when: member, offer: store_credit}",
        "{id: a, for: store_credit, allow: true}",
        "{id: b, when: member, refuse: No returns for members.}",
        "{id: c, within: 9 days of order}",
    )

    assert [where for where in warned(*rules) if where.startswith("never_speaks")] == []


def test_extensions_deferrals_and_reviews_do_not_silence_each_other() -> None:
    rules = (
        "{id: a, review: true}",
        "{id: b, when: member, review: true}",
        "{id: c, extend: 5 days}",
        "{id: d, when: member, extend: 5 days}",
    )

    assert warned(*rules, ALL) == []


def test_a_rule_that_never_applies_silences_none() -> None:
    never = "{id: a, when: 'item.unit_paid > 5 and item.unit_paid < 5', refuse: No.}"

    assert warned(never, "{id: b, when: item.unit_paid > 5, refuse: No.}", ALL) == [
        "never_true rules[0].when"
    ]


ASKS_OF_ITEMS = [
    ("", ", when_any: item.is_opened", True),
    (", when_any: item.is_opened", ", when_any: item.is_opened and item.quantity > 1", True),
    (", when_any: item.is_opened", ", when_any: item.quantity > 1, when_all: item.is_opened", True),
    (", when_all: item.is_opened", ", when_all: item.is_opened and item.quantity > 1", True),
    # Of every item it says nothing of some: there may be none.
    (", when_any: item.is_opened", ", when_all: item.is_opened", False),
    (", when_all: item.is_opened", ", when_any: item.is_opened", False),
    (", when_any: item.is_opened", "", False),
]


@pytest.mark.parametrize(("above", "below", "is_silent"), ASKS_OF_ITEMS)
def test_rules_about_the_whole_return_follow_from_what_they_ask_of_its_items(
    above: str, below: str, is_silent: bool
) -> None:
    rules = (f"{{id: a{above}, approve: manual}}", f"{{id: b{below}, approve: automatic}}", ALL)

    assert ("never_speaks rules[1].approve" in warned(*rules)) is is_silent


def test_the_way_out_is_told() -> None:
    text = told("{id: a, refuse: No.}", "{id: b, when: member, refuse: Never.}", ALL)

    assert text["never_speaks rules[1].refuse"] == "`refuse` never counts: `a` above always speaks first"


# --- never true ------------------------------------------------------------------------------------

NEVER = [
    ('when: \'item.sku == "a" and item.sku == "b"\'', "when", "`when` can never be true"),
    ("when: 'item.unit_paid > 9 and item.unit_paid < 3'", "when", "`when` can never be true"),
    ("when: history.return_rate_365d > 60", "when", "`when` can never be true"),
    ('when: \'item.grade not in ["new", "worn", "dirty"]\'', "when", "`when` can never be true"),
    ("when: false", "when", "`when` can never be true"),
    (
        "unless: item.is_opened or not item.is_opened",
        "unless",
        "`unless` can never be false, so the rule never applies",
    ),
    (
        "when: member, unless: customer.tier != 'gold'",
        "unless",
        "nothing meets `when` and not `unless`: the rule never applies",
    ),
    (
        "placed: 2026-11-01..2026-11-30, when: 'order.placed_at > d\"2027-01-01T00:00:00Z\"'",
        "when",
        "nothing meets `placed` and `when`: the rule never applies",
    ),
]


@pytest.mark.parametrize(("condition", "key", "message"), NEVER)
def test_a_condition_that_nothing_meets_is_told(condition: str, key: str, message: str) -> None:
    assert told(f"{{id: a, {condition}, refuse: No.}}", ALL) == {f"never_true rules[0].{key}": message}


@pytest.mark.parametrize(
    "condition",
    [
        'when: \'item.sku == "a" or item.sku == "b"\'',
        "when: 'item.unit_paid > 3 and item.unit_paid < 9'",
        "when: history.return_rate_365d > 0.6",
        'when: \'item.grade not in ["new", "worn"]\'',
        "unless: item.is_opened",
        "when: member, unless: customer.tier != 'plus'",
    ],
)
def test_a_condition_that_something_meets_is_not_told(condition: str) -> None:
    found = warned(f"{{id: a, {condition}, refuse: No.}}", ALL)

    assert [where for where in found if where.startswith("never_true")] == []


@pytest.mark.parametrize(
    ("asked", "key", "message"),
    [
        ("when_any: false", "when_any", "`when_any` can never be true of an item"),
        ("when_all: item.quantity < 1", "when_all", "`when_all` can never be true of an item"),
        (
            "when_any: item.is_opened, when_all: not item.is_opened",
            "when_all",
            "nothing meets `when_any` and `when_all`: the rule never applies",
        ),
    ],
)
def test_what_no_item_meets_is_told(asked: str, key: str, message: str) -> None:
    assert told(f"{{id: a, {asked}, approve: automatic}}", ALL) == {f"never_true rules[0].{key}": message}


def test_bounds_are_told_where_they_are_why() -> None:
    from returnkit.policy import check_policy

    rules = "rules:\n- {id: a, when: history.return_rate_365d > 60, refuse: No.}\n"
    more = "- {id: b, when: item.quantity == 1 and item.quantity > 1, refuse: No.}\n"
    found = check_policy(f"policy: shop\n{rules}{more}- {ALL}\n")

    assert [warning.help for warning in found] == [
        "`history.return_rate_365d` lies between 0 and 1",
        "change the condition, or drop the rule",
    ]


def test_the_head_of_these_tests_is_without_warnings() -> None:
    assert warned(ALL, NAMES, names="") == []
