"""Environment: what alembic runs; `upgrading` hands it the connection and the prefix."""

from __future__ import annotations

from alembic import context

given = context.config.attributes
context.configure(
    connection=given["connection"],
    version_table=given["version_table"],
    transaction_per_migration=False,
    transactional_ddl=True,  # of SQLite too: it is begun by us
)
context.run_migrations()
