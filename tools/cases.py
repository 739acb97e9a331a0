"""Producers for the page of tables of cases: keys, columns, and a table for each fault, really run."""

from __future__ import annotations

import contextlib
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final

from returnkit.errors import CasesError
from returnkit.situations.keys import EVENT_KEYS, FAMILIES
from returnkit.testing.tables.columns import COLUMNS
from returnkit.testing.tables.document import CaseWritten, DefaultsWritten, TableWritten
from returnkit.testing.tables.expectations import Expectations
from returnkit.testing.tables.run import Run, Wanted, run_tables
from returnkit.testing.tables.shown import excused, shown_in

from .markdown import attributes, code, table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pydantic import BaseModel

    from returnkit.diagnostics import Diagnostic, Source

POLICY: Final = """\
policy: shop
rules:
- {id: final-sale, when: item.is_final_sale, refuse: {code: final_sale}}
- {id: restocking, when: item.category == "boots", fee: {name: restocking, percent: 15, of: paid}}
- {id: offers, when: item.category != "gift_card", offer: [refund, exchange]}
- {id: standard, within: 30 days of delivery}
"""
"""The policy of the faulty tables."""

_TABLE: Final = "shop.policytest.yaml"
_CELLS: Final = "shop.policytest.csv"


@dataclass(frozen=True, slots=True)
class FaultyTable:
    """A table with a fault.

    Attributes:
        code: The code of the fault it shows.
        text: The table.
        name: Its file.
        excuses: The file of excuses beside the policy; empty is none.
        at: What the run is asked for: a file or a folder.
        wanted: Which cases.
    """

    code: str
    text: str | bytes
    name: str = _TABLE
    excuses: str = ""
    at: str = "."
    wanted: Wanted = field(default_factory=Wanted)


def _case(rest: str, given: str = "{}") -> str:
    return f"cases:\n- case: on time\n  given: {given}\n  {rest}\n"


_UNSURE: Final = _case("expect: eligible\n  reviewed: false")

FAULTS: Final = (
    FaultyTable("cases.all_skipped", _case("skip: not yet")),
    FaultyTable("cases.cells", "case,expect\non time,eligible,refund\n", _CELLS),
    FaultyTable("cases.column_twice", "case,at,at,expect\non time,day 1,,eligible\n", _CELLS),
    FaultyTable("cases.contradiction", _case("expect: {verdict: eligible, reason: window}")),
    FaultyTable("cases.defaults", "cases:\n- {case: defaults, skip: why}\n- {case: a, expect: eligible}\n"),
    FaultyTable(
        "cases.excuse", _case("expect: eligible"), excuses="excused: {standart/window/late: never}\n"
    ),
    FaultyTable("cases.file", _case("expect: eligible\n  note: für später").encode("latin-1")),
    FaultyTable("cases.no_cases", "cases: []\n"),
    FaultyTable("cases.no_column", "name,expect\non time,eligible\n", _CELLS),
    FaultyTable("cases.no_file", "", at="policy"),
    FaultyTable("cases.no_header", "case,expect,\non time,eligible,refund\n", _CELLS),
    FaultyTable("cases.no_policy", "policy: shp.yaml\n" + _case("expect: eligible")),
    FaultyTable("cases.no_table", "", at="shop.yaml"),
    FaultyTable("cases.no_tables", "", "cases.yaml"),
    FaultyTable("cases.none_meant", _case("expect: eligible"), wanted=Wanted("boots")),
    FaultyTable("cases.none_reviewed", _UNSURE, wanted=Wanted(reviewed_only=True)),
    FaultyTable("cases.not_reviewed", _UNSURE, wanted=Wanted(all_reviewed=True)),
    FaultyTable("cases.nothing_expected", _case("note: later")),
    FaultyTable("cases.nothing_spoke", _case("expect: ineligible", "{item.category: gift_card}")),
    FaultyTable("cases.other_policy", "policy_id: outlet\n" + _case("expect: eligible")),
    FaultyTable("cases.quote", 'case,expect\n"on" time,eligible\n', _CELLS),
    FaultyTable(
        "cases.same_given", "cases:\n- {case: one, expect: eligible}\n- {case: other, expect: ineligible}\n"
    ),
    FaultyTable(
        "cases.several_policies", "case,policy,expect\na,shop.yaml,eligible\nb,other.yaml,eligible\n", _CELLS
    ),
    FaultyTable(
        "cases.twice", "cases:\n- {case: a, expect: eligible}\n- {case: a, expect: {rule: offers}}\n"
    ),
    FaultyTable("cases.unknown_offer", _case("expect: {offers: refnd}")),
    FaultyTable("cases.unknown_question", _case("expect: {asks: request.reson}")),
    FaultyTable("cases.unknown_reason", _case("expect: {reason: final_sail}")),
    FaultyTable("cases.unknown_rule", _case("expect: {rule: standart}")),
    FaultyTable("cases.unknown_term", _case("expect: {terms: {restoking: 15 % of paid}}")),
)
"""A table for each fault, by its code."""


def faults_of(example: FaultyTable) -> list[tuple[Diagnostic, Source | None]]:
    """Return what is wrong with the table of *example* beside the policy, each with the text it is about."""
    with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder):
        Path("shop.yaml").write_text(POLICY, encoding="utf-8")
        text = example.text if isinstance(example.text, bytes) else example.text.encode()
        if text:
            Path(example.name).write_bytes(text)
        if example.excuses:
            Path("shop.coverage.yaml").write_text(example.excuses, encoding="utf-8")
        run = run_tables([Path(example.at)], example.wanted)
        try:
            excused(shown_in(run))
        except CasesError as error:
            return [(fault, error.source) for fault in error.faults]
        return list(_faults(run))


def fault_of(example: FaultyTable) -> tuple[Diagnostic, Source | None]:
    """Return the fault that *example* shows, and the text it is about.

    Raises:
        LookupError: It has none with that code.
    """
    for fault, source in faults_of(example):
        if fault.code == example.code:
            return fault, source
    raise LookupError(example.code)


def _faults(run: Run) -> Iterator[tuple[Diagnostic, Source | None]]:
    yield from ((fault, None) for fault in run.faults)
    for each in run.tables:
        if each.error:
            yield from ((fault, each.error.source) for fault in each.error.faults)
        source = each.table.source if each.table else None
        yield from ((result.fault, source) for result in each.results if result.fault)


def faults() -> str:
    """Return every fault of a table of cases."""
    rows = []
    for example in FAULTS:
        fault, _ = fault_of(example)
        place = f"{fault.span.line}:{fault.span.column} " if fault.span else ""
        rows.append((code(fault.code), code(f"{place}{fault.path}".strip()), fault.message, fault.help or ""))
    return table(("code", "such as at", "message", "help"), rows)


def keys() -> str:
    """Return the keys of a table, of a case and of the defaults."""
    parts = []
    for title, model in (("A table", TableWritten), ("A case", CaseWritten), ("`defaults`", DefaultsWritten)):
        parts.append(f"**{title}**\n\n{_keys(model)}")
    return "\n\n".join(parts)


def expectations() -> str:
    """Return what can be expected."""
    return table(("key", "what it says"), [(code(k), text) for k, text in attributes(Expectations).items()])


def columns() -> str:
    """Return the columns of a table of cells that are no key of what is told."""
    return table(("column", "what stands in it"), [(code(name), said) for name, said in COLUMNS.items()])


def told() -> str:
    """Return what can be told beside the vocabulary."""
    rows = [(code(key.path), key.kind.value, key.doc) for key in (*EVENT_KEYS, *FAMILIES.values())]
    return table(("key", "kind", "what it is"), rows)


def _keys(model: type[BaseModel]) -> str:
    said = attributes(model)
    fields = ((field.alias or name, field) for name, field in model.model_fields.items())
    order = {name: number for number, name in enumerate(said)}
    rows = [
        (code(name), "yes" if each.is_required() else "", said[name])
        for name, each in sorted(fields, key=lambda entry: order[entry[0]])
    ]
    return table(("key", "required", "what it says"), rows)


PRODUCERS: Final[dict[str, Callable[[], str]]] = {
    "cases-keys": keys,
    "cases-expectations": expectations,
    "cases-columns": columns,
    "cases-told": told,
    "cases-faults": faults,
}
