"""Producers for the page of commands: their own help, and the forms of what they print as JSON."""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING, Final

from typer.testing import CliRunner

from returnkit.cli import cases, checked, diffed, explained, listed, names, outcomes, shape, why_nots
from returnkit.cli.app import app

from .markdown import block

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import ModuleType

# A page has one width, whatever the terminal's.
_TERMINAL: Final = {"COLUMNS": "100", "NO_COLOR": "1", "TERM": "dumb"}


def commands() -> str:
    """Return the help of the program and of each command."""
    names: list[tuple[str, ...]] = [(each.name,) for each in app.registered_commands if each.name]
    for group in app.registered_groups:
        told = group.typer_instance
        if group.name and told:
            names.append((group.name,))
            names += [(group.name, each.name) for each in told.registered_commands if each.name]
    parts = [f"### returnkit\n\n{block(_help())}"]
    parts += [f"### returnkit {' '.join(name)}\n\n{block(_help(*name))}" for name in sorted(names)]
    return "\n\n".join(parts)


def return_json() -> str:
    """Return the form of a return, likewise."""
    return _form(cases)


def decision_json() -> str:
    """Return the form of a decision in JSON, as the module that writes it documents it."""
    return _form(shape)


def check_json() -> str:
    """Return the form of what was found in policies, likewise."""
    return _form(checked)


def explanation_json() -> str:
    """Return the form of an explanation, likewise."""
    return _form(explained)


def why_not_json() -> str:
    """Return the form of why a rule did not decide, likewise."""
    return _form(why_nots)


def sources_json() -> str:
    """Return the form of the list of sources, likewise."""
    return _form(listed)


def diff_json() -> str:
    """Return the form of a comparison of policies, likewise."""
    return _form(diffed)


def tests_json() -> str:
    """Return the form of what became of tables of cases, likewise."""
    return _form(outcomes)


def names_json() -> str:
    """Return the form of the list of what cases can tell, likewise."""
    return _form(names)


def _form(module: ModuleType) -> str:
    _, _, form = (inspect.getdoc(module) or "").partition("```\n")
    return block(form.partition("\n```")[0])


def _help(*command: str) -> str:
    ran = CliRunner().invoke(app, [*command, "--help"], prog_name="returnkit", env=_TERMINAL)
    return "\n".join(line.rstrip() for line in ran.output.strip().splitlines())


PRODUCERS: Final[dict[str, Callable[[], str]]] = {
    "commands": commands,
    "decision-json": decision_json,
    "check-json": check_json,
    "explanation-json": explanation_json,
    "why-not-json": why_not_json,
    "sources-json": sources_json,
    "tests-json": tests_json,
    "names-json": names_json,
    "diff-json": diff_json,
    "return-json": return_json,
}
