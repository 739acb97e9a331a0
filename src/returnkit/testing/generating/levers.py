"""Levers: what can be told so that a rule applies, or so that its effects show."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Final

from returnkit.expr.ir import Compare, Literal, fields, walk
from returnkit.policy import ClockName, Counted, Evidence, Policy, Rule, Whole, compile_policy
from returnkit.situations import UNKNOWN, After, Given
from returnkit.situations.moments import EVENTS

from ..coverage.obligations import conditions_by_rule

ELSEWHERE: Final = "elsewhere"
"""A method that no rule names."""

_TYPICALLY_KNOWN: Final = (ClockName.ORDER, ClockName.SHIPMENT, ClockName.DELIVERY)
_TOTALS: Final = {
    "accepted.value": "item.unit_paid",
    "accepted.quantity": "item.quantity",
    "accepted.lines": "request.quantity",
    "kept.value": "order.quantity_ordered",
    "kept.quantity": "order.quantity_ordered",
}
"""What can be told of one item so that the totals of a return change."""


def levers_of(rule: Rule) -> Mapping[str, tuple[Given, ...]]:
    """Return values of keys with which the effects of *rule* show, beside those that its condition reads."""
    found: dict[str, tuple[Given, ...]] = {}
    if rule.limit:
        family = "household_counters" if rule.limit.of is Counted.HOUSEHOLD else "counters"
        most = Decimal(rule.limit.units)
        found[f"{family}.{rule.limit.counter}"] = tuple(n for n in (most, most - 1) if n >= 0)
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


def levers_of_totals(policy: Policy, number: int) -> Iterator[tuple[str, tuple[Given, ...]]]:
    """Yield values of keys that bring the totals, which a rule about the return reads, to its constants."""
    for condition in conditions_by_rule(compile_policy(policy))[number].values():
        for node in walk(condition.node) if condition.node is not None else ():
            read = [field.path for field in fields(node) if field.path in _TOTALS]
            if isinstance(node, Compare) and read:
                near = [part.value for part in walk(node) if isinstance(part, Literal)]
                numbers = [value for value in near if isinstance(value, Decimal)]
                yield _TOTALS[read[0]], tuple(_around(read[0], numbers))


def _around(total: str, constants: list[Decimal]) -> Iterator[Decimal]:
    step = Decimal("0.01") if total.endswith("value") else Decimal(1)
    for constant in constants:
        for value in (constant, constant - step, constant + step):
            if value > 0:
                yield value
    yield Decimal(1)


def open_ended(values: tuple[Given, ...]) -> tuple[Given, ...]:
    """Return *values* without the one that something is not known."""
    return tuple(value for value in values if value is not UNKNOWN)
