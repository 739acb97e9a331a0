"""Orders: the platform's order as facts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, TypeAlias
from zoneinfo import ZoneInfo

from returnkit.errors import NotAnOrderError
from returnkit.facts import Address, Customer, Discount, Order, Shipping
from returnkit.ids import CustomerId, OrderId
from returnkit.importers.attributes import attributes
from returnkit.importers.instants import utc_instant, zone_of
from returnkit.importers.payload import Node, parse
from returnkit.importers.result import ImportResult, Warnings
from returnkit.importers.totals import Beside, check_totals
from returnkit.money import Money

from .lines import amount_of, lines, rounded_up
from .payment import payment
from .refunds import refunded_quantities, refunds, resources_of
from .shipments import fulfillments

Json: TypeAlias = Mapping[str, object] | str | bytes
Refunds: TypeAlias = Sequence[object] | str | bytes

_CANCELLED: Final = frozenset({"cancelled", "trash"})


def order_from_rest(
    payload: Json,
    *,
    refunds: Refunds = (),
    delivered_keys: Sequence[str] = (),
    timezone: str | None = None,
) -> ImportResult:
    """Read one order.

    Args:
        payload: The order, as JSON text or as read from it with `parse_float=Decimal`.
        refunds: The order's refund resources, `GET orders/ID/refunds`: the order itself holds their totals
            only. A list, or its JSON text.
        delivered_keys: Names in the order's `meta_data` that hold when it was delivered; the first that
            is there counts.
        timezone: IANA name of the zone in which those dates are written, where they do not say.

    Raises:
        NotAnOrderError: The payload is something else.
        PayloadError: Something in the order or a refund cannot be read; its `path` says what.
        InstantError: There is no such zone.
    """
    zone, root = zone_of(timezone), parse(payload)
    if not _is_order(root):
        raise _not_an_order(root)
    return _order(root, resources_of(refunds), tuple(delivered_keys), zone)


def orders_from_rest(
    payload: Sequence[object] | str | bytes,
    *,
    refunds: Mapping[int, Refunds] | None = None,
    delivered_keys: Sequence[str] = (),
    timezone: str | None = None,
) -> tuple[ImportResult, ...]:
    """Read a list of orders, in its order.

    Args:
        payload: The list, as JSON text or as read from it with `parse_float=Decimal`.
        refunds: Refund resources by the id of their order.
        delivered_keys: As for one order.
        timezone: As for one order.

    Raises:
        NotAnOrderError: The payload is something else.
        PayloadError: Something in an order or a refund cannot be read; none is returned.
        InstantError: There is no such zone.
    """
    zone, root, given = zone_of(timezone), parse(payload), refunds or {}
    if not root.is_list:
        raise _not_an_order(root)
    found = []
    for node in root.required_items():
        if not _is_order(node):
            raise _not_an_order(node)
        number = node["id"].identifier()
        own = given.get(int(number), ()) if number.isdecimal() else ()
        found.append(_order(node, resources_of(own, of=number), tuple(delivered_keys), zone))
    return tuple(found)


def _is_order(node: Node) -> bool:
    return "line_items" in node and "currency" in node and "amount" not in node


def _not_an_order(root: Node) -> NotAnOrderError:
    if root.is_list:
        return NotAnOrderError("this is a list", path=root.path, help="read it with `orders_from_rest`")
    if _is_order(root):
        return NotAnOrderError(
            "this is a single order", path=root.path, help="read it with `order_from_rest`"
        )
    if "amount" in root and "line_items" in root:
        message, help_ = "this is a refund", "give it as one of the `refunds` of its order"
        return NotAnOrderError(message, path=root.path, help=help_)
    if any(key in root for key in ("create", "update", "delete")):
        message, help_ = "this is the answer to a batch", "read the lists in it with `orders_from_rest`"
        return NotAnOrderError(message, path=root.path, help=help_)
    if "code" in root and "message" in root:
        return NotAnOrderError("this is an error answer of the platform", path=root.path)
    return NotAnOrderError("this is not an order", path=root.path, help="give an order of the REST API v3")


def _order(
    node: Node, resources: Sequence[Node], delivered: Sequence[str], zone: ZoneInfo | None
) -> ImportResult:
    warnings = Warnings("woocommerce")
    currency = node["currency"].currency()
    gross = node["prices_include_tax"].truth(default=False)
    refunded = refunded_quantities(resources)
    total = node["total"].money(currency)
    bought = lines(node["line_items"], currency, refunded, warnings, gross=gross)
    order = node.build(
        lambda: Order(
            id=OrderId(node["id"].identifier()),
            number=node["number" if node["number"].is_given else "id"].identifier(),
            placed_at=utc_instant(node["date_created_gmt"]),
            currency=currency,
            total=total,
            lines=bought,
            fulfillments=fulfillments(node, bought, delivered, zone, warnings),
            refunds=refunds(node, resources, currency, warnings, gross=gross),
            discounts=_discounts(node["coupon_lines"], currency, gross=gross),
            shipping=_shipping(node["shipping_lines"], currency, gross=gross),
            payment=payment(node, total, warnings),
            prices_include_tax=gross,
            customer=_customer(node["customer_id"], warnings),
            shipping_address=_address(node, warnings),
            channel=node["created_via"].optional_text(),
            is_cancelled=node["status"].text() in _CANCELLED,
            attributes=attributes(node["meta_data"], warnings, key="key"),
        )
    )
    _check(node, order, warnings)
    return ImportResult(order, warnings.found())


def _discounts(node: Node, currency: str, *, gross: bool) -> tuple[Discount, ...]:
    return tuple(
        Discount(
            label=coupon["code"].optional_text() or "",
            amount=amount_of(coupon, "discount", "discount_tax", currency, gross=gross),
        )
        for coupon in node.items()
    )


def _shipping(node: Node, currency: str, *, gross: bool) -> Shipping | None:
    charges, nothing = list(node.items()), Money.zero(currency)
    if not charges:
        return None
    return Shipping(
        price=sum(
            (amount_of(each, "total", "total_tax", currency, gross=gross) for each in charges), nothing
        ),
        discount=nothing,
        tax=sum((each["total_tax"].money(currency) for each in charges), nothing),
    )


def _customer(node: Node, warnings: Warnings) -> Customer | None:
    if not node.is_given:
        warnings.add("no_customer", node, "no customer; the order counts as a guest's")
        return None
    # The platform's word for a guest is the number 0, which is no identifier.
    return None if node.is_zero else Customer(id=CustomerId(node.identifier()))


def _address(order: Node, warnings: Warnings) -> Address | None:
    node = order["shipping"]
    # An order that is not shipped, or collected, has an address of empty texts.
    filled = [
        key for key in ("country", "state", "postcode", "city") if node.is_given and not node[key].is_empty
    ]
    if not any(node[key].is_given for key in filled):
        return None
    country = node["country"].optional_text()
    if country is None:
        warnings.add("no_country", node["country"], "no country code; the address is left out")
        return None
    region = node["state"].optional_text()
    return node.build(
        lambda: Address(
            country=country,
            region=region.removeprefix(f"{country}-") if region else None,
            postal_code=node["postcode"].optional_text(),
            city=node["city"].optional_text(),
        )
    )


def _check(node: Node, order: Order, warnings: Warnings) -> None:
    currency, gross, nothing = order.currency, order.prices_include_tax, Money.zero(order.currency)
    fees, fee_tax = nothing, nothing
    for fee in node["fee_lines"].items():
        tax = fee["total_tax"].signed_money(currency)
        charged = fee["total"].signed_money(currency)
        fees, fee_tax = fees + charged + (tax if gross else nothing), fee_tax + tax
        if charged.minor or tax.minor:
            name = fee["name"].optional_text() or "fee"
            message = f"`{name}` of `{charged + tax}` with tax belongs to no line, it is left out"
            warnings.add("fee_left_out", fee, message)
    stated = {"total_differs": (node["total"], order.total)}
    if node["total_tax"].is_given:
        stated["tax_differs"] = (node["total_tax"], node["total_tax"].money(currency))
    if node["discount_total"].is_given:
        discounts = amount_of(node, "discount_total", "discount_tax", currency, gross=gross)
        stated["discounts_differ"] = (node["discount_total"], discounts)
    rounded = rounded_up(node["line_items"], order.lines, currency, gross=gross)
    check_totals(order, stated, Beside(fees, fee_tax, rounded), warnings)
