"""Coverage: what tests of a policy have to show, and what they have shown."""

from .coverage import Coverage, covered, from_json, to_json
from .excuses import read_excuses
from .meeting import met_by
from .obligations import Obligation, ObligationKind, obligations
from .reports import as_html, as_json, as_text

__all__ = [
    "Coverage",
    "Obligation",
    "ObligationKind",
    "as_html",
    "as_json",
    "as_text",
    "covered",
    "from_json",
    "met_by",
    "obligations",
    "read_excuses",
    "to_json",
]
