"""Producers for the page on searches: fields, faults, and what the suite of a store asks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo

from returnkit.errors import QueryError
from returnkit.ids import ShopId
from returnkit.storage import FIELDS, Filter, Match, MemoryStore, Search, TextField, parse_search
from returnkit.testing.storage import CommitConformance, OutboxConformance, SearchConformance

from .markdown import code, table

if TYPE_CHECKING:
    from collections.abc import Callable

    from returnkit.diagnostics import Diagnostic


@dataclass(frozen=True, slots=True)
class FaultySearch:
    """A search with a fault.

    Attributes:
        code: The code of the fault that it shows.
        asked: What was typed, or what was asked.
    """

    code: str
    asked: str | Search


FAULTY: Final = (
    FaultySearch("query.field", "statuss:approved"),
    FaultySearch("query.value", "status:aproved"),
    FaultySearch("query.empty", "sku:a,,b"),
    FaultySearch("query.date", "requested:2026-13"),
    FaultySearch("query.word", "-linen"),
    FaultySearch("query.quote", '"two words'),
    FaultySearch("query.long", "x" * 61),
    FaultySearch("query.match", Search((Filter("sku", Match.FROM, ("a",)),))),
    FaultySearch("query.instant", Search((Filter("closed", Match.FROM, (datetime(2026, 1, 1),)),))),  # noqa: DTZ001 - that is the fault
    FaultySearch("query.limit", Search(limit=201)),
    FaultySearch("query.cursor", Search(after="forged")),
)


def fault_of(example: FaultySearch) -> Diagnostic:
    """Return the first fault of *example*."""
    try:
        if isinstance(example.asked, str):
            parse_search(example.asked, zone=ZoneInfo("UTC"))
        else:
            MemoryStore().search(ShopId("shop"), example.asked)
    except QueryError as exc:
        return exc.faults[0]
    raise AssertionError(f"`{example.code}` has no fault")


def fields() -> str:
    """Return what returns are searched by, one row a field."""
    rows = []
    for field in FIELDS.values():
        is_text = isinstance(field, TextField)
        values = ", ".join(code(value) for value in field.values) if isinstance(field, TextField) else ""
        rows.append((code(field.name), "text" if is_text else "day", field.doc, values))
    return table(("field", "compared as", "what it is", "its values"), rows)


def query_faults() -> str:
    """Return everything that can be wrong with a search."""
    rows = []
    for example in FAULTY:
        fault = fault_of(example)
        asked = code(example.asked[:20]) if isinstance(example.asked, str) else "asked by a program"
        rows.append((code(example.code), asked, fault.message, fault.help or ""))
    return table(("code", "search", "message", "help"), rows)


def store_scenarios() -> str:
    """Return what the suite of a store asks."""
    suites = (CommitConformance, OutboxConformance, SearchConformance)
    names = [name for suite in suites for name in vars(suite) if name.startswith("test_")]
    return "\n".join(f"- {name.removeprefix('test_').replace('_', ' ')}" for name in names)


PRODUCERS: Final[dict[str, Callable[[], str]]] = {
    "search-fields": fields,
    "query-faults": query_faults,
    "store-scenarios": store_scenarios,
}
