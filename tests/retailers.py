"""Retailers: their cases as facts. Names are mapped and gaps filled; nothing is read of what is expected."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from returnkit import facts
from returnkit.clock import to_utc
from returnkit.ids import CustomerId
from returnkit.policy import Policy
from tests.builders import a_line, a_request, an_item, an_order

Case = Mapping[str, Any]  # Any: JSON

CHANNELS: Final = {"online": "web"}
TENDERS: Final = {
    "cash": "cash",
    "credit_card": "card",
    "gift_card": "gift_card",
    "mobile_phone_bill": "mobile_bill",
}
CONDITIONS: Final = {
    "used, not worn out, not damaged": "used",
    "as delivered": "unused",
    "unassembled, original packaging": "unassembled",
}
WISHES: Final = {"original_payment": "refund"}
FINDINGS: Final = ("damaged", "dirty", "stained", "tag_missing")
TAKEN: Final = facts.LineItem.model_fields.keys() | {
    "ordered_on", "delivered_on", "delivered_at", "channel", "paid_with", "purchase_state",
    "price", "special_order", "condition", "opened", *FINDINGS,
    "requested_on", "requested_at", "reason", "return_channel", "resolution", "refund_method_chosen",
    "return_state", "store_region", "returned_components",
}  # fmt: skip
"""What has a place in the model; the rest is what the shop knows of the order and its line."""


def facts_of(case: Case, policy: Policy) -> dict[str, Any]:  # Any: each fact has its own type
    """Return what `decide` takes beside *policy*, in its zone and currency."""
    order, item, customer, asked = (case[part] for part in ("order", "item", "customer", "request"))
    line, delivered = _line(item, policy.currency), _instant(order, "delivered", policy)
    wish = asked.get("refund_method_chosen", asked["resolution"])
    counters = {key.removeprefix("prior_"): n for key, n in customer.items() if key.startswith("prior_")}
    history = facts.ReturnHistory(counters=counters, household_counters=counters)
    made = an_order(
        [line],
        placed_at=_instant(order, "ordered", policy),
        shipped_at=delivered,
        delivered_at=delivered,
        currency=policy.currency,
        channel=CHANNELS.get(order["channel"], order["channel"]),
        payment=facts.Payment(tenders=(_tender(order["paid_with"]),)),
        shipping_address=_place(order.get("purchase_state")),
        customer=facts.Customer(id=CustomerId("customer"), tags=frozenset(), tier=_tier(customer)),
        attributes=_rest({**order, **asked}),  # fees and labels are no answers of the shopper
    )
    request = a_request(
        _asked_back(line, item, asked),
        resolution=facts.Resolution(WISHES.get(wish, wish)),
        method=asked["return_channel"],
        ships_from=_place(asked.get("return_state") or asked.get("store_region")),
        proof_of_purchase=customer.get("proof_of_purchase", True),
        evidence={"photo_id": 1} if customer.get("photo_id") else {},
    )
    found = {"order": made, "request": request, "at": _instant(asked, "requested", policy)}
    return found | {"history": history, "inspections": (_inspection(item),)}


def _instant(part: Case, event: str, policy: Policy) -> datetime:
    """Return when *event* was; a civil date stands for its noon in the zone of *policy*."""
    if given := part.get(f"{event}_at"):
        return to_utc(datetime.fromisoformat(given))
    return to_utc(datetime.fromisoformat(part[f"{event}_on"]).replace(hour=12, tzinfo=policy.zone))


def _rest(part: Case) -> facts.Attributes:
    return facts.Attributes({key: value for key, value in part.items() if key not in TAKEN})


def _line(item: Case, currency: str) -> facts.LineItem:
    fields = {key: value for key, value in item.items() if key in facts.LineItem.model_fields}
    if "bundle" in item:
        fields["bundle"] = facts.Bundle(id="set", components=frozenset(item["bundle"]))
    fields["is_special_order"] = item.get("special_order", False)
    fields["is_gift_card"] = item["category"] == "gift_card"
    return a_line(price=item["price"], currency=currency, attributes=_rest(item), **fields)


def _asked_back(line: facts.LineItem, item: Case, asked: Case) -> facts.RequestedItem:
    condition = CONDITIONS.get(item.get("condition", ""), item.get("condition"))
    parts = frozenset(asked["returned_components"]) if "returned_components" in asked else None
    said = {"reason": asked["reason"], "is_opened": item.get("opened"), "components": parts}
    answers = facts.Attributes({"condition": condition} if condition else {})
    return an_item(line, line.quantity, answers=answers, **said)


def _tier(customer: Case) -> str | None:
    tier = customer.get("tier", "member" if customer.get("member") else "none")
    return None if tier == "none" else tier


def _tender(word: str) -> facts.Tender:  # a word that names no kind is the programme of a card
    kind = facts.TenderKind(TENDERS.get(word, "card"))
    return facts.Tender(kind=kind, program=None if word in TENDERS else word)


def _place(code: str | None) -> facts.Address | None:
    return facts.Address(country="US", region=code.removeprefix("US-")) if code else None


def _inspection(item: Case) -> facts.Inspection | None:  # at the counter; what is not named was not found
    if not any(finding in item for finding in FINDINGS):
        return None
    found = {f"is_{finding}": item.get(finding, False) for finding in FINDINGS}
    standard = {key: found.pop(key) for key in ("is_damaged", "is_tag_missing")}
    return facts.Inspection(has_missing_parts=False, answers=facts.Attributes(found), **standard)
