"""Shell: the command line as a child process, as its users start it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[2]
ORDER: Final = "examples/data/shopify_order.json"
POLICY: Final = "examples/policies/rei.yaml"
AT: Final = ("--at", "2026-12-05T18:00:00Z")


def environment(**more: str) -> dict[str, str]:
    """Return the environment of this process, with this checkout importable and no colour settings."""
    kept = {name: value for name, value in os.environ.items() if name not in ("NO_COLOR", "FORCE_COLOR")}
    path = os.pathsep.join([str(ROOT / "src"), os.environ.get("PYTHONPATH", "")])
    return kept | {"PYTHONPATH": path, "PYTHONIOENCODING": "utf-8", "COLUMNS": "80"} | more


def python(*arguments: str, stdin: bytes = b"", **more: str) -> subprocess.CompletedProcess[str]:
    """Run Python with *arguments* in the repository."""
    ran = subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT,
        input=stdin,
        capture_output=True,
        env=environment(**more),
        check=False,
    )
    return subprocess.CompletedProcess(ran.args, ran.returncode, ran.stdout.decode(), ran.stderr.decode())


def returnkit(*arguments: str, stdin: bytes = b"", **more: str) -> subprocess.CompletedProcess[str]:
    """Run `python -m returnkit` with *arguments*."""
    return python("-m", "returnkit", *arguments, stdin=stdin, **more)
