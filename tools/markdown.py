"""Markdown: the few forms that generated blocks are made of."""

from __future__ import annotations

import inspect
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_ATTRIBUTE = re.compile(r"^    (?P<name>\w+): (?P<text>.*(?:\n {8,}.*)*)", re.MULTILINE)


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a Markdown table; pipes inside cells are escaped."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines)


def code(text: str) -> str:
    """Return *text* as an inline code span, nothing for nothing."""
    if not text:
        return ""
    return f"`` {text} ``" if "`" in text else f"`{text}`"


def block(text: str, language: str = "text") -> str:
    """Return *text* as a fenced code block."""
    return f"```{language}\n{text}\n```"


def summary(thing: object) -> str:
    """Return what the docstring of *thing* says before its sections, on one line."""
    text = re.split(r"^\w+:$", inspect.getdoc(thing) or "", maxsplit=1, flags=re.MULTILINE)[0]
    return " ".join(text.split())


def attributes(thing: object) -> dict[str, str]:
    """Return the attributes that the docstring of *thing* lists, each with its line."""
    _, _, section = (inspect.getdoc(thing) or "").partition("Attributes:\n")
    return {found["name"]: " ".join(found["text"].split()) for found in _ATTRIBUTE.finditer(section)}
