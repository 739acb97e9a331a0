"""Wire: what lies between a request and its answer in a far side that is held in memory."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import RLock
from typing import Final, Generic, Protocol, TypeVar

from returnkit.clock import Clock
from returnkit.effects import Guarantees, Intent
from returnkit.errors import AnswerLostError, NotSentError, RefusedError
from returnkit.ids import EffectKey

from .faults import Fault

SETTLE_WINDOW: Final = timedelta(seconds=60)
RETRY_AFTER_SECONDS: Final = 30
KEY_LIFE: Final = timedelta(days=1)


class Keyed(Protocol):
    """An order with the key of its effect."""

    @property
    def key(self) -> EffectKey:
        """The key."""
        ...


OrderT = TypeVar("OrderT", bound=Keyed)
ReceiptT = TypeVar("ReceiptT")


@dataclass(frozen=True, slots=True)
class Happened(Generic[OrderT, ReceiptT]):
    """What really happened: the order, what was answered or would have been, and when."""

    order: OrderT
    receipt: ReceiptT
    at: datetime

    @property
    def key(self) -> EffectKey:
        """The key of the effect."""
        return self.order.key


class Wire(Generic[OrderT, ReceiptT]):
    """Sends orders to what executes them, fails on order, and knows what was sent under which key.

    Args:
        execute: Executes an order, or refuses it; called by one thread at a time.
        intent: The order as an intent, whose hash tells another request under a key from the same one.
        clock: What time it is there.
        honours_keys: Whether a key is known for a day from the first request under it.
        settle_window: What is guaranteed; a late request is executed after a third of it.
        declined: What is said of a request that is declined on order.
    """

    def __init__(
        self,
        execute: Callable[[OrderT], ReceiptT],
        intent: Callable[[OrderT], Intent],
        clock: Clock,
        *,
        honours_keys: bool,
        settle_window: timedelta,
        declined: str,
    ) -> None:
        self.lock = RLock()
        self._execute, self._intent, self._clock = execute, intent, clock
        self._honours_keys, self._window, self._declined = honours_keys, settle_window, declined
        self._happened: list[Happened[OrderT, ReceiptT]] = []
        self._heard: dict[EffectKey, datetime] = {}
        self._known: dict[EffectKey, tuple[str, ReceiptT]] = {}
        self._late: list[tuple[datetime, OrderT]] = []
        self._faults: deque[Fault | None] = deque()
        self._failing_looks = 0

    def guarantees(self, *, is_find_final: bool = False) -> Guarantees:
        """Return what is guaranteed."""
        known = KEY_LIFE if self._honours_keys else timedelta(0)
        return Guarantees(self._window, known, is_find_final=is_find_final)

    def happened(self) -> tuple[Happened[OrderT, ReceiptT], ...]:
        """Return what really happened until now, in order."""
        with self.lock:
            self._catch_up()
            return tuple(self._happened)

    def inject(self, *faults: Fault | None) -> None:
        """Let the next requests fail so, in this order; None is no fault."""
        self._faults.extend(faults)

    def forget_faults(self) -> None:
        """Let no request fail any more."""
        self._faults.clear()

    def fail_looks(self, count: int) -> None:
        """Let the next *count* looks fail."""
        self._failing_looks = count

    def send(self, order: OrderT) -> ReceiptT:
        """Execute *order*, unless a fault was ordered or its key is known."""
        with self.lock:
            self._catch_up()
            self._hear(order.key)
            fault = self._faults.popleft() if self._faults else None
            match fault:
                case None:
                    return self._once(order, self._clock.now())
                case Fault.TIMEOUT_BEFORE:
                    raise AnswerLostError("no answer in time")
                case Fault.AMBIGUOUS:
                    raise AnswerLostError("the gateway answered 500")
                case Fault.RATE_LIMITED:
                    raise NotSentError("too many requests", retry_after_seconds=RETRY_AFTER_SECONDS)
                case Fault.DECLINED:
                    raise RefusedError(self._declined)
                case Fault.LATE:
                    self._late.append((self._clock.now() + self._window / 3, order))
                    raise AnswerLostError("no answer in time")
                case Fault.TIMEOUT_AFTER | Fault.DROPPED:
                    self._try(order, self._clock.now())
                    if fault is Fault.DROPPED:
                        raise ConnectionResetError("the connection was dropped")
                    raise AnswerLostError("no answer in time")

    def look(self, order: OrderT, *, lag: timedelta) -> ReceiptT | None:
        """Return what was answered to the first order under the key that shows by now, after *lag*."""
        with self.lock:
            if self._failing_looks:
                self._failing_looks -= 1
                raise ConnectionRefusedError("the gateway cannot be reached")
            shown = self._clock.now() - lag
            found = (each for each in self.happened() if each.key == order.key and each.at <= shown)
            first = next(found, None)
            return first.receipt if first else None

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

    def _try(self, order: OrderT, at: datetime) -> None:
        with suppress(RefusedError):  # nobody hears it
            self._once(order, at)

    def _once(self, order: OrderT, at: datetime) -> ReceiptT:
        request = self._intent(order).payload_hash
        known = self._known.get(order.key)
        if self._honours_keys and known:
            first, receipt = known
            if first != request:
                raise RefusedError(f"key `{order.key}` was used for another request")
            return receipt
        receipt = self._execute(order)
        self._happened.append(Happened(order, receipt, at))
        self._known[order.key] = request, receipt
        return receipt
