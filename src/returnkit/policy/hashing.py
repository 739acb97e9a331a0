"""Hashing: one word for what a policy says, the same in every notation and on every machine."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from enum import Enum
from hashlib import sha256
from typing import Any, Final

from pydantic import BaseModel

from .document import Policy

_NOT_SAID_OF_RETURNS: Final = ("version", "overrides")
"""What tells for whom a text is, and not what it says; the rules of overrides are among the rules."""


def content_hash(policy: Policy) -> str:
    """Return the SHA-256 of all that *policy* says about returns, its sentences and floors included.

    Policies that are equal but for their `version` have one hash: that a version's period is closed later
    does not make its decisions those of another policy. A key that is not used does not enter, so keys
    that the library learns later leave it as it is.
    """
    text = json.dumps(_canonical(policy), ensure_ascii=True, sort_keys=True, separators=(",", ":"))
    return sha256(text.encode("ascii")).hexdigest()


def _canonical(value: Any) -> Any:  # Any: a model, one of its values, and plain JSON for it
    match value:
        case Policy():
            zones = [value.timezone] if isinstance(value.timezone, str) else value.timezone
            return _fields(value, without=_NOT_SAID_OF_RETURNS) | {"timezone": list(zones)}
        case BaseModel():
            return _fields(value)
        case Enum():
            return value.value
        case bool() | int() | str() | None:
            return value
        case Decimal():
            # 15 and 15.0 are one figure; `normalize` would write 1500 as 1.5E+3.
            return int(value) if value == int(value) else {"decimal": format(value.normalize(), "f")}
        case date():
            return value.isoformat()
        case Mapping():
            return {key: _canonical(each) for key, each in value.items()}
        case tuple():
            return [_canonical(each) for each in value]
        case _:
            raise TypeError(f"a policy holds no {type(value).__name__}")


def _fields(model: BaseModel, without: tuple[str, ...] = ()) -> dict[str, Any]:  # Any: as above
    fields = type(model).model_fields
    said = {name: getattr(model, name) for name in fields if name not in without}
    return {
        name: _canonical(value)
        for name, value in said.items()
        if value != fields[name].get_default(call_default_factory=True)
    }
