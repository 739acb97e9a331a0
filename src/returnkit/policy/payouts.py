"""Payouts: what an offer is worth and how it is paid. Terms only; settlement counts them."""

from __future__ import annotations

from enum import StrEnum
from typing import Any, Self

from pydantic import model_validator

from returnkit.model import Frozen

from .figures import Figure, OpenPercent, expressions_in, figure_text


class ValueBasis(StrEnum):
    """What returned goods are worth."""

    PAID = "paid"
    """What was paid for them, discounts taken off."""
    PRICE = "price"
    """Their price before discounts."""
    LOWEST_RECENT_PRICE = "lowest_recent_price"
    """The lowest price of the shop's look-back period."""


class PaidTo(StrEnum):
    """Where a payout goes."""

    ORIGINAL = "original"
    """The means that paid for the order."""
    GIFT_CARD = "gift_card"
    STORE_CREDIT = "store_credit"
    BANK_TRANSFER = "bank_transfer"
    CHEQUE = "cheque"
    CASH = "cash"


class ShippingBack(StrEnum):
    """What of the order's delivery is given back."""

    NONE = "none"
    REFUND_STANDARD = "refund_standard"
    """What was paid, and not more than the cheapest delivery on offer."""
    REFUND_PAID = "refund_paid"


class Approval(StrEnum):
    """Whether a return is approved by itself."""

    MANUAL = "manual"
    AUTOMATIC = "automatic"


class Bonus(Frozen):
    """What is given on top: a flat amount, a percentage of the payout, or both added.

    Attributes:
        flat: An amount in the policy's currency.
        percent: A share of the payout, in percent.
        at_most: The most it is for one order, over all its returns.
    """

    flat: Figure | None = None
    percent: OpenPercent | None = None
    at_most: Figure | None = None

    @model_validator(mode="before")
    @classmethod
    def _a_text_is_a_percentage(cls, given: Any) -> Any:  # Any: what a document holds
        return {"percent": given} if isinstance(given, str) else given

    @model_validator(mode="after")
    def _it_gives_something(self) -> Self:
        if self.flat is None and self.percent is None:
            raise ValueError("a bonus is `flat`, or a `percent` of the payout, or both")
        return self

    def __str__(self) -> str:
        parts = [] if self.flat is None else [figure_text(self.flat)]
        parts += [] if self.percent is None else [f"{figure_text(self.percent)} %"]
        most = "" if self.at_most is None else f", at most {figure_text(self.at_most)}"
        return " + ".join(parts) + most

    @property
    def expressions(self) -> tuple[str, ...]:
        """The expressions that compute its figures."""
        return expressions_in(self.flat, self.percent, self.at_most)
