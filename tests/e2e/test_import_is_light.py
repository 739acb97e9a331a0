"""What is loaded when: nothing heavy before it is used."""

from __future__ import annotations

import pytest

from tests.e2e.shell import ORDER, POLICY, python

SDKS = ("easypost", "shippo", "karrio", "stripe", "requests", "httpx", "httpx2")
HEAVY = (
    "rule_engine",
    "ruamel",
    "pydantic",
    "sqlalchemy",
    "ibis",
    "z3",
    "typer",
    "rich",
    "click",
    "pytest",
    *SDKS,
)


def loaded(code: str) -> set[str]:
    """Return the top-level modules that are loaded after *code*."""
    ran = python(
        "-c", f"{code}\nimport sys; print(' '.join({{name.partition('.')[0] for name in sys.modules}}))"
    )
    assert ran.returncode == 0, ran.stderr
    return set(ran.stdout.splitlines()[-1].split())


def test_importing_the_package_loads_nothing_heavy() -> None:
    assert loaded("import returnkit") & set(HEAVY) == set()


def test_asking_for_the_version_loads_nothing_heavy() -> None:
    code = "from returnkit.cli import main; assert main(['--version']) == 0"

    assert loaded(code) & set(HEAVY) == set()


def test_the_module_answers_with_its_version_and_loads_no_pydantic() -> None:
    ran = python("-X", "importtime", "-m", "returnkit", "--version")

    imported = {line.rpartition("|")[2].strip().partition(".")[0] for line in ran.stderr.splitlines()}
    assert ran.returncode == 0
    assert ran.stdout.startswith("returnkit ")
    assert "returnkit" in imported
    assert imported & set(HEAVY) == set()


@pytest.mark.parametrize(
    "name",
    ["decision", "policy", "policy.statutes", "facts", "importers", "messages", "publishing", "verify"],
)
def test_a_room_loads_no_parser_no_reader_and_no_command_line(name: str) -> None:
    found = loaded(f"import returnkit.{name}")

    assert found & set(HEAVY) <= {"pydantic"}


def test_deciding_loads_neither_the_command_line_nor_a_vendor() -> None:
    found = loaded(f"""
from datetime import UTC, datetime
from pathlib import Path
from returnkit import RequestedItem, ReturnRequest, decide, explain, load_policy
from returnkit.importers import shopify
policy = load_policy(Path({POLICY!r}).read_text(), name={POLICY!r})
order = shopify.order_from_rest(Path({ORDER!r}).read_text()).order
asked = ReturnRequest(items=(RequestedItem(line_id=order.lines[0].id),))
str(explain(decide(policy, order, asked, at=datetime(2026, 12, 5, tzinfo=UTC))))
""")

    assert found & set(HEAVY) == {"pydantic", "rule_engine", "ruamel"}
