"""Generated facts: values at and around the constants of conditions, and extreme ones."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from random import Random
from types import SimpleNamespace
from typing import Any, Final

from returnkit.expr.ir import Kind
from returnkit.expr.schema import Name, Unknown
from tests.generators import INSTANTS, NUMBERS, SCHEMA, TEXTS

_HUGE: Final = tuple(
    map(Decimal, ("9E+999999", "-9E+999999", "1E-999999", "1E+500000", "0", "1", "7E+600000"))
)
_EDGES: Final = (datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC))
_SPANS: Final = (timedelta.max, timedelta.min, timedelta(0), -timedelta(days=1))
_INSTANTS: Final = tuple(datetime.fromisoformat(text).astimezone(UTC) for text in INSTANTS)
_LENGTHS: Final = (*(timedelta(days) for days in (0, 1, 14, 30, 2, 36525)), timedelta(seconds=1))
_LEAST: Final = timedelta(microseconds=1)

Facts = dict[str, Any]
"""The value of each path; Any: values of every kind, null and unknown."""


def facts(random: Random, *, unknown: float = 0.0) -> Facts:
    """Return a value for every name of `SCHEMA`; *unknown* is the share of facts not known."""
    wild = random.random() < 0.7  # the others are ordinary
    return {
        entry.path: Unknown("not_asked") if random.random() < unknown else fact(random, entry, wild=wild)
        for entry in SCHEMA
    }


def fact(random: Random, entry: Name, *, wild: bool = True) -> Any:
    """Return a value that *entry* can have; a *wild* one may be at the end of what can be computed."""
    if entry.nullable and random.random() < 0.4:
        return None
    if entry.path == "item.huge":
        return random.choice(_HUGE if wild else _HUGE[-3:])
    if entry.values:
        return random.choice(entry.values)
    match entry.kind:
        case Kind.BOOLEAN:
            return random.random() < 0.5
        case Kind.NUMBER:
            return _number(random, whole=entry.scale == 0, wild=wild)
        case Kind.STRING:
            return random.choice(TEXTS) + random.choice(("", "", "", "a", "X"))
        case Kind.STRINGS:
            return frozenset(random.sample(TEXTS, random.choice((0, 1, 2, 4))))
        case Kind.INSTANT:
            if wild and random.random() < 0.6:
                return random.choice(_EDGES)
            return random.choice(_INSTANTS) + random.choice((-_LEAST, 0 * _LEAST, _LEAST))
        case Kind.DURATION:
            if wild and random.random() < 0.6:
                return random.choice(_SPANS)
            return random.choice(_LENGTHS) + random.choice((-_LEAST, 0 * _LEAST, _LEAST))


def _number(random: Random, *, whole: bool, wild: bool) -> Decimal | int:
    if whole or random.random() < 0.2:
        return random.choice((0, 0, 1, 2, 3, 10, 100))
    if wild and random.random() < 0.6:
        return random.choice((Decimal(0), Decimal("0.00"), Decimal("1E+30"), Decimal("-1E-30"), 10**28 - 1))
    return Decimal(random.choice(NUMBERS)) + random.choice((0, 0, Decimal("0.01"), Decimal("-0.01")))


def things(values: Mapping[str, Any]) -> tuple[SimpleNamespace, ...]:
    """Return one object a root, in the order of `SCHEMA.roots`: what conditions are asked of."""
    by_root: dict[str, dict[str, Any]] = {root: {} for root in SCHEMA.roots}
    for path, value in values.items():
        root, _, attribute = path.partition(".")
        by_root[root][attribute] = value
    return tuple(SimpleNamespace(**attributes) for attributes in by_root.values())
