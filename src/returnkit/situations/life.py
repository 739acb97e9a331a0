"""Life: when everything happened to an order, from the events that are told."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from returnkit.diagnostics import Diagnostic
from returnkit.errors import SituationError

from .keys import AT
from .moments import EVENTS, NOON, After, local
from .values import Given

TYPICAL_DAY: Final = date(2026, 3, 3)
"""The day on which an order is placed of which nothing is told."""

_FOLLOWING: Final = {"order.placed_at": 0, "order.shipped_at": 1, "order.delivered_at": 3}
"""How many days after the order each event typically is."""
_ASKED_AFTER: Final = 1
"""How many days after the delivery a return is typically asked for."""


def life_of(told: Mapping[str, Given], zone: ZoneInfo) -> dict[str, datetime]:
    """Return the instants (UTC) of an order's life by key: those that are *told*, and those that follow.

    The order is placed on the typical day, or so long before the first event that is told as it typically is.

    Raises:
        SituationError: An event is told by another that is not known.
    """
    known = {path: value for path, value in told.items() if isinstance(value, datetime) and path in _LIFE}
    relative = {path: value for path, value in told.items() if isinstance(value, After)}
    _settle(known, relative, zone)
    if "order.placed_at" not in known:
        typical = {**_FOLLOWING, AT: _FOLLOWING["order.delivered_at"] + _ASKED_AFTER}
        first = next((path for path in typical if path in known), None)
        known["order.placed_at"] = (
            local(TYPICAL_DAY, NOON, zone) if first is None else _later(known[first], -typical[first], zone)
        )
    _settle(known, relative, zone)
    for path, days in _FOLLOWING.items():
        if path not in told:
            known.setdefault(path, _later(known["order.placed_at"], days, zone))
            _settle(known, relative, zone)
    if AT not in told:
        days = _FOLLOWING["order.delivered_at"]
        start = known.get("order.delivered_at") or _later(known["order.placed_at"], days, zone)
        known[AT] = _later(start, _ASKED_AFTER, zone)
        _settle(known, relative, zone)
    if missing := [path for path in relative if path not in known and path in _LIFE]:
        raise SituationError(tuple(_not_known(path, relative[path]) for path in missing))
    return known


_LIFE: Final = frozenset((*EVENTS.values(), AT))


def _settle(known: dict[str, datetime], relative: Mapping[str, After], zone: ZoneInfo) -> None:
    """Add to *known* what is told by events in it, as long as one more is found."""
    waiting = {path: after for path, after in relative.items() if path in _LIFE and path not in known}
    while ready := [path for path, after in waiting.items() if EVENTS[after.event] in known]:
        for path in ready:
            after = waiting.pop(path)
            known[path] = after.from_(known[EVENTS[after.event]], zone)


def _later(instant: datetime, days: int, zone: ZoneInfo) -> datetime:
    """Return noon of the day *days* after that of *instant*."""
    return local(instant.astimezone(zone).date() + timedelta(days=days), NOON, zone)


def _not_known(path: str, after: After) -> Diagnostic:
    message = f"`{path}` is told by `{after.event}`, which is not known here"
    help_ = f"tell `{EVENTS[after.event]}`, or give `{path}` a time of its own"
    return Diagnostic("situation.event", message, path=path, help=help_)
