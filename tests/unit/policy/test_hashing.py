"""A hash names what a policy says: the same in every notation, another with every change of meaning."""

from __future__ import annotations

from decimal import Decimal

import pytest

from returnkit.facts import Declaration
from returnkit.policy import Policy, content_hash, load_policy, override, rule
from returnkit.policy import build as built
from tests.unit.policy.test_compose import AT

TEXT = """\
policy: shop
currency: EUR
timezone: Europe/Berlin
floor:
- statute
- {policy: law, currency: EUR, rules: [{id: law, offer: {law_refund: refund}, within: 14 days of delivery}]}
facts:
  item.opened: {type: boolean, ask: shopper}
  item.grade: {type: [a, b], default: a}
define:
  gift: item.is_gift_card
  big: item.quantity > 9
rules:
- {id: gifts, when: gift, refuse: {code: gift, say: No gift cards.}}
- {id: opened, when: item.opened, fee: {name: restocking, percent: 15, of: paid}}
- {id: photos, when: big, ask: {photo: 1..5, before: decision}}
- {id: all, offer: [refund, exchange], within: 30 days of delivery}
"""
HASH = "99c9937a6b8a214be76f4b4c4233c88375169e78a0b569a06cb5e38a91c1dda5"


def test_a_hash_never_changes() -> None:
    """Decisions that are kept for years carry it."""
    assert content_hash(load_policy(TEXT)) == HASH


@pytest.mark.parametrize(
    ("said", "instead"),
    [
        ("percent: 15,", 'percent: "15.0 %",'),
        ("timezone: Europe/Berlin", "timezone: [Europe/Berlin]"),
        ("- {id: all,", "- {internal: false, when: null, id: all,"),
        ("policy: shop\n", "policy: shop\nversion: {orders: 2026-11-01..}\n"),
        (
            "  gift: item.is_gift_card\n  big: item.quantity > 9\n",
            "  big: item.quantity > 9\n  gift: item.is_gift_card\n",
        ),
        ("code: gift, say: No gift cards.", "say: No gift cards., code: gift"),
        ("offer: [refund, exchange]", "offer: {refund: refund, exchange: exchange}"),
    ],
)
def test_a_hash_does_not_see_how_a_thing_is_written_or_for_whom(said: str, instead: str) -> None:
    assert said in TEXT

    assert content_hash(load_policy(TEXT.replace(said, instead))) == HASH


@pytest.mark.parametrize(
    ("said", "instead"),
    [
        ("policy: shop\n", "policy: shop2\n"),
        ("No gift cards.", "No gift cards!"),
        ("30 days", "31 days"),
        ("percent: 15", "percent: 15.5"),
        ("offer: [refund, exchange]", "offer: [exchange, refund]"),
        ("- statute\n", ""),
        ("14 days of delivery", "15 days of delivery"),
        ("timezone: Europe/Berlin", "timezone: [destination, Europe/Berlin]"),
        ("item.quantity > 9", "item.quantity > 8"),
        ("type: [a, b], default: a", "type: [a, b]"),
        ("1..5", "1..4"),
    ],
)
def test_a_hash_sees_every_change_of_what_is_said(said: str, instead: str) -> None:
    assert said in TEXT

    assert content_hash(load_policy(TEXT.replace(said, instead))) != HASH


def test_a_hash_of_what_was_loaded_again_is_the_same() -> None:
    written = load_policy(TEXT).model_dump_json(by_alias=True, exclude_defaults=True)

    assert content_hash(load_policy(written, name="again.json")) == HASH


def test_numbers_that_are_equal_have_one_hash() -> None:
    def hashed(number: int | Decimal) -> str:
        facts = {"item.x": Declaration(type="number", default=number)}
        return content_hash(load_policy(TEXT).evolve(facts=facts))

    assert hashed(1500) == hashed(Decimal("1500.00")) == hashed(Decimal("1.5E+3"))
    assert len({hashed(1), hashed(Decimal("1.5")), hashed(Decimal("0.01")), hashed(10)}) == 4


def test_an_overridden_policy_has_the_hash_of_its_rules() -> None:
    policy, kind = load_policy(TEXT), rule("kind", built.allow())

    one, other = (
        override(policy, [kind], who=who, why="Broken in our store.", until=AT) for who in ("kim", "lee")
    )

    assert content_hash(one) == content_hash(other) == content_hash(kind + policy) != HASH


def test_a_hash_is_of_fields_a_policy_knows() -> None:
    class Strange(Policy):
        extra: object = None

    policy = Strange.model_validate({"id": "a", "rules": load_policy(TEXT).rules, "extra": object()})

    with pytest.raises(TypeError, match="a policy holds no object"):
        content_hash(policy)
