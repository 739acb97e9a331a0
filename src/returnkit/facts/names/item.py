"""Names of `item`: the line that is asked about, as it was sold."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Final

from returnkit.expr.ir import Kind
from returnkit.expr.schema import Name
from returnkit.money import Money

from ..line import LineItem, SoldCondition
from ..request import ReturnRequest
from ..seller import Seller, SellerType
from ..vocabulary import Fact, Subject, Value
from .entries import Read, count, flag, maybe, money, text, truth, words

_NO_PERCENT: Final = Decimal("0.0")


def _half_up(numerator: int, denominator: int) -> int:
    """Return the quotient of two whole numbers from zero up, rounded half up."""
    return (2 * numerator + denominator) // (2 * denominator)


def _unit_paid(subject: Subject) -> Money:
    line = subject.line
    return paid_for(line, 1) if line.discount.minor else line.unit_price


def _discount_percent(subject: Subject) -> Decimal:
    line = subject.line
    if not line.discount.minor:
        return _NO_PERCENT
    price = line.unit_price.minor * line.quantity
    return Decimal(_half_up(line.discount.minor * 1000, price)).scaleb(-1)


def _seller(read: Callable[[Seller], Value]) -> Read:
    def read_seller(subject: Subject) -> Value:
        seller = subject.line.seller or subject.order.seller
        return None if seller is None else read(seller)

    return read_seller


def paid_for(line: LineItem, quantity: int) -> Money:
    """Return what was paid for *quantity* units of *line*, rounded half up; tax as in price."""
    paid = line.unit_price.minor * line.quantity - line.discount.minor
    return Money(_half_up(paid * quantity, line.quantity), line.unit_price.currency)


def comes_back_whole(request: ReturnRequest, line: LineItem) -> bool:
    """Return whether *request* asks back every part of every unit of *line* that is left."""
    parts = line.bundle.components if line.bundle else frozenset()
    whole = (
        item.quantity
        for item in request.items
        if item.line_id == line.id and (item.components is None or parts <= item.components)
    )
    return sum(whole) >= line.current_quantity


def _quantity_shipped(subject: Subject) -> int:
    return sum(
        part.quantity
        for parcel in subject.order.fulfillments
        if parcel.counts and (parcel.shipped_at or parcel.delivered_at or parcel.collected_at)
        for part in parcel.lines
        if part.line_id == subject.line.id
    )


ITEM: Final = (
    text("item.title", "What the shopper saw.", lambda s: s.line.title, "Linen shirt"),
    maybe("item.sku", "Stock keeping unit; null when not recorded.", lambda s: s.line.sku, "SHIRT-M"),
    maybe(
        "item.category",
        "The shop's product type; null when not recorded.",
        lambda s: s.line.category,
        "shirts",
    ),
    maybe(
        "item.vendor",
        "Who makes it, as the platform calls it; null when not recorded.",
        lambda s: s.line.vendor,
        "Northfold",
    ),
    maybe(
        "item.brand",
        "The brand it is sold under; null when not recorded.",
        lambda s: s.line.brand,
        "Northfold Basics",
    ),
    maybe(
        "item.product_id",
        "The platform's product; null when not recorded.",
        lambda s: s.line.product_id,
        "p-1",
    ),
    maybe(
        "item.variant_id",
        "The platform's variant; null when not recorded.",
        lambda s: s.line.variant_id,
        "v-1",
    ),
    words("item.tags", "The product's tags; unknown if not handed on.", lambda s: s.line.tags, "summer"),
    count("item.quantity", "Units asked back.", lambda s: s.item.quantity, least=1),
    count("item.quantity_ordered", "Units of the line ordered.", lambda s: s.line.quantity, least=1),
    count(
        "item.quantity_left",
        "Units of the line left after removals and refunds, those asked back included.",
        lambda s: s.line.current_quantity,
    ),
    count("item.quantity_shipped", "Units of the line on their way or there.", _quantity_shipped),
    money("item.unit_price", "Price of one unit before discounts.", lambda s: s.line.unit_price, "40.00"),
    money(
        "item.unit_paid",
        "Price of one unit after the line's discount, rounded half up to a minor unit; tax as in price.",
        _unit_paid,
        "36.00",
    ),
    money(
        "item.lowest_recent_price",
        "Lowest price of one unit in the shop's look-back period; null when not recorded.",
        lambda s: s.line.lowest_recent_price,
        "30.00",
        nullable=True,
    ),
    Fact(
        Name(
            path="item.discount_percent",
            kind=Kind.NUMBER,
            doc="The line's discount in percent of its price, rounded half up to one decimal.",
            scale=1,
            unit="percent",
            minimum=Decimal(0),
            maximum=Decimal(100),
            typical=Decimal("10.0"),
        ),
        _discount_percent,
    ),
    count(
        "item.weight_grams",
        "Weight of one unit as shipped; null when not recorded.",
        lambda s: s.line.weight_grams,
        unit="grams",
        typical=300,
        nullable=True,
    ),
    text(
        "item.sold_condition",
        "The condition it was sold in.",
        lambda s: s.line.sold_condition.value,
        "new",
        values=tuple(each.value for each in SoldCondition),
    ),
    flag("item.is_gift_card", "Whether the line sells a gift card.", lambda s: s.line.is_gift_card),
    flag(
        "item.is_free_gift",
        "Whether it was given for buying something else.",
        lambda s: s.line.is_free_gift,
    ),
    truth(
        "item.is_add_on",
        "Whether it was added to another line, such as gift wrap or insurance.",
        lambda s: s.line.add_on_of is not None,
    ),
    flag("item.is_final_sale", "Whether the shop sold it as final.", lambda s: s.line.is_final_sale),
    flag(
        "item.is_personalised",
        "Whether it carries something of the customer's, such as an engraving.",
        lambda s: s.line.is_personalised,
    ),
    flag(
        "item.is_made_to_order",
        "Whether it was made or cut for this order.",
        lambda s: s.line.is_made_to_order,
    ),
    flag(
        "item.is_special_order",
        "Whether the shop ordered it in for this customer.",
        lambda s: s.line.is_special_order,
    ),
    flag(
        "item.requires_shipping",
        "Whether something is shipped.",
        lambda s: s.line.requires_shipping,
        default=True,
    ),
    maybe(
        "item.bundle",
        "The set it was sold in or as; null for goods on their own.",
        lambda s: s.line.bundle.id if s.line.bundle else None,
        "set-1",
    ),
    words(
        "item.components",
        "The parts that one unit consists of; none where it is one part.",
        lambda s: s.line.bundle.components if s.line.bundle else frozenset(),
        "table",
    ),
    truth(
        "item.is_returned_in_full",
        "Whether every part of every unit of the line that is left is asked back.",
        lambda s: comes_back_whole(s.request, s.line),
        typical=True,
    ),
    maybe(
        "item.seller_id",
        "Who sells it: the line's seller, else the order's; null when not recorded.",
        _seller(lambda seller: seller.id),
        "seller-1",
    ),
    maybe(
        "item.seller_type",
        "How its seller stands to the shop; null when not recorded.",
        _seller(lambda seller: seller.type.value),
        "own",
        values=tuple(each.value for each in SellerType),
    ),
    count(
        "item.seller_window_days",
        "Days its seller grants for returns; null when left to the shop.",
        _seller(lambda seller: seller.window_days),
        unit="days",
        typical=30,
        nullable=True,
    ),
    maybe(
        "item.seller_country",
        "Where its seller is, ISO 3166-1; null when not recorded.",
        _seller(lambda seller: seller.country),
        "US",
    ),
)
