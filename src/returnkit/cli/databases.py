"""Databases: their tables brought up to date, and their returns carried over to another one."""

from __future__ import annotations

from contextlib import closing
from typing import Annotated, Final

import typer

from returnkit.errors import StorageError

from .counter import file_of, url_of
from .leaving import leaving
from .streams import put, stepped

db_app: Final = typer.Typer(
    add_completion=False, rich_markup_mode=None, no_args_is_help=True, help="Keep the database of returns."
)
Where = Annotated[str, typer.Argument(metavar="FILE|URL", help="A file of SQLite, or the URL of a database.")]


@db_app.command("upgrade")
def upgrade_command(database: Where) -> None:
    """Bring the tables of a database to those of this release; make them where there are none.

    Exits with 0; 1 when it cannot be done; 2 when the command is not well formed.
    """
    from returnkit.storage.sql import upgrade

    with leaving():
        put(f"the tables are of version {upgrade(url_of(database))}\n")


@db_app.command("copy")
def copy_command(source: Where, target: Where) -> None:
    """Carry all returns over to an empty database, whose tables are made, and compare every row.

    Exits with 0; 1 when it cannot be done, and nothing was carried over; 2 when the command is not well
    formed.
    """
    from returnkit.storage.sql import SqlStore, copy, upgrade

    with leaving():
        # A store makes a file that is not there, and an empty one would be copied without a word.
        file = file_of(url_of(source))
        if file is not None and not file.is_file():
            raise StorageError(f"there is no database `{file}`", help="name the file that has the returns")
        upgrade(url_of(target))
        with closing(SqlStore(url_of(source))) as old, closing(SqlStore(url_of(target))) as new:
            rows = copy(old, new, progress=stepped)
        put(f"{rows} rows copied and compared\n")
