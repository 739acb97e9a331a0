"""Timers: what is to happen at which instant, each with its cause; asked of a return, never kept.

A timer that was acted on is gone, as the return is no longer what it was. What only tells, such as a
reminder, is acted on once for each of its keys.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from returnkit.clock import to_utc

from .actors import RequestKind
from .axes import ApprovalStatus, MoneyStatus, ShippingStatus
from .parts import TimerKind
from .state import Return

ACTING: Final = frozenset({TimerKind.EXPIRE, TimerKind.RECEIVE})
"""Timers that change the return; all others only tell, once."""
_DAY: Final = timedelta(days=1)
_NOT_SENT: Final = frozenset({ShippingStatus.NO_LABEL, ShippingStatus.PENDING, ShippingStatus.VOID})


@dataclass(frozen=True, slots=True)
class Timer:
    """Something that is to happen.

    Attributes:
        kind: What.
        at: When, UTC.
        cause: Why, by a stable word and what it counts from, such as `28 days after approval`.
        key: What tells it from the others of its return, and from itself at another instant, such as
            `remind:7:20261117T120000Z`; acted on once.
    """

    kind: TimerKind
    at: datetime
    cause: str
    key: str

    @classmethod
    def of(cls, kind: TimerKind, at: datetime, cause: str, word: str | None = None) -> Timer:
        """Return the timer, its key made of *word*, or of its kind, and the instant."""
        return cls(kind, at, cause, f"{word or kind.value}:{at:%Y%m%dT%H%M%SZ}")


@dataclass(frozen=True, slots=True)
class TimerRules:
    """When timers run. Days are of 24 hours, as no policy speaks of them; None is never.

    Attributes:
        answer_after: After it was asked for, the shop is reminded.
        remind_after: After approval, the customer is reminded, once for each.
        expire_after: After the last that was heard of it since approval, it is given up. An earlier deadline
            of its policy for the goods counts too.
        receive_after: After every parcel was handed over, all that is accepted counts as received.
        inspect_after: After units came in, the shop is reminded to look at them.
        refund_within: Of a withdrawal: after the statement, the money has to be back.
        warn_before: Before that, the shop is warned.

    Source: 28 days are what AfterShip Returns and Loop give a return without news (help pages, 2026-11);
    14 days after the statement, Directive 2011/83/EU, Article 13(1), which lets the shop wait for the goods
    or for proof that they were sent (Article 13(3)).
    """

    answer_after: timedelta | None = timedelta(days=3)
    remind_after: tuple[timedelta, ...] = (timedelta(days=7), timedelta(days=21))
    expire_after: timedelta | None = timedelta(days=28)
    receive_after: timedelta | None = None
    inspect_after: timedelta | None = timedelta(days=2)
    refund_within: timedelta = timedelta(days=14)
    warn_before: timedelta = timedelta(days=3)


AS_USUAL: Final = TimerRules()


def timers(return_: Return, rules: TimerRules = AS_USUAL) -> tuple[Timer, ...]:
    """Return every timer of *return_* as it stands, by its instant."""
    waits = [timer for timer in _timers(return_, rules) if timer.key not in return_.elapsed]
    return tuple(sorted(waits, key=lambda timer: (timer.at, timer.key)))


def due(return_: Return, now: datetime, rules: TimerRules = AS_USUAL) -> tuple[Timer, ...]:
    """Return the timers of *return_* that have run out by *now*, itself included, by their instants.

    Raises:
        InstantError: *now* has no zone.
    """
    now = to_utc(now)
    return tuple(timer for timer in timers(return_, rules) if timer.at <= now)


def _timers(return_: Return, rules: TimerRules) -> Iterator[Timer]:
    if return_.approval is ApprovalStatus.SUBMITTED and rules.answer_after is not None:
        at = return_.submitted_at + rules.answer_after
        yield Timer.of(TimerKind.ANSWER, at, f"{_days(rules.answer_after)} after it was asked for")
    if return_.approval is ApprovalStatus.APPROVED:
        # While an exception waits for a person nothing happens by itself, so that none of it is due.
        if return_.is_automatic and any(item.outstanding for item in return_.items):
            yield from _of_goods(return_, rules)
        yield from _of_what_is_in(return_, rules)
    if return_.kind is RequestKind.WITHDRAWAL and not _is_settled(return_):
        yield from _by_law(return_, rules)


def _of_goods(return_: Return, rules: TimerRules) -> Iterator[Timer]:
    if return_.shipping is ShippingStatus.DELIVERED:
        if rules.receive_after is not None:
            handed = max(each.delivered_at for each in return_.shipments if each.delivered_at)
            cause = f"{_days(rules.receive_after)} after delivery"
            yield Timer.of(TimerKind.RECEIVE, handed + rules.receive_after, cause)
        return
    if any(item.received or item.settled for item in return_.items):
        return
    approved = return_.approved_at or return_.submitted_at
    heard = max([approved, *(each.sent_at or each.at for each in return_.shipments)])
    if rules.expire_after is not None:
        cause = f"{_days(rules.expire_after)} without news"
        yield Timer.of(TimerKind.EXPIRE, heard + rules.expire_after, cause)
    if return_.shipping not in _NOT_SENT:
        return
    for after in rules.remind_after:
        cause = f"{_days(after)} after approval"
        yield Timer.of(TimerKind.REMIND, approved + after, cause, f"remind:{after / _DAY:g}")
    deadline = return_.goods_back_by
    if deadline is not None and deadline > approved:  # whoever approves it later knows that it has passed
        yield Timer.of(TimerKind.EXPIRE, deadline, "the policy's deadline for the goods", "goods")


def _of_what_is_in(return_: Return, rules: TimerRules) -> Iterator[Timer]:
    unseen = any(item.received > item.graded for item in return_.items)
    if unseen and return_.received_at is not None and rules.inspect_after is not None:
        cause = f"{_days(rules.inspect_after)} after units came in"
        yield Timer.of(TimerKind.INSPECT, return_.received_at + rules.inspect_after, cause)


def _is_settled(return_: Return) -> bool:
    """Return whether nothing is to be paid back by law: all is paid, or it was given up."""
    if return_.approval is ApprovalStatus.APPROVED:
        is_paid = return_.money in (MoneyStatus.PAID, MoneyStatus.NOTHING_DUE)
        return is_paid and not any(item.unsettled for item in return_.items)
    return return_.approval is not ApprovalStatus.SUBMITTED


def _by_law(return_: Return, rules: TimerRules) -> Iterator[Timer]:
    last = return_.submitted_at + rules.refund_within
    cause = f"{_days(rules.refund_within)} after the withdrawal, Directive 2011/83/EU, Article 13(1)"
    warned = f"{_days(rules.warn_before)} before {cause}"
    yield Timer.of(TimerKind.REFUND_BY_LAW, last - rules.warn_before, warned, "law:warn")
    yield Timer.of(TimerKind.REFUND_BY_LAW, last, cause, "law")


def _days(span: timedelta) -> str:
    days = span / _DAY
    return f"{days:g} days" if days != 1 else "1 day"
