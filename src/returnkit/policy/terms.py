"""Terms: the words of a window beside its amount and its event."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Any, Final, Literal, TypeAlias, TypeVar

from pydantic import BeforeValidator, Field, model_serializer, model_validator

from returnkit.diagnostics import suggest
from returnkit.model import Frozen

from .clocks import ClockName, read_event
from .spans import Span, Unit, read_span


class Counting(StrEnum):
    """Whether the day of the event is counted: as day 0, or as day 1."""

    EXCLUSIVE = "exclusive"
    INCLUSIVE = "inclusive"


class Roll(StrEnum):
    """Where a window goes whose last day is no working day."""

    NONE = "none"
    NEXT_WORKING_DAY = "next_working_day"


CalendarName: TypeAlias = Annotated[str, Field(pattern=r"^[A-Za-z][A-Za-z0-9_-]*$", max_length=40)]
"""What a policy calls a calendar: `DE`, `KR`, `weekends`."""


class Computed(Frozen):
    """An amount that is computed from facts.

    Attributes:
        text: The expression, in the language of conditions.
        unit: What it counts.
    """

    text: Annotated[str, Field(min_length=1, max_length=1_000)]
    unit: Unit


class GoodsBack(Frozen):
    """Until when the goods have to arrive: `7 days of request`, `35 days of delivery`, `35 days`.

    It is counted as its window is: same days, calendar and roll.

    Attributes:
        span: How long.
        of: What it counts from; None is what its window counts from.
    """

    span: Span
    of: ClockName | Literal["request"] | None = None

    @model_validator(mode="before")
    @classmethod
    def _text_is_read(cls, given: Any) -> Any:  # Any: what a document holds
        if not isinstance(given, str):
            return given
        span, _, event = (part.strip() for part in given.partition(" of "))
        of = None if not event else event if event == "request" else read_event(event, also=("request",))
        return {"span": read_span(span), "of": of}

    @model_serializer
    def _as_text(self) -> str:
        return str(self)

    def __str__(self) -> str:
        return f"{self.span} of {self.of}" if self.of else str(self.span)


Count = Annotated[int, Field(ge=0)]


_Word = TypeVar("_Word", bound=StrEnum)


def word(words: type[_Word]) -> BeforeValidator:
    """Return what reads a member of *words* from a document, and tells the known ones where it is none."""

    def read(given: Any) -> Any:  # Any: what a document holds
        if isinstance(given, words) or not isinstance(given, str):
            return given
        if given in list(words):
            return words(given)
        known = ", ".join(f"`{each.value}`" for each in words)
        help_ = suggest(given, words)
        raise ValueError(f"`{given}` is not one of {known}{f': {help_}' if help_ else ''}")

    return BeforeValidator(read)


def read_several(given: Any) -> Any:  # Any: what a document holds
    """Read one thing as a list of one."""
    if given is None or isinstance(given, tuple):
        return given
    return tuple(given) if isinstance(given, list) else (given,)


SEVERAL: Final = BeforeValidator(read_several)
"""Reads one thing or a list of things from a document."""
