"""States: what is known of an effect, and what changes it."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Final


class EffectState(StrEnum):
    """What is known of an effect, in order of life."""

    INTENDED = "intended"
    """Nothing that was sent can have happened: it may be sent."""
    UNKNOWN = "unknown"
    """An attempt went out, and whether it happened is not known: it is not sent again blindly."""
    DONE = "done"
    """It happened."""
    FAILED = "failed"
    """It did not happen and will not, under this key."""


class Step(StrEnum):
    """What changes the state of an effect."""

    BEGIN = "begin"
    """An attempt is about to go out."""
    LEAVE_OPEN = "leave_open"
    """An answer was lost, or speaks of one attempt while another is open."""
    CLEAR = "clear"
    """No attempt is open any more, and none of them happened."""
    DO = "do"
    """It happened: by the answer, by a look at the far side, or by a person's word."""
    FAIL = "fail"
    """It was refused, or given up by a person."""


TRANSITIONS: Final[Mapping[tuple[EffectState, Step], EffectState]] = MappingProxyType(
    {
        (EffectState.INTENDED, Step.BEGIN): EffectState.UNKNOWN,
        (EffectState.INTENDED, Step.CLEAR): EffectState.INTENDED,  # a late answer agrees
        (EffectState.INTENDED, Step.DO): EffectState.DONE,
        (EffectState.INTENDED, Step.FAIL): EffectState.FAILED,
        (EffectState.UNKNOWN, Step.BEGIN): EffectState.UNKNOWN,  # under a key that the far side honours
        (EffectState.UNKNOWN, Step.LEAVE_OPEN): EffectState.UNKNOWN,
        (EffectState.UNKNOWN, Step.CLEAR): EffectState.INTENDED,
        (EffectState.UNKNOWN, Step.DO): EffectState.DONE,
        (EffectState.UNKNOWN, Step.FAIL): EffectState.FAILED,
        # A person gave it up while an answer was on its way, and it says that it happened.
        (EffectState.FAILED, Step.DO): EffectState.DONE,
    }
)
"""Every change there is; what is not listed does not happen."""

CONCLUDED: Final = frozenset({EffectState.DONE, EffectState.FAILED})
