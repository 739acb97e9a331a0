"""`returnkit test` in this process: what it prints, what it writes, and every way to leave."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.unit.cli.conftest import Shell
from tools.cases import POLICY

GREEN = "cases:\n- {case: in time, given: {at: day 30}, expect: eligible}\n"
RED = GREEN.replace("day 30", "day 31")
FAULTY = GREEN.replace("day", "dey")


@pytest.fixture
def here(shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("shop.yaml").write_text(POLICY, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("table", "options", "code"),
    [
        (GREEN, (), 0),
        (RED, (), 1),
        (FAULTY, (), 2),
        (GREEN.replace("eligible", "ineligible, reviewed: false"), (), 1),
        (GREEN.replace("}\n", ", reviewed: false}\n"), ("--require-reviewed",), 2),
        (GREEN.replace("}\n", ", reviewed: false}\n"), ("--reviewed-only",), 2),
        (GREEN, ("-k", "boots"), 2),
        (GREEN, ("-k", "TIME"), 0),
        (GREEN, ("--policy-cov-fail-under", "5"), 0),
        (GREEN, ("--policy-cov-fail-under", "95"), 1),
        (FAULTY, ("--policy-cov-fail-under", "95"), 2),
        (GREEN, ("--junit", "no/such/folder.xml"), 2),
        (GREEN, ("--slowest", "many"), 2),
        (GREEN, ("nothing.yaml",), 2),
    ],
)
def test_the_exit_code_tells_green_from_red_from_faults(
    shell: Shell, here: Path, table: str, options: tuple[str, ...], code: int
) -> None:
    Path("shop.policytest.yaml").write_text(table, encoding="utf-8")

    assert shell("test", *options).returncode == code


def test_a_folder_without_tables_is_a_fault(shell: Shell, here: Path) -> None:
    found = shell("test")

    assert found.returncode == 2
    assert found.stdout == (
        "there is no table in `.`\n   a table is a file NAME.policytest.yaml, .toml, .json or .csv\n\n"
        "no cases in no tables: nothing run\n"
    )


def test_text_tells_each_table_and_the_counts(shell: Shell, here: Path) -> None:
    Path("shop.policytest.yaml").write_text(GREEN, encoding="utf-8")

    found = shell("test", "shop.policytest.yaml", str(here / "shop.policytest.yaml"))

    lines = found.stdout.splitlines()
    assert lines[0] == "shop.policytest.yaml (shop): 1 passed"
    assert lines[-1] == "2 cases in 2 tables: 2 passed"


def test_json_tells_the_same_to_programs(shell: Shell, here: Path) -> None:
    Path("shop.policytest.yaml").write_text(RED, encoding="utf-8")
    Path("bad.policytest.yaml").write_text("policy: shop.yaml\n" + FAULTY, encoding="utf-8")

    found = shell("test", "--json", "--policy-cov")

    told = json.loads(found.stdout)
    bad, shop = told["tables"]
    assert (told["returnkit"], told["passed"], told["failed"], told["faults"]) == (1, 0, 1, [])
    assert [fault["code"] for fault in bad["faults"]] == ["situation.value"]
    (case,) = shop["cases"]
    assert (case["name"], case["line"], case["outcome"]) == ("in time", 2, "failed")
    (failure,) = case["failures"]
    assert failure == {
        "aspect": "verdict",
        "expected": "`eligible`",
        "found": "`ineligible`",
        "why": "`window` by `standard`",
    }
    assert case["rules"][-1] == {"rule": "standard", "outcome": "spoke", "because": "it has no condition"}
    assert [each["policy"] for each in told["coverage"]] == ["shop"]


def test_reports_are_written_where_they_are_wanted(shell: Shell, here: Path) -> None:
    Path("shop.policytest.yaml").write_text(GREEN, encoding="utf-8")

    options = ("--junit", "j.xml", "--policy-cov-html", "c.html", "--policy-cov-json", "c.json")
    found = shell("test", *options)

    assert "shop: " in found.stdout  # a file that is asked for tells it on the terminal, too
    assert Path("j.xml").read_text(encoding="utf-8").startswith("<?xml")
    assert "<html" in Path("c.html").read_text(encoding="utf-8")
    assert json.loads(Path("c.json").read_text(encoding="utf-8"))["policies"][0]["policy"] == "shop"


def test_an_excuse_for_nothing_is_a_fault(shell: Shell, here: Path) -> None:
    Path("shop.policytest.yaml").write_text(GREEN, encoding="utf-8")
    Path("shop.coverage.yaml").write_text("excused: {standart/speaks: never}\n", encoding="utf-8")

    found = shell("test", "--policy-cov")

    assert found.returncode == 2
    assert "policy `shop` owes nothing called `standart/speaks`" in found.stderr


def test_names_lists_everything_that_a_case_can_tell(shell: Shell, here: Path) -> None:
    text, told = shell("test", "--names", "shop.yaml"), shell("test", "--names", "shop.yaml", "--json")

    listed = json.loads(told.stdout)["names"]
    assert (text.returncode, told.returncode) == (0, 0)
    assert [line.split()[0] for line in text.stdout.splitlines()] == [each["name"] for each in listed]
    (reason,) = (each for each in listed if each["name"] == "request.method")
    assert reason["can_be_unknown"]
    assert shell("test", "--names", "none.yaml").returncode == 2


def test_it_needs_neither_pytest_nor_hypothesis(here: Path) -> None:
    Path("shop.policytest.yaml").write_text(GREEN, encoding="utf-8")
    code = (
        "import sys; sys.modules['pytest'] = sys.modules['hypothesis'] = None\n"
        "from returnkit.cli import main; sys.exit(main(['test', '--policy-cov']))"
    )

    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)

    assert (ran.returncode, ran.stderr) == (0, "")
