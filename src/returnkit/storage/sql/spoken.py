"""Spoken: statements as the driver takes them, made once, as making them costs more than what they do."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self, TypeAlias

from sqlalchemy import Connection, CursorResult, Dialect

Values: TypeAlias = Mapping[str, Any]  # Any: values by name, as the driver takes them


@dataclass(frozen=True, slots=True)
class Spoken:
    """A statement as the driver takes it.

    Attributes:
        text: The statement.
        fixed: Values that are always the same, by name.
        names: The names of all values, in order; None where the driver takes them by name.
    """

    text: str
    fixed: Values
    names: tuple[str, ...] | None

    @classmethod
    def of(cls, statement: Any, dialect: Dialect, names: Iterable[str] | None = None) -> Self:
        """Return *statement* as the driver of *dialect* takes it; *names* are the columns that it inserts."""
        # Any, here and below: what a dialect compiles has no type.
        made: Any = statement.compile(dialect=dialect, column_keys=None if names is None else list(names))
        fixed = {name: value for name, value in made.params.items() if value is not None}
        return cls(str(made), fixed, tuple(made.positiontup) if made.positiontup else None)

    def run(self, rows: Connection, values: Values) -> CursorResult[Any]:
        """Run it."""
        return rows.exec_driver_sql(self.text, self._given(values))

    def run_each(self, rows: Connection, values: Sequence[Values]) -> None:
        """Run it for each of *values*."""
        rows.exec_driver_sql(self.text, [self._given(each) for each in values])

    def _given(self, values: Values) -> Any:
        if self.names is None:
            return {**self.fixed, **values}
        fixed = self.fixed
        return tuple([values[name] if name in values else fixed[name] for name in self.names])
