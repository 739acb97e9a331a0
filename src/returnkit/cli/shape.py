"""Shape: a decision as JSON, in a form that stays.

Keys are only ever added; `returnkit` is raised when one has to change. Instants are ISO 8601 in UTC with a
`Z`. What is not known or does not apply is null, never left out. It names rules: it is for staff and
systems, not for shoppers.

```
{
  "returnkit": 1,
  "policy": "rei-us", "order": "#1042", "at": "2026-12-05T18:00:00Z",
  "items": [{
    "line": "910001", "title": "Merino sweater", "quantity": 1,
    "stated_reason": null, "stated_condition": null,
    "verdict": "eligible",              ineligible | needs_info | review | eligible
    "open_until": "2027-01-29T08:00:00Z",   exclusive; the last closing among offers that stand
    "reason": null,                     on ineligible: {"code": …, "rule": …}
    "refusals": [],                     further reasons
    "offers": [{
      "name": "refund", "gives": "refund",
      "statuses": ["yes"],              no | review | yes; several while it is not certain
      "opens": …, "closes": …,          closes: null is never, or not certain
      "closes_earliest": …, "is_closing_certain": true,
      "accepted_until": …,              grace included
      "goods_back_by": null,            by when the goods have to arrive
      "assumed": false, "calendars": [], whether a fallback stands in for the window's event
      "window_rule": "standard",        null while not certain
      "reasons": [], "reviewed_by": []
    }],
    "missing": [],                      names of facts that leave the answer open
    "subject_to": []                    rules that the inspection may still make speak
  }]
}
```
"""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final

from returnkit.decision import Decision, ItemDecision, OfferDecision, Reason

FORM: Final = 1


def shape(decision: Decision) -> dict[str, Any]:  # Any: what JSON holds
    """Return *decision* as plain values, ready for `json.dumps`."""
    return {
        "returnkit": FORM,
        "policy": decision.policy.id,
        "order": decision.order.number,
        "at": iso(decision.at),
        "items": [_item(decision, item) for item in decision.items],
    }


def iso(instant: datetime | None) -> str | None:
    """Return an instant in UTC as ISO 8601 with a `Z`."""
    return None if instant is None else instant.isoformat().replace("+00:00", "Z")


def _item(decision: Decision, item: ItemDecision) -> dict[str, Any]:
    line = decision.order.line(item.line_id)
    return {
        "line": item.line_id,
        "title": line.title if line else None,
        "quantity": item.item.quantity,
        "stated_reason": item.item.reason,
        "stated_condition": item.item.condition,
        "verdict": item.verdict.value,
        "open_until": iso(item.open_until),
        "reason": _reason(item.reason) if item.reason else None,
        "refusals": [_reason(reason) for reason in item.refusals],
        "offers": [_offer(offer) for offer in item.offers],
        "missing": list(item.missing),
        "subject_to": list(item.subject_to),
    }


def _reason(reason: Reason) -> dict[str, Any]:
    return {"code": reason.code.value, "rule": reason.rule}


def _offer(offer: OfferDecision) -> dict[str, Any]:
    return {
        "name": offer.name,
        "gives": offer.gives.value,
        "statuses": [status.value for status in offer.statuses],
        "opens": iso(offer.opens),
        "closes": iso(offer.closes),
        "closes_earliest": iso(offer.closes_earliest),
        "is_closing_certain": offer.is_closing_certain,
        "accepted_until": iso(offer.accepted_until),
        "goods_back_by": iso(offer.goods_back_by),
        "assumed": offer.assumed,
        "calendars": list(offer.calendars),
        "window_rule": offer.window_rule,
        "reasons": [_reason(reason) for reason in offer.reasons],
        "reviewed_by": list(offer.reviewed_by),
    }
