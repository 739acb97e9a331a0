"""A worker that performs one effect and is killed at a border of its steps: `killed_worker.py FOLDER BORDER`.

Its far side is a file: one line is one effect that really happened.
"""

from __future__ import annotations

import os
import signal
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

from returnkit.clock import FixedClock
from returnkit.effects import Guarantees, Intent, Outcome, effect_key, perform
from tests.effect_worlds import InterruptedLedger
from tests.sqlite_ledger import SqliteEffectLedger

AT = datetime(2026, 11, 5, tzinfo=UTC)
WINDOW = timedelta(seconds=60)
INTENT = Intent(key=effect_key("mail", "R-1", 1), kind="mail", payload={"to": "ann"})
BORDERS = 8
"""Two around each of the three steps of the ledger, and two around what happens at the far side."""


class FileFarSide:
    """Writes a line for each effect, and finds it again."""

    guarantees = Guarantees(WINDOW, is_find_final=True)

    def __init__(self, folder: Path, border: Border) -> None:
        self._file = folder / "effects.txt"
        self._border = border

    def perform(self, intent: Intent) -> Outcome:
        self._border()
        with self._file.open("a", encoding="utf-8") as file:
            file.write(f"{intent.key}\n")
        self._border()
        return Outcome(reference=intent.key)

    def find(self, intent: Intent) -> Outcome | None:
        if self._file.exists() and intent.key in self._file.read_text(encoding="utf-8").split():
            return Outcome(reference=intent.key)
        return None


class Border:
    """Kills this process when it is passed for the time told; from 0, never where it is -1."""

    def __init__(self, deadly: int) -> None:
        self._deadly = deadly
        self._passed = 0

    def __call__(self) -> None:
        if self._passed == self._deadly:
            os.kill(os.getpid(), signal.SIGKILL)
        self._passed += 1


def work(folder: Path, deadly: int, at: datetime = AT) -> None:
    """Perform the effect."""
    border = Border(deadly)
    ledger = InterruptedLedger(SqliteEffectLedger(folder / "ledger.sqlite"), border)
    perform(INTENT, FileFarSide(folder, border), ledger, clock=FixedClock(at))


if __name__ == "__main__":
    work(Path(sys.argv[1]), int(sys.argv[2]))
