"""Clock: the only place that knows what time it is, and by which data of zones days are told apart."""

from __future__ import annotations

import zoneinfo
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Final, Protocol

from returnkit.errors import InstantError

FIRST_YEAR: Final = 1900
"""The first year we count in; nothing was sold before."""
LAST_YEAR: Final = 9000
"""The last one; the calendar has room for every window after it."""
UNKNOWN_ZONE_DATA: Final = "unknown"
"""The version of time zone data that do not say it."""


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


@cache
def zone_data() -> str:
    """Return the version of the time zone data that days are counted with, such as `2025b`.

    Zones are read from the same place; governments change their clocks, and with them the end of a day.
    Where the data do not say their version, it is `unknown`.
    """
    for folder in map(Path, zoneinfo.TZPATH):
        for name, line in (("tzdata.zi", "# version "), ("+VERSION", "")):
            found = _first_line(folder / name)
            if found.startswith(line) and found != line:
                return found.removeprefix(line).strip()
        if folder.is_dir() and any(folder.iterdir()):
            return UNKNOWN_ZONE_DATA  # zones are taken from here, whatever else is installed
    from importlib.metadata import PackageNotFoundError, version

    try:
        return f"tzdata {version('tzdata')}"
    except PackageNotFoundError:
        return UNKNOWN_ZONE_DATA


def _first_line(path: Path) -> str:
    try:
        with path.open(encoding="utf-8") as file:
            return file.readline().rstrip("\n")
    except OSError:
        return ""
