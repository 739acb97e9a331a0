"""Processes that are killed, and processes that meet: an effect happens once."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from returnkit.effects import EffectState
from tests.killed_worker import AT, BORDERS, INTENT, WINDOW, work
from tests.sqlite_ledger import SqliteEffectLedger

ROOT = Path(__file__).resolve().parents[2]


def started(folder: Path, border: int) -> subprocess.Popen[bytes]:
    paths = os.pathsep.join(map(str, (ROOT / "src", ROOT)))
    command = [sys.executable, "-m", "tests.killed_worker", str(folder), str(border)]
    return subprocess.Popen(command, env=os.environ | {"PYTHONPATH": paths}, cwd=ROOT)


def happened(folder: Path) -> list[str]:
    file = folder / "effects.txt"
    return file.read_text(encoding="utf-8").split() if file.exists() else []


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="this system cannot kill a process so")
@pytest.mark.parametrize("border", range(BORDERS))
def test_whoever_goes_on_after_a_killed_worker_performs_it_once(border: int, tmp_path: Path) -> None:
    worker = started(tmp_path, border)
    assert worker.wait() == -signal.SIGKILL

    work(tmp_path, -1, AT)
    assert len(happened(tmp_path)) <= 1
    work(tmp_path, -1, AT + WINDOW)

    assert happened(tmp_path) == [INTENT.key]
    record = SqliteEffectLedger(tmp_path / "ledger.sqlite").get(INTENT.key)
    assert record.state is EffectState.DONE


def test_of_four_processes_one_performs_it(tmp_path: Path) -> None:
    workers = [started(tmp_path, -1) for _ in range(4)]

    assert [worker.wait() for worker in workers] == [0] * 4
    assert happened(tmp_path) == [INTENT.key]
