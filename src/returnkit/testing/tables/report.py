"""Report: what became of tables, for people."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from returnkit.decision.layout import columns
from returnkit.diagnostics import render

from .run import Run, TableRun, source_of
from .running import CaseResult, Outcome


def lines_of(result: CaseResult) -> Iterator[str]:
    """Yield why a case failed: what is not as expected, what was told, and what every rule made of it."""
    case, trace = result.case, result.trace
    rows = [(each.aspect, str(each).removeprefix(f"{each.aspect}: ")) for each in result.failures]
    given = " · ".join(f"{path}: {value}" for path, value in case.given.items())
    rows.append(("given", given or "nothing: it is the typical situation"))
    rows += [("note", case.note)] if case.note else []
    yield from columns([*rows, *(trace.lines if trace else ())])
    yield from (f"  {line}" for line in (trace.shown() if trace else ()))


def text_of(run: Run, *, slowest: int = 0) -> str:
    """Return *run* as text: a line for each table, what failed, and the counts.

    Args:
        run: What was run.
        slowest: How many of the slowest cases are told.
    """
    lines = [_line(table) for table in run.tables if table.results or table.error]
    parts = ["\n".join(lines)] if lines else []
    for table in run.tables:
        parts += list(_troubles(table))
    parts += [render(fault) for fault in run.faults]
    if slowest:
        parts.append("\n".join(_slowest(run, slowest)))
    return "\n\n".join([*parts, summary_of(run)]) + "\n"


def summary_of(run: Run) -> str:
    """Return the counts of *run*: a line."""
    count = sum(len(table.results) for table in run.tables)
    ran = sum(bool(table.results or table.error) for table in run.tables)
    cases, tables = several(count, "case"), several(ran, "table")
    told = _counts({outcome: run.count(outcome) for outcome in Outcome}) or "nothing run"
    broken = sum(table.error is not None for table in run.tables)
    told += f"; {several(broken, 'table')} with faults" if broken else ""
    told += f"; {run.not_reviewed} not reviewed" if run.not_reviewed else ""
    return f"{cases} in {tables}: {told}"


def several(count: int, one: str) -> str:
    """Return *count* of something called *one*."""
    return f"{count or 'no'} {one}{'' if count == 1 else 's'}"


def _line(table: TableRun) -> str:
    policy = f" ({table.table.policy.id})" if table.table else ""
    told = _counts({outcome: table.count(outcome) for outcome in Outcome})
    if table.error:
        told = f"{told}; faults" if told else "faults"
    elif table.not_reviewed and table.not_reviewed == len(table.results):
        told += "; warning: nobody confirmed any of them"
    return f"{table.name}{policy}: {told}"


def _counts(counts: dict[Outcome, int]) -> str:
    words = {Outcome.FAULTY: "proving nothing"}
    return ", ".join(f"{count} {words.get(each, each.value)}" for each, count in counts.items() if count)


def _troubles(table: TableRun) -> Iterator[str]:
    if table.error:
        yield str(table.error)
    for result in table.results:
        if result.outcome is Outcome.FAULTY and result.fault:
            yield render(result.fault, source_of(table))
        elif result.outcome is Outcome.FAILED:
            head = f"{table.name}:{result.case.place.line}: failed: {result.case.name}"
            yield "\n".join([head, *lines_of(result)])


def _slowest(run: Run, most: int) -> Iterable[str]:
    timed = [
        (seconds, f"{result.case.source}:{result.case.place.line}", result.case.name)
        for table in run.tables
        for result, seconds in zip(table.results, table.seconds, strict=True)
    ]
    yield "slowest:"
    first = sorted(timed, reverse=True)[:most]
    yield from columns([(f"{seconds * 1000:.1f} ms", f"{place} {name}") for seconds, place, name in first])
