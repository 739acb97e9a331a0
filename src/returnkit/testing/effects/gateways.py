"""Fake gateways: they refund as real ones do, fail on order, and log what really moved."""

from __future__ import annotations

from collections import deque
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import RLock
from typing import Final

from returnkit.clock import Clock
from returnkit.effects import Guarantees, OverRefundError, RefundOrder, RefundReceipt, refund_intent
from returnkit.errors import AnswerLostError, NotSentError, RefusedError
from returnkit.ids import EffectKey
from returnkit.money import Money

from .faults import Fault

SETTLE_WINDOW: Final = timedelta(seconds=60)
RETRY_AFTER_SECONDS: Final = 30
KEY_LIFE: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Moved:
    """Money that moved: one refund that really happened."""

    key: EffectKey
    payment: str
    amount: Money
    reference: str
    at: datetime


class FakeRefundGateway:
    """A gateway in memory, without a way to look. Threads may share it.

    Args:
        clock: What time it is there.
        honours_keys: Whether a key is known for a day from the first request under it, whatever became of
            that one: the same request again is answered and not executed.
        settle_window: What it guarantees; a late request is executed after a third of it.
    """

    def __init__(
        self,
        clock: Clock,
        *,
        honours_keys: bool = True,
        settle_window: timedelta = SETTLE_WINDOW,
    ) -> None:
        self._clock = clock
        self._honours_keys = honours_keys
        self._window = settle_window
        self._captured: dict[str, Money] = {}
        self._moved: list[Moved] = []
        self._heard: dict[EffectKey, datetime] = {}
        self._known: dict[EffectKey, tuple[str, RefundReceipt]] = {}
        self._late: list[tuple[datetime, RefundOrder]] = []
        self._faults: deque[Fault | None] = deque()
        self._lock = RLock()

    @property
    def guarantees(self) -> Guarantees:
        """What it guarantees."""
        known = KEY_LIFE if self._honours_keys else timedelta(0)
        return Guarantees(settle_window=self._window, honours_key_for=known)

    @property
    def log(self) -> tuple[Moved, ...]:
        """Every refund that really happened until now, in order."""
        with self._lock:
            self._catch_up()
            return tuple(self._moved)

    def capture(self, payment: str, amount: Money) -> None:
        """Let *amount* be captured under *payment*."""
        self._captured[payment] = amount

    def inject(self, *faults: Fault | None) -> None:
        """Let the next requests fail so, in this order; None is no fault."""
        self._faults.extend(faults)

    def forget_faults(self) -> None:
        """Let no request fail any more."""
        self._faults.clear()

    def refundable(self, payment: str) -> Money:
        """Return what is left of *payment*."""
        with self._lock:
            self._catch_up()
            return self._left(payment)

    def refund(self, order: RefundOrder) -> RefundReceipt:
        """Refund *order*, unless a fault was ordered."""
        with self._lock:
            self._catch_up()
            self._hear(order.key)
            fault = self._faults.popleft() if self._faults else None
            match fault:
                case None:
                    return self._execute(order, self._clock.now())
                case Fault.TIMEOUT_BEFORE:
                    raise AnswerLostError("no answer in time")
                case Fault.AMBIGUOUS:
                    raise AnswerLostError("the gateway answered 500")
                case Fault.RATE_LIMITED:
                    raise NotSentError("too many requests", retry_after_seconds=RETRY_AFTER_SECONDS)
                case Fault.DECLINED:
                    raise RefusedError("declined by the issuer")
                case Fault.LATE:
                    self._late.append((self._clock.now() + self._window / 3, order))
                    raise AnswerLostError("no answer in time")
                case Fault.TIMEOUT_AFTER | Fault.DROPPED:
                    self._try(order, self._clock.now())
                    if fault is Fault.DROPPED:
                        raise ConnectionResetError("the connection was dropped")
                    raise AnswerLostError("no answer in time")

    def _hear(self, key: EffectKey) -> None:
        """Note the first request under *key*; a key is known for longer than guaranteed, by a window."""
        now = self._clock.now()
        if now >= self._heard.setdefault(key, now) + KEY_LIFE + self._window:
            self._heard[key] = now
            self._known.pop(key, None)

    def _catch_up(self) -> None:
        now = self._clock.now()
        due = [each for each in self._late if each[0] <= now]
        self._late = [each for each in self._late if each[0] > now]
        for at, order in due:
            self._try(order, at)

    def _try(self, order: RefundOrder, at: datetime) -> None:
        with suppress(RefusedError):  # nobody hears it
            self._execute(order, at)

    def _execute(self, order: RefundOrder, at: datetime) -> RefundReceipt:
        request = refund_intent(order).payload_hash
        known = self._known.get(order.key)
        if self._honours_keys and known:
            first, receipt = known
            if first != request:
                raise RefusedError(f"key `{order.key}` was used for another request")
            return receipt
        if order.payment not in self._captured:
            raise RefusedError(f"there is no payment `{order.payment}`")
        left = self._left(order.payment)
        if order.amount.currency != left.currency:
            raise RefusedError(f"payment `{order.payment}` was captured in {left.currency}")
        if order.amount > left:
            raise OverRefundError(payment=order.payment, amount=order.amount, refundable=left)
        receipt = RefundReceipt(reference=f"re_{len(self._moved) + 1}", amount=order.amount)
        self._moved.append(Moved(order.key, order.payment, order.amount, receipt.reference, at))
        self._known[order.key] = request, receipt
        return receipt

    def _left(self, payment: str) -> Money:
        captured = self._captured[payment]
        return sum((-each.amount for each in self._moved if each.payment == payment), captured)


class FakeFindingRefundGateway(FakeRefundGateway):
    """One that can be looked at too.

    Args:
        clock: What time it is there.
        honours_keys: Whether a key is known for a day.
        settle_window: What it guarantees.
        lag: How long a refund takes to show; at most a sixth of the window where looks are final.
        is_find_final: Whether it guarantees that what a look does not see after the window has not happened.
    """

    def __init__(
        self,
        clock: Clock,
        *,
        honours_keys: bool = True,
        settle_window: timedelta = SETTLE_WINDOW,
        lag: timedelta = timedelta(0),
        is_find_final: bool = True,
    ) -> None:
        super().__init__(clock, honours_keys=honours_keys, settle_window=settle_window)
        self._lag = lag
        self._is_find_final = is_find_final
        self._failing_finds = 0

    @property
    def guarantees(self) -> Guarantees:
        """What it guarantees."""
        own = super().guarantees
        return Guarantees(own.settle_window, own.honours_key_for, is_find_final=self._is_find_final)

    def fail_finds(self, count: int) -> None:
        """Let the next *count* looks fail."""
        self._failing_finds = count

    def find(self, order: RefundOrder) -> RefundReceipt | None:
        """Return the first refund under the key of *order* that shows by now."""
        with self._lock:
            if self._failing_finds:
                self._failing_finds -= 1
                raise ConnectionRefusedError("the gateway cannot be reached")
            self._catch_up()
            shown = self._clock.now() - self._lag
            for each in self._moved:
                if each.key == order.key and each.at <= shown:
                    return RefundReceipt(reference=each.reference, amount=each.amount)
        return None
