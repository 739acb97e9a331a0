"""Decision: may it come back, until when, and why, or why not."""

from .decide import decide
from .explain import explain
from .explanation import (
    About,
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
from .why_not import WhyNot, why_not

__all__ = [
    "About",
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
    "WhyNot",
    "decide",
    "explain",
    "verdict",
    "why_not",
]
