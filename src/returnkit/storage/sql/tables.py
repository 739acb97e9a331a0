"""Tables: where a database keeps what a store promises; the migrations make them.

Instants are whole microseconds since 1970, which every database compares alike, whatever its zone is. Keys
are compared by their code points, as in memory: PostgreSQL needs the collation `C` for that.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ColumnElement,
    Index,
    Integer,
    MetaData,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from returnkit.errors import SchemaError

PREFIX: Final = "returnkit_"
_LONGEST_PREFIX: Final = 30
_INSTANT: Final = BigInteger()
_NUMBER: Final = BigInteger().with_variant(Integer, "sqlite")  # SQLite counts only an `integer` by itself
_KEY: Final = String().with_variant(String(collation="C"), "postgresql")


class Tables:
    """The tables of one prefix.

    Attributes:
        prefix: What their names begin with.
        metadata: All of them.
        returns: A row for each return as it stands.
        documents: What never changes of a return, such as its order: written once.
        events: The log of each return.
        terms: What searches look up: each text and each instant of each return.
        guards: Versions of what changes rest on beside their return.
        answers: What commands with an idempotency key came to.
        outbox: What is to be done.
        effects: The ledger of effects.
    """

    def __init__(self, prefix: str) -> None:
        self.prefix = prefix
        self.metadata = MetaData()
        self.returns = self._returns()
        self.documents = self._table(
            "documents",
            Column("number", _NUMBER, primary_key=True, autoincrement=False),
            Column("document", Text, nullable=False),
        )
        self.events = self._table(
            "events",
            Column("return_number", _NUMBER, nullable=False),
            Column("number", Integer, nullable=False),
            Column("event", Text, nullable=False),
            key=("return_number", "number"),
        )
        self.terms = self._table(
            "terms",
            Column("shop", _KEY, nullable=False),
            Column("field", _KEY, nullable=False),
            Column("value", _KEY, nullable=False),
            Column("requested", _INSTANT, nullable=False),
            Column("number", _NUMBER, nullable=False),
            key=("shop", "field", "value", "requested", "number"),
            is_its_key=True,
        )
        self.guards = self._table(
            "guards",
            Column("shop", _KEY, nullable=False),
            Column("name", _KEY, nullable=False),
            Column("version", Integer, nullable=False),
            key=("shop", "name"),
            is_its_key=True,
        )
        self.answers = self._table(
            "answers",
            Column("shop", _KEY, nullable=False),
            Column("key", _KEY, nullable=False),
            Column("fingerprint", Text, nullable=False),
            Column("return_id", _KEY, nullable=False),
            Column("version", Integer, nullable=False),
            key=("shop", "key"),
            is_its_key=True,
        )
        self.outbox = self._outbox()
        self.effects = self._table(
            "effects",
            Column("number", _NUMBER, primary_key=True),
            Column("key", _KEY, nullable=False),
            Column("shop", _KEY),
            Column("version", Integer, nullable=False),
            Column("is_open", Boolean, nullable=False),
            Column("record", Text, nullable=False),
        )
        self._unique(self.effects, "key")
        self._index("effects_open", self.effects.c.number, where=self.effects.c.is_open)

    def _returns(self) -> Table:
        table = self._table(
            "returns",
            Column("number", _NUMBER, primary_key=True),
            Column("shop", _KEY, nullable=False),
            Column("id", _KEY, nullable=False),
            Column("version", Integer, nullable=False),
            Column("rma", _KEY, nullable=False),
            Column("order_id", _KEY, nullable=False),
            Column("order_number", Text, nullable=False),
            Column("order_key", _KEY, nullable=False),
            Column("customer_id", _KEY),
            Column("status", _KEY, nullable=False),
            Column("approval", _KEY, nullable=False),
            Column("shipping", _KEY, nullable=False),
            Column("money", _KEY, nullable=False),
            Column("requested", _INSTANT, nullable=False),
            Column("ordered", _INSTANT, nullable=False),
            Column("updated", _INSTANT, nullable=False),
            Column("received", _INSTANT),
            Column("shipped", _INSTANT),
            Column("closed", _INSTANT),
            Column("due_at", _INSTANT),
            Column("words", Text, nullable=False),
            Column("terms", Text, nullable=False),
            Column("snapshot", Text, nullable=False),
        )
        row = table.c
        self._unique(table, "shop", "id")
        self._unique(table, "shop", "rma")
        self._index("returns_requested", row.shop, row.requested, row.number)
        self._index("returns_updated", row.shop, row.updated, row.number, row.requested)
        self._index("returns_order", row.shop, row.order_key, row.number, row.requested)
        self._index("returns_due", row.due_at, row.number, where=row.due_at.is_not(None))
        return table

    def _outbox(self) -> Table:
        table = self._table(
            "outbox",
            Column("number", _NUMBER, primary_key=True),
            Column("shop", _KEY, nullable=False),
            Column("topic", _KEY, nullable=False),
            Column("id", _KEY, nullable=False),
            Column("return_id", _KEY, nullable=False),
            Column("due_at", _INSTANT, nullable=False),
            Column("attempts", Integer, nullable=False),
            Column("claimed_until", _INSTANT),
            Column("token", _KEY),
            Column("error", Text),
            Column("dead_at", _INSTANT),
        )
        row = table.c
        self._unique(table, "shop", "topic", "id")
        self._index("outbox_due", row.due_at, row.number, where=row.dead_at.is_(None))
        self._index("outbox_due_of", row.shop, row.due_at, row.number, where=row.dead_at.is_(None))
        self._index("outbox_dead", row.shop, row.dead_at, row.number, where=row.dead_at.is_not(None))
        return table

    def _table(
        self, name: str, *columns: Column[object], key: tuple[str, ...] = (), is_its_key: bool = False
    ) -> Table:
        name = f"{self.prefix}{name}"
        keys = (PrimaryKeyConstraint(*key, name=f"{name}_key"),) if key else ()
        return Table(name, self.metadata, *columns, *keys, sqlite_with_rowid=not is_its_key)

    def _unique(self, table: Table, *columns: str) -> None:
        last = columns[-1]
        table.append_constraint(UniqueConstraint(*columns, name=f"{table.name}_{last}_unique"))

    def _index(
        self, name: str, *columns: ColumnElement[object], where: ColumnElement[bool] | None = None
    ) -> None:
        Index(f"{self.prefix}{name}", *columns, sqlite_where=where, postgresql_where=where)


@lru_cache(maxsize=64)
def tables_of(prefix: str) -> Tables:
    """Return the tables whose names begin with *prefix*.

    Raises:
        SchemaError: No name can begin so.
    """
    if not re.fullmatch(r"[a-z][a-z0-9_]*", prefix) or len(prefix) > _LONGEST_PREFIX:
        raise SchemaError(
            f"no table can have a name that begins with `{prefix[:80]}`",
            help=f"give 1 to {_LONGEST_PREFIX} lower-case letters, digits and `_`",
        )
    return Tables(prefix)
