"""Verify: questions about policies and all orders: what changes between two of them."""

from .changes import Change, ChangeKind, Reach, changes
from .diff import PolicyDiff, diff
from .examples import Example

__all__ = ["Change", "ChangeKind", "Example", "PolicyDiff", "Reach", "changes", "diff"]
