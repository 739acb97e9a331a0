"""`returnkit convert` and `returnkit schema` in this process."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import pytest

from returnkit.cli import main
from returnkit.policy import load_policy, policy_schema
from tests.e2e.shell import POLICY, ROOT


@pytest.fixture(autouse=True)
def _in_the_repository(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)


@pytest.mark.parametrize("notation", ["yaml", "toml", "json"])
def test_a_policy_is_printed_in_another_notation(notation: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["convert", POLICY, "--to", notation]) == 0

    printed = capsys.readouterr()
    assert printed.err == ""
    assert load_policy(printed.out, name=f"p.{notation}") == load_policy(
        Path(POLICY).read_text(encoding="utf-8")
    )


def test_a_policy_is_read_from_standard_input(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    main(["convert", POLICY, "--to", "json"])
    expected = capsys.readouterr().out
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(Path(POLICY).read_bytes())))

    assert main(["convert", "-", "--to", "json"]) == 0
    assert capsys.readouterr().out == expected


def test_faults_are_told_and_nothing_is_printed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    faulty = tmp_path / "policy.yaml"
    faulty.write_text("policy: p\nrules:\n- {id: a, offer: refnd, within: unlimited}\n", encoding="utf-8")

    assert main(["convert", str(faulty), "--to", "toml"]) == 1
    printed = capsys.readouterr()
    assert printed.out == ""
    assert "did you mean `refund`?" in printed.err


def test_a_base_stays_a_name(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    child = tmp_path / "policy.json"
    child.write_text(
        '{"policy": "p", "base": "shop", "rules": [{"id": "a", "allow": true}]}', encoding="utf-8"
    )

    assert main(["convert", str(child), "--to", "yaml"]) == 0
    assert "base: shop\n" in capsys.readouterr().out


def test_a_file_that_is_not_there_exits_with_1(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["convert", "none.yaml", "--to", "toml"]) == 1
    assert capsys.readouterr().err == "none.yaml: cannot be read: no such file or directory\n"


@pytest.mark.parametrize("arguments", [["convert"], ["convert", POLICY], ["convert", POLICY, "--to", "xml"]])
def test_a_command_that_is_not_well_formed_exits_with_2(arguments: list[str]) -> None:
    assert main(arguments) == 2


def test_the_schema_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["schema"]) == 0

    assert json.loads(capsys.readouterr().out) == policy_schema()
