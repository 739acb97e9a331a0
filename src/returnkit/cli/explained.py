"""Explained: an explanation, what is open and what could be otherwise as JSON, in a form that stays.

Keys are only ever added; `returnkit` is raised when one has to change. Texts are for people and may change;
`key` names what a line says. What is not known or does not apply is null, never left out. To a shopper only
texts, questions to shoppers and what a shopper could change are told; the lists of rules and facts are empty.

```
{
  "returnkit": 1,
  "policy": "rei-us", "order": "#1042", "at": "2026-12-05T18:00:00Z",
  "audience": "agent", "locale": "en",
  "explanation": {
    "head": …,                          empty for the shopper
    "about": [],                        lines; for the auditor
    "items": [{
      "line": "910001", "verdict": "eligible",
      "head": …,
      "lines": [{
        "key": …, "label": "window",    key: `say` where the policy's own words stand
        "text": …, "values": {}
      }],
      "rules": [{
        "rule": "standard", "floor": null,      floor: the floor that it is a rule of
        "outcome": "spoke",             spoke | silent | unknown | not_needed
        "condition": null,              null is always
        "leaves": [{
          "text": …, "part": "when",    part: when | when_any | when_all
          "truth": "true",              true | false | unknown | not_reached
          "is_deciding": true,
          "facts": [{"path": …, "value": …, "unknown": null}]     unknown: why it is not known
        }],
        "decided_by": [], "awaits_inspection": false,
        "is_internal": false, "is_of_return": false
      }],
      "evidence": [], "facts": []       lines, and facts as above; for the auditor
    }],
    "lines": [], "rules": [], "evidence": []    of the whole return, as those of an item
  },
  "questions": [{
    "key": "items[0].request.reason",   what `--answer` takes
    "name": "request.reason", "item": 0,        item: null for the whole return
    "of": "shopper",                    shopper | staff
    "kind": "choice",                   truth | choice | number | text | evidence
    "text": …, "choices": [{"value": …, "label": …}], "is_closed": false,
    "least": null, "most": null, "unit": "",
    "moves": ["verdict"],               verdict | deadline | money
    "before": "decision"                decision | refund
  }],
  "counterfactuals": [{
    "item": 0, "is_eligible": true,
    "until": …,                         exclusive; null is never, not certain, or not eligible now
    "ways": [{"text": …, "flips": [{"name": "request.method", "becomes": "store"}]}],
    "is_complete": true                 whether everything was tried out
  }]
}
```
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from typing import Any, Final

from returnkit.decision import (
    Audience,
    Counterfactuals,
    Decision,
    Explanation,
    FactRead,
    ItemDecision,
    ItemExplanation,
    Line,
    OpenQuestion,
    RuleExplanation,
)

from .outlook import Outlook
from .shape import iso

FORM: Final = 1


def shape(explanation: Explanation, found: Outlook) -> dict[str, Any]:  # Any: what JSON holds
    """Return an explanation and what was found beside it, ready for `json.dumps`."""
    return head(found.decision, found.audience, found.locale) | {
        "explanation": _explanation(found.decision, explanation),
        "questions": [_question(each) for each in found.questions],
        "counterfactuals": [_otherwise(each) for each in found.otherwise],
    }


def head(decision: Decision, audience: Audience, locale: str) -> dict[str, Any]:
    """Return what stands above everything that is told to one reader."""
    return {
        "returnkit": FORM,
        "policy": decision.policy.id,
        "order": decision.order.number,
        "at": iso(decision.at),
        "audience": audience.value,
        "locale": locale,
    }


def lines(told: Iterable[Line]) -> list[dict[str, Any]]:
    """Return lines as plain values."""
    return [
        {"key": line.key, "label": line.label, "text": line.text, "values": dict(line.values)}
        for line in told
    ]


def _explanation(decision: Decision, told: Explanation) -> dict[str, Any]:
    items = zip(decision.items, told.items, strict=True)
    return {
        "head": told.head,
        "about": lines(told.about),
        "items": [_item(item, each) for item, each in items],
        "lines": lines(told.lines),
        "rules": list(map(_rule, told.rules)),
        "evidence": lines(told.evidence),
    }


def _item(item: ItemDecision, told: ItemExplanation) -> dict[str, Any]:
    return {
        "line": item.line_id,
        "verdict": told.verdict.value,
        "head": told.head,
        "lines": lines(told.lines),
        "rules": list(map(_rule, told.rules)),
        "evidence": lines(told.evidence),
        "facts": list(map(_fact, told.facts)),
    }


def _rule(rule: RuleExplanation) -> dict[str, Any]:
    return {
        "rule": rule.rule,
        "floor": rule.floor,
        "outcome": rule.outcome.value,
        "condition": rule.condition,
        "leaves": [
            {
                "text": leaf.text,
                "part": leaf.part,
                "truth": leaf.truth.value,
                "is_deciding": leaf.is_deciding,
                "facts": list(map(_fact, leaf.facts)),
            }
            for leaf in rule.leaves
        ],
        "decided_by": list(rule.decided_by),
        "awaits_inspection": rule.awaits_inspection,
        "is_internal": rule.is_internal,
        "is_of_return": rule.is_of_return,
    }


def _fact(fact: FactRead) -> dict[str, Any]:
    return {"path": fact.path, "value": _plain(fact.value), "unknown": fact.unknown}


def _question(question: OpenQuestion) -> dict[str, Any]:
    return {
        "key": question.key,
        "name": question.name,
        "item": question.place,
        "of": question.of,
        "kind": question.kind.value,
        "text": question.text,
        "choices": [{"value": _plain(each.value), "label": each.label} for each in question.choices],
        "is_closed": question.is_closed,
        "least": _plain(question.least),
        "most": _plain(question.most),
        "unit": question.unit,
        "moves": [each.value for each in question.moves],
        "before": question.before.value,
    }


def _otherwise(found: Counterfactuals) -> dict[str, Any]:
    return {
        "item": found.place,
        "is_eligible": found.is_eligible,
        "until": iso(found.until),
        "ways": [
            {
                "text": way.text,
                "flips": [{"name": flip.name, "becomes": _plain(flip.becomes)} for flip in way.flips],
            }
            for way in found.ways
        ],
        "is_complete": found.is_complete,
    }


def _plain(value: object) -> Any:
    """Return a value of a fact as JSON holds it: exact numbers as texts, as in a decision."""
    match value:
        case datetime():
            return iso(value)
        case Decimal():
            return format(value, "f")
        case frozenset():
            return sorted(value)
        case _:
            return value
