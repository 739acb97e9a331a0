"""Choices: what was taken of what a decision offers, and what the shop knows when it settles."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, TypeAlias

from pydantic import AfterValidator, Field, PlainSerializer

from returnkit.decision import Decision, Status
from returnkit.facts.fields import Amount, Count, PositiveCount, Text
from returnkit.ids import PolicyId
from returnkit.model import Entries, Frozen

AmountMap: TypeAlias = Annotated[
    Mapping[str, Amount],
    AfterValidator(Entries),
    PlainSerializer(dict, return_type=dict[str, Amount], when_used="json"),
]
"""Amounts by name; kept as immutable entries."""


class Replacement(Frozen):
    """What is sent instead.

    Attributes:
        price: Its price for all units; with tax if the order's prices have it.
        tax: The tax on it, for all units.
        is_same_article: Whether it is the same article, such as in another size: even by decree, unless the
            shop's rules say otherwise.
        is_in_stock: Whether it can be sent; if not, the item is refunded.
    """

    price: Amount
    tax: Amount
    is_same_article: bool = False
    is_in_stock: bool = True


class ItemChoice(Frozen):
    """What becomes of one item of a decision.

    Attributes:
        place: Which item: its place in the decision, from 0.
        offer: The offer that is taken.
        quantity: Units of it; None: all of the item.
        floor: The floor whose offer it is; None: the policy's own.
        set_fees: Fees that the inspection has set, by name; each is held to the policy's ceiling.
        replacement: What is sent instead, where the offer is an exchange.
    """

    place: Count
    offer: Text
    quantity: PositiveCount | None = None
    floor: PolicyId | None = None
    set_fees: AmountMap = Field(default_factory=dict, validate_default=True)
    replacement: Replacement | None = None


def default_choices(decision: Decision) -> tuple[ItemChoice, ...]:
    """Return what is taken where nobody chose: the wished resolution, else the first offer that stands.

    An item of which no offer surely stands is left out.
    """
    found: list[ItemChoice] = []
    for place, item in enumerate(decision.items):
        offers = [offer for offer in item.offers if Status.NO not in offer.statuses]
        wished = [offer for offer in offers if offer.gives is decision.request.resolution]
        if offers:
            offer = (wished or offers)[0]
            found.append(ItemChoice(place=place, offer=offer.name, floor=offer.floor))
    return tuple(found)
