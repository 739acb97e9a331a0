"""Working: what was stored to be done is done, now or later, by this process or the one after it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, TypeAlias

from returnkit.effects import EffectRecord, EffectState, FarSide, perform
from returnkit.errors import ConflictError, ReturnkitError
from returnkit.facts import MAX_TEXT
from returnkit.ids import EffectKey
from returnkit.lifecycle import (
    SYSTEM,
    Command,
    Event,
    Expire,
    Receive,
    Received,
    RecordDone,
    RecordFailed,
    RecordTimer,
    Return,
    TimerKind,
    due,
)
from returnkit.storage import Lease, Topic

from .keeping import Decided, Keeper
from .shipping import with_parcel

Handler: TypeAlias = Callable[[Event], None]
"""Is told of an event, at least once: it has to know an event by its id that it was told of before."""

LEASE: Final = timedelta(minutes=5)
FIRST_WAIT: Final = timedelta(seconds=5)
LONGEST_WAIT: Final = timedelta(hours=1)
MAX_ATTEMPTS: Final = 20
"""How often a message is tried before it is given up, for a person to look at; about half a day."""


@dataclass(frozen=True, slots=True)
class WorkReport:
    """What a round of work came to, in messages.

    Attributes:
        timers: Timers that were acted on.
        done: Messages that are done with.
        postponed: Messages that will be tried again.
        buried: Messages that were given up.
        errors: What went wrong, in order; the same text stands with the message.
    """

    timers: int = 0
    done: int = 0
    postponed: int = 0
    buried: int = 0
    errors: tuple[str, ...] = ()

    @property
    def is_idle(self) -> bool:
        """Whether there was nothing to do."""
        return not (self.timers or self.done or self.postponed or self.buried)

    def __add__(self, other: WorkReport) -> WorkReport:
        return WorkReport(
            self.timers + other.timers,
            self.done + other.done,
            self.postponed + other.postponed,
            self.buried + other.buried,
            self.errors + other.errors,
        )


@dataclass(frozen=True, slots=True)
class Worker:
    """Does what is due of one shop.

    Attributes:
        keeper: Where its returns are kept.
        far_sides: Where effects happen, by their kind.
        handlers: Whom events are told.
        lease: How long a message is this worker's; longer than what it takes.
    """

    keeper: Keeper
    far_sides: Mapping[str, FarSide]
    handlers: Sequence[Handler]
    lease: timedelta = LEASE

    def round(self, limit: int) -> WorkReport:
        """Act on up to *limit* timers, and take up to *limit* messages, each once."""
        report = self._timers(limit)
        if not (self.far_sides or self.handlers):
            return report  # what it cannot do is left to those who can
        leases = self.keeper.store.claim(
            now=self.keeper.clock.now(),
            lease=self.lease,
            limit=limit,
            shop=self.keeper.shop,
            topic=self._topic(),
        )
        for lease in leases:
            report += self._one(lease)
        return report

    def _topic(self) -> Topic | None:
        """Return what messages are about that this worker takes up; the others are left to those who can."""
        if not self.handlers:
            return Topic.EFFECT
        return None if self.far_sides else Topic.EVENT

    # --- timers --------------------------------------------------------------------------------------

    def _timers(self, limit: int) -> WorkReport:
        keeper, acted = self.keeper, 0
        errors: list[str] = []
        now = keeper.clock.now()
        for shop, return_id in keeper.store.due(now=now, limit=limit, shop=keeper.shop):
            assert shop == keeper.shop  # noqa: S101  # it was asked for
            before = keeper.store.load(shop, return_id)
            ran_out = due(before, now, keeper.timers)
            if not ran_out:  # it was stored under other rules: when it is due is told anew
                with suppress(ConflictError):
                    keeper.save(before, (), guards={})
            for timer in ran_out:
                acting = _Acting(timer.kind, timer.key, timer.cause, now, keeper)
                try:
                    told = ("timer", timer.key)
                    after = keeper.perform(return_id, acting.decide, by=SYSTEM, key=None, told=told)
                    acted += after.version > before.version
                    before = after
                except ReturnkitError as exc:
                    errors.append(f"timer `{timer.key}` of `{return_id}`: {exc}")
        return WorkReport(timers=acted, errors=tuple(errors))

    # --- messages ------------------------------------------------------------------------------------

    def _one(self, lease: Lease) -> WorkReport:
        try:
            wait = self._event(lease) if lease.message.topic is Topic.EVENT else self._effect(lease)
        except Exception as exc:  # noqa: BLE001 - handlers and far sides are others' code
            wait = _Wait(f"{type(exc).__name__}: {exc}")
        store, now = self.keeper.store, self.keeper.clock.now()
        if wait is None:
            store.finish(lease)
            return WorkReport(done=1)
        error = wait.error[:2_000]
        if wait.was_tried and lease.attempt >= MAX_ATTEMPTS:
            store.bury(lease, error=error, at=now)
            return WorkReport(buried=1, errors=(error,))
        after = now + backoff(lease.attempt if wait.was_tried else 1)
        store.postpone(lease, due_at=max(after, wait.until or after), error=error)
        return WorkReport(postponed=1, errors=(error,))

    def _event(self, lease: Lease) -> _Wait | None:
        message = lease.message
        number = int(message.id.rpartition(":")[2])
        event = self.keeper.store.events(message.shop, message.return_id)[number - 1]
        for handler in self.handlers:
            handler(event)
        return None

    def _effect(self, lease: Lease) -> _Wait | None:
        keeper, message = self.keeper, lease.message
        key = EffectKey(message.id)
        intent = keeper.store.effects.get(key).intent
        far_side = self.far_sides.get(intent.kind)
        if far_side is None:
            return _Wait(f"nothing performs `{intent.kind}` here", was_tried=False)
        record = perform(intent, far_side, keeper.store.effects, clock=keeper.clock)
        command = outcome(record)
        if command is None:
            return _Wait(_told(record), until=record.not_before)
        told = ("effect", key)
        keeper.perform(
            message.return_id,
            lambda return_: ((with_parcel(command, record, return_),), ()),
            by=SYSTEM,
            key=None,
            told=told,
        )
        return None


@dataclass(frozen=True, slots=True)
class _Wait:
    """Why a message has to wait, until when at least, and whether it was tried at all."""

    error: str
    until: datetime | None = None
    was_tried: bool = True


@dataclass(frozen=True, slots=True)
class _Acting:
    """What a timer does, once the return is loaded: it may not be due any more."""

    kind: TimerKind
    key: str
    cause: str
    now: datetime
    keeper: Keeper

    def decide(self, return_: Return) -> Decided:
        """Return the command of the timer; none where it is not due any more."""
        still = due(return_, self.now, self.keeper.timers)
        if all(timer.key != self.key for timer in still):
            return (), ()
        match self.kind:
            case TimerKind.EXPIRE:
                return (Expire(),), ()
            case TimerKind.RECEIVE:
                out = [(place, item.outstanding) for place, item in enumerate(return_.items)]
                items = tuple(Received(place=place, quantity=count) for place, count in out if count)
                return (Receive(items=items),), ()
            case _:
                return (RecordTimer(kind=self.kind, key=self.key, cause=self.cause),), ()


def backoff(attempt: int) -> timedelta:
    """Return how long to wait after that many attempts, from 1: twice as long each time, an hour at most."""
    return min(FIRST_WAIT * int(2 ** min(attempt - 1, 20)), LONGEST_WAIT)


def outcome(record: EffectRecord) -> Command | None:
    """Return what the return is told of an effect; None while nothing is certain."""
    return None if record.conclusion is None else told_of(record)


def told_of(record: EffectRecord) -> Command:
    """Return what the return is told of an effect that is concluded."""
    ended = record.conclusion
    assert ended is not None  # noqa: S101  # it is concluded
    if record.state is EffectState.DONE:
        return RecordDone(key=record.intent.key, reference=(ended.reference or "")[:MAX_TEXT])
    return RecordFailed(key=record.intent.key, reason=(ended.reason or "refused")[:MAX_TEXT])


def _told(record: EffectRecord) -> str:
    note = record.attempts[-1].note if record.attempts else None
    return f"`{record.intent.key}` is {record.state}: {note or 'it waits'}"
