"""Entries: what happened to the units and the money of an order, one at a time."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Literal, Self, TypeAlias

from pydantic import Field, model_validator

from returnkit.facts.fields import Amount, Count, Instant, Text
from returnkit.ids import LineId, PolicyId, ReturnId, RuleId
from returnkit.model import Frozen
from returnkit.money import Money
from returnkit.policy import FeeKind

from .components import Component, ComponentCode


class Units(StrEnum):
    """What units of a line are counted by, in order of life."""

    ORDERED = "ordered"
    """Sold."""
    REMOVED = "removed"
    """Taken off the order before they were sent."""
    REQUESTED = "requested"
    """Asked back."""
    ACCEPTED = "accepted"
    """Approved to come back."""
    RECEIVED = "received"
    """Arrived."""
    REFUNDED = "refunded"
    """Settled: given back for, exchanged for something else, or kept for a part of the price."""
    RESTOCKED = "restocked"
    """Put back on sale."""

    __hash__ = str.__hash__  # that of an enumeration is a call for every look-up


class Account(StrEnum):
    """Where money of an order went."""

    CAPTURED = "captured"
    """Received from the customer."""
    REFUNDED = "refunded"
    """Given back to a means that paid, or in its place."""
    CREDITED = "credited"
    """Given as credit, a bonus not counted."""
    GRANTED = "granted"
    """Given on top, as a bonus; it never came from what was received."""
    EXCHANGED = "exchanged"
    """Put towards what was sent instead."""
    CHARGED_BACK = "charged_back"
    """Taken back by the customer's bank."""
    COLLECTED = "collected"
    """Received afterwards, because it was due."""

    __hash__ = str.__hash__  # that of an enumeration is a call for every look-up


class _Entry(Frozen):
    at: Instant
    return_id: ReturnId | None = None


class UnitsEntry(_Entry):
    """Units of a line counted once more, or once less.

    Attributes:
        entry: What tells it from other entries.
        at: When.
        return_id: The return that it belongs to; None is none.
        counter: What they are counted by.
        line_id: The line.
        quantity: How many; below zero takes back what was counted.
    """

    entry: Literal["units"] = "units"
    counter: Units
    line_id: LineId
    quantity: int

    @model_validator(mode="after")
    def _it_counts_something(self) -> Self:
        if not self.quantity:
            raise ValueError("the entry counts no unit")
        return self


class MoneyEntry(_Entry):
    """Money that moved.

    Attributes:
        entry: What tells it from other entries.
        at: When.
        return_id: The return that it belongs to; None is none.
        account: Where it went.
        amount: How much, above zero.
        tender: The place of the means of payment among those of the order, from 0; None is none of them.
        is_reversed: Whether it takes back an entry like this, such as a refund that the bank returned.
        presentment: The same in the currency that the customer saw; None where that is the order's.
        reference: The name of the movement outside, such as the payment service's refund.
    """

    entry: Literal["money"] = "money"
    account: Account
    amount: Amount
    tender: Count | None = None
    is_reversed: bool = False
    presentment: Amount | None = None
    reference: Text | None = None

    @model_validator(mode="after")
    def _it_moves_something(self) -> Self:
        if not self.amount.minor:
            raise ValueError("the entry moves no money")
        return self


class ComponentEntry(_Entry):
    """A cause that was settled; charges and caps over an order are counted from these.

    Attributes are those of `Component`, with the return and the instant.
    """

    entry: Literal["component"] = "component"
    code: ComponentCode
    amount: Money
    offer: str = ""
    line_id: LineId | None = None
    units: Count = 0
    name: str = ""
    kind: FeeKind | None = None
    rule: RuleId | None = None
    source: PolicyId | None = None
    base: Money | None = None
    figure: str = ""

    @classmethod
    def of(cls, component: Component, at: Instant, return_id: ReturnId | None) -> Self:
        """Return the entry of *component*."""
        return cls(
            at=at,
            return_id=return_id,
            code=component.code,
            amount=component.amount,
            offer=component.offer,
            line_id=component.line_id,
            units=component.units,
            name=component.name,
            kind=component.kind,
            rule=component.rule,
            source=component.source,
            base=component.base,
            figure=component.figure,
        )


LedgerEntry: TypeAlias = Annotated[UnitsEntry | MoneyEntry | ComponentEntry, Field(discriminator="entry")]
"""An entry of the ledger of an order; read by `TypeAdapter(LedgerEntry)`."""
