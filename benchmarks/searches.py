"""Searches: pages of very many stored returns, against queries written by hand over the same indexes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import islice
from statistics import median
from typing import Final

from returnkit.facts import Order, ReturnRequest
from returnkit.lifecycle import Event, Return
from returnkit.service import ReturnDesk
from returnkit.storage import Commit, Search, Sort
from returnkit.storage.memory import MemoryStore
from returnkit.storage.sql import SqlStore
from returnkit.testing import MovableClock

from .desks import a_desk, a_folder
from .lives import BEGIN, SHOP, SHOPPER, asked, the_policy
from .measure import nanoseconds, race, wall_nanoseconds
from .questions import ORDERS, PAGE, Hand, Query, filters, sampled
from .results import Result, at_most, printed
from .stored import seed
from .verdicts import Effort, UnequalError

_TURN: Final = 10
"""Returns that a database takes before it is the other's turn."""
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


def stored(effort: Effort) -> Iterator[Result]:
    """Measure what searches and submissions cost with very many stored returns, on SQLite."""
    few, many = effort.stored
    with a_folder() as folder:
        stores = {count: SqlStore(f"sqlite:///{folder / f'{count}.db'}") for count in (few, many)}
        for count, store in stores.items():
            seed(store, count)
        told = list(searching(stores[many], 2 if effort.is_smoke else 12))
        yield from results(told, many)
        yield from growing(stores[few], stores[many], effort)
        for store in stores.values():
            store.close()


def growing(small: SqlStore, large: SqlStore, effort: Effort) -> Iterator[Result]:
    """Measure a submission, and its commit alone, in turns in a small and in a large database."""
    few, many = effort.stored
    rounds = effort.rounds
    desks = {"small": a_desk(small), "large": a_desk(large)}
    given = {name: iter(asked((rounds + 1) * _TURN, "n")) for name in desks}
    rivals = {name: partial(_submitting, desk, given[name]) for name, desk in desks.items()}
    commits = [Commit(return_, events) for return_, events in _submitted((rounds + 1) * _TURN)]
    left = {name: iter(commits) for name in desks}
    committing = {name: partial(_committing, desk, left[name]) for name, desk in desks.items()}
    for what, each in (("submit", rivals), ("commit of a submission", committing)):
        times = race(each, rounds, clock=wall_nanoseconds)
        name = f"{what} with {many:,} stored returns / with {few:,}"
        yield at_most(name, times.ratio("large", "small"), 1.3)


def _submitting(desk: ReturnDesk, given: Iterator[tuple[Order, ReturnRequest]]) -> int:
    for order, request in islice(given, _TURN):
        if desk.submit(order, request, by=SHOPPER).return_ is None:
            raise UnequalError(f"`{order.id}` was refused")
    return _TURN


def _committing(desk: ReturnDesk, commits: Iterator[Commit]) -> int:
    for commit in islice(commits, _TURN):
        desk.store.commit(commit)
    return _TURN


def _submitted(many: int) -> Iterator[tuple[Return, tuple[Event, ...]]]:
    """Yield submissions that were not stored in any of the databases yet."""
    store = MemoryStore()
    desk = ReturnDesk(store, the_policy(), shop=SHOP, clock=MovableClock(BEGIN))
    for order, request in asked(many, "c"):
        filed = desk.submit(order, request, by=SHOPPER)
        assert filed.return_ is not None  # noqa: S101  # the policy refuses nothing
        yield filed.return_, store.events(SHOP, filed.return_.id)


def searching(store: SqlStore, many: int) -> Iterator[Told]:
    """Ask *many* questions of each kind, in every order, and check that both find the same."""
    # SQLite works within the process, whose own time no other process disturbs.
    clock = nanoseconds if store.engine.dialect.name == "sqlite" else wall_nanoseconds
    with store.engine.connect() as rows:
        drawn = sampled(rows, many * 20)
        hand = Hand(rows)
        for name, searches in filters(drawn, many):
            for sort, descending in ORDERS:
                sorted_ = [replace(each, sort=sort, descending=descending, limit=PAGE) for each in searches]
                pairs = [_asked(store, each, hand.query(each), clock) for each in sorted_]
                yield Told(
                    name, sort, descending, [ours for ours, _ in pairs], [theirs for _, theirs in pairs]
                )


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


def _asked(store: SqlStore, search: Search, query: Query, clock: Callable[[], int]) -> tuple[int, int]:
    page = store.search(SHOP, search)
    if (page.returns, page.next is not None) != query.page(store.engine):
        raise UnequalError(f"{search}: {len(page.returns)} returns, and by hand others")
    best = [1 << 62, 1 << 62]
    rivals: tuple[Callable[[], object], ...] = (
        lambda: store.search(SHOP, search),
        lambda: query.page(store.engine),
    )
    for _ in range(_TIMES):
        for number, ask in enumerate(rivals):
            start = clock()
            ask()
            best[number] = min(best[number], clock() - start)
    return best[0], best[1]
