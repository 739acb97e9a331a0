"""Entries: what a search sees of a return; every store keeps the same of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from returnkit.lifecycle import Return

from .fields import INSTANT_FIELDS, TEXT_FIELDS, WORD_FIELDS
from .query import Sort, Summary
from .texts import microseconds, order_key, search_key


@dataclass(frozen=True, slots=True)
class Entry:
    """What a search sees of a return.

    Attributes:
        summary: What a list shows.
        terms: The keys of its texts, each with the name of its field.
        instants: Its instants by the name of their field; None where there is none.
        order_key: What it is sorted by as to its order.
    """

    summary: Summary
    terms: frozenset[tuple[str, str]]
    instants: Mapping[str, datetime | None]
    order_key: str

    @property
    def words(self) -> tuple[str, ...]:
        """The keys that words of a search are looked for in, sorted."""
        return tuple(sorted({key for name, key in self.terms if name in WORD_FIELDS}))

    def sort_key(self, sort: Sort) -> int | str:
        """Return what it is sorted by."""
        match sort:
            case Sort.REQUESTED:
                return microseconds(self.summary.submitted_at)
            case Sort.UPDATED:
                return microseconds(self.summary.updated_at)
            case Sort.ORDER:
                return self.order_key


def entry_of(return_: Return) -> Entry:
    """Return what a search sees of *return_*."""
    order = return_.order
    summary = Summary(
        id=return_.id,
        rma=return_.rma,
        order_id=order.id,
        order_number=order.number,
        customer_id=order.customer.id if order.customer else None,
        status=return_.status,
        approval=return_.approval,
        shipping=return_.shipping,
        money=return_.money,
        submitted_at=return_.submitted_at,
        updated_at=return_.updated_at,
    )
    terms = frozenset(
        (field.name, search_key(text)) for field in TEXT_FIELDS for text in field.read(return_) if text
    )
    instants = {field.name: field.read(return_) for field in INSTANT_FIELDS}
    return Entry(summary, terms, instants, order_key(order.number))
