"""Results: what was measured, beside its goal."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Result:
    """One figure.

    Attributes:
        name: What was measured.
        value: The figure; None where it could not be measured here.
        unit: What it counts: `x` for a ratio, `us`, `ms`, `%`.
        goal: What it has to reach; None for a figure that is only printed.
        better: Which way is better.
        ok: Whether the goal is reached; true without a goal.
    """

    name: str
    value: float | None
    unit: str
    goal: float | None
    better: Literal["lower", "higher"]
    ok: bool

    @property
    def as_json(self) -> str:
        """One line of JSON."""
        return json.dumps(asdict(self))


def at_most(name: str, value: float, goal: float) -> Result:
    """Return a ratio that has to stay at or below *goal*."""
    return Result(name, round(value, 3), "x", goal, "lower", round(value, 3) <= goal)


def at_least(name: str, value: float, goal: float) -> Result:
    """Return a ratio that has to reach *goal*."""
    return Result(name, round(value, 1), "x", goal, "higher", round(value, 1) >= goal)


def printed(name: str, value: float, unit: str) -> Result:
    """Return a figure without a goal; less is better."""
    return Result(name, round(value, 3), unit, None, "lower", ok=True)


def not_run(name: str, goal: float, *, ok: bool) -> Result:
    """Return that *name* could not be measured here."""
    return Result(name, None, "x", goal, "higher", ok)


def table(results: Sequence[Result]) -> str:
    """Return *results* as lines for people."""
    width = max(len(result.name) for result in results)
    lines = []
    for result in results:
        value = "-" if result.value is None else f"{result.value:,.4g}"
        sign = "<=" if result.better == "lower" else ">="
        goal = "" if result.goal is None else f"  {sign} {result.goal:g}  {'ok' if result.ok else 'MISSED'}"
        lines.append(f"{result.name:{width}}  {value:>9} {result.unit:2}{goal}")
    return "\n".join(lines)
