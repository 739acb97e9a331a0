"""Desks: what it costs to submit and approve through a desk, against bare commits of as many transactions."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from sqlalchemy import BigInteger, Column, Index, Integer, MetaData, String, Table, Text, func, insert, select

from returnkit.facts import Order, ReturnRequest
from returnkit.lifecycle import ApprovalStatus
from returnkit.service import ReturnDesk
from returnkit.storage.sql import SqlStore
from returnkit.storage.sql.access import begin, opened
from returnkit.testing import MovableClock

from .lives import BEGIN, CLERK, SHOP, SHOPPER, asked, the_policy
from .measure import nanoseconds, race, wall_nanoseconds
from .results import Result, at_most, printed
from .verdicts import Effort, UnequalError

INPUTS: Final = 1_000
_TURN: Final = 25
"""Returns that a rival takes before it is the other's turn."""
_TEXT: Final = "x" * 200


def submitting(effort: Effort) -> Iterator[Result]:
    """Measure submit and approve on SQLite against bare commits, waiting for the disk and not."""
    rounds = effort.rounds if effort.is_smoke else INPUTS // _TURN
    with a_folder() as folder:
        for waits in (True, False):
            place = folder / f"waits-{waits}"
            place.mkdir()
            yield from _against_bare(place, rounds, waits=waits)


def _against_bare(folder: Path, rounds: int, *, waits: bool) -> Iterator[Result]:
    given = iter(asked((rounds + 1) * _TURN, "n"))
    store, bare = SqlStore(f"sqlite:///{folder / 'desk.db'}"), Bare(f"sqlite:///{folder / 'bare.db'}")
    desk = a_desk(store)
    rivals: dict[str, Callable[[], int]] = {
        "desk": lambda: submit_and_approve(desk, list(islice(given, _TURN))),
        "bare": lambda: bare.commit(2 * _TURN) // 2,
    }
    times = race(rivals, rounds, clock=wall_nanoseconds if waits else nanoseconds)
    count = bare.count()
    bare.close()
    store.close()
    if count != 2 * (rounds + 1) * _TURN:
        raise UnequalError(f"{count} rows were committed")
    what = "submit + approve / bare commits of as many transactions, SQLite"
    if waits:
        yield at_most(what, times.ratio("desk", "bare"), 2.5)
    else:
        yield printed(f"{what}: the processor alone", times.ratio("desk", "bare"), "x")
    unit = "until it is on the disk" if waits else "the processor alone"
    yield printed(f"submit + approve, SQLite: {unit}", times.of("desk"), "us")


def a_desk(store: SqlStore) -> ReturnDesk:
    """Return the desk of the shop over *store*."""
    return ReturnDesk(store, the_policy(), shop=SHOP, clock=MovableClock(BEGIN))


def submit_and_approve(desk: ReturnDesk, given: Sequence[tuple[Order, ReturnRequest]]) -> int:
    """Submit and approve each of *given*, and return how many that were."""
    for order, request in given:
        filed = desk.submit(order, request, by=SHOPPER)
        if filed.return_ is None:
            raise UnequalError(f"`{order.id}` was refused")
        after = desk.approve(filed.return_.id, by=CLERK)
        if after.approval is not ApprovalStatus.APPROVED:
            raise UnequalError(f"`{order.id}` is {after.approval}")
    return len(given)


class Bare:
    """One row and its index a transaction, by statements that are made once, over one connection."""

    def __init__(self, address: str) -> None:
        self._engine = opened(address)  # its settings are those of the store
        metadata = MetaData()
        self._table = Table(
            "bare",
            metadata,
            Column("number", Integer, primary_key=True),
            Column("shop", String, nullable=False),
            Column("id", String, nullable=False),
            Column("at", BigInteger, nullable=False),
            Column("text", Text, nullable=False),
        )
        Index("bare_id", self._table.c.shop, self._table.c.id, unique=True)
        metadata.create_all(self._engine)
        self._insert = insert(self._table)
        self._rows = self._engine.connect()
        self._number = 0

    def commit(self, many: int) -> int:
        """Commit *many* transactions."""
        for number in range(self._number, self._number + many):
            begin(self._rows)
            row = {"shop": SHOP, "id": f"{number:020x}", "at": number, "text": _TEXT}
            self._rows.execute(self._insert, row)
            self._rows.commit()
        self._number += many
        return many

    def count(self) -> int:
        """Return how many rows there are."""
        return int(self._rows.execute(select(func.count()).select_from(self._table)).scalar_one())

    def close(self) -> None:
        """Close its connection."""
        self._rows.close()
        self._engine.dispose()


@contextmanager
def a_folder() -> Iterator[Path]:
    """Give a folder on the disk of temporary files, gone afterwards."""
    with TemporaryDirectory(prefix="returnkit-bench-") as folder:
        yield Path(folder)
