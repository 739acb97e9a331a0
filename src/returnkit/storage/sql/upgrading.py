"""Upgrading: the tables of a database, made and kept those of this release."""

from __future__ import annotations

from hashlib import sha256
from typing import Final

from sqlalchemy import Connection, Engine, inspect
from sqlalchemy import text as sql
from sqlalchemy.engine import URL

from returnkit.errors import SchemaError

from .access import Own, borrowed
from .migrations import HEAD
from .tables import PREFIX, Tables, tables_of

_WAY_OUT: Final = "make a backup, and run `returnkit db upgrade`"


def upgrade(database: Engine | URL | str, *, prefix: str = PREFIX) -> str:
    """Make the tables of *database* those of this release, and return their version.

    It is done in one transaction, and by one process at a time: all of it, or nothing.

    Args:
        database: An address, or an engine.
        prefix: What the names of the tables begin with.

    Raises:
        SchemaError: The tables are those of a later release.
        StorageError: It is no address, or neither SQLite nor PostgreSQL.
    """
    tables = tables_of(prefix)
    with borrowed(database) as access, access.writing() as rows:
        if rows.dialect.name == "postgresql":
            rows.execute(sql("select pg_advisory_xact_lock(:lock)"), {"lock": _lock(prefix)})
        _upgrade(rows, tables)
    return HEAD


def version(database: Engine | URL | str, *, prefix: str = PREFIX) -> str | None:
    """Return the version of the tables of *database*; None where there are none."""
    tables = tables_of(prefix)
    with borrowed(database) as access, access.reading() as rows:
        return _version(rows, tables)


def check(engine: Engine, tables: Tables) -> None:
    """Refuse tables that are not those of this release; make those of a new SQLite database.

    Raises:
        SchemaError: They are of another release, or not there.
    """
    with Own(engine).reading() as rows:
        found = _version(rows, tables)
        is_new = found is None and engine.dialect.name == "sqlite" and not inspect(rows).get_table_names()
    if is_new:
        found = upgrade(engine, prefix=tables.prefix)
    if found is None:
        raise SchemaError(f"the database has no tables `{tables.prefix}…`", help="run `returnkit db upgrade`")
    if found > HEAD:
        raise _later(found)
    if found != HEAD:
        raise SchemaError(f"the tables are of version {found}, and this release needs {HEAD}", help=_WAY_OUT)


def _upgrade(rows: Connection, tables: Tables) -> None:
    from alembic import command  # slow to import, and needed seldom
    from alembic.config import Config

    found = _version(rows, tables)
    if found is not None and found > HEAD:
        raise _later(found)
    config = Config()
    config.set_main_option("script_location", "returnkit.storage.sql:migrations")
    config.attributes |= {
        "connection": rows,
        "prefix": tables.prefix,
        "version_table": _version_table(tables),
    }
    command.upgrade(config, HEAD)


def _version(rows: Connection, tables: Tables) -> str | None:
    name = _version_table(tables)
    if not inspect(rows).has_table(name):
        return None
    found = rows.execute(sql(f"select version_num from {name}")).scalar_one_or_none()  # noqa: S608 - the prefix is checked
    return None if found is None else str(found)


def _version_table(tables: Tables) -> str:
    return f"{tables.prefix}alembic_version"


def _later(found: str) -> SchemaError:
    return SchemaError(
        f"the tables are of version {found}, which is later than this release's {HEAD}",
        help="install the release that made them, or a later one",
    )


def _lock(prefix: str) -> int:
    return int.from_bytes(sha256(prefix.encode()).digest()[:7])
