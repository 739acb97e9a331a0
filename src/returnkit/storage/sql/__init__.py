"""SQL: returns in SQLite or PostgreSQL, by SQLAlchemy; its only room. It needs the extra `sql`."""

from importlib.util import find_spec

from returnkit.errors import MissingExtraError

if find_spec("sqlalchemy") is None or find_spec("alembic") is None:
    raise MissingExtraError("sql")

from .copying import copy
from .ledger import SqlEffectLedger
from .store import SqlStore
from .upgrading import upgrade, version

__all__ = ["SqlEffectLedger", "SqlStore", "copy", "upgrade", "version"]
