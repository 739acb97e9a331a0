"""Windows: for how long an offer stands after which event."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Annotated, Any, Final, Self, TypeAlias

from pydantic import BeforeValidator, Field, model_serializer, model_validator

from returnkit.facts import ZoneName
from returnkit.model import Frozen

from .clocks import Addition, ClockName, Per, Start, read_chain
from .spans import Span, Unit, check_length
from .terms import CalendarName, Computed, Counting, GoodsBack, Roll, word
from .wording import CLAUSES, COMBINATIONS, read_window

Count: TypeAlias = Annotated[int, Field(ge=0)]
"""How many of a unit."""


_TIMED: Final = (None, ClockName.ORDER, ClockName.SHIPMENT, ClockName.DELIVERY)


def _one_event(given: Any) -> Any:  # Any: what a document holds
    # `read_window` has read what can be read; of the rest this tells what is wrong.
    return given if given is None or isinstance(given, ClockName) else read_chain(given)


class Window(Frozen):
    """A span of time after an event: `30 days of delivery`, `48 hours of delivery`, `unlimited`.

    Days are civil days in the policy's zone, and the window ends with the last of them. Hours are elapsed
    time. An amount may be an expression over facts, see `returnkit.policy.amounts`.

    Attributes:
        days: Civil days, or None; likewise the amounts below.
        hours: Elapsed hours.
        weeks: Weeks of seven civil days.
        months: Months, added once and clipped to the end of the month.
        years: Years, likewise.
        business_days: Working days of the calendar.
        business_hours: Elapsed hours of working days.
        computed: An amount that is computed from facts; in a document it stands in the place of a number.
        at_least: The least that a computed amount can be.
        at_most: The most.
        of: The event it counts from; None when unlimited or a combination.
        plus: What is added to the event.
        fallbacks: What it counts from where the event is not known, in order; using one is an assumption.
        per: Whose event: of the line, or the last or first of the order.
        counting: Whether the day of the event is day 0 (`exclusive`) or day 1.
        calendar: Whose working days; None is every Monday to Friday.
        zone: Where days begin, if not in the zone of the policy.
        roll: Whether a last day that is no working day moves to the next one.
        grace: How much later a request is still accepted; the window that is shown does not move.
        goods_back: Until when the goods have to arrive.
        longest: Windows of which the last to close counts.
        shortest: Windows of which the first to close counts.
    """

    days: Count | None = None
    hours: Count | None = None
    weeks: Count | None = None
    months: Count | None = None
    years: Count | None = None
    business_days: Count | None = None
    business_hours: Count | None = None
    computed: Computed | None = None
    at_least: Count | None = None
    at_most: Count | None = None
    of: Annotated[ClockName | None, BeforeValidator(_one_event)] = None
    plus: tuple[Addition, ...] = ()
    fallbacks: tuple[Start, ...] = ()
    per: Annotated[Per, word(Per)] = Per.LINE
    counting: Annotated[Counting, word(Counting)] = Counting.EXCLUSIVE
    calendar: CalendarName | None = None
    zone: ZoneName | None = None
    roll: Annotated[Roll, word(Roll)] = Roll.NONE
    grace: Span | None = None
    goods_back: GoodsBack | None = None
    longest: tuple[Window, ...] = ()
    shortest: tuple[Window, ...] = ()

    @model_validator(mode="before")
    @classmethod
    def _text_is_read(cls, given: Any) -> Any:  # Any: what a document holds
        return read_window(given)

    @model_validator(mode="after")
    def _an_amount_has_one_unit_and_an_event(self) -> Self:
        said = [unit.value for unit in Unit if getattr(self, unit.value) is not None]
        if self.computed:
            said.append(self.computed.unit.value)
        said += [how for how in COMBINATIONS if getattr(self, how)]
        if len(said) > 1:
            raise ValueError(f"a window counts {said[0]} or {said[1]}, not both")
        if (self.of is None) is not (self.unit is None):
            raise ValueError("a window has an amount and an event, such as `30 days of delivery`")
        if self.unit and self.amount is not None:
            check_length(self.amount, self.unit, shown=str(self.span))
        return self

    @model_validator(mode="after")
    def _what_it_says_has_a_meaning(self) -> Self:
        for fault in _faults(self):
            raise ValueError(fault)
        return self

    @model_serializer
    def _as_text(self) -> str:
        return str(self)

    @cached_property
    def unit(self) -> Unit | None:
        """What it counts; None when unlimited or a combination."""
        if self.computed:
            return self.computed.unit
        return next((unit for unit in Unit if getattr(self, unit.value) is not None), None)

    @property
    def amount(self) -> int | None:
        """How many of its unit; None when unlimited, a combination or not computed yet."""
        found: int | None = getattr(self, self.unit.value) if self.unit else None
        return found

    @cached_property
    def span(self) -> Span | None:
        """How long it is; None when unlimited, a combination or not computed yet."""
        # Not validated again: the window has checked both.
        amount, unit = self.amount, self.unit
        return Span.model_construct(amount=amount, unit=unit) if amount is not None and unit else None

    @property
    def counts_inclusively(self) -> bool:
        """Whether the day of the event is day 1."""
        return self.counting is Counting.INCLUSIVE

    @property
    def rolls(self) -> bool:
        """Whether a last day that is no working day moves to the next one."""
        return self.roll is Roll.NEXT_WORKING_DAY

    @property
    def parts(self) -> tuple[Window, ...]:
        """The windows that a combination is made of."""
        return self.longest or self.shortest

    @property
    def is_unlimited(self) -> bool:
        """Whether it never ends."""
        return self.unit is None and not self.parts

    @cached_property
    def chain(self) -> tuple[Start, ...]:
        """What it counts from, in order of preference."""
        return (Start(event=self.of, plus=self.plus), *self.fallbacks) if self.of else ()

    @cached_property
    def expressions(self) -> tuple[str, ...]:
        """The texts of its computed amounts, and of those of its parts, each once."""
        texts = [part.computed.text for part in (self, *self.parts) if part.computed]
        return tuple(dict.fromkeys(texts))

    @cached_property
    def days_inside(self) -> int | None:
        """For how many civil days after the day of its event it is open; None if days do not tell."""
        days = self.days if self.weeks is None else 7 * self.weeks
        return None if days is None else days - (self.counts_inclusively)

    @cached_property
    def is_plain(self) -> bool:
        """Whether time since order, shipment or delivery decides it: `days_inside`, `hours`, or nothing.

        The others depend on a calendar, another zone, further events, or accept requests late.
        """
        if self.plus or self.fallbacks or self.parts or self.zone or self.grace or self.of not in _TIMED:
            return False
        counts = self.is_unlimited or self.hours is not None or self.days_inside is not None
        return counts and self.per is Per.LINE and not self.rolls

    def __str__(self) -> str:
        return ", ".join([written(self), *clauses(self)])


def written(window: Window) -> str:
    """Return the amount and the clock of *window*: `30 days of delivery else order + 10 days`."""
    for how in COMBINATIONS:
        if parts := getattr(window, how):
            return f"{how} of ({'; '.join(map(str, parts))})"
    if window.unit is None:
        return "unlimited"
    amount = f"({window.computed.text}) {window.unit.words}" if window.computed else str(window.span)
    return f"{amount} of {' else '.join(map(str, window.chain))}"


def clauses(window: Window) -> Iterator[str]:
    """Yield what *window* says beside its amount and its clock, in the order in which it is written."""
    for clause in CLAUSES:
        said = getattr(window, clause)
        if said != Window.model_fields[clause].default:
            yield f"{clause} {said}"


_BOUNDS: Final = ("at_least", "at_most")
_FOR_DAYS: Final = ("counting", "roll")
_SAID: Final = ("plus", "fallbacks", *CLAUSES)
_OF_THE_WHOLE: Final = ("grace", "goods_back")


def _faults(window: Window) -> Iterator[str]:
    """Yield what *window* says that has no meaning beside the rest of it."""
    said = [name for name in _SAID if getattr(window, name) != Window.model_fields[name].default]
    if window.parts:
        yield from _faults_of_a_combination(window, said)
    elif window.unit is None:
        yield from (f"an unlimited window has no `{name}`" for name in said if name != "goods_back")
    elif window.unit.is_elapsed:
        yield from (f"hours are elapsed time: `{name}` is for days" for name in said if name in _FOR_DAYS)
    elif window.counts_inclusively and window.amount == 0:
        yield "the day of the event is day 1: an inclusive window has at least one"
    if window.computed is None:
        yield from (f"`{name}` bounds an amount that is computed" for name in said if name in _BOUNDS)
    elif window.at_least is not None and window.at_most is not None and window.at_least > window.at_most:
        yield f"`at_least` {window.at_least} is above `at_most` {window.at_most}"
    if window.goods_back and window.goods_back.of is None and window.of is None:
        yield f"say what `goods_back` counts from, such as `{window.goods_back.span} of request`"


def _faults_of_a_combination(window: Window, said: list[str]) -> Iterator[str]:
    how = "longest" if window.longest else "shortest"
    if len(window.parts) < 2:
        yield f"`{how}` is of two windows or more"
    for name in said:
        if name not in _OF_THE_WHOLE:
            yield f"`{name}` belongs to each window inside `{how}`"
    for part in window.parts:
        if part.parts:
            yield f"a window inside `{how}` is no combination itself"
        for name in _OF_THE_WHOLE:
            if getattr(part, name):
                yield f"`{name}` belongs beside `{how}`, not to a window inside it"
