"""Choices: what was taken of what a decision offers, and what the shop knows when it settles."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

from returnkit.decision import Decision, ItemDecision, Status
from returnkit.ids import PolicyId
from returnkit.money import Money

_NOTHING: Final[Mapping[str, Money]] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Replacement:
    """What is sent instead.

    Attributes:
        price: Its price for all units; with tax if the order's prices have it.
        tax: The tax on it, for all units.
        is_same_article: Whether it is the same article, such as in another size: that is even by decree.
        is_in_stock: Whether it can be sent.
    """

    price: Money
    tax: Money
    is_same_article: bool = False
    is_in_stock: bool = True


@dataclass(frozen=True, slots=True)
class Choice:
    """What becomes of one item of a decision.

    Attributes:
        place: Which item: its place in the decision, from 0.
        offer: The offer that is taken.
        quantity: Units of it; None: all of the item.
        floor: The floor whose offer it is; None: the policy's own.
        set_fees: Fees that the inspection has set, by name; each is held to the policy's ceiling.
        replacement: What is sent instead, where the offer is an exchange.
    """

    place: int
    offer: str
    quantity: int | None = None
    floor: PolicyId | None = None
    set_fees: Mapping[str, Money] = field(default=_NOTHING)
    replacement: Replacement | None = None


def default_choices(decision: Decision) -> tuple[Choice, ...]:
    """Return what is taken where nobody chose: the wished resolution, else the first offer that stands.

    An item of which no offer surely stands is left out.
    """
    found: list[Choice] = []
    for place, item in enumerate(decision.items):
        offers = [offer for offer in item.offers if Status.NO not in offer.statuses]
        wished = [offer for offer in offers if offer.gives is decision.request.resolution]
        if offers:
            offer = (wished or offers)[0]
            found.append(Choice(place, offer.name, floor=offer.floor))
    return tuple(found)


def item_of(decision: Decision, choice: Choice) -> ItemDecision | None:
    """Return the item that is chosen of; None where the decision has none at that place."""
    return decision.items[choice.place] if 0 <= choice.place < len(decision.items) else None
