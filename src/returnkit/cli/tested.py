"""Tested: tables of cases run, and told as text, as JSON and as JUnit XML."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Annotated, Final

import typer

from returnkit.errors import FaultsError
from returnkit.testing.tables.junit import junit_of
from returnkit.testing.tables.report import text_of
from returnkit.testing.tables.run import Run, Wanted, run_tables
from returnkit.testing.tables.running import Outcome
from returnkit.testing.tables.shown import (
    Shown,
    below,
    excused,
    html_of_shown,
    json_of_shown,
    shown_in,
    text_of_shown,
)

from .asked import OptionError
from .checked import MANY
from .leaving import APART, leaving
from .names import json_of, text_of_names
from .notation import read_policy
from .outcomes import shape
from .streams import complain, counted, put

FAILED: Final = 1
FAULTY: Final = 2


def run_command(
    paths: Annotated[
        list[str] | None,
        typer.Argument(metavar="PATH", help="Tables, and folders to look for tables in. Default: here."),
    ] = None,
    *,
    text: Annotated[
        str, typer.Option("-k", metavar="TEXT", help="Run cases with this in their name or their table's.")
    ] = "",
    reviewed_only: Annotated[
        bool, typer.Option("--reviewed-only", help="Leave out cases that nobody confirmed.")
    ] = False,
    require_reviewed: Annotated[
        bool, typer.Option("--require-reviewed", help="Take a case that nobody confirmed for a fault.")
    ] = False,
    junit: Annotated[
        str | None, typer.Option(metavar="FILE", help="Write JUnit XML, for continuous integration.")
    ] = None,
    slowest: Annotated[
        int, typer.Option(metavar="NUMBER", min=0, help="Tell so many of the slowest cases.")
    ] = 0,
    cov: Annotated[
        bool, typer.Option("--policy-cov", help="Tell what the cases show of their policies, and what not.")
    ] = False,
    least: Annotated[
        float | None,
        typer.Option(
            "--policy-cov-fail-under", metavar="PERCENT", help="Exit with 1 where less of a policy is shown."
        ),
    ] = None,
    html: Annotated[
        str | None,
        typer.Option("--policy-cov-html", metavar="FILE", help="Write what is shown as a page."),
    ] = None,
    cov_json: Annotated[
        str | None, typer.Option("--policy-cov-json", metavar="FILE", help="Write it as JSON.")
    ] = None,
    names: Annotated[
        str | None,
        typer.Option(metavar="POLICY", help="List what cases of this policy can tell, and run nothing."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print what became of each case as JSON.")] = False,
) -> None:
    """Run tables of cases, files NAME.policytest.yaml, .toml, .json or .csv, without pytest.

    Exits with 0 when every case passed; 1 when some failed, or less is shown of a policy than is wanted; 2
    when a table or its policy has faults, a case or the whole run proves nothing, or the command is not well
    formed.
    """
    with leaving(APART):
        if names is not None:
            policy = read_policy(names)
            put(json_of(policy) if as_json else text_of_names(policy))
            return
        wanted = Wanted(text, reviewed_only=reviewed_only, all_reviewed=require_reviewed)
        run = run_tables([Path(path) for path in paths or ["."]], wanted, shown=_counted)
        if junit is not None:
            _write("--junit", junit, junit_of(run))
        asks = cov or least is not None or html is not None or cov_json is not None
        shown, fault = _shown(run) if asks else (None, None)
        if html is not None:
            _write("--policy-cov-html", html, html_of_shown(shown or ()))
        if cov_json is not None:
            _write("--policy-cov-json", cov_json, json_of_shown(shown or ()))
        if as_json:
            put(json.dumps(shape(run, shown), ensure_ascii=False, indent=2) + "\n")
        else:
            put(text_of(run, slowest=slowest))
            put(f"\n{text_of_shown(shown)}" if shown else "")
        missing = "" if least is None or fault else below(shown or (), least)
        for told in filter(None, (fault, missing)):
            complain(told)
    if fault or run.has_faults:
        raise typer.Exit(FAULTY)
    raise typer.Exit(FAILED if missing or run.count(Outcome.FAILED) else 0)


def _shown(run: Run) -> tuple[tuple[Shown, ...], str | None]:
    """Return what *run* shows of each policy, and what is wrong with its excuses."""
    shown = shown_in(run)
    try:
        return excused(shown), None
    except FaultsError as exc:
        return shown, str(exc)


def _counted(found: Sequence[Path]) -> Iterable[Path]:
    """Yield *found*; of very many tables a terminal is told how far it is."""
    return map(Path, counted([path.as_posix() for path in found])) if len(found) > MANY else found


def _write(option: str, path: str, text: str) -> None:
    try:
        Path(path).write_text(text, encoding="utf-8")
    except OSError as exc:
        reason = (exc.strerror or "it cannot be written").lower()
        raise OptionError(option, f"`{path}` cannot be written: {reason}") from exc
