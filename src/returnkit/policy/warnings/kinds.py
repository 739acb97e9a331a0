"""Kinds: everything that is worth a warning in a policy without faults."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final

from ..document import Fault, Policy
from .charges import charges_above
from .ladders import closes_before_it_opens
from .moves import defer_reaches, never_moves
from .names import unused_name
from .parts import constant_part
from .questions import never_asked
from .quotients import equality_after_division
from .repeats import written_twice
from .silence import never_speaks, never_true
from .splits import split_sensitive
from .survey import Survey, survey
from .vanity import never_offered, never_stands, shelters_nothing, waives_nothing

KINDS: Final[tuple[Callable[[Survey], Iterable[Fault]], ...]] = (
    never_true,
    constant_part,
    equality_after_division,
    written_twice,
    never_speaks,
    never_stands,
    never_offered,
    shelters_nothing,
    waives_nothing,
    never_moves,
    defer_reaches,
    closes_before_it_opens,
    charges_above,
    split_sensitive,
    never_asked,
    unused_name,
)
"""Each yields the warnings of one code, which has its name."""

WARNING_CODES: Final = tuple(f"policy.{kind.__name__}" for kind in KINDS)
"""The codes of all warnings."""


def warnings_of(policy: Policy) -> tuple[Fault, ...]:
    """Return what is worth a warning in *policy*, which loads all the same.

    Each is proved of all orders: there is none for which it is not so. What is not proved is not told.

    Raises:
        DocumentError: The policy has faults.
    """
    found = survey(policy)
    return tuple(fault for kind in KINDS for fault in kind(found))
