"""Warnings: what a policy says that can hardly be meant, though it loads."""

from .kinds import WARNING_CODES, warnings_of
from .reach import places
from .speech import OTHER_METHODS, Said, Thing
from .survey import Survey, survey

__all__ = ["OTHER_METHODS", "WARNING_CODES", "Said", "Survey", "Thing", "places", "survey", "warnings_of"]
