"""Producers for the page on licences: what an installation brings along, and under which terms."""

from __future__ import annotations

import importlib.metadata
from typing import TYPE_CHECKING, Final

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from .markdown import code, table

if TYPE_CHECKING:
    from collections.abc import Callable

PACKAGE: Final = "returnkit"
OSI_APPROVED: Final = "License :: OSI Approved :: "
# The page is the same wherever it is written.
ENVIRONMENT: Final = {
    "implementation_name": "cpython",
    "os_name": "posix",
    "platform_machine": "x86_64",
    "platform_python_implementation": "CPython",
    "platform_system": "Linux",
    "python_full_version": "3.11.0",
    "python_version": "3.11",
    "sys_platform": "linux",
}


def licences() -> str:
    """Return every package an installation can bring along, its licence, and the extras that bring it."""
    always = installed_with("")
    by_extra = {extra: installed_with(extra) - always for extra in extras() if extra != "all"}
    rows = []
    for name in sorted(always.union(*by_extra.values())):
        brought = ", ".join(code(extra) for extra, names in by_extra.items() if name in names)
        rows.append((code(name), licence(name), brought or "every installation"))
    return table(("package", "licence", "comes with"), rows)


def extras() -> list[str]:
    """Return the names of our extras, sorted."""
    return sorted(importlib.metadata.metadata(PACKAGE).get_all("Provides-Extra", []))


def installed_with(extra: str) -> frozenset[str]:
    """Return the names of all packages that come along with *extra*, or with none for the empty name."""
    seen: set[tuple[str, str]] = set()
    _follow(PACKAGE, extra, seen)
    return frozenset(name for name, _ in seen) - {PACKAGE}


def licence(name: str) -> str:
    """Return the licence that the installed package *name* declares."""
    found = importlib.metadata.metadata(name)
    classifiers = [each for each in found.get_all("Classifier", []) if each.startswith(OSI_APPROVED)]
    told = " or ".join(each.removeprefix(OSI_APPROVED) for each in classifiers)
    free = found.get_all("License", [])
    declared: list[str] = [*found.get_all("License-Expression", []), told, *free]
    return next(filter(None, declared))


def _follow(name: str, extra: str, seen: set[tuple[str, str]]) -> None:
    """Add to *seen* the package *name* with *extra*, and all that it requires."""
    if (name, extra) in seen:
        return
    seen.add((name, extra))
    for text in importlib.metadata.requires(name) or []:
        requirement = Requirement(text)
        if requirement.marker is None or requirement.marker.evaluate({**ENVIRONMENT, "extra": extra}):
            for each in ("", *requirement.extras):
                _follow(canonicalize_name(requirement.name), each, seen)


PRODUCERS: Final[dict[str, Callable[[], str]]] = {"licences": licences}
