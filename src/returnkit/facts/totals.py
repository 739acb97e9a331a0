"""Totals: what a return adds up to once its items are judged; names of rules about the whole return."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from returnkit.expr.ir import Kind
from returnkit.expr.schema import Name, Unknown
from returnkit.money import Money

from .names.item import paid_for
from .order import Order
from .request import RequestedItem
from .vocabulary import FOREIGN_CURRENCY, Value

UNDECIDED: Final = Unknown("undecided")
"""It rests on an item of which it is not known whether it is accepted."""


@dataclass(frozen=True, slots=True)
class Accepted:
    """What comes back: units, lines, and what was paid for them; tax as in price."""

    value: Value
    quantity: Value
    lines: Value


@dataclass(frozen=True, slots=True)
class Kept:
    """What stays with the customer of all that is left of the order; as in `Accepted`."""

    value: Value
    quantity: Value


def totals_of(
    order: Order, items: Sequence[RequestedItem], currency: str, *, is_certain: bool
) -> tuple[Accepted, Kept]:
    """Return what *items* and the rest of *order* add up to.

    Args:
        order: The order.
        items: The accepted ones; each names a line of the order.
        currency: The policy's; amounts in another are unknown.
        is_certain: Whether it is known that these are accepted and no others.
    """
    if not is_certain:
        return Accepted(UNDECIDED, UNDECIDED, UNDECIDED), Kept(UNDECIDED, UNDECIDED)
    units = dict.fromkeys((line.id for line in order.lines), 0)
    for item in items:
        units[item.line_id] += item.quantity
    zero = Money.zero(order.currency)
    value = sum((paid_for(line, units[line.id]) for line in order.lines if units[line.id]), start=zero)
    left = sum((paid_for(line, line.current_quantity) for line in order.lines), start=zero)
    quantity, all_left = sum(units.values()), sum(line.current_quantity for line in order.lines)
    accepted = Accepted(_number(value, currency), quantity, sum(count > 0 for count in units.values()))
    return accepted, Kept(_number(left - value, currency), all_left - quantity)


def _number(amount: Money, currency: str) -> Value:
    return amount.decimal if amount.currency == currency else FOREIGN_CURRENCY


def _count(path: str, unit: str, doc: str) -> Name:
    return Name(path=path, kind=Kind.NUMBER, scale=0, unit=unit, minimum=Decimal(0), typical=1, doc=doc)


def _amount(path: str, doc: str) -> Name:
    return Name(
        path=path, kind=Kind.NUMBER, unit="money", minimum=Decimal(0), typical=Decimal("40.00"), doc=doc
    )


TOTALS: Final = (
    _amount("accepted.value", "What was paid for all accepted units; tax as in price."),
    _count("accepted.quantity", "units", "Accepted units, over all items."),
    _count("accepted.lines", "lines", "Lines of the order with an accepted unit."),
    _amount("kept.value", "What was paid for the units left that are not accepted; tax as in price."),
    _count("kept.quantity", "units", "Units left that are not accepted."),
)
"""The names that exist once the items are judged; only rules about the whole return may read them."""
