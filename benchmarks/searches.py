"""Searches: pages of very many stored returns, against queries written by hand over the same indexes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from statistics import median
from typing import Any, Final

from sqlalchemy import Connection

from returnkit.storage import Page, Search, Sort
from returnkit.storage.sql import SqlStore
from returnkit.storage.texts import microseconds

from .lives import SHOP
from .measure import wall_nanoseconds
from .questions import ORDERS, PAGE, Hand, Query, filters, sampled
from .results import Result, at_most, printed
from .verdicts import UnequalError

_TIMES: Final = 3
"""A question is asked so often, in turns; the best counts, as what is measured is the work of a search."""


@dataclass(frozen=True, slots=True)
class Told:
    """What one kind of search came to, sorted in one way: nanoseconds of each question."""

    name: str
    sort: Sort
    descending: bool
    searched: Sequence[int]
    by_hand: Sequence[int]

    @property
    def ratio(self) -> float:
        """The 95th percentile of the searches, in terms of that of the queries."""
        return p95(self.searched) / p95(self.by_hand)


def searching(store: SqlStore, many: int) -> Iterator[Told]:
    """Ask *many* questions of each kind, in every order, and check that both find the same."""
    with store.engine.connect() as rows:
        drawn = sampled(rows, many * 20)
        hand = Hand(rows)
        for name, searches in filters(drawn, many):
            for sort, descending in ORDERS:
                asked = [replace(each, sort=sort, descending=descending, limit=PAGE) for each in searches]
                pairs = [_asked(store, rows, each, hand.query(each)) for each in asked]
                yield Told(name, sort, descending, [ours for ours, _ in pairs], [theirs for _, theirs in pairs])


def results(told: Sequence[Told], count: int) -> Iterator[Result]:
    """Yield the worst ratio of the usual order and of the others, and the worst one of each kind."""
    what = f"search of {count:,} stored returns, p95 / by hand"
    usual = [each for each in told if each.sort is Sort.REQUESTED]
    others = [each for each in told if each.sort is not Sort.REQUESTED]
    kinds = list(dict.fromkeys(each.name for each in told))
    yield at_most(f"{what}, the worst of {len(kinds)} filters", max(each.ratio for each in usual), 3)
    yield at_most(f"{what}, the worst otherwise sorted", max(each.ratio for each in others), 3)
    yield printed(f"{what}, the median of all", median(each.ratio for each in told), "x")
    for name in kinds:
        worst = max((each for each in told if each.name == name), key=lambda each: each.ratio)
        yield printed(f"{what}: {name}", worst.ratio, "x")


def p95(times: Sequence[int]) -> int:
    """Return the 95th percentile of *times*."""
    return sorted(times)[max(0, -(-len(times) * 95 // 100) - 1)]


def _asked(store: SqlStore, rows: Connection, search: Search, query: Query) -> tuple[int, int]:
    check_same(search, store.search(SHOP, search), query.rows(rows))
    best = [1 << 62, 1 << 62]
    rivals: tuple[Callable[[], object], ...] = (
        lambda: store.search(SHOP, search),
        lambda: query.rows(rows),
    )
    for _ in range(_TIMES):
        for number, ask in enumerate(rivals):
            start = wall_nanoseconds()
            ask()
            best[number] = min(best[number], wall_nanoseconds() - start)
    return best[0], best[1]


def check_same(search: Search, page: Page, rows: Sequence[Any]) -> None:  # Any: rows
    """Check that a page has the rows that a query found.

    Raises:
        UnequalError: It has not.
    """
    found = [
        (each.id, each.rma, each.order_id, each.status.value, microseconds(each.updated_at))
        for each in page.returns
    ]
    wanted = [(row.id, row.rma, row.order_id, row.status, row.updated) for row in rows[:PAGE]]
    if found != wanted or (page.next is not None) is not (len(rows) > PAGE):
        raise UnequalError(f"{search}: {len(found)} returns instead of {len(wanted)}, or others")
