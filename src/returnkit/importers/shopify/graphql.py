"""GraphQL: the order of the GraphQL API as facts, equal to that of the REST API where both say something."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Final

from returnkit.errors import NotAnOrderError
from returnkit.facts import Address, Bundle, Customer, Discount, LineItem, Order, Shipping
from returnkit.ids import CustomerId, LineId, OrderId
from returnkit.importers.attributes import attributes, product_of
from returnkit.importers.payload import Node, parse
from returnkit.importers.result import ImportResult, Warnings
from returnkit.importers.totals import Beside, check_totals
from returnkit.money import Money

from .connections import (
    has_more,
    nodes_of,
    number_of,
    optional_number_of,
    page_of,
    shop_money,
    sum_of,
)
from .restitution import refunded_quantities, refunds
from .shipments import fulfillments
from .tenders import payment
from .totals import warn_of_fees, warn_of_presentment

_ONLY_ORDERS_HAVE: Final = ("totalPriceSet", "lineItems", "displayFinancialStatus")


def order_from_graphql(payload: Mapping[str, object] | str | bytes) -> ImportResult:
    """Read one order.

    Args:
        payload: The answer `{"data": {"order": {...}}}` (or `node`), what is in `data`, or the order itself,
            as JSON text or as read from it with `parse_float=Decimal`.

    Raises:
        NotAnOrderError: The payload is something else.
        PayloadError: Something in the order cannot be read, or one of its lists is cut off; `path` says what.
    """
    root = _answer(payload)
    for key in ("order", "node"):
        if key in root:
            if not root[key].is_given:
                raise NotAnOrderError("there is no such order", path=root[key].path)
            return _order(root[key])
    if _is_order(root):
        return _order(root)
    raise _not_an_order(root)


def orders_from_graphql(payload: Mapping[str, object] | str | bytes) -> tuple[ImportResult, ...]:
    """Read a page of orders, `{"data": {"orders": {...}}}` or what is in `data`, in its order.

    Where the page says that more orders follow, the last order carries a warning.

    Raises:
        NotAnOrderError: The payload is something else.
        PayloadError: Something in an order cannot be read; none is returned.
    """
    root = _answer(payload)
    if "orders" not in root:
        raise _not_an_order(root)
    page = root["orders"]
    results = [_order(node) for node in page_of(page)]
    if results and has_more(page):
        warnings = Warnings("shopify")
        warnings.add(
            "more_orders_follow", page["pageInfo"]["hasNextPage"], "more orders follow on the next page"
        )
        results[-1] = replace(results[-1], warnings=results[-1].warnings + warnings.found())
    return tuple(results)


def _answer(payload: Mapping[str, object] | str | bytes) -> Node:
    root = parse(payload)
    # An answer with errors may hold data as well: with null where something could not be read.
    if "errors" in root and root["errors"].is_given:
        raise NotAnOrderError("this is an error answer of the platform", path="errors")
    return root["data"] if "data" in root and root["data"].is_given else root


def _is_order(node: Node) -> bool:
    return any(key in node for key in _ONLY_ORDERS_HAVE)


def _not_an_order(root: Node) -> NotAnOrderError:
    if "orders" in root:
        help_ = "read it with `orders_from_graphql`"
        return NotAnOrderError("this is a list of orders", path=root.path, help=help_)
    if "order" in root or "node" in root or _is_order(root):
        help_ = "read it with `order_from_graphql`"
        return NotAnOrderError("this is a single order", path=root.path, help=help_)
    help_ = 'give `{"data": {"order": {...}}}` or the order itself'
    return NotAnOrderError("this is not an order", path=root.path, help=help_)


def _order(node: Node) -> ImportResult:
    if "line_items" in node:
        help_ = "read it with `order_from_rest`"
        raise NotAnOrderError("this is an order of the REST API", path=node.path, help=help_)
    warnings = Warnings("shopify")
    currency = node["currencyCode"].currency()
    lines = _lines(node, currency, warnings)
    order = node.build(
        lambda: Order(
            id=OrderId(number_of(node["id"], "Order")),
            number=node["name"].text(),
            placed_at=node["processedAt" if node["processedAt"].is_given else "createdAt"].instant(),
            currency=currency,
            total=shop_money(node["totalPriceSet"], currency),
            lines=lines,
            fulfillments=fulfillments(node, warnings),
            refunds=refunds(node, currency, warnings),
            discounts=tuple(_discounts(node, currency, warnings)),
            shipping=_shipping(node, currency, warnings),
            duties=_optional(node["originalTotalDutiesSet"], currency),
            tip=_optional(node["totalTipReceivedSet"], currency),
            payment=payment(node, currency, warnings),
            prices_include_tax=node["taxesIncluded"].truth(default=False),
            customer=_customer(node["customer"], warnings),
            shipping_address=_address(node["shippingAddress"], warnings),
            channel=node["sourceName"].optional_text(),
            tags=_tags(node["tags"]) or frozenset(),
            is_cancelled=node["cancelledAt"].is_given,
            attributes=attributes(node["customAttributes"], warnings, key="key"),
        )
    )
    if node["test"].truth(default=False):
        warnings.add("test_order", node["test"], "this is a test order")
    if any(True for _ in (page_of(node["returns"]) if node["returns"].is_given else ())):
        message = "returns are no part of an order, they are left out"
        warnings.add("returns_left_out", node["returns"], message)
    _check_totals(node, order, warnings)
    return ImportResult(order, warnings.found())


def _check_totals(node: Node, order: Order, warnings: Warnings) -> None:
    currency, nothing = order.currency, Money.zero(order.currency)
    keys = {
        "discounts_differ": "totalDiscountsSet",
        "tax_differs": "totalTaxSet",
        "total_differs": "totalPriceSet",
    }
    stated = {
        code: (node[key], shop_money(node[key], currency)) for code, key in keys.items() if node[key].is_given
    }
    fees = _optional(node["originalTotalAdditionalFeesSet"], currency) or nothing
    warn_of_fees(node["originalTotalAdditionalFeesSet"], fees, warnings)
    check_totals(order, stated, Beside(fees, nothing, nothing), warnings)
    warn_of_presentment(node["presentmentCurrencyCode"], currency, warnings)


def _lines(node: Node, currency: str, warnings: Warnings) -> tuple[LineItem, ...]:
    refunded = refunded_quantities(node)
    node["lineItems"].mapping()
    lines: dict[str, LineItem] = {}
    for item in nodes_of(node["lineItems"], warnings):
        if item["quantity"].whole() == 0:
            warnings.add("empty_line", item["quantity"], "the line has no units, it is left out")
            continue
        line = _line(item, currency, refunded, warnings)
        if line.id in lines:
            item["id"].refuse(f"the line id `{line.id}` is there twice")
        lines[line.id] = line
    if not lines:
        node["lineItems"].refuse("the order has no lines")
    return tuple(lines.values())


def _line(node: Node, currency: str, refunded: Mapping[str, int], warnings: Warnings) -> LineItem:
    id = number_of(node["id"], "LineItem")
    properties = attributes(node["customAttributes"], warnings, key="key")
    said, product, group = product_of(properties), node["product"], node["lineItemGroup"]
    # What was written on the line when it was bought goes before what the product is called today.
    known = product if product.is_given else Node({})
    return node.build(
        lambda: LineItem(
            id=LineId(id),
            title=node["title"].optional_text() or node["name"].optional_text() or "",
            sku=node["sku"].optional_text(),
            category=said.category or known["productType"].optional_text(),
            vendor=node["vendor"].optional_text(),
            tags=said.tags if said.tags is not None else _tags(known["tags"]),
            quantity=node["quantity"].whole(),
            current_quantity=_current_quantity(node, refunded.get(id, 0), warnings),
            unit_price=shop_money(node["originalUnitPriceSet"], currency),
            discount=sum_of(node["discountAllocations"], "allocatedAmountSet", currency),
            tax=sum_of(node["taxLines"], "priceSet", currency),
            is_gift_card=node["isGiftCard"].truth(default=False),
            requires_shipping=node["requiresShipping"].truth(default=True),
            bundle=Bundle(id=number_of(group["id"], "LineItemGroup"), name=group["title"].optional_text())
            if group.is_given
            else None,
            product_id=optional_number_of(product, "Product"),
            variant_id=optional_number_of(node["variant"], "ProductVariant"),
            attributes=properties,
        )
    )


def _current_quantity(node: Node, refunded: int, warnings: Warnings) -> int:
    stated = {
        key: node[key].whole() for key in ("currentQuantity", "refundableQuantity") if node[key].is_given
    }
    if not stated:
        return max(0, node["quantity"].whole() - refunded)
    if len(set(stated.values())) > 1:
        current, refundable = stated["currentQuantity"], stated["refundableQuantity"]
        message = f"`{current}` units are current and `{refundable}` refundable, the fewer count"
        warnings.add("quantities_differ", node["refundableQuantity"], message)
    return min(stated.values())


def _shipping(node: Node, currency: str, warnings: Warnings) -> Shipping | None:
    charges, nothing = list(nodes_of(node["shippingLines"], warnings)), Money.zero(currency)
    if not charges:
        return None
    return Shipping(
        price=sum((shop_money(charge["originalPriceSet"], currency) for charge in charges), nothing),
        discount=sum(
            (sum_of(charge["discountAllocations"], "allocatedAmountSet", currency) for charge in charges),
            nothing,
        ),
        tax=sum((sum_of(charge["taxLines"], "priceSet", currency) for charge in charges), nothing),
    )


def _discounts(node: Node, currency: str, warnings: Warnings) -> Iterator[Discount]:
    applied = list(nodes_of(node["discountApplications"], warnings))
    codes = [code for each in applied if (code := each["code"].optional_text())]
    codes += [code for each in node["discountCodes"].items() if (code := each.text()) not in codes]
    for code in codes:
        yield Discount(label=code, amount=_allocated(node, code, currency))
    # As in the REST API: what has a title and no code has no amount of its own.
    for each in applied:
        if not each["code"].is_given and (title := each["title"].optional_text()):
            yield Discount(label=title)


def _allocated(node: Node, code: str, currency: str) -> Money | None:
    """Return what was allocated to the discount of that code; None where allocations do not name theirs."""
    amount, known = Money.zero(currency), False
    for key in ("lineItems", "shippingLines"):
        for line in page_of(node[key]) if node[key].is_given else ():
            for part in line["discountAllocations"].items():
                if not part["discountApplication"].is_given:
                    return None
                if part["discountApplication"]["code"].optional_text() == code:
                    amount, known = amount + shop_money(part["allocatedAmountSet"], currency), True
    return amount if known else None


def _customer(node: Node, warnings: Warnings) -> Customer | None:
    if not node.is_given:
        warnings.add("no_customer", node, "no customer; the order counts as a guest's")
        return None
    return Customer(
        id=CustomerId(number_of(node["id"], "Customer")),
        tags=_tags(node["tags"]),
        is_guest=node["state"].is_given and node["state"].text() != "ENABLED",
    )


def _address(node: Node, warnings: Warnings) -> Address | None:
    if not node.is_given:
        return None
    code = node["countryCodeV2" if node["countryCodeV2"].is_given else "countryCode"]
    country = code.optional_text()
    if country is None:
        warnings.add("no_country", node["countryCodeV2"], "no country code; the address is left out")
        return None
    region = node["provinceCode"].optional_text()
    return node.build(
        lambda: Address(
            country=country,
            region=region.removeprefix(f"{country}-") if region else None,
            postal_code=node["zip"].optional_text(),
            city=node["city"].optional_text(),
        )
    )


def _tags(node: Node) -> frozenset[str] | None:
    return frozenset(tag.text() for tag in node.items()) if node.is_given else None


def _optional(node: Node, currency: str) -> Money | None:
    return shop_money(node, currency) if node.is_given else None
