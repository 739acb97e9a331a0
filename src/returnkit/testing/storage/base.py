"""Base: what the suites of a store share."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from typing import Final, TypeVar

from returnkit.errors import ReturnkitError
from returnkit.storage import ReturnStore

T = TypeVar("T")
THREADS: Final = 8
FORGED: Final = ("", "\x00", "return-1\x00", "' or 1=1 --", "return-%", "_" * 8, "\ud800", "x" * 100_000)
"""What nothing is found by."""


class StoreSuite:
    """What is asked about is opened by whoever derives a class `Test…`."""

    def store(self) -> AbstractContextManager[ReturnStore]:
        """Open a new, empty store that threads may share."""
        raise NotImplementedError("a suite for a store gives one")

    def reopened(self, store: ReturnStore) -> ReturnStore:
        """Return what a new process would open after the one that has *store* died."""
        return store


def error_of(call: Callable[[], object]) -> ReturnkitError | None:
    """Return the error that *call* raises, if it raises one of ours."""
    try:
        call()
    except ReturnkitError as exc:
        return exc
    return None


def at_once(call: Callable[[int], T]) -> list[T | ReturnkitError]:
    """Return what eight threads come to that call *call* with their number at the same time."""

    def tried(number: int) -> T | ReturnkitError:
        try:
            return call(number)
        except ReturnkitError as exc:
            return exc

    with ThreadPoolExecutor(THREADS) as pool:
        return [*pool.map(tried, range(THREADS))]
