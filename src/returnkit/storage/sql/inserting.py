"""Inserting: `insert` of each database, as only theirs can pass over what is there already."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, Final

from sqlalchemy.dialects import postgresql, sqlite

# Any: the inserts of the two have no common type that knows `on_conflict_do_nothing`.
INSERT: Final[Mapping[str, Callable[..., Any]]] = MappingProxyType(
    {"sqlite": sqlite.insert, "postgresql": postgresql.insert}
)
"""By the name of the database."""


def unless_there(insert: Any) -> Any:  # Any: as above
    """Return *insert* of one row, which passes over what is there; `rowcount` says whether it was put in."""
    return insert.on_conflict_do_nothing().execution_options(preserve_rowcount=True)
