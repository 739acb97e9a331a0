"""Facts: orders and requests as values, and the names by which rules read them."""

from .customer import Address, Customer
from .fields import Attributes, Instant, Scalar
from .fulfillment import Fulfillment, FulfillmentStatus, LineQuantity
from .order import LineItem, Order
from .payment import Adjustment, Discount, Payment, Refund, RefundedLine, Shipping
from .request import RequestedItem, Resolution, ReturnRequest

__all__ = [
    "Address",
    "Adjustment",
    "Attributes",
    "Customer",
    "Discount",
    "Fulfillment",
    "FulfillmentStatus",
    "Instant",
    "LineItem",
    "LineQuantity",
    "Order",
    "Payment",
    "Refund",
    "RefundedLine",
    "RequestedItem",
    "Resolution",
    "ReturnRequest",
    "Scalar",
    "Shipping",
]
