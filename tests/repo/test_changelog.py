"""The changelog and its fragments keep their form."""

from __future__ import annotations

import re

import pytest

from tests.repo.tracked import ROOT

FRAGMENT = re.compile(r"(?:\d+|\+[a-z0-9-]+)\.(?:added|changed|fixed|removed)\.md")
FRAGMENTS = sorted(path for path in (ROOT / "changelog.d").iterdir() if path.name != "README.md")


def test_fragments_have_valid_names() -> None:
    assert [path.name for path in FRAGMENTS if not FRAGMENT.fullmatch(path.name)] == []


def test_fragments_are_full_sentences() -> None:
    texts = {path.name: path.read_text(encoding="utf-8").strip() for path in FRAGMENTS}

    assert {
        name: text for name, text in texts.items() if not re.match(r"(?:★ )?[A-Z`].*[.!]$", text, re.DOTALL)
    } == {}


def test_the_changelog_begins_with_what_is_unreleased() -> None:
    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")

    assert re.findall(r"^## \[(.+?)\]", text, re.MULTILINE)[0] == "Unreleased"


@pytest.mark.parametrize(
    ("name", "valid"),
    [
        ("12.added.md", True),
        ("+pins.fixed.md", True),
        ("added.md", False),
        ("12.new.md", False),
        ("12.added.rst", False),
    ],
)
def test_the_form_of_a_fragment_name(name: str, valid: bool) -> None:
    assert bool(FRAGMENT.fullmatch(name)) is valid
