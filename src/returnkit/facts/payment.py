"""Payment: what was charged beside the lines, what was received, and what went back."""

from __future__ import annotations

from returnkit.ids import LineId
from returnkit.model import Frozen
from returnkit.money import Money

from .fields import Amount, Instant, PositiveCount, Text


class Shipping(Frozen):
    """What the shopper paid for delivery: the price before the discount, and the tax charged on it."""

    price: Amount
    discount: Amount
    tax: Amount


class Discount(Frozen):
    """A discount of the order by its code or title. Its shares are in the lines and the shipping."""

    label: str
    amount: Amount | None = None


class Payment(Frozen):
    """What is known of the payment.

    Attributes:
        status: The platform's word, such as `paid` or `partially_refunded`.
        captured: Money received, refunds not subtracted; None when the platform does not say.
        outstanding: What the platform calls outstanding, as stored; None when it does not say.
        gateways: Names of the payment services.
    """

    status: str | None = None
    captured: Amount | None = None
    outstanding: Money | None = None
    gateways: tuple[str, ...] = ()


class RefundedLine(Frozen):
    """Units of a line in a refund, with the amount and tax as stored."""

    line_id: LineId
    quantity: PositiveCount
    amount: Amount
    tax: Amount


class Adjustment(Frozen):
    """An amount of a refund that belongs to no line: below zero given to the shopper, above zero withheld."""

    kind: str
    amount: Money
    tax: Money


class Refund(Frozen):
    """A refund already made, as the platform stored it; nothing is recomputed.

    Attributes:
        id: The refund's identifier.
        at: When it was made.
        amount: Money that went back to the shopper; None when the platform does not say.
        lines: The refunded units.
        adjustments: What belongs to no line, such as shipping.
    """

    id: Text
    at: Instant
    amount: Amount | None = None
    lines: tuple[RefundedLine, ...] = ()
    adjustments: tuple[Adjustment, ...] = ()
