"""Ledgers: the money and the units of an order, over all of its returns."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from heapq import merge

from returnkit.facts import Order
from returnkit.ids import LineId
from returnkit.settlement import Ledger, LedgerEntry, Units, UnitsEntry

from .axes import ApprovalStatus
from .state import Return

_OPEN = frozenset({ApprovalStatus.SUBMITTED, ApprovalStatus.APPROVED})


def order_ledger(order: Order, returns: Iterable[Return]) -> Ledger:
    """Return the ledger of *order*: what its first return found, and what each of its returns did.

    Args:
        order: The order, as the return that is looked at has it.
        returns: Every return of the order, in any order.

    Raises:
        LedgerError: The entries do not fit each other.
    """
    of_order = sorted(returns, key=lambda each: (each.submitted_at, each.id))
    opening = [entry for each in of_order for entry in each.opening]
    known = {entry.line_id for entry in opening if isinstance(entry, UnitsEntry)}
    # A line that was added to the order since counts from then on; what it cost, a person has to tell.
    opening += [
        UnitsEntry(at=order.placed_at, counter=Units.ORDERED, line_id=line.id, quantity=line.quantity)
        for line in order.lines
        if line.id not in known
    ]
    return Ledger(order, [*opening, *_in_time(of_order)])


def units_claimed(returns: Iterable[Return], line_id: LineId) -> int:
    """Return how many units of a line are asked back by open returns and not settled yet."""
    claimed = 0
    for each in returns:
        if each.approval not in _OPEN:
            continue
        for item in each.items:
            if item.line_id == line_id:
                units = item.asked.quantity if each.approval is ApprovalStatus.SUBMITTED else item.accepted
                claimed += max(0, units - item.settled)
    return claimed


def _in_time(returns: Sequence[Return]) -> Iterable[LedgerEntry]:
    # What one return did stays in its order; of two returns what was dated earlier comes first.
    return merge(*(each.entries for each in returns), key=lambda entry: entry.at)
