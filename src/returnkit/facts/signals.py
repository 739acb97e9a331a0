"""Signals: patterns in one request that may mean abuse. They route a return; they seldom deny one."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from returnkit.expr.schema import Unknown

from .history import PastOutcome, PastReturn
from .line import LineItem
from .order import Order
from .request import ReturnRequest
from .vocabulary import NOT_ASKED, Subject

VARIANTS_BOUGHT: Final = 3
"""Variants of one product in one order from which on it is bracketing, ..."""
VARIANTS_RETURNED: Final = 2
"""... when so many of them come back."""
EVENT_CATEGORIES: Final = frozenset(
    {"costumes", "dresses", "evening_wear", "formalwear", "party", "suits", "wedding"}
)
"""Categories that are bought for one day."""
WORN_CONDITIONS: Final = frozenset({"used", "worn", "worn_out", "gently_used"})
"""Stated conditions that mean it was used."""
LEAST_WEIGHT_OFF_GRAMS: Final = 50
LEAST_WEIGHT_OFF_PERCENT: Final = 20

_NOT_BACK: Final = frozenset({PastOutcome.CANCELLED, PastOutcome.REJECTED})


def is_bracketing(
    order: Order, line: LineItem, request: ReturnRequest, earlier: Iterable[PastReturn]
) -> bool:
    """Return whether several variants of the line's product were bought to choose from.

    Args:
        order: The order.
        line: The line that is asked about; without a product it is never bracketing.
        request: What is asked back.
        earlier: Earlier returns of the same order, which count as well.
    """
    if line.product_id is None:
        return False
    bought = {each.variant_id for each in order.lines if each.product_id == line.product_id}
    if len(bought - {None}) < VARIANTS_BOUGHT:
        return False
    asked = [order.line(item.line_id) for item in request.items]
    back = {each.variant_id for each in asked if each and each.product_id == line.product_id}
    back |= {
        item.variant_id
        for each in earlier
        for item in each.items
        if item.product_id == line.product_id and item.outcome not in _NOT_BACK
    }
    return len(back - {None}) >= VARIANTS_RETURNED


def wears_to_an_event(subject: Subject) -> bool | Unknown:
    """Return whether goods for one day come back in a stated condition of use."""
    if subject.line.category not in EVENT_CATEGORIES:
        return False
    condition = subject.item.condition
    return NOT_ASKED if condition is None else condition in WORN_CONDITIONS


def wore_to_an_event(subject: Subject) -> bool | Unknown:
    """Return whether goods for one day were found used, or without their tag."""
    if subject.line.category not in EVENT_CATEGORIES:
        return False
    found = subject.inspection
    signs = (found.is_worn, found.is_tag_missing) if found else (None,)
    return True if True in signs else NOT_ASKED if None in signs else False


def is_weight_off(subject: Subject) -> bool | Unknown | None:
    """Return whether the parcel weighs what its goods cannot; null when their weight is not known.

    Off is more than 50 g and more than 20 % of the shipped weight, in either direction.
    """
    if subject.line.weight_grams is None:
        return None
    found = subject.inspection
    if found is None or found.weight_grams is None:
        return NOT_ASKED
    shipped = subject.line.weight_grams * subject.item.quantity
    off = abs(found.weight_grams - shipped)
    return off > LEAST_WEIGHT_OFF_GRAMS and off * 100 > LEAST_WEIGHT_OFF_PERCENT * shipped
