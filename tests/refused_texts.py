"""Refused texts: conditions with a fault set into them, and damaged ones; some still pass."""

from __future__ import annotations

from random import Random
from typing import Final

from tests.generators import SCHEMA, Conditions

_PATHS: Final = SCHEMA.paths
_FRAGMENTS: Final = (
    "item.price == null",
    "item.price ?? 3 > 2",
    "item.weight < 3",
    "item.brand.length > 1",
    '"a" in item.labels',
    'order.country == "DEE"',
    'item.category in ["shirt", "shoes"]',
    'item.price == "a"',
    "item.tags",
    "item.price",
    "(true ? item.sealed : order.paid)",
    "item.price / 0 > 1",
    "1 / 0 > item.price",
    "item.price % (1 - 1) > 1",
    'd"9999-12-31T00:00:00Z" + t"P36525D" > item.made_at',
    "1 < item.price < 3",
    "item.price = 3",
    "(item.sealed",
    "item.sealed item.paid",
    "item.sealed and",
    "item.price ** 2 > 4",
    "item.price << 3 > 4",
    "$now > item.made_at",
    "item.__class__ == 1",
    "item.made_at.weekday == 1",
    "[x for x in item.tags]",
    "item.tags[0] == 1",
    'item.sku =~ "(a+)+$"',
    'item.sku =~ "(?=a)"',
    "item.sku =~ item.sku",
    'item.sku =~ "a" + "b"',
    "item.price > 0x10",
    "item.price > 007",
    "item.price > 1e999",
    "item.price > nan",
    'item.sku == "\\q"',
    'item.sku == b"ab"',
    'item.made_at > d"2026-13-01T00:00:00Z"',
    'item.made_at > d"2026-01-01"',
    'order.age > t"P1Y"',
    'order.age > t"P99999D"',
    "item.price in [item.price, 1]",
    'item.sku == "a\u202e"',
    'item.sku == "a\u200b"',
    'item.sku == "\\x00"',
    "item.sku.starts_with()",
    'item.sku.contains("a")',
    'item.price.starts_with("a")',
    'item.sku == {"a": 1}',
    "floor(item.price) > 1",
    "item.sealed.length > 1",
    "item.sealed + 1 > 1",
    "-item.sku == 1",
    "not item.price",
    'item.price in [1, "a"]',
    "null in [1]",
    "item.price > item.sku",
    "item.sealed > order.paid",
    "item.price in 3",
    "item.sku in [1, 2]",
    "item.tags == 1",
    "item.brand ?? 3 == 3",
    "item.gift",
    "order.gift",
    "order.gift and item.sealed",
    "3",
    "null",
    "\u0665 > 3",
    "",
    "item.price > 3 # dear",
    "item.price > 'a",
    "unheard > 1",
    "item.colour == 1",
    "order.totla > 1",
)
_TOKENS: Final = (
    "and",
    "or",
    "not",
    "in",
    "(",
    ")",
    "==",
    "<",
    "?",
    ":",
    "??",
    "null",
    "3",
    '"a"',
    "[",
    "]",
    ",",
    "-",
)


def refused(random: Random) -> str:
    """Return a text that is mostly refused: a fault set into a condition, or a condition damaged."""
    sound = Conditions(random).condition(random.choice((0, 1, 2)))
    draw = random.random()
    if draw < 0.55:
        fault, word = random.choice(_FRAGMENTS), random.choice(("and", "or"))
        return random.choice((fault, f"({sound.text}) {word} {fault}", f"{fault} {word} ({sound.text})"))
    if draw < 0.60:
        return random.choice(
            (f"{'(' * 40}{sound.text}{')' * 40}", "not " * 9 + "item.sealed", "- " * 9 + "1 == 1")
        )
    if draw < 0.65:
        return " or ".join([f"({sound.text})"] * 300)
    if draw < 0.85:
        words = sound.text.replace("(", " ( ").replace(")", " ) ").split(" ")
        place = random.randrange(len(words))
        words[place : place + random.choice((0, 1))] = [random.choice((*_TOKENS, *_PATHS))]
        return " ".join(words)
    text = sound.text
    asked = [path for path in _PATHS if path in text] or ["item.sealed"]
    path = random.choice(asked)
    return text.replace(path, random.choice((random.choice(_PATHS), path[:-1], path + ".length", path + "s")))


def refused_definitions(random: Random) -> dict[str, str]:
    """Return definitions of which at least one is at fault."""
    sound = Conditions(random).condition(1).text
    return random.choice(
        (
            {"one": f"two and ({sound})", "two": "one"},
            {"one": "one"},
            {"one": "two", "two": "three", "three": "one or order.paid", "four": sound},
            {"not": sound},
            {"item": sound},
            {"two words": sound},
            {"order": sound, "fine": sound},
        )
    )
