"""Warnings: what a policy says that can hardly be meant, though it loads."""

from .kinds import WARNING_CODES, warnings_of

__all__ = ["WARNING_CODES", "warnings_of"]
