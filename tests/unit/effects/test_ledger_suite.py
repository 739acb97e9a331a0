"""The suite for ledgers, run for the one in memory."""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext

from returnkit.effects import EffectLedger, MemoryEffectLedger
from returnkit.testing import EffectLedgerConformance


class TestMemory(EffectLedgerConformance):
    def ledger(self) -> AbstractContextManager[EffectLedger]:
        return nullcontext(MemoryEffectLedger())
