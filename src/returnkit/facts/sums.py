"""Sums: what the parts of an order come to, which is what was charged for it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from returnkit.money import Money

from .line import LineItem
from .payment import Shipping


@dataclass(frozen=True, slots=True)
class Sums:
    """What the parts of an order come to, before refunds.

    Attributes:
        goods: All ordered units before discounts; includes tax if the order's prices do.
        discounts: Those of lines and delivery.
        tax: Of lines and delivery, whether or not prices include it.
        total: Goods and delivery less discounts, duties, the tip, and what tax is not in the prices.
    """

    goods: Money
    discounts: Money
    tax: Money
    total: Money


def sums_of(
    lines: Sequence[LineItem],
    currency: str,
    *,
    shipping: Shipping | None = None,
    duties: Money | None = None,
    tip: Money | None = None,
    prices_include_tax: bool = False,
) -> Sums:
    """Return what the parts of an order come to.

    Args:
        lines: The lines.
        currency: Of every amount.
        shipping: What was paid for delivery, if anything.
        duties: Import duties charged, if any.
        tip: Tip received, if any.
        prices_include_tax: Whether the prices of lines and delivery contain their tax.

    Raises:
        CurrencyError: An amount is in another currency.
    """
    nothing = Money.zero(currency)
    delivery = shipping or Shipping(price=nothing, discount=nothing, tax=nothing)
    goods = sum((line.unit_price * line.quantity for line in lines), nothing)
    discounts = sum((line.discount for line in lines), delivery.discount)
    tax = sum((line.tax for line in lines), delivery.tax)
    beside = delivery.price + (duties or nothing) + (tip or nothing)
    total = goods - discounts + beside + (nothing if prices_include_tax else tax)
    return Sums(goods, discounts, tax, total)
