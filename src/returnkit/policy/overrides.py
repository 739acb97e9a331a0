"""Overrides: rules that staff put above all others, for one return and for a while."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from returnkit.facts import Instant
from returnkit.model import Frozen

from .rules import Rule
from .versions import Reason


class Override(Frozen):
    """Rules that staff put above all others, for one return.

    Attributes:
        who: Who did it, as the shop names its staff.
        why: The reason.
        until: The exclusive instant until which the rules apply, UTC.
        rules: The rules, in order of priority.
    """

    who: Annotated[str, Field(min_length=1, max_length=200)]
    why: Reason
    until: Instant
    rules: Annotated[tuple[Rule, ...], Field(min_length=1, strict=False)]
