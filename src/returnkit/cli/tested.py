"""Tested: tables of cases run, and told as text, as JSON and as JUnit XML."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Annotated, Final

import typer

from returnkit.testing.tables.junit import junit_of
from returnkit.testing.tables.report import text_of
from returnkit.testing.tables.run import Run, Wanted, run_tables
from returnkit.testing.tables.running import Outcome

from .asked import OptionError
from .checked import MANY
from .leaving import leaving
from .names import json_of, text_of_names
from .notation import read_policy
from .outcomes import shape
from .streams import counted, put

FAILED: Final = 1
FAULTY: Final = 2


def run_command(
    paths: Annotated[
        list[str] | None,
        typer.Argument(metavar="[PATH]...", help="Tables, and folders to look for tables in. Default: here."),
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
    names: Annotated[
        str | None,
        typer.Option(metavar="POLICY", help="List what cases of this policy can tell, and run nothing."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print what became of each case as JSON.")] = False,
) -> None:
    """Run tables of cases, files NAME.policytest.yaml, .toml, .json or .csv, without pytest.

    Exits with 0 when every case passed; 1 when some failed; 2 when a table or its policy has faults, a case
    or the whole run proves nothing, or the command is not well formed.
    """
    with leaving():
        if names is not None:
            policy = read_policy(names)
            put(json_of(policy) if as_json else text_of_names(policy))
            return
        wanted = Wanted(text, reviewed_only=reviewed_only, all_reviewed=require_reviewed)
        run = run_tables([Path(path) for path in paths or ["."]], wanted, shown=_counted)
        if junit is not None:
            _write("--junit", junit, junit_of(run))
        if as_json:
            put(json.dumps(shape(run), ensure_ascii=False, indent=2) + "\n")
        else:
            put(text_of(run, slowest=slowest))
    raise typer.Exit(_code(run))


def _code(run: Run) -> int:
    return FAULTY if run.has_faults else FAILED if run.count(Outcome.FAILED) else 0


def _counted(found: Sequence[Path]) -> Iterable[Path]:
    """Yield *found*; of very many tables a terminal is told how far it is."""
    return map(Path, counted([path.as_posix() for path in found])) if len(found) > MANY else found


def _write(option: str, path: str, text: str) -> None:
    try:
        Path(path).write_text(text, encoding="utf-8")
    except OSError as exc:
        reason = (exc.strerror or "it cannot be written").lower()
        raise OptionError(option, f"`{path}` cannot be written: {reason}") from exc
