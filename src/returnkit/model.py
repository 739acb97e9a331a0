"""The house base model for values that come through a door."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Self, TypeVar

from pydantic import BaseModel, ConfigDict

V = TypeVar("V")


class Entries(Mapping[str, V]):
    """A mapping that cannot be changed, in the order written."""

    __slots__ = ("_values",)

    def __init__(self, values: Mapping[str, V]) -> None:
        self._values = dict(values)

    def __getitem__(self, name: str) -> V:
        return self._values[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)

    def __repr__(self) -> str:
        return repr(self._values)


class Frozen(BaseModel):
    """An immutable value that knows no unknown keys."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    def evolve(self, **changes: Any) -> Self:  # Any: a field's type is checked by validation
        """Return a copy with *changes*, validated as a new value is.

        Raises:
            pydantic.ValidationError: A change does not fit its field.
        """
        fields = {name: getattr(self, name) for name in type(self).model_fields}
        return type(self).model_validate(fields | changes)
