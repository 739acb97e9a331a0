"""Spread: values of each name that a policy tells apart, the typical one first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Final

from returnkit.decision.possible import OTHER, SIZES, conditions_of, literals, possible_values
from returnkit.expr.ir import Kind, Node, fields
from returnkit.expr.schema import Name
from returnkit.facts import TOTALS
from returnkit.money import exponent
from returnkit.policy import Policy, compile_policy

from .keys import key_of
from .situation import facts_in, situation
from .values import UNKNOWN, Given, as_given

_DAY: Final = timedelta(days=1)
_SECOND: Final = timedelta(seconds=1)
_AT: Final = datetime(2026, 3, 7, tzinfo=UTC)
"""When the reasons are asked for; a typical one."""
_TOTALS: Final = frozenset(name.path for name in TOTALS)


def spread(policy: Policy) -> Mapping[str, tuple[Given, ...]]:
    """Return values of every name that conditions of *policy* read: of each kind that it tells apart some.

    A number is each constant that it is compared with and its neighbours by one unit of its scale; an instant
    likewise by a day and a second. A text is each constant and one that no rule names; a set is each constant
    alone, all of them and none. Null is among them where it can be, and last that it is not known.

    Returns:
        The values by path, in the order of the vocabulary; the first is that of the typical situation.

    Raises:
        DocumentError: The policy has faults.
    """
    compiled = compile_policy(policy)
    read = {field.path for node in _nodes(policy) for field in fields(node)} - _TOTALS
    paths = tuple(path for path in compiled.vocabulary.schema.paths if path in read)
    typical = facts_in(policy, situation(policy), paths)
    found: dict[str, tuple[Given, ...]] = {}
    for path in paths:
        values = [as_given(typical[path]), *_values(policy, compiled.vocabulary.schema[path])]
        key = key_of(policy, path)
        if key is not None and key.can_be_unknown:
            values.append(UNKNOWN)
        found[path] = tuple(_each_once(values))
    return found


def _nodes(policy: Policy) -> Iterator[Node]:
    for condition in conditions_of(compile_policy(policy), internal=True):
        if condition.node is not None:
            yield condition.node


def _values(policy: Policy, name: Name) -> Iterator[Given]:
    compiled = compile_policy(policy)
    known = literals(compiled, name.path, internal=True)
    match name.kind:
        case Kind.BOOLEAN:
            yield from (True, False)
        case Kind.NUMBER:
            yield from _numbers(policy, name, [value for value in known if isinstance(value, Decimal)])
        case Kind.INSTANT:
            for value in known:
                if isinstance(value, datetime):
                    yield from (value, value - _SECOND, value + _DAY, value - _DAY)
        case Kind.STRINGS:
            words = [value for value in known if isinstance(value, str)]
            yield from (frozenset({word}) for word in words)
            yield from (frozenset(words), frozenset())
        case _ if name.values:
            yield from name.values
        case _ if name.path == "request.reason":
            yield from (value for value in possible_values(compiled, name, _AT, internal=True))
        case _:
            yield from (value for value in known if isinstance(value, str))
            yield OTHER
            if not known and isinstance(name.typical, str):
                yield name.typical  # to be the same as another name
    if name.nullable:
        yield None


def _numbers(policy: Policy, name: Name, known: list[Decimal]) -> Iterator[Decimal]:
    scale = exponent(policy.currency) if name.unit == "money" else name.scale or 0
    step = Decimal(1).scaleb(-scale)
    near = [value + by for value in known for by in (Decimal(0), -step, step)] or [*SIZES]
    yield from filter(name.allows, near)


def _each_once(values: list[Given]) -> Iterator[Given]:
    seen: set[str] = set()
    for value in values:
        mark = f"{type(value).__name__} {value!r}"  # true equals 1, and what is not known compares to nothing
        if mark not in seen:
            seen.add(mark)
            yield value
