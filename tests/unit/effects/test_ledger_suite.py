"""The suite for ledgers, run for the one in memory and for one that a stranger would write."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path

from returnkit.effects import EffectLedger, MemoryEffectLedger
from returnkit.testing import EffectLedgerConformance
from tests.sqlite_ledger import SqliteEffectLedger


class TestMemory(EffectLedgerConformance):
    def ledger(self) -> AbstractContextManager[EffectLedger]:
        return nullcontext(MemoryEffectLedger())


class TestSqlite(EffectLedgerConformance):
    @contextmanager
    def ledger(self) -> Iterator[EffectLedger]:
        with tempfile.TemporaryDirectory() as folder:
            yield SqliteEffectLedger(Path(folder) / "ledger.sqlite")

    def reopened(self, ledger: EffectLedger) -> EffectLedger:
        assert isinstance(ledger, SqliteEffectLedger)
        return SqliteEffectLedger(ledger._path)
