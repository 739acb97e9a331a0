"""Warnings: what a policy says that can hardly be meant, though it loads."""

from .kinds import WARNING_CODES, warnings_of
from .reach import places
from .speech import OTHER_METHODS, Said, Thing, said_by
from .survey import Survey, survey

__all__ = [
    "OTHER_METHODS",
    "WARNING_CODES",
    "Said",
    "Survey",
    "Thing",
    "places",
    "said_by",
    "survey",
    "warnings_of",
]
