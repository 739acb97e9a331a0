"""Policy: rules as a document, and as a form that is ready to decide."""

from .amounts import least, resolved
from .build import (
    allow,
    defer,
    extend,
    offer,
    only,
    placed,
    refuse,
    review,
    rule,
    scope,
    when,
    withhold,
    within,
)
from .calendars import CALENDARS, WEEKENDS, Calendar, DatedCalendar, calendar_of
from .civil import civil_day, midnight
from .clocks import ClockName, Clocks, Per, Start, first_of, last_of
from .closings import Closing, Step, StepCode
from .compiled import ELAPSED, CompiledOffer, CompiledPolicy, Standing, compile_policy, examine
from .counting import closing
from .document import Policy, Rule
from .effects import Offer, Refusal, Review
from .holiday_library import library_calendar
from .load import load_policy
from .periods import Deferral, Extension, Period
from .reckoning import reckon
from .search import NOBODY, Condition, Search
from .spans import Span, Unit
from .terms import Counting, GoodsBack, Roll
from .windows import Window

__all__ = [
    "CALENDARS",
    "ELAPSED",
    "NOBODY",
    "WEEKENDS",
    "Calendar",
    "ClockName",
    "Clocks",
    "Closing",
    "CompiledOffer",
    "CompiledPolicy",
    "Condition",
    "Counting",
    "DatedCalendar",
    "Deferral",
    "Extension",
    "GoodsBack",
    "Offer",
    "Per",
    "Period",
    "Policy",
    "Refusal",
    "Review",
    "Roll",
    "Rule",
    "Search",
    "Span",
    "Standing",
    "Start",
    "Step",
    "StepCode",
    "Unit",
    "Window",
    "allow",
    "calendar_of",
    "civil_day",
    "closing",
    "compile_policy",
    "defer",
    "examine",
    "extend",
    "first_of",
    "last_of",
    "least",
    "library_calendar",
    "load_policy",
    "midnight",
    "offer",
    "only",
    "placed",
    "reckon",
    "refuse",
    "resolved",
    "review",
    "rule",
    "scope",
    "when",
    "withhold",
    "within",
]
