"""Amounts: windows whose length is computed from facts, with the number put in."""

from __future__ import annotations

from collections.abc import Callable
from decimal import ROUND_CEILING, Decimal
from typing import TypeAlias

from .spans import LIMITS
from .windows import Window

Number: TypeAlias = int | Decimal
"""What an expression gives."""


def resolved(window: Window, number: Callable[[str], Number | None]) -> Window:
    """Return *window* with what *number* gives for each text in the place of the computed amounts.

    A fraction counts as a whole unit, and the bounds of the window hold. Where *number* gives None, the
    amount is not known: it stays computed, and `reckon` gives the earliest closing.
    """
    if window.parts:
        longest, shortest = (
            tuple(resolved(part, number) for part in parts) for parts in (window.longest, window.shortest)
        )
        return window.evolve(longest=longest, shortest=shortest) if window.expressions else window
    found = number(window.computed.text) if window.computed else None
    return window if found is None or not Decimal(found).is_finite() else _counting(window, found)


def least(window: Window) -> Window:
    """Return the shortest that *window* can be, whatever its computed amounts turn out to be."""
    return resolved(window, lambda _: 0)


def _counting(window: Window, number: Number) -> Window:
    assert window.computed  # noqa: S101  # of the callers above; narrows the type
    unit = window.computed.unit
    floor = 1 if unit.is_elapsed or window.counts_inclusively else 0
    whole = int(Decimal(number).to_integral_value(ROUND_CEILING))
    most = LIMITS[unit] if window.at_most is None else min(window.at_most, LIMITS[unit])
    whole = max(min(max(whole, window.at_least or 0), most), floor)
    return window.evolve(computed=None, at_least=None, at_most=None, **{unit.value: whole})
