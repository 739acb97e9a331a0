"""Names of `order`: the whole order, as it was placed and paid."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Final

from returnkit.money import Money

from ..payment import TenderKind
from ..vocabulary import NOT_SUPPLIED, Subject, Value
from .entries import count, instant, maybe, money, text, truth, words


def _paid_by(subject: Subject) -> frozenset[str] | None:
    tenders = subject.order.payment.tenders
    if tenders is None:
        return None
    return frozenset(
        word
        for tender in tenders
        for word in (tender.kind.value, tender.brand, tender.program)
        if word is not None
    )


def _paid_by_gift_card_only(subject: Subject) -> Value:
    tenders = subject.order.payment.tenders
    if tenders is None:
        return NOT_SUPPLIED
    return bool(tenders) and all(tender.kind is TenderKind.GIFT_CARD for tender in tenders)


def _shipping_paid(subject: Subject) -> Money:
    shipping = subject.order.shipping
    return shipping.price - shipping.discount if shipping else Money.zero(subject.order.currency)


ORDER: Final = (
    text("order.number", "What the shopper calls the order.", lambda s: s.order.number, "#1001"),
    instant(
        "order.placed_at",
        "When the order was placed.",
        lambda s: s.order.placed_at,
        datetime(2026, 10, 30, 12, tzinfo=UTC),
    ),
    instant(
        "order.invoiced_at",
        "When the order was invoiced; null when not recorded.",
        lambda s: s.order.invoiced_at,
        datetime(2026, 10, 31, 9, tzinfo=UTC),
        nullable=True,
    ),
    text("order.currency", "The shop's currency.", lambda s: s.order.currency, "USD"),
    maybe(
        "order.country",
        "Country of the delivery address, ISO 3166-1; null without an address.",
        lambda s: place.country if (place := s.order.shipping_address) else None,
        "US",
    ),
    maybe(
        "order.region",
        "Subdivision of the delivery address without its country; null when the address names none.",
        lambda s: place.region if (place := s.order.shipping_address) else None,
        "CA",
    ),
    maybe(
        "order.postal_code",
        "Postal code of the delivery address; null when the address names none.",
        lambda s: place.postal_code if (place := s.order.shipping_address) else None,
        "94107",
    ),
    maybe(
        "order.channel",
        "Where the order was placed; null when not recorded.",
        lambda s: s.order.channel,
        "web",
    ),
    maybe(
        "order.market",
        "The shop's market; null when not recorded.",
        lambda s: s.order.market,
        "north-america",
    ),
    maybe(
        "order.location_id",
        "The store that sold it; null for no store.",
        lambda s: s.order.location_id,
        "store-12",
    ),
    words("order.tags", "The shop's tags on the order.", lambda s: s.order.tags, "vip"),
    money(
        "order.total",
        "What was charged for the whole order, before refunds.",
        lambda s: s.order.total,
        "120.00",
    ),
    money(
        "order.shipping_paid",
        "Price of delivery after its discount; tax as in price.",
        _shipping_paid,
        "5.00",
    ),
    truth(
        "order.has_discount",
        "Whether any line or the delivery was discounted.",
        lambda s: (
            any(line.discount for line in s.order.lines)
            or bool(s.order.shipping and s.order.shipping.discount)
        ),
    ),
    truth("order.is_cancelled", "Whether the whole order was cancelled.", lambda s: s.order.is_cancelled),
    words(
        "order.paid_by",
        "Kinds, brands and issuers' programmes of every means of payment; unknown if not handed on.",
        _paid_by,
        "card",
    ),
    truth(
        "order.paid_by_gift_card_only",
        "Whether gift cards paid for all of it; unknown if not handed on.",
        _paid_by_gift_card_only,
    ),
    maybe(
        "order.payment_status",
        "The platform's word for the state of the payment; null when it has none.",
        lambda s: s.order.payment.status,
        "paid",
    ),
    count(
        "order.quantity_ordered",
        "Units ordered, over all lines.",
        lambda s: sum(line.quantity for line in s.order.lines),
        least=1,
        typical=2,
    ),
)
