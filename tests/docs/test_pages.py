"""Pages: what a reader copies from them works, and shows what they say it shows.

Of every page the fenced blocks are taken in order, in a folder that holds `examples/`:

- ` ```LANGUAGE title="NAME" ` writes the block to the file NAME;
- ` ```python ` is run, all blocks of a page in one namespace; ` ```text title="output" ` right after it is
  what it printed;
- ` ```console ` has lines `$ COMMAND`, each with its output below; commands of returnkit are run, and what
  goes `> FILE` is written there;
- ` ```yaml ` that holds `rules:` is a policy that loads.
"""

from __future__ import annotations

import contextlib
import io
import os
import re
import shlex
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from returnkit import load_policy

ROOT = Path(__file__).resolve().parents[2]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
FENCE = re.compile(
    r"^```(?P<language>\w+)(?: title=\"(?P<title>[^\"]+)\")?\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL
)
OPENING = re.compile(r"^```\S", re.MULTILINE)
LINK = re.compile(r"\]\((?!https?:|mailto:)(?P<target>[^)#\s]*)(?:#(?P<anchor>[^)\s]+))?\)")
OUTPUT = "output"
# What a test must not do again: fetch a clone, set up an environment, run itself.
NOT_RUN = ("git ", "cd ", "pip ", "python3 dev.py ", "python3 -m venv ", "sudo ", "source ")


@dataclass(frozen=True, slots=True)
class Block:
    """A fenced block of a page."""

    language: str
    title: str | None
    body: str
    line: int


def blocks(page: Path) -> list[Block]:
    """Return the fenced blocks of *page*, in order."""
    text = page.read_text(encoding="utf-8")
    found = list(FENCE.finditer(text))
    assert len(found) == len(OPENING.findall(text)), "a fence is not closed, or its title is malformed"
    return [
        Block(match["language"], match["title"], match["body"], text.count("\n", 0, match.start()) + 1)
        for match in found
    ]


def is_live(block: Block) -> bool:
    """Return whether *block* is written, run or loaded."""
    return block.language in ("python", "console", "yaml") or block.title is not None


LIVE = [page for page in PAGES if any(map(is_live, blocks(page)))]


@pytest.mark.parametrize("page", LIVE, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_the_blocks_of_a_page_do_what_they_show(
    page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    monkeypatch.chdir(tmp_path)
    namespace: dict[str, Any] = {"__name__": page.stem}  # Any: whatever the page defines
    printed = ""
    for block in blocks(page):
        where = f"{page.relative_to(ROOT).as_posix()}:{block.line}"
        if block.title == OUTPUT:
            assert printed == block.body, where
        elif block.title is not None:
            Path(block.title).write_text(block.body, encoding="utf-8")
        elif block.language == "python":
            printed = run_python(block, namespace, where)
        elif block.language == "console":
            run_console(block, where)
        if block.language == "yaml" and re.search(r"^rules:", block.body, re.MULTILINE):
            load_policy(block.body)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_the_links_of_a_page_lead_somewhere(page: Path) -> None:
    for link in LINK.finditer(page.read_text(encoding="utf-8")):
        target = (page.parent / link["target"]).resolve() if link["target"] else page
        assert target.exists(), link[0]
        if link["anchor"]:
            assert link["anchor"] in anchors(target), link[0]


def test_every_page_is_in_the_navigation() -> None:
    navigation = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    pages = [page.relative_to(ROOT / "docs").as_posix() for page in PAGES[1:]]

    assert [page for page in pages if f" {page}\n" not in navigation] == []


def run_python(block: Block, namespace: dict[str, Any], where: str) -> str:
    """Run *block* and return what it printed."""
    code = compile("\n" * block.line + block.body, where, "exec", dont_inherit=True)
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        exec(code, namespace)
    return out.getvalue()


def run_console(block: Block, where: str) -> None:
    """Run the commands of *block* and compare what each prints."""
    for part in re.split(r"^\$ ", block.body, flags=re.MULTILINE)[1:]:
        command, _, expected = part.partition("\n")
        command = command.partition("   #")[0].rstrip()
        if command.startswith(NOT_RUN):
            continue
        program, *arguments = shlex.split(command)
        *arguments, file = [*arguments[:-2], arguments[-1]] if ">" in arguments else [*arguments, ""]
        assert program == "returnkit", f"{where}: `{command}` is neither run nor listed as not run"
        call = [sys.executable, "-c", "import sys; from returnkit.cli import main; sys.exit(main())"]
        env = os.environ | {"PYTHONPATH": str(ROOT / "src"), "NO_COLOR": "1", "COLUMNS": "100"}
        ran = subprocess.run(
            [*call, *arguments],
            check=False,
            env=env,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
        )
        if file:
            Path(file).write_text(ran.stdout, encoding="utf-8")
        assert ("" if file else ran.stdout.rstrip()) == expected.rstrip(), f"{where}: {command}"


def anchors(page: Path) -> set[str]:
    """Return the anchors of the headings of *page*."""
    headings = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def test_the_policy_that_is_walked_through_is_the_example() -> None:
    page = ROOT / "docs" / "explanation" / "how-a-policy-decides.md"
    shown = next(block for block in blocks(page) if block.title == "acme.yaml")
    _, _, example = (ROOT / "examples" / "acme.yaml").read_text(encoding="utf-8").partition("\n")

    assert shown.body == example
