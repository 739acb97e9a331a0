"""Tables: made by migrations, from nothing and from every earlier version, and never behind one's back."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from importlib import resources
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from returnkit.errors import SchemaError
from returnkit.ids import ReturnId
from returnkit.lifecycle import replay
from returnkit.storage import Search
from returnkit.storage.sql import SqlStore, upgrade, version
from returnkit.storage.sql.migrations import HEAD
from returnkit.testing.storage.lives import SHOP, submission

DUMPS = Path(__file__).with_name("dumps")
"""What each released version left in a SQLite database, by name of the version."""
VERSIONS = tuple(sorted(path.stem for path in DUMPS.glob("*.sql")))


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an empty database."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'returns.db'}"
    found: str = request.getfixturevalue("postgres_url")
    return found


@contextmanager
def engine(url: str) -> Iterator[sa.Engine]:
    """Give an engine, and close its connections."""
    made = sa.create_engine(url)
    try:
        yield made
    finally:
        made.dispose()


def names(url: str) -> set[str]:
    """Return the names of the tables."""
    with engine(url) as made:
        return {*sa.inspect(made).get_table_names()}


def test_an_upgrade_makes_the_tables_that_the_store_works_with(url: str) -> None:
    assert version(url) is None

    assert upgrade(url) == HEAD
    assert upgrade(url) == HEAD, "again changes nothing"

    assert version(url) == HEAD
    with closing(SqlStore(url)) as store, store.engine.connect() as rows:
        options = {"include_object": lambda _, name, *__: not (name or "").endswith("alembic_version")}
        context = MigrationContext.configure(rows, opts=options)
        assert compare_metadata(context, store.tables.metadata) == []


def test_a_store_opens_no_tables_of_another_release(url: str) -> None:
    upgrade(url)
    for found, told in (("0000", f"are of version 0000, and this release needs {HEAD}"), ("9999", "later")):
        with engine(url) as made, made.begin() as rows:
            rows.execute(sa.text(f"update returnkit_alembic_version set version_num = '{found}'"))

        with pytest.raises(SchemaError, match=told) as refused:
            SqlStore(url)

        assert refused.value.help is not None
        assert version(url) == found, "opening changed it"
    with pytest.raises(SchemaError, match="later"):
        upgrade(url)


def test_a_new_sqlite_database_gets_its_tables_by_itself(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'new.db'}"

    with closing(SqlStore(url)) as store:
        store.commit(submission())

    with closing(SqlStore(url)) as store:
        assert store.load(SHOP, ReturnId("return-1")) == submission().return_
    assert version(url) == HEAD


def test_a_database_of_somebody_elses_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "theirs.db"
    with closing(sqlite3.connect(path)) as rows:
        rows.execute("create table theirs (id integer)")

    with pytest.raises(SchemaError, match="no tables `returnkit_") as refused:
        SqlStore(f"sqlite:///{path}")

    assert refused.value.help == "run `returnkit db upgrade`"
    assert names(f"sqlite:///{path}") == {"theirs"}


def test_postgresql_is_never_changed_by_opening(postgres_url: str) -> None:
    with pytest.raises(SchemaError, match="no tables"):
        SqlStore(postgres_url)

    assert names(postgres_url) == set()


def test_two_prefixes_do_not_know_of_each_other(url: str) -> None:
    for prefix in ("one_", "two_"):
        upgrade(url, prefix=prefix)
    with closing(SqlStore(url, prefix="one_")) as one, closing(SqlStore(url, prefix="two_")) as two:
        one.commit(submission())

        assert len(one.search(SHOP, Search()).returns) == 1
        assert two.search(SHOP, Search()).returns == ()
    assert {name.partition("_")[0] for name in names(url)} == {"one", "two"}
    assert version(url) is None


@pytest.mark.parametrize("prefix", ["", "1_", "Re_", "a;drop table x", "a" * 31, 'a"', "ä_"])
def test_no_name_begins_with_what_is_none(prefix: str) -> None:
    with pytest.raises(SchemaError, match="no table can have"):
        SqlStore("sqlite://", prefix=prefix)


def test_of_four_that_upgrade_at_once_one_does(url: str) -> None:
    with ThreadPoolExecutor(4) as pool:
        assert [*pool.map(lambda _: upgrade(url), range(4))] == [HEAD] * 4

    assert version(url) == HEAD


def test_an_upgrade_that_fails_leaves_nothing(url: str) -> None:
    with engine(url) as made, made.begin() as rows:
        rows.execute(sa.text("create table returnkit_effects (id integer)"))

    with pytest.raises(Exception, match="already exists"):
        upgrade(url)

    assert names(url) == {"returnkit_effects"}


def test_every_version_has_one_that_follows_and_a_dump() -> None:
    config = Config()
    config.set_main_option("script_location", "returnkit.storage.sql:migrations")
    scripts = ScriptDirectory.from_config(config)

    known = [script.revision for script in scripts.walk_revisions()]

    assert scripts.get_heads() == [HEAD]
    assert known == sorted(known, reverse=True), "a later version is a greater text"
    assert {*VERSIONS} == {*known}, "run `python -m tests.unit.storage.dumping` before a version is released"


def test_migrations_are_in_the_package() -> None:
    folder = resources.files("returnkit.storage.sql") / "migrations"

    assert (folder / "env.py").is_file()


@pytest.mark.parametrize("name", VERSIONS)
def test_what_an_earlier_version_left_is_read_by_this_one(name: str, tmp_path: Path) -> None:
    path = tmp_path / "old.db"
    with closing(sqlite3.connect(path)) as rows:
        rows.executescript((DUMPS / f"{name}.sql").read_text(encoding="utf-8"))
    url = f"sqlite:///{path}"
    assert version(url) == name

    upgrade(url)

    with closing(SqlStore(url)) as store:
        shown = store.search(SHOP, Search(limit=200)).returns
        assert len(shown) >= 10
        for each in shown:
            return_ = store.load(SHOP, each.id)
            assert return_ == replay(store.events(SHOP, each.id))
            assert (each.status, each.updated_at) == (return_.status, return_.updated_at)
            assert store.by_rma(SHOP, each.rma) == return_
        store.commit(submission(99))
