"""Copying: all that is in one database into another one, and a look at every row of it afterwards."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator
from contextlib import closing, contextmanager
from itertools import zip_longest
from typing import Final, TypeAlias

from sqlalchemy import Connection, Table, func, insert, select
from sqlalchemy import text as sql

from returnkit.errors import StorageError

from .access import Own
from .store import SqlStore
from .tables import Tables

BATCH: Final = 500
"""Rows that are on their way at once."""
Progress: TypeAlias = Callable[[int, int], None]
"""Is told how many steps are done, of how many: each row is one to copy and one to compare."""
_NUMBERED: Final = ("returns", "outbox", "effects")


def copy(source: SqlStore, target: SqlStore, *, progress: Progress | None = None) -> int:
    """Copy all that *source* has into *target*, and return how many rows it was.

    It is one transaction: all of it is there afterwards, or nothing. Every row is read again and compared
    before it ends. What is written to *source* meanwhile is not copied: let nobody work on it.

    Args:
        source: What is copied, as it stands when the copy begins.
        target: An empty store, in another database or with another prefix.
        progress: Told after each batch.

    Raises:
        StorageError: There is something in *target*, or a row did not arrive as it was; nothing was copied.
    """
    pairs = list(zip(_all(source.tables), _all(target.tables), strict=True))
    with _still(source) as old, Own(target.engine).writing() as new:
        for _, table in pairs:
            if new.execute(select(table).limit(1)).first() is not None:
                raise StorageError(
                    f"there is something in `{table.name}`", help="copy into a database that is empty"
                )
        total = sum(old.execute(select(func.count()).select_from(table)).scalar_one() for table, _ in pairs)
        counted = _Counted(2 * total, progress)
        for table, copied in pairs:
            with closing(_batches(old, table)) as batches:
                for batch in batches:
                    new.execute(insert(copied), batch)
                    counted.add(len(batch))
        for table, copied in pairs:
            with closing(_batches(old, table)) as kept, closing(_batches(new, copied)) as arrived:
                for here, there in zip_longest(kept, arrived):
                    if here != there:
                        raise StorageError(f"a row of `{table.name}` did not arrive as it was")
                    counted.add(len(here))
        if new.dialect.name == "postgresql":
            _count_on(new, target.tables)
    return int(total)


class _Counted:
    """How far a copy is."""

    def __init__(self, total: int, progress: Progress | None) -> None:
        self._done, self._total, self._progress = 0, total, progress

    def add(self, many: int) -> None:
        """Count *many* steps, and tell it."""
        self._done += many
        if self._progress is not None:
            self._progress(self._done, self._total)


def _all(tables: Tables) -> tuple[Table, ...]:
    return (
        tables.returns,
        tables.documents,
        tables.events,
        tables.terms,
        tables.guards,
        tables.answers,
        tables.outbox,
        tables.effects,
    )


@contextmanager
def _still(store: SqlStore) -> Iterator[Connection]:
    """Give a connection that sees the database as it stands now, whatever is written meanwhile."""
    with store.engine.connect() as rows:
        if rows.dialect.name == "sqlite":
            rows.exec_driver_sql("BEGIN")
        else:
            rows.execution_options(isolation_level="REPEATABLE READ")
        yield rows


def _batches(rows: Connection, table: Table) -> Generator[list[dict[str, object]]]:
    # Both databases compare keys by their code points, so that their rows come in one order.
    ordered = select(table).order_by(*table.primary_key.columns)
    with rows.execute(ordered, execution_options={"yield_per": BATCH}) as found:
        for batch in found.mappings().partitions():
            yield [dict(row) for row in batch]


def _count_on(rows: Connection, tables: Tables) -> None:
    """Let PostgreSQL number what is new after what was copied."""
    for name in _NUMBERED:
        table = f"{tables.prefix}{name}"
        last = f"(select max(number) from {table})"  # noqa: S608 - the prefix is checked
        sequence = f"pg_get_serial_sequence('{table}', 'number')"
        rows.execute(sql(f"select setval({sequence}, coalesce({last}, 1), {last} is not null)"))
