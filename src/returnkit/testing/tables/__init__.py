"""Tables: cases of a policy as documents: what is told, and what is expected of the decision."""

from .expectations import Expectations, contradictions, written
from .expected import expected_of
from .failures import Failure, failures_of
from .files import is_table, read_table, tables_in
from .reading import load_table
from .running import CaseResult, Outcome, run_case
from .table import Case, Table
from .trace import Trace, Tried, trace_of

__all__ = [
    "Case",
    "CaseResult",
    "Expectations",
    "Failure",
    "Outcome",
    "Table",
    "Trace",
    "Tried",
    "contradictions",
    "expected_of",
    "failures_of",
    "is_table",
    "load_table",
    "read_table",
    "run_case",
    "tables_in",
    "trace_of",
    "written",
]
