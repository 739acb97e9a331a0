"""A copy has every row of what was copied, or nothing at all."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
import sqlalchemy as sa

from returnkit.errors import StorageError
from returnkit.ids import ReturnId
from returnkit.lifecycle import Approve
from returnkit.storage import Answer, Search, Sort, Topic
from returnkit.storage.sql import SqlStore, copy, upgrade
from returnkit.testing.storage.lives import AT, HOUR, OTHER, SHOP, after, intent, message, submission
from returnkit.testing.storage.worlds import a_world


@pytest.fixture
def source(tmp_path: Path) -> Iterator[SqlStore]:
    """A store in SQLite with something of everything."""
    with closing(SqlStore(f"sqlite:///{tmp_path / 'source.db'}")) as store:
        for number, commit in enumerate(a_world()):
            if number > 60:
                break
            store.commit(commit)
        told = submission(999, at=AT)
        messages = tuple(message(told.return_, f"m{n}") for n in range(3))
        store.commit(submission(999, commit={"messages": messages, "intents": (intent(),), "due_at": AT}))
        answer = Answer("key-1", "0" * 64, ReturnId("return-999"), 1)
        store.commit(submission(999, shop=OTHER, commit={"guards": {"order:1": 0}, "answer": answer}))
        first, second, _ = store.claim(now=AT, lease=HOUR, limit=3)
        store.bury(first, error="é\x00", at=AT)
        store.postpone(second, due_at=AT + HOUR, error="no connection")
        yield store


@pytest.fixture
def target(postgres_url: str) -> Iterator[SqlStore]:
    """An empty store in PostgreSQL."""
    upgrade(postgres_url)
    with closing(SqlStore(postgres_url)) as store:
        yield store


def rows_of(store: SqlStore) -> dict[str, list[tuple[object, ...]]]:
    with store.engine.connect() as rows:
        return {
            name: [tuple(row) for row in rows.execute(sa.select(table).order_by(*table.primary_key.columns))]
            for name, table in store.tables.metadata.tables.items()
        }


def test_a_copy_to_postgresql_loses_nothing(source: SqlStore, target: SqlStore) -> None:
    seen: list[tuple[int, int]] = []

    many = copy(source, target, progress=lambda done, total: seen.append((done, total)))

    kept = rows_of(source)
    assert rows_of(target) == kept
    assert all(kept.values()), "a table was not tried"
    assert many == sum(len(rows) for rows in kept.values())
    assert seen[-1] == (2 * many, 2 * many)
    assert seen == sorted(seen)


def test_a_copy_goes_on_where_the_other_one_was(source: SqlStore, target: SqlStore) -> None:
    copy(source, target)

    for store in (source, target):
        store.commit(submission(1_000, commit={"intents": (intent(7),)}))
        store.commit(after(store.load(SHOP, ReturnId("return-1000")), Approve()))
        store.revive(SHOP, Topic.EFFECT, "m0", due_at=AT)
    for sort in Sort:
        search = Search(sort=sort, limit=200)
        assert source.search(SHOP, search) == target.search(SHOP, search)
    claimed = [store.claim(now=AT + 2 * HOUR, lease=HOUR, limit=9) for store in (source, target)]
    assert [each.message for each in claimed[0]] == [each.message for each in claimed[1]]
    assert source.effects.unresolved() == target.effects.unresolved()


def test_a_copy_goes_back_to_sqlite(source: SqlStore, target: SqlStore, tmp_path: Path) -> None:
    copy(source, target)
    with closing(SqlStore(f"sqlite:///{tmp_path / 'back.db'}")) as back:
        copy(target, back)

        assert rows_of(back) == rows_of(source)


def test_nothing_is_copied_over_what_is_there(source: SqlStore, target: SqlStore) -> None:
    target.commit(submission())
    before = rows_of(target)

    with pytest.raises(StorageError, match="there is something in `returnkit_returns`"):
        copy(source, target)

    assert rows_of(target) == before


def test_a_copy_that_breaks_off_leaves_nothing(source: SqlStore, target: SqlStore) -> None:
    class UnpluggedError(Exception):
        pass

    def unplug(done: int, total: int) -> None:
        if done > total * 3 // 4:
            raise UnpluggedError

    with pytest.raises(UnpluggedError):
        copy(source, target, progress=unplug)

    assert not any(rows_of(target).values())
    assert copy(source, target) > 0


@pytest.mark.parametrize(
    ("table", "harm"),
    [
        ("events", "update returnkit_events set event = '{}' where number = 2"),
        ("terms", "delete from returnkit_terms where field = 'sku'"),
        ("guards", "insert into returnkit_guards values ('shop-9', 'order:1', 1)"),
    ],
)
def test_a_row_that_did_not_arrive_as_it_was_is_noticed(
    source: SqlStore, tmp_path: Path, table: str, harm: str
) -> None:
    with closing(SqlStore(f"sqlite:///{tmp_path / 'harmed.db'}")) as harmed:
        with harmed.engine.begin() as rows:
            # Effects are copied last.
            trigger = f"create trigger harm after insert on returnkit_effects begin {harm}; end"
            rows.execute(sa.text(trigger))

        with pytest.raises(StorageError, match=f"a row of `returnkit_{table}` did not arrive"):
            copy(source, harmed)

        assert not any(rows_of(harmed).values())
