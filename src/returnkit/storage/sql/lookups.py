"""Lookups: each condition of a search as a clause, and as the entries that it finds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

from sqlalchemy import ColumnElement, Select, and_, exists, func, literal, not_, or_, select, tuple_
from sqlalchemy.sql import ColumnCollection
from sqlalchemy.sql.expression import UnaryExpression
from sqlalchemy.sql.operators import custom_op

from returnkit.ids import ShopId
from returnkit.storage.conditions import Conditions, Period, Term
from returnkit.storage.cursors import Place
from returnkit.storage.fields import WORD_FIELDS
from returnkit.storage.query import Search, Sort
from returnkit.storage.texts import after_prefix, microseconds

from .tables import Tables
from .writing import instant_key

Clause: TypeAlias = ColumnElement[bool]
# Any: columns of tables and of what is selected from them, by name.
Columns: TypeAlias = ColumnCollection[str, Any]

SORTED: Final = {Sort.REQUESTED: "requested", Sort.UPDATED: "updated", Sort.ORDER: "order_key"}
"""The column of each order."""
_PLUS: Final[custom_op[Any]] = custom_op("+")  # Any: of whatever it stands before
_AFTER_REQUEST: Final = ("updated", "received", "closed")
"""Instants that are never before the one of the request."""
_BEFORE_UPDATE: Final = ("requested", "received", "closed")
"""Instants that are never after the last update."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked, read.

    Attributes:
        shop: The shop.
        search: As it was asked.
        conditions: What has to hold.
        after: Where the page before ended; None is the first page.
    """

    shop: ShopId
    search: Search
    conditions: Conditions
    after: Place | None

    @property
    def column(self) -> str:
        """The column that is sorted by."""
        return SORTED[self.search.sort]

    def paged(self, found: Select[Any], key: Any, number: Any) -> Select[Any]:  # Any: columns
        """Return *found* in order, after the page before, up to one more than a page has."""
        is_down = self.search.descending
        if self.after is not None:
            here, there = tuple_(key, number), tuple_(literal(self.after.key), literal(self.after.number))
            found = found.where(here < there if is_down else here > there)
        order = (key.desc(), number.desc()) if is_down else (key, number)
        return found.order_by(*order).limit(self.search.limit + 1)


class Lookups:
    """Makes clauses over the tables of one prefix."""

    def __init__(self, tables: Tables, dialect: str) -> None:
        self._terms = tables.terms
        self._returns = tables.returns
        self._is_postgres = dialect == "postgresql"
        # Neither knows wildcards: what is looked for are plain characters.
        self._place_of = func.strpos if self._is_postgres else func.instr

    def entries_of_term(self, asked: Asked, term: Term, *, key: str | None = None) -> Select[Any]:
        """Return the entries of *term*, or of one of its keys."""
        entry = self._terms.c
        is_it = entry.value == key if key is not None else entry.value.in_(term.keys)
        return self._entries(asked).where(entry.field == term.field, is_it)

    def entries_of_period(self, asked: Asked, period: Period) -> Select[Any]:
        """Return the entries within *period*."""
        if period.field in ("requested", "updated"):
            row = self._returns.c
            within = _within(row[period.field], period)
            return select(row.requested, row.number).where(row.shop == asked.shop, *within)
        entry = self._terms.c
        found = self._entries(asked).where(entry.field == period.field)
        if period.start is not None:
            found = found.where(entry.value >= instant_key(microseconds(period.start)))
        if period.end is not None:
            found = found.where(entry.value < instant_key(microseconds(period.end)))
        return found

    def entries_of_word(self, asked: Asked, word: str) -> Select[Any]:
        """Return the entries that begin with *word*."""
        entry = self._terms.c
        found = self._entries(asked).where(entry.field.in_(WORD_FIELDS), entry.value >= word)
        end = after_prefix(word)
        return found if end is None else found.where(entry.value < end)

    def probes(self, asked: Asked, place: Columns, row: Columns | None, *, but: object) -> Iterator[Clause]:
        """Yield what else has to hold of a return.

        Args:
            asked: What is asked.
            place: `requested` and `number` of the return.
            row: Its row; None where `needs_row` says no.
            but: The condition that found it.
        """
        conditions = asked.conditions
        for term in conditions.terms:
            if term is not but:
                yield self._has(asked, term, place)
        for period in conditions.periods:
            if period is not but:
                at = place.requested if period.field == "requested" else _of(row)[period.field]
                # SQLite would rather take the index of an instant than the one of the order that is walked.
                is_walked = period.field == asked.column
                yield _holds(at if is_walked else UnaryExpression(at, operator=_PLUS), period)
        for word in conditions.words:
            if word is not but:
                yield self._place_of(_of(row).words, f"\n{word}") > 0

    def needs_row(self, asked: Asked, *, but: object) -> bool:
        """Return whether some of `probes` look at the row of a return."""
        conditions = asked.conditions
        return any(word is not but for word in conditions.words) or any(
            period is not but and period.field != "requested" for period in conditions.periods
        )

    def bounds(self, asked: Asked, key: Any) -> Iterator[Clause]:  # Any: a column
        """Yield where a walk over *key*, which is sorted by, need not look at all."""
        for period in asked.conditions.periods:
            if period.is_not:
                continue
            if asked.search.sort is Sort.REQUESTED and period.field in _AFTER_REQUEST and period.end:
                yield key < microseconds(period.end)
            if asked.search.sort is Sort.UPDATED and period.field in _BEFORE_UPDATE and period.start:
                yield key >= microseconds(period.start)

    def _entries(self, asked: Asked) -> Select[Any]:
        entry = self._terms.c
        return select(entry.requested, entry.number).where(entry.shop == asked.shop)

    def _has(self, asked: Asked, term: Term, place: Columns) -> Clause:
        # Each key of the index is known, so that this is one look for each of the keys.
        entry = self._terms.alias("other").c
        found = select(entry.number).where(
            entry.shop == asked.shop,
            entry.field == term.field,
            entry.value.in_(term.keys),
            entry.requested == place.requested,
            entry.number == place.number,
        )
        # Fenced: PostgreSQL would make a join of it, and read all entries of a term that it takes for rare.
        has = exists(found.offset(literal(0)) if self._is_postgres else found)
        return not_(has) if term.is_not else has


def _within(at: Any, period: Period) -> Iterator[Clause]:  # Any: a column
    if period.start is not None:
        yield at >= microseconds(period.start)
    if period.end is not None:
        yield at < microseconds(period.end)


def _holds(at: Any, period: Period) -> Clause:  # Any: a column
    within = list(_within(at, period))
    return or_(at.is_(None), *(not_(each) for each in within)) if period.is_not else and_(*within)


def _of(row: Columns | None) -> Columns:
    assert row is not None  # noqa: S101  # relies on (needs_row): it was asked
    return row
