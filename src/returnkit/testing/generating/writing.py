"""Writing: a suite as a table of cases, none of them reviewed."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from typing import Any, Final

from returnkit.documents import write
from returnkit.expr.schema import is_unknown
from returnkit.policy import Policy
from returnkit.situations import After, as_told, shown_instant

from ..tables import expected_of, written
from .suites import Generated, Suite

_HEAD: Final = """\
# Generated from the policy: what it says today, not what it is meant to say. The cases notice what changes.
# Read each one; where it is meant, drop its `reviewed: false`.
"""


def as_table(suite: Suite, policy_file: str) -> str:
    """Return *suite* as a table in YAML, which passes as long as the policy stays as it is.

    Args:
        suite: The suite; it has at least one case.
        policy_file: The file of its policy, seen from the folder of the table.
    """
    names = Counter(case.name for case in suite.cases)
    cases = [_case(suite.policy, case, number, names) for number, case in enumerate(suite.cases, start=1)]
    document = {"returnkit": 1, "policy": policy_file, "policy_id": suite.policy.id, "cases": cases}
    missing = "".join(f"# Not found: {each.rule}: {each.text}\n" for each in suite.missing)
    return f"{_HEAD}{missing}{write(document, 'yaml')}"


def _case(policy: Policy, case: Generated, number: int, names: Counter[str]) -> dict[str, Any]:
    name = case.name if names[case.name] == 1 else f"{case.name} ({number})"
    told = {key: _plain(policy, value) for key, value in as_told(case.told).items()}
    given = {"given": told} if told else {}
    return {"case": name, **given, "expect": written(expected_of(case.decision)), "reviewed": False}


def _plain(policy: Policy, value: object) -> Any:  # Any: what a document holds
    if is_unknown(value):
        return "unknown"
    match value:
        case datetime():
            return shown_instant(value, policy.zone)
        case After():
            return str(value)
        case frozenset():
            return sorted(value)
        case _:
            return value
