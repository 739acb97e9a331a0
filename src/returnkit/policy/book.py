"""Book: versions of policies, of which exactly one is for each order at each instant."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from returnkit.clock import to_utc
from returnkit.diagnostics import suggest
from returnkit.errors import BookError, NoPolicyError
from returnkit.facts import Order

from .book_faults import book_faults
from .document import Policy
from .entries import BookEntry
from .versions import Version


@dataclass(frozen=True, slots=True)
class PolicyBook:
    """An immutable set of policy versions and their revisions.

    The scopes and periods of its entries leave no order with two policies, and no hole between two periods
    of one scope; a later revision is not less generous, unless it says so.

    Attributes:
        entries: The policies, in any order.
    """

    entries: tuple[BookEntry, ...]

    def __post_init__(self) -> None:
        if faults := tuple(book_faults(self.entries)):
            raise BookError(faults)

    @classmethod
    def of(cls, *entries: Policy | BookEntry) -> PolicyBook:
        """Return the book of *entries*; a policy alone is for orders of every shop, market, channel and tag.

        Raises:
            BookError: With every fault of the book.
        """
        return cls(tuple(each if isinstance(each, BookEntry) else BookEntry(each) for each in entries))

    def for_order(self, order: Order, *, at: datetime, shop: str | None = None) -> Policy:
        """Return the policy of *order*: of its version the newest revision published by *at*.

        Args:
            order: The order; the day it was placed on is that of the shop's zone.
            at: The instant the policy is asked for, such as when a return is submitted; aware.
            shop: The shop it was sold in; None is not known.

        Raises:
            NoPolicyError: No version is for it, or none of its revisions is published yet.
            InstantError: *at* has no zone.
        """
        at = to_utc(at)
        mine = [each for each in self.entries if _is_for(each, order, shop)]
        if not mine:
            message = f"no policy of the book is for order `{order.number}` of {order.placed_at.isoformat()}"
            help_ = (
                "add a version whose `orders` hold that day in the shop's zone, for the scope of the order"
            )
            raise NoPolicyError(message, help=help_)
        published = [each for each in mine if _is_published(each.policy, at)]
        if not published:
            message = f"no revision of {mine[0]} is published by {at.isoformat()}"
            raise NoPolicyError(
                message, help="a first revision without `published` counts from the beginning"
            )
        return max(published, key=lambda each: each.revision).policy

    def get(self, id: str, version: Version | None = None) -> Policy:
        """Return the policy *id* of the version and revision that a return keeps.

        A version is known by the first day of its orders: its last may be set later.

        Args:
            id: The policy's id.
            version: As it stood in the policy; None for a policy without one.

        Raises:
            NoPolicyError: It is not in the book.
        """
        wanted = _key(version)
        for each in self.entries:
            if each.policy.id == id and _key(each.policy.version) == wanted:
                return each.policy
        ids = {each.policy.id for each in self.entries}
        if id not in ids:
            raise NoPolicyError(f"the book has no policy `{id}`", help=suggest(id, ids))
        known = "; ".join(str(each.policy.version) for each in self.entries if each.policy.id == id)
        asked = str(version) if version else "without a version"
        raise NoPolicyError(f"the book has no `{id}`, {asked}", help=f"it has {known}")


def _is_for(entry: BookEntry, order: Order, shop: str | None) -> bool:
    in_period = entry.orders is None or entry.orders.holds(order.placed_at, entry.policy.zone)
    return in_period and entry.scope.holds(order, shop=shop)


def _is_published(policy: Policy, at: datetime) -> bool:
    published = policy.version.published if policy.version else None
    return published is None or published <= at


def _key(version: Version | None) -> tuple[date | None, int] | None:
    return (version.orders.first, version.revision) if version else None
