"""`returnkit init` in this process: what it writes, and what it leaves alone."""

from __future__ import annotations

import shlex
from pathlib import Path

import pytest

from returnkit.policy import check_policy
from tests.unit.cli.conftest import Shell


@pytest.fixture(autouse=True)
def _here(shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def suggested(text: str) -> list[list[str]]:
    """Return the commands that are to be tried next, without the program."""
    return [shlex.split(line)[1:] for line in text.splitlines() if line.startswith("  returnkit ")]


def test_the_starter_is_written_here_and_nothing_else(shell: Shell, tmp_path: Path) -> None:
    ran = shell("init")

    assert (ran.returncode, ran.stderr) == (0, "")
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "order.json",
        "policy.policytest.yaml",
        "policy.yaml",
    ]


def test_a_folder_is_made_where_it_is_not_there(shell: Shell, tmp_path: Path) -> None:
    assert shell("init", "a/b c").returncode == 0
    assert (tmp_path / "a" / "b c" / "policy.yaml").is_file()


@pytest.mark.parametrize("folder", [".", "my shop"])
def test_the_commands_to_try_next_answer_what_is_asked(shell: Shell, folder: str) -> None:
    commands = suggested(shell("init", folder).stdout)

    checked, tested, decided, explained = (shell(*command) for command in commands)

    assert (checked.returncode, checked.stdout) == (0, "1 policy: no faults, no warnings\n")
    assert (tested.returncode, tested.stdout.splitlines()[-1]) == (0, "6 cases in 1 table: 6 passed")
    assert "Linen shirt can be returned until 3 December 2026." in decided.stdout
    assert "Gift cards can't be returned." in decided.stdout
    assert "items[0].request.reason: Why do you send it back?" in explained.stdout
    assert [ran.stderr.count("\n") for ran in (decided, explained)] == [1, 1]


def test_the_policy_is_clean_and_commented(shell: Shell, tmp_path: Path) -> None:
    shell("init")
    text = (tmp_path / "policy.yaml").read_text(encoding="utf-8")

    assert check_policy(text) == ()
    assert text.count("#") >= 5
    assert len([line for line in text.splitlines() if line and not line.startswith("#")]) <= 30


@pytest.mark.parametrize(
    "there", [["policy.yaml"], ["order.json"], ["policy.yaml", "policy.policytest.yaml", "order.json"]]
)
def test_files_that_are_there_are_named_and_left_alone(
    shell: Shell, tmp_path: Path, there: list[str]
) -> None:
    for name in there:
        (tmp_path / name).write_text("mine", encoding="utf-8")

    ran = shell("init")

    assert (ran.returncode, ran.stdout) == (1, "")
    *others, last = (f"`{name}`" for name in there)
    named = f"{', '.join(others)} and {last}" if others else last
    assert ran.stderr == (
        f"{named} {'is' if len(there) == 1 else 'are'} there already\n"
        "   name another folder, or replace with `--force`\n"
    )
    assert {path.name: path.read_text(encoding="utf-8") for path in tmp_path.iterdir()} == dict.fromkeys(
        there, "mine"
    )


def test_a_link_that_leads_nowhere_is_there_already(shell: Shell, tmp_path: Path) -> None:
    (tmp_path / "policy.yaml").symlink_to(tmp_path / "elsewhere.yaml")

    assert shell("init").returncode == 1
    assert not (tmp_path / "elsewhere.yaml").exists()


def test_files_are_replaced_by_force(shell: Shell, tmp_path: Path) -> None:
    (tmp_path / "policy.yaml").write_text("mine", encoding="utf-8")

    assert shell("init", "--force").returncode == 0
    assert (tmp_path / "policy.yaml").read_text(encoding="utf-8").startswith("# What this shop takes back")


def test_a_folder_that_is_a_file_takes_none(shell: Shell, tmp_path: Path) -> None:
    (tmp_path / "shop").write_text("mine", encoding="utf-8")

    ran = shell("init", "shop")

    assert (ran.returncode, ran.stdout) == (1, "")
    assert ran.stderr.startswith("shop: cannot be written: ")
