"""The front door of testing: what it offers, what it does not load, and what it says of what is missing."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from returnkit import testing
from returnkit.errors import MissingExtraError

HEAVY = ("hypothesis", "pydantic", "pytest", "rule_engine", "ruamel")


def ran(code: str) -> str:
    found = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    return found.stdout.strip()


def test_its_names_are_sorted_and_written_alike_in_all_three_places() -> None:
    tree = ast.parse(Path(testing.__file__).read_text(encoding="utf-8"))
    imported = {
        name.name: f"testing.{node.module}" if node.level else str(node.module).removeprefix("returnkit.")
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom)
        for name in node.names
    }

    assert list(testing._HOMES) == sorted(testing._HOMES)
    assert sorted(testing.__all__) == list(testing._HOMES)
    assert {name: imported.get(name) for name in testing.__all__} == testing._HOMES


@pytest.mark.parametrize("name", testing.__all__)
def test_every_name_is_there(name: str) -> None:
    assert getattr(testing, name) is not None
    assert name in dir(testing)


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match=r"`returnkit\.testing` has no attribute `mocks`"):
        testing.mocks  # noqa: B018 - reading it is the test


def test_importing_it_loads_nothing_heavy() -> None:
    assert ran(f"import sys, returnkit.testing; print(*(set(sys.modules) & set({HEAVY!r})))") == ""


def test_builders_need_neither_pytest_nor_hypothesis() -> None:
    code = "import sys; from returnkit.testing import an_order; an_order()"

    assert ran(f"{code}; print(*({{'hypothesis', 'pytest'}} & set(sys.modules)))") == ""


def test_without_hypothesis_a_strategy_names_the_extra() -> None:
    code = """
import sys
sys.modules["hypothesis"] = None
from returnkit.errors import MissingExtraError
try:
    from returnkit.testing import cases
except MissingExtraError as exc:
    print(exc, exc.help, sep="; ")
"""

    assert ran(code) == "this needs the `testing` extra; pip install 'returnkit[testing]'"


@pytest.mark.parametrize(
    ("missing", "told"), [("hypothesis", MissingExtraError), ("pydantic", ModuleNotFoundError)]
)
def test_only_what_the_extra_brings_is_told_as_missing_from_it(
    missing: str, told: type[Exception], monkeypatch: pytest.MonkeyPatch
) -> None:
    def without(name: str) -> None:
        raise ModuleNotFoundError(name, name=missing)

    monkeypatch.setattr(testing, "import_module", without)

    with pytest.raises(ImportError) as raised:
        testing.__getattr__("cases")

    assert type(raised.value) is told
