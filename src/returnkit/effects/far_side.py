"""Far sides: where an effect happens, and what each guarantees."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import Enum
from typing import Annotated, Final, Protocol, TypeAlias, runtime_checkable

from pydantic import Field

from returnkit.model import Entries, Frozen

from .intent import Intent
from .payload import Payload

_NOTHING: Final[Entries[None]] = Entries({})
Reference = Annotated[str, Field(min_length=1)]
"""What a far side calls a thing of its own."""


class Outcome(Frozen):
    """An effect that happened.

    Attributes:
        reference: What the far side calls it, such as the id of the refund.
        answer: What else it said that is worth keeping, as exact JSON.
    """

    reference: Reference
    answer: Payload = _NOTHING


class NotYetKnown(Enum):
    """A look that could not tell; it says neither that the effect happened nor that it did not."""

    NOT_YET_KNOWN = "not_yet_known"


NOT_YET_KNOWN: Final = NotYetKnown.NOT_YET_KNOWN
Found: TypeAlias = Outcome | NotYetKnown | None
"""What a look at the far side finds: the effect, no word either way, or None where it does not see it."""


@dataclass(frozen=True, slots=True)
class Guarantees:
    """What a far side guarantees, which says what may be done after an answer was lost.

    Attributes:
        settle_window: How long after its attempt was recorded a request may still take effect, or take to
            show; more than nothing. At least twice the longest that a call of `perform` takes, with all its
            requests, as a worker held up for half of the window still calls it, and with room for what the
            clocks of workers differ by.
        honours_key_for: How long the far side knows a key, counted from the first request under it, whatever
            became of that one: until then the same request under the same key gives the same effect and no
            second one. Less than is promised, by a settle window. Zero: not at all.
        is_find_final: Whether what `find` does not see after the settle window did not and will not happen.

    Raises:
        ValueError: The settle window is not longer than nothing, or the life of a key is less.
    """

    settle_window: timedelta
    honours_key_for: timedelta = timedelta(0)
    is_find_final: bool = False

    def __post_init__(self) -> None:
        # Without a window a look, or another request, may overtake one that is under way.
        if self.settle_window <= timedelta(0):
            raise ValueError(f"a settle window of `{self.settle_window}` is none: give a longer one")
        if self.honours_key_for < timedelta(0):
            raise ValueError(f"a key cannot be honoured for `{self.honours_key_for}`: give zero or more")


class FarSide(Protocol):
    """Performs effects of one kind."""

    @property
    def guarantees(self) -> Guarantees:
        """What it guarantees."""
        ...

    def perform(self, intent: Intent) -> Outcome:
        """Do what *intent* says, in one request, and tell what came of it.

        Raises:
            RefusedError: It was refused; nothing happened.
            NotSentError: Nothing happened, and it may be tried again.
            AnswerLostError: It may have happened. Any other error is taken for this one.
        """
        ...


@runtime_checkable
class FindingFarSide(FarSide, Protocol):
    """A far side that can also look whether an effect happened."""

    def find(self, intent: Intent) -> Found:
        """Return what became of *intent*; None where it is not seen. It changes nothing.

        Whatever it raises is taken for "not yet known".
        """
        ...
