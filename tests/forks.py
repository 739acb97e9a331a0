"""Forks: children of this process, warm as it is, that are watched, killed, and asked how they ended."""

from __future__ import annotations

import contextlib
import gc
import os
import signal
import tempfile
import time
import traceback
import warnings
from collections.abc import Callable, Generator, Iterable
from pathlib import Path
from typing import Final

PATIENCE_SECONDS: Final = 300
KILLED: Final = -signal.SIGKILL


class Fork:
    """A child that runs *body* and ends; what it raises is written to *told* and raised by `wait`.

    Whoever forks has no connection open: two processes that share one would talk over each other.
    """

    def __init__(self, body: Callable[[], object], told: Path) -> None:
        self._told = told
        self._code: int | None = None
        gc.freeze()  # what is here already is not looked through by each child
        with warnings.catch_warnings():
            # A thread that watches the time of tests may run beside; a child does not need it.
            warnings.simplefilter("ignore", DeprecationWarning)
            self.pid = os.fork()
        if not self.pid:
            self._live(body)

    def _live(self, body: Callable[[], object]) -> None:
        code = 1
        try:
            body()
            code = 0
        except BaseException:  # noqa: BLE001 - whatever it is, the parent raises it
            self._told.write_text(traceback.format_exc(), encoding="utf-8")
        finally:
            os._exit(code)  # nothing of the parent's is ended here: no test, no fixture, no buffer

    def kill(self) -> None:
        """Kill it, where it is there still."""
        if self._code is None:
            os.kill(self.pid, signal.SIGKILL)

    def killed_after(self, seconds: float) -> int:
        """Kill it after so long, unless it has ended; return how it ended."""
        end = time.monotonic() + seconds
        while self._poll() is None and (left := end - time.monotonic()) > 0:
            time.sleep(min(left, 0.002))
        self.kill()
        return self.wait()

    def wait(self) -> int:
        """Return how it ended: 0, or `KILLED`.

        Raises:
            AssertionError: It raised something, or hangs.
        """
        end = time.monotonic() + PATIENCE_SECONDS
        while self._poll() is None:
            if time.monotonic() > end:
                self.kill()
                os.waitpid(self.pid, 0)
                raise AssertionError("a child hangs")
            time.sleep(0.001)
        assert self._code is not None
        if self._code not in (0, KILLED):
            told = self._told.read_text(encoding="utf-8") if self._told.exists() else "nothing was told"
            raise AssertionError(f"a child ended with {self._code}:\n{told}")
        return self._code

    def _poll(self) -> int | None:
        if self._code is None:
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                self._code = os.waitstatus_to_exitcode(status)
        return self._code


def all_of(bodies: Iterable[Callable[[], object]], folder: Path) -> None:
    """Run *bodies* at once, each in a child of its own, and wait for all of them.

    Raises:
        AssertionError: One of them raised something.
    """
    children = [Fork(body, folder / f"child-{number}.txt") for number, body in enumerate(bodies)]
    try:
        for child in children:
            child.wait()
    finally:
        for child in children:
            with contextlib.suppress(ProcessLookupError, ChildProcessError):
                child.kill()


@contextlib.contextmanager
def quick_folder() -> Generator[Path]:
    """Give a folder for now, in memory where there is one: a kill loses nothing that the system has."""
    memory = Path("/dev/shm")
    with tempfile.TemporaryDirectory(dir=memory if memory.is_dir() else None, prefix="returnkit-") as name:
        yield Path(name)


def append(file: Path, line: str) -> None:
    """Add *line* to *file* in one step of the system: it is there wholly or not at all, whoever is killed."""
    handle = os.open(file, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o666)
    try:
        os.write(handle, f"{line}\n".encode())
    finally:
        os.close(handle)


def lines(file: Path) -> list[str]:
    """Return the lines of *file*, none where it is not there."""
    return file.read_text(encoding="utf-8").splitlines() if file.exists() else []
