"""A ledger in SQLite, as somebody would write it who has only the port and its suite."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path

from returnkit.effects import CONCLUDED, EffectRecord, Intent, intended, same_intent
from returnkit.errors import EffectMovedError, UnknownEffectError
from returnkit.ids import EffectKey

SCHEMA = """
create table if not exists effects (
  number integer primary key, key text unique not null, version integer not null, is_open integer not null,
  record text not null
)"""


class SqliteEffectLedger:
    """One row an effect; every call is a transaction of its own. Threads and processes may share the file."""

    def __init__(self, path: Path) -> None:
        self._path = path
        with self._transaction() as rows:
            rows.execute(SCHEMA)

    def intend(self, intent: Intent, *, at: datetime) -> EffectRecord:
        first = intended(intent, at=at)
        with self._transaction() as rows:
            rows.execute(
                "insert or ignore into effects (key, version, is_open, record) values (?, ?, 1, ?)",
                (intent.key, first.version, first.model_dump_json()),
            )
            return same_intent(_read(rows, intent.key), intent)

    def advance(self, record: EffectRecord) -> EffectRecord:
        key, version = record.intent.key, record.version
        with self._transaction() as rows:
            same_intent(_read(rows, key), record.intent)
            changed = rows.execute(
                "update effects set version = ?, is_open = ?, record = ? where key = ? and version = ?",
                (version, record.state not in CONCLUDED, record.model_dump_json(), key, version - 1),
            )
            if changed.rowcount != 1:
                raise EffectMovedError(key=key, version=version)
        return record

    def get(self, key: EffectKey) -> EffectRecord:
        with self._transaction() as rows:
            return _read(rows, key)

    def unresolved(self) -> tuple[EffectRecord, ...]:
        with self._transaction() as rows:
            found = rows.execute("select record from effects where is_open order by number").fetchall()
        return tuple(EffectRecord.model_validate_json(text) for (text,) in found)

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        with closing(sqlite3.connect(self._path, timeout=30, isolation_level=None)) as rows:
            rows.execute("begin immediate")
            try:
                yield rows
            except BaseException:
                rows.execute("rollback")
                raise
            rows.execute("commit")


def _read(rows: sqlite3.Connection, key: EffectKey) -> EffectRecord:
    found = rows.execute("select record from effects where key = ?", (key,)).fetchone()
    if found is None:
        raise UnknownEffectError(key)
    return EffectRecord.model_validate_json(found[0])
