"""Entries: the policies of a book, each with the orders it is for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, TypeAlias

from .document import Policy
from .periods import Period
from .scopes import BookScope

ALL_ORDERS: Final = BookScope()


@dataclass(frozen=True, slots=True)
class BookEntry:
    """A policy in a book: one revision of one version.

    Attributes:
        policy: The policy.
        scope: Which orders it is for, beside when they were placed.
    """

    policy: Policy
    scope: BookScope = ALL_ORDERS

    @property
    def orders(self) -> Period | None:
        """When the orders were placed that it is for; None is ever."""
        return self.policy.version.orders if self.policy.version else None

    @property
    def revision(self) -> int:
        """Which revision it is, from 1."""
        return self.policy.version.revision if self.policy.version else 1

    def __str__(self) -> str:
        return f"`{self.policy.id}` for {f'orders {self.orders}' if self.orders else 'all orders'}"


Some: TypeAlias = str | tuple[str, ...]
"""One word, or several."""


def entry(
    policy: Policy,
    *,
    shop: Some = (),
    market: Some = (),
    channel: Some = (),
    tag: Some = (),
    not_shop: Some = (),
    not_market: Some = (),
    not_channel: Some = (),
    not_tag: Some = (),
) -> BookEntry:
    """Return *policy* for a book, for the orders of which all that is said here is true.

    `entry(policy, market=("de", "at"), not_tag="b2b")`

    Args:
        policy: The policy.
        shop: Sold in one of these shops; likewise the others. Empty: in any.
        market: In one of these markets.
        channel: In one of these channels.
        tag: With one of these tags.
        not_shop: Sold in none of these shops, or it is not known in which; likewise the others.
        not_market: In none of these markets.
        not_channel: In none of these channels.
        not_tag: With none of these tags.
    """
    said = {"shop": shop, "market": market, "channel": channel, "tag": tag, "not_shop": not_shop}
    said |= {"not_market": not_market, "not_channel": not_channel, "not_tag": not_tag}
    return BookEntry(policy, BookScope.model_validate(said))
