"""Seller: who sold the goods, and the terms they promised themselves."""

from __future__ import annotations

from enum import StrEnum

from returnkit.model import Frozen

from .fields import Count, CountryCode, Text


class SellerType(StrEnum):
    """How a seller stands to the shop."""

    OWN = "own"
    PARTNER = "partner"
    JOINT = "joint"


class Seller(Frozen):
    """Who sold the goods.

    Attributes:
        id: The shop's identifier.
        name: What shoppers read.
        type: The shop itself, a partner on its marketplace, or both together.
        window_days: Days the seller grants for returns; None when left to the shop.
        country: Where the seller is, ISO 3166-1.
    """

    id: Text
    name: Text | None = None
    type: SellerType = SellerType.OWN
    window_days: Count | None = None
    country: CountryCode | None = None
