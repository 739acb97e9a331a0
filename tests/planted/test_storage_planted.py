"""Bugs planted into the store of SQL: the suite that is shipped must notice each."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import sqlalchemy as sa

from returnkit.storage import ReturnStore
from returnkit.storage.sql import SqlStore
from returnkit.testing import ReturnStoreConformance
from returnkit.testing.storage import CommitConformance, OutboxConformance, SearchConformance

pytestmark = pytest.mark.fuzz

Patch = pytest.MonkeyPatch
Suite = type[CommitConformance] | type[OutboxConformance] | type[SearchConformance]
# Any, below: what is planted has the signature of what it replaces.

cursors: Any = import_module("returnkit.storage.cursors")
lookups: Any = import_module("returnkit.storage.sql.lookups")
outbox: Any = import_module("returnkit.storage.sql.outbox")
reading: Any = import_module("returnkit.storage.sql.reading")
searching: Any = import_module("returnkit.storage.sql.searching")
store: Any = import_module("returnkit.storage.sql.store")
writing: Any = import_module("returnkit.storage.sql.writing")


@contextmanager
def sqlite_store(_: object) -> Iterator[ReturnStore]:
    with tempfile.TemporaryDirectory() as folder:
        opened = SqlStore(f"sqlite:///{Path(folder) / 'returns.db'}")
        try:
            yield opened
        finally:
            opened.close()


def notices(suite: Suite) -> bool:
    """Return whether one of the questions of *suite* is answered wrongly, whichever way it shows."""
    asked = type("Asked", (suite,), {"store": sqlite_store})()
    for name in sorted(vars(suite)):
        if name.startswith("test_"):
            try:
                getattr(asked, name)()
            except Exception:  # noqa: BLE001 - a bug shows as it likes
                return True
    return False


@pytest.mark.parametrize("suite", [CommitConformance, OutboxConformance, SearchConformance])
def test_without_a_bug_nothing_is_noticed(suite: Suite) -> None:
    assert issubclass(ReturnStoreConformance, suite)
    assert not notices(suite)


# --- commits -----------------------------------------------------------------------------------------


def guards_are_forgotten(patch: Patch) -> None:
    patch.setattr(writing.Writer, "_guard", lambda self, rows, commit: None)


def a_guard_is_raised_whatever_it_was(patch: Patch) -> None:
    def guard(self: Any, rows: Any, commit: Any) -> None:
        for name in commit.guards:
            table, given = "returnkit_guards", {"shop": commit.return_.shop, "name": name}
            rows.execute(
                sa.text(
                    f"insert into {table} values (:shop, :name, 1) "
                    "on conflict (shop, name) do update set version = version + 1"
                ),
                given,
            )

    patch.setattr(writing.Writer, "_guard", guard)


def the_return_is_stored_before_all_else(patch: Patch) -> None:
    def commit(self: Any, given: Any) -> None:
        for part in (
            replace(given, guards={}, messages=(), intents=(), answer=None),
            replace(given, events=()),
        ):
            ready = writing.prepared(part)
            with self._access.writing() as rows:
                self._writer.write(rows, part, ready)

    patch.setattr(store.SqlStore, "commit", commit)


def the_snapshot_is_stored_apart_from_the_log(patch: Patch) -> None:
    def commit(self: Any, given: Any) -> None:
        ready = writing.prepared(given)
        with self._access.writing() as rows:
            self._writer.write(rows, given, replace(ready, events=()))
        with self._access.writing() as rows:
            number = rows.execute(
                sa.text("select number from returnkit_returns where shop = :shop and id = :id"),
                {"shop": given.return_.shop, "id": given.return_.id},
            ).scalar_one()
            events = [{**row, "return_number": number} for row in ready.events[:-1]]
            if events:
                rows.execute(self._writer._add_events, events)

    patch.setattr(store.SqlStore, "commit", commit)


def an_earlier_version_overwrites(patch: Patch) -> None:
    go_on = writing.Writer._go_on

    def forced(self: Any, rows: Any, commit: Any, ready: Any) -> Any:
        found = rows.execute(self._find, {"shop": commit.return_.shop, "id": commit.return_.id}).first()
        if found is not None:
            rows.execute(sa.text("delete from returnkit_events where number > :last"), {"last": ready.before})
            ready = replace(ready, before=found.version)
        return go_on(self, rows, commit, ready)

    patch.setattr(writing.Writer, "_go_on", forced)


def the_answer_of_a_key_is_replaced(patch: Patch) -> None:
    tell = writing.Writer._tell

    def told(self: Any, rows: Any, commit: Any) -> None:
        rows.execute(sa.text("delete from returnkit_answers"))
        tell(self, rows, commit)

    patch.setattr(writing.Writer, "_tell", told)


def intents_are_recorded_for_good_at_once(patch: Patch) -> None:
    commit = store.SqlStore.commit

    def committed(self: Any, given: Any) -> None:
        for intent in given.intents:
            self.effects.intend(intent, at=given.return_.updated_at)
        commit(self, given)

    patch.setattr(store.SqlStore, "commit", committed)


def intents_are_forgotten(patch: Patch) -> None:
    prepared = writing.prepared
    patch.setattr(store, "prepared", lambda commit: replace(prepared(commit), effects=()))


def another_shops_return_is_loaded(patch: Patch) -> None:
    init = reading.Reader.__init__

    def made(self: Any, tables: Any) -> None:
        init(self, tables)
        returns, documents = tables.returns.c, tables.documents.c
        self._by_id = (
            sa.select(returns.snapshot, documents.document)
            .join_from(tables.returns, tables.documents, documents.number == returns.number)
            .where(returns.id == sa.bindparam("id"))
        )

    patch.setattr(reading.Reader, "__init__", made)


def timers_stay_when_they_are_gone(patch: Patch) -> None:
    patch.setattr(writing, "_CHANGED", tuple(name for name in writing._CHANGED if name != "due_at"))


def customers_are_mixed_up_by_case(patch: Patch) -> None:
    patch.setattr(
        reading.Reader,
        "of_customer",
        lambda self, rows, shop, customer: tuple(self._of(rows, shop, "customer", customer)),
    )


# --- the outbox --------------------------------------------------------------------------------------


def a_claim_has_no_lease(patch: Patch) -> None:
    claim = outbox.OutboxRows.claim

    def claimed(self: Any, rows: Any, *, now: Any, lease: Any, limit: int, shop: Any) -> Any:
        taken = claim(self, rows, now=now, lease=lease * 0, limit=limit, shop=shop)
        return tuple(replace(each, until=now + lease) for each in taken)

    patch.setattr(outbox.OutboxRows, "claim", claimed)


def a_lease_never_ends(patch: Patch) -> None:
    claim = outbox.OutboxRows.claim

    def claimed(self: Any, rows: Any, *, now: Any, lease: Any, limit: int, shop: Any) -> Any:
        taken = claim(self, rows, now=now, lease=lease * 1_000, limit=limit, shop=shop)
        return tuple(replace(each, until=now + lease) for each in taken)

    patch.setattr(outbox.OutboxRows, "claim", claimed)


def who_lost_a_lease_may_finish(patch: Patch) -> None:
    patch.setattr(outbox, "token_hex", lambda _: "the same for all")


def what_was_given_up_is_claimed_again(patch: Patch) -> None:
    bury = outbox.OutboxRows.bury

    def buried(self: Any, rows: Any, lease: Any, *, error: str, at: Any) -> bool:
        told = lease.message
        is_buried = bury(self, rows, lease, error=error, at=at)
        return bool(is_buried and self.revive(rows, told.shop, told.topic, told.id, due_at=at))

    patch.setattr(outbox.OutboxRows, "bury", buried)


def reading_comes_before_the_lock(patch: Patch) -> None:
    """SQLite begins no transaction before the first row is written; what was read may be gone then."""

    def claim(self: Any, *, now: Any, lease: Any, limit: int, shop: Any = None) -> Any:
        with self._access.reading() as rows:
            free = (
                rows.execute(
                    sa.text(
                        "select number, shop, topic, id, return_id, due_at, attempts from returnkit_outbox "
                        "where dead_at is null and due_at <= :now and coalesce(claimed_until, 0) <= :now "
                        "order by due_at, number limit :many"
                    ),
                    {"now": outbox.microseconds(now), "many": limit},
                )
                .mappings()
                .all()
            )
        taken = []
        with self._access.writing() as rows:
            for row in free:
                change = (
                    "update returnkit_outbox set claimed_until = :until, token = 't' where number = :number"
                )
                rows.execute(
                    sa.text(change), {"until": outbox.microseconds(now + lease), "number": row["number"]}
                )
                message = outbox._message(SimpleNamespace(**row))
                taken.append(outbox.Lease(message, row["attempts"] + 1, now + lease, "t"))
        return tuple(taken)

    patch.setattr(store.SqlStore, "claim", claim)
    patch.setattr(outbox, "token_hex", lambda _: "t")


# --- searches ----------------------------------------------------------------------------------------


def a_search_finds_other_shops_returns(patch: Patch) -> None:
    def entries(self: Any, asked: Any) -> Any:
        entry = self._terms.c
        return sa.select(entry.requested, entry.number)

    patch.setattr(lookups.Lookups, "_entries", entries)


def what_is_looked_up_is_never_changed(patch: Patch) -> None:
    go_on = writing.Writer._go_on

    def kept(self: Any, rows: Any, commit: Any, ready: Any) -> Any:
        found = rows.execute(self._find, {"shop": commit.return_.shop, "id": commit.return_.id}).first()
        terms = found.terms if found else "[]"
        return go_on(self, rows, commit, replace(ready, row={**ready.row, "terms": terms}))

    patch.setattr(writing.Writer, "_go_on", kept)


def a_word_is_a_pattern(patch: Patch) -> None:
    def entries(self: Any, asked: Any, word: str) -> Any:
        entry = self._terms.c
        return self._entries(asked).where(entry.field.in_(lookups.WORD_FIELDS), entry.value.like(f"{word}%"))

    patch.setattr(lookups.Lookups, "entries_of_word", entries)


def a_page_begins_where_the_last_one_ended(patch: Patch) -> None:
    place = searching.Place
    patch.setattr(searching, "Place", lambda key, number: place(key, number + 1))


def returns_of_one_instant_are_left_out(patch: Patch) -> None:
    place = searching.Place
    patch.setattr(
        searching, "Place", lambda key, number: place(key, 0) if isinstance(key, int) else place(key, number)
    )


def any_cursor_is_taken(patch: Patch) -> None:
    patch.setattr(cursors, "_digest", lambda shop, search: "the same for all")


def a_period_has_its_end_in_it(patch: Patch) -> None:
    within = lookups._within

    def closed(at: Any, period: Any) -> Any:
        if period.end is not None:
            period = replace(period, end=period.end + period.end.resolution)
        return within(at, period)

    patch.setattr(lookups, "_within", closed)


def what_has_no_instant_is_left_out_of_what_is_not(patch: Patch) -> None:
    patch.setattr(
        lookups,
        "_holds",
        lambda at, period: (
            sa.not_(sa.and_(*lookups._within(at, period)))
            if period.is_not
            else sa.and_(*lookups._within(at, period))
        ),
    )


def of_several_values_the_first_counts(patch: Patch) -> None:
    conditions_of = searching.conditions_of

    def first(search: Any) -> Any:
        found = conditions_of(search)
        return replace(found, terms=tuple(replace(term, keys=term.keys[:1]) for term in found.terms))

    patch.setattr(searching, "conditions_of", first)


BUGS: tuple[tuple[Callable[[Patch], None], Suite], ...] = (
    (guards_are_forgotten, CommitConformance),
    (a_guard_is_raised_whatever_it_was, CommitConformance),
    (the_return_is_stored_before_all_else, CommitConformance),
    (the_snapshot_is_stored_apart_from_the_log, CommitConformance),
    (an_earlier_version_overwrites, CommitConformance),
    (the_answer_of_a_key_is_replaced, CommitConformance),
    (intents_are_recorded_for_good_at_once, CommitConformance),
    (intents_are_forgotten, CommitConformance),
    (another_shops_return_is_loaded, CommitConformance),
    (timers_stay_when_they_are_gone, CommitConformance),
    (customers_are_mixed_up_by_case, CommitConformance),
    (a_claim_has_no_lease, OutboxConformance),
    (a_lease_never_ends, OutboxConformance),
    (who_lost_a_lease_may_finish, OutboxConformance),
    (what_was_given_up_is_claimed_again, OutboxConformance),
    (reading_comes_before_the_lock, OutboxConformance),
    (a_search_finds_other_shops_returns, SearchConformance),
    (what_is_looked_up_is_never_changed, SearchConformance),
    (a_word_is_a_pattern, SearchConformance),
    (a_page_begins_where_the_last_one_ended, SearchConformance),
    (returns_of_one_instant_are_left_out, SearchConformance),
    (any_cursor_is_taken, SearchConformance),
    (a_period_has_its_end_in_it, SearchConformance),
    (what_has_no_instant_is_left_out_of_what_is_not, SearchConformance),
    (of_several_values_the_first_counts, SearchConformance),
)


@pytest.mark.parametrize(("bug", "suite"), BUGS, ids=[bug.__name__ for bug, _ in BUGS])
def test_a_bug_is_noticed(bug: Callable[[Patch], None], suite: Suite, monkeypatch: Patch) -> None:
    bug(monkeypatch)

    assert notices(suite)
