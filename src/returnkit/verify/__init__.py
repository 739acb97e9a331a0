"""Verify: questions about policies and all orders: where rules cross, what changes between two policies."""

from .changes import Change, ChangeKind, Reach, changes
from .diff import PolicyDiff, diff
from .examples import Example
from .overlaps import Overlap, overlaps

__all__ = ["Change", "ChangeKind", "Example", "Overlap", "PolicyDiff", "Reach", "changes", "diff", "overlaps"]
