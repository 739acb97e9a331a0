"""Reading: values of cells, with what is wrong or assumed noted at the cell."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final, TypeVar
from zoneinfo import ZoneInfo

from returnkit.diagnostics import Diagnostic, Severity, suggest
from returnkit.documents.cells import Cell
from returnkit.errors import PayloadError
from returnkit.facts import TenderKind
from returnkit.importers.instants import instant_in, is_date
from returnkit.importers.payload import Node
from returnkit.money import Money

from .columns import NAMES
from .table import Faults, Row

T = TypeVar("T")

_WHOLE: Final = re.compile(r"[0-9]{1,9}")
_DECIMAL_COMMA: Final = re.compile(r"-?[0-9.]*,[0-9]{1,4}")
_TRUTHS: Final = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}


@dataclass(slots=True)
class OrderRows:
    """The rows of one order, and what is warned of them.

    Attributes:
        rows: At least one, in their order.
        faults: Where to note what is wrong.
        warnings: What was lost or assumed.
    """

    rows: Sequence[Row]
    faults: Faults
    zone: ZoneInfo | None
    warnings: list[Diagnostic] = field(default_factory=list)

    @property
    def start(self) -> Cell:
        """The cell with the order number."""
        return self.rows[0].cells["order_number"]

    def cell(self, name: str) -> Cell | None:
        """Return the filled cell of a column about the order, or None; rows that say otherwise are noted."""
        filled = [row.cells[name] for row in self.rows if name in row.cells and row.cells[name].text]
        for other in filled[1:]:
            if other.text != filled[0].text:
                message = (
                    f"`{other.text}` here, `{filled[0].text}` in line {filled[0].span.line} of the same order"
                )
                self.faults.add("differs", other, message)
        return filled[0] if filled else None

    def warn(self, code: str, cell: Cell, message: str, *, help: str | None = None) -> None:
        """Note that something of *cell* was lost or assumed."""
        warning = Diagnostic(f"csv.{code}", message, Severity.WARNING, cell.header, cell.span, help)
        self.warnings.append(warning)

    def read(self, cell: Cell | None, how: Callable[[Node], T]) -> T | None:
        """Return what *how* reads in a filled cell; None for a blank one, and for one that is at fault."""
        if cell is None or not cell.text:
            return None
        try:
            return how(Node(cell.text))
        except PayloadError as exc:
            self.faults.add("value", cell, str(exc), help=exc.help)
            return None

    def required(self, row: Row, name: str, how: Callable[[Node], T]) -> T | None:
        """Return what *how* reads; a blank cell is a fault. A column that is not there was noted before."""
        cell = row.cells.get(name)
        if cell is not None and not cell.text:
            self.faults.add("blank", cell, f"`{name}` is blank")
        return self.read(cell, how)

    def text(self, name: str) -> str | None:
        """Return the text of a column about the order."""
        return self.read(self.cell(name), Node.text)

    def money(self, name: str, currency: str) -> Money | None:
        """Return the amount of a column about the order."""
        return self.read(self.cell(name), amount_in(currency))

    def instant(self, cell: Cell | None) -> datetime | None:
        """Return the instant of a time; a date counts as its noon, which is warned of."""
        found = self.read(cell, lambda node: instant_in(node, self.zone))
        if found is not None and cell is not None and is_date(Node(cell.text)):
            self.warn("time_assumed", cell, f"`{cell.text}` has no time of day, taken as noon")
        return found


def amount_in(currency: str) -> Callable[[Node], Money]:
    """Return a reader of amounts from zero up."""

    def read(node: Node) -> Money:
        if _DECIMAL_COMMA.fullmatch(node.text()):
            node.refuse(
                f"`{node.text()[:40]}` is not an amount",
                help="write a decimal point, and nothing between thousands",
            )
        return node.money(currency)

    return read


def whole(node: Node) -> int:
    """Return the whole number, from zero up."""
    if not _WHOLE.fullmatch(node.text()):
        node.refuse(f"`{node.text()[:40]}` is not a whole number")
    return int(node.text())


def positive(node: Node) -> int:
    """Return the whole number, from one up."""
    number = whole(node)
    if number == 0:
        node.refuse("`0` is not one or more")
    return number


def truth(node: Node) -> bool:
    """Return what `yes`, `no` and their like say."""
    said = _TRUTHS.get(node.text().casefold())
    if said is None:
        node.refuse(f"`{node.text()[:40]}` is neither `yes` nor `no`")
    return said


def tender_kind(node: Node) -> TenderKind:
    """Return the kind of a means of payment."""
    kinds = {kind.value: kind for kind in TenderKind}
    word = node.text().casefold().replace(" ", "_")
    if word not in kinds:
        help_ = suggest(word, kinds) or f"there are {', '.join(f'`{kind}`' for kind in kinds)}"
        node.refuse(f"`{node.text()[:40]}` is no means of payment that is known", help=help_)
    return kinds[word]


def nearest(header: str) -> str | None:
    """Return the help for a column that is not read."""
    return (
        suggest(header.casefold(), NAMES)
        or f"map it, or leave it out on purpose: `columns={{{header!r}: None}}`"
    )
