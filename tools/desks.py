"""Producers for the desk: its verbs, what returns are searched by, and what every store is asked."""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo

from returnkit.diagnostics import render
from returnkit.errors import QueryError
from returnkit.service import ReturnDesk
from returnkit.storage.fields import FIELDS, TextField
from returnkit.storage.language import parse_search
from returnkit.testing import ReturnStoreConformance

from .markdown import block, code, summary, table

if TYPE_CHECKING:
    from collections.abc import Callable

FAULTY: Final = (
    "statsu:approved",
    "status:aproved",
    "requested:2026-13",
    "requested:2026-11-09..2026-11-01",
    "country:",
    "-R-7K2M9PX",
    'reason:"too small',
)
"""A search for each thing that can be wrong with one."""


def verbs() -> str:
    """Return what a desk does, in the order of its file."""
    methods = [each for each in vars(ReturnDesk).values() if inspect.isfunction(each)]
    named = [each for each in methods if not each.__name__.startswith("_")]
    return table(("verb", "what it does"), [(code(each.__name__), _first(each)) for each in named])


def search_fields() -> str:
    """Return what returns are searched by."""
    rows = []
    for field in FIELDS.values():
        values = (
            ", ".join(map(code, field.values)) if isinstance(field, TextField) else "a day, month or year"
        )
        rows.append((code(field.name), field.doc, values or "any text, in any case"))
    return table(("field", "what it is", "values"), rows)


def search_faults() -> str:
    """Return what searches with faults are told."""
    told = []
    for text in FAULTY:
        try:
            parse_search(text, zone=ZoneInfo("UTC"))
        except QueryError as exc:
            told += [render(fault, exc.source) for fault in exc.faults]
    return block("\n\n".join(told))


def store_scenarios() -> str:
    """Return what every store is asked."""
    names = [name for name in dir(ReturnStoreConformance) if name.startswith("test_")]
    return "\n".join(f"- {name.removeprefix('test_').replace('_', ' ')}" for name in names)


def _first(method: object) -> str:
    return summary(method).partition(". ")[0].rstrip(".") + "."


PRODUCERS: Final[dict[str, Callable[[], str]]] = {
    "desk-verbs": verbs,
    "search-fields": search_fields,
    "search-faults": search_faults,
    "store-scenarios": store_scenarios,
}
