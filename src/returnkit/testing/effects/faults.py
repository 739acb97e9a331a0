"""Faults: what can go wrong between us and the far side, on order."""

from __future__ import annotations

from enum import StrEnum


class Fault(StrEnum):
    """What becomes of one request."""

    TIMEOUT_BEFORE = "timeout_before"
    """No answer in time; nothing happened."""
    TIMEOUT_AFTER = "timeout_after"
    """It happened; no answer in time."""
    DROPPED = "dropped"
    """It happened; the connection was dropped before the answer."""
    LATE = "late"
    """No answer in time; it happens some time later, within the settle window."""
    AMBIGUOUS = "ambiguous"
    """An error of the far side that does not say whether it happened; it did not."""
    RATE_LIMITED = "rate_limited"
    """Nothing happened; the far side asks to wait."""
    DECLINED = "declined"
    """It was refused; nothing happened."""
