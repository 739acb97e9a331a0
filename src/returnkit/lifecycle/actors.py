"""Actors: who did something, and what kind of request it was."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from returnkit.model import Frozen


class ActorKind(StrEnum):
    """Who acts."""

    SHOPPER = "shopper"
    STAFF = "staff"
    """Of the shop."""
    SUPPORT = "support"
    """Who answers customers in the shop's name."""
    SYSTEM = "system"
    """A program: a timer, a rule, a carrier's message."""


Name = Annotated[str, Field(min_length=1, max_length=200)]


class Actor(Frozen):
    """Who did something.

    Attributes:
        kind: Who it is.
        id: What the shop calls them, such as a user's id; never a name or an address.
    """

    kind: ActorKind
    id: Name

    def __str__(self) -> str:
        return f"{self.kind.value}:{self.id}"


SYSTEM = Actor(kind=ActorKind.SYSTEM, id="returnkit")
"""What happens by itself."""


class RequestKind(StrEnum):
    """What was asked for."""

    RETURN = "return"
    """What the shop's policy may grant."""
    WITHDRAWAL = "withdrawal"
    """The customer withdraws from the contract by law: a statement, and its receipt is to be confirmed."""
