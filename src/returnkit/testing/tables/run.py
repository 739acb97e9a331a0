"""Run: tables read and their cases run, one table after the other; a table at fault stops no other."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

from returnkit.diagnostics import Diagnostic, Source
from returnkit.errors import CasesError, DocumentError, FaultsError
from returnkit.policy import Policy

from .files import read_table, tables_in
from .running import CaseResult, Outcome, run_case
from .table import Case, Table


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which cases are run, and what is asked of them.

    Attributes:
        text: What their name or that of their table has in it, in any case; empty is every one.
        reviewed_only: Whether those that nobody confirmed are left out.
        all_reviewed: Whether one that nobody confirmed is a fault.
    """

    text: str = ""
    reviewed_only: bool = False
    all_reviewed: bool = False

    def takes(self, case: Case) -> bool:
        """Return whether *case* is run."""
        is_meant = self.text.lower() in f"{case.source} {case.name}".lower()
        return is_meant and (case.reviewed or not self.reviewed_only)


@dataclass(frozen=True, slots=True)
class TableRun:
    """What became of a table.

    Attributes:
        name: Its file.
        table: It; None where it has faults.
        results: What became of its cases.
        seconds: How long each took, same order.
        error: What is wrong with it or its policy.
    """

    name: str
    table: Table | None
    results: tuple[CaseResult, ...] = ()
    seconds: tuple[float, ...] = ()
    error: FaultsError | None = None

    def count(self, outcome: Outcome) -> int:
        """Return how many cases had this outcome."""
        return sum(result.outcome is outcome for result in self.results)

    @property
    def not_reviewed(self) -> int:
        """How many of its cases nobody confirmed."""
        return sum(not result.case.reviewed for result in self.results)


@dataclass(frozen=True, slots=True)
class Run:
    """What became of all tables.

    Attributes:
        tables: One a table that was found, in their order.
        faults: What is wrong with the run itself: that it found nothing to run.
    """

    tables: tuple[TableRun, ...]
    faults: tuple[Diagnostic, ...] = ()

    def count(self, outcome: Outcome) -> int:
        """Return how many cases had this outcome."""
        return sum(table.count(outcome) for table in self.tables)

    @property
    def not_reviewed(self) -> int:
        """How many cases nobody confirmed."""
        return sum(table.not_reviewed for table in self.tables)

    @property
    def has_faults(self) -> bool:
        """Whether something proves nothing, so that the run is not to be trusted."""
        return bool(self.faults or self.count(Outcome.FAULTY)) or any(table.error for table in self.tables)


def run_tables(
    paths: Sequence[Path],
    wanted: Wanted,
    *,
    shown: Callable[[Sequence[Path]], Iterable[Path]] = lambda found: found,
) -> Run:
    """Return what became of the tables among *paths* and in folders below them.

    Args:
        paths: Files and folders.
        wanted: Which of their cases are run.
        shown: Yields the files that were found, perhaps telling somebody how far it is.
    """
    try:
        found = tuple(tables_in(paths))
    except CasesError as exc:
        return Run((), exc.faults)
    if not found:
        where = ", ".join(f"`{path.as_posix()}`" for path in paths)
        help_ = "a table is a file NAME.policytest.yaml, .toml, .json or .csv"
        return Run((), (Diagnostic("cases.no_tables", f"there is no table in {where}", help=help_),))
    known: dict[Path, Policy] = {}
    ran = tuple(_ran(path, wanted, known) for path in shown(found))
    return Run(ran, tuple(_nothing_ran(ran, wanted)))


def _ran(path: Path, wanted: Wanted, known: dict[Path, Policy]) -> TableRun:
    try:
        table = read_table(path, known=known)
    except (CasesError, DocumentError) as exc:
        return TableRun(path.as_posix(), None, error=exc)
    results, seconds = list[CaseResult](), list[float]()
    for case in filter(wanted.takes, table.cases):
        before = perf_counter()
        results.append(run_case(case))
        seconds.append(perf_counter() - before)
    error = _not_reviewed(table) if wanted.all_reviewed else None
    return TableRun(path.as_posix(), table, tuple(results), tuple(seconds), error)


def _not_reviewed(table: Table) -> CasesError | None:
    help_ = "read what it expects; where that is meant, drop `reviewed: false`"
    found = tuple(
        Diagnostic("cases.not_reviewed", f"nobody confirmed `{case.name}`", span=case.place, help=help_)
        for case in table.cases
        if not case.reviewed
    )
    return CasesError(found, source=table.source) if found else None


def _nothing_ran(ran: Sequence[TableRun], wanted: Wanted) -> Iterator[Diagnostic]:
    if any(table.count(outcome) for table in ran for outcome in Outcome if outcome is not Outcome.SKIPPED):
        return
    if any(table.error for table in ran):
        return
    if wanted.text:
        message = f"no case that is run has `{wanted.text}` in its name or in that of its table"
        yield Diagnostic("cases.none_meant", message, help="leave `-k` out to run every case")
    else:
        help_ = "confirm some, or leave `--reviewed-only` out"
        yield Diagnostic("cases.none_reviewed", "nobody confirmed any case", help=help_)


def source_of(table: TableRun) -> Source | None:
    """Return the text of *table*."""
    return table.table.source if table.table else None
