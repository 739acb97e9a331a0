"""The laws of books of policies. Each raises AssertionError when it does not hold for a seed.

Behind each law stands a bug that breaks it; `tests/planted/test_policies_planted.py` plants them.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from importlib import import_module
from itertools import product
from random import Random
from typing import Any, Final
from zoneinfo import ZoneInfo

from returnkit.errors import BookError, NoPolicyError
from returnkit.facts import Order
from returnkit.ids import PolicyId
from returnkit.policy import BookEntry, BookScope, Period, Policy, Version, offer, rule, within
from tests.builders import an_order

booking: Any = import_module("returnkit.policy.book")
faulting: Any = import_module("returnkit.policy.book_faults")
scoping: Any = import_module("returnkit.policy.scopes")

ZONE: Final = ZoneInfo("America/Chicago")
_FIRST: Final = date(2026, 10, 30)  # the clocks go back on the third day
_DAYS: Final = tuple(_FIRST + timedelta(days=number) for number in range(8))
# The last word of each kind is in no scope.
_WORDS: Final = {"shop": ("s",), "market": ("a", "b"), "channel": ("web",), "tag": ("x", "y")}
_RULE: Final = rule("all", offer("refund"), within("unlimited"))


# --- scopes ------------------------------------------------------------------------------------------


def law_scopes_meet_where_one_order_is_in_both(seed: int) -> None:
    """Broken by: two different tags taken for a contradiction; a market barred that is wanted."""
    random = Random(seed)
    one, other = a_scope(random), a_scope(random)
    in_both = [
        (order, shop)
        for order, shop in _orders()
        if one.holds(order, shop=shop) and other.holds(order, shop=shop)
    ]

    assert one.meets(other) is other.meets(one) is bool(in_both)


def a_scope(random: Random) -> BookScope:
    """Return a scope that some order is in."""
    fields: dict[str, tuple[str, ...]] = {}
    for name, words in _WORDS.items():
        for key in (name, f"not_{name}"):
            if random.random() < 0.3:
                fields[key] = tuple(random.sample(words, random.randint(1, len(words))))
        if set(fields.get(name, ())) <= set(fields.get(f"not_{name}", ())):
            fields.pop(name, None)
    return BookScope.model_validate(fields)


_ORDER: Final = an_order()


def _orders() -> Iterator[tuple[Order, str | None]]:
    tags = [frozenset(tag for tag in chosen if tag) for chosen in product(("x", ""), ("y", ""), ("z", ""))]
    for market, channel, shop in product((None, "a", "b", "c"), (None, "web", "phone"), (None, "s", "t")):
        for each in tags:
            yield _ORDER.model_copy(update={"market": market, "channel": channel, "tags": each}), shop


# --- books -------------------------------------------------------------------------------------------


def law_a_book_has_one_policy_for_an_order_or_says_why_not(seed: int) -> None:
    """Broken by: a last day that is left out; a hole of one day; the first revision instead of the newest."""
    random = Random(seed)
    entries = tuple(_entries(random))
    try:
        book = booking.PolicyBook(entries)
    except BookError as exc:
        codes = {fault.code for fault in exc.faults}
    else:
        codes = set()
        _assert_finds(random, book)

    assert ("book.overlap" in codes) is any(len(_versions(entries, order)) > 1 for order in _placed())
    assert ("book.gap" in codes) is _has_hole(entries)
    assert codes <= {"book.overlap", "book.gap"}


def _entries(random: Random) -> Iterator[BookEntry]:
    """Yield versions that mostly follow one another, some with two revisions."""
    scopes = random.choice(([BookScope()], [BookScope(market=("a",)), BookScope(not_market=("a",))]))
    if random.random() < 0.2:
        scopes = [BookScope(tag=("x",)), BookScope(tag=("y",))]
    for number, scope in enumerate(scopes):
        begins = random.choice((None, 0, 1))
        for turn in range(random.randint(1, 3)):
            first = None if begins is None else _DAYS[begins]
            ends = (begins or 0) + random.randint(0, 2)
            last = None if random.random() < 0.2 else _DAYS[min(ends, 7)]
            if first is None and last is None:
                last = _DAYS[3]
            orders = Period(first=first, last=last)
            for revision in range(1, random.randint(1, 2) + 1):
                yield BookEntry(_policy(f"p{number}{turn}", orders, revision), scope)
            begins = min(ends + random.choice((1, 1, 1, 1, 0, 2)), 7)


def _policy(name: str, orders: Period, revision: int) -> Policy:
    published = None if revision == 1 else _published(revision)
    version = Version(orders=orders, revision=revision, published=published)
    return Policy(id=PolicyId(name), timezone=ZONE.key, version=version, rules=(_RULE,))


def _published(revision: int) -> datetime:
    return datetime(2026, 12, revision, tzinfo=UTC)


def _placed() -> Iterator[Order]:
    """Yield orders at the first and last instant of each day, before all and after all."""
    days = (_FIRST - timedelta(days=900), *_DAYS, _DAYS[-1] + timedelta(days=900))
    for day, market, tags in product(days, ("a", "c"), ((), ("x",), ("x", "y"))):
        begins = datetime.combine(day, datetime.min.time(), ZONE)
        ends = datetime.combine(day + timedelta(days=1), datetime.min.time(), ZONE).astimezone(UTC)
        for instant in (begins.astimezone(UTC), ends - timedelta(microseconds=1)):
            yield _ORDER.model_copy(update={"market": market, "tags": frozenset(tags), "placed_at": instant})


def _versions(entries: tuple[BookEntry, ...], order: Order) -> list[BookEntry]:
    day = order.placed_at.astimezone(ZONE).date()
    return [
        each
        for each in entries
        if each.revision == 1 and each.orders and day in each.orders and each.scope.holds(order)
    ]


def _has_hole(entries: tuple[BookEntry, ...]) -> bool:
    for scope in {each.scope for each in entries}:
        covered = [
            any(each.orders and day in each.orders for each in entries if each.scope == scope)
            for day in (_FIRST - timedelta(days=900), *_DAYS, _DAYS[-1] + timedelta(days=900))
        ]
        if False in covered[covered.index(True) : len(covered) - covered[::-1].index(True)]:
            return True
    return False


def _assert_finds(random: Random, book: Any) -> None:  # Any: the class may be planted with a bug
    for order in random.sample(list(_placed()), 6):
        expected = _versions(book.entries, order)
        for at, newest in ((_published(2) - timedelta(microseconds=1), 1), (_published(2), 2)):
            try:
                found = book.for_order(order, at=at)
            except NoPolicyError:
                assert expected == []
                continue
            assert [each.policy.id for each in expected] == [found.id]
            revisions = [each for each in book.entries if each.policy.id == found.id]
            assert found.version is not None
            assert found.version.revision == min(newest, len(revisions))
            assert book.get(found.id, found.version) is found
