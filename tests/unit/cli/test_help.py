"""The help says everything: each command, each option, and every exit code, which a command reaches."""

from __future__ import annotations

import re
from contextlib import closing
from pathlib import Path
from typing import Any, Final

import pytest
import typer

from returnkit import load_policy
from returnkit.cli.app import app
from returnkit.ids import ShopId
from returnkit.importers import shopify
from returnkit.lifecycle import Actor, ActorKind
from returnkit.service import ReturnDesk
from returnkit.storage.sql import SqlStore
from tests.builders import a_policy, a_request, an_item
from tests.e2e.shell import AT, ORDER, POLICY, ROOT
from tests.unit.cli.conftest import Shell

# Any: typer brings its own copy of click, which has no name to import.
TOP: Final[dict[str, Any]] = dict(typer.main.get_command(app).commands)  # type: ignore[attr-defined] # likewise
GROUPS: Final = {name: each for name, each in TOP.items() if hasattr(each, "commands")}
COMMANDS: Final[dict[str, Any]] = {name: each for name, each in TOP.items() if name not in GROUPS} | {
    f"{name} {inner}": command for name, each in GROUPS.items() for inner, command in each.commands.items()
}
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
ACME: Final = "examples/acme.yaml"
DB: Final = ("--db", "DB")
ASKED: Final = ("--item", "910001", "--reason", "too_small", "--captured", "299.56")
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
    ("carriers check", 0): ["carriers", "check", "manual"],
    ("carriers check", 1): ["carriers", "check", "none"],
    ("carriers check", 2): ["carriers", "check"],
    ("carriers list", 0): ["carriers", "list"],
    ("carriers list", 2): ["carriers", "list", "more"],
    ("db copy", 0): ["db", "copy", "DB", "FOLDER/new"],
    ("db copy", 1): ["db", "copy", "DB", "DB"],
    ("db copy", 2): ["db", "copy", "DB"],
    ("db upgrade", 0): ["db", "upgrade", "FOLDER/new"],
    ("db upgrade", 1): ["db", "upgrade", "mysql://nobody"],
    ("db upgrade", 2): ["db", "upgrade"],
    ("desk approve", 0): ["desk", "approve", "RMA", *DB, "--accept", "0=1"],
    ("desk approve", 1): ["desk", "approve", "R-1", *DB],
    ("desk approve", 2): ["desk", "approve", "RMA", *DB, "--accept", "all"],
    ("desk inspect", 0): ["desk", "inspect", "IN", *DB, "--item", "0=1", "--found", "not is_worn"],
    ("desk inspect", 1): ["desk", "inspect", "RMA", *DB, "--item", "0=1"],
    ("desk inspect", 2): ["desk", "inspect", "RMA", *DB, "--item", "0=1", "--found", "dust"],
    ("desk list", 0): ["desk", "list", *DB],
    ("desk list", 1): ["desk", "list", "statsu:approved", *DB],
    ("desk list", 2): ["desk", "list", *DB, "--limit", "0"],
    ("desk receive", 0): ["desk", "receive", "OPEN", *DB, "--item", "0=1"],
    ("desk receive", 1): ["desk", "receive", "OPEN", *DB, "--item", "0=7"],
    ("desk receive", 2): ["desk", "receive", "OPEN", *DB, "--item", "some"],
    ("desk refund", 0): ["desk", "refund", "IN", *DB, "--policy", ACME],
    ("desk refund", 1): ["desk", "refund", "RMA", *DB, "--policy", ACME],
    ("desk refund", 2): ["desk", "refund", "IN", *DB],
    ("desk reject", 0): ["desk", "reject", "RMA", *DB, "--reason", "No."],
    ("desk reject", 1): ["desk", "reject", "R-1", *DB, "--reason", "No."],
    ("desk reject", 2): ["desk", "reject", "RMA", *DB],
    ("desk resolve", 0): ["desk", "resolve", "IN", *DB],
    ("desk resolve", 1): ["desk", "resolve", "OWED", *DB],
    ("desk resolve", 2): ["desk", "resolve", *DB],
    ("desk settle-effect", 0): ["desk", "settle-effect", "EFFECT", *DB, "--done", "re_1"],
    ("desk settle-effect", 1): ["desk", "settle-effect", "refund:none:1", *DB, "--failed", "no"],
    ("desk settle-effect", 2): ["desk", "settle-effect", "EFFECT", *DB],
    ("desk show", 0): ["desk", "show", "RMA", *DB],
    ("desk show", 1): ["desk", "show", "R-0000000", *DB],
    ("desk show", 2): ["desk", "show", "RMA", *DB, "--as-of", "tomorrow"],
    ("desk submit", 0): ["desk", "submit", ORDER, *DB, "--policy", ACME, *ASKED],
    ("desk submit", 1): ["desk", "submit", ORDER, *DB, "--policy", "CLOSED", *ASKED],
    ("desk submit", 2): ["desk", "submit", ORDER, *DB],
    ("desk unresolved", 0): ["desk", "unresolved", *DB],
    ("desk unresolved", 2): ["desk", "unresolved", *DB, "more"],
    ("desk work", 0): ["desk", "work", *DB],
    ("desk work", 2): ["desk", "work", *DB, "--refunds", "nowhere:gateway"],
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
    if name.partition(" ")[0] in GROUPS:
        places |= returns(tmp_path / "returns.db")

    ran = shell(*(places.get(word, word) for word in REACHED[name, code]))

    assert ran.returncode == code, ran.stderr


def returns(file: Path) -> dict[str, str]:
    """Return a database, and the numbers of a return that was asked for, one that is open, one that is in."""
    shop, at = ShopId("shop"), Actor(kind=ActorKind.STAFF, id="cli")
    with closing(SqlStore(f"sqlite:///{file}")) as store:
        desk = ReturnDesk(store, load_policy(Path(ACME).read_text(encoding="utf-8")), shop=shop)
        found = shopify.order_from_rest(Path(ORDER).read_text(encoding="utf-8")).order
        order = found.evolve(payment=found.payment.evolve(captured=found.total))
        by_hand = ReturnDesk(store, a_policy(), shop=shop)
        kept = []
        for number in range(4):
            own = order.evolve(id=f"order-{number}", customer=None)
            filed = (desk if number else by_hand).submit(
                own, a_request(an_item(order.lines[0], reason="too_small")), by=at
            )
            assert filed.return_ is not None
            kept.append(filed.return_)
        asked, opened, received, settled = kept
        for each in (received, settled):
            desk.receive(each.id, by=at)
        effect = desk.refund(settled.id, by=at).effects[0].key
    return {"DB": str(file), "RMA": asked.rma, "OPEN": opened.rma, "IN": received.rma} | {
        "OWED": settled.rma,
        "EFFECT": effect,
    }


def test_the_program_lists_every_command_with_what_it_does(shell: Shell) -> None:
    text = shell("--help").stdout

    for name, command in TOP.items():
        assert re.search(rf"(?m)^  {name} +{command.help.partition(' ')[0]}\b", text), name
