"""Values: what each name is told as, those that a policy tells apart before others, the typical first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Final

from returnkit.expr.ir import Kind
from returnkit.expr.schema import Name, Schema, is_unknown
from returnkit.policy import Policy, compile_policy
from returnkit.situations import Given, spread

_SIZES: Final = tuple(map(Decimal, (1, 0, 10, 100, 1000)))

Values = Mapping[str, Sequence[Given]]
"""By path."""


def vocabulary_of_values(over: Schema | Policy) -> tuple[Schema, Values]:
    """Return the names of *over*, and of a policy the values that it tells apart.

    Raises:
        DocumentError: The policy has faults.
    """
    if isinstance(over, Schema):
        return over, {}
    return compile_policy(over).vocabulary.schema, spread(over)


def values_of(name: Name, told: Values) -> tuple[object, ...]:
    """Return known values of *name* that are not null: the typical one, then what is *told* of it."""
    found = [_exact(name.typical), *(_exact(value) for value in told.get(name.path, _usual(name)))]
    return tuple(_each_once(value for value in found if value is not None and not is_unknown(value)))


def _usual(name: Name) -> Iterator[object]:
    """Yield values of a name of which no policy says anything."""
    match name.kind:
        case Kind.BOOLEAN:
            yield from (False, True)
        case Kind.NUMBER:
            low, high = name.minimum, name.maximum
            bounds = [bound for bound in (low, high) if bound is not None]
            yield from (
                n for n in (*bounds, *_SIZES) if (low is None or n >= low) and (high is None or n <= high)
            )
        case _:
            yield from name.values


def _exact(value: object) -> object:
    return Decimal(value) if isinstance(value, int) and not isinstance(value, bool) else value


def _each_once(values: Iterator[object]) -> Iterator[object]:
    # Not a set: 1 and true are equal to Python, and to nobody else.
    seen: set[tuple[type, object]] = set()
    for value in values:
        if (type(value), value) not in seen:
            seen.add((type(value), value))
            yield value
