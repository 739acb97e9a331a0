"""Lookups: each condition of a search as a clause, and as the entries that it finds.

Clauses are made of the shape of a search, once for all searches of that shape; `values_of` tells the values.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, Final, Literal, TypeAlias

from sqlalchemy import (
    ColumnElement,
    Select,
    and_,
    bindparam,
    exists,
    func,
    literal,
    literal_column,
    not_,
    or_,
    select,
    tuple_,
)
from sqlalchemy.sql import ColumnCollection
from sqlalchemy.sql.expression import UnaryExpression
from sqlalchemy.sql.operators import custom_op

from returnkit.ids import ShopId
from returnkit.storage.conditions import Conditions
from returnkit.storage.cursors import Place
from returnkit.storage.fields import WORD_FIELDS
from returnkit.storage.query import Search, Sort
from returnkit.storage.texts import after_prefix, microseconds

from .tables import Tables
from .writing import instant_key

Clause: TypeAlias = ColumnElement[bool]
# Any: columns of tables and of what is selected from them, by name.
Columns: TypeAlias = ColumnCollection[str, Any]
Kind: TypeAlias = Literal["term", "period", "word"]

SORTED: Final = {Sort.REQUESTED: "requested", Sort.UPDATED: "updated", Sort.ORDER: "order_key"}
"""The column of each order."""
_PLUS: Final[custom_op[Any]] = custom_op("+")  # Any: of whatever it stands before
_IN_ROW: Final = ("requested", "updated")
"""Instants that have an index of their own, and no entries."""
_AFTER_REQUEST: Final = ("updated", "received", "closed")
"""Instants that are never before the one of the request."""
_BEFORE_UPDATE: Final = ("requested", "received", "closed")
"""Instants that are never after the last update."""


@dataclass(frozen=True, slots=True)
class Part:
    """A condition without its values.

    Attributes:
        kind: What it is.
        place: Its place among those of its kind.
        field: The field; empty with a word.
        keys: How many keys a term has.
        has_start: Whether a period has a start.
        has_end: Whether a period has an end, and whether anything comes after all that begin with a word.
        is_not: Whether it must not hold.
    """

    kind: Kind
    place: int
    field: str = ""
    keys: int = 0
    has_start: bool = False
    has_end: bool = False
    is_not: bool = False

    def value(self, what: str | int) -> ColumnElement[Any]:  # Any: a text or a number
        """Return what stands for one of its values in a statement."""
        return bindparam(self.name(what))

    def name(self, what: str | int) -> str:
        """Return the name of one of its values."""
        return f"{self.kind}_{self.place}_{what}"


@dataclass(frozen=True, slots=True)
class Shape:
    """A search without its values.

    Attributes:
        sort: What is sorted by.
        is_down: Whether the last comes first.
        is_after: Whether a page comes before.
        parts: What has to hold.
    """

    sort: Sort
    is_down: bool
    is_after: bool
    parts: tuple[Part, ...]

    @property
    def column(self) -> str:
        """The column that is sorted by."""
        return SORTED[self.sort]

    def paged(self, found: Select[Any], key: Any, number: Any) -> Select[Any]:  # Any: columns
        """Return *found* in order, after the page before, up to one more than a page has."""
        if self.is_after:
            here, there = tuple_(key, number), tuple_(bindparam("after_key"), bindparam("after_number"))
            found = found.where(here < there if self.is_down else here > there)
        return self.ordered(found, key, number).limit(bindparam("many"))

    def ordered(self, found: Select[Any], key: Any, number: Any) -> Select[Any]:  # Any: columns
        """Return *found* in order."""
        return found.order_by(*((key.desc(), number.desc()) if self.is_down else (key, number)))


def shape_of(search: Search, conditions: Conditions, after: Place | None) -> Shape:
    """Return the shape of *search*."""
    return Shape(search.sort, search.descending, after is not None, tuple(_parts(conditions)))


def values_of(
    shop: ShopId, search: Search, conditions: Conditions, after: Place | None
) -> dict[str, str | int]:
    """Return the values that a statement of the shape of *search* is given, by name."""
    values: dict[str, str | int] = {"shop": shop, "many": search.limit + 1}
    if after is not None:
        values |= {"after_key": after.key, "after_number": after.number}
    for place, term in enumerate(conditions.terms):
        values |= {f"term_{place}_{number}": key for number, key in enumerate(term.keys)}
    for place, period in enumerate(conditions.periods):
        for what, at in (("start", period.start), ("end", period.end)):
            if at is not None:
                values[f"period_{place}_{what}"] = counted = microseconds(at)
                values[f"period_{place}_{what}_key"] = instant_key(counted)
    for place, word in enumerate(conditions.words):
        values |= {f"word_{place}_start": word, f"word_{place}_line": f"\n{word}"}
        if (end := after_prefix(word)) is not None:
            values[f"word_{place}_end"] = end
    return values


def _parts(conditions: Conditions) -> Iterator[Part]:
    for place, term in enumerate(conditions.terms):
        yield Part("term", place, term.field, keys=len(term.keys), is_not=term.is_not)
    for place, period in enumerate(conditions.periods):
        has_start, has_end = period.start is not None, period.end is not None
        yield Part("period", place, period.field, 0, has_start, has_end, period.is_not)
    for place, word in enumerate(conditions.words):
        yield Part("word", place, has_end=after_prefix(word) is not None)


class Lookups:
    """Makes clauses over the tables of one prefix."""

    def __init__(self, tables: Tables, dialect: str) -> None:
        self._terms = tables.terms
        self._returns = tables.returns
        self._is_postgres = dialect == "postgresql"
        # Neither knows wildcards: what is looked for are plain characters.
        self._place_of = func.strpos if self._is_postgres else func.instr

    def entries(self, part: Part) -> Select[Any]:
        """Return the entries that *part* finds, `requested` and `number`; a return perhaps more than once."""
        entry = self._terms.c
        match part.kind:
            case "term":
                return self._entries(entry.field == part.field, _is_one(part, entry.value))
            case "period" if part.field in _IN_ROW:
                row = self._returns.c
                of_shop = row.shop == bindparam("shop")
                return select(row.requested, row.number).where(of_shop, *_within(row[part.field], part))
            case "period":
                return self._entries(entry.field == part.field, *_within(entry.value, part, "_key"))
            case _:
                is_word = entry.field.in_([literal(name) for name in WORD_FIELDS])
                return self._entries(is_word, *_within(entry.value, replace(part, has_start=True)))

    def entries_of_key(self, part: Part, place: int) -> Select[Any]:
        """Return the entries of one of the keys of a term."""
        entry = self._terms.c
        return self._entries(entry.field == part.field, entry.value == part.value(place))

    def probes(
        self, shape: Shape, place: Columns, row: Columns | None, *, but: Part | None, is_walk: bool = False
    ) -> Iterator[Clause]:
        """Yield what else has to hold of a return.

        Args:
            shape: What is asked.
            place: `requested` and `number` of the return.
            row: Its row; None where `needs_row` says no.
            but: The condition that found it.
            is_walk: Whether `bounds` tells what is asked of that which is sorted by.
        """
        for part in shape.parts:
            is_bound = part.kind == "period" and part.field == shape.column and not part.is_not
            if part == but or (is_walk and is_bound):
                continue
            match part.kind:
                case "term":
                    yield self._has(part, place)
                case "period":
                    at = place.requested if part.field == "requested" else _of(row)[part.field]
                    # SQLite would rather take the index of an instant than the one that is walked.
                    yield _holds(UnaryExpression(at, operator=_PLUS), part)
                case _:
                    yield self._place_of(_of(row).words, part.value("line")) > 0

    def needs_row(self, shape: Shape, *, but: Part | None) -> bool:
        """Return whether some of `probes` look at the row of a return."""
        return any(
            part.kind == "word" or (part.kind == "period" and part.field != "requested")
            for part in shape.parts
            if part != but
        )

    def bounds(
        self, shape: Shape, key: Any, *, is_to_edge: bool = False
    ) -> Iterator[Clause]:  # Any: a column
        """Yield where a walk over *key*, which is sorted by, begins and ends.

        SQLite takes one bound of each side for the index: only the one that is further in may be told to it.
        """
        for part in shape.parts:
            if part.kind != "period" or part.is_not:
                continue
            is_own = part.field == shape.column
            is_late = is_own or (shape.sort is Sort.REQUESTED and part.field in _AFTER_REQUEST)
            is_early = is_own or (shape.sort is Sort.UPDATED and part.field in _BEFORE_UPDATE)
            for has_bound, what, is_near in (
                (is_late and part.has_end, "end", shape.is_down),
                (is_early and part.has_start, "start", not shape.is_down),
            ):
                if not has_bound or (is_to_edge and not is_near):
                    continue
                is_further_in = is_near and shape.is_after  # the page before ended there
                if is_further_in and not is_own:
                    continue
                at = UnaryExpression(key, operator=_PLUS) if is_further_in else key
                yield at < part.value("end") if what == "end" else at >= part.value("start")

    def _entries(self, *clauses: Clause) -> Select[Any]:
        entry = self._terms.c
        return select(entry.requested, entry.number).where(entry.shop == bindparam("shop"), *clauses)

    def _has(self, part: Part, place: Columns) -> Clause:
        # Each key of the index is known, so that this is one look for each of the keys.
        entry = self._terms.alias("other").c
        found = select(entry.number).where(
            entry.shop == bindparam("shop"),
            entry.field == part.field,
            _is_one(part, entry.value),
            entry.requested == place.requested,
            entry.number == place.number,
        )
        # Fenced: PostgreSQL would make a join of it, and read all entries of a term that it takes for rare.
        has = exists(found.offset(literal_column("0")) if self._is_postgres else found)
        return not_(has) if part.is_not else has


def _is_one(part: Part, column: Any) -> Clause:  # Any: a column
    one: Clause = column.in_([part.value(place) for place in range(part.keys)])
    return one


def _within(at: Any, part: Part, form: str = "") -> Iterator[Clause]:  # Any: a column
    if part.has_start:
        yield at >= part.value(f"start{form}")
    if part.has_end:
        yield at < part.value(f"end{form}")


def _holds(at: Any, part: Part) -> Clause:  # Any: a column
    within = list(_within(at, part))
    return or_(at.is_(None), *(not_(each) for each in within)) if part.is_not else and_(*within)


def _of(row: Columns | None) -> Columns:
    assert row is not None  # noqa: S101  # relies on (needs_row): it was asked
    return row
