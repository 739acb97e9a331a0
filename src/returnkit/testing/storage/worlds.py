"""Worlds: many returns in every state, and many searches, drawn alike each time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from random import Random
from typing import Any, Final

from returnkit.facts import Address, Resolution
from returnkit.ids import OrderId
from returnkit.lifecycle import Cancel, Raise, Reject
from returnkit.storage import FIELDS, Commit, Filter, InstantField, Match, Search, Sort
from returnkit.testing.builders import a_line, a_request, an_item, an_order

from .lives import AT, HOUR, OTHER, SHOP, STAFF, after, of_customer, submission, whole_life

RETURNS: Final = 40
SEARCHES: Final = 150
_SKUS: Final = ("A-1", "a-10", "B_2", "B%2", "É-3")
_COUNTRIES: Final = ("US", "CA", "IE")
_REASONS: Final = ("too_small", "faulty", None)
_CUSTOMERS: Final = ("ann", "Ben", "ßé")
_TAGS: Final = ("vip", "gift", "b2b")


def a_world() -> Iterator[Commit]:
    """Yield the commits of forty returns that were given up, or came as far as they came."""
    chance = Random(7)  # noqa: S311 - the same world each time
    for number in range(RETURNS):
        shop = OTHER if number % 10 == 9 else SHOP
        lines = [a_line(f"line-{n}", sku=chance.choice(_SKUS), tags=_tags(chance)) for n in (1, 2)]
        order = an_order(
            lines,
            id=OrderId(f"order-{number // 2}"),
            number=f"#{chance.choice((9, 10, 99, 1001))}{number // 2}",
            customer=of_customer(chance.choice(_CUSTOMERS)) if chance.random() < 0.8 else None,
            tags=_tags(chance),
            market=chance.choice(("north", "south", None)),
            shipping_address=Address(country=chance.choice(_COUNTRIES), region="CA"),
        )
        items = [an_item(line, reason=chance.choice(_REASONS)) for line in lines[: chance.choice((1, 1, 2))]]
        request = a_request(*items, resolution=chance.choice((*Resolution, None)))
        at = AT + chance.randrange(-40, 40) * timedelta(days=1)
        commit = submission(number, shop=shop, order=order, request=request, at=at)
        yield commit
        return_ = commit.return_
        commands = [*whole_life(of=return_.id)[: chance.randrange(10)]] if len(items) == 1 else []
        if not commands and chance.random() < 0.5:
            commands = [(chance.choice((Cancel(), Reject(reason="no"))), STAFF)]
        if chance.random() < 0.2:
            commands.append((Raise(reason="look at it"), STAFF))
        for command, by in commands:
            step = after(return_, command, by=by, at=return_.updated_at + chance.randrange(72) * HOUR)
            yield step
            return_ = step.return_


def a_search(number: int) -> Search:
    """Return a search; the same of the same number."""
    chance = Random(number)  # noqa: S311 - the same searches each time
    filters = tuple(_filter(chance) for _ in range(chance.choice((0, 1, 1, 1, 2, 3))))
    words = tuple(
        chance.choice(("r-", "R-1", "10", "a-1", "B", "é", "1z", "b%"))
        for _ in range(chance.choice((0, 0, 0, 1, 2)))
    )
    return Search(
        filters,
        words,
        sort=chance.choice([*Sort]),
        descending=chance.random() < 0.5,
        limit=chance.choice((3, 10, 50)),
    )


def _filter(chance: Random) -> Filter:
    field = FIELDS[chance.choice([*FIELDS])]
    is_not = chance.random() < 0.25
    if isinstance(field, InstantField):
        at = AT + chance.randrange(-60, 60) * timedelta(days=1)
        match = chance.choice((Match.FROM, Match.BEFORE, Match.WITHIN))
        if match is Match.WITHIN:
            return Filter(field.name, match, (at, at + chance.randrange(40) * timedelta(days=1)), is_not)
        return Filter(field.name, match, (at,), is_not)
    known: dict[str, Any] = {  # Any: texts, or none
        "rma": ("R-1", "r-22"),
        "order": ("#91", "1012"),
        "order_id": ("order-3", "ORDER-4"),
        "customer": _CUSTOMERS,
        "sku": _SKUS,
        "country": _COUNTRIES,
        "region": ("ca", "QC"),
        "reason": ("too_small", "faulty"),
        "tag": _TAGS,
        "product_tag": _TAGS,
        "market": ("north", "SOUTH"),
        "tracking": ("1z-999",),
        "carrier": ("post",),
    }
    values = field.values or known.get(field.name, ("shirts", "acme", "94107", "web", "mail"))
    return Filter(
        field.name, Match.IS, tuple(chance.sample(values, min(len(values), chance.choice((1, 1, 2))))), is_not
    )


def _tags(chance: Random) -> frozenset[str]:
    return frozenset(tag for tag in _TAGS if chance.random() < 0.4)
