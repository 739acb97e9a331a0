"""Access: how a store comes to a connection: its own, in transactions of its own, or the caller's."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from sqlite3 import Cursor, OperationalError
from threading import RLock
from time import sleep
from typing import Final, Protocol

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlalchemy.pool import StaticPool

from returnkit.errors import MissingExtraError, StorageError

DIALECTS: Final = ("sqlite", "postgresql")
BUSY_SECONDS: Final = 30
"""How long a writer of SQLite waits for another one."""
_PAUSE_SECONDS: Final = 0.02


class Access(Protocol):
    """Gives connections."""

    @property
    def dialect(self) -> str:
        """The name of the database, of `DIALECTS`."""
        ...

    def reading(self) -> AbstractContextManager[Connection]:
        """Give a connection for statements that change nothing, each by itself."""
        ...

    def writing(self) -> AbstractContextManager[Connection]:
        """Give a connection for one transaction: all of it is done, or nothing, where an error leaves it."""
        ...

    def searching(self) -> AbstractContextManager[Connection]:
        """Give a connection for statements that change nothing but settings, which end with it."""
        ...


class Own:
    """Connections of an engine; each transaction is stored for good when it ends."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.dialect = engine.dialect.name
        self._each = engine.execution_options(isolation_level="AUTOCOMMIT")
        # One connection for all threads: a database in memory is gone with its connection.
        self._lock = RLock() if isinstance(engine.pool, StaticPool) else nullcontext()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Give a connection for statements that change nothing, each by itself."""
        # SQLite begins no transaction for what only reads.
        engine = self.engine if self.dialect == "sqlite" else self._each
        with _told(), self._lock, engine.connect() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Give a connection for one transaction that is stored for good afterwards."""
        with _told(), self._lock, self.engine.connect() as connection:
            begin(connection)
            yield connection
            connection.commit()

    @contextmanager
    def searching(self) -> Iterator[Connection]:
        """Give a connection for statements that change nothing but settings, which end with it."""
        with _told(), self._lock, self.engine.connect() as connection:
            yield connection  # and takes back what was set


class Joined:
    """The caller's connection, in their transaction: they commit it, or take it back."""

    def __init__(self, connection: Connection) -> None:
        self.dialect = connection.dialect.name
        self._connection = connection

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Give the caller's connection."""
        with _told():
            yield self._connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Give the caller's connection; of what an error leaves nothing is kept, whatever they do then."""
        with _told():
            begin(self._connection)
            with self._connection.begin_nested():
                yield self._connection

    @contextmanager
    def searching(self) -> Iterator[Connection]:
        """Give the caller's connection; what is set in it is taken back."""
        if self.dialect == "sqlite":  # nothing is set there
            with _told():
                yield self._connection
            return
        with _told(), self._connection.begin_nested() as nested:
            yield self._connection
            nested.rollback()


def begin(connection: Connection) -> None:
    """Begin a transaction that writes, where the driver would begin it too late."""
    if connection.dialect.name != "sqlite":
        return
    # INVARIANT (writers in turn): Python's driver begins by itself before the first row is written, after
    # what was read to decide about it. Two workers then take the same message, with no error.
    driver = connection.connection.driver_connection
    if not getattr(driver, "in_transaction", False):
        connection.exec_driver_sql("BEGIN IMMEDIATE")


def opened(database: Engine | URL | str) -> Engine:
    """Return the engine of *database*; of an address one that keeps what was acknowledged.

    Raises:
        StorageError: It is neither SQLite nor PostgreSQL, or no address.
        MissingExtraError: The driver of PostgreSQL is not installed.
    """
    engine = database if isinstance(database, Engine) else _engine(database)
    if engine.dialect.name not in DIALECTS:
        raise StorageError(
            f"returns are not kept in `{engine.dialect.name}`", help="give SQLite or PostgreSQL"
        )
    return engine


@contextmanager
def borrowed(database: Engine | URL | str) -> Iterator[Own]:
    """Give access to *database*, and close afterwards what was opened for it."""
    engine = opened(database)
    try:
        yield Own(engine)
    finally:
        if engine is not database:
            engine.dispose()


def _engine(address: URL | str) -> Engine:
    try:
        url = make_url(address)
        if url.get_backend_name() == "postgresql":
            if url.drivername == "postgresql":
                url = url.set(drivername="postgresql+psycopg")
            return create_engine(url, pool_pre_ping=True)
        if url.drivername not in ("sqlite", "sqlite+pysqlite"):
            return create_engine(url)
        return _sqlite(url)
    except (ArgumentError, NoSuchModuleError) as exc:
        raise StorageError(
            "the address of the database cannot be read",
            help="give one such as `sqlite:///returns.db` or `postgresql://user@host/name`",
        ) from exc
    except ModuleNotFoundError as exc:
        raise MissingExtraError("postgres") from exc


def _sqlite(url: URL) -> Engine:
    # SQLAlchemy keeps a database in memory for each thread; here all see the same one.
    in_memory = url.database in (None, "", ":memory:")
    engine = (
        create_engine(url, poolclass=StaticPool, connect_args={"check_same_thread": False})
        if in_memory
        else create_engine(url, connect_args={"timeout": BUSY_SECONDS})
    )

    @event.listens_for(engine, "connect")
    def _prepare(connection: object, _record: object) -> None:
        cursor = connection.cursor()  # type: ignore[attr-defined]  # what the driver gives
        _write_ahead(cursor)
        # INVARIANT (acknowledged means stored): in WAL, NORMAL loses the last commits with the power.
        cursor.execute("PRAGMA synchronous=FULL")
        cursor.close()

    return engine


def _write_ahead(cursor: Cursor) -> None:
    """Let a database have a write-ahead log; of several that open a new one at once, all but one wait."""
    for left in reversed(range(int(BUSY_SECONDS / _PAUSE_SECONDS))):
        try:
            cursor.execute("PRAGMA journal_mode=WAL")
        except OperationalError:
            # SQLite does not wait by itself for this: its time-out is for rows.
            if not left:
                raise
            sleep(_PAUSE_SECONDS)
        else:
            return


@contextmanager
def _told() -> Iterator[None]:
    try:
        yield
    except DBAPIError as exc:
        busy = "locked" in str(exc.orig)
        raise StorageError(
            f"the database {'is busy' if busy else 'did not do it'}: {_line(exc.orig)}",
            help="try again: whether it was stored is not known where it was lost in the last step",
        ) from exc
    except PoolTimeoutError as exc:
        raise StorageError("no connection to the database is free", help="try again") from exc


def _line(error: object) -> str:
    return " ".join(str(error).split())[:200]
