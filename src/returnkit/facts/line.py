"""Line: what was sold, at which price, by whom and as part of what."""

from __future__ import annotations

from enum import StrEnum
from typing import Self

from pydantic import Field, model_validator

from returnkit.ids import LineId
from returnkit.model import Frozen

from .fields import Amount, AttributeMap, Attributes, Count, PositiveCount, Tags, Text
from .seller import Seller


class SoldCondition(StrEnum):
    """The condition in which goods were sold."""

    NEW = "new"
    OPEN_BOX = "open_box"
    USED = "used"


class Bundle(Frozen):
    """A set sold as one. Lines of one order with the same bundle id belong together.

    Attributes:
        id: The set's identifier, unique in its order.
        name: What the shopper calls it.
        components: The parts that each unit of the line consists of; none where the line is one part.
    """

    id: Text
    name: Text | None = None
    components: Tags = frozenset()


class LineItem(Frozen):
    """One line of an order. Amounts are for all ordered units unless they say unit.

    Attributes:
        id: The line's identifier, unique in its order.
        title: What the shopper saw.
        sku: Stock keeping unit.
        category: The shop's product type.
        vendor: Who makes it, as the platform calls it.
        brand: The brand it is sold under.
        tags: The product's tags, or None when the platform did not hand them on.
        quantity: Units ordered.
        current_quantity: Units left after removals and refunds.
        unit_price: Price of one unit before discounts; includes tax if the order's prices do.
        discount: Discount allocated to this line, as stored.
        tax: Tax charged on this line, as stored.
        lowest_recent_price: Lowest price of one unit in the shop's look-back period; what goods without
            proof of purchase are worth.
        weight_grams: Weight of one unit as shipped, if known.
        sold_condition: The condition it was sold in.
        is_gift_card: Whether the line sells a gift card.
        is_free_gift: Whether it was given for buying something else.
        is_final_sale: Whether the shop sold it as final.
        is_personalised: Whether it carries something of the customer's, such as an engraving.
        is_made_to_order: Whether it was made or cut for this order.
        is_special_order: Whether the shop ordered it in for this customer.
        requires_shipping: Whether something is shipped.
        bundle: The set it was sold in, or as; None for goods on their own.
        add_on_of: The line it was added to, such as gift wrap or insurance; None for goods on their own.
        seller: Who sells it, where that is not the order's seller.
        product_id: The platform's product.
        variant_id: The platform's variant.
        attributes: Custom values, read by declared `item.*` names.
    """

    id: LineId
    title: str
    sku: Text | None = None
    category: Text | None = None
    vendor: Text | None = None
    brand: Text | None = None
    tags: Tags | None = None
    quantity: PositiveCount
    current_quantity: Count
    unit_price: Amount
    discount: Amount
    tax: Amount
    lowest_recent_price: Amount | None = None
    weight_grams: Count | None = None
    sold_condition: SoldCondition = SoldCondition.NEW
    is_gift_card: bool = False
    is_free_gift: bool = False
    is_final_sale: bool = False
    is_personalised: bool = False
    is_made_to_order: bool = False
    is_special_order: bool = False
    requires_shipping: bool = True
    bundle: Bundle | None = None
    add_on_of: LineId | None = None
    seller: Seller | None = None
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
