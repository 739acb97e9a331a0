"""A clock that tests move, so that no test waits."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Final

from returnkit.clock import to_utc

_START: Final = datetime(2026, 11, 5, 15, 30, tzinfo=UTC)


class MovableClock:
    """A clock that stands still until it is moved."""

    def __init__(self, instant: datetime = _START) -> None:
        self._now = to_utc(instant)

    def now(self) -> datetime:
        """Return the present instant in UTC."""
        return self._now

    def advance(self, time: timedelta) -> None:
        """Move by *time*, forwards."""
        if time < timedelta(0):
            raise ValueError("a clock does not go back")
        self._now += time
