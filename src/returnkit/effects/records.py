"""Records: all that is known of an effect, as one frozen value."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Annotated, Final, Self

from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from returnkit.clock import to_utc
from returnkit.model import Frozen

from .far_side import Reference
from .intent import Intent
from .payload import Payload
from .states import CONCLUDED, EffectState

FIRST_VERSION: Final = 1


def _legible(text: object) -> object:
    # Errors may say what no encoding has; it is kept all the same, or the answer would be lost.
    return text.encode("utf-8", "backslashreplace").decode("utf-8") if isinstance(text, str) else text


Instant = Annotated[datetime, AfterValidator(to_utc)]
Note = Annotated[str, BeforeValidator(_legible)]
Words = Annotated[Note, Field(min_length=1)]


class Result(StrEnum):
    """What came of an attempt."""

    DONE = "done"
    """The far side answered that it happened."""
    REFUSED = "refused"
    """The far side refused it."""
    NOT_SENT = "not_sent"
    """Nothing happened; it may be tried again."""
    LOST = "lost"
    """The answer was lost."""
    ABSENT = "absent"
    """The answer was lost, and a look that is final did not find it."""


class Attempt(Frozen):
    """One request to the far side.

    Attributes:
        begun_at: When it was about to go out.
        ended_at: When its answer came, or was given up; None while it is under way, or its process died.
        result: What came of it; None as above.
        reference: The far side's reference, where it answered with one.
        note: The far side's words, or the error's.
    """

    begun_at: Instant
    ended_at: Instant | None = None
    result: Result | None = None
    reference: str | None = None
    note: Note | None = None

    @property
    def is_open(self) -> bool:
        """Whether it may have happened, or may yet."""
        return self.result in (None, Result.LOST)

    @property
    def heard_at(self) -> datetime:
        """When something was last known of it."""
        return self.ended_at or self.begun_at


class Look(Frozen):
    """The last look at the far side that did not find the effect; the note says why not."""

    at: Instant
    note: Note


class Source(StrEnum):
    """How it is known how an effect ended."""

    ANSWER = "answer"
    LOOK = "look"
    PERSON = "person"


class Conclusion(Frozen):
    """How an effect ended.

    Attributes:
        at: When it became known.
        source: How it is known.
        by: Who decided, where a person did.
        reference: The far side's reference; None when it failed.
        answer: What the far side said, as exact JSON; None when it said nothing.
        reason: Why it failed; None when it is done.
        code: The code of the error that it failed by, or None.
    """

    at: Instant
    source: Source
    by: Words | None = None
    reference: Reference | None = None
    answer: Payload | None = None
    reason: Words | None = None
    code: str | None = None


class EffectRecord(Frozen):
    """An effect with its history; its instants are in UTC.

    Attributes:
        intent: What is meant to happen.
        state: What is known of it.
        version: Counts the changes, from 1; a ledger takes only the one after its own.
        recorded_at: When the intent was recorded.
        attempts: Each request that went out, in order.
        not_before: The instant that the far side asks to wait for, or None.
        last_look: The last look that did not find it, or None.
        conclusion: How it ended, or None.
    """

    intent: Intent
    state: EffectState
    version: Annotated[int, Field(ge=1)]
    recorded_at: Instant
    attempts: tuple[Attempt, ...] = ()
    not_before: Instant | None = None
    last_look: Look | None = None
    conclusion: Conclusion | None = None

    @property
    def is_under_way(self) -> bool:
        """Whether an attempt has no answer: a worker waits for it, or died doing so."""
        return self.state is EffectState.UNKNOWN and any(each.result is None for each in self.attempts)

    def is_settled(self, window: timedelta, *, at: datetime) -> bool:
        """Return whether at least *window* has passed since the last that was heard of open attempts."""
        return all(at >= each.heard_at + window for each in self.attempts if each.is_open)

    # INVARIANT (unknown while open): an effect with an open attempt is unknown until it is concluded.
    @model_validator(mode="after")
    def _is_unknown_while_an_attempt_is_open(self) -> Self:
        if self.state not in CONCLUDED:
            is_open = any(each.is_open for each in self.attempts)
            if is_open is not (self.state is EffectState.UNKNOWN):
                raise ValueError(f"`{self.state}` does not fit its attempts")
        return self

    @model_validator(mode="after")
    def _tells_how_it_ended(self) -> Self:
        if (self.state in CONCLUDED) is not (self.conclusion is not None):
            raise ValueError(f"`{self.state}` does not fit what it was concluded by")
        if self.conclusion and (self.state is EffectState.DONE) is not (
            self.conclusion.reference is not None
        ):
            raise ValueError("what is done has a reference, and nothing else has one")
        return self
