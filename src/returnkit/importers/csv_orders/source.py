"""Source: the orders of a table, found by their number and the postal code that they went to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from returnkit.diagnostics import Diagnostic

from .orders import orders_from_csv

if TYPE_CHECKING:
    from returnkit.facts import Order, ReturnHistory
    from returnkit.ids import OrderId


class CsvOrderSource:
    """An `OrderSource` of a table as it is now; what changes in a file later is not read.

    An order without a country, and so without a postal code, is found by a proof of its own only.

    Args:
        table: The file, or its text.
        proofs: Other proofs by order id, such as the code of a gift; more than one each.
        histories: What is known of customers by order id; an order that is not in it has an empty past.
            None: no past is known, and what rules ask of it is open.
        columns: As of `orders_from_csv`, like those below.
        timezone: Likewise.
        delimiter: Likewise.

    Raises:
        OSError: The file cannot be read.
        TableError: The table has faults: all of them, each with line, column and the column's name.
        InstantError: There is no such zone.
    """

    def __init__(
        self,
        table: Path | str | bytes,
        *,
        proofs: Mapping[OrderId, Iterable[str]] | None = None,
        histories: Mapping[OrderId, ReturnHistory] | None = None,
        columns: Mapping[str, str | None] | None = None,
        timezone: str | None = None,
        delimiter: str | None = None,
    ) -> None:
        # The desk's room is asked for when a source is made: importing this room stays light.
        from returnkit.service import MemoryOrderSource

        text, name = (table.read_bytes(), table.name) if isinstance(table, Path) else (table, "orders.csv")
        results = orders_from_csv(text, name=name, columns=columns, timezone=timezone, delimiter=delimiter)
        self._orders = MemoryOrderSource(
            (result.order for result in results), proofs=proofs, histories=histories
        )
        self._knows_the_past = histories is not None
        self.warnings: Mapping[OrderId, tuple[Diagnostic, ...]] = {
            result.order.id: result.warnings for result in results if result.warnings
        }
        """What was lost or assumed, by order id."""

    def find(self, number: str, *, proof: str) -> Order | None:
        """Return the order of that number for whoever proves that it is theirs; else None."""
        return self._orders.find(number, proof=proof)

    def get(self, order_id: OrderId) -> Order | None:
        """Return the order of that id."""
        return self._orders.get(order_id)

    def history(self, order: Order) -> ReturnHistory | None:
        """Return what is known of the customer."""
        return self._orders.history(order) if self._knows_the_past else None
