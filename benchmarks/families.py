"""Families: policies of one kind and growing size, with inputs of which half meet a rule."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, make_dataclass
from decimal import Decimal
from functools import cache
from random import Random
from typing import Any, Final

from returnkit.ids import PolicyId
from returnkit.policy import Policy, Rule, offer, refuse, rule, when, within

from .measure import Views

_SEED: Final = 97
_INPUTS: Final = 1000

Value = bool | int | Decimal | str | frozenset[str] | None
_Facts = dict[str, Value]

_VENDORS: Final = tuple(f"vendor-{number}" for number in range(400))
_WORDS: Final[Mapping[str, tuple[str, ...]]] = {
    "item.category": tuple(f"category-{number}" for number in range(60)),
    "order.country": ("US", "CA", "DE", "FR", "ES", "IT", "NL", "PL", "GB", "JP"),
    "order.channel": ("web", "app", "store", "phone"),
    "customer.tier": ("platinum", "gold", "silver", "bronze"),
    "request.reason": ("too_small", "changed_mind", "late", "defective", "damaged", "wrong_item"),
    "request.condition": ("unused", "opened", "used", "washed"),
}
_NUMBERS: Final[Mapping[str, tuple[int, ...]]] = {
    "item.quantity": tuple(range(1, 7)),
    "item.unit_price": tuple(range(10, 500, 10)),
    "item.discount_percent": tuple(range(0, 80, 5)),
    "order.total": tuple(range(20, 2000, 20)),
}
_TAGS: Final = ("summer", "outlet", "trial", "hazmat", "fragile", "bulky")
_FLAGS: Final = ("item.is_gift_card", "order.has_discount", "customer.is_guest")
_PATHS: Final = (*_WORDS, *_NUMBERS, "item.tags", "item.sku", *_FLAGS)
_ROOTS: Final = ("order", "item", "customer", "request")


@dataclass(frozen=True, slots=True)
class Part:
    """One condition of a rule: its text, a value that meets it, and which values do."""

    text: str
    path: str
    meeting: Value
    holds: Callable[[Any], bool]  # Any: a value of the path


@dataclass(frozen=True, slots=True)
class Family:
    """A policy, inputs of which half meet one of its refusals, and the number of the first or -1."""

    policy: Policy
    inputs: Sequence[Views]
    first: Sequence[int]


@cache
def family(size: int, *, is_broad: bool = False) -> Family:
    """Return the policy of *size* rules: all but the last two refuse, with 2 to 9 conditions each.

    Args:
        size: How many rules.
        is_broad: Whether refusals speak about all goods, rather than about those of one vendor each.
    """
    random = Random(_SEED)
    refusals = [_refusal(random, is_broad=is_broad) for _ in range(size - 2)]
    rules: list[Rule] = [
        rule(f"rule-{number}", when(" and ".join(part.text for part in parts)), refuse(code=f"code_{number}"))
        for number, parts in enumerate(refusals)
    ]
    rules += [rule("offers", offer("refund", "exchange")), rule("standard", within("30 days of delivery"))]
    facts = _inputs(random, refusals)
    policy = Policy(id=PolicyId(f"family-{size}"), rules=tuple(rules))
    by_vendor = _by_vendor(refusals)
    return Family(policy, [_views(each) for each in facts], [_first(by_vendor, each) for each in facts])


def _refusal(random: Random, *, is_broad: bool) -> list[Part]:
    parts = [] if is_broad else [_words(random, "item.vendor", _VENDORS, 1)]
    parts += [
        _part(random, path) for path in random.sample(_PATHS, random.randint(2 - len(parts), 9 - len(parts)))
    ]
    random.shuffle(parts)
    return parts


def _part(random: Random, path: str) -> Part:
    if path in _WORDS:
        return _words(random, path, _WORDS[path], random.randint(1, 3))
    if path in _NUMBERS:
        cut, is_least = random.choice(_NUMBERS[path]), random.random() < 0.5
        text = f"{path} {'>=' if is_least else '<='} {cut}"
        return Part(text, path, _number(path, cut), lambda n: n >= cut if is_least else n <= cut)
    if path == "item.tags":
        tag = random.choice(_TAGS)
        return Part(f'"{tag}" in item.tags', path, frozenset({tag}), lambda tags: tag in tags)
    if path == "item.sku":
        letter = random.choice("ABCD")
        text = f'(item.sku ?? "") =~ "{letter}-[0-9]"'
        return Part(text, path, f"{letter}-1", lambda sku: sku is not None and sku.startswith(f"{letter}-"))
    wanted = random.random() < 0.3
    return Part(path if wanted else f"not {path}", path, wanted, lambda flag: flag is wanted)


def _words(random: Random, path: str, all_words: Sequence[str], count: int) -> Part:
    words = random.sample(all_words, count)
    text = f'{path} == "{words[0]}"' if count == 1 else f"{path} in {json.dumps(words)}"
    return Part(text, path, words[0], lambda word: word in words)


def _number(path: str, value: int) -> Value:
    return value if path == "item.quantity" else Decimal(value).quantize(Decimal("0.01"))


def _facts(random: Random) -> _Facts:
    """Return facts as any order may have them."""
    facts: _Facts = {"item.vendor": random.choice(_VENDORS)}
    facts |= {path: random.choice(words) for path, words in _WORDS.items()}
    facts |= {path: _number(path, random.choice(cuts)) for path, cuts in _NUMBERS.items()}
    facts |= {path: random.random() < 0.3 for path in _FLAGS}
    facts["item.tags"] = frozenset(random.sample(_TAGS, random.randint(0, 2)))
    facts["item.sku"] = random.choice((f"{random.choice('ABCDEFGH')}-{random.randrange(900)}", None))
    return facts


def _inputs(random: Random, refusals: Sequence[list[Part]]) -> list[_Facts]:
    """Return facts: half of them made to meet a refusal, half drawn until they meet none."""
    found = [
        _facts(random) | {part.path: part.meeting for part in random.choice(refusals)}
        for _ in range(_INPUTS // 2)
    ]
    by_vendor = _by_vendor(refusals)
    while len(found) < _INPUTS:
        facts = _facts(random)
        if _first(by_vendor, facts) < 0:
            found.append(facts)
    random.shuffle(found)
    return found


_Numbered = list[tuple[int, list[Part]]]


def _first(refusals: Mapping[Value, _Numbered], facts: _Facts) -> int:
    """Return the number of the first refusal that *facts* meet, or -1, in the plainest way."""
    for number, parts in refusals.get(facts["item.vendor"], refusals[None]):
        if all(part.holds(facts[part.path]) for part in parts):
            return number
    return -1


def _by_vendor(refusals: Sequence[list[Part]]) -> dict[Value, _Numbered]:
    """Return the refusals that may speak about goods of each vendor; under None those about all."""
    found: dict[Value, _Numbered] = {None: []}
    for number, parts in enumerate(refusals):
        vendor = next((part.meeting for part in parts if part.path == "item.vendor"), None)
        found.setdefault(vendor, []).append((number, parts))
    return found


def _views(facts: _Facts) -> Views:
    given = [_VIEWS[root](*(facts[path] for path in _READ if path.startswith(root + "."))) for root in _ROOTS]
    order, item, customer, request = given
    return order, item, customer, request, None, None, _ELAPSED(delivery_days=9)


_READ: Final = ("item.vendor", *_PATHS)
_VIEWS: Final = {
    root: make_dataclass(
        root, [path.partition(".")[2] for path in _READ if path.startswith(root + ".")], slots=True
    )
    for root in _ROOTS
}
_ELAPSED: Final = make_dataclass("elapsed", ["delivery_days"], slots=True)
