"""Orders: the platform's order as facts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from returnkit.errors import NotAnOrderError
from returnkit.facts import (
    Discount,
    LineItem,
    Order,
    Payment,
    Shipping,
)
from returnkit.ids import LineId, OrderId
from returnkit.importers.attributes import attributes, product_of
from returnkit.importers.payload import Node, parse
from returnkit.importers.result import ImportResult, Warnings
from returnkit.importers.totals import total_of
from returnkit.money import Money

from .customer import address, customer, tags
from .history import fulfillments, refunded_quantities, refunds
from .totals import check_stated
from .transactions import transactions_of, with_transactions

_ONLY_ORDERS_HAVE: Final = ("total_price", "financial_status", "order_number")


def order_from_rest(
    payload: Mapping[str, object] | str | bytes,
    *,
    transactions: Mapping[str, object] | Sequence[object] | str | bytes | None = None,
) -> ImportResult:
    """Read one order.

    Args:
        payload: `{"order": {...}}` or the order itself, as JSON text or as read from it with
            `parse_float=Decimal`.
        transactions: The order's transactions, `GET orders/ID/transactions`: the order itself does not say
            what was received, nor by which means.

    Raises:
        NotAnOrderError: The payload is something else.
        PayloadError: Something in the order cannot be read; its `path` says what.
    """
    root = parse(payload)
    moved = None if transactions is None else transactions_of(transactions)
    if "order" in root:
        return _order(root["order"], moved)
    if any(key in root for key in _ONLY_ORDERS_HAVE):
        return _order(root, moved)
    raise _not_an_order(root)


def orders_from_rest(payload: Mapping[str, object] | str | bytes) -> tuple[ImportResult, ...]:
    """Read a list of orders, `{"orders": [...]}`, in its order.

    Raises:
        NotAnOrderError: The payload is something else.
        PayloadError: Something in an order cannot be read; none is returned.
    """
    root = parse(payload)
    if "orders" in root:
        return tuple(_order(node, None) for node in root["orders"].required_items())
    raise _not_an_order(root)


def _not_an_order(root: Node) -> NotAnOrderError:
    if "orders" in root:
        return NotAnOrderError("this is a list of orders", path="", help="read it with `orders_from_rest`")
    if "errors" in root or "error" in root:
        return NotAnOrderError("this is an error answer of the platform", path="")
    if "order" in root or any(key in root for key in _ONLY_ORDERS_HAVE):
        return NotAnOrderError("this is a single order", path="", help="read it with `order_from_rest`")
    return NotAnOrderError(
        "this is not an order", path="", help='give `{"order": {...}}` or the order itself'
    )


def _order(node: Node, transactions: Sequence[Node] | None) -> ImportResult:
    node.mapping()
    warnings = Warnings("shopify")
    currency = node["currency"].currency()
    lines = _lines(node, currency, warnings)
    order = node.build(
        lambda: Order(
            id=OrderId(node["id"].identifier()),
            number=_number(node),
            placed_at=node["processed_at" if node["processed_at"].is_given else "created_at"].instant(),
            currency=currency,
            total=node["total_price"].money(currency),
            lines=lines,
            fulfillments=fulfillments(node, warnings),
            refunds=refunds(node, currency, warnings),
            discounts=_discounts(node, currency),
            shipping=_shipping(node, currency),
            duties=_from_set(node["original_total_duties_set"], currency),
            tip=node["total_tip_received"].money(currency) if node["total_tip_received"].is_given else None,
            payment=_payment(node, transactions, currency, warnings),
            prices_include_tax=node["taxes_included"].truth(default=False),
            customer=customer(node["customer"], warnings),
            shipping_address=address(node["shipping_address"], warnings),
            channel=node["source_name"].optional_text(),
            tags=tags(node["tags"]) or frozenset(),
            is_cancelled=node["cancelled_at"].is_given,
            attributes=attributes(node["note_attributes"], warnings, key="name"),
        )
    )
    if node["test"].truth(default=False):
        warnings.add("test_order", node["test"], "this is a test order")
    check_stated(node, order, warnings)
    return ImportResult(order, warnings.found())


def _number(node: Node) -> str:
    name = node["name"].optional_text()
    return name or node["order_number" if node["order_number"].is_given else "name"].identifier()


def _lines(node: Node, currency: str, warnings: Warnings) -> tuple[LineItem, ...]:
    refunded = refunded_quantities(node)
    lines: dict[str, LineItem] = {}
    for item in node["line_items"].required_items():
        if item["quantity"].whole() == 0:
            warnings.add("empty_line", item["quantity"], "the line has no units, it is left out")
            continue
        line = _line(item, currency, refunded, warnings)
        if line.id in lines:
            item["id"].refuse(f"the line id `{line.id}` is there twice")
        lines[line.id] = line
    if not lines:
        node["line_items"].refuse("the order has no lines")
    return tuple(lines.values())


def _line(node: Node, currency: str, refunded: Mapping[str, int], warnings: Warnings) -> LineItem:
    id, quantity = node["id"].identifier(), node["quantity"].whole()
    current = node["current_quantity"]
    properties = attributes(node["properties"], warnings, key="name")
    product = product_of(properties)
    return node.build(
        lambda: LineItem(
            id=LineId(id),
            title=node["title"].optional_text() or node["name"].optional_text() or "",
            sku=node["sku"].optional_text(),
            category=product.category,
            vendor=node["vendor"].optional_text(),
            tags=product.tags,
            quantity=quantity,
            current_quantity=current.whole() if current.is_given else max(0, quantity - refunded.get(id, 0)),
            unit_price=node["price"].money(currency),
            discount=_line_discount(node, currency),
            tax=total_of(node["tax_lines"], "price", currency),
            weight_grams=_weight(node["grams"]),
            is_gift_card=node["gift_card"].truth(default=False),
            requires_shipping=node["requires_shipping"].truth(default=True),
            product_id=node["product_id"].identifier() if node["product_id"].is_given else None,
            variant_id=node["variant_id"].identifier() if node["variant_id"].is_given else None,
            attributes=properties,
        )
    )


def _weight(node: Node) -> int | None:
    # 0 is what a product without a weight has.
    return node.whole() or None if node.is_given else None


def _line_discount(node: Node, currency: str) -> Money:
    # Orders of older shapes have no allocations: only what was taken off the line itself.
    if node["discount_allocations"].is_given or not node["total_discount"].is_given:
        return total_of(node["discount_allocations"], "amount", currency)
    return node["total_discount"].money(currency)


def _shipping(node: Node, currency: str) -> Shipping | None:
    charges = list(node["shipping_lines"].items())
    if not charges:
        return None
    discounts = (total_of(charge["discount_allocations"], "amount", currency) for charge in charges)
    taxes = (total_of(charge["tax_lines"], "price", currency) for charge in charges)
    nothing = Money.zero(currency)
    return Shipping(
        price=total_of(node["shipping_lines"], "price", currency),
        discount=sum(discounts, nothing),
        tax=sum(taxes, nothing),
    )


def _discounts(node: Node, currency: str) -> tuple[Discount, ...]:
    codes = tuple(
        Discount(label=code["code"].optional_text() or "", amount=code["amount"].money(currency))
        for code in node["discount_codes"].items()
    )
    # Automatic and manual discounts have a title and no amount of their own: it is in the allocations.
    titled = (application["title"].optional_text() for application in node["discount_applications"].items())
    return codes + tuple(Discount(label=title) for title in titled if title)


def _payment(node: Node, transactions: Sequence[Node] | None, currency: str, warnings: Warnings) -> Payment:
    outstanding = node["total_outstanding"]
    payment = Payment(
        status=node["financial_status"].optional_text(),
        outstanding=outstanding.signed_money(currency) if outstanding.is_given else None,
        gateways=tuple(
            name for gateway in node["payment_gateway_names"].items() if (name := gateway.optional_text())
        ),
    )
    if transactions is None:
        return payment
    return with_transactions(payment, node, transactions, currency, warnings)


def _from_set(node: Node, currency: str) -> Money | None:
    return node["shop_money"]["amount"].money(currency) if node.is_given else None
