"""The front door: what it offers, and what it does not load."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import returnkit

HEAVY = ("ibis", "pydantic", "rule_engine", "ruamel", "sqlalchemy", "typer", "z3")


def test_its_names_are_sorted_and_written_alike_in_all_three_places() -> None:
    tree = ast.parse(Path(returnkit.__file__).read_text(encoding="utf-8"))
    imported = {
        name.name: str(node.module).removeprefix("returnkit.")
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and str(node.module).startswith("returnkit.")
        for name in node.names
    }

    assert returnkit.__all__ == sorted(returnkit.__all__)
    assert imported == returnkit._HOMES
    assert set(returnkit.__all__) == set(returnkit._HOMES)


@pytest.mark.parametrize("name", returnkit.__all__)
def test_every_name_is_there(name: str) -> None:
    assert getattr(returnkit, name).__name__ == name
    assert name in dir(returnkit)


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="`returnkit` has no attribute `refunds`"):
        returnkit.refunds  # noqa: B018 - reading it is the test


def test_importing_the_package_loads_nothing_heavy() -> None:
    code = f"import sys, returnkit; print(*(set(sys.modules) & set({HEAVY!r})))"
    ran = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)

    assert ran.stdout.strip() == ""


def test_loading_a_stored_condition_does_not_load_the_parser() -> None:
    code = """
import sys
from returnkit.expr import stored
assert stored.load(["Literal", True])
print("rule_engine" in sys.modules)
"""
    ran = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)

    assert ran.stdout.strip() == "False"
