"""Zones: whose civil days a policy counts: the shop's, and in windows perhaps those of the destination."""

from __future__ import annotations

from typing import Annotated, Final, TypeAlias
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BeforeValidator, Field, ValidatorFunctionWrapHandler, WrapValidator

from returnkit.facts import Order, ZoneName

DESTINATION: Final = "destination"
"""The zone of the place that an order was delivered to; it may not be known."""


def _a_shop_has_one(name: object) -> object:
    if name == DESTINATION:
        help_ = "end with the zone of the shop, as in `[destination, Europe/Berlin]`"
        raise ValueError(f"the destination may not be known: {help_}")
    return name


def _each_is_used(names: tuple[str, ...]) -> tuple[str, ...]:
    _a_shop_has_one(names[-1])
    first = next(place for place, name in enumerate(names) if name != DESTINATION)
    if unused := names[first + 1 : -1]:
        raise ValueError(f"`{unused[0]}` is never used: `{names[first]}` before it is always known")
    if first > 1:
        raise ValueError(f"`{DESTINATION}` stands twice")
    return names


def _tuple_of_list(given: object) -> object:
    return tuple(given) if isinstance(given, list) else given


def _or_destination(given: object, read: ValidatorFunctionWrapHandler) -> object:
    return given if given == DESTINATION else read(given)


_One: TypeAlias = Annotated[ZoneName, WrapValidator(_or_destination)]
_Several: TypeAlias = Annotated[tuple[_One, ...], Field(min_length=1), AfterValidator(_each_is_used)]

TimeZone: TypeAlias = Annotated[
    Annotated[ZoneName, BeforeValidator(_a_shop_has_one)] | _Several, BeforeValidator(_tuple_of_list)
]
"""A zone, or several: windows count in the first that is known, and periods in the last, the shop's."""


def zone_of_shop(timezone: TimeZone) -> ZoneInfo:
    """Return the zone in which periods are counted."""
    return ZoneInfo(timezone if isinstance(timezone, str) else timezone[-1])


def zone_of_windows(timezone: TimeZone, order: Order) -> ZoneInfo:
    """Return the zone in which the windows of *order* are counted: the first that is known."""
    if isinstance(timezone, str) and timezone != DESTINATION:
        return ZoneInfo(timezone)
    address = order.shipping_address
    destination = address.timezone if address else None
    names = (timezone,) if isinstance(timezone, str) else timezone
    return ZoneInfo(next(name for name in (destination if n == DESTINATION else n for n in names) if name))
