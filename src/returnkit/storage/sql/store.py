"""Store: a store of returns in SQLite or PostgreSQL."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from copy import copy
from datetime import datetime, timedelta
from typing import Self

from sqlalchemy import Connection, Engine
from sqlalchemy.engine import URL

from returnkit.effects import EffectLedger
from returnkit.ids import CustomerId, OrderId, ReturnId, ShopId
from returnkit.lifecycle import Event, Return
from returnkit.storage.commits import is_id
from returnkit.storage.port import Answer, Commit, DeadLetter, Lease, Topic
from returnkit.storage.query import Page, Search

from .access import Access, Joined, Own, opened
from .ledger import LedgerRows, SqlEffectLedger
from .outbox import OutboxRows
from .reading import Reader
from .searching import Searcher
from .tables import PREFIX, tables_of
from .upgrading import check
from .writing import Writer, prepared


class SqlStore:
    """A store of returns in a database; threads and processes may share it.

    Args:
        database: An address such as `sqlite:///returns.db` or `postgresql://user@host/name`, or an engine,
            whose settings are its owner's: with SQLite, `synchronous` has to be `FULL`.
        prefix: What the names of its tables begin with.

    Attributes:
        tables: Its tables.
        engine: What gives its connections.

    Raises:
        SchemaError: Its tables are not those of this release, or not there. Opening changes nothing, but
            that it makes them in a SQLite database where there are none.
        StorageError: It is no address, or neither SQLite nor PostgreSQL.
        MissingExtraError: The driver is not installed.
    """

    def __init__(self, database: Engine | URL | str, *, prefix: str = PREFIX) -> None:
        self.tables = tables = tables_of(prefix)
        self.engine = opened(database)
        self._access: Access = Own(self.engine)
        self._is_owner = self.engine is not database
        try:
            check(self.engine, tables)
        except BaseException:
            self.close()
            raise
        dialect = self._access.dialect
        self._ledger = LedgerRows(tables, dialect)
        self._reader = Reader(tables)
        self._writer = Writer(tables, self.engine.dialect, self._ledger)
        self._outbox = OutboxRows(tables, dialect)
        self._searcher = Searcher(tables, self.engine.dialect)
        self._effects = SqlEffectLedger(self._access, self._ledger)

    def joined(self, connection: Connection) -> Self:
        """Return this store within the transaction of *connection*, which its owner commits or takes back.

        What is committed to it is stored with the owner's own rows, or not at all. Its ledger records what is
        meant to happen, and does not advance: the store itself performs effects, after the owner's commit.
        """
        joined, access = copy(self), Joined(connection)
        vars(joined).update(_access=access, _effects=SqlEffectLedger(access, self._ledger))
        return joined

    def close(self) -> None:
        """Close its connections; those of an engine that was given are its owner's."""
        if self._is_owner:
            self.engine.dispose()

    @property
    def effects(self) -> EffectLedger:
        """The ledger of effects that commits record their intents in."""
        return self._effects

    # --- returns -------------------------------------------------------------------------------------

    def load(self, shop: ShopId, return_id: ReturnId) -> Return:
        """Return the return as it stands."""
        with self._access.reading() as rows:
            return self._reader.load(rows, shop, return_id)

    def by_rma(self, shop: ShopId, rma: str) -> Return:
        """Return the return of that number."""
        with self._access.reading() as rows:
            return self._reader.by_rma(rows, shop, rma)

    def events(self, shop: ShopId, return_id: ReturnId) -> tuple[Event, ...]:
        """Return the whole log of a return, in order."""
        with self._access.reading() as rows:
            return self._reader.events(rows, shop, return_id)

    def of_order(self, shop: ShopId, order_id: OrderId) -> tuple[Return, ...]:
        """Return every return of an order, in the order they were submitted."""
        with self._access.reading() as rows:
            return self._reader.of_order(rows, shop, order_id)

    def of_customer(self, shop: ShopId, customer_id: CustomerId) -> tuple[Return, ...]:
        """Return every return of a customer, in the order they were submitted."""
        with self._access.reading() as rows:
            return self._reader.of_customer(rows, shop, customer_id)

    def guards(self, shop: ShopId, names: Collection[str]) -> Mapping[str, int]:
        """Return the version of each of *names*; 0 where there is none yet."""
        with self._access.reading() as rows:
            return self._reader.guards(rows, shop, names)

    def answered(self, shop: ShopId, key: str) -> Answer | None:
        """Return what the command of that idempotency key came to; None where there was none."""
        with self._access.reading() as rows:
            return self._reader.answered(rows, shop, key)

    def commit(self, commit: Commit) -> None:
        """Store *commit*."""
        ready = prepared(commit)
        with self._access.writing() as rows:
            self._writer.write(rows, commit, ready)

    # --- lists ---------------------------------------------------------------------------------------

    def search(self, shop: ShopId, search: Search) -> Page:
        """Return a page of the returns of a shop."""
        with self._access.searching() as rows:
            return self._searcher.page(rows, shop, search)

    def due(
        self, *, now: datetime, limit: int, shop: ShopId | None = None
    ) -> tuple[tuple[ShopId, ReturnId], ...]:
        """Return the returns that a timer has run out of by *now*, the earliest first."""
        with self._access.reading() as rows:
            return self._reader.due(rows, now=now, limit=limit, shop=shop)

    # --- outbox --------------------------------------------------------------------------------------

    def claim(
        self,
        *,
        now: datetime,
        lease: timedelta,
        limit: int,
        shop: ShopId | None = None,
        topic: Topic | None = None,
    ) -> tuple[Lease, ...]:
        """Take up to *limit* messages that are due by *now* and that nobody has."""
        if shop is not None and not is_id(shop):
            return ()
        with self._access.writing() as rows:
            return self._outbox.claim(rows, now=now, lease=lease, limit=limit, shop=shop, topic=topic)

    def finish(self, lease: Lease) -> bool:
        """Say that the message is done with; False where the lease was lost to another worker."""
        with self._access.writing() as rows:
            return self._outbox.finish(rows, lease)

    def postpone(self, lease: Lease, *, due_at: datetime, error: str) -> bool:
        """Give the message back, to be taken up from *due_at*; False where the lease was lost."""
        with self._access.writing() as rows:
            return self._outbox.postpone(rows, lease, due_at=due_at, error=error)

    def bury(self, lease: Lease, *, error: str, at: datetime) -> bool:
        """Give the message up; False where the lease was lost."""
        with self._access.writing() as rows:
            return self._outbox.bury(rows, lease, error=error, at=at)

    def dead_letters(self, shop: ShopId) -> tuple[DeadLetter, ...]:
        """Return the messages of a shop that were given up, in order."""
        if not is_id(shop):
            return ()
        with self._access.reading() as rows:
            return self._outbox.dead_letters(rows, shop)

    def revive(self, shop: ShopId, topic: Topic, id: str, *, due_at: datetime) -> bool:
        """Let a message that was given up be tried again; False where there is none."""
        if not (is_id(shop) and is_id(id)):
            return False
        with self._access.writing() as rows:
            return self._outbox.revive(rows, shop, topic, id, due_at=due_at)
