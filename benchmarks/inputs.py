"""Inputs: orders and requests as shops have them, drawn so that every rule decides some."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Final

from returnkit.decision.prepare import prepare
from returnkit.facts import (
    Address,
    Customer,
    Fulfillment,
    FulfillmentStatus,
    LineItem,
    LineQuantity,
    Order,
    RequestedItem,
    Resolution,
    ReturnRequest,
)
from returnkit.facts.fields import Attributes
from returnkit.ids import CustomerId, FulfillmentId, LineId, OrderId
from returnkit.money import Money
from returnkit.policy import CompiledPolicy

from .measure import Views

SEED: Final = 20_261_105
_CATEGORIES: Final = (
    *("shirts", "shoes", "electronics", "cameras", "phones", "furniture", "mattress", "outlet", "grocery"),
    *("underwear", "swimwear", "cosmetics", "earrings", "batteries", "toys", "books", None),
)
_COUNTRIES: Final = ("US", "US", "US", "US", "CA", "DE", "FR", "NL", "PL", "GB", "JP", None)
_REASONS: Final = ("too_small", "changed_mind", "late", "defective", "damaged_in_transit", "wrong_item")


@dataclass(frozen=True, slots=True)
class Case:
    """One request for one item of one order, and when it was made."""

    order: Order
    request: ReturnRequest
    at: datetime


def cases(count: int, *, lines: int = 1) -> list[Case]:
    """Return *count* cases, the same on every machine, each about all of its order's *lines*."""
    random = Random(SEED)
    return [_case(random, number, lines) for number in range(count)]


def prepared(compiled: CompiledPolicy, given: Sequence[Case]) -> list[Views]:
    """Return the views of the first item of each case, as *compiled* reads them."""
    return [_views(compiled, case, case.request.items[0]) for case in given]


def prepared_items(compiled: CompiledPolicy, given: Sequence[Case]) -> list[Views]:
    """Return the views of every item of each case, as *compiled* reads them."""
    return [_views(compiled, case, item) for case in given for item in case.request.items]


def _views(compiled: CompiledPolicy, case: Case, wanted: RequestedItem) -> Views:
    order, item, customer, request, history, inspection, elapsed = prepare(
        compiled, case.order, wanted, case.request, case.at
    ).views
    return order, item, customer, request, history, inspection, elapsed


def _case(random: Random, number: int, lines: int) -> Case:
    placed = datetime(2026, 1, 5, tzinfo=UTC) + timedelta(minutes=random.randrange(525_600))
    shipped = placed + timedelta(hours=random.randrange(4, 60))
    delivered = shipped + timedelta(hours=random.randrange(20, 120))
    wait = random.choice((3, 10, 25, 50, 90, 150, 400, 800))
    sold = tuple(_line(random, LineId(f"line-{place}")) for place in range(lines))
    country = random.choice(_COUNTRIES)
    order = Order(
        id=OrderId(f"order-{number}"),
        number=f"#{number}",
        placed_at=placed,
        currency="USD",
        total=Money(sum(line.unit_price.minor * line.quantity - line.discount.minor for line in sold), "USD"),
        lines=sold,
        fulfillments=(
            Fulfillment(
                id=FulfillmentId("parcel"),
                status=FulfillmentStatus.DELIVERED,
                shipped_at=shipped,
                delivered_at=delivered,
                lines=tuple(LineQuantity(line_id=line.id, quantity=line.quantity) for line in sold),
            ),
        ),
        customer=_customer(random),
        shipping_address=_address(random, country) if country else None,
        channel=random.choice(("web", "web", "app", "store", "phone")),
        tags=frozenset({"outlet"}) if _happens(random, 0.05) else frozenset(),
        is_cancelled=_happens(random, 0.02),
    )
    request = ReturnRequest(
        items=tuple(_item(random, line) for line in sold),
        resolution=random.choice(tuple(Resolution)),
        ships_from=Address(country="MX") if _happens(random, 0.3) else None,
    )
    return Case(order, request, delivered + timedelta(hours=random.randrange(1, 24 * wait)))


def _line(random: Random, line_id: LineId) -> LineItem:
    category = random.choice(_CATEGORIES)
    quantity = random.choice((1, 1, 1, 2, 3, 6))
    price = random.choice((490, 1999, 4000, 8900, 29_900, 89_900))
    percent = random.choice((0, 0, 0, 0, 10, 25, 45, 75))
    goods = "hazmat" if category == "batteries" else "trial" if category == "toys" else "summer"
    marks = {goods} if _happens(random, 0.5) else set()
    if _happens(random, 0.04):
        marks.add("personalised")
    return LineItem(
        id=line_id,
        title="An article",
        sku=random.choice(("CUST-7", *[f"SKU-{random.randrange(9000)}"] * 30, None)),
        category=category,
        vendor=random.choice(("Northfold", "Acme", None)),
        tags=frozenset(marks),
        quantity=quantity,
        current_quantity=quantity,
        unit_price=Money(price, "USD"),
        discount=Money(price * quantity * percent // 100, "USD"),
        tax=Money(0, "USD"),
        is_gift_card=_happens(random, 0.02),
        requires_shipping=not _happens(random, 0.03),
        attributes=Attributes({"is_final_sale": True}) if _happens(random, 0.04) else Attributes(),
    )


def _customer(random: Random) -> Customer | None:
    if _happens(random, 0.2):
        return None
    return Customer(
        id=CustomerId("customer"),
        tags=frozenset({"vip"}) if _happens(random, 0.05) else frozenset(),
        tier=random.choice(("platinum", "gold", "silver", *[None] * 9)),
    )


def _address(random: Random, country: str) -> Address:
    region = random.choice(("CA", "NY", "TX", "AK", "HI")) if country == "US" else None
    return Address(country=country, region=region)


def _item(random: Random, line: LineItem) -> RequestedItem:
    return RequestedItem(
        line_id=line.id,
        quantity=random.randint(1, line.quantity),
        reason=random.choice((*_REASONS[:3] * 4, *_REASONS[3:])),
        condition=random.choice(("unused", "unused", "unused", "unused", "opened", "used", "washed")),
    )


def _happens(random: Random, share: float) -> bool:
    return random.random() < share
