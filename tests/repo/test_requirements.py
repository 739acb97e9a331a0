"""The pinned requirements: hashes for all, URLs for none, licences that fit."""

from __future__ import annotations

import importlib.metadata
import re
import tomllib
from typing import Any

import pytest

import dev
from tests.repo.tracked import ROOT
from tools import licences

FILES = sorted(dev.PINS)
# Under the LGPL: for those who name the extra, and for our tests.
COPYLEFT_BY_CHOICE = {"postgres": {"psycopg", "psycopg-binary"}}
PIN = re.compile(r"^(?P<name>[A-Za-z0-9._-]+)==(?P<version>[^\s;\\]+)")


def pins(name: str) -> dict[str, str]:
    """Return the entries of a requirements file: the pinned version by name, continuation lines joined."""
    text = (ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8")
    entries = [line for line in text.replace("\\\n", " ").splitlines() if line.strip()]
    found = {}
    for entry in entries:
        match = PIN.match(entry)
        assert match, f"requirements/{name}.txt: not a pin: {entry}"
        assert "--hash=sha256:" in entry, f"requirements/{name}.txt: no hash: {entry}"
        found[match["name"]] = match["version"]
    return found


def project() -> dict[str, Any]:
    """Return pyproject.toml."""
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", FILES)
def test_every_requirement_is_pinned_by_hash_and_names_no_place(name: str) -> None:
    text = (ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8")

    assert pins(name)
    assert "://" not in text
    assert not re.search(r"^\s*-(?!-hash=)", text, re.MULTILINE), "only hashes: no options, no index lines"


def test_the_files_agree_on_the_versions_they_share() -> None:
    versions: dict[str, set[str]] = {}
    for name in FILES:
        for requirement, version in pins(name).items():
            versions.setdefault(requirement, set()).add(version)

    assert {name: found for name, found in versions.items() if len(found) > 1} == {}


@pytest.mark.parametrize("name", FILES)
def test_every_declared_dependency_is_pinned(name: str) -> None:
    declared = {re.split(r"[^\w.-]", text)[0] for text in project()["project"]["dependencies"]}

    assert {text.lower().replace(".", "-").replace("_", "-") for text in declared} <= pins(name).keys()


def test_no_requirement_is_under_a_gpl_but_what_an_extra_is_named_for() -> None:
    found = {}
    for name in pins("test"):
        try:
            metadata = importlib.metadata.metadata(name)
        except importlib.metadata.PackageNotFoundError:
            continue  # pinned for another platform
        licences = [*metadata.get_all("License-Expression", []), *metadata.get_all("License", [])]
        licences += [line for line in metadata.get_all("Classifier", []) if line.startswith("License")]
        found[name] = " ".join(text[:200] for text in licences)

    assert found
    assert {name for name, text in found.items() if re.search(r"\bA?L?GPL|GNU", text)} <= set().union(
        *COPYLEFT_BY_CHOICE.values()
    )


@pytest.mark.parametrize("extra", ["", *licences.extras()])
def test_an_installation_holds_copyleft_only_by_choice(extra: str) -> None:
    chosen = COPYLEFT_BY_CHOICE.get(extra, set())

    assert {name for name in licences.installed_with(extra) if "GPL" in licences.licence(name)} == chosen


def test_all_brings_what_each_of_its_extras_brings() -> None:
    parts = [licences.installed_with(extra) for extra in ("cli", "holidays", "sql")]

    assert licences.installed_with("all") == frozenset().union(*parts)
    assert licences.installed_with("sql") <= licences.installed_with("postgres")


def test_the_package_depends_on_no_place() -> None:
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")

    assert "find-links" not in text
    assert "tool.uv" not in text
    assert " @ " not in " ".join(project()["project"]["dependencies"])
