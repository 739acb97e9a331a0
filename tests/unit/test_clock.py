"""Clock: instants are aware, and in UTC."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone, tzinfo

import pytest

from returnkit.clock import Clock, FixedClock, SystemClock, to_utc
from returnkit.errors import InstantError


class Nowhere(tzinfo):
    """A zone that does not know its offset."""

    def utcoffset(self, at: datetime | None) -> timedelta | None:
        return None

    def dst(self, at: datetime | None) -> timedelta | None:
        return None

    def tzname(self, at: datetime | None) -> str | None:
        return None


def test_a_fixed_clock_tells_its_instant_in_utc() -> None:
    seoul = timezone(timedelta(hours=9))
    clock: Clock = FixedClock(datetime(2026, 1, 2, 3, 4, tzinfo=seoul))

    now = clock.now()

    assert now == datetime(2026, 1, 1, 18, 4, tzinfo=UTC)
    assert now.tzinfo is UTC


def test_the_computers_clock_goes_forward_in_utc() -> None:
    clock: Clock = SystemClock()

    first, second = clock.now(), clock.now()

    assert first <= second
    assert first.tzinfo is UTC


@pytest.mark.parametrize("zone", [None, Nowhere()])
def test_a_time_without_an_offset_names_no_instant(zone: tzinfo | None) -> None:
    with pytest.raises(InstantError, match="has no zone") as refusal:
        to_utc(datetime(2026, 1, 1, tzinfo=zone))

    assert refusal.value.help == "give an offset, such as `Z` or `-08:00`"
