"""Shares: whole minor units of an amount, for units of it or in percent of it."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache
from typing import Final

from .rules import Rounding

_DOWN: Final = Rounding.DOWN  # of an enumeration a member is looked up by a call; here it counts
_HALF_EVEN: Final = Rounding.HALF_EVEN


def first_units(amount: int, units: int, of: int) -> int:
    """Return the share of the first *units* of *of* equal ones in *amount*, minor units.

    The minor units that are left over go to the first units, one each, as `Money.allocate` gives them: so
    the share of some units after others is the difference of two of these, and all shares sum to *amount*.
    """
    if amount < 0:
        return -first_units(-amount, units, of)
    each, over = divmod(amount, of)
    return each * units + min(units, over)


def next_units(amount: int, before: int, units: int, of: int, given: int) -> int:
    """Return the share of the next *units* after *before* of *of*, when *given* was given for those before.

    What was given before stays as it was. Where it differs from the share of those units by rounding alone,
    less than a minor unit for each, the next units make it up; where it differs by more it was meant so, and
    the next units get their own share. Never more than is left of *amount*.
    """
    if not units:
        return 0
    owed = first_units(amount, before, of)
    start = given if abs(owed - given) <= before else owed
    return max(0, min(first_units(amount, before + units, of) - start, amount - given))


def percent_of(amount: int, percent: Decimal, rounding: Rounding) -> int:
    """Return *percent* of *amount*, rounded once to whole minor units."""
    numerator, denominator = _ratio(percent)
    return divided(amount * numerator, denominator, rounding)


@lru_cache(maxsize=1_000)
def _ratio(percent: Decimal) -> tuple[int, int]:
    numerator, denominator = percent.as_integer_ratio()
    return numerator, denominator * 100


def divided(numerator: int, denominator: int, rounding: Rounding) -> int:
    """Return the quotient, rounded once; *denominator* is above zero, *numerator* may be below it."""
    if numerator < 0:
        return -divided(-numerator, denominator, rounding)
    whole, rest = divmod(numerator, denominator)
    if 2 * rest < denominator or rounding is _DOWN:
        return whole
    is_half = 2 * rest == denominator
    return whole if is_half and rounding is _HALF_EVEN and whole % 2 == 0 else whole + 1
