"""Outcomes: what became of tables of cases as JSON, in a form that stays.

Keys are only ever added; `returnkit` is raised when one has to change. What does not apply is null.

```
{
  "returnkit": 1,
  "passed": 11, "failed": 1, "skipped": 0,
  "proving_nothing": 0,                 cases that no rule has a word about
  "not_reviewed": 3,                    cases that nobody confirmed
  "faults": [],                         of the run itself, as those of `check`
  "tables": [{
    "name": "shop.policytest.yaml",
    "policy": "shop",                   null where it cannot be read
    "faults": [],                       of the table or its policy, likewise
    "cases": [{
      "name": …, "line": 7,             from 1
      "outcome": "failed",              passed | failed | skipped | faulty
      "reviewed": true, "note": null, "skip": null,
      "given": {"at": "day 31"},        what it tells, as a cell holds it
      "failures": [{
        "aspect": "verdict",            terms of one name: `terms.NAME`
        "expected": …, "found": …, "why": null
      }],
      "fault": null,                    why it proves nothing
      "rules": [{                       of a case that failed: what became of every rule
        "rule": "standard",             of a floor FLOOR/RULE
        "outcome": "silent",            spoke | silent | unknown | not_needed
        "because": …
      }],
      "seconds": 0.0012
    }]
  }],
  "coverage": null                      with `--policy-cov`: a list, one a policy, as its reference tells
}
```
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from returnkit.testing.coverage import as_json
from returnkit.testing.tables.run import Run, TableRun
from returnkit.testing.tables.running import CaseResult, Outcome
from returnkit.testing.tables.shown import Shown

from .checked import said

FORM: Final = 1


def shape(run: Run, shown: Sequence[Shown] | None = None) -> dict[str, Any]:  # Any: what JSON holds
    """Return *run*, and what it has shown of policies, as plain values, ready for `json.dumps`."""
    return {
        "returnkit": FORM,
        "passed": run.count(Outcome.PASSED),
        "failed": run.count(Outcome.FAILED),
        "skipped": run.count(Outcome.SKIPPED),
        "proving_nothing": run.count(Outcome.FAULTY),
        "not_reviewed": run.not_reviewed,
        "faults": [said(fault) for fault in run.faults],
        "tables": [_table(table) for table in run.tables],
        "coverage": None if shown is None else [as_json(each.coverage) for each in shown],
    }


def _table(table: TableRun) -> dict[str, Any]:
    cases = zip(table.results, table.seconds, strict=True)
    return {
        "name": table.name,
        "policy": table.table.policy.id if table.table else None,
        "faults": [said(fault) for fault in table.error.faults] if table.error else [],
        "cases": [_case(result, seconds) for result, seconds in cases],
    }


def _case(result: CaseResult, seconds: float) -> dict[str, Any]:
    case, fault = result.case, result.fault
    trace = result.trace if result.failures else None
    return {
        "name": case.name,
        "line": case.place.line,
        "outcome": result.outcome.value,
        "reviewed": case.reviewed,
        "note": case.note or None,
        "skip": case.skip or None,
        "given": dict(case.given),
        "failures": [
            {"aspect": each.aspect, "expected": each.expected, "found": each.found, "why": each.why or None}
            for each in result.failures
        ],
        "fault": said(fault) if fault else None,
        "rules": [
            {"rule": each.rule, "outcome": each.outcome.value, "because": each.because}
            for each in (trace.rules if trace else ())
        ],
        "seconds": round(seconds, 6),
    }
