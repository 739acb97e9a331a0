"""Scopes: which orders the policies of a book are for, beside when they were placed."""

from __future__ import annotations

from typing import Annotated, Final, NamedTuple, Self, TypeAlias

from pydantic import AfterValidator, Field, model_validator

from returnkit.facts import Order
from returnkit.model import Frozen

from .terms import SEVERAL

Words: TypeAlias = Annotated[
    tuple[Annotated[str, Field(min_length=1, max_length=200)], ...],
    SEVERAL,
    AfterValidator(lambda words: tuple(sorted(set(words)))),
]
"""One word, or several in any order."""

_ALONE: Final = ("shop", "market", "channel")
"""What an order has one of, or none."""


class BookScope(Frozen):
    """Which orders a policy of a book is for: those of which all that is said here is true.

    Attributes:
        shop: Sold in one of these shops; likewise the others. Empty: in any.
        market: In one of these markets of the shop.
        channel: In one of these channels.
        tag: The order has one of these tags.
        not_shop: Sold in none of these shops, or it is not known in which; likewise the others.
        not_market: In none of these markets.
        not_channel: In none of these channels.
        not_tag: The order has none of these tags.
    """

    shop: Words = ()
    market: Words = ()
    channel: Words = ()
    tag: Words = ()
    not_shop: Words = ()
    not_market: Words = ()
    not_channel: Words = ()
    not_tag: Words = ()

    @model_validator(mode="after")
    def _some_order_can_be_in_it(self) -> Self:
        for name in (*_ALONE, "tag"):
            wanted, barred = _sides(self, name)
            if wanted and wanted <= barred:
                raise ValueError(f"no order is in it: `{name}` and `not_{name}` name the same")
        return self

    def holds(self, order: Order, *, shop: str | None = None) -> bool:
        """Return whether *order* is in it.

        Args:
            order: The order.
            shop: The shop it was sold in; None is not known.
        """
        known = {"shop": shop, "market": order.market, "channel": order.channel}
        for name in _ALONE:
            wanted, barred = _sides(self, name)
            if known[name] in barred or (wanted and known[name] not in wanted):
                return False
        wanted, barred = _sides(self, "tag")
        return barred.isdisjoint(order.tags) and not (wanted and wanted.isdisjoint(order.tags))

    def meets(self, other: BookScope) -> bool:
        """Return whether one order can be in both."""
        for name in _ALONE:
            (wanted, barred), (others, others_barred) = _sides(self, name), _sides(other, name)
            both = wanted & others if wanted and others else wanted or others
            # Of an order that nothing is wanted of the place may be any, or not known.
            if (wanted or others) and not both - barred - others_barred:
                return False
        (wanted, barred), (others, others_barred) = _sides(self, "tag"), _sides(other, "tag")
        # An order has many tags: it can have one that the one wants, and one that the other does.
        free = [side - barred - others_barred for side in (wanted, others) if side]
        return all(free)

    def __str__(self) -> str:
        said = {name: getattr(self, name) for name in type(self).model_fields}
        return ", ".join(f"{name} {' or '.join(words)}" for name, words in said.items() if words) or "all"


class _Sides(NamedTuple):
    wanted: frozenset[str]
    barred: frozenset[str]


def _sides(scope: BookScope, name: str) -> _Sides:
    return _Sides(frozenset(getattr(scope, name)), frozenset(getattr(scope, f"not_{name}")))
