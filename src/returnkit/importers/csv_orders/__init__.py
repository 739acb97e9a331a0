"""CSV: orders as a table, one row a line; rows of one order share its number.

The columns have fixed names, common other names, and those that a shop maps to them. Amounts are text with a
decimal point and kept as written. A table with a fault gives no order at all, and tells every fault.
"""

from .columns import ALIASES, COLUMNS, Column
from .orders import orders_from_csv
from .source import CsvOrderSource

__all__ = ["ALIASES", "COLUMNS", "Column", "CsvOrderSource", "orders_from_csv"]
