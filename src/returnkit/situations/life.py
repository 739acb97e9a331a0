"""Life: when everything happened to an order, from the events that are told."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from returnkit.diagnostics import Diagnostic
from returnkit.errors import InstantError, SituationError

from .keys import AT
from .moments import EVENTS, NOON, After, local
from .values import Given

TYPICAL_DAY: Final = date(2026, 3, 3)
"""The day on which an order is placed of which nothing is told."""

_PLACED: Final = "order.placed_at"
_DELIVERED: Final = "order.delivered_at"
_FOLLOWING: Final = {_PLACED: 0, "order.shipped_at": 1, _DELIVERED: 3}
"""How many days after the order each event typically is."""
_ASKED_AFTER: Final = 1
"""How many days after the delivery a return is typically asked for."""
_TYPICAL: Final = {**_FOLLOWING, AT: _FOLLOWING[_DELIVERED] + _ASKED_AFTER}
_LIFE: Final = frozenset((*EVENTS.values(), AT))


def life_of(told: Mapping[str, Given], zone: ZoneInfo) -> dict[str, datetime]:
    """Return the instants (UTC) of an order's life by key: those that are *told*, and those that follow.

    The order is placed on the typical day, or so long before the first event that is told as it typically is.

    Raises:
        SituationError: An event is told by another that is not known, or lies outside the years we count in.
    """
    return _Life(told, zone).instants()


def at_instants(told: Mapping[str, Given], life: Mapping[str, datetime], zone: ZoneInfo) -> dict[str, Given]:
    """Return what is *told* with every instant that an event of *life* tells as the instant that it is.

    Raises:
        SituationError: Its event is not known, or it lies outside the years we count in.
    """
    found = {path: life.get(path, value) for path, value in told.items()}
    after = {path: value for path, value in found.items() if isinstance(value, After)}
    if missing := [path for path, value in after.items() if EVENTS[value.event] not in life]:
        raise SituationError(tuple(_not_known(path, after[path]) for path in missing))
    return found | {path: _instant(path, after[path], life, zone) for path in after}


class _Life:
    def __init__(self, told: Mapping[str, Given], zone: ZoneInfo) -> None:
        self.told, self.zone = told, zone
        self.known = {path: at for path, at in told.items() if isinstance(at, datetime) and path in _LIFE}
        self.waiting = {path: at for path, at in told.items() if isinstance(at, After) and path in _LIFE}

    def instants(self) -> dict[str, datetime]:
        known = self.known
        self._settle()
        if _PLACED not in known:
            first = next((path for path in _TYPICAL if path in known), None)
            known[_PLACED] = (
                local(TYPICAL_DAY, NOON, self.zone) if first is None else self._later(first, -_TYPICAL[first])
            )
        self._settle()
        for path, days in _FOLLOWING.items():
            if path not in self.told and path not in known:
                known[path] = self._later(_PLACED, days)
                self._settle()
        if AT not in self.told:
            start, days = (_DELIVERED, 0) if _DELIVERED in known else (_PLACED, _FOLLOWING[_DELIVERED])
            known[AT] = self._later(start, days + _ASKED_AFTER)
            self._settle()
        if self.waiting:
            raise SituationError(tuple(_not_known(path, after) for path, after in self.waiting.items()))
        return known

    def _settle(self) -> None:
        """Make known what is told by events that are, as long as one more is found."""
        while ready := [path for path, after in self.waiting.items() if EVENTS[after.event] in self.known]:
            for path in ready:
                self.known[path] = _instant(path, self.waiting.pop(path), self.known, self.zone)

    def _later(self, start: str, days: int) -> datetime:
        """Return noon of the day *days* after that of the event *start*."""
        there = self.known[start].astimezone(self.zone)
        try:
            return local(there.date() + timedelta(days=days), NOON, self.zone)
        except InstantError as exc:
            # What *start* follows from is told, where it is not told itself.
            told = next(path for path in (start, _PLACED, *_TYPICAL) if path in self.told)
            raise SituationError((Diagnostic("situation.value", str(exc), path=told),)) from exc


def _instant(path: str, after: After, life: Mapping[str, datetime], zone: ZoneInfo) -> datetime:
    """Return the instant of *path*, which is told by an event of *life*."""
    try:
        return after.from_(life[EVENTS[after.event]], zone)
    except InstantError as exc:
        raise SituationError((Diagnostic("situation.value", str(exc), path=path),)) from exc


def _not_known(path: str, after: After) -> Diagnostic:
    message = f"`{path}` is told by `{after.event}`, which is not known here"
    help_ = f"tell `{EVENTS[after.event]}`, or give `{path}` a time of its own"
    return Diagnostic("situation.event", message, path=path, help=help_)
