"""The command line in this process."""

from __future__ import annotations

import io
import subprocess
import sys

import pytest

from returnkit.cli import main
from tests.e2e.shell import AT, ORDER, POLICY, ROOT


class Shell:
    """Runs the command line here and keeps what it wrote."""

    def __init__(self, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
        self._capsys, self._monkeypatch = capsys, monkeypatch

    def __call__(self, *arguments: str, stdin: bytes = b"") -> subprocess.CompletedProcess[str]:
        self._monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        code = main(arguments)
        written = self._capsys.readouterr()
        return subprocess.CompletedProcess(arguments, code, written.out, written.err)

    def decide(self, *options: str) -> subprocess.CompletedProcess[str]:
        return self("decide", ORDER, POLICY, *AT, *options)


@pytest.fixture
def shell(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Shell:
    """The command line, in the repository's folder."""
    monkeypatch.chdir(ROOT)
    return Shell(capsys, monkeypatch)
