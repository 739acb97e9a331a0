"""Models: the order, the request and the inspection that a draft becomes."""

from __future__ import annotations

from typing import Final

from returnkit.facts import (
    Address,
    Attributes,
    Customer,
    Inspection,
    LineItem,
    Order,
    Payment,
    ReasonCatalogue,
    ReturnRequest,
    Shipping,
    Tender,
    TenderKind,
    sums_of,
)
from returnkit.ids import CustomerId, OrderId
from returnkit.money import Money

from .draft import Draft
from .goods import EVENTS_OF_PARCEL, items_of, lines_of, parcels_of

_ORDER: Final = OrderId("order-1")


def order_of(draft: Draft) -> Order:
    """Return the order."""
    fields = {name: value for name, value in draft.order.items() if name not in EVENTS_OF_PARCEL}
    lines, zero = lines_of(draft), Money.zero(draft.currency)
    delivery: Money | None = fields.pop("shipping_paid", None)
    shipping = None if delivery is None else Shipping(price=delivery, discount=zero, tax=zero)
    total: Money | None = fields.pop("total", None)
    return Order(
        id=_ORDER,
        total=sums_of(lines, draft.currency, shipping=shipping).total if total is None else total,
        lines=lines,
        fulfillments=parcels_of(draft, lines),
        shipping=shipping,
        payment=_payment(draft, fields.pop("payment_status", None)),
        customer=Customer(
            id=CustomerId("customer-1"), attributes=Attributes(draft.attributes["customer"]), **draft.customer
        ),
        shipping_address=None if draft.address.get("country") is None else Address(**draft.address),
        attributes=Attributes(draft.attributes["order"]),
        **fields,
    )


def request_of(draft: Draft, lines: tuple[LineItem, ...], reasons: ReasonCatalogue) -> ReturnRequest:
    """Return the request; *reasons* tells which reason has the fault or the group that is told."""
    place = None
    if draft.place:
        fields = {"country": draft.address.get("country") or "US", **draft.place}
        place = Address(**fields)
    return ReturnRequest(
        items=items_of(draft, lines, reasons),
        ships_from=place,
        # Read of the whole return where a name is not one of items.
        answers=Attributes(draft.attributes["answers"]),
        staff_answers=Attributes(draft.attributes["staff_answers"]),
        **draft.request,
    )


def inspection_of(draft: Draft) -> Inspection | None:
    """Return what was found; None where nothing is told of it."""
    fields = dict(draft.inspection)
    if "inspection" in draft.given or not fields:
        return None
    return Inspection(answers=Attributes(fields.pop("answers", {})), **fields)


def _payment(draft: Draft, status: str | None) -> Payment:
    tenders = draft.tenders
    if tenders is None:
        return Payment(status=status, tenders=None)
    paid = (Tender(kind=TenderKind(each["kind"]), program=each.get("program")) for each in tenders)
    return Payment(status=status, tenders=tuple(paid))
