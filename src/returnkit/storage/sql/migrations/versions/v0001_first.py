"""The first tables: returns, their logs, what searches look up, guards, answers, outbox, effects."""

from __future__ import annotations

from typing import Final

import sqlalchemy as sa
from alembic import context, op

revision: Final = "0001"
down_revision: Final = None

_INSTANT: Final = sa.BigInteger()
_NUMBER: Final = sa.BigInteger().with_variant(sa.Integer, "sqlite")
_KEY: Final = sa.String().with_variant(sa.String(collation="C"), "postgresql")


def upgrade() -> None:
    """Make the tables."""
    prefix: str = context.config.attributes["prefix"]
    _returns(f"{prefix}returns", prefix)
    op.create_table(
        f"{prefix}documents",
        sa.Column("number", _NUMBER, primary_key=True, autoincrement=False),
        sa.Column("document", sa.Text, nullable=False),
    )
    op.create_table(
        f"{prefix}events",
        sa.Column("return_number", _NUMBER, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("event", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("return_number", "number", name=f"{prefix}events_key"),
    )
    op.create_table(
        f"{prefix}terms",
        sa.Column("shop", _KEY, nullable=False),
        sa.Column("field", _KEY, nullable=False),
        sa.Column("value", _KEY, nullable=False),
        sa.Column("requested", _INSTANT, nullable=False),
        sa.Column("number", _NUMBER, nullable=False),
        sa.PrimaryKeyConstraint("shop", "field", "value", "requested", "number", name=f"{prefix}terms_key"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        f"{prefix}guards",
        sa.Column("shop", _KEY, nullable=False),
        sa.Column("name", _KEY, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("shop", "name", name=f"{prefix}guards_key"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        f"{prefix}answers",
        sa.Column("shop", _KEY, nullable=False),
        sa.Column("key", _KEY, nullable=False),
        sa.Column("fingerprint", sa.Text, nullable=False),
        sa.Column("return_id", _KEY, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("shop", "key", name=f"{prefix}answers_key"),
        sqlite_with_rowid=False,
    )
    _outbox(f"{prefix}outbox", prefix)
    op.create_table(
        f"{prefix}effects",
        sa.Column("number", _NUMBER, primary_key=True),
        sa.Column("key", _KEY, nullable=False),
        sa.Column("shop", _KEY),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("is_open", sa.Boolean, nullable=False),
        sa.Column("record", sa.Text, nullable=False),
        sa.UniqueConstraint("key", name=f"{prefix}effects_key_unique"),
    )
    op.create_index(
        f"{prefix}effects_open",
        f"{prefix}effects",
        ["number"],
        sqlite_where=sa.text("is_open = 1"),  # as SQLAlchemy asks for it
        postgresql_where=sa.text("is_open"),
    )


def _returns(table: str, prefix: str) -> None:
    op.create_table(
        table,
        sa.Column("number", _NUMBER, primary_key=True),
        sa.Column("shop", _KEY, nullable=False),
        sa.Column("id", _KEY, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("rma", _KEY, nullable=False),
        sa.Column("order_id", _KEY, nullable=False),
        sa.Column("order_number", sa.Text, nullable=False),
        sa.Column("order_key", _KEY, nullable=False),
        sa.Column("customer_id", _KEY),
        sa.Column("status", _KEY, nullable=False),
        sa.Column("approval", _KEY, nullable=False),
        sa.Column("shipping", _KEY, nullable=False),
        sa.Column("money", _KEY, nullable=False),
        sa.Column("requested", _INSTANT, nullable=False),
        sa.Column("ordered", _INSTANT, nullable=False),
        sa.Column("updated", _INSTANT, nullable=False),
        sa.Column("received", _INSTANT),
        sa.Column("shipped", _INSTANT),
        sa.Column("closed", _INSTANT),
        sa.Column("due_at", _INSTANT),
        sa.Column("words", sa.Text, nullable=False),
        sa.Column("terms", sa.Text, nullable=False),
        sa.Column("snapshot", sa.Text, nullable=False),
        sa.UniqueConstraint("shop", "id", name=f"{table}_id_unique"),
        sa.UniqueConstraint("shop", "rma", name=f"{table}_rma_unique"),
    )
    _index(f"{prefix}returns_requested", table, "shop", "requested", "number")
    _index(f"{prefix}returns_updated", table, "shop", "updated", "number", "requested")
    _index(f"{prefix}returns_order", table, "shop", "order_key", "number", "requested")
    _index(f"{prefix}returns_due", table, "due_at", "number", where="due_at IS NOT NULL")


def _outbox(table: str, prefix: str) -> None:
    op.create_table(
        table,
        sa.Column("number", _NUMBER, primary_key=True),
        sa.Column("shop", _KEY, nullable=False),
        sa.Column("topic", _KEY, nullable=False),
        sa.Column("id", _KEY, nullable=False),
        sa.Column("return_id", _KEY, nullable=False),
        sa.Column("due_at", _INSTANT, nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("claimed_until", _INSTANT),
        sa.Column("token", _KEY),
        sa.Column("error", sa.Text),
        sa.Column("dead_at", _INSTANT),
        sa.UniqueConstraint("shop", "topic", "id", name=f"{table}_id_unique"),
    )
    _index(f"{prefix}outbox_due", table, "due_at", "number", where="dead_at IS NULL")
    _index(f"{prefix}outbox_due_of", table, "shop", "due_at", "number", where="dead_at IS NULL")
    _index(f"{prefix}outbox_dead", table, "shop", "dead_at", "number", where="dead_at IS NOT NULL")


def _index(name: str, table: str, *columns: str, where: str | None = None) -> None:
    clause = None if where is None else sa.text(where)
    op.create_index(name, table, columns, sqlite_where=clause, postgresql_where=clause)
