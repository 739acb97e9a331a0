"""Fake gateways: they refund as real ones do, fail on order, and log what really moved."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from returnkit.clock import Clock
from returnkit.effects import Guarantees, OverRefundError, RefundOrder, RefundReceipt, refund_intent
from returnkit.errors import RefusedError
from returnkit.ids import EffectKey
from returnkit.money import Money

from .faults import Fault
from .wire import SETTLE_WINDOW, Wire


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
        self._captured: dict[str, Money] = {}
        self._wire = Wire(
            self._execute,
            refund_intent,
            clock,
            honours_keys=honours_keys,
            settle_window=settle_window,
            declined="declined by the issuer",
        )

    @property
    def guarantees(self) -> Guarantees:
        """What it guarantees."""
        return self._wire.guarantees()

    @property
    def log(self) -> tuple[Moved, ...]:
        """Every refund that really happened until now, in order."""
        return tuple(
            Moved(each.key, each.order.payment, each.order.amount, each.receipt.reference, each.at)
            for each in self._wire.happened()
        )

    def capture(self, payment: str, amount: Money) -> None:
        """Let *amount* be captured under *payment*."""
        self._captured[payment] = amount

    def inject(self, *faults: Fault | None) -> None:
        """Let the next requests fail so, in this order; None is no fault."""
        self._wire.inject(*faults)

    def forget_faults(self) -> None:
        """Let no request fail any more."""
        self._wire.forget_faults()

    def refundable(self, payment: str) -> Money:
        """Return what is left of *payment*."""
        moved = (each.amount for each in self.log if each.payment == payment)
        return sum((-amount for amount in moved), self._captured[payment])

    def refund(self, order: RefundOrder) -> RefundReceipt:
        """Refund *order*, unless a fault was ordered."""
        return self._wire.send(order)

    def _execute(self, order: RefundOrder) -> RefundReceipt:
        if order.payment not in self._captured:
            raise RefusedError(f"there is no payment `{order.payment}`")
        left = self.refundable(order.payment)
        if order.amount.currency != left.currency:
            raise RefusedError(f"payment `{order.payment}` was captured in {left.currency}")
        if order.amount > left:
            raise OverRefundError(payment=order.payment, amount=order.amount, refundable=left)
        return RefundReceipt(reference=f"re_{len(self._wire.happened()) + 1}", amount=order.amount)


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

    @property
    def guarantees(self) -> Guarantees:
        """What it guarantees."""
        return self._wire.guarantees(is_find_final=self._is_find_final)

    def fail_finds(self, count: int) -> None:
        """Let the next *count* looks fail."""
        self._wire.fail_looks(count)

    def find(self, order: RefundOrder) -> RefundReceipt | None:
        """Return the first refund under the key of *order* that shows by now."""
        return self._wire.look(order, lag=self._lag)
