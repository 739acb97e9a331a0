"""The house base model for values that come through a door."""

from __future__ import annotations

from typing import Any, Self

from pydantic import BaseModel, ConfigDict


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
