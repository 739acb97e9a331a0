"""Items: what became of the units that were asked back, counted and never moved about."""

from __future__ import annotations

from enum import StrEnum
from itertools import pairwise
from typing import Self

from pydantic import Field, model_validator

from returnkit.facts import Inspection, RequestedItem
from returnkit.facts.fields import Count, Instant, PositiveCount, Text
from returnkit.ids import LineId
from returnkit.model import Frozen
from returnkit.settlement.choices import AmountMap

from .actors import Actor


class Disposition(StrEnum):
    """What the shop does with goods that came in."""

    RESTOCK = "restock"
    REFURBISH = "refurbish"
    LIQUIDATE = "liquidate"
    DISPOSE = "dispose"
    DONATE = "donate"


class Grading(Frozen):
    """Units of an item that were looked at and found alike.

    Attributes:
        quantity: How many.
        inspection: What was found; its `received_quantity` is not told, as *quantity* says it.
        fees: Fees that the inspection set, by name, for all of them.
        at: When.
        by: Who looked.
        note: Their words, or None.
        images: References of pictures, as the shop's document store knows them.
        settled: How many of them were settled.
    """

    quantity: PositiveCount
    inspection: Inspection
    fees: AmountMap = Field(default_factory=dict, validate_default=True)
    at: Instant
    by: Actor
    note: Text | None = None
    images: tuple[Text, ...] = ()
    settled: Count = 0

    @model_validator(mode="after")
    def _no_more_is_settled_than_there_is(self) -> Self:
        if self.settled > self.quantity:
            raise ValueError(f"`{self.settled}` units are settled of `{self.quantity}`")
        return self


class Disposal(Frozen):
    """Units of an item that the shop has done something with.

    Attributes:
        quantity: How many.
        disposition: What was done with them.
        location_id: Where; None is not told.
        at: When.
    """

    quantity: PositiveCount
    disposition: Disposition
    location_id: Text | None = None
    at: Instant


class ReturnItem(Frozen):
    """Units of one line that were asked back, and how far each of them came.

    Attributes:
        asked: What was asked.
        accepted: Units that may come back.
        received: Units that came in, in however many parcels.
        gradings: What was found, in order; they are of units that came in.
        settled_unseen: Units that were settled and that nobody had looked at.
        disposals: What was done with units that came in.
    """

    asked: RequestedItem
    accepted: Count = 0
    received: Count = 0
    gradings: tuple[Grading, ...] = ()
    settled_unseen: Count = 0
    disposals: tuple[Disposal, ...] = ()

    @model_validator(mode="after")
    def _no_unit_is_further_than_the_step_before(self) -> Self:
        # INVARIANT (units in order): graded, disposed of ≤ received ≤ accepted ≤ asked; settled ≤ accepted.
        steps = (self.asked.quantity, self.accepted, self.received, self.graded)
        if any(later > before for before, later in pairwise(steps)):
            raise ValueError(f"of `{self.asked.quantity}` units there are too many accepted, in or graded")
        if self.disposed > self.received:
            raise ValueError(f"`{self.disposed}` units are disposed of, `{self.received}` are in")
        if self.settled_unseen > self.accepted - self.graded:
            raise ValueError(f"`{self.settled_unseen}` units that nobody looked at are settled")
        return self

    @property
    def line_id(self) -> LineId:
        """The line of the order."""
        return self.asked.line_id

    @property
    def graded(self) -> int:
        """Units that were looked at."""
        return sum(each.quantity for each in self.gradings)

    @property
    def settled(self) -> int:
        """Units that were settled."""
        return self.settled_unseen + sum(each.settled for each in self.gradings)

    @property
    def disposed(self) -> int:
        """Units that something was done with."""
        return sum(each.quantity for each in self.disposals)

    @property
    def unsettled(self) -> int:
        """Accepted units that were not settled."""
        return self.accepted - self.settled

    @property
    def outstanding(self) -> int:
        """Accepted units that have not come in."""
        return self.accepted - self.received
