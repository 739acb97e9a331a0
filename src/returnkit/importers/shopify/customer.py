"""Customer: who bought and where it went, and the platform's tags."""

from __future__ import annotations

from returnkit.facts import Address, Customer
from returnkit.ids import CustomerId
from returnkit.importers.attributes import words
from returnkit.importers.payload import Node
from returnkit.importers.result import Warnings


def customer(node: Node, warnings: Warnings) -> Customer | None:
    """Return who bought, or None."""
    if not node.is_given:
        warnings.add("no_customer", node, "no customer; the order counts as a guest's")
        return None
    return Customer(
        id=CustomerId(node["id"].identifier()),
        tags=tags(node["tags"]),
        is_guest=node["state"].is_given and node["state"].text() != "enabled",
    )


def address(node: Node, warnings: Warnings) -> Address | None:
    """Return the address, or None without one that names its country."""
    if not node.is_given:
        return None
    country = node["country_code"].optional_text()
    if country is None:
        warnings.add("no_country", node["country_code"], "no country code; the address is left out")
        return None
    region = node["province_code"].optional_text()
    return node.build(
        lambda: Address(
            country=country,
            region=region.removeprefix(f"{country}-") if region else None,
            postal_code=node["zip"].optional_text(),
            city=node["city"].optional_text(),
        )
    )


def tags(node: Node) -> frozenset[str] | None:
    """Return the tags, or None when they are not given."""
    return words(node.optional_text() or "") if node.is_given else None
