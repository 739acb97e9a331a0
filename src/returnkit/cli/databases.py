"""Databases: their tables brought up to date, and their returns carried over to another one."""

from __future__ import annotations

from typing import Annotated, Final

import typer

from .counter import url_of
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
        put(f"{upgrade(url_of(database))}\n")


@db_app.command("copy")
def copy_command(source: Where, target: Where) -> None:
    """Carry all returns over to an empty database, and compare every row.

    Exits with 0; 1 when it cannot be done, and nothing was carried over; 2 when the command is not well
    formed.
    """
    from returnkit.storage.sql import copy

    with leaving():
        rows = copy(url_of(source), url_of(target), progress=stepped)
        put(f"{rows} rows copied and compared\n")
