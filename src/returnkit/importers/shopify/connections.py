"""Connections: how the GraphQL API writes lists, identifiers and amounts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from returnkit.importers.payload import Node
from returnkit.importers.result import Warnings
from returnkit.money import Money

_GID: Final = re.compile(r"gid://shopify/([A-Za-z]+)/([0-9]{1,30})(?:\?.*)?")
_MORE_HELP: Final = "ask for more of it (`first:`), or put its pages together"
_PAGE_HELP: Final = "ask for `pageInfo { hasNextPage }` beside its nodes"


def number_of(node: Node, kind: str) -> str:
    """Return the number of a global id such as `gid://shopify/Order/1`, which the REST API calls the id.

    Args:
        node: The global id.
        kind: What it must name, such as `Order`.
    """
    text = node.text()
    match = _GID.fullmatch(text)
    if match is None or match[1] != kind:
        node.refuse(f"`{text[:60]}` is not the global id of a `{kind}`")
    return match[2]


def optional_number_of(node: Node, kind: str) -> str | None:
    """Return the number of the global id of an object, or None when there is no object."""
    return number_of(node["id"], kind) if node.is_given else None


def nodes_of(node: Node, warnings: Warnings) -> Iterator[Node]:
    """Yield what a connection holds: `nodes`, or the node of each of its `edges`; none when it is not given.

    A connection that goes on after this page is refused; one that does not say so is warned of.
    """
    if not node.is_given:
        return
    page = node["pageInfo"]
    found = list(page_of(node))
    if has_more(node):
        page["hasNextPage"].refuse("this is cut off: more follows on the next page", help=_MORE_HELP)
    if found and not page.is_given:
        message = "whether this is all is not said, more may follow on a next page"
        warnings.add("page_info_missing", node, message, help=_PAGE_HELP)
    yield from found


def page_of(node: Node) -> Iterator[Node]:
    """Yield the nodes of this page of a connection."""
    if "nodes" in node:
        yield from node["nodes"].required_items()
    else:
        yield from (edge["node"] for edge in node["edges"].required_items())


def has_more(node: Node) -> bool:
    """Whether a connection says that it goes on after this page."""
    page = node["pageInfo"]
    return page.is_given and page["hasNextPage"].truth(default=False)


def check_count(node: Node, count: Node) -> None:
    """Refuse a plain list that holds less than the *count* beside it says; it may not be given."""
    given, counted = sum(1 for _ in node.items()), count["count"].whole() if count.is_given else 0
    if counted > given:
        node.refuse(f"this is cut off: `{counted}` are counted, `{given}` are given", help=_MORE_HELP)


def shop_money(node: Node, currency: str) -> Money:
    """Return the shop's side of a bag of two currencies, from zero up."""
    return _shop_amount(node, currency).money(currency)


def signed_shop_money(node: Node, currency: str) -> Money:
    """Return the shop's side of a bag of two currencies; it may be below zero."""
    return _shop_amount(node, currency).signed_money(currency)


def sum_of(node: Node, key: str, currency: str) -> Money:
    """Return the sum of the amounts *key* of a plain list; zero when it is not given."""
    return sum((shop_money(part[key], currency) for part in node.items()), Money.zero(currency))


def _shop_amount(node: Node, currency: str) -> Node:
    shop = node["shopMoney"]
    if shop["currencyCode"].is_given and shop["currencyCode"].text() != currency:
        shop["currencyCode"].refuse(f"the order is in {currency}")
    return shop["amount"]
