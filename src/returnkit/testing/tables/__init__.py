"""Tables: cases of a policy as documents: what is told, and what is expected of the decision."""

from .expectations import Expectations, contradictions, written
from .expected import expected_of
from .failures import Failure, failures_of
from .trace import Trace, Tried, trace_of

__all__ = [
    "Expectations",
    "Failure",
    "Trace",
    "Tried",
    "contradictions",
    "expected_of",
    "failures_of",
    "trace_of",
    "written",
]
