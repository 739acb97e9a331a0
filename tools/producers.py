"""The producers of generated blocks: one function per name, each returning Markdown.

To add one, write a function that takes nothing and enter it in `PRODUCERS`. A producer reads the code or
files under `docs/evidence/`, never the clock or the machine: the same commit gives the same text.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from . import (
    cases,
    commands,
    desks,
    effects,
    faults,
    importers,
    language,
    layout,
    licences,
    lives,
    messages,
    reference,
    searches,
    settled,
    statutes,
    tables,
    warned,
)
from .markdown import table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

__all__ = ["PRODUCERS", "benchmarks", "evidence", "table"]

EVIDENCE = Path(__file__).resolve().parent.parent / "docs" / "evidence"


def evidence() -> str:
    """Return what the last full test run counted, one row per figure."""
    rows = []
    for path in sorted(EVIDENCE.glob("*.json")):
        found = json.loads(path.read_text(encoding="utf-8"))
        source = f"`{found['commit'][:12]}`, seed {found['seed']}"
        rows += [(found["name"], figure, _number(value), source) for figure, value in _flat(found["counts"])]
    if not rows:
        return "No full run has been recorded yet."
    return table(("evidence", "figure", "count", "commit and seed"), rows)


def benchmarks() -> str:
    """Return the recorded benchmark results that have a goal."""
    return _results(lambda result: result["goal"] is not None)


def measurements() -> str:
    """Return the recorded benchmark results that have no goal."""
    return _results(lambda result: result["goal"] is None)


def _results(wanted: Callable[[dict[str, Any]], bool]) -> str:
    path = EVIDENCE / "bench.jsonl"
    if not path.exists():
        return "No benchmark run has been recorded yet."
    rows = []
    for line in path.read_text(encoding="utf-8").splitlines():
        result = json.loads(line)
        if not wanted(result):
            continue
        goal = "" if result["goal"] is None else _goal(result)
        met = "" if result["goal"] is None else "yes" if result["ok"] else "no"
        rows.append((result["name"], f"{_number(result['value'])} {result['unit']}".strip(), goal, met))
    return table(("measure", "value", "goal", "met"), rows)


PRODUCERS: dict[str, Callable[[], str]] = {
    "benchmarks": benchmarks,
    "measurements": measurements,
    "evidence": evidence,
    **language.PRODUCERS,
    **reference.PRODUCERS,
    **searches.PRODUCERS,
    **settled.PRODUCERS,
    **faults.PRODUCERS,
    **warned.PRODUCERS,
    **commands.PRODUCERS,
    **desks.PRODUCERS,
    **effects.PRODUCERS,
    **importers.PRODUCERS,
    **layout.PRODUCERS,
    **licences.PRODUCERS,
    **lives.PRODUCERS,
    **messages.PRODUCERS,
    **statutes.PRODUCERS,
    **tables.PRODUCERS,
    **cases.PRODUCERS,
}


def _flat(counts: dict[str, Any], prefix: str = "") -> Iterable[tuple[str, Any]]:
    for name, value in counts.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{prefix}{name} / ")
        else:
            yield prefix + name, value


def _goal(result: dict[str, Any]) -> str:
    sign = {"lower": "≤", "higher": "≥"}.get(result["better"], "")
    return f"{sign} {_number(result['goal'])} {result['unit']}".strip()


def _number(value: object) -> str:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return str(value)
    return f"{value:,}" if isinstance(value, int) else f"{value:,.4g}"
