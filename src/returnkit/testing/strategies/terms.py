"""Terms: parts of a condition, with the ways to tell what they read, and those in which they hold."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import product
from math import gcd, prod
from types import MappingProxyType, SimpleNamespace
from typing import Final, TypeAlias

from returnkit.expr.backends.kleene import Truth
from returnkit.expr.backends.twins import compile_kleene
from returnkit.expr.ir import Node, fields
from returnkit.situations import Given

Values: TypeAlias = Mapping[str, Sequence[Given]]
"""Values beside the typical one, by key."""

Told: TypeAlias = dict[str, Given]
"""What differs from the typical situation, by key."""

Typical: TypeAlias = Mapping[str, tuple[str, Given]]
"""Of each path that a condition reads the key that tells it, and its typical value."""

_MOST_WAYS: Final = 307
"""Unless one key alone has more values. A prime with the root `_FACTOR`: its powers make all the factors."""
_FACTOR: Final = 242
"""Of the roots the one with which the ways tell most pairs of values."""
_NONE: Final[Typical] = MappingProxyType({})


class Term:
    """Keys that one part of a condition reads, or one demand is about.

    Attributes:
        near: The values of each key that are told apart, beside the typical one.
    """

    def __init__(self, near: Values, node: Node | None = None, read: Typical = _NONE) -> None:
        """Make it.

        Args:
            near: The values by key.
            node: What has to hold; None where that cannot be asked of the keys alone.
            read: Of each path that *node* reads the key that tells it, and its typical value.
        """
        self.near = {key: tuple(values) for key, values in near.items() if values}
        self._node, self._read = node, read

    def of(self, keys: Collection[str]) -> Term:
        """Return the same about *keys* only; its other names are typical."""
        return Term({key: self.near[key] for key in self.near if key in keys}, self._node, self._read)

    @cached_property
    def ways(self) -> tuple[Told, ...]:
        """What can be told of its keys, the least first; of very many ways some of all sorts."""
        return tuple(sorted(self._ways(), key=len))

    @cached_property
    def holding(self) -> tuple[Told, ...]:
        """The ways in which its part of the condition holds; all where none does or that is not asked."""
        ways = zip(self.ways, self._truths, strict=True)
        return tuple(told for told, truth in ways if truth is True) or self.ways

    @cached_property
    def failing(self) -> tuple[Told, ...]:
        """The ways to tell something by which it does not hold; all where there is none."""
        ways = zip(self.ways, self._truths, strict=True)
        return tuple(told for told, truth in ways if told and truth is False) or self.ways

    @cached_property
    def _truths(self) -> tuple[Truth, ...]:
        """Whether its part of the condition holds, of each way."""
        if self._node is None:
            return (True,) * len(self.ways)
        read = [(field.root, field.attribute, *self._read[field.path]) for field in fields(self._node)]
        views = {root: SimpleNamespace() for root, *_ in read}
        ask = compile_kleene(self._node, tuple(views))

        def truth(told: Told) -> Truth:
            for root, attribute, key, typical in read:
                setattr(views[root], attribute, told.get(key, typical))
            return ask(*views.values())[0]

        return tuple(map(truth, self.ways))

    def _ways(self) -> Iterator[Told]:
        for places in _places([len(values) + 1 for values in self.near.values()]):
            near = zip(self.near.items(), places, strict=True)
            yield {key: values[place - 1] for (key, values), place in near if place}


def _places(sizes: Sequence[int]) -> Iterator[tuple[int, ...]]:
    """Yield combinations of places, one of each size: all where they are few, else some with every place."""
    if prod(sizes) <= _MOST_WAYS:
        yield from (places[::-1] for places in product(*map(range, reversed(sizes))))
        return
    count = max(_MOST_WAYS, *sizes)
    while gcd(_FACTOR, count) > 1:
        count += 1
    # A lattice: each factor takes the ways in another order, all of them since it shares no divisor with
    # their number; so that every place of a size is taken, and as often as the others.
    factors = [pow(_FACTOR, nth, count) for nth in range(len(sizes))]
    for way in range(count):
        places = zip(sizes, factors, strict=True)
        yield tuple(way * factor % count * size // count for size, factor in places)
