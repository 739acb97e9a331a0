"""Far sides that count, outside of the process that asks them: a line of a file is an effect that happened.

They outlive whoever asks. Requests are done, refused, lost on the way, done after a while, or done with their
answer lost; the settle window tells within which time.
"""

from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from enum import StrEnum
from itertools import count
from pathlib import Path
from random import Random
from typing import Final

from returnkit.effects import Guarantees, RefundOrder, RefundReceipt, ShopOrder, ShopReceipt
from returnkit.errors import AnswerLostError, NotSentError, RefusedError
from tests.forks import append, lines

WINDOW: Final = timedelta(seconds=60)
SLOW_SECONDS: Final = 0.006


class Kind(StrEnum):
    """What a far side can."""

    KEYS = "honours keys"
    FINDS = "can be looked up"
    NEITHER = "can do neither"


class Fate(StrEnum):
    """What becomes of a request."""

    DONE = "done"
    SLOW = "slow"
    ANSWER_LOST = "answer lost"
    LOST = "lost"
    LATE = "late"
    NOT_SENT = "not sent"
    REFUSED = "refused"


WEIGHTS: Final = {
    Fate.DONE: 50,
    Fate.SLOW: 12,
    Fate.ANSWER_LOST: 9,
    Fate.LOST: 6,
    Fate.LATE: 8,
    Fate.NOT_SENT: 8,
    Fate.REFUSED: 7,
}
HARMLESS: Final = frozenset({Fate.NOT_SENT, Fate.REFUSED})
"""After these nothing can happen any more."""

Strike = Callable[[str], None]
"""Is told where a process stands; it may end it there."""


class Counter:
    """One far side: its files, and what becomes of its requests.

    Args:
        folder: Where its files lie.
        name: What they begin with.
        kind: What it can.
        luck: What becomes of each request.
        strike: Is told `far` around whatever happens.
    """

    def __init__(self, folder: Path, name: str, kind: Kind, luck: Random, strike: Strike) -> None:
        self.kind = kind
        self._name, self._luck, self._strike = name, luck, strike
        self._effects, self._late = folder / f"{name}.effects", folder / f"{name}.late"
        self._numbers = (f"{os.getpid()}.{number}" for number in count())
        self._requests, self._gate = folder / f"{name}.requests", folder / f"{name}.gate"

    @property
    def guarantees(self) -> Guarantees:
        """What it guarantees."""
        honoured = timedelta(days=365) if self.kind is Kind.KEYS else timedelta(0)
        return Guarantees(WINDOW, honours_key_for=honoured, is_find_final=self.kind is Kind.FINDS)

    def ask(self, key: str, told: str) -> str:
        """Do *told* once more, or what becomes of it; return the reference."""
        fate = self._luck.choices(list(WEIGHTS), list(WEIGHTS.values()))[0]
        if fate is Fate.REFUSED and self._is_open(key):
            fate = Fate.DONE  # a service answers what it has done, and refuses nothing that it accepted
        self._strike("far")
        append(self._requests, f"{key}\t{fate.value}")
        match fate:
            case Fate.NOT_SENT:
                raise NotSentError("come back later")
            case Fate.REFUSED:
                raise RefusedError("no")
            case Fate.LOST:
                raise AnswerLostError("the line went dead")
            case Fate.LATE:
                append(self._late, f"{key}\t{told}\t{next(self._numbers)}")
                self._strike("far")
                raise AnswerLostError("the line went dead")
            case Fate.SLOW:
                time.sleep(SLOW_SECONDS)
                self._do(key, told)
                time.sleep(SLOW_SECONDS)
            case _:
                self._do(key, told)
        self._strike("far")
        if fate is Fate.ANSWER_LOST:
            raise AnswerLostError("the line went dead")
        return f"{self._name}-{key}"

    def catch_up(self) -> None:
        """Do what is late; called before the settle window has passed."""
        with self._alone():
            # Whoever catches up may be killed at it: what was done late already is known by its request.
            done = {line.split("\t")[2] for line in lines(self._effects)}
            for line in lines(self._late):
                key, told, request = line.split("\t")
                if request not in done:
                    self._put(key, told, request)

    def found(self, key: str) -> str | None:
        """Return the reference of what happened for *key*."""
        return f"{self._name}-{key}" if key in self.happened() else None

    def happened(self) -> dict[str, list[str]]:
        """Return what happened, each by its key: as often as it is there."""
        found: dict[str, list[str]] = {}
        for line in lines(self._effects):
            key, told, _ = line.split("\t")
            found.setdefault(key, []).append(told)
        return found

    def requests(self) -> dict[str, list[Fate]]:
        """Return what became of each request, by its key."""
        found: dict[str, list[Fate]] = {}
        for line in lines(self._requests):
            key, fate = line.split("\t")
            found.setdefault(key, []).append(Fate(fate))
        return found

    def _is_open(self, key: str) -> bool:
        return any(fate not in HARMLESS for fate in self.requests().get(key, []))

    def _do(self, key: str, told: str) -> None:
        with self._alone():
            self._put(key, told, next(self._numbers))

    def _put(self, key: str, told: str, request: str) -> None:
        if self.kind is not Kind.KEYS or key not in self.happened():
            append(self._effects, f"{key}\t{told}\t{request}")

    @contextmanager
    def _alone(self) -> Iterator[None]:
        handle = os.open(self._gate, os.O_RDWR | os.O_CREAT, 0o666)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX)  # let go of with the process
            yield
        finally:
            os.close(handle)


class CountedRefunds:
    """A gateway over a counter."""

    def __init__(self, counter: Counter) -> None:
        self.counter = counter

    @property
    def guarantees(self) -> Guarantees:
        return self.counter.guarantees

    def refund(self, order: RefundOrder) -> RefundReceipt:
        reference = self.counter.ask(order.key, f"{order.payment} {order.amount.minor}")
        return RefundReceipt(reference=reference, amount=order.amount)


class FoundRefunds(CountedRefunds):
    """One that can look, too."""

    def find(self, order: RefundOrder) -> RefundReceipt | None:
        reference = self.counter.found(order.key)
        return None if reference is None else RefundReceipt(reference=reference, amount=order.amount)


class CountedShop:
    """A shop's system over a counter."""

    def __init__(self, counter: Counter) -> None:
        self.counter = counter

    @property
    def guarantees(self) -> Guarantees:
        return self.counter.guarantees

    def do(self, order: ShopOrder) -> ShopReceipt:
        return ShopReceipt(reference=self.counter.ask(order.key, order.kind))


class FoundShop(CountedShop):
    """One that can look, too."""

    def find(self, order: ShopOrder) -> ShopReceipt | None:
        reference = self.counter.found(order.key)
        return None if reference is None else ShopReceipt(reference=reference)


def refunds_of(counter: Counter) -> CountedRefunds:
    """Return the gateway of *counter*."""
    return FoundRefunds(counter) if counter.kind is Kind.FINDS else CountedRefunds(counter)


def shop_of(counter: Counter) -> CountedShop:
    """Return the shop's system of *counter*."""
    return FoundShop(counter) if counter.kind is Kind.FINDS else CountedShop(counter)
