"""Columns: a table of cases as rows of cells, read to the same document as its other notations."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from returnkit.diagnostics import Diagnostic, Source
from returnkit.documents import Document
from returnkit.documents.cells import Cell, delimiter_of, records_of
from returnkit.documents.characters import check_text
from returnkit.documents.tree import Lines, Node, Place, Tree
from returnkit.errors import CasesError

from .expectations import ASPECTS

COLUMNS: Final[Mapping[str, str]] = {
    "case": "the name of the case; `defaults` is a row whose cells hold for the rows below it",
    "expect": "the verdict, as `expect.verdict`",
    **{f"expect.{aspect}": f"what is expected of `{aspect}`" for aspect in ASPECTS},
    "note": "why it is so",
    "skip": "why it is not run, where it is not",
    "reviewed": "`false` until a person confirmed it; blank is `true`",
    "policy": "the file of the policy, the same in all rows that name one",
    "policy_id": "the id that the policy has to have, likewise",
}
"""The columns that are no key of a situation, and what stands in them."""

_SHORT: Final = {"expect.verdict": "expect"}
"""The columns that have a shorter name, which is taken for both."""
_OF_TABLE: Final = ("policy", "policy_id")
_TRUTHS: Final = {"true": True, "yes": True, "false": False, "no": False}
_START: Final = (0, 1)


def document_of(source: Source) -> Document:
    """Return the rows of *source* as the document of a table; blank cells say nothing.

    Raises:
        CasesError: It is no table: a quote is not closed, a row has other cells than the header, a column
            stands twice.
        DocumentError: It holds characters that its reader cannot see.
    """
    check_text(source)
    reader = _Reader(source)
    found = reader.document()
    if reader.faults:
        raise CasesError(tuple(reader.faults), source=source)
    return found


@dataclass(slots=True)
class _Branch:
    """A mapping of the document while it is filled from cells."""

    values: dict[str, Any] = field(default_factory=dict)  # Any: what a document holds
    items: dict[str | int, Node] = field(default_factory=dict)
    keys: dict[str, Place] = field(default_factory=dict)

    def set(self, key: str, value: object, node: Node, header: Place) -> None:
        self.values[key], self.items[key], self.keys[key] = value, node, header

    def node(self, place: Place) -> Node:
        return Node(place, self.items, self.keys)


class _Reader:
    def __init__(self, source: Source) -> None:
        self.source, self.lines = source, Lines(source.text)
        self.faults: list[Diagnostic] = []
        self.table = _Branch()

    def document(self) -> Document:
        text = self.source.text
        head, *rows = records_of(text, delimiter_of(text), self._refuse_quote) or [[]]
        names = self._names(head)
        cases: list[dict[str, Any]] = []
        nodes: dict[str | int, Node] = {}
        for row in rows:
            if len(row) == len(head):
                case = self._case(names, row, head)
                nodes[len(cases)] = case.node(self._place(row[0]))
                cases.append(case.values)
                continue
            message = f"`{len(row)}` cells, the header has `{len(head)}`"
            self._fault("cells", row[0], message, "quote a cell that holds the delimiter or a quote")
        self.table.set("cases", cases, Node(_START, nodes), _START)
        return Document(self.source, self.table.values, Tree(self.lines, self.table.node(_START)))

    def _names(self, head: list[Cell]) -> list[str]:
        names = [_SHORT.get(cell.text.lower(), cell.text.lower()) for cell in head]
        if "case" not in names:
            first = head[0] if head else Cell("", "", self.lines.span(_START))
            self._fault(
                "no_column", first, "there is no column `case`", "each row has a name: call its column `case`"
            )
        for number, (name, cell) in enumerate(zip(names, head, strict=True)):
            if name and name in names[:number]:
                also = "; `expect.verdict` is `expect`" if name == "expect" else ""
                help_ = f"keep one of the two{also}"
                self._fault("column_twice", cell, f"the column `{name}` stands twice", help_)
        return names

    def _case(self, names: list[str], row: list[Cell], head: list[Cell]) -> _Branch:
        case, given, expect = _Branch(), _Branch(), _Branch()
        for name, cell, title in zip(names, row, head, strict=True):
            if not cell.text:
                continue
            node, header = Node(self._place(cell)), self._place(title)
            if name in _OF_TABLE:
                self._of_table(name, cell, node)
            elif name == "expect":
                expect.set("verdict", cell.text, node, header)
            elif name.startswith("expect."):
                expect.set(name.removeprefix("expect."), cell.text, node, header)
            elif name in COLUMNS:
                truth = _TRUTHS.get(cell.text.lower()) if name == "reviewed" else None
                case.set(name, cell.text if truth is None else truth, node, header)
            elif name:
                given.set(name, cell.text, node, header)
            else:
                self._fault("no_header", cell, f"`{cell.text}` stands below no header", "name its column")
        start = self._place(row[0])
        for key, branch in (("given", given), ("expect", expect)):
            if branch.values:
                case.set(key, branch.values, branch.node(start), start)
        return case

    def _of_table(self, name: str, cell: Cell, node: Node) -> None:
        first = self.table.values.get(name)
        if first is None:
            self.table.set(name, cell.text, node, node.place)
        elif first != cell.text:
            message = f"`{cell.text}` here, `{first}` above: a table is for one policy"
            self._fault("several_policies", cell, message, "write a table for each policy")

    def _place(self, cell: Cell) -> Place:
        start = self.lines.offset(cell.span.line, cell.span.column)
        return start, start + cell.span.length

    def _refuse_quote(self, cell: Cell, message: str, help: str | None) -> None:
        self._fault("quote", cell, message, help)

    def _fault(self, code: str, cell: Cell, message: str, help: str | None) -> None:
        self.faults.append(Diagnostic(f"cases.{code}", message, span=cell.span, help=help))
