"""Decision: may it come back, until when, and why not."""

from .decide import decide
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
    "Decision",
    "ItemDecision",
    "OfferDecision",
    "Reason",
    "ReasonCode",
    "Status",
    "Verdict",
    "decide",
    "verdict",
]
