"""Opening a database: what it takes, what is refused, and what keeps acknowledged work."""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest
import sqlalchemy as sa

from returnkit.errors import MissingExtraError, StorageError
from returnkit.ids import ReturnId
from returnkit.storage.sql import SqlStore, access
from returnkit.testing.storage.lives import SHOP, submission


def test_sqlite_keeps_what_was_acknowledged(tmp_path: Path) -> None:
    with closing(SqlStore(f"sqlite:///{tmp_path / 'returns.db'}")) as store, store.engine.connect() as rows:
        asked = {
            name: rows.exec_driver_sql(f"pragma {name}").scalar_one()
            for name in ("journal_mode", "synchronous")
        }

    assert asked == {"journal_mode": "wal", "synchronous": 2}


def test_threads_share_a_database_in_memory() -> None:
    with closing(SqlStore("sqlite://")) as store, ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda number: store.commit(submission(number)), range(8)))

        assert store.load(SHOP, ReturnId("return-7")).rma == "R-7"


def test_an_engine_of_the_callers_stays_theirs(tmp_path: Path) -> None:
    engine = sa.create_engine(f"sqlite:///{tmp_path / 'returns.db'}")
    store = SqlStore(engine)
    store.commit(submission())
    with engine.connect() as rows:
        store.close()

        assert rows.exec_driver_sql("select count(*) from returnkit_returns").scalar_one() == 1
    engine.dispose()


@pytest.mark.parametrize("address", ["", "returns.db", "oracle+nothing://x", "sqlite:/x"])
def test_what_is_no_address_is_refused(address: str) -> None:
    with pytest.raises(StorageError) as refused:
        SqlStore(address)

    assert refused.value.help is not None


def test_an_address_with_a_password_is_not_told() -> None:
    with pytest.raises(StorageError) as refused:
        SqlStore("postgresql://ann:secret@127.0.0.1:1/none")

    assert "secret" not in str(refused.value)


def test_a_busy_database_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(access, "BUSY_SECONDS", 0.05)
    with closing(SqlStore(f"sqlite:///{tmp_path / 'returns.db'}")) as store, store.engine.connect() as rows:
        rows.exec_driver_sql("begin immediate")

        with pytest.raises(StorageError, match="the database is busy"):
            store.commit(submission())


def test_a_missing_driver_is_told_by_its_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)

    with pytest.raises(MissingExtraError) as missing:
        SqlStore("postgresql://localhost/x")

    assert missing.value.extra == "postgres"


@pytest.mark.parametrize("package", ["sqlalchemy", "alembic"])
def test_the_missing_extra_is_told(package: str) -> None:
    code = f"""
import sys
sys.modules["{package}"] = None
import returnkit.storage
try:
    import returnkit.storage.sql
except Exception as exc:
    print(type(exc).__name__, exc.extra)
"""

    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert ran.stdout.split() == ["MissingExtraError", "sql"]


def test_the_room_is_light_until_a_database_is_opened() -> None:
    code = (
        "import returnkit.storage, sys; print(sorted({'sqlalchemy', 'alembic', 'psycopg'} & {*sys.modules}))"
    )

    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert ran.stdout.strip() == "[]"
