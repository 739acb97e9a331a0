"""The command `diff`."""

from __future__ import annotations

import inspect
import json
import re
from pathlib import Path

from returnkit.cli import diffed
from tests.e2e.shell import POLICY
from tests.unit.cli.conftest import Shell


def other(tmp_path: Path) -> str:
    text = Path(POLICY).read_text(encoding="utf-8")
    path = tmp_path / "other.yaml"
    path.write_text(text.replace("within: 365 days of order", "within: 364 days of order"), encoding="utf-8")
    return str(path)


def test_it_tells_the_text_and_the_orders(shell: Shell, tmp_path: Path) -> None:
    ran = shell("diff", POLICY, other(tmp_path))

    assert (ran.returncode, ran.stderr) == (1, "")
    assert "  ~ members  within: 365 days of order → 364 days of order\n" in ran.stdout
    assert re.search(r"1\. customer\.tier: member, at: \d+ days after delivery", ran.stdout)
    assert "     verdict: eligible → ineligible\n" in ran.stdout


def test_as_json_it_tells_the_same(shell: Shell, tmp_path: Path) -> None:
    said = json.loads(shell("diff", POLICY, other(tmp_path), "--json").stdout)

    assert said["changes"] == [
        {
            "kind": "changed",
            "rule": "members",
            "key": "within",
            "before": "365 days of order",
            "after": "364 days of order",
            "extent": None,
        }
    ]
    assert said["examples"][0]["before"]["verdict"] == "eligible"


def test_every_key_of_its_json_is_documented(shell: Shell, tmp_path: Path) -> None:
    said = json.loads(shell("diff", POLICY, other(tmp_path), "--json").stdout)

    keys = {*said, *said["changes"][0], *said["examples"][0]}
    assert keys <= set(re.findall(r'"([a-z_]+)":', inspect.getdoc(diffed) or ""))


def test_what_says_the_same_leaves_with_zero(shell: Shell) -> None:
    ran = shell("diff", POLICY, POLICY)

    assert (ran.returncode, ran.stdout) == (0, "The policies say the same.\n")


def test_a_policy_with_faults_is_told(shell: Shell, tmp_path: Path) -> None:
    (tmp_path / "bad.yaml").write_text("policy: shop\nrules: []\n", encoding="utf-8")

    ran = shell("diff", POLICY, str(tmp_path / "bad.yaml"))

    assert ran.returncode == 2
    assert "bad.yaml" in ran.stderr
