"""What no committed file may contain."""

from __future__ import annotations

import re

import pytest

from tests.repo.tracked import ROOT, tracked_files, tracked_texts

# Character classes keep these patterns from finding themselves.
REGISTRY_HOSTS = re.compile(
    r"p[y]pi\.(?:org|io)|python[h]osted|[a]naconda\.org|npm[j]s|yarn[p]kg|crat[e]s\.io|ruby[g]ems|proxy\.g[o]lang",
    re.IGNORECASE,
)
MACHINE_PATHS = re.compile(
    r"(?<![\w.\-])/(?:wor[k]|roo[t]|hom[e]|User[s]|tm[p]/[\w.-]+)/\w|\b[A-Z]:\\User[s]\\"
)
FORBIDDEN_IMPORTS = re.compile(r"^[ \t]*(?:import|from)[ \t]+(?:yaml|httpx)\b", re.MULTILINE)
FORBIDDEN_PINS = re.compile(r"^(?:py[y]aml|h[t]tpx)[=<>~!\[; ]", re.MULTILINE | re.IGNORECASE)


def places(pattern: re.Pattern[str], suffix: str = "") -> list[str]:
    """Return `file:line: match` for every match in the tracked texts."""
    return [
        f"{name}:{text.count(chr(10), 0, match.start()) + 1}: {match[0].strip()}"
        for name, text in tracked_texts()
        if name.endswith(suffix)
        for match in pattern.finditer(text)
    ]


def test_no_file_names_a_package_registry() -> None:
    assert places(REGISTRY_HOSTS) == []


def test_no_file_names_a_path_of_one_machine() -> None:
    assert places(MACHINE_PATHS) == []


def test_no_lock_file_is_committed() -> None:
    names = {path.name for path in tracked_files()}

    assert not [name for name in names if name == "uv.lock" or re.fullmatch(r"pylock.*\.toml", name)]


def test_yaml_and_http_come_from_the_chosen_libraries() -> None:
    assert places(FORBIDDEN_IMPORTS, ".py") == []
    assert places(FORBIDDEN_PINS, ".txt") == []


@pytest.mark.parametrize(
    "text",
    ["https://p" + "ypi.org/simple", "files.python" + "hosted.org/x", "registry.npm" + "js.org"],
)
def test_the_registry_pattern_finds_what_it_should(text: str) -> None:
    assert REGISTRY_HOSTS.search(text)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("cd /wor" + "k/main", True),
        ("see /hom" + "e/ann/x", True),
        ("https://shop.example/home/x", False),
        ("artwork/x", False),
    ],
)
def test_the_path_pattern_finds_what_it_should(text: str, found: bool) -> None:
    assert bool(MACHINE_PATHS.search(text)) is found


def test_every_command_script_is_executable_and_has_lf_line_ends() -> None:
    script = ROOT / ".ci" / "run"

    assert script.stat().st_mode & 0o111
    assert b"\r" not in script.read_bytes()
