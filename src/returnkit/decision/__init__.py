"""Decision: may it come back, until when, and why, or why not."""

from .decide import decide
from .explain import explain
from .explanation import (
    Audience,
    Explanation,
    FactRead,
    ItemExplanation,
    Leaf,
    Line,
    Outcome,
    RuleExplanation,
    Truth,
)
from .values import (
    Decision,
    ItemDecision,
    OfferDecision,
    Reason,
    ReasonCode,
    Status,
    Verdict,
)
from .verdict import Answer, verdict

__all__ = [
    "Answer",
    "Audience",
    "Decision",
    "Explanation",
    "FactRead",
    "ItemDecision",
    "ItemExplanation",
    "Leaf",
    "Line",
    "OfferDecision",
    "Outcome",
    "Reason",
    "ReasonCode",
    "RuleExplanation",
    "Status",
    "Truth",
    "Verdict",
    "decide",
    "explain",
    "verdict",
]
