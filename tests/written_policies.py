"""Written policies: documents that say everything a policy can say, in every form, seeded.

None has a fault, but that some name a base that is not at hand. A new field of a policy needs a place here or
in `tests.written_rules`: a test compares what they reach.
"""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from random import Random
from typing import Any, Final

from returnkit.diagnostics import Source
from returnkit.documents import Document, validate
from returnkit.policy import Policy
from tests.hostile_words import a_word
from tests.modes import size
from tests.written_rules import DECIMALS, Fields, RuleAuthor

COUNT: Final = size(ci=250, full=20_000)

_ZONES: Final = ("UTC", "America/Chicago", "Asia/Seoul", "Etc/GMT+5", "America/Argentina/Buenos_Aires")
_FACTS: Final[Fields] = {
    "item.size": {"type": "string", "default": "a"},
    "item.term": {"type": "number", "ask": "shopper", "flip": True},
    "item.weight": {"type": "number", "default": Decimal("2.50"), "doc": "Kilograms: what it weighs."},
    "item.parts": {"type": "number", "default": 3, "nullable": False},
    "item.opened": {"type": "boolean", "ask": "staff"},
    "item.final": {"type": "boolean", "default": False},
    "item.grade": {"type": ["a", "NO", "1.5"], "ask": "inspection"},
    "customer.risk": {"type": ["low"], "nullable": True},
    "history.swaps": {"type": "number"},
}
_DEFINE: Final[Fields] = {
    "cap": 30, "share": Decimal("0.50"), "always": True, "never": "false",
    "on": 'item.category == "a: b # c"',
    "no": "item.opened\n  and not item.final", "y": '"store_card" in order.paid_by',
}  # fmt: skip
_INSTANTS: Final = ("2026-11-01T00:00:00Z", "2026-11-01 12:30:00.000001+09:00", "2027-01-15T08:00:00-06:00")


@cache
def document(seed: int) -> Fields:
    """Return the document of *seed*."""
    return _document(Random(seed))


def policy_of(data: object) -> Policy:
    """Return the policy that the document *data* writes."""
    return validate(Document(Source("generated", ""), data), Policy)


@cache
def policy(seed: int) -> Policy:
    """Return the policy of *seed*."""
    return policy_of(document(seed))


def _document(random: Random) -> Fields:
    author = RuleAuthor(random, random.choice(tuple(DECIMALS)))
    found: Fields = {"policy": random.choice(("shop", "2026-11-01", "no", "1e3", "acme.us_2"))}
    found |= {"returnkit": 1} if random.random() < 0.5 else {}
    found |= {"version": _version(random)} if random.random() < 0.4 else {}
    found |= {"currency": author.currency} if author.currency != "USD" or random.random() < 0.5 else {}
    found |= {"timezone": _timezone(random)} if random.random() < 0.8 else {}
    found |= {"floor": _floors(random, author.currency)} if random.random() < 0.4 else {}
    found |= {"base": "no"} if random.random() < 0.1 else {}
    found |= {"facts": _facts(random), "define": _DEFINE, "rules": author.rules()}
    return found | (_overrides(random, found["rules"]) if random.random() < 0.2 else {})


def _version(random: Random) -> Fields:
    revision = random.choice((1, 1, 2, 7))
    orders = random.choice(("2026-11-01..", "..2025-01-06", {"first": "2026-11-01", "last": "2026-12-31"}))
    found: Fields = {"orders": orders}
    found |= {"revision": revision} if revision > 1 or random.random() < 0.5 else {}
    found |= {"published": random.choice(_INSTANTS)} if random.random() < 0.5 else {}
    return found | ({"against_shopper": a_word(random)} if revision > 1 and random.random() < 0.5 else {})


def _timezone(random: Random) -> Any:
    zone = random.choice(_ZONES)
    return random.choice((zone, zone, [zone], ["destination", zone]))


def _floors(random: Random, currency: str) -> Any:
    offer = {"law_refund": "refund"}
    law: Fields = {
        "policy": "law",
        "currency": currency,
        "timezone": _timezone(random),
        "rules": [{"id": "fourteen", "offer": offer, "within": "14 days of delivery"}],
    }
    return random.choice(("statute", ["statute"], [law], [law, "statute"]))


def _facts(random: Random) -> Fields:
    words = list(dict.fromkeys(a_word(random) for _ in range(3)))
    return _FACTS | {
        "order.word": {"type": "string", "default": a_word(random)},
        "request.word": {"type": words, "ask": "shopper", "doc": a_word(random)},
    }


def _overrides(random: Random, rules: list[Fields]) -> Fields:
    """Return rules of the staff above *rules*."""
    above: list[Fields] = [
        {"id": "by-staff", "review": a_word(random)},
        {"id": "by-staff-too", "for": "no", "allow": True},
    ]
    said = {"who": random.choice(("ann", "no")), "why": a_word(random), "until": random.choice(_INSTANTS)}
    offers = [rule["offer"] for rule in rules if "offer" in rule]
    if not any("no" in offer for offer in offers):
        above.pop()
    return {"rules": [*above, *rules], "overrides": [said | {"rules": above}]}
