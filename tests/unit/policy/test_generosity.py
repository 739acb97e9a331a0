"""What is surely not less generous passes; everything else is told with its place, in the new text."""

from __future__ import annotations

import pytest

from returnkit.policy import Policy, Rule, generosity, less_generous, load_policy
from returnkit.policy.rules import EFFECTS

ALL = "- {id: all, offer: [refund, exchange], within: 30 days of delivery}"
LADDER = "- {id: late, offer: {late: store_credit}, after: refund, within: 90 days of delivery}"
LIMIT = "- {id: once, when: item.category == 'mattress', limit: {units: 1, counter: mattresses}}"
LIMITED = "under a `limit` what one item is granted another may lack"
FEE = "- {id: fee, fee: {name: restocking, percent: 15, of: paid, at_least: 2, at_most: 20}}"


def a_policy(*rules: str, head: str = "") -> Policy:
    return load_policy("policy: shop\n" + head + "rules:\n" + "".join(f"{each}\n" for each in rules))


def told(before: tuple[str, ...], after: tuple[str, ...]) -> list[tuple[str, str]]:
    """Return path and message of each fault."""
    return [
        (".".join(map(str, path)), fault.message)
        for path, fault in less_generous(a_policy(*before), a_policy(*after))
    ]


def one(rule: str) -> tuple[str, ...]:
    return (rule, ALL)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        # words
        (one("- {id: a, refuse: No.}"), one("- {id: a, refuse: {code: sale, say: Sorry.}}")),
        (one("- {id: a, review: true}"), one("- {id: a, review: We look at it.}")),
        (
            one("- {id: a, ask: {photo: 1..5, serial: Number?, before: refund}}"),
            one("- {id: a, ask: {photo: 1..5, serial: What is its number?, before: refund}}"),
        ),
        # windows and extensions
        (one(""), ("- {id: all, offer: [refund, exchange], within: 31 days of delivery}",)),
        (one(""), ("- {id: all, offer: [refund, exchange], within: unlimited}",)),
        (
            one("- {id: a, when: item.is_gift_card, within: '2 months of order, counting inclusive'}"),
            one("- {id: a, when: item.is_gift_card, within: '3 months of order, counting inclusive'}"),
        ),
        (one("- {id: a, extend: until 2027-01-15}"), one("- {id: a, extend: until 2027-01-31}")),
        (one("- {id: a, extend: 3 days}"), one("- {id: a, extend: 4 days}")),
        ((ALL,), one("- {id: a, placed: 2026-11-01.., extend: until 2027-01-15}")),
        # what stops an offer
        (one("- {id: a, refuse: No.}"), (ALL,)),
        (one("- {id: a, withhold: refund}"), (ALL,)),
        (one("- {id: a, withhold: [refund, exchange]}"), one("- {id: a, withhold: exchange}")),
        (one("- {id: a, only: refund}"), one("- {id: a, only: [refund, exchange]}")),
        (one("- {id: a, only: refund, review: true}"), (ALL,)),
        (one("- {id: a, review: true, refuse: No.}"), one("- {id: a, refuse: No.}")),
        ((ALL,), one("- {id: a, when: item.is_gift_card, allow: true}")),
        # new offers
        ((ALL,), (ALL, "- {id: b, offer: repair, within: 9 days of order, rate: 50 %, review: true}")),
        ((ALL,), (ALL, LADDER)),
        # money
        (one(FEE), one(FEE.replace("15", "10"))),
        (one(FEE), one(FEE.replace("at_least: 2, at_most: 20", "at_least: 1, at_most: 10"))),
        (one(FEE), one(FEE.replace("at_least: 2, ", ""))),
        (one(FEE.replace(", at_most: 20", "")), one(FEE)),
        (one(FEE), (ALL,)),
        (one(FEE), ("- {id: w, when: item.is_gift_card, waive: restocking}", FEE, ALL)),
        (("- {id: w, when: item.is_gift_card, waive: restocking}", FEE, ALL), (ALL,)),
        (
            one("- {id: a, fee: [{name: x, flat: 3, per: unit}, {name: y, flat: 3, per: unit}]}"),
            one("- {id: a, fee: {name: y, flat: 2.50, per: unit}}"),
        ),
        (one("- {id: a, rate: 50 %}"), one("- {id: a, rate: 60 %}")),
        (
            one("- {id: a, bonus: {percent: 10, at_most: 25.00}}"),
            one("- {id: a, bonus: {flat: 1.00, percent: 12}}"),
        ),
        # elsewhere in the policy nothing rests on it
        ((LIMIT, FEE, ALL), (LIMIT, FEE.replace("15", "10"), ALL)),
        ((LADDER, "- {id: a, for: exchange, refuse: No.}", ALL), (LADDER, ALL)),
    ],
)
def test_what_is_surely_not_less_generous_passes(before: tuple[str, ...], after: tuple[str, ...]) -> None:
    assert told(tuple(filter(None, before)), after) == []


@pytest.mark.parametrize(
    ("before", "after", "path", "message"),
    [
        (
            (ALL,),
            ("- {id: all, offer: [refund, exchange], within: 29 days of delivery}",),
            "rules.0.within",
            "`within` of `all` is another than before",
        ),
        (
            (ALL,),
            ("- {id: all, offer: [refund, exchange], within: 90 days of order}",),
            "rules.0.within",
            "`within` of `all` is another than before",
        ),
        (
            (ALL,),
            ("- {id: all, offer: refund, within: 30 days of delivery}",),
            "rules.0",
            "`all` is about other offers than before",
        ),
        (
            (ALL,),
            ("- {id: all, offer: [exchange, refund], within: 30 days of delivery}",),
            "rules.0.offer",
            "`offer` of `all` is another than before",
        ),
        ((ALL,), one("- {id: a, refuse: No.}"), "rules.0.refuse", "`a` is new, and so is its `refuse`"),
        ((ALL,), one("- {id: a, review: true}"), "rules.0.review", "`a` is new, and so is its `review`"),
        (
            (ALL,),
            ("- {id: a, when: item.is_gift_card, within: 60 days of delivery}", ALL),
            "rules.0.within",
            "`a` is new, and so is its `within`",
        ),
        (one("- {id: a, allow: true}"), (ALL,), "rules", "`a` is gone with its `allow`"),
        (one("- {id: a, extend: 3 days}"), (ALL,), "rules", "`a` is gone with its `extend`"),
        (
            one("- {id: a, extend: 3 days}"),
            one("- {id: a, extend: until 2027-01-15}"),
            "rules.0.extend",
            "`extend` of `a` is another than before",
        ),
        (
            one("- {id: a, extend: until 2027-01-15}"),
            one("- {id: a, extend: until 2027-01-15 in Asia/Seoul}"),
            "rules.0.extend",
            "`extend` of `a` is another than before",
        ),
        (
            one("- {id: a, when: item.quantity > 2, allow: true}"),
            one("- {id: a, when: item.quantity > 1, allow: true}"),
            "rules.0.when",
            "`when` of `a` is another than before",
        ),
        (
            one("- {id: a, review: true}"),
            one("- {id: a, internal: true, review: true}"),
            "rules.0.internal",
            "`internal` of `a` is another than before",
        ),
        (
            one("- {id: a, withhold: exchange}"),
            one("- {id: a, withhold: refund}"),
            "rules.0.withhold",
            "`withhold` of `a` is another than before",
        ),
        (
            one("- {id: a, only: [refund, exchange]}"),
            one("- {id: a, only: refund}"),
            "rules.0.only",
            "`only` of `a` is another than before",
        ),
        (one(FEE), one(FEE.replace("15", "16")), "rules.0.fee", "`fee` of `fee` is another than before"),
        (
            one(FEE),
            one(FEE.replace("of: paid", "of: price")),
            "rules.0.fee",
            "`fee` of `fee` is another than before",
        ),
        (
            one(FEE),
            one(FEE.replace(", at_most: 20", "")),
            "rules.0.fee",
            "`fee` of `fee` is another than before",
        ),
        (
            one(FEE.replace("at_least: 2, ", "")),
            one(FEE),
            "rules.0.fee",
            "`fee` of `fee` is another than before",
        ),
        (
            (FEE, "- {id: more, fee: {name: restocking, percent: 25, of: paid}}", ALL),
            ("- {id: more, fee: {name: restocking, percent: 25, of: paid}}", ALL),
            "rules",
            "`fee` is gone with its `fee`",
        ),
        (
            ("- {id: w, when: item.is_gift_card, waive: restocking}", FEE, ALL),
            (FEE, ALL),
            "rules",
            "`w` is gone with its `waive`",
        ),
        (
            one("- {id: a, rate: 50 %}"),
            one("- {id: a, rate: 49 %}"),
            "rules.0.rate",
            "`rate` of `a` is another than before",
        ),
        (one("- {id: a, rate: 50 %}"), (ALL,), "rules", "`a` is gone with its `rate`"),
        (
            one("- {id: a, bonus: {percent: 10}}"),
            one("- {id: a, bonus: {percent: 12, at_most: 5.00}}"),
            "rules.0.bonus",
            "`bonus` of `a` is another than before",
        ),
        (
            one("- {id: a, ask: {photo: 1..5, before: refund}}"),
            one("- {id: a, ask: {photo: 2..5, before: refund}}"),
            "rules.0.ask",
            "`ask` of `a` is another than before",
        ),
        ((ALL,), one("- {id: a, not_by: mail}"), "rules.0.not_by", "`a` is new, and so is its `not_by`"),
        (
            (LADDER, ALL),
            (LADDER, ALL.replace("30", "31")),
            "rules.1.within",
            "`within` of `all` is another than before: `refund` delays what opens after it",
        ),
        (
            (LADDER, "- {id: a, refuse: No.}", ALL),
            (LADDER, ALL),
            "rules",
            "`a` is gone with its `refuse`: `refund` delays what opens after it",
        ),
        (
            (LIMIT, ALL),
            (LIMIT, ALL.replace("30", "31")),
            "rules.1.within",
            f"`within` of `all` is another than before: {LIMITED}",
        ),
    ],
)
def test_what_may_be_less_generous_is_told_with_its_place(
    before: tuple[str, ...], after: tuple[str, ...], path: str, message: str
) -> None:
    assert told(before, after) == [(path, message)]


def test_rules_that_change_places_are_told() -> None:
    first, second = "- {id: a, allow: true, when: item.is_gift_card}", "- {id: b, refuse: No.}"

    assert told((first, second, ALL), (second, first, ALL)) == [
        ("rules.0", "`b` stands in another place among the rules than before"),
        ("rules.1", "`a` stands in another place among the rules than before"),
    ]


def test_a_rule_that_is_gone_moves_no_other() -> None:
    stop = "- {id: a, refuse: No.}"

    assert told((stop, FEE, ALL), (FEE, ALL)) == []


def test_a_new_offer_stands_behind_those_that_were_there() -> None:
    """The first open one is what shoppers get who wish for nothing."""
    repair = "- {id: b, offer: repair, within: 9 days of order}"

    assert told((ALL,), (ALL, repair)) == []
    assert [path for path, _ in told((ALL,), (repair, ALL))] == ["rules.0.offer", "rules.0.within"]


FACTS = "facts:\n  item.opened: {type: boolean, ask: shopper}\n"
NAMES = "define: {gift: item.is_gift_card}\n"


@pytest.mark.parametrize(
    ("head", "now", "told"),
    [
        ("currency: USD\n", "currency: EUR\n", ["currency"]),
        ("timezone: UTC\n", "timezone: [destination, UTC]\n", ["timezone"]),
        ("floor: statute\n", "", ["floor"]),
        ("", "floor: statute\n", ["floor"]),
        (NAMES, NAMES.replace("item.is_gift_card", "item.quantity > 1"), ["define.gift"]),
        (FACTS, FACTS.replace("shopper", "staff"), ["facts.item.opened"]),
        (FACTS, FACTS.replace("shopper", "shopper, doc: Opened?"), []),
        ("", FACTS + NAMES, []),
        (FACTS + NAMES, "", []),
        ("version: {orders: 2026-11-01..}\n", "version: {orders: 2026-12-01..}\n", []),
    ],
)
def test_settings_and_names_are_compared_too(head: str, now: str, told: list[str]) -> None:
    found = less_generous(a_policy(ALL, head=head), a_policy(ALL, head=now))

    assert [".".join(map(str, path)) for path, _ in found] == told
    assert all(fault.code == "book.less_generous" for _, fault in found)


def test_every_key_of_a_rule_and_of_a_policy_is_compared_or_known_to_be_words() -> None:
    """A key that is added later is not passed over in silence."""
    compared = {*generosity._CONDITIONS, *EFFECTS, "id", "scope"}
    assert set(Rule.model_fields) - compared == {"say"}
    named = {*generosity._SETTINGS, "define", "facts", "rules"}
    assert set(Policy.model_fields) - named == {"returnkit", "id", "version", "base", "overrides"}


def test_every_change_is_told() -> None:
    before = (FEE, "- {id: a, allow: true}", ALL)
    after = (FEE.replace("15", "20"), "- {id: b, refuse: No.}", ALL.replace("30", "20"))

    assert [path for path, _ in told(before, after)] == [
        "rules",
        "rules.0.fee",
        "rules.1.refuse",
        "rules.2.within",
    ]
