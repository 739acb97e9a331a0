"""Where rules cross, and where one stands inside the other or they never meet."""

from __future__ import annotations

import pytest

from returnkit.policy import load_policy
from returnkit.verify import Overlap, overlaps
from tests.unit.policy.warnings.warned import ALL, HEAD

MEMBERS = "{id: members, when: member, within: 60 days of delivery}"
OPENED = "{id: opened, when: item.is_opened, within: 10 days of delivery}"


def crossing(*rules: str) -> tuple[Overlap, ...]:
    """Return where *rules* cross."""
    return overlaps(load_policy(HEAD + "rules:\n" + "".join(f"- {rule}\n" for rule in (*rules, ALL))))


def named(*rules: str) -> list[tuple[str, str]]:
    """Return the upper and the lower rule of each overlap, and what it is about."""
    return [(f"{each.upper} {each.lower}", each.thing) for each in crossing(*rules)]


def test_rules_that_cross_are_told_with_what_each_says() -> None:
    (found,) = crossing(MEMBERS, OPENED)

    assert found == Overlap(
        upper=found.upper,
        lower=found.lower,
        thing="the window of `refund` and `exchange`",
        above="`60 days of delivery`",
        below="`10 days of delivery`",
        path=("rules", 1, "within"),
    )
    assert str(found) == (
        "`members` and `opened` may both apply: the window of `refund` and `exchange` is "
        "`60 days of delivery` by the first, `10 days of delivery` by the second"
    )


NESTED = [
    "{id: plus, when: customer.tier == 'plus', within: 90 days of delivery}",
    "{id: unopened, when: member and not item.is_opened, within: 90 days of delivery}",
]


@pytest.mark.parametrize("inside", NESTED)
def test_an_exception_above_the_general_rule_is_chosen(inside: str) -> None:
    assert named(inside, MEMBERS) == []
    assert named(MEMBERS, inside) == []  # it never counts, which is told as that


@pytest.mark.parametrize(
    "other",
    [
        "{id: opened, unless: member, within: 10 days of delivery}",
        "{id: opened, when: customer.tier == 'gold', within: 10 days of delivery}",
        "{id: opened, when: item.is_opened, within: 60 days of delivery}",
        "{id: opened, when: item.is_opened, for: refund, rate: 60}",
        "{id: opened, when: item.is_opened, extend: 10 days}",
        "{id: opened, when: item.is_opened, review: true}",
        "{id: opened, when: item.is_opened and item.quantity < 1, within: 10 days of delivery}",
    ],
)
def test_rules_that_never_meet_or_say_the_same_or_of_something_else_do_not_cross(other: str) -> None:
    assert named(MEMBERS, other) == []


SAID = [
    ("rate: 50", "rate: 80", "the rate of `refund` and `exchange`", "`50`", "`80`"),
    ("value: price", "value: paid", "the value of `refund` and `exchange`", "`price`", "`paid`"),
    ("to: cash", "to: gift_card", "the place of payment of `refund` and `exchange`", "`cash`", "`gift_card`"),
    ("bonus: 5 %", "bonus: 9 %", "the bonus of `refund` and `exchange`", "`5 %`", "`9 %`"),
    (
        "fee: {name: label, flat: 5, per: line}",
        "waive: label",
        "the fee `label` of `refund` and `exchange`",
        "`5 per line`",
        "`waive`",
    ),
    (
        "ask: {photo: 1, before: decision}",
        "ask: {photo: 1, before: refund}",
        "what is asked for as `photo` of `refund` and `exchange`",
        "`1 before decision`",
        "`1 before refund`",
    ),
    (
        "limit: {units: 1, counter: swaps}",
        "limit: {units: 3, counter: swaps}",
        "the limit `swaps` of `refund` and `exchange`",
        "`1 of a customer`",
        "`3 of a customer`",
    ),
    ("allow: true", "refuse: No.", "the standing of `refund` and `exchange`", "`allow`", "`refuse`"),
    ("allow: true", "withhold: refund", "the standing of `refund`", "`allow`", "`withhold`"),
    ("approve: manual", "approve: automatic", "the approval", "`manual`", "`automatic`"),
    (
        "shipping: refund_paid",
        "shipping: none",
        "the delivery cost of `refund` and `exchange`",
        "`refund_paid`",
        "`none`",
    ),
]


@pytest.mark.parametrize(
    ("upper", "lower", "thing", "above", "below"), SAID, ids=[thing for _, _, thing, _, _ in SAID]
)
def test_every_thing_is_told_in_words(upper: str, lower: str, thing: str, above: str, below: str) -> None:
    asked = ("order.channel == 'web'", "order.total > 5")  # also of the whole return
    rules = (f"{{id: a, when: {asked[0]}, {upper}}}", f"{{id: b, when: {asked[1]}, {lower}}}")

    assert [(each.thing, each.above, each.below) for each in crossing(*rules)] == [(thing, above, below)]


def test_doors_are_told_by_their_methods() -> None:
    rules = (
        "{id: a, when: member, by: [mail, store]}",
        "{id: b, when: item.is_opened, not_by: mail}",
        "{id: c, when: item.quantity > 1, by: [mail]}",
    )

    assert named(*rules) == [
        ("a b", "the method `mail`"),
        ("a c", "the method `store`"),
        ("b c", "the method `mail`"),
    ]


@pytest.mark.parametrize("upper", ["refuse: No.", "withhold: [refund, exchange]"])
@pytest.mark.parametrize("lower", ["refuse: Never.", "withhold: refund", "only: exchange"])
def test_what_takes_an_offer_away_in_other_words_is_no_overlap(upper: str, lower: str) -> None:
    assert named(f"{{id: a, when: member, {upper}}}", f"{{id: b, when: item.is_opened, {lower}}}") == []


def test_of_offers_of_which_other_things_are_said_each_is_told() -> None:
    rules = (
        "{id: a, for: refund, when: member, rate: 50}",
        "{id: b, for: exchange, when: member, rate: 60}",
        "{id: c, when: item.is_opened, rate: 70}",
    )

    assert named(*rules) == [("a c", "the rate of `refund`"), ("b c", "the rate of `exchange`")]


def test_what_a_third_rule_has_always_said_by_then_is_no_overlap() -> None:
    first = "{id: first, when: member or item.is_opened, within: 5 days of delivery}"

    assert named(first, MEMBERS, OPENED) == []


def test_of_offers_that_are_not_there_nothing_is_told() -> None:
    rules = (
        "{id: keep, when: item.is_gift_card, offer: keep, within: 9 days of order}",
        "{id: a, for: keep, when: member and not item.is_gift_card, rate: 50}",
        "{id: b, for: keep, when: item.is_opened, rate: 60}",
    )

    assert named(*rules) == []


def test_rules_may_cross_by_way_of_a_computed_window() -> None:
    upper = "{id: a, when: member, within: {days: item.quantity, of: delivery}}"

    (found,) = crossing(upper, OPENED)

    assert found.above == "`(item.quantity) days of delivery`"
