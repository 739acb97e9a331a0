"""How much is compared in large policies: of rules that share a thing those that may meet."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from math import ceil, log2
from random import Random
from typing import Any

import pytest

from returnkit.policy import load_policy
from returnkit.policy.warnings.kinds import KINDS
from returnkit.policy.warnings.survey import Survey, survey

Fields = dict[str, Any]  # Any: a rule as a document writes it
RULES = 1_000


def about_one_thing(random: Random) -> Iterator[Fields]:
    """Yield refusals, one of two of them under a range and a constant, the others under one of two ranges."""
    for number in range(RULES):
        price, category = random.randrange(1_000), random.randrange(40)
        both = f'item.unit_paid > {price} and item.category == "c{category}"'
        either = f"item.unit_paid > {price} or item.quantity > {random.randrange(1, 30)}"
        yield {"when": both if number % 2 else either, "refuse": "No."}


def in_bands(random: Random) -> Iterator[Fields]:
    """Yield refusals and exceptions, each under one range of one value."""
    for _ in range(RULES):
        effect: Fields = random.choice(({"refuse": "No."}, {"allow": True}))
        yield {"when": f"item.unit_paid > {random.randrange(1, 1_000)}"} | effect


def about_many_things(random: Random) -> Iterator[Fields]:
    """Yield fees, two rules a name."""
    for number in range(RULES):
        fee = {"name": f"fee_{number // 2}", "flat": 1, "per": "unit"}
        yield {"when": f"item.unit_paid > {random.randrange(1_000)}", "fee": fee}


def as_a_table(_random: Random) -> Iterator[Fields]:
    """Yield windows of one category in one country each."""
    for number in range(RULES):
        condition = f'item.category == "c{number % 40}" and order.country == "k{number // 40}"'
        yield {"when": condition, "within": f"{number % 50 + 1} days of delivery"}


def of_every_kind(random: Random) -> Iterator[Fields]:
    """Yield rules of most effects under a constant and a range."""
    for _ in range(RULES):
        condition = f'item.category == "c{random.randrange(60)}" and item.unit_paid > {random.randrange(100)}'
        fee = f"f{random.randrange(9)}"
        yield {"when": condition} | random.choice(
            (
                *({"refuse": "No."}, {"allow": True}, {"review": True}, {"extend": "5 days"}),
                *({"within": f"{random.randrange(1, 60)} days of delivery"}, {"rate": 50}, {"offer": "keep"}),
                *({"fee": {"name": fee, "percent": 10, "of": "paid"}}, {"waive": fee}, {"by": ["mail"]}),
            )
        )


def of_seasons(random: Random) -> Iterator[Fields]:
    """Yield deferrals, extensions and windows of ranges, in periods that overlap."""
    for number in range(RULES):
        moves: tuple[Fields, ...] = (
            {"defer": "to 2027-01-02"},
            {"extend": f"until 2027-0{random.randrange(1, 9)}-15"},
            {"within": f"{random.randrange(1, 60)} days of delivery"},
        )
        first = f"2026-{random.randrange(1, 12):02}-01"
        condition = f"item.unit_paid > {random.randrange(1_000)}"
        yield {"when": condition, "placed": f"{first}..2026-12-31"} | moves[number % 3]


def of_offers(random: Random) -> Iterator[Fields]:
    """Yield offers of twenty names, with rates, fees and refusals of each."""
    for number in range(RULES):
        name = f"credit_{number % 20}"
        effects: tuple[Fields, ...] = (
            {"offer": {name: {"gives": "store_credit"}}},
            {"for": name, "rate": 60},
            {"for": name, "fee": {"name": "f1", "percent": 30, "of": "paid"}},
            {"for": name, "refuse": "No."},
        )
        condition = (
            f"item.unit_paid > {random.randrange(1_000)} and item.quantity < {random.randrange(2, 50)}"
        )
        yield {"when": condition} | random.choice(effects)


# Of each shape, how often two rules are compared for each pair that shares a thing, and for each rule and
# each halving of their number.
SHAPES = [
    (about_one_thing, 0.5, 1),
    (in_bands, 0.5, 1),
    (about_many_things, 1.0, 1),
    (as_a_table, 0.01, 0.1),
    (of_every_kind, 0.5, 1),
    (of_seasons, 1.0, 8),
    (of_offers, 0.5, 8),
]


@pytest.mark.parametrize(
    ("shape", "of_a_pair", "of_a_rule"), SHAPES, ids=[shape.__name__ for shape, *_ in SHAPES]
)
def test_a_thousand_rules_are_compared_where_they_share_a_thing_and_may_meet(
    shape: Callable[[Random], Iterator[Fields]], of_a_pair: float, of_a_rule: float
) -> None:
    found = surveyed(shape)
    sharing = pairs_that_share(found)

    told = [fault.code for kind in KINDS for _, fault in kind(found)]

    print(f"{shape.__name__}: {found}, {sharing} pairs share a thing, {len(told)} warnings")
    assert found.comparisons <= of_a_pair * sharing
    assert found.comparisons <= of_a_rule * RULES * ceil(log2(RULES))


def surveyed(shape: Callable[[Random], Iterator[Fields]]) -> Survey:
    """Return the survey of a policy with the rules of *shape* and what every policy has."""
    shaped = [{"id": f"r{number}"} | fields for number, fields in enumerate(shape(Random(1)))]
    offers = sorted({name for fields in shaped for name in (fields.get("for"),) if name})
    rules: list[Fields] = [
        {"id": "offers", "offer": ["refund", "exchange"]},
        *shaped,
        *(
            {"id": name, "when": "item.is_gift_card", "offer": {name: {"gives": "store_credit"}}}
            for name in offers
        ),
        *(
            {"id": f"f{n}", "when": "item.is_add_on", "fee": {"name": f"f{n}", "flat": 1, "per": "line"}}
            for n in range(9)
        ),
        {"id": "last", "within": "30 days of delivery"},
    ]
    return survey(load_policy(json.dumps({"policy": "large", "rules": rules}), format="json"))


def pairs_that_share(found: Survey) -> int:
    """Return how many pairs of rules speak of one thing, or one of an offer that the other makes or moves."""
    about: dict[object, set[int]] = {}
    making: dict[str, set[int]] = {}
    for number, said in found.said.items():
        rule = found.policy.rules[number]
        for each in said:
            about.setdefault(each.thing, set()).add(number)
            about.setdefault(("of", each.offer), set()).add(number)
        for offer in found.offers:
            if rule.extend or rule.defer or any(each.name == offer for each in rule.offer):
                making.setdefault(offer, set()).add(number)
    of_offers = {offer: about.pop(("of", offer), set()) for offer in (*found.offers, None)}
    pairs = sum(len(numbers) * (len(numbers) - 1) // 2 for numbers in distinct(about.values()))
    return pairs + sum(len(numbers) * len(of_offers[offer]) for offer, numbers in making.items())


def distinct(sets: Iterable[set[int]]) -> set[frozenset[int]]:
    """Return the sets, each once: rules that share several things are the same pairs."""
    return set(map(frozenset, sets))
