"""Increments: whether one effect of a rule is surely as good for the shopper as another."""

from __future__ import annotations

from decimal import Decimal
from typing import Final, TypeAlias

from .charges import Fee
from .demands import Ask
from .effects import Refusal, Review
from .payouts import Bonus
from .periods import Extension
from .windows import Window

Number: TypeAlias = Decimal | str | None
"""A figure, an expression that computes one, or none."""

_LENGTHS: Final = ("hours", "days", "weeks", "months", "years")
"""Units of which more is never less, whatever a calendar knows."""


def only_words(was: Refusal | Review | Ask, now: Refusal | Review | Ask) -> bool:
    """Return whether the two differ in nothing but what people read."""
    if isinstance(was, Ask) and isinstance(now, Ask):
        asked = [[each.name for each in ask.questions] for ask in (was, now)]
        return (was.evidence, was.before, asked[0]) == (now.evidence, now.before, asked[1])
    return type(was) is type(now)


def reaches_as_far(was: Window | Extension, now: Window | Extension) -> bool:
    """Return whether what *now* closes, it never closes before *was* does."""
    if isinstance(was, Extension) and isinstance(now, Extension):
        if was.until and now.until:
            return was.zone == now.zone and was.until <= now.until
        return bool(was.days and now.days and was.days <= now.days)
    if not isinstance(was, Window) or not isinstance(now, Window):
        return False
    if now == Window():
        return was.goods_back is None
    for unit in _LENGTHS:
        amount, before = getattr(now, unit), getattr(was, unit)
        if amount is not None and before is not None:
            return amount >= before and was.evolve(**{unit: amount}) == now
    return False


_ALIKE: Final = ("kind", "of", "per", "decided", "collect")


def fee_no_dearer(was: Fee, now: Fee) -> bool:
    """Return whether *now* never charges more than *was*, for the same things."""
    alike = all(getattr(was, name) == getattr(now, name) for name in _ALIKE)
    charged = _at_most(now.flat, was.flat) and _at_most(now.percent, was.percent)
    least = now.at_least is None or (was.at_least is not None and _at_most(now.at_least, was.at_least))
    most = was.at_most is None or (now.at_most is not None and _at_most(now.at_most, was.at_most))
    return alike and charged and least and most


def gives_no_less(was: Bonus | Number, now: Bonus | Number) -> bool:
    """Return whether the bonus or rate *now* is never less than *was*."""
    if isinstance(was, Bonus) and isinstance(now, Bonus):
        most = now.at_most is None or (was.at_most is not None and _at_most(was.at_most, now.at_most))
        return _at_most(was.flat, now.flat) and _at_most(was.percent, now.percent) and most
    return not isinstance(was, Bonus) and not isinstance(now, Bonus) and _at_most(was, now)


def _at_most(one: Number, other: Number) -> bool:
    """Return whether *one* is surely not above *other*; none is nothing, an expression only itself."""
    if one is None or one == other:
        return True
    return isinstance(one, Decimal) and isinstance(other, Decimal) and one <= other
