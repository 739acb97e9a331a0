"""Policy: rules as a document, and as a form that is ready to decide."""

from .amounts import least, resolved
from .book import PolicyBook
from .build import (
    allow,
    approve,
    ask,
    bonus,
    by,
    defer,
    extend,
    fee,
    limit,
    not_by,
    offer,
    only,
    pay_to,
    placed,
    rate,
    refuse,
    review,
    rule,
    say,
    scope,
    shipping,
    value,
    waive,
    when,
    when_all,
    when_any,
    whole,
    withhold,
    within,
)
from .calendars import CALENDARS, WEEKENDS, Calendar, DatedCalendar, calendar_of
from .charges import Collect, DecidedBy, Fee, FeeBase, FeeKind, FeePer
from .check import check_policy
from .civil import civil_day, midnight, moved
from .clocks import ClockName, Clocks, Per, Start, first_of, last_of
from .closings import Closing, Step, StepCode
from .compiled import CompiledOffer, CompiledPolicy
from .compose import in_force, overridden, override, replace, scoped
from .counting import closing
from .demands import Ask, Before, Counted, Evidence, Limit, Question, Whole
from .document import STATUTE, Policy, over
from .effects import Offer, Refusal, Review
from .entries import BookEntry, entry
from .examine import compile_policy, examine, holding, raised
from .generosity import less_generous
from .hashing import content_hash
from .holiday_library import library_calendar
from .load import load_policy
from .overrides import Override
from .payouts import Approval, Bonus, PaidTo, ShippingBack, ValueBasis
from .periods import Deferral, Extension, Period
from .reckoning import reckon
from .rules import Rule
from .schema import SCHEMA_ID, policy_schema
from .scopes import BookScope
from .search import LATER, NOBODY, Condition, Search
from .spans import Span, Unit
from .terms import Counting, GoodsBack, Roll
from .things import Asked, Standing, TermKey, TermKind
from .versions import Version
from .warnings import WARNING_CODES, warnings_of
from .whole import ELAPSED, CompiledReturn, ReturnCondition
from .windows import Window
from .writing import write_policy
from .zones import DESTINATION, TimeZone, zone_of_shop, zone_of_windows

__all__ = [
    "CALENDARS",
    "DESTINATION",
    "ELAPSED",
    "LATER",
    "NOBODY",
    "SCHEMA_ID",
    "STATUTE",
    "WARNING_CODES",
    "WEEKENDS",
    "Approval",
    "Ask",
    "Asked",
    "Before",
    "Bonus",
    "BookEntry",
    "BookScope",
    "Calendar",
    "ClockName",
    "Clocks",
    "Closing",
    "Collect",
    "CompiledOffer",
    "CompiledPolicy",
    "CompiledReturn",
    "Condition",
    "Counted",
    "Counting",
    "DatedCalendar",
    "DecidedBy",
    "Deferral",
    "Evidence",
    "Extension",
    "Fee",
    "FeeBase",
    "FeeKind",
    "FeePer",
    "GoodsBack",
    "Limit",
    "Offer",
    "Override",
    "PaidTo",
    "Per",
    "Period",
    "Policy",
    "PolicyBook",
    "Question",
    "Refusal",
    "ReturnCondition",
    "Review",
    "Roll",
    "Rule",
    "Search",
    "ShippingBack",
    "Span",
    "Standing",
    "Start",
    "Step",
    "StepCode",
    "TermKey",
    "TermKind",
    "TimeZone",
    "Unit",
    "ValueBasis",
    "Version",
    "Whole",
    "Window",
    "allow",
    "approve",
    "ask",
    "bonus",
    "by",
    "calendar_of",
    "check_policy",
    "civil_day",
    "closing",
    "compile_policy",
    "content_hash",
    "defer",
    "entry",
    "examine",
    "extend",
    "fee",
    "first_of",
    "holding",
    "in_force",
    "last_of",
    "least",
    "less_generous",
    "library_calendar",
    "limit",
    "load_policy",
    "midnight",
    "moved",
    "not_by",
    "offer",
    "only",
    "over",
    "overridden",
    "override",
    "pay_to",
    "placed",
    "policy_schema",
    "raised",
    "rate",
    "reckon",
    "refuse",
    "replace",
    "resolved",
    "review",
    "rule",
    "say",
    "scope",
    "scoped",
    "shipping",
    "value",
    "waive",
    "warnings_of",
    "when",
    "when_all",
    "when_any",
    "whole",
    "withhold",
    "within",
    "write_policy",
    "zone_of_shop",
    "zone_of_windows",
]
