"""Producers for the page of tables of orders: its columns, and a table for each warning and each fault."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from returnkit.errors import TableError
from returnkit.importers import csv_orders

from .markdown import code, table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from returnkit.diagnostics import Diagnostic

_LEAST: Final = "order_number,placed_at,currency,quantity,unit_price,customer_id,total,delivered_at"
_ROW: Final = "7,2026-11-01T10:00Z,EUR,1,10.00,c-1,10.00,2026-11-05T10:00Z"


def _table(*rows: str, head: str = _LEAST) -> str:
    return "\n".join((head, *rows))


WARNED: Final = {
    "csv.no_country": _table(f"{_ROW},Bonn", head=f"{_LEAST},city"),
    "csv.no_customer": _table(_ROW, head=_LEAST.replace("customer_id", "sku")),
    "csv.not_delivered": _table(_ROW.rpartition(",")[0] + ","),
    "csv.time_assumed": _table(_ROW.replace("2026-11-01T10:00Z", "2026-11-01")),
    "csv.total_assumed": _table(_ROW.replace(",10.00,2026", ",,2026")),
    "csv.total_differs": _table(_ROW.replace(",10.00,2026", ",12.00,2026")),
    "csv.unknown_column": _table(f"{_ROW},Mug", head=f"{_LEAST},titel"),
}
"""A table for each warning, by its code."""

FAULTY: Final[dict[str, str | bytes]] = {
    "csv.blank": _table(_ROW.replace(",10.00,c-1", ",,c-1")),
    "csv.cells": _table(f"{_ROW},Mug"),
    "csv.differs": _table(_ROW, _ROW.replace("c-1", "c-2")),
    "csv.empty": "",
    "csv.encoding": _table(_ROW.replace("c-1", "c-ö")).encode("latin-1"),
    "csv.missing_column": _table(_ROW, head=_LEAST.replace("quantity", "quantidy")),
    "csv.no_such_header": _table(f"{_ROW},Mug", head=f"{_LEAST},Artikel"),
    "csv.quote": _table(_ROW.replace("c-1", '"c"-1')),
    "csv.refused": _table(f"{_ROW},11.00", head=f"{_LEAST},discount"),
    "csv.twice": _table(f"{_ROW},2", head=f"{_LEAST},quantity"),
    "csv.unknown_target": _table(f"{_ROW},Mug", head=f"{_LEAST},Name"),
    "csv.value": _table(_ROW.replace(",10.00,c-1", ',"10,00",c-1')),
}
"""A table for each fault, by its code."""

# What the shop of the example tables calls its columns: only two of the tables have to do with it.
_MAPPED: Final = {"csv.no_such_header": {"Article": "title"}, "csv.unknown_target": {"Name": "tittle"}}


def warning_of(name: str) -> Diagnostic:
    """Return the warning of the table for *name*.

    Raises:
        LookupError: It has none with that code.
    """
    for result in csv_orders.orders_from_csv(WARNED[name], timezone="Europe/Berlin"):
        for warning in result.warnings:
            if warning.code == name:
                return warning
    raise LookupError(name)


def fault_of(name: str) -> Diagnostic:
    """Return the fault of the table for *name*.

    Raises:
        LookupError: It has none with that code.
    """
    try:
        csv_orders.orders_from_csv(FAULTY[name], columns=_MAPPED.get(name))
    except TableError as error:
        for fault in error.faults:
            if fault.code == name:
                return fault
    raise LookupError(name)


def _listed(found: Iterator[Diagnostic]) -> str:
    rows = []
    for each in found:
        place = f"{each.span.line}:{each.span.column}" if each.span else ""
        shown = f"{place} {each.path}".strip()
        rows.append((code(each.code), code(shown), each.message, each.help or ""))
    return table(("code", "such as at", "message", "help"), rows)


def warnings() -> str:
    """Return every warning of the importer of tables."""
    return _listed(warning_of(name) for name in WARNED)


def faults() -> str:
    """Return every fault of a table."""
    return _listed(fault_of(name) for name in FAULTY)


def columns() -> str:
    """Return every column of a table, with its other names."""
    rows = []
    for column in csv_orders.COLUMNS:
        others = [other for other, name in csv_orders.ALIASES.items() if name == column.name]
        needed = "yes" if column.is_required else ""
        rows.append(
            (
                code(column.name),
                column.about,
                needed,
                column.meaning,
                ", ".join(code(each) for each in others),
            )
        )
    return table(("column", "about the", "required", "what stands in it", "also called"), rows)


PRODUCERS: Final[dict[str, Callable[[], str]]] = {
    "csv-columns": columns,
    "csv-warnings": warnings,
    "csv-faults": faults,
}
