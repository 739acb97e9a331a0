"""Writers: where the facts keep what is told under a name, one writer a name.

A name without a writer is computed from others. It is told over the facts, see `told`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any, Final, TypeAlias

from returnkit.expr.schema import is_unknown
from returnkit.facts import Resolution, TenderKind
from returnkit.money import Money

from .draft import Draft

Writer: TypeAlias = Callable[[Draft, Any], None]
"""Writes a value that is told into a draft. Any: each name has its own kind of value."""


def _to(section: str, attribute: str) -> Writer:
    """Return a writer of a field as it is; not known is as if nothing were told."""

    def write(draft: Draft, value: Any) -> None:
        getattr(draft, section)[attribute] = None if is_unknown(value) else value

    return write


def _count(section: str, attribute: str) -> Writer:
    def write(draft: Draft, value: Any) -> None:
        getattr(draft, section)[attribute] = None if value is None or is_unknown(value) else int(value)

    return write


def _money(section: str, attribute: str) -> Writer:
    def write(draft: Draft, value: Any) -> None:
        getattr(draft, section)[attribute] = None if value is None else Money.of(value, draft.currency)

    return write


def _paid_by(draft: Draft, value: Any) -> None:
    if is_unknown(value):
        draft.order["tenders"] = None
        return
    kinds = [word for word in sorted(value) if word in list(TenderKind)]
    programs = [word for word in sorted(value) if word not in kinds]
    # A word that names no kind is the programme of a card, or of what else is told.
    first = kinds.pop(0) if kinds else "card"
    tenders: list[dict[str, Any]] = [{"kind": TenderKind(first), "program": word} for word in programs]
    if value:
        tenders = tenders or [{"kind": TenderKind(first)}]
    draft.order["tenders"] = tuple(tenders + [{"kind": TenderKind(kind)} for kind in kinds])


def _by_gift_card_only(draft: Draft, value: Any) -> None:
    if "order.paid_by" not in draft.given:
        kind = TenderKind.GIFT_CARD if value is True else TenderKind.CARD
        draft.order["tenders"] = None if is_unknown(value) else ({"kind": kind},)


def _has_discount(draft: Draft, value: Any) -> None:
    is_of_line = draft.given.keys() & {"item.discount_percent", "item.unit_paid"}
    if value and not is_of_line:
        draft.prices.setdefault("discount_percent", Decimal(10))


def _resolution(draft: Draft, value: Any) -> None:
    draft.request["resolution"] = None if is_unknown(value) else Resolution(value)


def _evidence(draft: Draft, value: Any) -> None:
    counts = draft.item.setdefault("evidence", {})
    for kind in value:
        counts.setdefault(kind, 1)


def _photos(draft: Draft, value: Any) -> None:
    draft.item.setdefault("evidence", {})["photo"] = int(value)


def _fault(draft: Draft, value: Any) -> None:
    _reason_of(draft, "fault", value)


def _reason_parent(draft: Draft, value: Any) -> None:
    _reason_of(draft, "reason_parent", value)


def _reason_of(draft: Draft, attribute: str, value: Any) -> None:
    if "request.reason" not in draft.given:
        draft.item["reason"] = None
        if not is_unknown(value):
            draft.item[f"reason_by_{attribute}"] = value


def _is_bundle_complete(draft: Draft, value: Any) -> None:
    if not value:
        draft.line.setdefault("bundle", "set-1")
        draft.units["rest_of_set"] = 1


def _is_returned_in_full(draft: Draft, value: Any) -> None:
    if not value:
        draft.units["more_left"] = 1


def _is_add_on(draft: Draft, value: Any) -> None:
    draft.units["is_add_on"] = value


def _quantity_of_request(draft: Draft, value: Any) -> None:
    draft.units["asked"] = int(value)


def _value_of_request(draft: Draft, value: Any) -> None:
    draft.prices["value"] = Money.of(value, draft.currency)


def _price(attribute: str) -> Writer:
    def write(draft: Draft, value: Any) -> None:
        draft.prices[attribute] = Money.of(value, draft.currency)

    return write


def _discount_percent(draft: Draft, value: Any) -> None:
    draft.prices["discount_percent"] = value


def _components(draft: Draft, value: Any) -> None:
    draft.line["components"] = value


_ORDER: Final = {
    **{
        f"order.{field}": _to("order", field)
        for field in (
            *("number", "placed_at", "invoiced_at", "currency", "channel", "market", "location_id"),
            *("tags", "is_cancelled", "shipped_at", "delivered_at", "ready_at", "collected_at"),
            *("last_scan_at", "payment_status"),
        )
    },
    **{f"order.{field}": _to("address", field) for field in ("country", "region", "postal_code")},
    "order.total": _money("order", "total"),
    "order.shipping_paid": _money("order", "shipping_paid"),
    "order.has_discount": _has_discount,
    "order.paid_by": _paid_by,
    "order.paid_by_gift_card_only": _by_gift_card_only,
    "order.quantity_ordered": _count("units", "of_order"),
    "order.promised_lead_days": _count("order", "promised_lead_days"),
    "order.promised_transit_days": _count("order", "promised_transit_days"),
}

_ITEM: Final = {
    **{
        f"item.{field}": _to("line", field)
        for field in (
            *("title", "sku", "category", "vendor", "brand", "product_id", "variant_id", "tags"),
            *("is_gift_card", "is_free_gift", "is_final_sale", "is_personalised", "is_made_to_order"),
            *("is_special_order", "requires_shipping", "sold_condition", "bundle"),
        )
    },
    **{
        f"item.{name}": _count("units", name)
        for name in ("quantity", "quantity_ordered", "quantity_left", "quantity_shipped")
    },
    "item.unit_price": _price("unit_price"),
    "item.unit_paid": _price("unit_paid"),
    "item.discount_percent": _discount_percent,
    "item.lowest_recent_price": _money("line", "lowest_recent_price"),
    "item.weight_grams": _count("line", "weight_grams"),
    "item.is_add_on": _is_add_on,
    "item.components": _components,
    "item.is_returned_in_full": _is_returned_in_full,
    "item.seller_id": _to("seller", "id"),
    "item.seller_type": _to("seller", "type"),
    "item.seller_window_days": _count("seller", "window_days"),
    "item.seller_country": _to("seller", "country"),
}

_CUSTOMER: Final = {
    f"customer.{field}": _to("customer", field) for field in ("is_guest", "tags", "tier", "registered_at")
}

_REQUEST: Final = {
    **{
        f"request.{field}": _to("item", field) for field in ("reason", "condition", "is_opened", "components")
    },
    **{
        f"request.{field}": _to("request", field)
        for field in ("method", "location_id", "is_gift_return", "has_proof_of_purchase")
    },
    **{f"request.{field}": _to("place", field) for field in ("country", "region")},
    "request.resolution": _resolution,
    "request.evidence": _evidence,
    "request.photos": _photos,
    "request.is_bundle_complete": _is_bundle_complete,
    "request.quantity": _quantity_of_request,
    "request.value": _value_of_request,
    "request.fault": _fault,
    "request.reason_parent": _reason_parent,
}

_INSPECTION: Final = {
    **{
        f"inspection.{field}": _to("inspection", field)
        for field in (
            *("grade", "is_worn", "is_damaged", "is_wrong_item", "is_serial_mismatch", "is_tag_missing"),
            *("has_missing_parts", "is_reason_confirmed"),
        )
    },
    **{f"inspection.{field}": _count("inspection", field) for field in ("received_quantity", "weight_grams")},
}

_HISTORY: Final = {
    **{f"history.returns_{days}d": _count("past", f"returns_{days}d") for days in (7, 30, 90, 365)},
    "history.orders_365d": _count("past", "orders_365d"),
    "history.settled_orders_365d": _count("past", "settled_orders_365d"),
    "history.returns_of_order": _count("past", "returns_of_order"),
}

WRITERS: Final[Mapping[str, Writer]] = _ORDER | _ITEM | _CUSTOMER | _REQUEST | _INSPECTION | _HISTORY
"""By name. What has none is computed from others, or is of a shop's own."""
