"""Table: a CSV text as rows of cells, each with its place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from returnkit.diagnostics import Diagnostic, Span, suggest
from returnkit.documents.cells import Cell, delimiter_of, records_of

from .columns import NAMES, is_name, name_of


@dataclass(frozen=True, slots=True)
class Row:
    """A row.

    Attributes:
        start: Its first cell.
        cells: What is read, by the name of the column.
        unread: Filled cells of columns that are not read.
    """

    start: Cell
    cells: Mapping[str, Cell]
    unread: tuple[Cell, ...] = ()


@dataclass(slots=True)
class Faults:
    """Collects what is wrong with a table."""

    found: list[Diagnostic] = field(default_factory=list)

    def add(self, code: str, cell: Cell, message: str, *, help: str | None = None) -> None:
        """Note a fault of *cell*."""
        self.found.append(Diagnostic(f"csv.{code}", message, path=cell.header, span=cell.span, help=help))


def rows_of(text: str, columns: Mapping[str, str | None], delimiter: str | None, faults: Faults) -> list[Row]:
    """Return the rows below the header; blank lines are left out.

    Args:
        text: The table.
        columns: What the shop calls its columns, by header; None for those it leaves out on purpose.
        delimiter: What separates cells; None finds it in the header.
        faults: Where to note faults of the table's form.
    """

    def note(cell: Cell, message: str, help: str | None) -> None:
        faults.add("quote", cell, message, help=help)

    records = records_of(text, delimiter or delimiter_of(text), note)
    if not records:
        faults.add("empty", Cell("", "", Span(1, 1)), "there is no header")
        return []
    header = [Cell(cell.text, cell.text, cell.span) for cell in records[0]]
    names = _names(header, columns, faults)
    rows = []
    for record in records[1:]:
        cells = [Cell(cell.text, head.text, cell.span) for cell, head in zip(record, header, strict=False)]
        if len(record) != len(header):
            message = f"`{len(record)}` cells, the header has `{len(header)}`"
            faults.add("cells", record[0], message, help="quote a cell that holds the delimiter or a quote")
            continue
        known = {name: cell for name, cell in zip(names, cells, strict=True) if name}
        unread = tuple(cell for name, cell in zip(names, cells, strict=True) if name is None and cell.text)
        rows.append(Row(cells[0], known, unread))
    return rows


def _names(header: list[Cell], columns: Mapping[str, str | None], faults: Faults) -> list[str | None]:
    """Return the name of each column: None is not read, empty is left out on purpose."""
    names: list[str | None] = []
    for cell in header:
        name = (columns[cell.text] or "") if cell.text in columns else name_of(cell.text)
        if name and not is_name(name):
            message = f"`{cell.text}` is mapped to `{name}`, which is no column"
            faults.add("unknown_target", cell, message, help=suggest(name, NAMES))
        elif name and name in names:
            faults.add("twice", cell, f"the column `{name}` is there twice")
        names.append(name)
    whole, written = Cell("", "", header[0].span), {cell.text for cell in header}
    for wanted in columns:
        if wanted not in written:
            message = f"no column is called `{wanted}`"
            faults.add("no_such_header", whole, message, help=suggest(wanted, written))
    for column in NAMES.values():
        if column.is_required and column.name not in names:
            message = f"there is no column `{column.name}`"
            unread = [cell.text for cell, name in zip(header, names, strict=True) if name is None]
            near = suggest(column.name, unread)
            help_ = near or f'say which it is: `columns={{"YOUR HEADER": "{column.name}"}}`'
            faults.add("missing_column", whole, message, help=help_)
    return names
