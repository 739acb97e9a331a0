"""Shape: a decision as JSON, in a form that stays.

Keys are only ever added; `returnkit` is raised when one has to change. Instants are ISO 8601 in UTC with a
`Z`. What is not known or does not apply is null, never left out. It names rules: it is for staff and
systems, not for shoppers.

```
{
  "returnkit": 1,
  "policy": "rei-us", "order": "#1042", "at": "2026-12-05T18:00:00Z",
  "policy_hash": …,                     sha256 of what the policy says, the same in every notation
  "zone_data": "2025b",                 the version of the time zone data; "unknown" where it is not told
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
      "reasons": [], "reviewed_by": [],
      "floor": null,                    the floor that grants it
      "terms": [{
        "kind": "fee", "name": "restocking", "source": "rei-us",
        "possible": [{"rule": …, "effect": …}]  effect: as the policy writes it; null is waived, or none
      }]
    }],
    "missing": [],                      names of facts that leave the answer open
    "subject_to": [],                   rules that the inspection may still make speak
    "demands": [{
      "name": "photo", "wanted": "1..5", "before": "decision", "rule": …, "offers": ["refund"],
      "is_met": false, "is_certain": true
    }],
    "doors": [{"method": "store", "possible": [true], "rules": []}]
  }],
  "terms": [{"offer": "refund", …}],    of the whole return, as those of an offer
  "approval": "manual", "approved_by": null
}
```
"""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Any, Final

from returnkit.decision import Decision, Demand, Effect, ItemDecision, OfferDecision, Reason, Term
from returnkit.model import Frozen
from returnkit.policy import Evidence

FORM: Final = 1


def shape(decision: Decision) -> dict[str, Any]:  # Any: what JSON holds
    """Return *decision* as plain values, ready for `json.dumps`."""
    return {
        "returnkit": FORM,
        "policy": decision.policy.id,
        "order": decision.order.number,
        "at": iso(decision.at),
        "policy_hash": decision.policy_hash,
        "zone_data": decision.zone_data,
        "items": [_item(decision, item) for item in decision.items],
        "terms": [{"offer": each.offer} | _term(each.term) for each in decision.terms],
        "approval": decision.approval.value,
        "approved_by": decision.approved_by,
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
        "demands": [_demand(demand) for demand in item.demands],
        "doors": [
            {"method": door.method, "possible": list(door.possible), "rules": list(door.rules)}
            for door in item.doors
        ],
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
        "floor": offer.floor,
        "terms": [_term(term) for term in offer.terms],
    }


def _term(term: Term) -> dict[str, Any]:
    possible = [{"rule": said.rule, "effect": _effect(said.effect)} for said in term.possible]
    return {"kind": term.kind.value, "name": term.name, "source": term.source, "possible": possible}


def _effect(effect: Effect | None) -> Any:
    if isinstance(effect, Frozen):
        written = effect.model_dump(mode="json")
        return {key: value for key, value in written.items() if value is not None}
    return format(effect, "f") if isinstance(effect, Decimal) else effect


def _demand(demand: Demand) -> dict[str, Any]:
    wanted = demand.wanted
    return {
        "name": wanted.name,
        "wanted": str(wanted) if isinstance(wanted, Evidence) else wanted.text,
        "before": demand.before.value,
        "rule": demand.rule,
        "offers": list(demand.offers),
        "is_met": demand.is_met,
        "is_certain": demand.is_certain,
    }
