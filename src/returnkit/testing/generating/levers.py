"""Levers: what can be told so that a rule applies, or so that its effects show."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Final

from returnkit.policy import ClockName, Evidence, Rule, Whole
from returnkit.situations import After, Given, counter_of
from returnkit.situations.moments import EVENTS

ELSEWHERE: Final = "elsewhere"
"""A method that no rule names."""

_TYPICALLY_KNOWN: Final = (ClockName.ORDER, ClockName.SHIPMENT, ClockName.DELIVERY)


def levers_of(rule: Rule) -> Mapping[str, tuple[Given, ...]]:
    """Return values of keys with which the effects of *rule* show, beside those that its condition reads."""
    found: dict[str, tuple[Given, ...]] = {}
    if rule.limit:
        most = Decimal(rule.limit.units)
        found[counter_of(rule.limit)] = tuple(n for n in (most, most - 1) if n >= 0)
        found["item.quantity"] = (most + 1, most) if most else (Decimal(1),)
    if rule.whole is Whole.BUNDLE:
        found["request.is_bundle_complete"] = (False,)
        found["item.bundle"] = ("set-1",)
    elif rule.whole:
        found["item.is_returned_in_full"] = (False,)
        found["order.quantity_ordered"] = (Decimal(2),)
    if methods := (*rule.by, *rule.not_by):
        found["request.method"] = (*methods, ELSEWHERE)
    if rule.ask:
        for wanted in rule.ask.wanted:
            if isinstance(wanted, Evidence):
                found[f"evidence.{wanted.name}"] = (Decimal(wanted.least),)
            else:
                found[f"answers.{wanted.name}"] = ("yes",)
    for start in rule.within.chain if rule.within else ():
        if start.event not in _TYPICALLY_KNOWN:
            found[EVENTS[start.event.value]] = (After(2, "days", "order"),)
    if rule.extend and rule.extend.until:
        found["order.placed_at"] = tuple(map(_day, _before(rule.extend.until)))
    if rule.defer:
        found["order.placed_at"] = tuple(map(_day, _before(rule.defer.to)))
    return found


def _before(day: date) -> Iterator[date]:
    """Yield days so long before *day* that windows of some lengths end before it, or begin."""
    yield from (day - timedelta(days=days) for days in (10, 20, 40, 100))


def _day(day: date) -> datetime:
    return datetime.combine(day, time(12), UTC)
