"""Draft: the facts of a situation while they are put together, by the models that they become."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeAlias

from .values import Given

Fields: TypeAlias = dict[str, Any]
"""Fields of a model. Any: the model validates them."""


@dataclass
class Draft:
    """Fields of every model that a situation is made of, and what the rest of it needs to know.

    Attributes:
        currency: Of every amount.
        given: What is told, by key.
        at: The instant that the request is judged for (UTC).
        order: Fields of the order.
        address: Of the delivery address.
        customer: Of the customer.
        line: Of the line that is asked about.
        seller: Of its seller; none where nothing is told of one.
        item: Of what is asked back.
        request: Of the whole request.
        place: Of where the goods are now; none where that is not told.
        parcel: Of the one parcel.
        inspection: Of what was found; none where nobody looked.
        past: Of the customer's history.
        units: Numbers of units, by the attribute of `item` or `order` that counts them.
        prices: Amounts and shares that together make the line's price, by attribute of `item`.
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
    parcel: Fields = field(default_factory=dict)
    inspection: Fields = field(default_factory=dict)
    past: Fields = field(default_factory=dict)
    units: Fields = field(default_factory=dict)
    prices: Fields = field(default_factory=dict)
    attributes: dict[str, Fields] = field(default_factory=dict)

    def attribute(self, owner: str, name: str, value: object) -> None:
        """Note a custom value of *owner*: `order`, `line`, `customer`, `inspection`."""
        self.attributes.setdefault(owner, {})[name] = value
