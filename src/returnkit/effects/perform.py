"""Performing: intent first, then the request, then what came of it. What is ambiguous is not sent twice."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from returnkit.clock import Clock, to_utc
from returnkit.errors import AnswerLostError, EffectMovedError, FarSideError, NotSentError
from returnkit.ids import EffectKey

from .far_side import NOT_YET_KNOWN, FarSide, FindingFarSide, Found, Guarantees, Outcome
from .intent import Intent
from .ledger import EffectLedger
from .records import EffectRecord
from .states import EffectState
from .steps import answered, begun, decided, looked, may_be_sent

_TRIES: Final = 1_000  # each of them was lost to a change by another worker


@dataclass(frozen=True, slots=True)
class EffectReport:
    """What became of several effects, in the order they were performed."""

    records: tuple[EffectRecord, ...]

    def of(self, state: EffectState) -> tuple[EffectRecord, ...]:
        """Return those that are in *state*."""
        return tuple(record for record in self.records if record.state is state)

    @property
    def done(self) -> tuple[EffectRecord, ...]:
        """Those that happened."""
        return self.of(EffectState.DONE)

    @property
    def failed(self) -> tuple[EffectRecord, ...]:
        """Those that did not happen and will not."""
        return self.of(EffectState.FAILED)

    @property
    def unknown(self) -> tuple[EffectRecord, ...]:
        """Those that may have happened."""
        return self.of(EffectState.UNKNOWN)

    @property
    def waiting(self) -> tuple[EffectRecord, ...]:
        """Those that did not happen yet, and will be tried when they are performed again."""
        return self.of(EffectState.INTENDED)

    @property
    def is_done(self) -> bool:
        """Whether all of them happened."""
        return len(self.done) == len(self.records)


def perform(intent: Intent, far_side: FarSide, ledger: EffectLedger, *, clock: Clock) -> EffectRecord:
    """Perform *intent* unless it has been, and return what is known of it then.

    At most one request goes out. Call it again, at any time and from any process, until the state is done or
    failed: it goes on from the ledger. It never waits: what cannot be sent or told yet stays as it is.
    Do not call it in a transaction that the ledger has joined: the attempt has to be stored when it goes out.

    Raises:
        IntentConflictError: The key stands for another effect; nothing was sent.
        EffectMovedError: What came of it could not be recorded, as others changed the record each time; it
            is recorded as an attempt without an answer.
    """
    record = ledger.intend(intent, at=clock.now())
    if record.state is EffectState.UNKNOWN:
        record = _looked(record, far_side, ledger, clock)
    if may_be_sent(record, far_side.guarantees, at=clock.now()):
        record = _sent(record, far_side, ledger, clock)
    return record


def perform_all(
    intents: Iterable[Intent], far_side: FarSide, ledger: EffectLedger, *, clock: Clock
) -> EffectReport:
    """Perform *intents* one after the other, and tell what became of each.

    One that fails does not keep back those after it. A later run performs only what is not done. All are
    recorded before the first is sent, so that none is forgotten where the process dies between two. Where
    they are for several far sides, record all by `intend` first, and perform those of each.

    Raises:
        IntentConflictError: A key stands for another effect; nothing was sent.
        EffectMovedError: As of `perform`; those after it are recorded, and were not sent.
    """
    wanted = tuple(intents)
    for intent in wanted:
        ledger.intend(intent, at=clock.now())
    return EffectReport(tuple(perform(intent, far_side, ledger, clock=clock) for intent in wanted))


def resolve(
    key: EffectKey,
    ledger: EffectLedger,
    *,
    as_done: str | None = None,
    as_failed: str | None = None,
    by: str,
    at: datetime,
) -> EffectRecord:
    """Conclude an effect by the word of a person who looked at the far side.

    Args:
        key: The key of an effect that is unknown or intended.
        ledger: Where it is recorded.
        as_done: It happened: the far side's reference.
        as_failed: It did not and will not be tried: the reason.
        by: Who says so.
        at: When, aware.

    Raises:
        ValueError: Not exactly one of *as_done* and *as_failed* is given, or a text is empty.
        InstantError: *at* has no zone.
        UnknownEffectError: Nothing is recorded under *key*.
        EffectConcludedError: It is done or failed already.
        EffectMovedError: It has changed meanwhile; look again.
    """
    if (as_done is None) is (as_failed is None) or "" in (as_done, as_failed, by):
        raise ValueError("somebody says either as done, by which reference, or as failed, and why")
    at = to_utc(at)
    return ledger.advance(decided(ledger.get(key), reference=as_done, reason=as_failed, by=by, at=at))


def _sent(record: EffectRecord, far_side: FarSide, ledger: EffectLedger, clock: Clock) -> EffectRecord:
    key, number = record.intent.key, len(record.attempts)
    try:
        # INVARIANT (intent first): the attempt is on record before anything goes out.
        record = ledger.advance(begun(record, at=clock.now()))
    except EffectMovedError:
        return ledger.get(key)  # another worker was first, and it is theirs to send
    answer = _held_up(record, far_side.guarantees, clock.now()) or _answer(record.intent, far_side)
    now = clock.now()
    record = _advanced(ledger, record, lambda current: answered(current, number, answer, at=now))
    return _looked(record, far_side, ledger, clock) if record.state is EffectState.UNKNOWN else record


def _held_up(record: EffectRecord, guarantees: Guarantees, now: datetime) -> NotSentError | None:
    """Return why a worker that slept after its attempt was recorded does not send any more, or None.

    Others may soon take the attempt for settled, and a request that went out now would surprise them.
    """
    if now >= record.attempts[-1].begun_at + guarantees.settle_window / 2:
        return NotSentError("it was held up before it was sent")
    return None


def _answer(intent: Intent, far_side: FarSide) -> Outcome | FarSideError:
    try:
        answer: object = far_side.perform(intent)
    except FarSideError as exc:
        return exc
    except Exception as exc:  # noqa: BLE001 - a far side is another's code, and the request may be out
        return AnswerLostError(f"{_name(far_side)}: {type(exc).__name__}: {exc}")
    if isinstance(answer, Outcome):
        return answer
    return AnswerLostError(f"{_name(far_side)} answered with something else than an outcome")


def _looked(record: EffectRecord, far_side: FarSide, ledger: EffectLedger, clock: Clock) -> EffectRecord:
    if not isinstance(far_side, FindingFarSide):
        return record
    at = clock.now()  # before the look: what it does not see had until then to show
    found, note = _find(record.intent, far_side)
    try:
        return ledger.advance(looked(record, found, far_side.guarantees, at=at, note=note))
    except EffectMovedError:
        return ledger.get(record.intent.key)


def _find(intent: Intent, far_side: FindingFarSide) -> tuple[Found, str]:
    try:
        found = far_side.find(intent)
    except Exception as exc:  # noqa: BLE001 - a far side is another's code, and a look changes nothing
        return NOT_YET_KNOWN, f"{_name(far_side)}: {type(exc).__name__}: {exc}"
    if found is None:
        return None, "it is not there"
    return (found, "") if isinstance(found, Outcome) else (NOT_YET_KNOWN, "it is not yet known")


def _advanced(
    ledger: EffectLedger, record: EffectRecord, step: Callable[[EffectRecord], EffectRecord]
) -> EffectRecord:
    """Put what *step* makes of the record in its place, of the newest one where others changed it too."""
    for _ in range(_TRIES):
        after = step(record)
        if after is record:
            return record
        try:
            return ledger.advance(after)
        except EffectMovedError:
            record = ledger.get(record.intent.key)
    raise EffectMovedError(key=record.intent.key, version=record.version)


def _name(far_side: FarSide) -> str:
    return f"far side `{type(far_side).__name__}`"
