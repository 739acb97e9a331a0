"""The benchmarks run, their rivals agree, and what they print can be read. Ratios are judged elsewhere."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.families import family
from benchmarks.inputs import cases, prepared
from benchmarks.policies import fast, the_policy
from benchmarks.verdicts import INPUTS, UnequalError, check_equal
from returnkit.expr.backends.twins import leaf_count

ROOT = Path(__file__).parent.parent.parent


@pytest.fixture(scope="module")
def printed() -> list[dict[str, object]]:
    command = [sys.executable, "-m", "benchmarks", "--smoke", "--json"]
    env = os.environ | {"PYTHONPATH": os.pathsep.join((str(ROOT), str(ROOT / "src")))}
    done = subprocess.run(
        command, cwd=ROOT, env=env, capture_output=True, text=True, check=False, timeout=280
    )
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_every_line_has_the_same_keys_and_names_are_unique(printed: list[dict[str, object]]) -> None:
    assert {tuple(line) for line in printed} == {("name", "value", "unit", "goal", "better", "ok")}
    assert len({line["name"] for line in printed}) == len(printed)
    assert all(line["better"] in {"lower", "higher"} for line in printed)


def test_every_goal_is_measured(printed: list[dict[str, object]]) -> None:
    goals = sorted(str(line["goal"]) for line in printed if line["goal"] is not None)

    assert goals == sorted(
        ["1.25", "8", "150", "40", "4.0", "8.0", "5", "6", "3", "2", "1", "2.5", "3", "3", "1.3", "1.3"]
    )
    assert all(line["ok"] is True for line in printed if line["goal"] is None)


def test_the_policy_has_25_rules_and_inputs_reach_every_answer() -> None:
    compiled = the_policy()
    found = fast(compiled)

    answers = {found.functions[0](*views) for views in prepared(compiled, cases(INPUTS))}

    assert len(compiled.conditions) == 25
    assert sum(leaf_count(condition.node) for condition in compiled.conditions) >= 55
    assert INPUTS >= 1000
    assert answers == set(range(len(found.answers)))


def test_half_of_the_inputs_of_a_family_meet_a_rule() -> None:
    grown = family(200)

    assert len(grown.policy.rules) == 200
    assert sum(number >= 0 for number in grown.first) == len(grown.inputs) // 2


def test_rivals_that_disagree_are_not_timed() -> None:
    with pytest.raises(UnequalError, match="1 of 2 answers differ, the first at input 1"):
        check_equal("a rival", [1, 2], [1, 3])
