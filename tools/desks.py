"""Producer for the page of the desk: its verbs."""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING, Final

from returnkit.service import ReturnDesk

from .markdown import code, summary, table

if TYPE_CHECKING:
    from collections.abc import Callable


def verbs() -> str:
    """Return what a desk does, in the order of its file."""
    methods = [each for each in vars(ReturnDesk).values() if inspect.isfunction(each)]
    named = [each for each in methods if not each.__name__.startswith("_")]
    return table(("verb", "what it does"), [(code(each.__name__), _first(each)) for each in named])


def _first(method: object) -> str:
    return summary(method).partition(". ")[0].rstrip(".") + "."


PRODUCERS: Final[dict[str, Callable[[], str]]] = {"desk-verbs": verbs}
