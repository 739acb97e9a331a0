"""Table: the built-in names of the vocabulary, one documented entry each."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any, Final

from returnkit.expr.ir import Kind
from returnkit.expr.schema import Name
from returnkit.money import Money

from .customer import Address
from .request import Resolution
from .vocabulary import FOREIGN_CURRENCY, NOT_ASKED, NOT_SUPPLIED, Fact, Subject, Value, Vocabulary

Read = Callable[[Subject], Value]


def _text(path: str, doc: str, read: Read, **more: Any) -> Fact:  # Any: the remaining fields of Name
    return Fact(Name(path=path, kind=Kind.STRING, doc=doc, **more), read)


def _maybe(path: str, doc: str, read: Read, typical: str) -> Fact:
    return _text(path, doc, read, nullable=True, typical=typical)


def _truth(path: str, doc: str, read: Read, *, typical: bool = False) -> Fact:
    return Fact(Name(path=path, kind=Kind.BOOLEAN, doc=doc, typical=typical), read)


def _count(path: str, doc: str, read: Read) -> Fact:
    name = Name(path=path, kind=Kind.NUMBER, doc=doc, scale=0, unit="units", minimum=Decimal(1), typical=1)
    return Fact(name, read)


def _money(path: str, doc: str, read: Callable[[Subject], Money], typical: str) -> Fact:
    def in_policy_currency(subject: Subject) -> Value:
        amount = read(subject)
        return amount.decimal if amount.currency == subject.currency else FOREIGN_CURRENCY

    name = Name(
        path=path, kind=Kind.NUMBER, doc=doc, unit="money", minimum=Decimal(0), typical=Decimal(typical)
    )
    return Fact(name, in_policy_currency)


def _words(path: str, doc: str, read: Callable[[Subject], frozenset[str] | None], typical: str) -> Fact:
    def or_not_supplied(subject: Subject) -> Value:
        words = read(subject)
        return NOT_SUPPLIED if words is None else words

    return Fact(Name(path=path, kind=Kind.STRINGS, doc=doc, typical=frozenset({typical})), or_not_supplied)


def _asked(path: str, doc: str, read: Callable[[Subject], str | None], **more: Any) -> Fact:
    def or_not_asked(subject: Subject) -> Value:
        answer = read(subject)
        return NOT_ASKED if answer is None else answer

    return Fact(Name(path=path, kind=Kind.STRING, doc=doc, ask="shopper", **more), or_not_asked)


def _half_up(numerator: int, denominator: int) -> int:
    """Return the quotient of two whole numbers from zero up, rounded half up."""
    return (2 * numerator + denominator) // (2 * denominator)


def _unit_paid(subject: Subject) -> Money:
    line = subject.line
    if not line.discount.minor:
        return line.unit_price
    paid = line.unit_price.minor * line.quantity - line.discount.minor
    return Money(_half_up(paid, line.quantity), line.unit_price.currency)


def _discount_percent(subject: Subject) -> Decimal:
    line = subject.line
    price = line.unit_price.minor * line.quantity
    return Decimal(_half_up(line.discount.minor * 1000, price) if price else 0).scaleb(-1)


def _from_place(subject: Subject) -> Address | None:
    return subject.request.ships_from or subject.order.shipping_address


def _resolution(subject: Subject) -> str | None:
    wish = subject.request.resolution
    return None if wish is None else wish.value


ORDER: Final = (
    _text("order.number", "What the shopper calls the order.", lambda s: s.order.number, typical="#1001"),
    Fact(
        Name(
            path="order.placed_at",
            kind=Kind.INSTANT,
            doc="When the order was placed.",
            typical=datetime(2026, 10, 30, 12, tzinfo=UTC),
        ),
        lambda s: s.order.placed_at,
    ),
    _text("order.currency", "The shop's currency.", lambda s: s.order.currency, typical="USD"),
    _maybe(
        "order.country",
        "Country of the delivery address, ISO 3166-1; null without an address.",
        lambda s: place.country if (place := s.order.shipping_address) else None,
        "US",
    ),
    _maybe(
        "order.region",
        "Subdivision of the delivery address without its country; null when the address names none.",
        lambda s: place.region if (place := s.order.shipping_address) else None,
        "CA",
    ),
    _maybe(
        "order.postal_code",
        "Postal code of the delivery address; null when the address names none.",
        lambda s: place.postal_code if (place := s.order.shipping_address) else None,
        "94107",
    ),
    _maybe(
        "order.channel",
        "Where the order was placed; null when not recorded.",
        lambda s: s.order.channel,
        "web",
    ),
    _words("order.tags", "The shop's tags on the order.", lambda s: s.order.tags, "vip"),
    _money(
        "order.total",
        "What was charged for the whole order, before refunds.",
        lambda s: s.order.total,
        "120.00",
    ),
    _truth(
        "order.has_discount",
        "Whether any line or the delivery was discounted.",
        lambda s: (
            any(line.discount for line in s.order.lines)
            or bool(s.order.shipping and s.order.shipping.discount)
        ),
    ),
    _truth("order.is_cancelled", "Whether the whole order was cancelled.", lambda s: s.order.is_cancelled),
)

ITEM: Final = (
    _text("item.title", "What the shopper saw.", lambda s: s.line.title, typical="Linen shirt"),
    _maybe("item.sku", "Stock keeping unit.", lambda s: s.line.sku, "SHIRT-M"),
    _maybe("item.category", "The shop's product type.", lambda s: s.line.category, "shirts"),
    _maybe("item.vendor", "Who makes or sells it.", lambda s: s.line.vendor, "Northfold"),
    _maybe("item.product_id", "The platform's product.", lambda s: s.line.product_id, "p-1"),
    _maybe("item.variant_id", "The platform's variant.", lambda s: s.line.variant_id, "v-1"),
    _words("item.tags", "The product's tags; unknown if not handed on.", lambda s: s.line.tags, "summer"),
    _count("item.quantity", "Units asked back.", lambda s: s.item.quantity),
    _count("item.quantity_ordered", "Units of the line ordered.", lambda s: s.line.quantity),
    _money("item.unit_price", "Price of one unit before discounts.", lambda s: s.line.unit_price, "40.00"),
    _money(
        "item.unit_paid",
        "Price of one unit after the line's discount, rounded half up to a minor unit; tax as in price.",
        _unit_paid,
        "36.00",
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
    _truth("item.is_gift_card", "Whether the line sells a gift card.", lambda s: s.line.is_gift_card),
    _truth(
        "item.requires_shipping",
        "Whether something is shipped.",
        lambda s: s.line.requires_shipping,
        typical=True,
    ),
)

CUSTOMER: Final = (
    _truth(
        "customer.is_guest",
        "Whether the order was placed without an account.",
        lambda s: s.order.customer is None or s.order.customer.is_guest,
    ),
    _words(
        "customer.tags",
        "The shop's tags on the customer; none for a guest without a record, unknown if not handed on.",
        lambda s: s.order.customer.tags if s.order.customer else frozenset(),
        "vip",
    ),
    _maybe(
        "customer.tier",
        "Loyalty tier at purchase; null without one.",
        lambda s: s.order.customer.tier if s.order.customer else None,
        "gold",
    ),
)

REQUEST: Final = (
    _asked("request.reason", "Code of the stated reason.", lambda s: s.item.reason, typical="too_small"),
    _asked(
        "request.condition", "Code of the stated condition.", lambda s: s.item.condition, typical="unused"
    ),
    _asked(
        "request.resolution",
        "What the customer wishes.",
        _resolution,
        values=tuple(wish.value for wish in Resolution),
        typical="refund",
        flip=True,
    ),
    _maybe(
        "request.country",
        "Country the goods come back from; the delivery address unless stated, null without either.",
        lambda s: place.country if (place := _from_place(s)) else None,
        "US",
    ),
    _maybe(
        "request.region",
        "Subdivision the goods come back from; the delivery address unless stated, null without one.",
        lambda s: place.region if (place := _from_place(s)) else None,
        "CA",
    ),
)

STANDARD: Final = Vocabulary(ORDER + ITEM + CUSTOMER + REQUEST)
"""The names every policy can use. Roots in this order: order, item, customer, request."""
