"""Fill the generated blocks of README.md and docs/**/*.md.

A block stands between a line `<!-- generated: NAME -->` and a line `<!-- end -->`; its text comes from the
producer NAME of `tools.producers`. `--check` writes nothing and fails when a block differs.
"""

from __future__ import annotations

import argparse
import re
import sys
from pathlib import Path

from tools.producers import PRODUCERS

ROOT = Path(__file__).resolve().parent.parent
BLOCK = re.compile(
    r"^<!-- generated: (?P<name>[\w-]+) -->\n(?P<body>.*?)^<!-- end -->$", re.MULTILINE | re.DOTALL
)
OPENING = re.compile(r"^<!-- generated:", re.MULTILINE)


def pages() -> list[Path]:
    """List the pages that may hold generated blocks, README.md first."""
    return [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]


def filled(text: str) -> str:
    """Return *text* with every generated block as its producer writes it now.

    Raises:
        ValueError: A block is not closed or names no producer.
    """
    if len(OPENING.findall(text)) != len(BLOCK.findall(text)):
        raise ValueError("a generated block has no `<!-- end -->` line, or its opening line is malformed")
    return BLOCK.sub(_block, text)


def stale() -> dict[Path, str]:
    """Return the pages that differ from their producers, each with the text it should have."""
    wanted = {}
    for page in pages():
        text = page.read_text(encoding="utf-8")
        try:
            new = filled(text)
        except ValueError as exc:
            raise ValueError(f"{page.relative_to(ROOT).as_posix()}: {exc}") from exc
        if new != text:
            wanted[page] = new
    return wanted


def main() -> int:
    """Read the command line and fill or check the blocks."""
    parser = argparse.ArgumentParser(prog="dev.py docs", description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing; fail when a block is stale")
    check: bool = parser.parse_args().check
    wanted = stale()
    for page, text in wanted.items():
        print(f"{'stale' if check else 'filled'}: {page.relative_to(ROOT).as_posix()}")
        if not check:
            page.write_text(text, encoding="utf-8", newline="\n")
    if not wanted:
        print("generated blocks are up to date")
    return 1 if check and wanted else 0


def _block(match: re.Match[str]) -> str:
    name = match["name"]
    if name not in PRODUCERS:
        raise ValueError(f"no producer `{name}`; there are: {', '.join(sorted(PRODUCERS))}")
    body = PRODUCERS[name]().strip("\n")
    return f"<!-- generated: {name} -->\n{body}\n<!-- end -->"


if __name__ == "__main__":
    sys.exit(main())
