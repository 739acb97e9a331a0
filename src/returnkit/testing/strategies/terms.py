"""Terms: parts of a condition, with the ways to tell what they read, and those in which they hold."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cached_property
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

_MOST_WAYS: Final = 300
_NONE: Final[Mapping[str, tuple[str, Given]]] = MappingProxyType({})


class Term:
    """Keys that one part of a condition reads, or one demand is about.

    Attributes:
        near: The values of each key that are told apart, beside the typical one.
    """

    def __init__(
        self, near: Values, node: Node | None = None, read: Mapping[str, tuple[str, Given]] = _NONE
    ) -> None:
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
        sizes = [len(values) + 1 for values in self.near.values()]
        count = prod(sizes)
        # Each step reaches every value of every key, since it shares no divisor with their numbers.
        step = max(count // _MOST_WAYS, 1)
        while gcd(step, count) > 1:
            step += 1
        for way in range(min(count, _MOST_WAYS)):
            place, told = way * step % count, {}
            for (key, values), size in zip(self.near.items(), sizes, strict=True):
                place, chosen = divmod(place, size)
                if chosen:
                    told[key] = values[chosen - 1]
            yield told
