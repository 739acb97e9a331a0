"""Policy: rules as a document, and as a form that is ready to decide."""

from .build import allow, offer, only, refuse, review, rule, scope, when, withhold, within
from .compiled import ELAPSED, CompiledOffer, CompiledPolicy, Standing, compile_policy, examine
from .document import Policy, Rule
from .effects import Offer, Refusal, Review
from .load import load_policy
from .search import NOBODY, Condition, Search
from .windows import ClockName, Clocks, Window, civil_day, closing, midnight

__all__ = [
    "ELAPSED",
    "NOBODY",
    "ClockName",
    "Clocks",
    "CompiledOffer",
    "CompiledPolicy",
    "Condition",
    "Offer",
    "Policy",
    "Refusal",
    "Review",
    "Rule",
    "Search",
    "Standing",
    "Window",
    "allow",
    "civil_day",
    "closing",
    "compile_policy",
    "examine",
    "load_policy",
    "midnight",
    "offer",
    "only",
    "refuse",
    "review",
    "rule",
    "scope",
    "when",
    "withhold",
    "within",
]
