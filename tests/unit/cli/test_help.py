"""The help says everything: each command, each option, and every exit code, which a command reaches."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, Final

import pytest
import typer

from returnkit.cli.app import app
from tests.e2e.shell import AT, ORDER, POLICY, ROOT
from tests.unit.cli.conftest import Shell

# Any: typer brings its own copy of click, which has no name to import.
COMMANDS: Final[dict[str, Any]] = dict(typer.main.get_command(app).commands)  # type: ignore[attr-defined] # likewise
PAGE: Final = (ROOT / "docs" / "reference" / "cli.md").read_text(encoding="utf-8")

WARNED: Final = """\
policy: shop
rules:
- {id: all, offer: refund, within: 30 days of delivery}
- {id: again, offer: refund}
"""
CLOSED: Final = """\
policy: shop
rules:
- {id: closed, refuse: {code: closed}}
- {id: all, offer: refund, within: 30 days of delivery}
"""
UNUSED: Final = ("--answer", "item.condition=unused")
REACHED: Final[dict[tuple[str, int], list[str]]] = {
    ("check", 0): ["check", POLICY],
    ("check", 1): ["check", "WARNED", "--strict"],
    ("check", 2): ["check", "none.yaml"],
    ("convert", 0): ["convert", POLICY, "--to", "json"],
    ("convert", 1): ["convert", "none.yaml", "--to", "json"],
    ("convert", 2): ["convert", POLICY],
    ("decide", 0): ["decide", ORDER, POLICY],
    ("decide", 1): ["decide", "none.json", POLICY],
    ("decide", 2): ["decide", ORDER, POLICY, "--at", "tomorrow"],
    ("diff", 0): ["diff", POLICY, POLICY],
    ("diff", 1): ["diff", POLICY, "WARNED"],
    ("diff", 2): ["diff", POLICY, "none.yaml"],
    ("explain", 0): ["explain", ORDER, POLICY],
    ("explain", 1): ["explain", ORDER, "none.yaml"],
    ("explain", 2): ["explain", ORDER, POLICY, "--rule", "none"],
    ("init", 0): ["init", "FOLDER/new"],
    ("init", 1): ["init", "FOLDER"],
    ("init", 2): ["init", "FOLDER", "more"],
    ("schema", 0): ["schema"],
    ("schema", 2): ["schema", "more"],
    ("settle", 0): ["settle", ORDER, POLICY, *AT, "--item", "910001", *UNUSED, "--captured", "299.56"],
    ("settle", 1): ["settle", "none.json", POLICY],
    ("settle", 2): ["settle", ORDER, POLICY, *AT, "--item", "910001", *UNUSED],
    ("sources", 0): ["sources"],
    ("sources", 2): ["sources", "more"],
    ("test", 0): ["test", "examples/policy-repo/policies"],
    ("test", 1): ["test", "examples/policies/tests/rei.policytest.yaml", "--policy-cov-fail-under", "100"],
    ("test", 2): ["test", "none"],
    ("testgen", 0): ["testgen", POLICY, "--level", "rule"],
    ("testgen", 1): ["testgen", "CLOSED"],
    ("testgen", 2): ["testgen", "none.yaml"],
}


def section(name: str) -> str:
    """Return what the page of commands has about the command *name*."""
    return PAGE.partition(f"### returnkit {name}\n")[2].partition("\n##")[0]


def codes(name: str) -> set[int]:
    """Return the exit codes that the help of a command names."""
    told = re.search(r"Exits with (.+?)\.$", " ".join(COMMANDS[name].help.split()))
    assert told, f"the help of `{name}` names no exit codes"
    return {int(code) for code in re.findall(r"(?:^|; )(\d)\b", told[1])}


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_and_each_of_its_options_has_a_help_text_and_is_on_the_page(name: str) -> None:
    command = COMMANDS[name]
    parameters = [each for each in command.params if each.name != "help"]

    assert command.help
    assert [each.name for each in parameters if not each.help] == []
    shown = section(name)
    words = [each.opts[0] if each.opts[0].startswith("-") else each.metavar for each in parameters]
    assert [word for word in words if not re.search(rf"(?m)^  {re.escape(word)}(?![\w-])", shown)] == []


@pytest.mark.parametrize("name", COMMANDS)
def test_every_exit_code_that_the_help_names_is_reached_here(name: str) -> None:
    assert codes(name) == {code for command, code in REACHED if command == name}


@pytest.mark.parametrize(("name", "code"), REACHED)
def test_a_command_leaves_with_the_code_that_its_help_names(
    name: str, code: int, shell: Shell, tmp_path: Path
) -> None:
    (tmp_path / "warned.yaml").write_text(WARNED, encoding="utf-8")
    (tmp_path / "closed.yaml").write_text(CLOSED, encoding="utf-8")
    (tmp_path / "policy.yaml").write_text("mine", encoding="utf-8")
    places = {name: f"{tmp_path}/{name.lower()}.yaml" for name in ("WARNED", "CLOSED")}
    places |= {"FOLDER": str(tmp_path), "FOLDER/new": f"{tmp_path}/new"}

    ran = shell(*(places.get(word, word) for word in REACHED[name, code]))

    assert ran.returncode == code, ran.stderr


def test_the_program_lists_every_command_with_what_it_does(shell: Shell) -> None:
    text = shell("--help").stdout

    for name, command in COMMANDS.items():
        assert re.search(rf"(?m)^  {name} +{command.help.partition(' ')[0]}\b", text), name
