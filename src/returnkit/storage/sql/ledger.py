"""Ledger: the records of effects as rows; one for each key, and one conditional update for each step."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, bindparam, select, update

from returnkit.effects import CONCLUDED, EffectRecord, Intent, intended, same_intent
from returnkit.errors import EffectMovedError, StorageError, UnknownEffectError
from returnkit.ids import EffectKey, ShopId
from returnkit.storage.commits import is_id

from .access import Access, Joined
from .inserting import INSERT, unless_there
from .tables import Tables


class LedgerRows:
    """The statements of a ledger, made once; what they do belongs to the transaction that they are given."""

    def __init__(self, tables: Tables, dialect: str) -> None:
        effects = tables.effects.c
        self._add = unless_there(INSERT[dialect](tables.effects))
        self._get = select(effects.record).where(effects.key == bindparam("of_key"))
        self._change = (
            update(tables.effects)
            .where(effects.key == bindparam("of_key"), effects.version == bindparam("of_version"))
            .values(version=bindparam("version"), is_open=bindparam("is_open"), record=bindparam("record"))
        )
        self._open = select(effects.record).where(effects.is_open).order_by(effects.number)

    def intend(self, rows: Connection, first: EffectRecord, *, shop: ShopId | None) -> EffectRecord:
        """Record *first*, or return the record that its key has, of the same intent."""
        row = {
            "key": first.intent.key,
            "shop": shop,
            "version": first.version,
            "is_open": True,
            "record": first.model_dump_json(),
        }
        if rows.execute(self._add, row).rowcount == 1:
            return first
        return same_intent(self.get(rows, first.intent.key), first.intent)

    def advance(self, rows: Connection, record: EffectRecord) -> EffectRecord:
        """Put *record* in the place of the one before it."""
        key, version = record.intent.key, record.version
        same_intent(self.get(rows, key), record.intent)
        row = {
            "of_key": key,
            "of_version": version - 1,
            "version": version,
            "is_open": record.state not in CONCLUDED,
            "record": record.model_dump_json(),
        }
        if rows.execute(self._change, row).rowcount != 1:
            raise EffectMovedError(key=key, version=version)
        return record

    def get(self, rows: Connection, key: EffectKey) -> EffectRecord:
        """Return the record of *key*."""
        found = rows.execute(self._get, {"of_key": key}).scalar_one_or_none()
        if found is None:
            raise UnknownEffectError(key)
        return EffectRecord.model_validate_json(found)

    def unresolved(self, rows: Connection) -> tuple[EffectRecord, ...]:
        """Return every record that is neither done nor failed."""
        return tuple(EffectRecord.model_validate_json(text) for text in rows.execute(self._open).scalars())


class SqlEffectLedger:
    """A ledger of effects in a database; threads and processes may share it. `SqlStore.effects` gives it.

    Over the connection of a caller it only records what is meant to happen: an attempt has to be stored for
    good before its request goes out, and a caller may take back what is in their transaction.
    """

    def __init__(self, access: Access, rows: LedgerRows) -> None:
        self._access = access
        self._rows = rows

    def intend(self, intent: Intent, *, at: datetime) -> EffectRecord:
        """Record *intent*, or return the record that its key has."""
        with self._access.writing() as rows:
            return self._rows.intend(rows, intended(intent, at=at), shop=None)

    def advance(self, record: EffectRecord) -> EffectRecord:
        """Put *record* in the place of the one before it, for good.

        Raises:
            StorageError: It is over the connection of a caller.
        """
        if isinstance(self._access, Joined):
            raise StorageError(
                "an effect is not performed within a transaction that may be taken back",
                help="commit it, and perform the effect with the store's own ledger",
            )
        with self._access.writing() as rows:
            return self._rows.advance(rows, record)

    def get(self, key: EffectKey) -> EffectRecord:
        """Return the record of *key*."""
        if not is_id(key):
            raise UnknownEffectError(key)
        with self._access.reading() as rows:
            return self._rows.get(rows, key)

    def unresolved(self) -> tuple[EffectRecord, ...]:
        """Return every record that is neither done nor failed, in the order they were recorded."""
        with self._access.reading() as rows:
            return self._rows.unresolved(rows)
