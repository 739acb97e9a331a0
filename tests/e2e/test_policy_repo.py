"""The recipe for a repository of policies: with pytest and without, by its README and by its pipeline."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any, Final

import pytest

from returnkit.documents import parse
from tests.e2e.shell import ROOT, environment

RECIPE: Final = ROOT / "examples" / "policy-repo"
POLICY: Final = "policies/returns.yaml"
CONSOLE: Final = re.compile(r"^```console\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)
WITHOUT_PYTEST: Final = """
import sys
sys.modules["pytest"] = sys.modules["hypothesis"] = None
from returnkit.cli import main
sys.exit(main())
"""
NOT_RUN: Final = ("git ", "pip ")


@pytest.fixture
def repo(tmp_path: Path) -> Path:
    return Path(shutil.copytree(RECIPE, tmp_path / "repo"))


def ran(repo: Path, *command: str, **more: str) -> subprocess.CompletedProcess[str]:
    env = environment(COLUMNS="100", NO_COLOR="1", **more)
    return subprocess.run(
        [sys.executable, *command], cwd=repo, env=env, capture_output=True, encoding="utf-8", check=False
    )


def returnkit(repo: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the command as where neither pytest nor Hypothesis is installed."""
    return ran(repo, "-c", WITHOUT_PYTEST, *arguments)


def edit(repo: Path) -> None:
    text = (repo / POLICY).read_text(encoding="utf-8")
    changed = text.replace("within: 30 days of delivery", "within: 45 days of delivery")
    assert changed != text
    (repo / "before.yaml").write_text(text, encoding="utf-8")
    (repo / POLICY).write_text(changed, encoding="utf-8")


def test_its_tables_pass_without_pytest(repo: Path) -> None:
    found = returnkit(repo, "test", "policies")

    assert (found.returncode, found.stderr) == (0, "")
    assert "33 passed" in found.stdout


def test_its_tables_pass_with_pytest(repo: Path) -> None:
    alone = {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", "PYTEST_ADDOPTS": ""}

    found = ran(repo, "-m", "pytest", "-p", "returnkit.testing.plugin", "-q", **alone)

    assert found.returncode == 0, found.stdout + found.stderr
    assert "33 passed" in found.stdout


def test_its_policy_has_neither_faults_nor_warnings(repo: Path) -> None:
    assert returnkit(repo, "check", "--strict", POLICY).returncode == 0


def test_the_readme_shows_what_its_reader_sees(repo: Path) -> None:
    text = (RECIPE / "README.md").read_text(encoding="utf-8")
    shown = [
        part
        for block in CONSOLE.finditer(text)
        for part in re.split(r"^\$ ", block["body"], flags=re.MULTILINE)
    ]
    times = 0
    for part in filter(None, shown):
        command, _, expected = part.partition("\n")
        if command.startswith(NOT_RUN):
            continue
        if command == "returnkit test policies" and (times := times + 1) == 2:
            edit(repo)
        program, *arguments = shlex.split(command)
        assert program == "returnkit"
        found = returnkit(repo, *arguments)
        pattern = ".*".join(map(re.escape, re.split(r"^\.\.\.$", expected.rstrip(), flags=re.MULTILINE)))
        assert re.match(pattern, found.stdout, re.DOTALL), (command, found.stdout, found.stderr)


def test_what_the_pipeline_runs_passes(repo: Path) -> None:
    text = (RECIPE / ".github" / "workflows" / "policies.yml").read_text(encoding="utf-8")
    workflow: Any = parse(text, name="policies.yml").data
    steps = [step["run"] for step in workflow["jobs"]["policies"]["steps"] if "run" in step]
    commands = [shlex.split(each) for each in steps if each.startswith("returnkit ")]
    assert [command[1] for command in commands] == ["check", "test"]

    for _, *arguments in commands:
        found = returnkit(repo, *arguments)
        assert found.returncode == 0, found.stdout + found.stderr


def test_what_the_pipeline_says_of_a_change(repo: Path) -> None:
    edit(repo)

    found = returnkit(repo, "diff", "before.yaml", POLICY)

    assert found.returncode == 1
    assert "electronics  within: 30 days of delivery → 45 days of delivery" in found.stdout


def test_the_hooks_run_what_passes(repo: Path) -> None:
    text = (RECIPE / ".pre-commit-config.yaml").read_text(encoding="utf-8")
    config: Any = parse(text, name="hooks.yaml").data
    hooks = config["repos"][0]["hooks"]

    for hook in hooks:
        _, *arguments = shlex.split(hook["entry"])
        more = [] if hook.get("pass_filenames") is False else [POLICY]
        assert re.search(hook["files"], POLICY)
        assert returnkit(repo, *arguments, *more).returncode == 0
    assert not re.search(hooks[0]["files"], "policies/returns.policytest.yaml")


def test_it_needs_nothing_of_this_repository() -> None:
    tracked = [path for path in RECIPE.rglob("*") if path.is_file()]

    assert {path.suffix for path in tracked} <= {".yaml", ".yml", ".csv", ".md", ".txt", ".ini"}
    assert os.fspath(ROOT) not in "".join(path.read_text(encoding="utf-8") for path in tracked)
