"""Generated: cases for a policy, written as a table for a person to confirm."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from returnkit.diagnostics import suggest
from returnkit.errors import UnknownRuleError
from returnkit.ids import RuleId
from returnkit.policy import Policy
from returnkit.testing.coverage import met_by
from returnkit.testing.generating import Level, Suite, as_table, generate
from returnkit.testing.tables import read_table, run_case

from .asked import OptionError
from .leaving import APART, leaving
from .notation import read_policy
from .options import PolicyFile
from .streams import STDIN, complain, put, stepped

UNMET = 1


def generate_command(
    policy: PolicyFile,
    *,
    level: Annotated[
        Level,
        typer.Option(
            help="How much to show: that each rule decides; its constants and windows on both sides; that "
            "each part of its condition matters."
        ),
    ] = Level.MCDC,
    rule: Annotated[
        list[str] | None, typer.Option(metavar="ID", help="Only of this rule, repeatable.")
    ] = None,
    beside: Annotated[
        list[str] | None,
        typer.Option(metavar="TABLE", help="Leave out what the cases of this table show, repeatable."),
    ] = None,
    output: Annotated[
        str | None,
        typer.Option("--output", metavar="FILE", help="Where to write it; else print it."),
    ] = None,
) -> None:
    """Generate a table of cases for a policy: what it says today, for a person to confirm.

    Exits with 0 when all that was wanted was found; 1 when some was not, which is listed; 2 when an input has
    faults or cannot be read, or the command is not well formed.
    """
    with leaving(APART):
        read = read_policy(policy)
        suite = generate(
            read, level, rules=_rules(read, rule or ()), met=_met(read, beside or ()), progress=stepped
        )
        if not suite.cases:
            complain(f"nothing to add: {'none was found' if suite.missing else 'all of it is shown already'}")
        else:
            _write(suite, policy, output)
        for each in suite.missing:
            complain(f"not found: {each.rule}: {each.text}")
    raise typer.Exit(UNMET if suite.missing else 0)


def _write(suite: Suite, policy: str, output: str | None) -> None:
    if output is None:
        put(as_table(suite, policy))
        return
    named = "policy.yaml" if policy == STDIN else os.path.relpath(policy, Path(output).parent)
    text = as_table(suite, Path(named).as_posix())
    try:
        Path(output).write_text(text, encoding="utf-8")
    except OSError as exc:
        reason = (exc.strerror or "it cannot be written").lower()
        raise OptionError("--output", f"`{output}` cannot be written: {reason}") from exc
    complain(f"wrote {len(suite.cases)} cases to {output}")


def _rules(policy: Policy, named: list[str] | tuple[str, ...]) -> frozenset[RuleId] | None:
    known = [rule.id for rule in policy.rules]
    for name in named:
        if name not in known:
            raise UnknownRuleError(f"policy `{policy.id}` has no rule `{name}`", help=suggest(name, known))
    return frozenset(map(RuleId, named)) or None


def _met(policy: Policy, tables: list[str] | tuple[str, ...]) -> frozenset[str]:
    found: set[str] = set()
    for path in tables:
        table = read_table(Path(path))
        for case in table.cases:
            decision = run_case(case).decision
            if decision is not None and decision.policy == policy:
                found |= met_by(decision)
    return frozenset(found)
