"""Query: what is asked of a search, and a page of what it found."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from returnkit.ids import CustomerId, OrderId, ReturnId
from returnkit.lifecycle import ApprovalStatus, MoneyStatus, ReturnStatus, ShippingStatus

MAX_PAGE: Final = 200
MAX_CONDITIONS: Final = 40
"""Filters and words of a search."""
MAX_VALUES: Final = 100
"""Values of one filter."""


class Sort(StrEnum):
    """What returns are sorted by; of two alike, by which was stored first."""

    REQUESTED = "requested"
    UPDATED = "updated"
    ORDER = "order"
    """By the order's number: `#999` comes before `#1001`."""


class Match(StrEnum):
    """How a value is compared."""

    IS = "is"
    """A text is one of the values, in any case."""
    FROM = "from"
    """At or after the instant."""
    BEFORE = "before"
    """Strictly before the instant."""
    WITHIN = "within"
    """At or after the first of two instants, and strictly before the second."""


@dataclass(frozen=True, slots=True)
class Filter:
    """One condition of a search.

    Attributes:
        name: What is looked at: a name of `FIELDS`.
        match: How it is compared.
        values: Texts, any of which will do; instants, as the match takes them, where the field is one.
        is_not: Whether it must not hold. What a return does not have holds of nothing.
    """

    name: str
    match: Match
    values: tuple[str, ...] | tuple[datetime, ...]
    is_not: bool = False


@dataclass(frozen=True, slots=True)
class Search:
    """What is asked.

    Attributes:
        filters: All of them must hold.
        words: Each must be the beginning of a number or of a code of the return, in any case.
        sort: What the page is sorted by.
        descending: Whether the last comes first.
        limit: Returns of a page, 1 to 200.
        after: The cursor of the page before; None is the first page.
    """

    filters: tuple[Filter, ...] = ()
    words: tuple[str, ...] = ()
    sort: Sort = Sort.REQUESTED
    descending: bool = True
    limit: int = 50
    after: str | None = None


@dataclass(frozen=True, slots=True)
class Summary:
    """A return in a list.

    Attributes:
        id: Its identifier.
        rma: Its number.
        order_id: The order.
        order_number: What the shopper calls it.
        customer_id: Whose it is; None is not known.
        status: One word for it.
        approval: Whether it is to be.
        shipping: Where the goods are.
        money: How much of what was settled has reached the customer.
        submitted_at: When it was asked for, UTC.
        updated_at: When something happened to it last, UTC.
    """

    id: ReturnId
    rma: str
    order_id: OrderId
    order_number: str
    customer_id: CustomerId | None
    status: ReturnStatus
    approval: ApprovalStatus
    shipping: ShippingStatus
    money: MoneyStatus
    submitted_at: datetime
    updated_at: datetime


@dataclass(frozen=True, slots=True)
class Page:
    """A page of returns.

    Attributes:
        returns: What was found.
        next: The cursor of the page after this one; None is the last one.
    """

    returns: tuple[Summary, ...]
    next: str | None
