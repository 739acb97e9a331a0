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
    Demand,
    Door,
    Effect,
    ItemDecision,
    OfferDecision,
    Reason,
    ReasonCode,
    ReturnTerm,
    Said,
    Status,
    Term,
    Verdict,
)
from .verdict import Answer, verdict

__all__ = [
    "Answer",
    "Audience",
    "Decision",
    "Demand",
    "Door",
    "Effect",
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
    "ReturnTerm",
    "RuleExplanation",
    "Said",
    "Status",
    "Term",
    "Truth",
    "Verdict",
    "decide",
    "explain",
    "verdict",
]
