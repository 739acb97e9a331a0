"""Versions: which orders a policy is for, and which text of it this is."""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import Field, model_validator

from returnkit.facts import Instant
from returnkit.model import Frozen

from .periods import Period

Reason = Annotated[str, Field(min_length=1, max_length=500)]
"""Why something was done, in a sentence."""


class Version(Frozen):
    """A promise to the orders of a period, and its text: revisions may mend it.

    Attributes:
        orders: The orders it is for, by when they were placed: civil days of the shop's zone.
        revision: Which text of it this is, from 1.
        published: From when this text counts; None for a first one is from the beginning.
        against_shopper: Why it is less generous than the revision before it; None where it is not.
    """

    orders: Period
    revision: Annotated[int, Field(ge=1)] = 1
    published: Instant | None = None
    against_shopper: Reason | None = None

    @model_validator(mode="after")
    def _a_first_revision_is_compared_with_nothing(self) -> Self:
        if self.revision == 1 and self.against_shopper is not None:
            raise ValueError("`against_shopper` compares with the revision before, and this is the first")
        return self

    def __str__(self) -> str:
        return f"orders {self.orders}, revision {self.revision}"
