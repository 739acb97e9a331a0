"""A store in the caller's transaction: its rows and theirs are there together, or neither."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
import sqlalchemy as sa

from returnkit.errors import ConflictError, StorageError, UnknownReturnError
from returnkit.ids import ReturnId
from returnkit.lifecycle import Approve
from returnkit.storage import Search
from returnkit.storage.sql import SqlStore, upgrade
from returnkit.testing.storage.lives import AT, HOUR, REFUND, SHOP, after, intent, message, submission

MINE = sa.Table("mine", sa.MetaData(), sa.Column("id", sa.Integer, primary_key=True))
ID = ReturnId("return-1")


@pytest.fixture(params=["sqlite", "postgresql"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[SqlStore]:
    """A store, with a table of the caller's beside it."""
    url = f"sqlite:///{tmp_path / 'returns.db'}"
    if request.param == "postgresql":
        url = request.getfixturevalue("postgres_url")
        upgrade(url)
    with closing(SqlStore(url)) as store:
        MINE.create(store.engine)
        yield store


def mine(store: SqlStore) -> int:
    with store.engine.connect() as rows:
        return rows.execute(sa.select(sa.func.count()).select_from(MINE)).scalar_one()


def test_what_the_caller_commits_is_there_with_their_rows(store: SqlStore) -> None:
    commit = submission(commit={"intents": (intent(),), "guards": {"order:1": 0}})
    with store.engine.begin() as rows:
        rows.execute(sa.insert(MINE), {"id": 1})
        store.joined(rows).commit(commit)

    assert store.load(SHOP, ID) == commit.return_
    assert store.effects.get(REFUND).intent == intent()
    assert mine(store) == 1


@pytest.mark.parametrize("is_first", [True, False])
def test_what_the_caller_takes_back_was_never_there(store: SqlStore, is_first: bool) -> None:
    commit = submission(commit={"intents": (intent(),), "guards": {"order:1": 0}})
    with store.engine.connect() as rows:
        if is_first:
            rows.execute(sa.insert(MINE), {"id": 1})
        store.joined(rows).commit(commit)
        assert store.joined(rows).load(SHOP, ID) == commit.return_, "the caller sees it"
        rows.rollback()

    with pytest.raises(UnknownReturnError):
        store.load(SHOP, ID)
    assert store.guards(SHOP, ["order:1"]) == {"order:1": 0}
    assert store.effects.unresolved() == ()
    assert mine(store) == 0


def test_of_a_commit_that_is_refused_the_caller_keeps_nothing_but_their_own(store: SqlStore) -> None:
    store.commit(submission(commit={"guards": {"order:1": 0}}))
    stale = submission(2, commit={"guards": {"a:1": 0, "order:1": 0}})
    with store.engine.begin() as rows:
        rows.execute(sa.insert(MINE), {"id": 1})
        with pytest.raises(ConflictError):
            store.joined(rows).commit(stale)
        rows.execute(sa.insert(MINE), {"id": 2})

    with pytest.raises(UnknownReturnError):
        store.load(SHOP, ReturnId("return-2"))
    assert store.guards(SHOP, ["a:1"]) == {"a:1": 0}
    assert mine(store) == 2


def test_a_callers_search_changes_none_of_their_settings(store: SqlStore) -> None:
    store.commit(submission())
    with store.engine.begin() as rows:
        joined = store.joined(rows)
        assert len(joined.search(SHOP, Search()).returns) == 1
        if store.engine.dialect.name == "postgresql":
            assert rows.execute(sa.text("show enable_seqscan")).scalar_one() == "on"
            assert rows.execute(sa.text("show enable_sort")).scalar_one() == "on"


def test_a_message_is_finished_with_what_was_done_about_it(store: SqlStore) -> None:
    commit = submission()
    store.commit(commit)
    told = after(commit.return_, commit={"messages": (message(commit.return_, "m"),)})
    store.commit(told)
    (lease,) = store.claim(now=AT, lease=HOUR, limit=1)
    with store.engine.connect() as rows:
        assert store.joined(rows).finish(lease)
        rows.rollback()

    (again,) = store.claim(now=AT + HOUR, lease=HOUR, limit=1)
    assert again.message == lease.message
    with store.engine.begin() as rows:
        rows.execute(sa.insert(MINE), {"id": 1})
        assert store.joined(rows).finish(again)
    assert store.claim(now=AT + 3 * HOUR, lease=HOUR, limit=1) == ()


def test_an_effect_is_not_performed_in_a_transaction_that_may_be_taken_back(store: SqlStore) -> None:
    with store.engine.begin() as rows:
        ledger = store.joined(rows).effects
        record = ledger.intend(intent(), at=AT)
        assert ledger.get(REFUND) == record
        with pytest.raises(StorageError, match="taken back") as refused:
            ledger.advance(record)

    assert refused.value.help == "commit it, and perform the effect with the store's own ledger"
    assert store.effects.get(REFUND) == record


def test_a_joined_store_goes_on_where_the_store_was(store: SqlStore) -> None:
    first = submission()
    store.commit(first)
    with store.engine.begin() as rows:
        joined = store.joined(rows)
        joined.commit(after(joined.load(SHOP, ID), Approve()))
        assert joined.events(SHOP, ID)[0] == first.events[0]

    assert store.load(SHOP, ID).version == 2
