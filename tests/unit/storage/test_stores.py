"""The suite for stores, run for memory, SQLite and PostgreSQL; and that for ledgers, for theirs."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from returnkit.storage import MemoryStore, ReturnStore
from returnkit.storage.sql import SqlStore, upgrade
from returnkit.testing import ReturnStoreConformance

if TYPE_CHECKING:
    pass


class TestMemory(ReturnStoreConformance):
    def store(self) -> AbstractContextManager[ReturnStore]:
        return nullcontext(MemoryStore())


class _Sql:
    """Stores of SQL, and what a new process would open."""

    def reopened(self, store: ReturnStore) -> ReturnStore:
        assert isinstance(store, SqlStore)
        opened = SqlStore(store.engine.url, prefix=store.tables.prefix)
        self.opened.append(opened)
        return opened

    @pytest.fixture(autouse=True)
    def _closing(self) -> Iterator[None]:
        self.opened: list[SqlStore] = []
        yield
        for store in self.opened:
            store.close()


class _Sqlite(_Sql):
    @contextmanager
    def store(self) -> Iterator[ReturnStore]:
        with tempfile.TemporaryDirectory() as folder:
            store = SqlStore(f"sqlite:///{Path(folder) / 'returns.db'}")
            yield store
            store.close()


class _Postgres(_Sql):
    numbers = count(1)

    @pytest.fixture(autouse=True)
    def _database(self, postgres_url: str) -> None:
        self.url = postgres_url

    @contextmanager
    def store(self) -> Iterator[ReturnStore]:
        # Tables of their own are as good as a database of its own, and quicker.
        prefix = f"returnkit{next(self.numbers)}_"
        upgrade(self.url, prefix=prefix)
        store = SqlStore(self.url, prefix=prefix)
        yield store
        store.close()


class TestSqlite(_Sqlite, ReturnStoreConformance):
    pass


class TestPostgres(_Postgres, ReturnStoreConformance):
    pass
