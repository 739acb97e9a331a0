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
from .fields import (
    Amount,
    AttributeMap,
    Attributes,
    Count,
    Currency,
    Instant,
    PositiveCount,
    Tags,
    Text,
)
from .fulfillment import Fulfillment, LineQuantity
from .payment import Discount, Payment, Refund, RefundedLine, Shipping


class LineItem(Frozen):
    """One line of an order. Amounts are for all ordered units unless they say unit.

    Attributes:
        id: The line's identifier, unique in its order.
        title: What the shopper saw.
        sku: Stock keeping unit.
        category: The shop's product type.
        vendor: Who makes or sells it.
        tags: The product's tags, or None when the platform did not hand them on.
        quantity: Units ordered.
        current_quantity: Units left after removals and refunds.
        unit_price: Price of one unit before discounts; includes tax if the order's prices do.
        discount: Discount allocated to this line, as stored.
        tax: Tax charged on this line, as stored.
        is_gift_card: Whether the line sells a gift card.
        requires_shipping: Whether something is shipped.
        product_id: The platform's product.
        variant_id: The platform's variant.
        attributes: Custom values, read by declared `item.*` names.
    """

    id: LineId
    title: str
    sku: Text | None = None
    category: Text | None = None
    vendor: Text | None = None
    tags: Tags | None = None
    quantity: PositiveCount
    current_quantity: Count
    unit_price: Amount
    discount: Amount
    tax: Amount
    is_gift_card: bool = False
    requires_shipping: bool = True
    product_id: Text | None = None
    variant_id: Text | None = None
    attributes: AttributeMap = Field(default_factory=Attributes)

    @model_validator(mode="after")
    def _current_quantity_is_within_the_ordered(self) -> Self:
        if self.current_quantity > self.quantity:
            raise ValueError(f"`{self.current_quantity}` units are left of `{self.quantity}` ordered")
        return self

    @model_validator(mode="after")
    def _discount_is_within_the_price(self) -> Self:
        if self.discount > self.unit_price * self.quantity:
            raise ValueError(f"the discount `{self.discount}` is more than the line's price")
        return self


class Order(Frozen):
    """An order as it stands.

    Attributes:
        id: The platform's identifier.
        number: What the shopper calls it, such as `#1001`.
        placed_at: When it was placed.
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
        channel: Where it was sold, such as `web`.
        tags: The shop's tags on the order.
        is_cancelled: Whether the whole order was cancelled.
        attributes: Custom values, read by declared `order.*` names.
    """

    id: OrderId
    number: Text
    placed_at: Instant
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
    channel: Text | None = None
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
    yield from (discount.amount for discount in order.discounts)
    for line in order.lines:
        yield from (line.unit_price, line.discount, line.tax)
    if order.shipping:
        yield from (order.shipping.price, order.shipping.discount, order.shipping.tax)
    for refund in order.refunds:
        yield refund.amount
        for part in refund.lines:
            yield from (part.amount, part.tax)
        for adjustment in refund.adjustments:
            yield from (adjustment.amount, adjustment.tax)
