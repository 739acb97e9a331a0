"""Patterns made to hang, and the child process in which accepted ones are run."""

from __future__ import annotations

import json
import subprocess
import sys

from tests.unit.expr.hostile import SOURCE

BOMBS = [
    "(a+)+$", "(a*)*$", "(a|a)*$", "(a|ab)*c", "(a?){30}a{30}", "a?" * 30 + "a" * 30, "(a|a)" * 30 + "$",
    "a*a*$", "a*a*a*a*b", ".*.*x", r"\w+\d+$", r"\d{1,50}\d{1,50}x", ".*@.*x", ".*a.*b", r"(\w+\s?)+$",
    "(x+x+)+y", "^(([a-z])+.)+[A-Z]([a-z])+$", "(.{1,50}){1,50}x",
    "(?:a{100}){100}", "(?:(?:a|b)?c?)+d", r"([^@]+@?)+!",
    r"[a-z]*(?:[a-z]*x)?y", "(?:a|b?)*c", r"(?:\ba*)+$",
]  # fmt: skip

CHILD = """
import json, resource, sys
resource.setrlimit(resource.RLIMIT_CPU, (5, 5))
from returnkit.expr.regex import to_python
for pattern in json.load(sys.stdin):
    compiled = to_python(pattern)
    letters = [char for char in dict.fromkeys(pattern + "a") if char.isalnum() or char in "@-"][:3]
    for unit in [*letters, "".join(letters), "".join(letters[:2])]:
        text = (unit * 3_000)[:2_999] + "!"
        compiled.match(text)
        compiled.search(text[-1_000:])  # a search may take the square of the length
    print(json.dumps(pattern), flush=True)
"""


def not_finished(patterns: list[str]) -> list[str]:
    """Return the patterns of one batch that used up the batch's five seconds of processor time."""
    command = [sys.executable, "-c", f"import sys; sys.path.insert(0, {str(SOURCE)!r})\n{CHILD}"]
    child = subprocess.run(command, input=json.dumps(patterns), capture_output=True, text=True, check=False)
    finished = {json.loads(line) for line in child.stdout.splitlines()}
    assert finished or child.returncode < 0 or not patterns, child.stderr
    return [pattern for pattern in patterns if pattern not in finished]
