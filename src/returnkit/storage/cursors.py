"""Cursors: where a page ended, as a text that only the same search of the same shop takes."""

from __future__ import annotations

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Final

from returnkit.clock import to_utc
from returnkit.diagnostics import Diagnostic
from returnkit.errors import QueryError
from returnkit.ids import ShopId

from .query import Search, Sort
from .texts import MAX_KEY, search_key

_LONGEST: Final = 1_000
_INT64: Final = 1 << 63


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page ended.

    Attributes:
        key: What the last return of it is sorted by.
        number: The number that the store gave it; the earlier stored is the lower.
    """

    key: int | str
    number: int


def cursor(shop: ShopId, search: Search, place: Place) -> str:
    """Return the cursor of what comes after *place*."""
    text = json.dumps([_digest(shop, search), place.key, place.number], separators=(",", ":"))
    return urlsafe_b64encode(text.encode()).decode().rstrip("=")


def place_of(shop: ShopId, search: Search) -> Place | None:
    """Return where the page before ended; None where *search* asks for the first one.

    Raises:
        QueryError: The cursor is none, or one of another search or shop.
    """
    if search.after is None:
        return None
    place = _read(shop, search, search.after)
    if place is None:
        fault = Diagnostic(
            "query.cursor",
            "the cursor is not one of this search",
            path="after",
            help="begin again with the first page",
        )
        raise QueryError((fault,))
    return place


def _read(shop: ShopId, search: Search, text: str) -> Place | None:
    if len(text) > _LONGEST or not text.isascii():
        return None
    try:
        told = json.loads(urlsafe_b64decode(text + "=" * (-len(text) % 4)))
    except (ValueError, RecursionError):
        return None
    match told:
        case [str(digest), int(key) | str(key), int(number)] if digest == _digest(shop, search):
            is_bounded = 0 <= number < _INT64 and not isinstance(number, bool) and _is_key(key, search.sort)
            return Place(key, number) if is_bounded else None
        case _:
            return None


def _is_key(key: int | str, sort: Sort) -> bool:
    if isinstance(key, str):
        return sort is Sort.ORDER and len(key) <= MAX_KEY and key.isprintable()
    return sort is not Sort.ORDER and not isinstance(key, bool) and abs(key) < _INT64


def _digest(shop: ShopId, search: Search) -> str:
    filters = [
        [each.name, each.match, each.is_not, [_plain(value) for value in each.values]]
        for each in search.filters
    ]
    words = [search_key(word) for word in search.words]
    asked = [shop, filters, words, search.sort, search.descending]
    return sha256(json.dumps(asked, separators=(",", ":")).encode()).hexdigest()[:16]


def _plain(value: str | datetime) -> str:
    return to_utc(value).isoformat() if isinstance(value, datetime) else search_key(value)
