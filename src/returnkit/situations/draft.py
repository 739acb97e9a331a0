"""Draft: the facts of a situation while they are put together, by the models that they become."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any, TypeAlias

from returnkit.money import Money

from .values import Given

Fields: TypeAlias = dict[str, Any]
"""Fields of a model. Any: the model validates them."""


@dataclass
class Draft:
    """Fields of every model that a situation is made of, and numbers from which some of them follow.

    Attributes:
        currency: Of every amount.
        given: What is told, by key.
        at: The instant that the request is judged for (UTC).
        order: Fields of the order, and the events of its one parcel.
        address: Of the delivery address.
        customer: Of the customer.
        line: Of the line that is asked about.
        seller: Of its seller; none where nothing is told of one.
        item: Of what is asked back.
        request: Of the whole request.
        place: Of where the goods are now; none where that is not told.
        inspection: Of what was found; none where nobody looked.
        tenders: Kind and programme of each means of payment; None is not known.
        attributes: Custom values and answers, by whose they are.
        units: Numbers of units, by what they count.
        prices: The amounts that make the line's price, by attribute of `item`, and the worth of the request.
        discount_percent: The line's discount; None where it is not told.
        past: What the customer's history counts, by attribute of `history`.
        counters: What it counts under names of the policy's own.
        household: What the household's history counts under such names.
        reason: What the reason has to be like, by attribute of `request`; none where it is told itself.
    """

    currency: str
    given: Mapping[str, Given]
    at: datetime
    order: Fields = field(default_factory=dict)
    address: Fields = field(default_factory=dict)
    customer: Fields = field(default_factory=dict)
    line: Fields = field(default_factory=dict)
    seller: Fields = field(default_factory=dict)
    item: Fields = field(default_factory=dict)
    request: Fields = field(default_factory=dict)
    place: Fields = field(default_factory=dict)
    inspection: Fields = field(default_factory=dict)
    tenders: tuple[dict[str, str], ...] | None = ()
    attributes: defaultdict[str, Fields] = field(default_factory=lambda: defaultdict(dict))
    units: dict[str, int] = field(default_factory=dict)
    prices: dict[str, Money] = field(default_factory=dict)
    discount_percent: Decimal | None = None
    past: dict[str, int] = field(default_factory=dict)
    counters: dict[str, int] = field(default_factory=dict)
    household: dict[str, int] = field(default_factory=dict)
    reason: dict[str, str | None] = field(default_factory=dict)
