"""Verify: questions about a policy, for all orders at once."""

from .overlaps import Overlap, overlaps

__all__ = ["Overlap", "overlaps"]
