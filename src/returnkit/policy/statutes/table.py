"""Table: every statute there is data for, and which of them hold for an order."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Final

from .korea import KOREAN
from .member_states import EUROPEAN
from .statute import Statute

STATUTES: Final[Mapping[str, Statute]] = MappingProxyType(
    {statute.id: statute for statute in (*EUROPEAN, KOREAN)}
)
"""The statutes, by id."""


def statutes_for(country: str | None, placed: date) -> tuple[Statute, ...]:
    """Return the statutes that hold for an order.

    Args:
        country: Where the shopper is, ISO 3166-1; None is not known.
        placed: The day on which the order was placed, in the shop's zone.

    Returns:
        In the order of `STATUTES`; none where no data is installed, which does not mean that there is no law.
    """
    return tuple(
        statute for statute in STATUTES.values() if country in statute.countries and placed in statute.applies
    )
