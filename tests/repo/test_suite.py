"""The test suite about itself: modes, markers, evidence, real parts."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tomllib
from typing import TYPE_CHECKING

import pytest

from tests import evidence as evidence_module
from tests import modes
from tests.evidence import Evidence
from tests.realparts import require_part
from tests.repo.tracked import ROOT, tracked_texts

if TYPE_CHECKING:
    from pathlib import Path


def test_every_marker_is_explained() -> None:
    options = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["pytest"][
        "ini_options"
    ]

    assert options["xfail_strict"]
    assert "--strict-markers" in options["addopts"]
    for line in options["markers"]:
        name, _, explanation = line.partition(": ")
        assert re.fullmatch(r"[a-z_]+", name)
        assert len(explanation.split()) >= 4, f"marker `{name}` is not explained"


def test_every_lint_exception_in_the_code_is_explained() -> None:
    bare = re.compile(r"# (?:noqa(?:: [A-Z0-9, ]+)?|type: ignore\[[\w, -]+\])[ \t]*$", re.MULTILINE)
    unexplained = [
        f"{name}: {match[0]}"
        for name, text in tracked_texts()
        if name.startswith(("src/", "tools/", "dev.py")) and name.endswith(".py")
        for match in bare.finditer(text)
    ]

    assert unexplained == [], "say why beside it: `# noqa: S102 - reason`"


def test_size_answers_for_the_mode() -> None:
    assert modes.size(ci=1, full=2) == (2 if modes.FULL else 1)


def test_an_absent_part_is_a_skip_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("RETURNKIT_REQUIRE", raising=False)

    with pytest.raises(pytest.skip.Exception, match="not run here: unobtainium, dig for it"):
        require_part("unobtainium", "dig for it", present=False)


def test_an_absent_part_is_a_failure_where_required(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RETURNKIT_REQUIRE", "postgresql,unobtainium")

    with pytest.raises(pytest.fail.Exception, match="required here but absent: unobtainium"):
        require_part("unobtainium", "dig for it", present=False)


def test_evidence_is_written_in_full_mode_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(evidence_module, "FOLDER", tmp_path)
    record = Evidence()
    record("some-law", {"examples": 3})

    monkeypatch.setattr(evidence_module, "FULL", False)
    record.write()
    assert list(tmp_path.iterdir()) == []

    monkeypatch.setattr(evidence_module, "FULL", True)
    record.write()
    found = json.loads((tmp_path / "some-law.json").read_text(encoding="utf-8"))
    assert found["counts"] == {"examples": 3}
    assert re.fullmatch(r"[0-9a-f]{40}", found["commit"])
    assert found["seed"] == modes.SEED


@pytest.mark.parametrize("name", ["Some Law", "some_law", "-x", ""])
def test_evidence_names_become_file_names(name: str) -> None:
    with pytest.raises(ValueError, match="is not a name for evidence"):
        Evidence()(name, {})


def test_evidence_is_recorded_once() -> None:
    record = Evidence()
    record("some-law", {})

    with pytest.raises(ValueError, match="recorded twice"):
        record("some-law", {})


@pytest.mark.parametrize("command", [[], ["nonsense"], ["test", "--fast"]])
def test_an_unknown_command_is_refused_before_anything_is_installed(command: list[str]) -> None:
    result = subprocess.run(
        [sys.executable, "dev.py", *command], cwd=ROOT, capture_output=True, text=True, check=False
    )

    assert result.returncode == 2
    assert "usage: dev.py" in result.stderr
