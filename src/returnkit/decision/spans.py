"""Spans: when an offer is open, as far as is known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import lru_cache
from typing import Protocol, TypeVar
from zoneinfo import ZoneInfo

from returnkit.expr.backends.twins import FAILURES
from returnkit.expr.schema import is_unknown
from returnkit.ids import RuleId
from returnkit.policy import (
    Clocks,
    Closing,
    CompiledOffer,
    CompiledPolicy,
    Condition,
    Window,
    civil_day,
    closing,
    midnight,
    reckon,
    resolved,
)

from .prepare import Prepared

Move = TypeVar("Move")

Opening = tuple[datetime | None, datetime | None]
"""The earliest and the latest instant at which an offer may open; None is never."""


@dataclass(frozen=True, slots=True)
class Span:
    """A window as it may hold.

    Attributes:
        rule: The rule whose window it is.
        opens: When it may open.
        closing: When it closes, if no rule that is not known moves it; else a lower bound.
        latest: When it closes if every rule that may move it does.
        inside: Whether the instant of the decision lies in it: one answer when it is certain.
        moved_by: The rules of which it is not known whether they move it.
        unknown: The texts of its computed amounts that are not known.
        after: The offer whose closing lets it open, or None.
    """

    rule: RuleId
    opens: Opening
    closing: Closing
    latest: Closing
    inside: tuple[bool, ...]
    moved_by: tuple[Condition, ...] = ()
    unknown: tuple[str, ...] = ()
    after: str | None = None

    @property
    def is_certain(self) -> bool:
        """Whether its closing is known."""
        return self.closing.is_certain and self.latest.closes == self.closing.closes


class Opens(Protocol):
    """Tells when an offer of another name lets those after it open."""

    def __call__(self, name: str) -> Sequence[Opening]:
        """Return every opening there may be."""
        ...


def spans_of(
    compiled: CompiledPolicy,
    offer: CompiledOffer,
    positions: Sequence[int],
    prepared: Prepared,
    at: datetime,
    opens_after: Opens,
) -> list[Span]:
    """Return the windows that *offer* may have, one for each of *positions* and each opening."""
    extends, may_extend = _moves(offer.extends, prepared)
    defers, may_defer = _moves(offer.defers, prepared)
    moved_by = tuple(condition for condition, _ in (*may_extend, *may_defer))
    found: list[Span] = []
    for position in positions:
        condition = offer.window.conditions[position]
        window = resolved(offer.window.effects[position], lambda text: _number(compiled, text, prepared))
        sure_extends, sure_defers = [move for _, move in extends], [move for _, move in defers]
        first = latest = (
            _plain(window, prepared.clocks)
            if not (offer.is_moved or window.expressions)
            else reckon(window, prepared.clocks, extends=sure_extends, defers=sure_defers)
        )
        if moved_by:
            latest = reckon(
                window,
                prepared.clocks,
                extends=[*sure_extends, *(move for _, move in may_extend)],
                defers=[*sure_defers, *(move for _, move in may_defer)],
            )
        after = compiled.policy.rules[condition.number].after
        for opens in opens_after(after) if after else [(prepared.clocks.order, prepared.clocks.order)]:
            inside = _inside(at, opens, first, latest)
            found.append(
                Span(condition.rule, opens, first, latest, inside, moved_by, window.expressions, after)
            )
    return found


def plain_closing(window: Window, start: datetime, zone: ZoneInfo) -> datetime | None:
    """Return when a plain *window* from *start* closes, exclusive, UTC; None is never."""
    if window.hours is None and window.days_inside is not None:
        return _end_of_day(start, window.days_inside, zone)
    return closing(window, start, zone)


@lru_cache(maxsize=4096)
def _end_of_day(start: datetime, days: int, zone: ZoneInfo) -> datetime | None:
    # The lines of an order share their events, and orders their days.
    try:
        return midnight(civil_day(start, zone) + days + 1, zone)
    except OverflowError:
        return None


def _plain(window: Window, clocks: Clocks) -> Closing:
    """Return the closing of a window that nothing moves, the short way where there is one."""
    start = clocks.start(window.of) if window.is_plain and window.of else None
    if start is None or window.goods_back:
        return reckon(window, clocks)
    closes = plain_closing(window, start, clocks.zone)
    return Closing(
        closes,
        is_certain=True,
        assumed=False,
        zone=clocks.zone,
        clock=window.chain[0],
        start=start,
        accepted_until=closes,
    )


def _moves(
    moves: Sequence[tuple[Condition, Move]], prepared: Prepared
) -> tuple[list[tuple[Condition, Move]], list[tuple[Condition, Move]]]:
    """Return the moves of rules that apply, and those of rules of which it is not known."""
    sure: list[tuple[Condition, Move]] = []
    unsure: list[tuple[Condition, Move]] = []
    for condition, move in moves:
        truth = condition.ask(prepared.views)
        if truth is True:
            sure.append((condition, move))
        elif truth is not False:
            unsure.append((condition, move))
    return sure, unsure


def _number(compiled: CompiledPolicy, text: str, prepared: Prepared) -> int | Decimal | None:
    """Return a computed amount, or None when a fact is missing or it fails on these facts."""
    try:
        found = compiled.amounts[text](*prepared.views)
    except FAILURES:
        return None
    return None if is_unknown(found) else found  # where the amount is a fact itself, nothing is computed


def _inside(at: datetime, opens: Opening, first: Closing, latest: Closing) -> tuple[bool, ...]:
    """Return whether *at* lies between opening and closing; both answers where it may."""
    earliest, last = opens
    if earliest is None or at < earliest:
        return (False,)
    is_open = last is not None and at >= last
    until, at_last = first.accepted_until, latest.accepted_until
    if until is None or at < until:
        return (True,) if is_open else (True, False)
    is_over = first.is_certain and latest.is_certain and at_last is not None and at >= at_last
    return (False,) if is_over else (True, False)
