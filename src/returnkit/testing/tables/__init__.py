"""Tables: cases of a policy as documents: what is told, and what is expected of the decision."""

from .decided import Decided, Expected, decide_case, expects, typical_order, typical_request
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
    "Decided",
    "Expectations",
    "Expected",
    "Failure",
    "Outcome",
    "Table",
    "Trace",
    "Tried",
    "contradictions",
    "decide_case",
    "expected_of",
    "expects",
    "failures_of",
    "is_table",
    "load_table",
    "read_table",
    "run_case",
    "tables_in",
    "trace_of",
    "typical_order",
    "typical_request",
    "written",
]
