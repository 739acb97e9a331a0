"""Clock: instants are aware, and in UTC."""

from __future__ import annotations

import zoneinfo
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from importlib.metadata import PackageNotFoundError
from pathlib import Path

import pytest

from returnkit.clock import Clock, FixedClock, SystemClock, to_utc, zone_data
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


def test_time_zone_data_tell_their_version(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "tzdata.zi").write_text("# version 2031c\nR a 1916 o\n")
    monkeypatch.setattr(zoneinfo, "TZPATH", (str(tmp_path),))

    assert zone_data.__wrapped__() == "2031c"


@pytest.mark.parametrize(
    ("name", "text", "told"), [("+VERSION", "2031d\n", "2031d"), ("UTC", "x", "unknown")]
)
def test_data_in_another_form_tell_it_or_do_not(
    name: str, text: str, told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / name).write_text(text)
    monkeypatch.setattr(zoneinfo, "TZPATH", ("/nowhere", str(tmp_path)))

    assert zone_data.__wrapped__() == told


def test_without_data_of_the_system_those_of_the_package_count(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zoneinfo, "TZPATH", ())
    monkeypatch.setattr("importlib.metadata.version", lambda name: "2031.3")

    assert zone_data.__wrapped__() == "tzdata 2031.3"


def test_without_any_the_version_is_unknown(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> str:
        raise PackageNotFoundError(name)

    monkeypatch.setattr(zoneinfo, "TZPATH", ())
    monkeypatch.setattr("importlib.metadata.version", missing)

    assert zone_data.__wrapped__() == "unknown"
