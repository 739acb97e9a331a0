"""Small policies: refusals over four truths, small enough to try out every possibility."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from importlib import import_module
from itertools import product
from random import Random
from typing import Any, Final

from returnkit.decision import Decision, Verdict, answer, decide
from returnkit.policy import load_policy
from tests.builders import PLACED, a_request, an_item, an_order

NAMES: Final = ("one", "two", "three", "four")
FACTS: Final = "".join(f"  item.{name}: {{type: boolean, ask: shopper, flip: true}}\n" for name in NAMES)
searching: Any = import_module("returnkit.decision.counterfactuals")
"""The module, in which bugs are planted: the package gives the function of this name. Any: a module."""

_OPEN: Final = "- {id: open, offer: refund, within: 30 days of delivery}\n"


def small_decision(random: Random, answers: Mapping[str, bool]) -> Decision:
    """Return a decision under a policy of *random*, with these *answers*."""
    rules = "".join(f"- {{id: r{n}, {_rule(random)}}}\n" for n in range(random.randint(1, 4)))
    text = f"returnkit: 1\npolicy: small\ntimezone: America/Chicago\nfacts:\n{FACTS}rules:\n{rules}{_OPEN}"
    policy = load_policy(text, name="small.yaml")
    request = a_request(an_item(answers=answers))
    return decide(policy, an_order(), request, at=PLACED + timedelta(days=10))


def _rule(random: Random) -> str:
    effect = random.choice(("refuse: No.", "refuse: No.", "allow: true"))
    return f"when: '{_condition(random, 2)}', {effect}"


def _condition(random: Random, depth: int) -> str:
    if depth == 0 or random.random() < 0.3:
        name = f"item.{random.choice(NAMES)}"
        return name if random.random() < 0.6 else f"not {name}"
    joint = random.choice((" and ", " or "))
    return "(" + joint.join(_condition(random, depth - 1) for _ in range(2)) + ")"


def law_counterfactuals_are_the_smallest(seed: int) -> int:
    """Return how many are told; each holds, all of the smallest are there, and none that is larger.

    Broken by: a search that begins with two flips; one that ends at the first way; flips that are not
    decided again.
    """
    random = Random(seed)
    now = {name: random.random() < 0.5 for name in NAMES}
    decision = small_decision(random, now)
    found = searching.counterfactuals(decision, most=4)
    if found.is_eligible:
        return 0
    ways: dict[int, set[frozenset[str]]] = {}
    for chosen in product((False, True), repeat=len(NAMES)):
        other = dict(zip(NAMES, chosen, strict=True))
        request = a_request(an_item(answers=other))
        if _is_eligible(decide(decision.policy, decision.order, request, at=decision.at)):
            changed = frozenset(name for name in NAMES if other[name] is not now[name])
            ways.setdefault(len(changed), set()).add(changed)
    expected = ways[min(ways)] if ways else set()

    told = [way.flips for way in found.ways]
    assert {frozenset(flip.name.partition(".")[2] for flip in way) for way in told} == expected, seed
    assert all(_is_eligible(answer(decision, {flip.name: flip.becomes for flip in way})) for way in told)
    return len(told)


def _is_eligible(decision: Decision) -> bool:
    return decision.items[0].verdict is Verdict.ELIGIBLE
