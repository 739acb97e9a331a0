"""Dumping: writes what this version leaves in a SQLite database, for later versions to be tested with.

Run it once before a version is released: `python -m tests.unit.storage.dumping`. A dump is never changed.
"""

from __future__ import annotations

import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path

from returnkit.storage.sql import SqlStore
from returnkit.storage.sql.migrations import HEAD
from returnkit.testing.storage.worlds import a_world

FOLDER = Path(__file__).with_name("dumps")
RETURNS = 16


def dump() -> str:
    """Return a database with some returns in every state, as the statements that make it."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "returns.db"
        with closing(SqlStore(f"sqlite:///{path}")) as store:
            seen: set[str] = set()
            for commit in a_world():
                seen.add(commit.return_.id)
                if len(seen) > RETURNS:
                    break
                store.commit(commit)
        with closing(sqlite3.connect(path)) as rows:
            return "\n".join(rows.iterdump()) + "\n"


if __name__ == "__main__":
    target = FOLDER / f"{HEAD}.sql"
    if target.exists():
        raise SystemExit(f"{target.name} is there already, and is never changed")
    target.write_text(dump(), encoding="utf-8")
