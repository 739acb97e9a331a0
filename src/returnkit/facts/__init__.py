"""Facts: orders and requests as values, and the names by which rules read them."""

from .custom import Declaration, declare
from .customer import Address, Customer
from .fields import Attributes, Instant, Scalar
from .fulfillment import Fulfillment, FulfillmentStatus, LineQuantity
from .order import LineItem, Order
from .payment import Adjustment, Discount, Payment, Refund, RefundedLine, Shipping
from .request import RequestedItem, Resolution, ReturnRequest
from .table import STANDARD
from .vocabulary import (
    FOREIGN_CURRENCY,
    NOT_ASKED,
    NOT_SUPPLIED,
    UNREADABLE,
    Fact,
    Reader,
    Subject,
    Value,
    Vocabulary,
)

__all__ = [
    "FOREIGN_CURRENCY",
    "NOT_ASKED",
    "NOT_SUPPLIED",
    "STANDARD",
    "UNREADABLE",
    "Address",
    "Adjustment",
    "Attributes",
    "Customer",
    "Declaration",
    "Discount",
    "Fact",
    "Fulfillment",
    "FulfillmentStatus",
    "Instant",
    "LineItem",
    "LineQuantity",
    "Order",
    "Payment",
    "Reader",
    "Refund",
    "RefundedLine",
    "RequestedItem",
    "Resolution",
    "ReturnRequest",
    "Scalar",
    "Shipping",
    "Subject",
    "Value",
    "Vocabulary",
    "declare",
]
