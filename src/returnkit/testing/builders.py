"""Builders: facts and policies with good defaults; a test names only what it is about."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from returnkit.documents import Document, parse, validate
from returnkit.facts import (
    Address,
    Customer,
    Fulfillment,
    FulfillmentStatus,
    LineItem,
    LineQuantity,
    Order,
    PastItem,
    PastOrder,
    PastOutcome,
    PastReturn,
    RequestedItem,
    ReturnRequest,
    sums_of,
)
from returnkit.ids import CustomerId, FulfillmentId, LineId, OrderId, PolicyId
from returnkit.money import Money
from returnkit.policy import Policy, Rule, compile_policy

PLACED: Final = datetime(2026, 10, 30, 12, 0, tzinfo=UTC)
"""When an order is placed, unless told."""
SHIPPED: Final = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
"""When everything of it leaves."""
DELIVERED: Final = datetime(2026, 11, 5, 15, 30, tzinfo=UTC)
"""When everything of it arrives."""

_OFFERS: Final = "{id: offers, offer: [refund, exchange], within: 30 days of delivery}"

# Any, below: what a builder does not name goes to the model, which validates it.


def a_line(
    id: str = "line-1",
    *,
    quantity: int = 1,
    price: str = "40.00",
    discount: str = "0",
    tax: str = "0",
    currency: str = "USD",
    **fields: Any,
) -> LineItem:
    """Return a line: one linen shirt at 40.00 USD, of a category and without tags.

    Args:
        id: Its identifier, unique in its order.
        quantity: Units ordered, none of which was removed.
        price: Of one unit, in major units.
        discount: Of the whole line, in major units.
        tax: Likewise.
        currency: Of every amount.
        fields: Other fields of the line, as they are.
    """
    defaults: dict[str, Any] = {
        "title": "Linen shirt",
        "sku": f"SKU-{id}",
        "category": "shirts",
        "tags": frozenset(),
        "current_quantity": quantity,
    }
    return LineItem(
        id=LineId(id),
        quantity=quantity,
        unit_price=Money.of(price, currency),
        discount=Money.of(discount, currency),
        tax=Money.of(tax, currency),
        **defaults | fields,
    )


def a_shipment(
    lines: Sequence[LineItem],
    id: str = "shipment-1",
    *,
    shipped_at: datetime | None = SHIPPED,
    delivered_at: datetime | None = DELIVERED,
    status: FulfillmentStatus | None = None,
) -> Fulfillment:
    """Return one shipment of everything in *lines*, delivered on 2026-11-05.

    Args:
        lines: The lines, all units of which are in it.
        id: Its identifier, unique in its order.
        shipped_at: When it left; None is not known.
        delivered_at: When it arrived; None is not known.
        status: How far it came; None follows from *delivered_at*.
    """
    arrived = FulfillmentStatus.DELIVERED if delivered_at else FulfillmentStatus.SHIPPED
    return Fulfillment(
        id=FulfillmentId(id),
        status=status or arrived,
        shipped_at=shipped_at,
        delivered_at=delivered_at,
        lines=tuple(LineQuantity(line_id=line.id, quantity=line.quantity) for line in lines),
    )


def an_order(
    lines: int | Sequence[LineItem] = 1,
    *,
    placed_at: datetime = PLACED,
    shipped_at: datetime | None = SHIPPED,
    delivered_at: datetime | None = DELIVERED,
    currency: str = "USD",
    country: str = "US",
    region: str | None = "CA",
    **fields: Any,
) -> Order:
    """Return an order of a known customer in California, shipped and delivered in one parcel.

    Args:
        lines: The lines, or how many to make (`line-1`, `line-2`, ...).
        placed_at: When it was placed.
        shipped_at: When everything left; None with no delivery: nothing was sent.
        delivered_at: When everything arrived; None: not yet.
        currency: Of every amount.
        country: Of the delivery address.
        region: Of the delivery address.
        fields: Other fields of the order, as they are.
    """
    if isinstance(lines, int):
        lines = [a_line(f"line-{number}", currency=currency) for number in range(1, lines + 1)]
    sent = shipped_at is not None or delivered_at is not None
    parcels = (a_shipment(lines, shipped_at=shipped_at, delivered_at=delivered_at),) if sent else ()
    address = Address(country=country, region=region, postal_code="94107", city="Elsewhere")
    defaults: dict[str, Any] = {
        "id": OrderId("order-1"),
        "number": "#1001",
        "total": Money.zero(currency),
        "fulfillments": parcels,
        "customer": Customer(id=CustomerId("customer-1"), tags=frozenset()),
        "shipping_address": address,
        "channel": "web",
    }
    order = Order(placed_at=placed_at, currency=currency, lines=tuple(lines), **defaults | fields)
    if "total" in fields:
        return order
    sums = sums_of(
        order.lines,
        currency,
        shipping=order.shipping,
        duties=order.duties,
        tip=order.tip,
        prices_include_tax=order.prices_include_tax,
    )
    return order.evolve(total=sums.total)


def an_item(line: str | LineItem = "line-1", quantity: int = 1, **fields: Any) -> RequestedItem:
    """Return a requested item: one unit of *line*, no reason or condition stated.

    Args:
        line: The line, or its identifier.
        quantity: Units asked back.
        fields: Other fields of the item, such as `reason` or `answers`.
    """
    line_id = line.id if isinstance(line, LineItem) else LineId(line)
    return RequestedItem(line_id=line_id, quantity=quantity, **fields)


def a_request(*items: RequestedItem | str | LineItem, **fields: Any) -> ReturnRequest:
    """Return a request for *items*; one unit of `line-1` unless given.

    Args:
        items: What is asked back; a line, or the identifier of one, stands for one unit of it.
        fields: Other fields of the request, such as `resolution` or `method`.
    """
    asked = tuple(item if isinstance(item, RequestedItem) else an_item(item) for item in items)
    return ReturnRequest(items=asked or (an_item(),), **fields)


def a_past_order(
    id: str = "past-1",
    *,
    days_ago: float = 100,
    value: str = "100.00",
    currency: str = "USD",
    at: datetime = PLACED,
) -> PastOrder:
    """Return an order of the past worth 100.00 USD.

    Args:
        id: Its identifier, unique in its history.
        days_ago: Days of 24 hours before *at*.
        value: What its goods cost after discounts, in major units.
        currency: Of the value.
        at: The instant that is judged for.
    """
    placed_at = at - timedelta(days=days_ago)
    return PastOrder(id=OrderId(id), placed_at=placed_at, value=Money.of(value, currency))


def a_past_return(
    order: str = "past-1",
    *items: PastItem,
    days_ago: float = 50,
    value: str = "40.00",
    currency: str = "USD",
    outcome: PastOutcome = PastOutcome.ACCEPTED,
    at: datetime = PLACED,
    **fields: Any,
) -> PastReturn:
    """Return an accepted return of one unit worth 40.00 USD, asked *days_ago* days before *at*.

    Args:
        order: The order it is of.
        items: Its units; one with the value, the outcome and *fields* unless given.
        days_ago: Days of 24 hours before *at*.
        value: Of the one unit, in major units.
        currency: Of the value.
        outcome: Of the one unit.
        at: The instant that is judged for.
        fields: Other fields of the one unit.
    """
    items = items or (PastItem(value=Money.of(value, currency), outcome=outcome, **fields),)
    return PastReturn(order_id=OrderId(order), requested_at=at - timedelta(days=days_ago), items=items)


def a_policy(*rules: str | Rule, id: str = "acme", **settings: Any) -> Policy:
    """Return a policy of *rules*; a refund or an exchange within 30 days of delivery unless given.

    `a_policy("{id: final-sale, when: item.is_final_sale, refuse: Final sale.}", timezone="Europe/Berlin")`

    Args:
        rules: Rules in order: values of Python, or texts of YAML, each a rule or a list of rules.
        id: The policy's name.
        settings: Other fields of the policy, such as `currency`, `timezone`, `facts` or `define`.

    Raises:
        DocumentError: With every fault of the first text that is no rule, or of the policy as a whole.
        pydantic.ValidationError: A setting does not fit.
    """
    written = tuple(rule for each in rules or (_OFFERS,) for rule in _rules(each))
    policy = Policy(id=PolicyId(id), rules=written, **settings)
    compile_policy(policy)  # its faults are told here, not where it first decides
    return policy


def _rules(given: str | Rule) -> Iterator[Rule]:
    if isinstance(given, Rule):
        yield given
        return
    document = parse(given, name="rules.yaml")
    if isinstance(document.data, list):
        yield from validate(document, tuple[Rule, ...])
    else:
        yield validate(Document(document.source, document.data), Rule)
