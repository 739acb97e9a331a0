"""Coverage: what tests of a policy have to show, and what they have shown."""

from .coverage import Coverage, covered, from_json, to_json
from .meeting import met_by
from .obligations import Obligation, ObligationKind, obligations
from .reports import as_json, as_text

__all__ = [
    "Coverage",
    "Obligation",
    "ObligationKind",
    "as_json",
    "as_text",
    "covered",
    "from_json",
    "met_by",
    "obligations",
    "to_json",
]
