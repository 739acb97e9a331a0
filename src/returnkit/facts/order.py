"""Order: what was sold, sent, paid and refunded, with the amounts as the platform stored them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import cached_property
from typing import Self

from pydantic import Field, model_validator

from returnkit.ids import LineId, OrderId
from returnkit.model import Frozen
from returnkit.money import Money

from .customer import Address, Customer
from .fields import Amount, AttributeMap, Attributes, Count, Currency, Instant, Tags, Text
from .fulfillment import Fulfillment, LineQuantity
from .line import LineItem
from .payment import Discount, Payment, Refund, RefundedLine, Shipping
from .seller import Seller


class Order(Frozen):
    """An order as it stands.

    Attributes:
        id: The platform's identifier.
        number: What the shopper calls it, such as `#1001`.
        placed_at: When it was placed.
        invoiced_at: When it was invoiced, if known.
        currency: The shop's currency; every amount is in it.
        total: What was charged for the whole order, before refunds.
        lines: At least one.
        fulfillments: Shipments, oldest first.
        refunds: Refunds already made, oldest first.
        discounts: Discounts by code or title.
        shipping: What was paid for delivery; None when nothing was charged.
        duties: Import duties charged.
        tip: Tip received.
        payment: What is known of the payment.
        prices_include_tax: Whether unit prices contain their tax.
        customer: None for a guest that the platform did not record.
        shipping_address: Where it went, if anywhere.
        seller: Who sells it; a line may name another. None when the platform does not say.
        channel: Where it was sold, such as `web`.
        market: The shop's market, such as `eu-north`.
        location_id: The store that sold it; None for no store.
        promised_lead_days: Days promised from the order to shipping, if any.
        promised_transit_days: Days promised from shipping to arrival, if any.
        tags: The shop's tags on the order.
        is_cancelled: Whether the whole order was cancelled.
        attributes: Custom values, read by declared `order.*` names.
    """

    id: OrderId
    number: Text
    placed_at: Instant
    invoiced_at: Instant | None = None
    currency: Currency
    total: Amount
    lines: tuple[LineItem, ...]
    fulfillments: tuple[Fulfillment, ...] = ()
    refunds: tuple[Refund, ...] = ()
    discounts: tuple[Discount, ...] = ()
    shipping: Shipping | None = None
    duties: Amount | None = None
    tip: Amount | None = None
    payment: Payment = Payment()
    prices_include_tax: bool = False
    customer: Customer | None = None
    shipping_address: Address | None = None
    seller: Seller | None = None
    channel: Text | None = None
    market: Text | None = None
    location_id: Text | None = None
    promised_lead_days: Count | None = None
    promised_transit_days: Count | None = None
    tags: Tags = frozenset()
    is_cancelled: bool = False
    attributes: AttributeMap = Field(default_factory=Attributes)

    @cached_property
    def _by_id(self) -> dict[LineId, LineItem]:
        return {line.id: line for line in self.lines}

    def line(self, line_id: LineId) -> LineItem | None:
        """Return the line of that id, or None."""
        return self._by_id.get(line_id)

    @model_validator(mode="after")
    def _there_is_at_least_one_line(self) -> Self:
        if not self.lines:
            raise ValueError("the order has no lines")
        return self

    @model_validator(mode="after")
    def _ids_are_unique(self) -> Self:
        for noun, ids in (
            ("line", [line.id for line in self.lines]),
            ("fulfilment", [shipment.id for shipment in self.fulfillments]),
            ("refund", [refund.id for refund in self.refunds]),
        ):
            twice = [id for id, count in Counter(ids).items() if count > 1]
            if twice:
                raise ValueError(f"the {noun} id `{twice[0]}` is there twice")
        return self

    @model_validator(mode="after")
    def _an_add_on_belongs_to_another_line(self) -> Self:
        for line in self.lines:
            if line.add_on_of is not None and (
                line.add_on_of == line.id or self.line(line.add_on_of) is None
            ):
                raise ValueError(
                    f"line `{line.id}` is added to line `{line.add_on_of}`, which is no other line"
                )
        return self

    @model_validator(mode="after")
    def _every_amount_is_in_the_currency_of_the_order(self) -> Self:
        for amount in _amounts(self):
            if amount is not None and amount.currency != self.currency:
                raise ValueError(f"`{amount}` is not in the order's currency {self.currency}")
        return self

    @model_validator(mode="after")
    def _no_more_is_fulfilled_than_ordered(self) -> Self:
        shipped = (part for shipment in self.fulfillments if shipment.counts for part in shipment.lines)
        _check_quantities(self, shipped, "fulfilled")
        return self

    @model_validator(mode="after")
    def _no_more_is_refunded_than_ordered(self) -> Self:
        _check_quantities(self, (part for refund in self.refunds for part in refund.lines), "refunded")
        return self


def _check_quantities(
    order: Order, parts: Iterator[LineQuantity] | Iterator[RefundedLine], verb: str
) -> None:
    counted: Counter[LineId] = Counter()
    for part in parts:
        counted[part.line_id] += part.quantity
    for line_id, quantity in counted.items():
        line = order.line(line_id)
        if line is None:
            raise ValueError(f"line `{line_id}` is {verb} but not ordered")
        if quantity > line.quantity:
            raise ValueError(f"line `{line_id}`: `{quantity}` units {verb} of `{line.quantity}` ordered")


def _amounts(order: Order) -> Iterator[Money | None]:
    yield from (order.total, order.duties, order.tip, order.payment.captured, order.payment.outstanding)
    yield from (tender.amount for tender in order.payment.tenders or ())
    yield from (discount.amount for discount in order.discounts)
    for line in order.lines:
        yield from (line.unit_price, line.discount, line.tax, line.lowest_recent_price)
    if order.shipping:
        yield from (order.shipping.price, order.shipping.discount, order.shipping.tax)
    for refund in order.refunds:
        yield refund.amount
        for part in refund.lines:
            yield from (part.amount, part.tax)
        for adjustment in refund.adjustments:
            yield from (adjustment.amount, adjustment.tax)
