"""Goods: the lines of the order, their parcel, and what of them is asked back."""

from __future__ import annotations

from fractions import Fraction
from math import floor
from typing import Final

from returnkit.facts import (
    Attributes,
    Bundle,
    Fulfillment,
    FulfillmentStatus,
    LineItem,
    LineQuantity,
    ReasonCatalogue,
    RequestedItem,
    Seller,
    SellerType,
)
from returnkit.ids import FulfillmentId, LineId
from returnkit.money import Money

from .draft import Draft, Fields

LINE: Final = LineId("line-1")
"""The line that a situation is about."""
EVENTS_OF_PARCEL: Final = ("shipped_at", "delivered_at", "ready_at", "collected_at", "last_scan_at")
"""Fields of a draft's order that its parcel keeps."""
_OTHER: Final = LineId("line-2")
_REST_OF_SET: Final = LineId("line-3")
_PRICE, _OTHER_PRICE = 40, 10  # in major units
_HUNDRED: Final = 100  # percent
_NO_REASON: Final = "something_else"
"""A reason of no catalogue."""


def lines_of(draft: Draft) -> tuple[LineItem, ...]:
    """Return the lines of the order: the one that is asked about first, then what else is told of."""
    units, asked = draft.units, draft.units.get("quantity", 1)
    ordered = units.get("quantity_ordered", asked)
    left = units.get("quantity_left", max(asked, ordered) + units.get("more_left", 0))
    ordered = units.get("quantity_ordered", max(left, asked))
    line = _line(draft, ordered, min(left, ordered))
    others: list[LineItem] = []
    more = max(units.get("of_order", 0) - ordered, _asked_besides(draft), units.get("is_add_on", 0))
    if more > 0:
        others.append(_something_else(draft, _OTHER, more))
    if units.get("rest_of_set"):
        others.append(_something_else(draft, _REST_OF_SET, 1).evolve(bundle=line.bundle))
    if units.get("is_add_on"):
        line = line.evolve(add_on_of=_OTHER)
    return (line, *others)


def items_of(
    draft: Draft, lines: tuple[LineItem, ...], reasons: ReasonCatalogue
) -> tuple[RequestedItem, ...]:
    """Return what is asked back: the item, and what else makes up the quantity of the request."""
    fields = draft.item
    if draft.reason:
        fields = {**fields, "reason": _reason(reasons, draft.reason)}
    item = RequestedItem(
        line_id=LINE,
        quantity=draft.units.get("quantity", 1),
        answers=Attributes(draft.attributes["answers"]),
        staff_answers=Attributes(draft.attributes["staff_answers"]),
        **fields,
    )
    more = _asked_besides(draft)
    return (item,) if more <= 0 else (item, item.evolve(line_id=lines[1].id, quantity=more))


def parcels_of(draft: Draft, lines: tuple[LineItem, ...]) -> tuple[Fulfillment, ...]:
    """Return the one parcel of all lines; none where nothing left, as far as is known."""
    known: Fields = {name: draft.order.get(name) for name in EVENTS_OF_PARCEL}
    sent = draft.units.get("quantity_shipped")
    parts = [
        LineQuantity(line_id=line.id, quantity=units)
        for line in lines
        if (units := sent if sent is not None and line.id == LINE else line.quantity) > 0
    ]
    if not any(known.values()) or not parts:
        return ()
    status = FulfillmentStatus.DELIVERED if known["delivered_at"] else FulfillmentStatus.SHIPPED
    return (Fulfillment(id=FulfillmentId("parcel-1"), status=status, lines=tuple(parts), **known),)


def _asked_besides(draft: Draft) -> int:
    return draft.units.get("asked", 0) - draft.units.get("quantity", 1)


def _reason(reasons: ReasonCatalogue, wanted: dict[str, str | None]) -> str | None:
    """Return the first reason whose fault and group are as *wanted*, or None."""
    for reason in reasons.reasons:
        fault = reasons.fault(reason.code)
        found = {"fault": fault and fault.value, "reason_parent": reasons.group(reason.code)}
        if all(found[attribute] == value for attribute, value in wanted.items()):
            return reason.code
    return _NO_REASON if all(value is None for value in wanted.values()) else None


def _line(draft: Draft, ordered: int, left: int) -> LineItem:
    fields = dict(draft.line)
    components, bundle = fields.pop("components", None) or frozenset(), fields.pop("bundle", None)
    if bundle or components:
        fields["bundle"] = Bundle(id=bundle or "set-1", components=components)
    seller = {name: value for name, value in draft.seller.items() if value is not None}
    if seller:
        kind = SellerType(seller.pop("type", SellerType.OWN))
        fields["seller"] = Seller(**{"id": "seller-1", **seller}, type=kind)
    price, discount = _price(draft, ordered)
    return LineItem(
        id=LINE,
        quantity=ordered,
        current_quantity=left,
        unit_price=price,
        discount=discount,
        tax=Money.zero(draft.currency),
        attributes=Attributes(draft.attributes["item"]),
        **fields,
    )


def _price(draft: Draft, ordered: int) -> tuple[Money, Money]:
    """Return the unit price and the line's discount that what is told of them leads to."""
    # Fractions: the product of two long numbers is longer than a decimal holds.
    told, percent = draft.prices, Fraction(draft.discount_percent or 0)
    price, paid = told.get("unit_price"), told.get("unit_paid")
    if price is None and paid is None and "value" in told:
        units = max(draft.units.get("asked", 0), draft.units.get("quantity", 1))
        paid = Money(told["value"].minor // units, draft.currency)
    if paid is None:
        price = price if price is not None else Money.of(_PRICE, draft.currency)
        return price, Money(_rounded(price.minor * ordered * percent / _HUNDRED), draft.currency)
    if price is None:
        share = _HUNDRED - percent
        price = Money(_rounded(paid.minor * _HUNDRED / share), draft.currency) if share else paid
    return price, Money(max(price.minor - paid.minor, 0) * ordered, draft.currency)


def _rounded(number: Fraction) -> int:
    return floor(number + Fraction(1, 2))


def _something_else(draft: Draft, id: LineId, quantity: int) -> LineItem:
    zero = Money.zero(draft.currency)
    return LineItem(
        id=id,
        title="Something else",
        tags=frozenset(),
        quantity=quantity,
        current_quantity=quantity,
        unit_price=Money.of(_OTHER_PRICE, draft.currency),
        discount=zero,
        tax=zero,
    )
