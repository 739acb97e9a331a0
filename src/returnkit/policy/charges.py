"""Charges: what is withheld from what a customer gets. Terms only; settlement counts them."""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from typing import Annotated, Any, Self, TypeAlias

from pydantic import Field, model_validator

from returnkit.model import Frozen

from .figures import Figure, Percent, expressions_in, figure_text
from .terms import SEVERAL, word

FeeName: TypeAlias = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$", max_length=100)]
"""What rules call a fee: lower-case letters, digits and `_`."""


class FeeKind(StrEnum):
    """What a fee is for. A floor compares charges of one kind."""

    RESTOCKING = "restocking"
    LABEL = "label"
    HANDLING = "handling"
    CONDITION = "condition"
    LATE = "late"
    OTHER = "other"


class FeeBase(StrEnum):
    """What a percentage is of."""

    PAID = "paid"
    """What was paid for the units, discounts taken off."""
    PRICE = "price"
    """Their price before discounts."""
    VALUE = "value"
    """What they are worth by the offer's value basis."""
    LABEL = "label"
    """What the label costs the shop."""


class FeePer(StrEnum):
    """What a fee is charged for once."""

    UNIT = "unit"
    LINE = "line"
    RETURN = "return"
    PARCEL = "parcel"


class DecidedBy(StrEnum):
    """Who sets the figure of a fee."""

    REQUEST = "request"
    INSPECTION = "inspection"
    """The inspection; what the policy says is then the most it can be."""


class Collect(StrEnum):
    """How a fee is collected."""

    DEDUCTED = "deducted"
    """From what is paid out, and never more than that."""
    SHORTFALL_DUE = "shortfall_due"
    """From what is paid out; what that does not cover is due."""
    DUE = "due"
    """The customer pays it beside; nothing is deducted."""


class Fee(Frozen):
    """A charge: a flat amount, a percentage, or both added.

    Attributes:
        name: What rules call it; of several rules that charge it the first one decides.
        kind: What it is for; the name where that is a kind.
        flat: An amount in the policy's currency.
        percent: A share of the base, in percent.
        of: What the percentage is of; none without one.
        per: What it is charged for once; a percentage of goods is per line unless it says otherwise.
        at_least: The least it is, per whatever it is charged for.
        at_most: The most it is, likewise.
        decided: Who sets the figure.
        collect: How it is collected.
    """

    name: FeeName
    kind: Annotated[FeeKind, word(FeeKind)] = FeeKind.OTHER
    flat: Figure | None = None
    percent: Percent | None = None
    of: Annotated[FeeBase | None, word(FeeBase)] = None
    per: Annotated[FeePer, word(FeePer)]
    at_least: Figure | None = None
    at_most: Figure | None = None
    decided: Annotated[DecidedBy, word(DecidedBy)] = DecidedBy.REQUEST
    collect: Annotated[Collect, word(Collect)] = Collect.DEDUCTED

    @model_validator(mode="before")
    @classmethod
    def _what_it_says_itself_is_filled_in(cls, given: Any) -> Any:  # Any: what a document holds
        if not isinstance(given, dict):
            return given
        filled = dict(given)
        if filled.get("kind") is None and filled.get("name") in list(FeeKind):
            filled["kind"] = filled["name"]
        if filled.get("percent") is None:
            if filled.get("of") is not None:
                raise ValueError("`of` tells what `percent` is of: give the fee a `percent`")
        elif filled.get("of") is None:
            raise ValueError("a percentage is of something: say `of: paid`, or `price`, `value`, `label`")
        if filled.get("per") is None and filled.get("of") is not None:
            filled["per"] = FeePer.PARCEL if filled["of"] == FeeBase.LABEL else FeePer.LINE
        elif filled.get("per") is None and filled.get("flat") is not None:
            raise ValueError("say what a flat fee is charged per: `unit`, `line`, `return` or `parcel`")
        return filled

    @model_validator(mode="after")
    def _it_charges_something(self) -> Self:
        if self.flat is None and self.percent is None:
            raise ValueError("a fee is `flat`, or a `percent` of something, or both")
        return self

    @model_validator(mode="after")
    def _a_share_of_the_label_is_of_the_whole_return(self) -> Self:
        if self.of is FeeBase.LABEL and not self.is_of_return:
            raise ValueError("a label is not of one line: charge its share `per: parcel` or `per: return`")
        if self.is_of_return and self.of not in (None, FeeBase.LABEL):
            raise ValueError(
                f"a share of what was {self.of} is of goods: charge it `per: line` or `per: unit`"
            )
        return self

    @model_validator(mode="after")
    def _its_bounds_are_in_order(self) -> Self:
        low, high = self.at_least, self.at_most
        if isinstance(low, Decimal) and isinstance(high, Decimal) and low > high:
            raise ValueError(f"`at_least` {low} is above `at_most` {high}")
        return self

    def __str__(self) -> str:
        return self._text

    @cached_property
    def _text(self) -> str:
        share = f"{figure_text(self.percent)} % of {self.of}" if self.percent is not None else ""
        parts = [" + ".join(part for part in (_shown(self.flat), share) if part) + f" per {self.per}"]
        bounds = (("at least", self.at_least), ("at most", self.at_most))
        parts += [f"{words} {figure_text(figure)}" for words, figure in bounds if figure is not None]
        parts += ["set by the inspection"] if self.decided is DecidedBy.INSPECTION else []
        parts += [] if self.collect is Collect.DEDUCTED else [self.collect.replace("_", " ")]
        return ", ".join(parts)

    @cached_property
    def is_of_return(self) -> bool:
        """Whether it is charged on the return rather than on its items."""
        return self.per in (FeePer.RETURN, FeePer.PARCEL)

    @cached_property
    def expressions(self) -> tuple[str, ...]:
        """The expressions that compute its figures."""
        return expressions_in(self.flat, self.percent, self.at_least, self.at_most)


def _shown(figure: Decimal | str | None) -> str:
    return "" if figure is None else figure_text(figure)


Fees: TypeAlias = Annotated[tuple[Fee, ...], SEVERAL]
"""Fees: one, or a list."""

FeeNames: TypeAlias = Annotated[tuple[FeeName, ...], SEVERAL]
"""Names of fees: one, or a list."""
