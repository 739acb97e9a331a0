"""Verify: questions about policies and all orders: where rules cross, what changes between two policies."""

from .changes import Change, ChangeKind, Extent, changes
from .diff import PolicyDiff, diff
from .examples import Example
from .overlaps import Overlap, overlaps

__all__ = [
    "Change",
    "ChangeKind",
    "Example",
    "Extent",
    "Overlap",
    "PolicyDiff",
    "changes",
    "diff",
    "overlaps",
]
