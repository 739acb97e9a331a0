"""Searching: a page of returns, found by an index whatever is asked, on both databases alike.

One condition, or the order that is asked for, is *walked*: its entries are taken one after the other, and all
else is looked up for each of them. What is walked is chosen here and not by the database, which knows too
little of it. A condition with few entries is *gathered*, and what it finds is sorted; of many the order is
walked, until the page is full.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Connection, Row, Select, func, select, union
from sqlalchemy import text as sql

from returnkit.ids import CustomerId, OrderId, ReturnId, ShopId
from returnkit.lifecycle import ApprovalStatus, MoneyStatus, ReturnStatus, ShippingStatus
from returnkit.storage.commits import is_id
from returnkit.storage.conditions import Period, Term, conditions_of
from returnkit.storage.cursors import Place, cursor, place_of
from returnkit.storage.query import Page, Search, Sort, Summary
from returnkit.storage.texts import instant

from .lookups import Asked, Lookups
from .tables import Tables

FEW: Final = 3_000
"""So many entries are sorted at no more cost than a page of them is looked for in the order asked for."""
SOME: Final = 10_000
"""Entries that are counted at most to tell which of several texts has the fewest."""
MANY: Final = 200_000
"""So many of a period or a beginning are sorted, which may all lie at the far end of that order."""
_SHOWN: Final = (
    "number",
    "id",
    "rma",
    "order_id",
    "order_number",
    "order_key",
    "customer_id",
    "status",
    "approval",
    "shipping",
    "money",
    "requested",
    "updated",
)
# PostgreSQL takes every value for rare: it would rather read all entries of one and sort them.
_SETTINGS: Final = ("enable_seqscan", "enable_bitmapscan", "enable_hashjoin", "enable_mergejoin", "jit")
_GATHERING: Final = sql("select " + ", ".join(f"set_config('{each}', 'off', true)" for each in _SETTINGS))
_WALKING: Final = sql("select set_config('enable_sort', 'off', true)")


@dataclass(frozen=True, slots=True)
class Driver:
    """A condition that can be gathered.

    Attributes:
        condition: The condition.
        entries: What it finds, `requested` and `number`; a return perhaps more than once.
        most: Of more entries than these the order is walked.
    """

    condition: Term | Period | str
    entries: Select[Any]  # Any: its two columns are numbers
    most: int


class Searcher:
    """Finds returns in the tables of one prefix."""

    def __init__(self, tables: Tables, dialect: str) -> None:
        self._returns = tables.returns
        self._is_postgres = dialect == "postgresql"
        self._look = Lookups(tables, dialect)
        self._shown = [tables.returns.c[name] for name in _SHOWN]

    def page(self, rows: Connection, shop: ShopId, search: Search) -> Page:
        """Return a page of the returns of a shop; settings of the transaction are changed."""
        asked = Asked(shop, search, conditions_of(search), place_of(shop, search))
        if not is_id(shop):
            return Page((), None)
        self.settle(rows)
        statement = self.statement(rows, asked)
        numbers = [int(number) for number in rows.execute(statement).scalars()]
        shown = numbers[: search.limit]
        wanted = select(*self._shown).where(self._returns.c.number.in_(shown))
        found = {row.number: row for row in rows.execute(wanted)}
        place = None
        if len(numbers) > len(shown):
            last = found[shown[-1]]
            place = Place(getattr(last, asked.column), last.number)
        return Page(
            returns=tuple(_summary(found[number]) for number in shown),
            next=None if place is None else cursor(shop, search, place),
        )

    def settle(self, rows: Connection) -> None:
        """Let the database do what it is told, for the transaction of *rows*."""
        if self._is_postgres:
            rows.execute(_GATHERING)

    def statement(self, rows: Connection, asked: Asked) -> Select[Any]:
        """Return what gives the numbers of a page, and of one return more where there is one."""
        is_by_request = asked.search.sort is Sort.REQUESTED
        drivers = list(self._drivers(asked))
        terms = [driver for driver in drivers if isinstance(driver.condition, Term)]
        # One text, or one of several that are frequent, is walked in the order of requests: no need to count.
        driver = terms[0] if is_by_request and terms else None
        if len(drivers) > 1 or driver is None:
            driver = self._fewest(rows, drivers) or driver
        if driver is not None and not (is_by_request and isinstance(driver.condition, Term)):
            return self._gathered(asked, driver)
        if self._is_postgres:
            rows.execute(_WALKING)
        if driver is not None and isinstance(driver.condition, Term):
            return self._walked(asked, driver.condition)
        return self._all(asked)

    def _drivers(self, asked: Asked) -> Iterator[Driver]:
        terms = [term for term in asked.conditions.terms if not term.is_not]
        is_by_request = asked.search.sort is Sort.REQUESTED
        # Each of the others leaves fewer of them to be sorted.
        most = SOME if is_by_request else FEW if len(terms) == 1 else SOME
        for term in terms:
            yield Driver(term, self._look.entries_of_term(asked, term), most)
        for period in asked.conditions.periods:
            # One of what is sorted by is where the walk begins and ends.
            if not period.is_not and period.field != asked.column:
                yield Driver(period, self._look.entries_of_period(asked, period), MANY)
        for word in asked.conditions.words:
            yield Driver(word, self._look.entries_of_word(asked, word), MANY)

    def _fewest(self, rows: Connection, drivers: Sequence[Driver]) -> Driver | None:
        """Return the one with the fewest entries, where they are few enough."""
        best, fewest = None, MANY
        for driver in drivers:
            bound = min(driver.most, fewest)
            counted = select(func.count()).select_from(driver.entries.limit(bound + 1).subquery())
            count = rows.execute(counted).scalar_one()
            if count <= bound:
                best, fewest = driver, count
        return best

    def _gathered(self, asked: Asked, driver: Driver) -> Select[Any]:
        """Return what sorts all that *driver* finds."""
        row, but = self._returns.c, driver.condition
        # An instant is one of its return, a text may be one of several.
        entries = driver.entries if isinstance(but, Period) else driver.entries.distinct()
        found = entries.cte("found").prefix_with("MATERIALIZED")
        if asked.search.sort is Sort.REQUESTED and not self._look.needs_row(asked, but=but):
            key, number = found.c.requested, found.c.number
            probes = self._look.probes(asked, found.c, None, but=but)
            return asked.paged(select(number).where(*probes), key, number)
        # Fenced, so that PostgreSQL does not walk its order after all and look for each in what is gathered.
        kept = (
            select(row[asked.column].label("key"), row.number)
            .select_from(found.join(self._returns, row.number == found.c.number))
            .where(*self._look.probes(asked, found.c, row, but=but))
            .cte("kept")
            .prefix_with("MATERIALIZED")
        )
        return asked.paged(select(kept.c.number), kept.c.key, kept.c.number)

    def _walked(self, asked: Asked, term: Term) -> Select[Any]:
        """Return what walks the entries of *term*, in the order of requests."""
        walks = [self._walked_key(asked, term, key) for key in term.keys]
        if len(walks) == 1:
            first = walks[0].subquery("first")
            return select(first.c.number)
        # The same return may have two of the keys: a union has it once.
        each = union(*(select(walk.subquery(f"walk_{n}")) for n, walk in enumerate(walks))).subquery("each")
        return asked.paged(select(each.c.number), each.c.requested, each.c.number)

    def _walked_key(self, asked: Asked, term: Term, key: str) -> Select[Any]:
        walked = self._look.entries_of_term(asked, term, key=key)
        entry = walked.selected_columns
        row = None
        if self._look.needs_row(asked, but=term):
            row = self._returns.c
            walked = walked.join(self._returns, row.number == entry.number)
        probes = self._look.probes(asked, entry, row, but=term)
        bounds = self._look.bounds(asked, entry.requested)
        return asked.paged(walked.where(*probes, *bounds), entry.requested, entry.number)

    def _all(self, asked: Asked) -> Select[Any]:
        """Return what walks the order over all returns of the shop."""
        row = self._returns.c
        key = row[asked.column]
        walked = select(row.number).where(
            row.shop == asked.shop,
            *self._look.probes(asked, row, row, but=None),
            *self._look.bounds(asked, key),
        )
        return asked.paged(walked, key, row.number)


def _summary(row: Row[Any]) -> Summary:  # Any: the columns are named above
    return Summary(
        id=ReturnId(row.id),
        rma=row.rma,
        order_id=OrderId(row.order_id),
        order_number=row.order_number,
        customer_id=None if row.customer_id is None else CustomerId(row.customer_id),
        status=ReturnStatus(row.status),
        approval=ApprovalStatus(row.approval),
        shipping=ShippingStatus(row.shipping),
        money=MoneyStatus(row.money),
        submitted_at=instant(row.requested),
        updated_at=instant(row.updated),
    )
