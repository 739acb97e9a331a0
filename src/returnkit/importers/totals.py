"""Totals: whether the parts of an order come to what the platform states."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from returnkit.facts import Order, sums_of
from returnkit.money import Money

from .payload import Node
from .result import Warnings

_NOUNS: Final = {
    "goods_differ": "the lines",
    "discounts_differ": "the discounts of lines and delivery",
    "tax_differs": "the taxes of lines and delivery",
    "total_differs": "lines, discounts, delivery and tax",
}


@dataclass(frozen=True, slots=True)
class Beside:
    """What an order charges beside lines and delivery.

    Attributes:
        amount: With tax if the order's prices have it.
        tax: The tax charged on it.
        rounded: What the unit prices were rounded up by; it counts as discount.
    """

    amount: Money
    tax: Money
    rounded: Money


def total_of(node: Node, key: str, currency: str) -> Money:
    """Return the sum of the amounts *key* in a list; zero when it is not given."""
    return sum((part[key].money(currency) for part in node.items()), Money.zero(currency))


def check_totals(
    order: Order, stated: Mapping[str, tuple[Node, Money]], beside: Beside, warnings: Warnings
) -> None:
    """Warn where stated totals differ from their parts. What is stored stays as it is.

    Args:
        order: The order as read.
        stated: What the platform states, by the code of the warning.
        beside: What is charged beside lines and delivery.
        warnings: Where to.
    """
    sums = sums_of(
        order.lines,
        order.currency,
        shipping=order.shipping,
        duties=order.duties,
        tip=order.tip,
        prices_include_tax=order.prices_include_tax,
    )
    tax = Money.zero(order.currency) if order.prices_include_tax else beside.tax
    parts = {
        "goods_differ": sums.goods,
        "discounts_differ": sums.discounts - beside.rounded,
        "tax_differs": sums.tax + beside.tax,
        "total_differs": sums.total + beside.amount + tax,
    }
    for code, (node, amount) in stated.items():
        if amount != parts[code]:
            warnings.add(code, node, f"{_NOUNS[code]} come to `{parts[code]}`, the order says `{amount}`")
