"""Tables in pytest: each a file that is collected, each case an item."""

from __future__ import annotations

import os
import pickle
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import pytest

from returnkit.decision import Decision
from returnkit.diagnostics import Diagnostic, render
from returnkit.errors import CasesError, FaultsError
from returnkit.policy import Policy

from .tables import Case, CaseResult, Decided, Table, decide_case, read_table, run_case
from .tables.decided import NOTHING
from .tables.report import lines_of, several
from .tables.shown import (
    Shown,
    added,
    below,
    excused,
    html_of_shown,
    json_of_shown,
    shown_by,
    text_of_shown,
)

_KNOWN: Final = pytest.StashKey[dict[Path, Policy]]()
_TALLY: Final = "returnkit-tally"


class CaseFailed(Exception):  # noqa: N818 - what pytest shows of a failure, not an error of the program
    """A case is not decided as it expects."""

    def __init__(self, result: CaseResult) -> None:
        super().__init__("; ".join(map(str, result.failures)))
        self.result = result


class TableFile(pytest.File):
    """A table of cases."""

    def collect(self) -> Iterable[CaseItem]:
        """Yield the cases; a table at fault is one error with everything that is wrong."""
        known = self.config.stash.setdefault(_KNOWN, {})
        table = read_table(_near(self.path, self.config.invocation_params.dir), known=known)
        tally_of(self.config)
        for case in table.cases:
            item = CaseItem.from_parent(self, name=case.name, case=case, table=table)
            if case.skip:
                item.add_marker(pytest.mark.skip(reason=case.skip))
            yield item

    def repr_failure(
        self,
        excinfo: pytest.ExceptionInfo[BaseException],
        style: Any = None,  # noqa: ARG002 - every node takes it; collectors make nothing of it
    ) -> str | Any:
        """Return what is wrong with the table, without the calls that found it."""
        if isinstance(excinfo.value, FaultsError):
            return str(excinfo.value)
        return super().repr_failure(excinfo)


class CaseItem(pytest.Item):
    """A case of a table."""

    def __init__(self, *, case: Case, table: Table, **more: Any) -> None:  # Any: as pytest makes items
        super().__init__(**more)
        self.case, self.table = case, table

    def runtest(self) -> None:
        """Run the case.

        Raises:
            CaseFailed: It is not decided as it expects.
            CasesError: It proves nothing.
        """
        result = run_case(self.case)
        if result.decision is not None:
            here = {"file": self.table.file, "table": Path(self.case.source)}
            tally_of(self.config).note(self.case.policy, self.case.name, result.decision, **here)
        if not self.case.reviewed:
            tally_of(self.config).not_reviewed += 1
            if self.config.option.policy_require_reviewed:
                help_ = "read what it expects; where that is meant, drop `reviewed: false`"
                message = f"nobody confirmed `{self.case.name}`"
                raise self._fault(Diagnostic("cases.not_reviewed", message, span=self.case.place, help=help_))
        if result.failures:
            raise CaseFailed(result)
        if result.fault:
            raise self._fault(result.fault)

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> str | Any:
        """Return what is not as expected, with what became of every rule."""
        match excinfo.value:
            case CaseFailed() as failed:
                head = f"{self.case.source}:{self.case.place.line}: {self.case.name}"
                return "\n".join([head, *lines_of(failed.result)])
            case FaultsError() as error:
                return "\n".join(render(fault, error.source) for fault in error.faults)
            case _:
                return super().repr_failure(excinfo, style)

    def reportinfo(self) -> tuple[os.PathLike[str] | str, int | None, str]:
        """Return where the case stands."""
        return self.path, self.case.place.line - 1, self.case.name

    def _fault(self, fault: Diagnostic) -> CasesError:
        return CasesError((fault,), source=self.table.source)


@dataclass
class Tally:
    """What is counted while cases run, and told at the end.

    Attributes:
        config: What the run is asked for.
        not_reviewed: How many cases ran that nobody confirmed.
        shown: What was shown of each policy, where it is asked for.
        missing: Of which policies too little was shown, or what is wrong with their excuses.
    """

    config: pytest.Config
    not_reviewed: int = 0
    shown: tuple[Shown, ...] = ()
    missing: str = ""

    def note(
        self,
        policy: Policy,
        name: str,
        decision: Decision,
        *,
        file: Path | None = None,
        table: Path | None = None,
    ) -> None:
        """Note what a decision shows of its policy, where that is asked for."""
        if asks_for_coverage(self.config):
            here = shown_by(policy, name, decision, file=file, table=table)
            self.shown = added((*self.shown, here))

    def add(self, told: bytes) -> None:
        """Add what a worker of this run told."""
        not_reviewed, shown = pickle.loads(told)  # noqa: S301 - it comes from a process that we started
        self.not_reviewed += not_reviewed
        self.shown = added((*self.shown, *shown))

    @pytest.hookimpl
    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """Tell the main process, where this one is a worker; else judge what was shown."""
        output = getattr(self.config, "workeroutput", None)
        if output is not None:
            output["returnkit"] = pickle.dumps((self.not_reviewed, self.shown))
            return
        if asks_for_coverage(self.config):
            self._judge()
            if self.missing and session.exitstatus == pytest.ExitCode.OK:
                session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def _judge(self) -> None:
        option = self.config.option
        try:
            self.shown = excused(self.shown)
        except FaultsError as exc:
            self.missing = str(exc)
        else:
            least = option.policy_cov_fail_under
            self.missing = "" if least is None else below(self.shown, least)
        for path, write in ((option.policy_cov_html, html_of_shown), (option.policy_cov_json, json_of_shown)):
            if path is not None:
                Path(path).write_text(write(self.shown), encoding="utf-8")

    @pytest.hookimpl
    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Say what was shown, and how many cases nobody confirmed."""
        if asks_for_coverage(self.config):
            terminalreporter.section("coverage of policies")
            terminalreporter.write(text_of_shown(self.shown))
            if self.missing:
                terminalreporter.write_line(self.missing, red=True)
        if self.not_reviewed:
            told = f"{several(self.not_reviewed, 'case')} of tables ran that nobody confirmed"
            terminalreporter.write_line(f"returnkit: {told}")


def asks_for_coverage(config: pytest.Config) -> bool:
    """Return whether it is to be told what tests show of policies."""
    option = config.option
    asked = (option.policy_cov_fail_under, option.policy_cov_html, option.policy_cov_json)
    return bool(option.policy_cov) or any(each is not None for each in asked)


def tally_of(config: pytest.Config) -> Tally:
    """Return what counts in this process; registered when it is first asked for."""
    found: Tally | None = config.pluginmanager.get_plugin(_TALLY)
    if found is None:
        found = Tally(config)
        config.pluginmanager.register(found, _TALLY)
    return found


def decider(request: pytest.FixtureRequest) -> Callable[..., Decided]:
    """Return what decides cases for the test of *request*."""
    known = request.config.stash.setdefault(_KNOWN, {})

    def decide(
        policy: Policy | Path | str, given: Mapping[str, object] = NOTHING, /, **names: object
    ) -> Decided:
        file: Path | None = None
        if not isinstance(policy, Policy):
            file = request.path.parent / policy
            if file not in known:
                from .tables.files import policy_at

                known[file] = policy_at(_near(file, request.config.invocation_params.dir))
            policy = known[file]
        found = decide_case(policy, given, **names)
        tally_of(request.config).note(policy, request.node.nodeid, found.decision, file=file)
        return found

    return decide


def _near(path: Path, folder: Path) -> Path:
    """Return *path* as it is seen from *folder* where that is the present one: reports are short then."""
    if folder == Path.cwd() and path.is_relative_to(folder):
        return path.relative_to(folder)
    return path
