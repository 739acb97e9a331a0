"""Clock: the only place that knows what time it is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Protocol

from returnkit.errors import InstantError


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
        InstantError: *instant* is naive: it names no instant.
    """
    if instant.tzinfo is None or instant.utcoffset() is None:
        raise InstantError(
            f"the time `{instant.isoformat()}` has no zone", help="give an offset, such as `+00:00`"
        )
    return instant.astimezone(UTC)
