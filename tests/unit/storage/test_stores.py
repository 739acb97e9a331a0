"""The suite for stores, run for memory, SQLite and PostgreSQL; and that for ledgers, for theirs."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from itertools import count
from pathlib import Path

import pytest

from returnkit.effects import EffectLedger
from returnkit.storage import MemoryStore, ReturnStore
from returnkit.storage.sql import SqlStore, upgrade
from returnkit.testing import EffectLedgerConformance, ReturnStoreConformance

NUMBERS = count(1)


class Databases:
    """Opens stores in a database, and others beside them as a new process would."""

    url: str = ""

    @pytest.fixture(autouse=True)
    def _closing(self) -> Iterator[None]:
        self.opened: list[SqlStore] = []
        yield
        for store in self.opened:
            store.close()

    def open(self, url: str, prefix: str = "returnkit_") -> SqlStore:
        self.opened.append(SqlStore(url, prefix=prefix))
        return self.opened[-1]

    @contextmanager
    def store(self) -> Iterator[ReturnStore]:
        if not self.url:
            with tempfile.TemporaryDirectory() as folder:
                yield self.open(f"sqlite:///{Path(folder) / 'returns.db'}")
                self.opened[-1].close()
            return
        # Tables of their own are as good as a database of its own, and quicker.
        prefix = f"returnkit{next(NUMBERS)}_"
        upgrade(self.url, prefix=prefix)
        yield self.open(self.url, prefix)

    def reopened(self, store: ReturnStore) -> ReturnStore:
        assert isinstance(store, SqlStore)
        return self.open(store.engine.url.render_as_string(hide_password=False), store.tables.prefix)


class Postgres(Databases):
    @pytest.fixture(autouse=True)
    def _database(self, postgres_url: str) -> None:
        self.url = postgres_url


class TestMemory(ReturnStoreConformance):
    def store(self) -> AbstractContextManager[ReturnStore]:
        return nullcontext(MemoryStore())


class TestSqlite(Databases, ReturnStoreConformance):
    pass


class TestPostgres(Postgres, ReturnStoreConformance):
    pass


class TestSqliteLedger(EffectLedgerConformance, Databases):
    @contextmanager
    def ledger(self) -> Iterator[EffectLedger]:
        with self.store() as store:
            yield store.effects

    def reopened(self, ledger: EffectLedger) -> EffectLedger:  # type: ignore[override]
        (store,) = (each for each in self.opened if each.effects is ledger)
        return Databases.reopened(self, store).effects


class TestPostgresLedger(TestSqliteLedger, Postgres):
    pass
