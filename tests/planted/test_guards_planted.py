"""Bugs planted into the guards: the checks of hostile texts and patterns must notice each."""

from __future__ import annotations

import pytest

from returnkit.expr import backtracking, regex
from tests.unit.expr.hostile import TEXTS, not_refused
from tests.unit.expr.patterns import BOMBS, not_finished

pytest.importorskip("resource", reason="limits of a process exist on POSIX systems only")
pytestmark = pytest.mark.fuzz

WITHOUT = "guards.CHECKS = tuple(c for c in guards.CHECKS if c is not {})"


@pytest.mark.parametrize(
    ("bug", "planted", "noticed_by"),
    [
        ("any exponent", "literals.MAX_EXPONENT = 10**9", "tiny exponent"),
        ("any number of digits", "literals.MAX_DIGITS = 10**9", "many digits"),
        ("any length", "guards.MAX_CHARACTERS = 10**9", "too many characters"),
        ("any number of words", "guards.MAX_TOKENS = 10**9", "too many words"),
        ("any depth", "nesting.MAX_DEPTH = 10**9", "many sums"),
        ("any chain", "nesting.MAX_TERMS = 10**9", "long chain of and"),
        ("any prefixes and depth", WITHOUT.format("guards.nesting.check"), "many not"),
        ("builtins", WITHOUT.format("guards._builtins"), "range"),
        ("operators", WITHOUT.format("guards._operators"), "shift"),
        ("subscripts", WITHOUT.format("guards._subscripts"), "subscript"),
        ("attributes", WITHOUT.format("guards._names"), "floor of a huge text"),
        ("patterns", WITHOUT.format("guards._patterns"), "nested plus"),
        ("literals", WITHOUT.format("guards.literals.check"), "huge duration"),
        ("hidden characters", "guards._HIDDEN = guards.re.compile('(?!)')", "direction override"),
        ("a hang", "guards.CHECKS += (lambda t: iter(int, 1),)", "range"),
    ],
)  # fmt: skip
def test_a_guard_that_is_off_is_noticed(bug: str, planted: str, noticed_by: str) -> None:
    tried = {noticed_by: TEXTS[noticed_by], "shift right": TEXTS["shift right"]}

    assert noticed_by in not_refused(tried, planted=planted), f"`{bug}` went unnoticed"


def test_repeats_in_repeats_admitted_are_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(backtracking, "_nested_faults", lambda node, *, repeated: ())

    assert not regex.check_pattern("(a+)+$")
    assert [bomb for bomb in BOMBS if not regex.check_pattern(bomb)]


def test_repeats_after_repeats_admitted_are_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(backtracking, "_before_repeat", lambda repeat, rest, faults: rest)

    assert [bomb for bomb in BOMBS if not regex.check_pattern(bomb)]


def test_a_limit_of_steps_lifted_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(backtracking, "MAX_STEPS", 10**12)

    assert not regex.check_pattern("a?" * 30 + "a" * 30)


def test_a_pattern_that_hangs_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.unit.expr.patterns.CHILD", _CHILD_WITHOUT_CHECK)

    assert not_finished(["a+$", "(?:a+)+$"]) == ["(?:a+)+$"]


_CHILD_WITHOUT_CHECK = """
import json, re, resource, sys
resource.setrlimit(resource.RLIMIT_CPU, (1, 1))
for pattern in json.load(sys.stdin):
    re.compile(pattern).match("a" * 2_999 + "!")
    print(json.dumps(pattern), flush=True)
"""
