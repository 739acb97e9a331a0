"""Producers for the page on the layout: the rooms as they are, with what each says of itself."""

from __future__ import annotations

import ast
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Final

from .markdown import code, table

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT: Final = Path(__file__).resolve().parent.parent
PACKAGE: Final = ROOT / "src" / "returnkit"


def rooms() -> str:
    """Return the rooms that exist, lowest first, each with the first line of its docstring."""
    levels = [[name for name in names if _source(name).exists()] for names in reversed(_levels())]
    built = [names for names in levels if names]
    rows = [
        (str(level), code(name), _says(_source(name)))
        for level, names in enumerate(built, start=1)
        for name in names
    ]
    return table(("level", "room", "what it knows"), rows)


def _levels() -> list[list[str]]:
    """Return the layers of the import contract, highest first."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = project["tool"]["importlinter"]["contracts"]
    layers = next(each["layers"] for each in contracts if each["name"] == "Order of the rooms")
    return [[name.strip(" ()") for name in layer.split("|")] for layer in layers]


def _source(room: str) -> Path:
    package = PACKAGE / room / "__init__.py"
    return package if package.exists() else PACKAGE / f"{room}.py"


def _says(path: Path) -> str:
    docstring = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
    first = docstring.split("\n\n")[0].replace("\n", " ")
    return first.partition(": ")[2] or first


PRODUCERS: Final[dict[str, Callable[[], str]]] = {"rooms": rooms}
