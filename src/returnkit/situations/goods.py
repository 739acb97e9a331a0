"""Goods: the lines of the order, the parcel and what of them is asked back, from a draft."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import Any, Final

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
    SoldCondition,
)
from returnkit.ids import FulfillmentId, LineId
from returnkit.money import Money

from .draft import Draft

LINE: Final = LineId("line-1")
"""The line that a situation is about."""
_OTHER: Final = LineId("line-2")
_SET: Final = LineId("line-3")
_PRICE: Final = "40.00"
_HUNDRED: Final = Decimal(100)


def lines_of(draft: Draft) -> tuple[LineItem, ...]:
    """Return the lines of the order: the one that is asked about first, then what else is told of."""
    units = draft.units
    asked = units.get("quantity") or 1
    left = units.get("quantity_left")
    if left is None:
        left = max(asked, units.get("quantity_ordered") or asked) + units.get("more_left", 0)
    ordered = units.get("quantity_ordered") or max(left, asked)
    line = _line(draft, ordered, min(left, ordered))
    others: list[LineItem] = []
    more = (units.get("of_order") or 0) - ordered
    if not others and (more > 0 or units.get("is_add_on") or _more_asked(draft) > 0):
        others.append(_other(draft, _OTHER, max(more, _more_asked(draft), 1)))
    if units.get("rest_of_set"):
        others.append(_other(draft, _SET, 1).evolve(bundle=line.bundle))
    if units.get("is_add_on"):
        line = line.evolve(add_on_of=_OTHER)
    return (line, *others)


def items_of(
    draft: Draft, lines: tuple[LineItem, ...], reasons: ReasonCatalogue
) -> tuple[RequestedItem, ...]:
    """Return what is asked back: the item, and what else makes up the quantity of the request."""
    fields = dict(draft.item)
    wanted = {
        attribute: fields.pop(f"reason_by_{attribute}")
        for attribute in ("fault", "reason_parent")
        if f"reason_by_{attribute}" in fields
    }
    if wanted:
        fields["reason"] = _reason(reasons, wanted)
    fields["answers"] = Attributes(draft.attributes.get("answers", {}))
    fields["staff_answers"] = Attributes(draft.attributes.get("staff_answers", {}))
    item = RequestedItem(line_id=LINE, quantity=draft.units.get("quantity") or 1, **fields)
    more = _more_asked(draft)
    if more <= 0:
        return (item,)
    return (item, item.evolve(line_id=lines[1].id, quantity=more))


def parcels_of(draft: Draft, lines: tuple[LineItem, ...]) -> tuple[Fulfillment, ...]:
    """Return the one parcel of all lines; none where nothing left, as far as is known."""
    order = draft.order
    events = {
        name: order.get(name)
        for name in ("shipped_at", "delivered_at", "ready_at", "collected_at", "last_scan_at")
    }
    shipped = draft.units.get("quantity_shipped")
    parts = tuple(
        LineQuantity(line_id=line.id, quantity=count)
        for line in lines
        if (count := line.quantity if shipped is None or line.id != LINE else shipped) > 0
    )
    if not any(events.values()) or not parts:
        return ()
    status = FulfillmentStatus.DELIVERED if events["delivered_at"] else FulfillmentStatus.SHIPPED
    return (Fulfillment(id=FulfillmentId("parcel-1"), status=status, lines=parts, **events),)


def _more_asked(draft: Draft) -> int:
    asked: int = draft.units.get("asked") or 0
    return asked - (draft.units.get("quantity") or 1)


def _reason(reasons: ReasonCatalogue, wanted: dict[str, Any]) -> str | None:
    """Return the first reason of *reasons* whose fault and group are as *wanted*; else one of no catalogue."""
    for reason in reasons.reasons:
        fault = reasons.fault(reason.code)
        found = {"fault": fault and fault.value, "reason_parent": reasons.group(reason.code)}
        if all(found[attribute] == value for attribute, value in wanted.items()):
            return reason.code
    return "something_else" if all(value is None for value in wanted.values()) else None


def _line(draft: Draft, ordered: int, left: int) -> LineItem:
    fields = dict(draft.line)
    components = fields.pop("components", frozenset())
    bundle = fields.pop("bundle", None)
    if bundle or components:
        fields["bundle"] = Bundle(id=bundle or "set-1", components=components)
    if "sold_condition" in fields:
        fields["sold_condition"] = SoldCondition(fields["sold_condition"])
    if any(value is not None for value in draft.seller.values()):
        seller = dict(draft.seller)
        kind = SellerType(seller.pop("type", None) or "own")
        fields["seller"] = Seller(**{"id": "seller-1"} | _told(seller), type=kind)
    price, discount = _price(draft, ordered)
    zero = Money.zero(draft.currency)
    return LineItem(
        id=LINE,
        quantity=ordered,
        current_quantity=left,
        unit_price=price,
        discount=discount,
        tax=zero,
        attributes=Attributes(draft.attributes.get("line", {})),
        **fields,
    )


def _told(fields: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value is not None}


def _price(draft: Draft, ordered: int) -> tuple[Money, Money]:
    """Return the unit price and the line's discount that what is told of them leads to."""
    told, zero = draft.prices, Money.zero(draft.currency)
    price, paid, percent = told.get("unit_price"), told.get("unit_paid"), told.get("discount_percent")
    if "value" in told and price is None and paid is None:
        asked = max(draft.units.get("asked") or 0, draft.units.get("quantity") or 1)
        paid = Money(told["value"].minor // asked, draft.currency)
    if price is None and paid is None:
        price = Money.of(_PRICE if zero.decimal.as_tuple().exponent else _PRICE[:-3], draft.currency)
    if price is None and percent is not None and percent < _HUNDRED:
        price = Money(_rounded(paid.minor * _HUNDRED / (_HUNDRED - percent)), draft.currency)
    price = price if price is not None else paid
    if paid is not None:
        return price, Money(max(price.minor - paid.minor, 0) * ordered, draft.currency)
    if percent:
        return price, Money(_rounded(price.minor * ordered * percent / _HUNDRED), draft.currency)
    return price, zero


def _rounded(number: Decimal) -> int:
    return int(number.quantize(Decimal(1), ROUND_HALF_UP))


def _other(draft: Draft, id: LineId, quantity: int) -> LineItem:
    zero = Money.zero(draft.currency)
    price = Money.of("10.00" if zero.decimal.as_tuple().exponent else "10", draft.currency)
    return LineItem(
        id=id,
        title="Something else",
        tags=frozenset(),
        quantity=quantity,
        current_quantity=quantity,
        unit_price=price,
        discount=zero,
        tax=zero,
    )
