"""Totals: what a rule about the whole return reads of it, and what to tell of one item to bring it about."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from typing import Final

from returnkit.expr.ir import Compare, Literal, fields, walk
from returnkit.facts import TOTALS
from returnkit.policy import CompiledPolicy, Condition
from returnkit.situations import Given

from ..coverage.obligations import neighbours

Told = dict[str, Given]
"""What is told of a situation, by key."""

TYPICAL: Final[Mapping[str, Given]] = {
    "accepted.quantity": Decimal(1),
    "accepted.lines": Decimal(1),
    "kept.value": Decimal(0),
    "kept.quantity": Decimal(0),
}
"""The totals of the typical situation, but for what was paid for its one item."""

_TELLING: Final[Mapping[str, Callable[[Decimal], Told]]] = {
    "accepted.value": lambda value: {"item.unit_paid": value},
    "accepted.quantity": lambda units: {"item.quantity": units},
    "accepted.lines": lambda lines: {"request.quantity": lines},
    "kept.value": lambda value: {"item.unit_paid": value, "item.quantity_ordered": Decimal(2)},
    "kept.quantity": lambda units: {"item.quantity_ordered": units + 1},
}


def values_of_totals(
    compiled: CompiledPolicy, conditions: Iterable[Condition]
) -> dict[str, tuple[Given, ...]]:
    """Return the constants in *conditions* with which totals are compared, and their neighbours, by total."""
    totals = {name.path for name in TOTALS}
    found: dict[str, dict[Given, None]] = {}
    nodes = [node for each in conditions if each.node is not None for node in walk(each.node)]
    for node in (each for each in nodes if isinstance(each, Compare)):
        constants = [part.value for part in walk(node) if isinstance(part, Literal)]
        for path in dict.fromkeys(field.path for field in fields(node) if field.path in totals):
            for constant in (each for each in constants if isinstance(each, Decimal)):
                near = neighbours(compiled.schema[path], constant, compiled.policy)
                found.setdefault(path, {}).update(dict.fromkeys(n for n in near if n > 0))
    return {path: tuple(values) for path, values in found.items()}


def without_totals(told: Mapping[str, Given]) -> Told | None:
    """Return *told* with what brings its totals about instead of them; None where they do not go together."""
    found = {key: value for key, value in told.items() if key not in _TELLING}
    for key, value in told.items():
        if isinstance(value, Decimal) and key in _TELLING:
            for path, needed in _TELLING[key](value).items():
                if found.setdefault(path, needed) != needed:
                    return None
    return found
