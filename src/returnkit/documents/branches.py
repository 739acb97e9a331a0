"""Choosing one branch of a union to report: the one the input was meant for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from .schema import BRANCH
from .walk import Location, path_of

# What a value should have been, by pydantic's name for the error.
WANTED = {
    "string_type": "a text",
    "string_sub_type": "a text",
    "int_type": "a whole number",
    "int_from_float": "a whole number",
    "bool_type": "true or false",
    "float_type": "a number",
    "decimal_type": "a number",
    "decimal_parsing": "a number",
    "list_type": "a list",
    "tuple_type": "a list",
    "set_type": "a list",
    "frozen_set_type": "a list",
    "iterable_type": "a list",
    "dict_type": "a mapping",
    "mapping_type": "a mapping",
    "model_type": "a mapping",
    "model_attributes_type": "a mapping",
    "dataclass_type": "a mapping",
    "dataclass_exact_type": "a mapping",
    "date_type": "a date such as `2026-11-30`",
    "datetime_type": "an instant such as `2026-11-30T12:00:00Z`",
    "time_type": "a time of day such as `12:30:00`",
    "time_delta_type": "a duration such as `P30D`",
    "none_required": "nothing",
}


@dataclass(frozen=True, slots=True)
class Mismatch:
    """One of pydantic's errors.

    Attributes:
        location: Where, with marks of branches.
        kind: pydantic's name for it.
        said: pydantic's message.
        context: What pydantic knows about it.
        wanted: What the value should have been, where its kind is wrong.
    """

    location: Location
    kind: str
    said: str
    context: dict[str, Any] = field(default_factory=dict)  # Any: it differs by kind
    wanted: tuple[str, ...] = ()

    @classmethod
    def of(cls, error: Any) -> Mismatch:  # Any: an item of pydantic's errors()
        """Return *error* as ours."""
        kind = error["type"]
        wanted = (WANTED[kind],) if kind in WANTED else ()
        return cls(tuple(error["loc"]), kind, error["msg"], error.get("ctx") or {}, wanted)


def prune(errors: Sequence[Mismatch], depth: int = 0) -> list[Mismatch]:
    """Return *errors* with one branch kept of each union, seen from *depth* steps down."""
    here = [error for error in errors if len(error.location) <= depth]
    inside: dict[str | int, list[Mismatch]] = {}
    for error in errors:
        if len(error.location) > depth:
            inside.setdefault(error.location[depth], []).append(error)
    kept = {step: prune(group, depth + 1) for step, group in inside.items()}
    branches = {step: group for step, group in kept.items() if str(step).startswith(BRANCH)}
    if len(branches) > 1:
        best = _best(list(branches.values()), depth)
        kept = {step: group for step, group in kept.items() if step not in branches}
        return here + best + [error for group in kept.values() for error in group]
    return here + [error for group in kept.values() for error in group]


def _best(branches: list[list[Mismatch]], depth: int) -> list[Mismatch]:
    near = len(path_of(branches[0][0].location[:depth]))
    meant = [errors for errors in branches if not _other_shape(errors, near)]
    if meant:
        return min(meant, key=_distance)
    # No branch takes this kind of value: say together what they would take.
    wanted = tuple(dict.fromkeys(want for errors in branches for error in errors for want in error.wanted))
    return [replace(branches[0][0], wanted=wanted)]


def _other_shape(errors: list[Mismatch], near: int) -> bool:
    return any(error.wanted and len(path_of(error.location)) == near for error in errors)


def _distance(errors: list[Mismatch]) -> tuple[int, int]:
    kinds = [error.kind for error in errors]
    # A key that is not known, or a word out of a closed set, says more than a value out of bounds.
    return sum(kinds.count(kind) for kind in ("extra_forbidden", "missing", "literal_error")), len(errors)
