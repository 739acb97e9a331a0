"""Shown: what decisions have shown of each policy that they were made by, and the excuses beside it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from returnkit.decision import Decision
from returnkit.diagnostics import Diagnostic, Source
from returnkit.errors import CasesError, CoverageError
from returnkit.policy import Policy

from ..coverage import Coverage, as_html, as_json, as_text, covered, read_excuses
from ..coverage.excuses import MARK as EXCUSES
from .files import MARK, is_file, text_at
from .run import Run


@dataclass(frozen=True)
class Shown:
    """What was shown of one policy.

    Attributes:
        coverage: What its tests have shown.
        file: The policy's file; None where it has none.
        tables: The files of its tables.
    """

    coverage: Coverage
    file: Path | None = None
    tables: frozenset[Path] = field(default_factory=frozenset)

    def __or__(self, other: Shown) -> Shown:
        """Return what both have shown of the policy."""
        return Shown(self.coverage | other.coverage, self.file or other.file, self.tables | other.tables)

    @property
    def source(self) -> Source | None:
        """The text of the policy, where it has a file."""
        return None if self.file is None else Source(self.file.as_posix(), text_at(self.file))


def shown_by(
    policy: Policy, name: str, decision: Decision, *, file: Path | None = None, table: Path | None = None
) -> Shown:
    """Return what *decision*, made for the case or test *name*, shows of *policy*."""
    tables = frozenset() if table is None else frozenset({table})
    return Shown(covered(policy, [(name, decision)]), file, tables)


def added(shown: Iterable[Shown]) -> tuple[Shown, ...]:
    """Return what was shown of each policy, in the order in which it first was; one text is one policy."""
    found: dict[str, Shown] = {}
    for each in shown:
        key = each.coverage.hash
        found[key] = found[key] | each if key in found else each
    return tuple(found.values())


def shown_in(run: Run) -> tuple[Shown, ...]:
    """Return what the cases of *run* have shown of each policy."""
    return added(_shown_in(run))


def _shown_in(run: Run) -> Iterator[Shown]:
    for each in run.tables:
        decisions = [(r.case.name, r.decision) for r in each.results if r.decision is not None]
        if each.table is not None and decisions:
            coverage = covered(each.table.policy, decisions)
            yield Shown(coverage, each.table.file, frozenset({Path(each.name)}))


def excused(shown: Sequence[Shown]) -> tuple[Shown, ...]:
    """Return *shown* with the excuses in NAME.coverage.yaml beside the policy NAME, or beside its table.

    Raises:
        CasesError: An excuse is of nothing that the policy owes, or of what is met, or a file cannot be read.
        DocumentError: A file of excuses has faults.
    """
    return tuple(map(_excused, shown))


def _excused(shown: Shown) -> Shown:
    homes = [(table, table.stem.removesuffix(MARK)) for table in sorted(shown.tables)]
    if shown.file is not None:
        homes.insert(0, (shown.file, shown.file.stem))
    coverage = shown.coverage
    for path in dict.fromkeys(home.with_name(f"{name}{EXCUSES}.yaml") for home, name in homes):
        if is_file(path):
            reasons = read_excuses(text_at(path), path.as_posix())
            try:
                coverage = coverage.with_excuses(reasons)
            except CoverageError as exc:
                fault = Diagnostic("cases.excuse", str(exc), path="excused", help=exc.help)
                raise CasesError((fault,), source=Source(path.as_posix(), "")) from exc
    return replace(shown, coverage=coverage)


def below(shown: Sequence[Shown], least: float) -> str:
    """Return of which policies less than *least* percent is shown; empty where there are none."""
    if not shown:
        return f"no policy was tested, and {least:g} % of each is wanted"
    found = [each.coverage for each in shown if each.coverage.percent() < least]
    told = ", ".join(f"`{each.policy.id}` {_rounded(each.percent())} %" for each in found)
    return f"less than {least:g} % is shown of {told}" if found else ""


def _rounded(percent: float) -> str:
    return f"{int(percent * 100) / 100:g}"  # down: 99.999 is not 100


def text_of_shown(shown: Sequence[Shown]) -> str:
    """Return *shown* for a terminal."""
    return "\n".join(as_text(each.coverage) for each in shown)


def json_of_shown(shown: Sequence[Shown]) -> str:
    """Return *shown* as JSON: `{"returnkit": 1, "policies": […]}`."""
    told = {"returnkit": 1, "policies": [as_json(each.coverage) for each in shown]}
    return json.dumps(told, ensure_ascii=False, indent=2) + "\n"


def html_of_shown(shown: Sequence[Shown]) -> str:
    """Return *shown* as a page."""
    return as_html([(each.coverage, each.source) for each in shown])
