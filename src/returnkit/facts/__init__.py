"""Facts: orders and requests as values, and the names by which rules read them."""

from .custom import declare
from .customer import Address, Customer
from .declaration import Declaration
from .derived import FAILED, derived
from .fields import MAX_DIGITS, MAX_TEXT, Attributes, Currency, Instant, Scalar, ZoneName
from .fulfillment import Fulfillment, FulfillmentStatus, LineQuantity
from .history import PastItem, PastOrder, PastOutcome, PastReturn, ReturnHistory
from .inspection import Inspection
from .line import Bundle, LineItem, SoldCondition
from .names.entries import past
from .names.item import comes_back_whole
from .order import Order
from .payment import (
    Adjustment,
    Discount,
    Payment,
    Refund,
    RefundedLine,
    Shipping,
    Tender,
    TenderKind,
)
from .reasons import FaultSide, Reason, ReasonCatalogue
from .request import RequestedItem, Resolution, ReturnRequest
from .seller import Seller, SellerType
from .standard_reasons import STANDARD_REASONS
from .sums import Sums, sums_of
from .table import STANDARD, vocabulary_of
from .totals import TOTALS, UNDECIDED, Accepted, Kept, totals_of
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
    line_of,
)

__all__ = [
    "FAILED",
    "FOREIGN_CURRENCY",
    "MAX_DIGITS",
    "MAX_TEXT",
    "NOT_ASKED",
    "NOT_SUPPLIED",
    "STANDARD",
    "STANDARD_REASONS",
    "TOTALS",
    "UNDECIDED",
    "UNREADABLE",
    "Accepted",
    "Address",
    "Adjustment",
    "Attributes",
    "Bundle",
    "Currency",
    "Customer",
    "Declaration",
    "Discount",
    "Fact",
    "FaultSide",
    "Fulfillment",
    "FulfillmentStatus",
    "Inspection",
    "Instant",
    "Kept",
    "LineItem",
    "LineQuantity",
    "Order",
    "PastItem",
    "PastOrder",
    "PastOutcome",
    "PastReturn",
    "Payment",
    "Reader",
    "Reason",
    "ReasonCatalogue",
    "Refund",
    "RefundedLine",
    "RequestedItem",
    "Resolution",
    "ReturnHistory",
    "ReturnRequest",
    "Scalar",
    "Seller",
    "SellerType",
    "Shipping",
    "SoldCondition",
    "Subject",
    "Sums",
    "Tender",
    "TenderKind",
    "Value",
    "Vocabulary",
    "ZoneName",
    "comes_back_whole",
    "declare",
    "derived",
    "line_of",
    "past",
    "sums_of",
    "totals_of",
    "vocabulary_of",
]
