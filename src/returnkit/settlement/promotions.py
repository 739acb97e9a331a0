"""Promotions: what a shop says of its discounts, gifts and credits once a part of the order comes back."""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Self

from pydantic import Field, model_validator

from returnkit.facts.fields import Amount, Count, PositiveCount, Text
from returnkit.ids import LineId
from returnkit.model import Frozen

from .choices import AmountMap


class AfterReturn(StrEnum):
    """What becomes of a promotion when a part of what earned it comes back."""

    KEEP = "keep"
    """Each line is refunded as it was paid; the discount of what is kept stays."""
    PRORATE = "prorate"
    """The discount is of all its lines by their prices, wherever the platform put it."""
    REEVALUATE = "reevaluate"
    """What is kept costs what it would have cost alone; the rest of what was paid is refunded."""


class Promotion(Frozen):
    """A promotion of an order, as its terms tell it.

    Attributes:
        label: What it is called, such as its code; unique in the order.
        lines: The lines that earn it and that it is on; none: all that are no gifts of it.
        spend_at_least: What units of these lines have to cost without it; None is no such threshold.
        units_at_least: How many units of these lines there have to be; None is no such threshold.
        percent_off: What it takes off, in percent.
        amount_off: What it takes off, once.
        one_free_of: Of each that many units the cheapest one is free.
        discounts: What of the discount of each line is of this promotion; of a line that is not there it is
            all of it.
        gifts: The lines that were given with it; of those that are kept the price is charged, once nothing
            earns them any more.
        after: What becomes of it.
    """

    label: Text
    lines: tuple[LineId, ...] = ()
    spend_at_least: Amount | None = None
    units_at_least: PositiveCount | None = None
    percent_off: Annotated[Decimal, Field(ge=0, le=100)] | None = None
    amount_off: Amount | None = None
    one_free_of: Annotated[int, Field(ge=2)] | None = None
    discounts: AmountMap = Field(default_factory=dict, validate_default=True)
    gifts: tuple[LineId, ...] = ()
    after: AfterReturn = AfterReturn.KEEP

    @model_validator(mode="after")
    def _it_takes_off_one_thing_at_most(self) -> Self:
        given = [self.percent_off, self.amount_off, self.one_free_of]
        if sum(each is not None for each in given) > 1:
            raise ValueError("a promotion takes off a percentage, an amount or a free unit: say one of them")
        return self

    @model_validator(mode="after")
    def _it_gives_something(self) -> Self:
        if not self.discounts_goods and not self.gifts:
            raise ValueError("say what it gives: `percent_off`, `amount_off`, `one_free_of` or `gifts`")
        return self

    @property
    def discounts_goods(self) -> bool:
        """Whether it takes something off the price of its lines."""
        return any(each is not None for each in (self.percent_off, self.amount_off, self.one_free_of))


class Rewards(Frozen):
    """What the customer had from an order beside its goods.

    Attributes:
        points: Points of the loyalty programme that the order earned; it is told how many to take back.
        bonus: What of its price was paid with a bonus that was granted before; it is forfeited with the goods
            that it bought.
    """

    points: Count = 0
    bonus: Amount | None = None
