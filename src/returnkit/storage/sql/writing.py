"""Writing: a commit as rows, in as few statements as it takes."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection, Dialect, bindparam, delete, select, update

from returnkit.effects import EffectRecord, intended
from returnkit.errors import ConflictError
from returnkit.ids import ShopId
from returnkit.storage.commits import expected_version
from returnkit.storage.entries import Entry, entry_of
from returnkit.storage.fields import INSTANT_FIELDS
from returnkit.storage.port import Commit
from returnkit.storage.texts import microseconds

from .documents import event_text, once_of, snapshot_of
from .inserting import INSERT, unless_there
from .ledger import LedgerRows
from .spoken import Spoken
from .tables import Tables

_ROW_INSTANTS: Final = ("requested", "updated")
"""Instants that are looked up in the row of their return, by an index of their own."""
_NO_INSTANT: Final = 10**16
"""Added to microseconds, it makes all that we count with positive: as texts they sort like their instants."""

_CHANGED: Final = (
    "version",
    "status",
    "approval",
    "shipping",
    "money",
    "updated",
    "received",
    "shipped",
    "closed",
    "due_at",
    "snapshot",
)
_LOOKED_UP: Final = ("words", "terms")

_Row = dict[str, Any]  # Any: the values of a row


class Writer:
    """Writes commits; its statements are made once."""

    def __init__(self, tables: Tables, dialect: Dialect, ledger: LedgerRows) -> None:
        insert = INSERT[dialect.name]
        returns, terms, guards = tables.returns.c, tables.terms.c, tables.guards.c
        self._ledger = ledger

        def spoken(statement: Any, names: Iterable[str] | None = None) -> Spoken:  # Any: of either database
            return Spoken.of(statement, dialect, names)

        self._find = spoken(
            select(returns.number, returns.version, returns.terms, returns.requested).where(
                returns.shop == bindparam("shop"), returns.id == bindparam("id")
            )
        )
        of_number = insert(tables.returns).on_conflict_do_nothing().returning(returns.number)
        self._add = spoken(of_number, [column.name for column in returns if column.name != "number"])
        self._has_id = spoken(
            select(returns.number).where(returns.shop == bindparam("shop"), returns.id == bindparam("id"))
        )
        at_version = (returns.number == bindparam("at_number"), returns.version == bindparam("at_version"))
        change = update(tables.returns).where(*at_version)
        self._change = spoken(change.values({name: bindparam(name) for name in _CHANGED}))
        self._change_with_terms = spoken(
            change.values({name: bindparam(name) for name in (*_CHANGED, *_LOOKED_UP)})
        )
        self._add_document = spoken(insert(tables.documents), ["number", "document"])
        self._add_events = spoken(insert(tables.events), ["return_number", "number", "event"])
        self._add_terms = spoken(insert(tables.terms), [column.name for column in terms])
        self._drop_terms = spoken(
            delete(tables.terms).where(*(column == bindparam(f"of_{column.name}") for column in terms))
        )
        self._add_guard = spoken(unless_there(insert(tables.guards)), [column.name for column in guards])
        self._raise_guard = spoken(
            update(tables.guards)
            .where(
                guards.shop == bindparam("of_shop"),
                guards.name == bindparam("of_name"),
                guards.version == bindparam("of_version"),
            )
            .values(version=guards.version + 1)
        )
        self._add_messages = spoken(
            insert(tables.outbox).on_conflict_do_nothing(),
            ["shop", "topic", "id", "return_id", "due_at", "attempts"],
        )
        answers = [column.name for column in tables.answers.c]
        self._add_answer = spoken(unless_there(insert(tables.answers)), answers)

    def write(self, rows: Connection, commit: Commit, prepared: Prepared) -> None:
        """Write *commit* within the transaction of *rows*.

        Raises:
            ConflictError: Somebody else was first.
            IntentConflictError: The key of an intent stands for another effect.
        """
        number = (
            self._begin(rows, commit, prepared) if prepared.is_new else self._go_on(rows, commit, prepared)
        )
        if prepared.events:
            self._add_events.run_each(rows, [{**row, "return_number": number} for row in prepared.events])
        self._guard(rows, commit)
        self._tell(rows, commit)
        for record in prepared.effects:
            self._ledger.intend(rows, record, shop=commit.return_.shop)

    # --- the return ----------------------------------------------------------------------------------

    def _begin(self, rows: Connection, commit: Commit, prepared: Prepared) -> int:
        shop = commit.return_.shop
        number = self._add.run(rows, prepared.row).scalar_one_or_none()
        if number is None:
            has_id = self._has_id.run(rows, {"shop": shop, "id": commit.return_.id}).first()
            raise ConflictError("return" if has_id else "rma")
        found = int(number)
        self._add_document.run(rows, {"number": found, "document": once_of(commit.return_)})
        self._add_terms.run_each(rows, _term_rows(shop, prepared.terms, prepared.row["requested"], found))
        return found

    def _go_on(self, rows: Connection, commit: Commit, prepared: Prepared) -> int:
        return_, row = commit.return_, prepared.row
        found = self._find.run(rows, {"shop": return_.shop, "id": return_.id}).first()
        if found is None or found.version != prepared.before:
            raise ConflictError("return")
        is_told_anew = row["terms"] != found.terms
        change = self._change_with_terms if is_told_anew else self._change
        given = {"at_number": found.number, "at_version": prepared.before}
        given |= {name: row[name] for name in (*_CHANGED, *(_LOOKED_UP if is_told_anew else ()))}
        changed = change.run(rows, given)
        if changed.rowcount != 1:  # PostgreSQL: it was changed after it was read
            raise ConflictError("return")
        if is_told_anew:
            kept = {(field, key) for field, key in json.loads(found.terms)}
            place = (found.requested, found.number)
            if gone := kept - prepared.terms:
                dropped = _term_rows(return_.shop, gone, *place)
                named = [{f"of_{name}": value for name, value in each.items()} for each in dropped]
                self._drop_terms.run_each(rows, named)
            if new := prepared.terms - kept:
                self._add_terms.run_each(rows, _term_rows(return_.shop, new, *place))
        return int(found.number)

    # --- what belongs to it --------------------------------------------------------------------------

    def _guard(self, rows: Connection, commit: Commit) -> None:
        shop = commit.return_.shop
        # In one order, so that two commits never wait for each other.
        for name, version in sorted(commit.guards.items()):
            if version == 0:
                done = self._add_guard.run(rows, {"shop": shop, "name": name, "version": 1})
            else:
                row = {"of_shop": shop, "of_name": name, "of_version": version}
                done = self._raise_guard.run(rows, row)
            if done.rowcount != 1:
                raise ConflictError(name)

    def _tell(self, rows: Connection, commit: Commit) -> None:
        if commit.messages:
            self._add_messages.run_each(
                rows,
                [
                    {
                        "shop": each.shop,
                        "topic": each.topic.value,
                        "id": each.id,
                        "return_id": each.return_id,
                        "due_at": microseconds(each.due_at),
                        "attempts": 0,
                    }
                    for each in commit.messages
                ],
            )
        answer = commit.answer
        if answer is not None:
            row = {
                "shop": commit.return_.shop,
                "key": answer.key,
                "fingerprint": answer.fingerprint,
                "return_id": answer.return_id,
                "version": answer.version,
            }
            if self._add_answer.run(rows, row).rowcount != 1:
                raise ConflictError("answer")


@dataclass(frozen=True, slots=True)
class Prepared:
    """A commit as rows, made before its transaction begins, so that others wait no longer than they must.

    Attributes:
        before: The version that the return has to be of.
        row: The row of the return.
        terms: What searches look up.
        events: Rows of its events, without the number of the return.
        effects: The first records of its intents.
    """

    before: int
    row: _Row
    terms: frozenset[tuple[str, str]]
    events: tuple[_Row, ...]
    effects: tuple[EffectRecord, ...]

    @property
    def is_new(self) -> bool:
        """Whether the return is not there yet."""
        return self.before == 0


def prepared(commit: Commit) -> Prepared:
    """Return *commit* as rows.

    Raises:
        LogError: The events are not the last ones of the return.
        StorageError: It cannot be kept.
    """
    before = expected_version(commit)
    return_ = commit.return_
    entry = entry_of(return_)
    summary, instants = entry.summary, entry.instants
    terms = _terms(entry)
    row = {
        "shop": return_.shop,
        "id": return_.id,
        "version": return_.version,
        "rma": return_.rma,
        "order_id": summary.order_id,
        "order_number": summary.order_number,
        "order_key": entry.order_key,
        "customer_id": summary.customer_id,
        "status": summary.status.value,
        "approval": summary.approval.value,
        "shipping": summary.shipping.value,
        "money": summary.money.value,
        **{field.name: _counted(instants[field.name]) for field in INSTANT_FIELDS},
        "due_at": _counted(commit.due_at),
        # relies on (printable): no key has a line break, so one stands before each word and nowhere else.
        "words": "".join(f"\n{word}" for word in entry.words),
        "terms": json.dumps(sorted(terms), separators=(",", ":")),
        "snapshot": snapshot_of(return_),
    }
    events = tuple({"number": event.number, "event": event_text(event)} for event in commit.events)
    effects = tuple(intended(intent, at=return_.updated_at) for intent in commit.intents)
    return Prepared(before, row, terms, events, effects)


def instant_key(at: int) -> str:
    """Return so many microseconds since 1970 as a text that sorts like the instant."""
    return f"{at + _NO_INSTANT:018d}"


def _terms(entry: Entry) -> frozenset[tuple[str, str]]:
    instants = {
        (field.name, instant_key(microseconds(at)))
        for field in INSTANT_FIELDS
        if field.name not in _ROW_INSTANTS and (at := entry.instants[field.name]) is not None
    }
    return entry.terms | instants


def _term_rows(shop: ShopId, terms: Iterable[tuple[str, str]], requested: int, number: int) -> list[_Row]:
    place = {"shop": shop, "requested": requested, "number": number}
    return [{**place, "field": field, "value": key} for field, key in sorted(terms)]


def _counted(at: datetime | None) -> int | None:
    return None if at is None else microseconds(at)
