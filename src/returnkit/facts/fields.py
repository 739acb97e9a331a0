"""Fields: the small named types that the fact models are made of."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from decimal import Decimal
from types import MappingProxyType
from typing import Annotated, Final, TypeAlias, TypeVar, overload
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AfterValidator, BeforeValidator, Field, PlainSerializer, ValidationInfo

from returnkit.clock import to_utc
from returnkit.money import Money, exponent

_Default = TypeVar("_Default")

_ISO_INSTANT: Final = re.compile(r"\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d")


def _not_a_number(value: object) -> object:
    # pydantic reads 1700000000, and "1700000000" in JSON, as seconds since 1970.
    if isinstance(value, datetime) or (isinstance(value, str) and _ISO_INSTANT.match(value)):
        return value
    raise ValueError("an instant is an ISO 8601 date and time with an offset")


def _not_negative(amount: Money) -> Money:
    if amount.minor < 0:
        raise ValueError(f"the amount `{amount}` is negative")
    return amount


def _known(currency: str) -> str:
    exponent(currency)
    return currency


def _known_zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise ValueError(f"unknown zone `{name}`: use an IANA name such as `America/Chicago`") from None
    return name


MAX_DIGITS = 28
"""The precision of conditions: a longer number would be rounded, a huge one not be counted."""


def _counted(number: Decimal | int) -> Decimal | int:
    exact = Decimal(number)
    if not exact.is_finite():
        raise ValueError(f"`{number}` is not a finite number")
    if len(exact.as_tuple().digits) > MAX_DIGITS or abs(exact.adjusted()) > MAX_DIGITS:
        raise ValueError(f"a number has at most {MAX_DIGITS} digits")
    return number


class Attributes(Mapping[str, "Scalar"]):
    """An immutable mapping of custom names to plain values, in the order of the names."""

    __slots__ = ("_values",)

    def __init__(self, values: Mapping[str, Scalar] = MappingProxyType({})) -> None:
        self._values = {name: values[name] for name in sorted(values)}

    def __getitem__(self, name: str) -> Scalar:
        return self._values[name]

    @overload
    def get(self, name: str, /) -> Scalar | None: ...
    @overload
    def get(self, name: str, default: Scalar | _Default, /) -> Scalar | _Default: ...
    def get(self, name: str, default: object = None, /) -> object:
        """Return the value of *name*, or *default*."""
        return self._values.get(name, default)  # asked for every item: the inherited one is slow

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)

    def __hash__(self) -> int:
        return hash(tuple(self._values.items()))

    def __repr__(self) -> str:
        return f"Attributes({self._values!r})"


def untagged(value: object, info: ValidationInfo) -> object:
    """Return a plain value as `tagged` wrote it in JSON."""
    if isinstance(value, float) and info.mode == "json":
        return Decimal(repr(value))
    # In JSON a decimal is `{"decimal": "1.50"}`: a bare string would come back as a string.
    if isinstance(value, dict) and value.keys() == {"decimal"} and isinstance(value["decimal"], str):
        try:
            return Decimal(value["decimal"])
        except ArithmeticError:
            return value
    return value


def tagged(value: Scalar | None) -> object:
    """Return a plain value as JSON keeps it exactly: `{"decimal": "1.50"}`."""
    return {"decimal": str(value)} if isinstance(value, Decimal) else value


def _tagged(values: Mapping[str, Scalar]) -> dict[str, object]:
    return {name: tagged(value) for name, value in values.items()}


Instant = Annotated[datetime, Field(strict=False), BeforeValidator(_not_a_number), AfterValidator(to_utc)]
"""An aware instant, or its ISO 8601 text, kept in UTC; a naive time or a bare number is refused."""

Amount = Annotated[Money, AfterValidator(_not_negative)]
"""Money from zero up."""

Currency = Annotated[str, AfterValidator(_known)]
"""An ISO 4217 code."""

ZoneName = Annotated[str, AfterValidator(_known_zone)]
"""An IANA name of a zone."""

CountryCode = Annotated[str, Field(pattern=r"^[A-Z]{2}$")]
"""An ISO 3166-1 code of two letters."""

MAX_TEXT = 2_000
"""Characters of one text; a pattern's search costs at most the square of it."""

Text = Annotated[str, Field(min_length=1, max_length=MAX_TEXT)]
"""Text that is not empty."""

Count = Annotated[int, Field(ge=0)]
"""Whole units from zero up."""

PositiveCount = Annotated[int, Field(ge=1)]
"""Whole units from one up."""

Tags = Annotated[frozenset[str], PlainSerializer(sorted, return_type=list[str], when_used="json")]
"""A set of words; written sorted."""

Scalar: TypeAlias = bool | int | str | Decimal
"""A plain value of a custom attribute."""

AttributeMap = Annotated[
    Mapping[
        str,
        Annotated[
            bool
            | Annotated[int, AfterValidator(_counted)]
            | Annotated[str, Field(max_length=MAX_TEXT)]
            | Annotated[Decimal, AfterValidator(_counted)],
            Field(union_mode="left_to_right"),
            BeforeValidator(untagged),
        ],
    ],
    AfterValidator(Attributes),
    PlainSerializer(_tagged, return_type=dict[str, object], when_used="json"),
]
"""Custom attributes by name; kept as immutable `Attributes`."""

CountMap = Annotated[
    Mapping[str, Count],
    AfterValidator(Attributes),
    PlainSerializer(dict, return_type=dict[str, int], when_used="json"),
]
"""Whole numbers from zero up by name; kept as immutable `Attributes`."""

TextMap = Annotated[
    Mapping[str, Text],
    AfterValidator(Attributes),
    PlainSerializer(dict, return_type=dict[str, str], when_used="json"),
]
"""Texts by name, such as labels by language; kept as immutable `Attributes`."""
