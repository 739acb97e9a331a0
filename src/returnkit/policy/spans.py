"""Spans: amounts of time as policies write them, `30 days`, `5 business days`."""

from __future__ import annotations

import re
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Any, Final, Self

from pydantic import Field, model_serializer, model_validator

from returnkit.diagnostics import suggest
from returnkit.model import Frozen

MAX_DAYS: Final = 36_525  # a hundred years; longer ones are `unlimited`


class Unit(StrEnum):
    """The units of time, as the keys of a document name them."""

    DAYS = "days"
    HOURS = "hours"
    WEEKS = "weeks"
    MONTHS = "months"
    YEARS = "years"
    BUSINESS_DAYS = "business_days"
    BUSINESS_HOURS = "business_hours"

    @property
    def words(self) -> str:
        """How a text names it: `business days`."""
        return self.value.replace("_", " ")

    @property
    def is_elapsed(self) -> bool:
        """Whether it passes by the clock; the others are counted in the calendar."""
        return self in {Unit.HOURS, Unit.BUSINESS_HOURS}


LIMITS: Final = {
    Unit.DAYS: MAX_DAYS,
    Unit.HOURS: 24 * MAX_DAYS,
    Unit.WEEKS: MAX_DAYS // 7,
    Unit.MONTHS: 1_200,
    Unit.YEARS: 100,
    Unit.BUSINESS_DAYS: 1_000,
    Unit.BUSINESS_HOURS: 24 * 1_000,
}
"""The longest amount of each unit; working days are walked one by one, so they end sooner."""

_FORM: Final = re.compile(r"(?P<amount>[0-9]{1,6}) +(?P<unit>[a-z]+(?: +[a-z]+)?)")


class Span(Frozen):
    """An amount of time, such as `3 days`.

    Attributes:
        amount: How many; zero is allowed.
        unit: Of what.
    """

    amount: Annotated[int, Field(ge=0)]
    unit: Unit

    @model_validator(mode="before")
    @classmethod
    def _text_is_read(cls, given: Any) -> Any:  # Any: what a document holds
        is_bare = isinstance(given, int | Decimal) and not isinstance(given, bool)
        return _read(str(given)) if is_bare or isinstance(given, str) else given

    @model_validator(mode="after")
    def _it_is_within_the_longest(self) -> Self:
        check_length(self.amount, self.unit, shown=str(self))
        return self

    @model_serializer
    def _as_text(self) -> str:
        return str(self)

    def __str__(self) -> str:
        return f"{self.amount} {self.unit.words.removesuffix('s') if self.amount == 1 else self.unit.words}"


def read_span(text: str) -> Span:
    """Return the length of time that *text* writes.

    Raises:
        ValueError: It writes none, or too long a one.
    """
    fields = _read(text)
    check_length(fields["amount"], fields["unit"], shown=text)
    return Span(**fields)


def _read(text: str) -> dict[str, Any]:  # Any: each field has its own kind
    found = _FORM.fullmatch(text.strip())
    if not found:
        raise ValueError(f"`{text}` is no length of time: write it as `3 days`")
    return {"amount": int(found["amount"]), "unit": read_unit(found["unit"])}


def read_unit(text: str) -> Unit:
    """Return the unit that *text* names in the singular or plural.

    Raises:
        ValueError: There is no such unit.
    """
    word = " ".join(text.split()).removesuffix("s")
    units = {unit.words.removesuffix("s"): unit for unit in Unit}
    if word not in units:
        known = ", ".join(f"`{unit.words}`" for unit in Unit)
        raise ValueError(f"unknown unit `{word}`: {suggest(word, units) or f'use one of {known}'}")
    return units[word]


def check_length(amount: int, unit: Unit, *, shown: str) -> None:
    """Refuse an *amount* that no window can have, *shown* as it was written.

    Raises:
        ValueError: It is too long, or no time at all.
    """
    if amount > LIMITS[unit]:
        longest = f"{LIMITS[unit]:,} {unit.words}" if "business" in unit.words else "a hundred years"
        raise ValueError(f"`{shown}` is longer than {longest}: write `unlimited`")
    if unit.is_elapsed and amount < 1:
        raise ValueError(f"`{shown}` ends as it begins: write at least one hour")
