"""Clock: the only place that knows what time it is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final, Protocol

from returnkit.errors import InstantError

FIRST_YEAR: Final = 1900
"""The first year we count in; nothing was sold before."""
LAST_YEAR: Final = 9000
"""The last one; the calendar has room for every window after it."""


class Clock(Protocol):
    """Tells the present instant."""

    def now(self) -> datetime:
        """Return the present instant, aware, in UTC."""
        ...


class SystemClock:
    """The computer's clock."""

    def now(self) -> datetime:
        """Return the present instant, aware, in UTC."""
        return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class FixedClock:
    """A clock that stands still; for tests, replays and examples."""

    instant: datetime

    def now(self) -> datetime:
        """Return the fixed instant in UTC."""
        return to_utc(self.instant)


def to_utc(instant: datetime) -> datetime:
    """Return *instant* in UTC.

    Raises:
        InstantError: *instant* is naive, so it names no instant, or lies outside the years we count in.
    """
    if instant.tzinfo is None or instant.utcoffset() is None:
        raise InstantError(
            f"the time `{instant.isoformat()}` has no zone", help="give an offset, such as `Z` or `-08:00`"
        )
    if not FIRST_YEAR <= instant.year <= LAST_YEAR:
        raise InstantError(f"the time `{instant.isoformat()}` is not between {FIRST_YEAR} and {LAST_YEAR}")
    return instant.astimezone(UTC)
