"""Payment: what was charged beside the lines, what was received, and what went back."""

from __future__ import annotations

from enum import StrEnum

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


class TenderKind(StrEnum):
    """What an order is paid with; a kind the platform does not say is `other`."""

    CARD = "card"
    GIFT_CARD = "gift_card"
    STORE_CREDIT = "store_credit"
    WALLET = "wallet"
    BANK_TRANSFER = "bank_transfer"
    DIRECT_DEBIT = "direct_debit"
    CASH = "cash"
    CASH_ON_DELIVERY = "cash_on_delivery"
    MOBILE_BILL = "mobile_bill"
    PAY_LATER = "pay_later"
    INVOICE = "invoice"
    POINTS = "points"
    OTHER = "other"


class Tender(Frozen):
    """One means of payment of an order.

    Attributes:
        kind: What it is.
        brand: Its brand, such as `visa` or `klarna`.
        program: The issuer's programme, such as `store_card`.
        amount: The part of the order that it pays; None when the platform does not say.
        is_captured: Whether the money has been received, not only promised or reserved.
    """

    kind: TenderKind
    brand: Text | None = None
    program: Text | None = None
    amount: Amount | None = None
    is_captured: bool = True


class Payment(Frozen):
    """What is known of the payment.

    Attributes:
        status: The platform's word, such as `paid` or `partially_refunded`.
        tenders: The means of payment; None when the platform does not say, none when nothing was to be paid.
        captured: Money received, refunds not subtracted; None when the platform does not say.
        outstanding: What the platform calls outstanding, as stored; None when it does not say.
        gateways: Names of the payment services.
    """

    status: str | None = None
    tenders: tuple[Tender, ...] | None = None
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
