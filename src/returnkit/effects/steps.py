"""Steps: what an attempt, an answer, a look and a person make of a record; values in, values out."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, Final

from returnkit.errors import EffectConcludedError, FarSideError

from .far_side import Found, Guarantees, NotYetKnown, Outcome
from .intent import Intent
from .records import FIRST_VERSION, Attempt, Conclusion, EffectRecord, Look, Result, Source
from .states import CONCLUDED, TRANSITIONS, EffectState, Step

MAX_WAIT_SECONDS: Final = 24 * 60 * 60
"""The longest that a far side is waited for; then it is asked whether it still wants to wait."""


def intended(intent: Intent, *, at: datetime) -> EffectRecord:
    """Return the first record of *intent*."""
    return EffectRecord(intent=intent, state=EffectState.INTENDED, version=FIRST_VERSION, recorded_at=at)


def may_be_sent(record: EffectRecord, guarantees: Guarantees, *, at: datetime) -> bool:
    """Return whether an attempt may go out now without a chance of a second effect.

    What may have happened is sent again only under a key that the far side still honours, and not before
    the settle window has passed.
    """
    if record.not_before is not None and at < record.not_before:
        return False
    if record.state is EffectState.UNKNOWN:
        # Of all attempts: the far side may have heard of the key by one that is not open any more.
        first = min(each.begun_at for each in record.attempts)
        is_honoured = at < first + guarantees.honours_key_for
        return is_honoured and record.is_settled(guarantees.settle_window, at=at)
    return record.state is EffectState.INTENDED


def begun(record: EffectRecord, *, at: datetime) -> EffectRecord:
    """Return *record* with an attempt under way."""
    return _moved(record, Step.BEGIN, attempts=(*record.attempts, Attempt(begun_at=at)), not_before=None)


def answered(
    record: EffectRecord, number: int, answer: Outcome | FarSideError, *, at: datetime
) -> EffectRecord:
    """Return *record* with what came of an attempt; itself where that says nothing new.

    An answer may come late, after a look or a person has spoken. That it happened is kept then, whatever
    was said before.

    Args:
        record: The record as it is now.
        number: Which of its attempts was answered, from 0.
        answer: What the far side said.
        at: When.
    """
    result = _result(answer)
    attempt = record.attempts[number]
    if attempt.result is not None and result not in (Result.DONE, Result.REFUSED):
        return record  # a look or another worker knows more
    told: dict[str, Any] = {"ended_at": at, "result": result}  # Any: fields of an attempt
    if isinstance(answer, Outcome):
        told["reference"] = answer.reference
    else:
        told["note"] = str(answer) or type(answer).__name__
    attempts = list(record.attempts)
    attempts[number] = attempt.evolve(**told)
    changes: dict[str, Any] = {"attempts": tuple(attempts)}  # Any: fields of a record
    if isinstance(answer, Outcome):
        if record.state is EffectState.DONE:
            return _kept(record, **changes)
        return _moved(record, Step.DO, **changes, conclusion=_done(answer, Source.ANSWER, at))
    if record.state in CONCLUDED:
        return _kept(record, **changes)
    if answer.retry_after_seconds is not None:
        seconds = min(max(answer.retry_after_seconds, 0), MAX_WAIT_SECONDS)
        changes["not_before"] = at + timedelta(seconds=seconds)
    if any(each.is_open for each in attempts):
        # INVARIANT (one attempt, one answer): that this one did not happen says nothing of those before.
        return _moved(record, Step.LEAVE_OPEN, **changes)
    if result is Result.REFUSED:
        failed = Conclusion(at=at, source=Source.ANSWER, reason=told["note"], code=answer.code)
        return _moved(record, Step.FAIL, **changes, conclusion=failed)
    return _moved(record, Step.CLEAR, **changes)


def looked(
    record: EffectRecord, found: Found, guarantees: Guarantees, *, at: datetime, note: str
) -> EffectRecord:
    """Return *record* with what a look found.

    Args:
        record: A record that is unknown.
        found: What the look found.
        guarantees: Whether a look is final, and when.
        at: When it began.
        note: Why nothing was found, for people.
    """
    if isinstance(found, Outcome):
        return _moved(record, Step.DO, conclusion=_done(found, Source.LOOK, at))
    look = Look(at=at, note=note)
    is_final = guarantees.is_find_final and record.is_settled(guarantees.settle_window, at=at)
    if isinstance(found, NotYetKnown) or not is_final:
        return _moved(record, Step.LEAVE_OPEN, last_look=look)
    absent = tuple(
        each.evolve(result=Result.ABSENT, ended_at=each.heard_at) if each.is_open else each
        for each in record.attempts
    )
    return _moved(record, Step.CLEAR, attempts=absent, last_look=look)


def decided(
    record: EffectRecord, *, reference: str | None, reason: str | None, by: str, at: datetime
) -> EffectRecord:
    """Return *record* as a person decides: done under *reference*, or failed for *reason*.

    Raises:
        EffectConcludedError: It is done or failed already.
    """
    if record.state in CONCLUDED:
        raise EffectConcludedError(key=record.intent.key, state=record.state)
    word = Conclusion(at=at, source=Source.PERSON, by=by, reference=reference, reason=reason)
    return _moved(record, Step.FAIL if reference is None else Step.DO, conclusion=word)


def _result(answer: Outcome | FarSideError) -> Result:
    if isinstance(answer, Outcome):
        return Result.DONE
    if answer.is_ambiguous:
        return Result.LOST
    return Result.NOT_SENT if answer.is_retryable else Result.REFUSED


def _done(outcome: Outcome, source: Source, at: datetime) -> Conclusion:
    return Conclusion(at=at, source=source, reference=outcome.reference, answer=outcome.answer)


def _moved(record: EffectRecord, step: Step, **changes: Any) -> EffectRecord:  # Any: fields of a record
    return _kept(record, state=TRANSITIONS[record.state, step], **changes)


def _kept(record: EffectRecord, **changes: Any) -> EffectRecord:  # Any: as above
    return record.evolve(version=record.version + 1, **changes)
