"""JSON: coverage as plain values, for other programs.

Keys are only ever added; `returnkit` is raised when one has to change. What does not apply is null.

```
{
  "returnkit": 1,
  "policy": "shop",                     its id
  "hash": …,                            of what the policy says
  "met": 69, "of": 100,                 of those that count
  "kinds": {
    "rule": {"met": 11, "of": 13},      likewise condition, boundary, window, order
    …
  },
  "rules": [{                           in the order of the policy
    "rule": "members",
    "met": 7, "of": 9,
    "obligations": [{
      "key": "members/window/late",
      "kind": "window",                 rule | condition | boundary | window | order
      "text": "asked as its window has ended, too late",
      "state": "missing",               met | missing | excused | infeasible; the last two do not count
      "met_by": [],                     names of cases, sorted
      "excused": null,                  why it need not be met
      "infeasible": null,               why it can never be met
      "advice": "ask on …"              what to add, where it is missing
    }]
  }]
}
```
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from returnkit.ids import RuleId
from returnkit.policy import Policy

from ..coverage import Coverage
from ..obligations import ObligationKind
from .advice import advice
from .states import State, Stated, stated

FORM: Final = 1


def as_json(coverage: Coverage) -> dict[str, Any]:  # Any: what JSON holds
    """Return *coverage* as plain values, which `json.dumps` takes."""
    return {
        "returnkit": FORM,
        "policy": coverage.policy.id,
        "hash": coverage.hash,
        **_tally(coverage.tally()),
        "kinds": {kind.value: _tally(coverage.tally(kind)) for kind in ObligationKind},
        "rules": [_rule(coverage, rule, several) for rule, several in stated(coverage).items()],
    }


def _tally(counts: tuple[int, int]) -> dict[str, int]:
    met, of = counts
    return {"met": met, "of": of}


def _rule(coverage: Coverage, rule: RuleId, several: Sequence[Stated]) -> dict[str, Any]:  # Any: as above
    return {
        "rule": rule,
        **_tally(coverage.tally(rule=rule)),
        "obligations": [_obligation(coverage.policy, each) for each in several],
    }


def _obligation(policy: Policy, each: Stated) -> dict[str, Any]:  # Any: as above
    return {
        "key": each.obligation.key,
        "kind": each.obligation.kind.value,
        "text": each.obligation.text,
        "state": each.state.value,
        "met_by": list(each.cases),
        "excused": each.reason if each.state is State.EXCUSED else None,
        "infeasible": each.reason if each.state is State.INFEASIBLE else None,
        "advice": advice(policy, each.obligation) if each.state is State.MISSING else None,
    }
