"""Decision: may it come back, until when, and why, or why not."""

from .answers import answer
from .counterfactuals import Counterfactual, Counterfactuals, Flip, counterfactuals
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
from .moves import Moves
from .narrowed import terms_over
from .questions import Choice, OpenQuestion, QuestionKind, questions
from .uses import LimitUse, limits_used
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
    "Choice",
    "Counterfactual",
    "Counterfactuals",
    "Decision",
    "Demand",
    "Door",
    "Effect",
    "Explanation",
    "FactRead",
    "Flip",
    "ItemDecision",
    "ItemExplanation",
    "Leaf",
    "LimitUse",
    "Line",
    "Moves",
    "OfferDecision",
    "OpenQuestion",
    "Outcome",
    "QuestionKind",
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
    "answer",
    "counterfactuals",
    "decide",
    "explain",
    "limits_used",
    "questions",
    "terms_over",
    "verdict",
    "why_not",
]
