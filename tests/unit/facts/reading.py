"""Reading: one name at a time, as a rule would."""

from __future__ import annotations

from typing import Any

from returnkit.expr.schema import is_unknown
from returnkit.facts import STANDARD, LineItem, Order, RequestedItem, ReturnRequest, Vocabulary
from tests.builders import a_request, an_item, an_order


def value(
    path: str,
    order: Order | None = None,
    item: RequestedItem | None = None,
    request: ReturnRequest | None = None,
    *,
    vocabulary: Vocabulary = STANDARD,
    currency: str = "USD",
    **more: Any,  # Any: history, inspection and at, as `prepare` takes them
) -> object:
    """Return what a rule reads under *path*; the item is the request's first unless given."""
    if item is None:
        item = request.items[0] if request else an_item()
    views = vocabulary.prepare(
        order or an_order(), item, request or a_request(item), currency=currency, names=[path], **more
    )
    root, _, attribute = path.partition(".")
    return getattr(views[vocabulary.schema.roots.index(root)], attribute)


def of_line(path: str, line: LineItem) -> object:
    """Return what a rule reads of the only line of an order."""
    return value(path, an_order([line]))


def code(found: object) -> str:
    """Return why *found* is unknown."""
    assert is_unknown(found), found
    return found.code
