"""Ladders: offers that open after others, and whether they are open at all then."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ..amounts import least
from ..document import Fault, binds
from ..spans import Unit
from ..windows import Window, written
from .lengths import ENDLESS, least_days, most_days
from .survey import Survey, warning

_OF_A_CALENDAR: Final = (Unit.BUSINESS_DAYS, Unit.BUSINESS_HOURS)


def closes_before_it_opens(found: Survey) -> Iterator[Fault]:
    """Yield the windows after an offer that close no later than that offer, so that they never open."""
    for number, rule in found.speaking:
        if rule.within is None or rule.after is None or not found.can_be_offered(rule.after, number):
            continue
        offers = [offer for offer in found.offers_of(number) if number in found.windows_for(offer, number)]
        above = found.windows_for(rule.after, number)
        if not offers or not above or not all(_moves_along(found, number, offer) for offer in offers):
            continue
        if all(closes_no_later(rule.within, window) for window in above.values()):
            windows, s = ("windows", "") if len(above) > 1 else ("window", "s")
            is_endless = min(map(least_days, above.values())) >= ENDLESS
            closes = f"never close{s}" if is_endless else f"close{s} no earlier"
            why = f"its {windows} in {found.named(above)} {closes}"
            message = f"`{written(rule.within)}` never opens while `{rule.after}` stands: {why}"
            help_ = f"write all of the time since the event, more than `{rule.after}` has, or drop `after`"
            yield warning(("rules", number, "within"), "policy.closes_before_it_opens", message, help_)


def _moves_along(found: Survey, number: int, offer: str) -> bool:
    """Return whether all that moves the windows of *offer* moves those of what it opens after as well."""
    after = found.policy.rules[number].after
    return not any(
        (rule.extend or rule.defer) and binds(rule, offer) and not binds(rule, after or "")
        for n, rule in found.speaking
        if not found.excludes(number, n)
    )


def closes_no_later(window: Window, other: Window) -> bool:
    """Return whether *window* surely closes when *other* does or before, for one and the same order."""
    if other.is_unlimited:
        return True
    if window.is_unlimited or window.parts or other.parts or window.grace:
        return False
    if any(getattr(window, name) != getattr(other, name) for name in ("chain", "per", "zone")):
        return False
    if window.rolls and not (other.rolls and window.calendar == other.calendar):
        return False
    if window.computed and window.computed == other.computed:
        bounds = ("at_least", "at_most", "counting", "calendar")
        return all(getattr(window, name) == getattr(other, name) for name in bounds)
    return _is_no_longer(window, other)


def _is_no_longer(window: Window, other: Window) -> bool:
    days = most_days(window)
    if days is not None and days <= least_days(other):
        return True
    most, fewest = window.at_most if window.computed else window.amount, least(other).amount
    if window.unit is not other.unit or most is None or fewest is None:
        return False
    if window.unit in _OF_A_CALENDAR and window.calendar != other.calendar:
        return False
    # Of two that count alike; one that counts the day of the event ends sooner.
    return max(most, 1) <= fewest and window.counts_inclusively >= other.counts_inclusively
