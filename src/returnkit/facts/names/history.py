"""Names of `history`: what the customer's past amounts to, without the request that is judged.

All are unknown with code `not_supplied` while the history, or the instant that is judged for, is not given.
Shares and sums of amounts in several currencies are unknown with code `foreign_currency`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Final

from returnkit.money import Money

from .. import metrics
from ..history import PastItem, PastOutcome, ReturnHistory
from ..reasons import ReasonCatalogue
from ..signals import is_bracketing
from ..vocabulary import FOREIGN_CURRENCY, Fact, Subject, Value
from .entries import count, fraction, money, past, truth

NOT_ARRIVED: Final = "not_arrived"
"""The group of reasons that claim the goods never came."""

_Metric = Callable[[ReturnHistory, datetime], Value]


def _past_count(path: str, doc: str, metric: Callable[[ReturnHistory, datetime], int], unit: str) -> Fact:
    return count(path, doc, past(lambda history, at, _: metric(history, at)), unit=unit)


def _past_share(path: str, doc: str, metric: _Metric, typical: str) -> Fact:
    return fraction(path, doc, past(lambda history, at, _: _in_one_currency(history, metric, at)), typical)


def _in_one_currency(history: ReturnHistory, metric: _Metric, at: datetime) -> Value:
    return FOREIGN_CURRENCY if len(metrics.currencies(history, at)) > 1 else metric(history, at)


def _returns(days: int) -> Fact:
    return _past_count(
        f"history.returns_{days}d",
        f"Returns asked in the last {days} days, wholly cancelled ones left out.",
        lambda history, at: len(metrics.returns_within(history, at, days)),
        "returns",
    )


def _return_rate(days: int) -> Fact:
    return _past_share(
        f"history.return_rate_{days}d",
        f"Share of the value of the last {days} days' settled orders given back; 0 below five of them.",
        partial(metrics.return_rate, days=days),
        "0.1500",
    )


def _units(path: str, doc: str, counts: Callable[[PastItem], bool]) -> Fact:
    def units(history: ReturnHistory, at: datetime) -> int:
        items = metrics.items_within(history, at, metrics.YEAR)
        return sum(item.quantity for item in items if counts(item))

    return _past_count(path, doc, units, "units")


def _day_value(history: ReturnHistory, at: datetime, subject: Subject) -> Value:
    if metrics.currencies(history, at) - {subject.currency}:
        return FOREIGN_CURRENCY
    return Money(metrics.largest_day_minor(history, at, 90), subject.currency).decimal


def _is_worn(item: PastItem) -> bool:
    found = item.inspection
    return found is not None and bool(found.is_worn or found.is_tag_missing)


def _is_bracketing(history: ReturnHistory, at: datetime, subject: Subject) -> Value:
    earlier = metrics.returns_of(history, at, subject.order.id)
    return is_bracketing(subject.order, subject.line, subject.request, earlier)


def history_facts(catalogue: ReasonCatalogue) -> tuple[Fact, ...]:
    """Return the names of `history`; *catalogue* says which reasons claim that nothing arrived."""
    not_arrived = catalogue.codes_of(NOT_ARRIVED)
    return (
        *(_returns(days) for days in (7, 30, 90, 365)),
        _past_count(
            "history.orders_365d",
            "Orders placed in the last 365 days, the one that is judged included.",
            lambda history, at: len(metrics.orders_within(history, at, metrics.YEAR)),
            "orders",
        ),
        _past_count(
            "history.settled_orders_365d",
            "Orders placed in the last 365 days and at least 30 days ago.",
            lambda history, at: len(metrics.settled_orders(history, at)),
            "orders",
        ),
        *(_return_rate(days) for days in (90, 180, 270, metrics.YEAR)),
        fraction(
            "history.return_rate_low_365d",
            "Least plausible share of settled orders with something given back (Wilson, 95 %).",
            past(lambda history, at, _: metrics.return_rate_low(history, at)),
            "0.0500",
        ),
        Fact(
            money(
                "history.returned_value_1d_max_90d",
                "Most that was given back for requests within any 24 hours of the last 90 days.",
                lambda _: None,
                "80.00",
            ).name,
            past(_day_value),
        ),
        _past_share(
            "history.value_concentration_365d",
            "Share of a year's returned value in its most valuable return; 0 below three returns.",
            metrics.value_concentration,
            "0.4000",
        ),
        _past_count(
            "history.split_returns_365d",
            "Returns of the last 365 days that were not the first of their order.",
            metrics.split_returns,
            "returns",
        ),
        count(
            "history.returns_of_order",
            "Earlier returns of the order that is judged, wholly cancelled ones left out.",
            past(lambda history, at, s: len(metrics.returns_of(history, at, s.order.id))),
            unit="returns",
        ),
        _units(
            "history.kept_items_365d",
            "Units of the last 365 days that were paid back and kept all the same.",
            lambda item: item.outcome is PastOutcome.KEPT,
        ),
        _units(
            "history.rejected_items_365d",
            "Units of the last 365 days whose return was rejected.",
            lambda item: item.outcome is PastOutcome.REJECTED,
        ),
        _units(
            "history.worn_items_365d",
            "Units of the last 365 days that were found worn or without their tag.",
            _is_worn,
        ),
        _units(
            "history.incomplete_items_365d",
            "Units of the last 365 days that came back with parts missing.",
            lambda item: item.inspection is not None and bool(item.inspection.has_missing_parts),
        ),
        _units(
            "history.unconfirmed_items_365d",
            "Units of the last 365 days whose stated reason was found to be untrue.",
            lambda item: item.inspection is not None and item.inspection.is_reason_confirmed is False,
        ),
        _past_count(
            "history.not_arrived_claims_365d",
            "Returns of the last 365 days that claimed goods never arrived.",
            lambda history, at: metrics.returns_for(history, at, metrics.YEAR, not_arrived),
            "returns",
        ),
        replace(
            truth(
                "history.is_bracketing",
                "Whether of three or more variants of the product in this order two or more come back.",
                past(_is_bracketing),
            ),
            is_of_item=True,
        ),
    )
