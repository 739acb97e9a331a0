"""The command `testgen`."""

from __future__ import annotations

from pathlib import Path

import pytest

from returnkit.testing.tables import Outcome, read_table, run_case
from tests.unit.cli.conftest import Shell

TEXT = """\
policy: shop
timezone: America/Chicago
rules:
- {id: final, when: item.discount_percent >= 70, refuse: {code: final_sale}}
- {id: offers, offer: [refund, exchange]}
- {id: standard, within: 30 days of delivery}
"""
CLOSED = TEXT.replace("when: item.discount_percent >= 70, ", "")
"""It takes nothing back, so that no case shows its window."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "policies").mkdir()
    (tmp_path / "policies" / "shop.yaml").write_text(TEXT, encoding="utf-8")
    return tmp_path


def test_what_it_writes_is_a_table_that_passes(shell: Shell, folder: Path) -> None:
    table = folder / "shop.policytest.yaml"

    ran = shell("testgen", str(folder / "policies" / "shop.yaml"), "--output", str(table))

    assert (ran.returncode, ran.stdout) == (0, "")
    assert "wrote 5 cases" in ran.stderr
    assert "policy: policies/shop.yaml\n" in table.read_text(encoding="utf-8")
    results = [run_case(case) for case in read_table(table).cases]
    assert {each.outcome for each in results} == {Outcome.PASSED}
    assert not any(each.case.reviewed for each in results)


def test_what_it_prints_is_the_same_each_time(shell: Shell, folder: Path) -> None:
    policy = str(folder / "policies" / "shop.yaml")

    assert shell("testgen", policy).stdout == shell("testgen", policy).stdout


def test_a_level_shows_no_more_than_it_says(shell: Shell, folder: Path) -> None:
    policy = str(folder / "policies" / "shop.yaml")

    rules = shell("testgen", policy, "--level", "rule").stdout
    everything = shell("testgen", policy, "--level", "mcdc").stdout

    assert rules.count("- case:") < everything.count("- case:")


def test_only_of_a_rule(shell: Shell, folder: Path) -> None:
    ran = shell("testgen", str(folder / "policies" / "shop.yaml"), "--rule", "standard")

    assert ran.stdout.count("- case:") == ran.stdout.count('- case: "standard: ') == 2


def test_an_unknown_rule_is_told_with_the_one_that_may_be_meant(shell: Shell, folder: Path) -> None:
    ran = shell("testgen", str(folder / "policies" / "shop.yaml"), "--rule", "standrad")

    assert ran.returncode == 2
    assert "did you mean `standard`?" in ran.stderr


def test_what_a_table_shows_is_left_out(shell: Shell, folder: Path) -> None:
    policy, table = str(folder / "policies" / "shop.yaml"), str(folder / "policies" / "shop.policytest.yaml")
    shell("testgen", policy, "--output", table, "--rule", "standard")

    rest = shell("testgen", policy, "--beside", table)
    shell("testgen", policy, "--output", table)
    nothing = shell("testgen", policy, "--beside", table)

    assert "standard: " not in rest.stdout
    assert (nothing.stdout, nothing.stderr) == ("", "nothing to add: all of it is shown already\n")


def test_what_is_not_found_is_listed_and_the_exit_code_says_so(shell: Shell, folder: Path) -> None:
    policy = folder / "policies" / "shop.yaml"
    policy.write_text(CLOSED, encoding="utf-8")

    ran = shell("testgen", str(policy))

    assert ran.returncode == 1
    assert "not found: standard: asked as its window ends, in time\n" in ran.stderr
    assert "# Not found: standard: asked as its window ends, in time\n" in ran.stdout


def test_a_file_that_cannot_be_written_is_told(shell: Shell, folder: Path) -> None:
    ran = shell("testgen", str(folder / "policies" / "shop.yaml"), "--output", str(folder / "no" / "x.yaml"))

    assert ran.returncode == 2
    assert "cannot be written" in ran.stderr
