"""Lines: what was sold, with the unit price that the platform does not store."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import unescape
from typing import Final

from returnkit.facts import LineItem
from returnkit.ids import LineId
from returnkit.importers.attributes import attributes, product_of
from returnkit.importers.payload import Node
from returnkit.importers.result import Warnings
from returnkit.money import Money

_DIGITS_HELP: Final = "ask the platform for amounts with the currency's own decimals, such as `dp=2`"


def amount_of(node: Node, key: str, tax_key: str, currency: str, *, gross: bool) -> Money:
    """Return the amount *key*, with the tax *tax_key* where prices include tax."""
    amount = node[key].money(currency)
    return amount + node[tax_key].money(currency) if gross and node[tax_key].is_given else amount


def lines(
    node: Node, currency: str, refunded: Mapping[str, int], warnings: Warnings, *, gross: bool
) -> tuple[LineItem, ...]:
    """Return the lines of an order.

    Args:
        node: The list of lines.
        currency: The order's.
        refunded: How many units of each line were refunded.
        warnings: Where to warn.
        gross: Whether prices include tax.
    """
    found: dict[str, LineItem] = {}
    for item in node.required_items():
        if item["quantity"].whole() == 0:
            warnings.add("empty_line", item["quantity"], "the line has no units, it is left out")
            continue
        line = _line(item, currency, refunded, warnings, gross=gross)
        if line.id in found:
            item["id"].refuse(f"the line id `{line.id}` is there twice")
        found[line.id] = line
    if not found:
        node.refuse("the order has no lines")
    return tuple(found.values())


def rounded_up(node: Node, bought: Sequence[LineItem], currency: str, *, gross: bool) -> Money:
    """Return what the prices of all units are more than what the platform stored for them."""
    items = (item for item in node.required_items() if item["quantity"].whole())
    pairs = zip(items, bought, strict=True)
    parts = (line.unit_price * line.quantity - _before(item, currency, gross=gross) for item, line in pairs)
    return sum(parts, Money.zero(currency))


def _before(item: Node, currency: str, *, gross: bool) -> Money:
    # A price raised by hand after the sale is in the total alone: nothing was taken off.
    charged = amount_of(item, "total", "total_tax", currency, gross=gross)
    return max(amount_of(item, "subtotal", "subtotal_tax", currency, gross=gross), charged)


def _line(
    item: Node, currency: str, refunded: Mapping[str, int], warnings: Warnings, *, gross: bool
) -> LineItem:
    id, quantity = item["id"].identifier(), item["quantity"].whole()
    before = _before(item, currency, gross=gross)
    after = amount_of(item, "total", "total_tax", currency, gross=gross)
    # Rounded up, so that the rest is a discount: what was paid stays exact, and no unit is worth too little.
    unit = Money(-(-before.minor // quantity), currency)
    if unit * quantity != before:
        message = (
            f"`{before}` for `{quantity}` units: the price of one is rounded up, the rest counts as discount"
        )
        warnings.add("unit_price_rounded", item["subtotal"], message)
    values = attributes(item["meta_data"], warnings, key="key")
    product = product_of(values)
    return item.build(
        lambda: LineItem(
            id=LineId(id),
            title=unescape(item["name"].optional_text() or ""),
            sku=item["sku"].optional_text(),
            category=product.category,
            tags=product.tags,
            quantity=quantity,
            current_quantity=max(0, quantity - refunded.get(id, 0)),
            unit_price=unit,
            discount=unit * quantity - after,
            tax=item["total_tax"].money(currency),
            product_id=_named(item["product_id"]),
            variant_id=_named(item["variation_id"]),
            attributes=values,
        )
    )


def _named(node: Node) -> str | None:
    # 0 stands for none, and for a product that was deleted.
    return node.identifier() if node.is_given and not node.is_zero else None
