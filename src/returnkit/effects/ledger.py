"""Ledgers: where the records of effects are kept, so that a process that dies forgets none."""

from __future__ import annotations

from contextlib import AbstractContextManager
from datetime import datetime
from threading import Lock
from typing import Protocol

from returnkit.errors import EffectMovedError, IntentConflictError, UnknownEffectError
from returnkit.ids import EffectKey

from .intent import Intent
from .records import EffectRecord
from .states import CONCLUDED
from .steps import intended


class EffectLedger(Protocol):
    """Keeps one record a key. It knows no states: the steps make records, a ledger keeps the next one.

    INVARIANT (stored before sent): what `advance` returns is stored for good, as `perform` sends the request
    at once. `intend` may join a transaction of the caller that is committed before the effect is performed.
    `returnkit.testing.EffectLedgerConformance` asks all else.
    """

    def intend(self, intent: Intent, *, at: datetime) -> EffectRecord:
        """Record *intent*, or return the record that its key has.

        Args:
            intent: What is meant to happen.
            at: When, aware; it is kept in UTC.

        Raises:
            IntentConflictError: The key stands for an intent of another kind or payload.
        """
        ...

    def advance(self, record: EffectRecord) -> EffectRecord:
        """Put *record* in the place of the one before it, at once or not at all.

        Raises:
            EffectMovedError: The version of *record* is not the one after that which is recorded.
            UnknownEffectError: Nothing is recorded under its key.
        """
        ...

    def get(self, key: EffectKey) -> EffectRecord:
        """Return the record of *key*.

        Raises:
            UnknownEffectError: Nothing is recorded under it.
        """
        ...

    def unresolved(self) -> tuple[EffectRecord, ...]:
        """Return every record that is neither done nor failed, in the order they were recorded."""
        ...


class MemoryEffectLedger:
    """A ledger in memory; it says how every other one behaves. Threads may share it.

    Args:
        lock: What it is changed under, where a store commits with it; None is a lock of its own.
    """

    def __init__(self, lock: AbstractContextManager[object] | None = None) -> None:
        self._records: dict[EffectKey, EffectRecord] = {}
        self._lock = lock or Lock()

    def intend(self, intent: Intent, *, at: datetime) -> EffectRecord:
        """Record *intent*, or return the record that its key has."""
        with self._lock:
            record = self._records.setdefault(intent.key, intended(intent, at=at))
        return same_intent(record, intent)

    def advance(self, record: EffectRecord) -> EffectRecord:
        """Put *record* in the place of the one before it."""
        key = record.intent.key
        with self._lock:
            before = self._records.get(key)
            if before is None:
                raise UnknownEffectError(key)
            same_intent(before, record.intent)
            if record.version != before.version + 1:
                raise EffectMovedError(key=key, version=record.version)
            self._records[key] = record
        return record

    def get(self, key: EffectKey) -> EffectRecord:
        """Return the record of *key*."""
        with self._lock:
            record = self._records.get(key)
        if record is None:
            raise UnknownEffectError(key)
        return record

    def unresolved(self) -> tuple[EffectRecord, ...]:
        """Return every record that is neither done nor failed."""
        with self._lock:
            records = tuple(self._records.values())
        return tuple(record for record in records if record.state not in CONCLUDED)


def same_intent(record: EffectRecord, intent: Intent) -> EffectRecord:
    """Return *record*, which is that of *intent*.

    Raises:
        IntentConflictError: It is that of an intent of another kind or payload.
    """
    recorded, given = record.intent.payload_hash, intent.payload_hash
    if recorded != given:
        raise IntentConflictError(key=intent.key, recorded=recorded, given=given)
    return record
