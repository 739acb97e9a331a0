"""Evidence: the counts of a full run, kept under docs/evidence/ for README and docs."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.modes import FULL, SEED

if TYPE_CHECKING:
    from collections.abc import Mapping

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "docs" / "evidence"


class Evidence:
    """What the tests of one session counted; called by tests, written when the session ends.

    Written at the end, so that the test comparing generated blocks sees the files of one moment.
    """

    def __init__(self) -> None:
        self.counts: dict[str, dict[str, Any]] = {}

    def __call__(self, name: str, counts: Mapping[str, Any]) -> None:
        """Record *counts* as evidence *name*; call it last, after the assertions.

        Args:
            name: Lower case words joined by hyphens: the file becomes docs/evidence/NAME.json.
            counts: Figures by name, one level of nesting allowed; numbers or short strings.
        """
        if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name):
            raise ValueError(f"`{name}` is not a name for evidence: lower case words joined by hyphens")
        if name in self.counts:
            raise ValueError(f"evidence `{name}` was recorded twice")
        self.counts[name] = json.loads(json.dumps(dict(counts)))

    def write(self) -> None:
        """Write one file per name; in small mode nothing is written."""
        if not FULL:
            return
        FOLDER.mkdir(parents=True, exist_ok=True)
        commit = _git("rev-parse", "HEAD")
        clean = not _git("status", "--porcelain", "--", ":!docs", ":!README.md")
        for name, counts in self.counts.items():
            found = {"name": name, "commit": commit, "clean": clean, "seed": SEED, "counts": counts}
            text = json.dumps(found, indent=2, ensure_ascii=False) + "\n"
            (FOLDER / f"{name}.json").write_text(text, encoding="utf-8", newline="\n")


def _git(*arguments: str) -> str:
    command = ["git", *arguments]
    return subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout.strip()
