"""Bonuses: what is given on top, of the merchandise that is given back; held to its cap over the order."""

from __future__ import annotations

from decimal import Decimal

from returnkit.policy import Bonus, TermKind

from .account import Counting, Pot, Taken
from .charges import minor_of
from .components import ComponentCode
from .shares import percent_of
from .stated import UNSTATED, Stated

_BONUS = ComponentCode.BONUS


def add_bonus(counting: Counting, pot: Pot) -> None:
    """Add the bonus of what the items of *pot* give back, after their fees and what was withheld.

    Items that state another bonus are counted apart. Of a floor's offer the higher of both counts.

    Raises:
        Open: A figure is not known, or is in another currency.
    """
    stated: dict[tuple[Stated, ...], list[Taken]] = {}
    for taken in pot.takers:
        if taken.terms.is_plain:
            continue
        both = tuple(each for each in taken.terms.of(TermKind.BONUS) if each is not UNSTATED)
        if both:
            stated.setdefault(both, []).append(taken)
    withheld, left = max(0, pot.withheld), pot.amount
    for both, takers in stated.items():
        earned = max(0, sum(taken.earning for taken in takers))
        base = max(0, min(earned - withheld, left))
        withheld, left = max(0, withheld - earned), left - base
        offered = [_offered(counting, pot, each, takers[0], base) for each in both]
        amount, said, figure = max(offered, key=lambda each: each[0])
        pot.bonus += amount
        pot.on_top += amount
        if base or amount:
            counting.add(_BONUS, amount, pot, stated_by=said, base=base, figure=figure)


def _offered(
    counting: Counting, pot: Pot, stated: Stated, first: Taken, base: int
) -> tuple[int, Stated, str]:
    """Return the bonus on *base*, who states it, and in which words."""
    assert isinstance(stated.effect, Bonus)  # noqa: S101  # what a rule says of a bonus
    bonus = counting.figures.bonus(stated.effect, stated, first.item)
    figure = str(bonus)
    before = counting.counted(_BONUS, None, "", stated.rule, figure)
    due = 0
    if bonus.percent is not None:
        assert isinstance(bonus.percent, Decimal)  # noqa: S101  # of `Figures.bonus`; narrows the type
        due = percent_of(before.base + base, bonus.percent, counting.rules.rounding)
    if bonus.flat is not None and (base or before.base):
        due += minor_of(bonus.flat, counting, f"the bonus of {pot.offer}")
    if bonus.at_most is not None:
        due = min(due, minor_of(bonus.at_most, counting, f"the bonus of {pot.offer}"))
    return max(0, due - before.amount), stated, figure
