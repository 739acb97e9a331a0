"""Writers: where the facts keep what is told under a name, one writer a name.

A name without a writer is computed from others. It is told over the facts, see `told`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any, Final, TypeAlias

from returnkit.expr.schema import is_unknown
from returnkit.facts import Resolution, SoldCondition, TenderKind
from returnkit.money import Money

from .draft import Draft
from .keys import COUNTED

Writer: TypeAlias = Callable[[Draft, Any], None]
"""Writes a value that is told into a draft. Any: each name has its own kind of value."""

_KINDS: Final = frozenset(kind.value for kind in TenderKind)
_SOME_PERCENT: Final = Decimal(10)


def _field(section: str, attribute: str, convert: Callable[[Any], object] = lambda value: value) -> Writer:
    """Return a writer of a field; what is not known or null is left empty."""

    def write(draft: Draft, value: Any) -> None:
        is_empty = is_unknown(value) or value is None
        getattr(draft, section)[attribute] = None if is_empty else convert(value)

    return write


def _fields(root: str, section: str, *attributes: str) -> dict[str, Writer]:
    return {f"{root}.{attribute}": _field(section, attribute) for attribute in attributes}


def _money(section: str, attribute: str) -> Writer:
    def write(draft: Draft, value: Any) -> None:
        getattr(draft, section)[attribute] = None if value is None else Money.of(value, draft.currency)

    return write


def _units(name: str) -> Writer:
    def write(draft: Draft, value: Any) -> None:
        draft.units[name] = int(value)

    return write


def _past(name: str) -> Writer:
    def write(draft: Draft, value: Any) -> None:
        if not is_unknown(value):
            draft.past[name] = int(value)

    return write


def _paid_by(draft: Draft, value: Any) -> None:
    if is_unknown(value):
        draft.tenders = None
        return
    kinds = sorted(value & _KINDS)
    # A word that names no kind is the programme of a card, or of what else is told.
    first = kinds.pop(0) if kinds else "card"
    tenders = [{"kind": first, "program": word} for word in sorted(value - _KINDS)]
    alone = [] if tenders or not value else [{"kind": first}]
    draft.tenders = (*tenders, *alone, *({"kind": kind} for kind in kinds))


def _by_gift_card_only(draft: Draft, value: Any) -> None:
    if "order.paid_by" not in draft.given:
        draft.tenders = None if is_unknown(value) else ({"kind": "gift_card" if value else "card"},)


def _has_discount(draft: Draft, value: Any) -> None:
    if value and draft.given.keys().isdisjoint(("item.discount_percent", "item.unit_paid")):
        draft.discount_percent = _SOME_PERCENT


def _discount_percent(draft: Draft, value: Any) -> None:
    draft.discount_percent = value


def _kinds_of_evidence(draft: Draft, value: Any) -> None:
    draft.item["evidence"] = dict.fromkeys(sorted(value), 1) | draft.item.get("evidence", {})


def _photos(draft: Draft, value: Any) -> None:
    draft.item.setdefault("evidence", {})["photo"] = int(value)


def _reason_like(attribute: str) -> Writer:
    def write(draft: Draft, value: Any) -> None:
        if "request.reason" not in draft.given:
            draft.item["reason"] = None
            if not is_unknown(value):
                draft.reason[attribute] = value

    return write


def _is_bundle_complete(draft: Draft, value: Any) -> None:
    if not value:
        draft.line.setdefault("bundle", "set-1")
        draft.units["rest_of_set"] = 1


def _is_returned_in_full(draft: Draft, value: Any) -> None:
    if not value:
        draft.units["more_left"] = 1


_ORDER: Final[Mapping[str, Writer]] = {
    **_fields(
        *("order", "order", "number", "placed_at", "invoiced_at", "currency", "channel", "market"),
        *("location_id", "tags", "is_cancelled", "shipped_at", "delivered_at", "ready_at", "collected_at"),
        *("last_scan_at", "payment_status"),
    ),
    **_fields("order", "address", "country", "region", "postal_code"),
    "order.total": _money("order", "total"),
    "order.shipping_paid": _money("order", "shipping_paid"),
    "order.has_discount": _has_discount,
    "order.paid_by": _paid_by,
    "order.paid_by_gift_card_only": _by_gift_card_only,
    "order.quantity_ordered": _units("of_order"),
    "order.promised_lead_days": _field("order", "promised_lead_days", int),
    "order.promised_transit_days": _field("order", "promised_transit_days", int),
}

_ITEM: Final[Mapping[str, Writer]] = {
    **_fields(
        *("item", "line", "title", "sku", "category", "vendor", "brand", "product_id", "variant_id", "tags"),
        *("is_gift_card", "is_free_gift", "is_final_sale", "is_personalised", "is_made_to_order"),
        *("is_special_order", "requires_shipping", "bundle", "components"),
    ),
    **{
        f"item.{name}": _units(name)
        for name in ("quantity", "quantity_ordered", "quantity_left", "quantity_shipped", "is_add_on")
    },
    "item.sold_condition": _field("line", "sold_condition", SoldCondition),
    "item.unit_price": _money("prices", "unit_price"),
    "item.unit_paid": _money("prices", "unit_paid"),
    "item.discount_percent": _discount_percent,
    "item.lowest_recent_price": _money("line", "lowest_recent_price"),
    "item.weight_grams": _field("line", "weight_grams", int),
    "item.is_returned_in_full": _is_returned_in_full,
    "item.seller_id": _field("seller", "id"),
    "item.seller_type": _field("seller", "type"),
    "item.seller_window_days": _field("seller", "window_days", int),
    "item.seller_country": _field("seller", "country"),
}

_REQUEST: Final[Mapping[str, Writer]] = {
    **_fields("request", "item", "reason", "condition", "is_opened", "components"),
    **_fields("request", "request", "method", "location_id", "is_gift_return"),
    **_fields("request", "place", "country", "region"),
    "request.has_proof_of_purchase": _field("request", "proof_of_purchase"),
    "request.resolution": _field("request", "resolution", Resolution),
    "request.evidence": _kinds_of_evidence,
    "request.photos": _photos,
    "request.is_bundle_complete": _is_bundle_complete,
    "request.quantity": _units("asked"),
    "request.value": _money("prices", "value"),
    "request.fault": _reason_like("fault"),
    "request.reason_parent": _reason_like("reason_parent"),
}

_INSPECTION: Final[Mapping[str, Writer]] = {
    **_fields(
        *("inspection", "inspection", "grade", "is_worn", "is_damaged", "is_wrong_item"),
        *("is_serial_mismatch", "is_tag_missing", "has_missing_parts", "is_reason_confirmed"),
    ),
    "inspection.received_quantity": _field("inspection", "received_quantity", int),
    "inspection.weight_grams": _field("inspection", "weight_grams", int),
}

WRITERS: Final[Mapping[str, Writer]] = {
    **_ORDER,
    **_ITEM,
    **_fields("customer", "customer", "is_guest", "tags", "tier", "registered_at"),
    **_REQUEST,
    **_INSPECTION,
    **{path: _past(path.partition(".")[2]) for path in COUNTED},
}
"""By name. What has none is computed from others, or is of a shop's own."""
