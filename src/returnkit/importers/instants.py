"""Instants: times that a system writes without their zone."""

from __future__ import annotations

import re
from datetime import UTC, datetime, time
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from returnkit.clock import to_utc
from returnkit.errors import InstantError

from .payload import Node

_DATE: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_LOCAL: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}")
_NOON: Final = time(12)
_NO_ZONE_HELP: Final = 'say where its clock hangs: `timezone="Europe/Berlin"`'


def zone_of(name: str | None) -> ZoneInfo | None:
    """Return the zone of that IANA name; None for None.

    Raises:
        InstantError: There is no such zone.
    """
    if name is None:
        return None
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise InstantError(
            f"unknown zone `{name[:60]}`", help="use an IANA name such as `America/Chicago`"
        ) from None


def is_date(node: Node) -> bool:
    """Whether the text is a date without a time of day."""
    return bool(_DATE.fullmatch(node.text()))


def instant_in(node: Node, zone: ZoneInfo | None) -> datetime:
    """Return the instant, in UTC.

    Args:
        node: A date and time, with its offset or without, or a date: then noon, which is on that day
            wherever days are counted in *zone*.
        zone: Where the clock hangs that a time without an offset was read from.
    """
    text = node.text()
    if not _LOCAL.match(text) and not is_date(node):
        node.refuse(f"`{text[:40]}` is not a date and time")
    try:
        local = datetime.fromisoformat(text)
    except ValueError:
        node.refuse(f"`{text[:40]}` is not a date and time")
    if is_date(node):
        local = datetime.combine(local, _NOON)
    if local.tzinfo is None and zone is None:
        node.refuse(f"the time `{text}` has no zone", help=_NO_ZONE_HELP)
    try:
        return to_utc(local if local.tzinfo else local.replace(tzinfo=zone))
    except InstantError as exc:
        node.refuse(str(exc), help=exc.help)


def utc_instant(node: Node) -> datetime:
    """Return the instant of a time in UTC that does not say so."""
    return instant_in(node, ZoneInfo("UTC"))


def unix_instant(node: Node, seconds: int) -> datetime:
    """Return the instant of *seconds* since 1970."""
    try:
        return to_utc(datetime.fromtimestamp(seconds, UTC))
    except (ValueError, OverflowError, OSError):
        node.refuse(f"`{seconds}` is not a time")
