"""Words: the terms of schema.org that structured data is written in, and what in a policy they stand for."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import Any, Final

from returnkit.facts import Resolution

CONTEXT: Final = "https://schema.org"

REFUND_TYPES: Final[Mapping[Resolution, str]] = MappingProxyType(
    {
        Resolution.REFUND: "FullRefund",
        Resolution.EXCHANGE: "ExchangeRefund",
        Resolution.STORE_CREDIT: "StoreCreditRefund",
    }
)
METHODS: Final[Mapping[str, str]] = MappingProxyType(
    {"mail": "ReturnByMail", "store": "ReturnInStore", "kiosk": "ReturnAtKiosk"}
)


def term(name: str) -> str:
    """Return the address of a member of an enumeration."""
    return f"{CONTEXT}/{name}"


def monetary(amount: Decimal, currency: str) -> dict[str, str]:
    """Return an amount; its number is a text, so that no reader makes a float of it."""
    return {"@type": "MonetaryAmount", "currency": currency, "value": format(amount, "f")}


def number(value: Decimal) -> int | str:
    """Return a number exactly: whole, or as a text."""
    whole = value.to_integral_value()
    return int(whole) if whole == value else format(value, "f").rstrip("0")


def one_or_several(values: list[Any]) -> Any:  # Any: as JSON-LD has it
    """Return what JSON-LD writes for *values*: one bare, several as a list."""
    return values[0] if len(values) == 1 else values
